"""One device cannot take all sockets: its oldest go for its newest, and others keep theirs."""

import asyncio
import contextlib

import msgspec
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from sync_server.kit.bounds import Bounds
from sync_server.kit.problem import MEDIA_TYPE
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


def test_a_line_too_many_is_told_so_and_when_to_try_again(world: World) -> None:
    ann = world.person("ann")
    world.app._bounds = Bounds(sockets=0)

    async def whole() -> None:
        async with serving(world.app) as address:
            with pytest.raises(InvalidStatus) as refused:
                async with connect(address, ann):
                    pass
            answer = refused.value.response
            assert answer.status_code == 503
            assert answer.headers["retry-after"] == "60"
            assert answer.headers["content-type"] == MEDIA_TYPE
            assert answer.headers["cache-control"] == "no-store"
            assert answer.body
            assert msgspec.json.decode(answer.body)["code"] == "unavailable"

    world.run(whole())
