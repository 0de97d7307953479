"""Pages asked for beside the work: the same answer, or none, and never a thread that is left."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from client.errors import ServerAway
from client.sync.ahead import Ahead
from garage.sync.wire import PullAnswer, PullRequest
from tests.client.store import making
from tests.client.sync.conftest import World


class Remote:
    """Answers with the number of the request, and fails when it is told to."""

    def __init__(self) -> None:
        self.asked: list[PullRequest] = []
        self.failing = 0

    def pull(self, request: PullRequest) -> PullAnswer:
        self.asked.append(request)
        if len(self.asked) <= self.failing:
            raise ServerAway("away")
        return PullAnswer([], now=len(self.asked))


def request(cursor: int) -> PullRequest:
    return PullRequest("epoch", 1, {"space": cursor})


def test_what_was_asked_ahead_is_not_asked_again() -> None:
    remote: Any = Remote()
    ahead = Ahead(remote)
    ahead.ask(request(5))
    assert ahead.answer_to(request(5)).now == 1
    assert ahead.answer_to(request(5)).now == 2


def test_what_came_otherwise_than_thought_is_asked_anew() -> None:
    remote: Any = Remote()
    ahead = Ahead(remote)
    ahead.ask(request(5))
    assert ahead.answer_to(request(7)).now == 2
    assert remote.asked == [request(5), request(7)]


def test_what_failed_beside_the_work_is_tried_where_it_is_noticed() -> None:
    remote: Any = Remote()
    remote.failing = 1
    ahead = Ahead(remote)
    ahead.ask(request(5))
    assert ahead.answer_to(request(5)).now == 2
    remote.failing = 9
    ahead.ask(request(6))
    with pytest.raises(ServerAway):
        ahead.answer_to(request(6))
    ahead.drop()
    assert not [t for t in threading.enumerate() if t.name == "paddock-ahead"]


def test_a_long_pull_brings_everything_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    laptop, desktop = world.device(), world.device()
    making.import_vehicles(laptop.store, 50)
    laptop.sync()
    monkeypatch.setattr("client.sync.plan.pull_request.__defaults__", (10,))
    asked: list[dict[str, int]] = []
    pull = desktop.session.pull

    def counted(request: PullRequest) -> PullAnswer:
        asked.append(request.spaces)
        return pull(request)

    monkeypatch.setattr(desktop.session, "pull", counted)
    assert desktop.sync().received == 50
    assert desktop.names() == laptop.names()
    assert len({str(spaces) for spaces in asked}) == len(asked)
