"""An account's allowance: used up, told of, and refilled; nobody else's is touched."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sync_server.app import create_app
from sync_server.kit.allowance import Allowance, TooMuch
from sync_server.settings import Settings
from tests.sync_server.people import World, stand_in
from tests.sync_server.templates import with_tables

MIB = 2**20


class _Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_what_is_used_up_comes_back_with_time() -> None:
    clock = _Clock()
    allowance = Allowance(60 * MIB, clock)
    allowance.demand("ann")
    allowance.spend("ann", 61 * MIB)
    with pytest.raises(TooMuch) as caught:
        allowance.demand("ann")
    assert "60 MiB" in caught.value.detail
    seconds = int(caught.value.headers["Retry-After"])
    assert seconds == 120
    allowance.demand("bob")
    clock.now += seconds
    allowance.demand("ann")
    # Never more than an hour's, however long nobody asked.
    clock.now += 10 * 3600
    allowance.spend("ann", 60 * MIB)
    with pytest.raises(TooMuch):
        allowance.demand("ann")


def test_small_requests_count_too() -> None:
    allowance = Allowance(MIB, _Clock())
    for _ in range(1024):
        allowance.demand("ann")
        allowance.spend("ann", 10)
    with pytest.raises(TooMuch):
        allowance.demand("ann")


def test_without_a_bound_nothing_is_counted() -> None:
    allowance = Allowance(0, _Clock())
    allowance.spend("ann", 2**60)
    allowance.demand("ann")


def test_accounts_that_have_all_again_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync_server.kit.allowance._MOST_KEPT", 3)
    clock = _Clock()
    allowance = Allowance(MIB, clock)
    for name in ("ann", "bob", "eve"):
        allowance.spend(name, 10)
    clock.now += 3600
    allowance.spend("kim", 2 * MIB)
    assert set(allowance._left) == {"kim"}


@pytest.fixture
def small(tmp_path: Path) -> Iterator[World]:
    """A server that lets each account send and fetch 1 MiB in an hour."""
    app = create_app(Settings(with_tables(tmp_path / "server"), most_synced=1))
    app.state.authenticate = stand_in
    with World(app) as made:
        yield made


def test_who_fetches_or_sends_too_much_is_told_and_nobody_else(small: World) -> None:
    ann, bob = small.person("ann"), small.person("bob")
    for _ in range(2):
        ann.push(ann.patch(name="large", x="a" * 300_000))
    ann.pull()
    asked = {"epoch": ann.epoch(), "schema": 1, "spaces": {}}
    some = {"space": ann.home, "to": ann.home, "ids": []}
    for path, body in (("/sync/pull", asked), ("/sync/push", ann.body()),
                       ("/records/move", some), ("/records/erase", some)):  # fmt: skip
        answer = ann.ask("POST", path, body)
        assert (answer.status_code, answer.json()["code"]) == (429, "too_much")
        assert "1 MiB" in answer.json()["detail"]
        assert int(answer.headers["retry-after"]) > 0
    assert bob.push(bob.patch(name="small"))[0].verdict == "merged"


@pytest.mark.parametrize("path", ["/records/move", "/records/erase"])
def test_what_is_asked_to_be_moved_or_erased_counts(small: World, path: str) -> None:
    ann = small.person("ann")
    small.app.state.allowance = Allowance(2 * 1024)
    body = {"space": ann.home, "to": "elsewhere", "ids": []}
    statuses = [ann.ask("POST", path, body).status_code for _ in range(4)]
    assert statuses[:2] == [404 if path.endswith("move") else 200] * 2
    assert statuses[3] == 429
