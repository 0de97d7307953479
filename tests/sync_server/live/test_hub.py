"""A line that is slow: bounded, and told to pull. A line that joins: told all that is said."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from sync_server.kit.bus import Bus, SignedOut
from sync_server.kit.database import Database
from sync_server.live.hub import MOST_WAITING, OVERFLOW, PING, SIGNED_OUT, Line
from sync_server.live.service import Live


async def silent(line: Line) -> None:
    """Until all is said."""
    async with asyncio.timeout(60):
        while line.sender is not None:
            await asyncio.sleep(0)


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
        await silent(line)
        assert got == ["first", OVERFLOW, "last"]

    asyncio.run(whole())


@pytest.mark.parametrize("signed_out", [False, True])
def test_what_is_said_while_a_line_joins_reaches_it(tmp_path: Path, signed_out: bool) -> None:
    got: list[str] = []

    async def send(text: str) -> None:
        got.append(text)

    async def close(code: int) -> None:
        got.append(str(code))

    async def whole(database: Database) -> None:
        live = Live(database, Bus())
        line = Line("ann", "s", "t", send, close)

        async def reading(work: Any) -> dict[str, Any]:
            # In the last moment, so that what sends it has not begun when the line is placed.
            if signed_out:
                live.hub.hear(SignedOut("s"))
            else:
                live.hub.say_all(PING)
            return {}

        database.reading = reading  # type: ignore[assignment]  # the moment is what is tested
        await live.join(line)
        line.say("ready")
        await silent(line)

    database = Database(f"sqlite:///{tmp_path}/server.sqlite")
    asyncio.run(whole(database))
    database.close()
    assert got == ([str(SIGNED_OUT)] if signed_out else [PING, "ready"])


def test_a_line_that_is_dropped_before_it_sends_can_speak_again() -> None:
    got: list[str] = []

    async def send(text: str) -> None:
        got.append(text)

    async def close(code: int) -> None:
        got.append(str(code))

    async def whole() -> None:
        line = Line("ann", "s", "t", send, close)
        line.say("lost")
        line.drop()
        line.say("kept")
        await silent(line)

    asyncio.run(whole())
    assert got == ["kept"]
