"""When somebody is busy, from their profile by a real server to another's, and to no stranger."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from client.operations.busy_elsewhere import BusyElsewhere, busy_elsewhere
from client.operations.events import add_event
from client.operations.feeds import signed_in
from client.remote.server import Nothing
from client.store import Store
from garage.calendar.times import EventTimes
from tests.end_to_end.serving import Profile, ServerProcess

pytestmark = pytest.mark.slow
START = datetime(2047, 3, 5, 10, tzinfo=UTC)
ANN = "mailto:ann@example.org"


class _Space(msgspec.Struct):
    id: str


class _Invitation(msgspec.Struct):
    code: str


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ServerProcess]:
    made = ServerProcess(tmp_path / "server")
    made.start()
    try:
        yield made
    finally:
        made.stop()


@pytest.fixture(autouse=True)
def keyring(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, value in Profile(tmp_path).environment.items():
        if name.startswith("PADDOCK_"):
            monkeypatch.setenv(name, value)


def person(server: ServerProcess, folder: Path) -> Profile:
    email = f"{folder.name}@example.org"
    server.command("account", "add", email, "--name", folder.name)
    profile = Profile(folder)
    profile.ask("login", server.url, "--pair", server.pair(email))
    return profile


def asked(profile: Profile) -> Mapping[str, BusyElsewhere]:
    with Store(profile.folder) as store:
        return busy_elsewhere(store, [ANN, "Uncle Karl"], START, START.replace(hour=18))


def test_a_marked_calendar_tells_times_to_who_shares_a_garage(
    server: ServerProcess, tmp_path: Path
) -> None:
    ann, ben = (person(server, tmp_path / name) for name in ("ann", "ben"))
    mine = ann.ask("add", "calendar", "name=Mine", "shows_busy=yes")
    eleven, twelve = START.replace(hour=11), START.replace(hour=12)
    with Store(ann.folder) as store:
        times = EventTimes(
            start=eleven.replace(tzinfo=None), end=twelve.replace(tzinfo=None), zone="UTC"
        )
        add_event(store, {"title": "Tour", "calendar": mine["id"], "times": times})
    ann.ask("sync")
    assert asked(ben) == {ANN: BusyElsewhere(known=False)}
    with Store(ann.folder) as store, signed_in(store) as remote:
        space = remote.ask("POST", "/spaces", {"name": "Us", "kind": "family"}, _Space).id
        path = f"/spaces/{space}/invitations"
        code = remote.ask("POST", path, {"role": "viewer"}, _Invitation).code
    with Store(ben.folder) as store, signed_in(store) as remote:
        remote.ask("POST", "/invitations/accept", {"code": code}, Nothing)
    assert asked(ben) == {ANN: BusyElsewhere(known=True, spans=((eleven, twelve),))}
