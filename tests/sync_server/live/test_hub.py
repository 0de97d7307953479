"""A line that is slow: bounded, and told to pull."""

import asyncio

from sync_server.live.hub import MOST_WAITING, OVERFLOW, Line


def test_a_slow_reader_gets_an_overflow_instead_of_a_long_backlog() -> None:
    async def whole() -> None:
        got: list[str] = []
        free = asyncio.Event()

        async def send(text: str) -> None:
            await free.wait()
            got.append(text)

        async def close(code: int) -> None:
            got.append(str(code))

        line = Line("ann", "s", "t", send, close)
        line.say("first")
        await asyncio.sleep(0)
        for n in range(MOST_WAITING + 1):
            line.say(str(n))
        line.say("last")
        free.set()
        while line.sender is not None:
            await asyncio.sleep(0)
        assert got == ["first", OVERFLOW, "last"]

    asyncio.run(whole())
