"""One device cannot take all sockets: its oldest go for its newest, and others keep theirs."""

import asyncio
import contextlib

import pytest
from websockets.exceptions import ConnectionClosed

from sync_server.live import places
from sync_server.live.hub import TRY_LATER
from tests.sync_server.live.test_live import SECONDS, connect, hear, serving
from tests.sync_server.people import World


@pytest.mark.parametrize("bound", ["MOST_OF_SESSION", "MOST_OF_PERSON"])
def test_the_oldest_of_too_many_goes_for_the_newest(
    world: World, monkeypatch: pytest.MonkeyPatch, bound: str
) -> None:
    monkeypatch.setattr(places, bound, 3)
    ann, bob = world.person("ann"), world.person("bob")

    async def crowd() -> None:
        async with serving(world.app) as address, contextlib.AsyncExitStack() as opened:
            other = await opened.enter_async_context(connect(address, bob))
            assert (await hear(other))["type"] == "ready"
            held = []
            for n in range(5):
                session = "" if bound == "MOST_OF_SESSION" else f"session {n}"
                one = await opened.enter_async_context(connect(address, ann, session))
                assert (await hear(one))["type"] == "ready"
                held.append(one)
            for gone in held[:2]:
                with pytest.raises(ConnectionClosed) as closed:
                    await asyncio.wait_for(gone.recv(), SECONDS)
                assert closed.value.rcvd
                assert closed.value.rcvd.code == TRY_LATER
            world.app.state.live.hub.say_all('{"type":"spaces"}')
            for stays in (*held[2:], other):
                assert (await hear(stays))["type"] == "spaces"

    world.run(crowd())
    assert world.app.state.places._lines == {}
