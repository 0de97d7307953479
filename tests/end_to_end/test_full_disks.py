"""A disk that is full, here or at the server: said as what it is, and nothing is lost."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from client.errors import DiskFull, ServerAway
from client.remote.secrets import FileSecrets, KeyringAway, MemorySecrets
from client.store import Store
from client.sync.engine import Engine
from client.sync.service import SyncState
from client.sync.signing import SignIn, connect
from client.ui.account.sync_words import sync_words
from garage.regions import Preferences
from sync_server.commands.main import run
from tests.client.store.making import import_vehicles, names
from tests.simulation.fleet import ADDRESS, Server

ANN = "ann@example.org"
MANY = 400


@pytest.fixture(autouse=True)
def no_secrets_are_left() -> Iterator[None]:
    yield
    MemorySecrets.kept.clear()


@pytest.fixture
def server(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Server]:
    made = Server(tmp_path / "server")
    assert run(["--data", str(made.folder), "account", "add", ANN, "--name", "Ann"]) == 0
    yield made
    made.stop()


@pytest.fixture
def desk(server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Store]:
    with Store(tmp_path / "desk") as store:
        sign_in(store, server, capsys)
        yield store


def sign_in(
    store: Store, server: Server, capsys: pytest.CaptureFixture[str], **options: Any
) -> None:
    capsys.readouterr()
    assert run(["--data", str(server.folder), "pair", ANN]) == 0
    signing = SignIn(store, ADDRESS, transport=server.bridge, **options)
    signing.finish(signing.oauth.by_pair(capsys.readouterr().out.strip()))


def sync(store: Store, server: Server) -> Any:
    return Engine(store, connect(store, transport=server.bridge)).sync()


def waiting(store: Store) -> int:
    return store.read(lambda reader: reader.waiting())


def pages(connection: Any, most: int) -> None:
    """Let a database grow to no more than so many pages above what it has, or for ever."""
    used = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {used + most}")


@contextlib.contextmanager
def full(server: Server) -> Iterator[None]:
    """No room at the server."""
    engine = server.database.engine

    def no_room(connection: Any, *_: Any) -> None:
        pages(connection, 1)

    event.listen(engine, "checkout", no_room)
    try:
        yield
    finally:
        event.remove(engine, "checkout", no_room)
        event.listen(engine, "checkout", lambda connection, *_: pages(connection, 2**20))


def test_a_server_whose_disk_is_full_says_so_and_takes_everything_when_there_is_room(
    server: Server, desk: Store, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    sync(desk, server)
    import_vehicles(desk, MANY)
    remote = connect(desk, transport=server.bridge)
    remote.token()
    with full(server), pytest.raises(ServerAway, match=r"disk of .* is full") as why:
        Engine(desk, remote).sync()
    assert why.value.retry_after == 60
    assert "tell whoever runs the server" in why.value.hint
    assert waiting(desk) == MANY
    assert len(names(desk)) == MANY
    assert Engine(desk, remote).sync().sent == MANY
    with Store(tmp_path / "laptop") as laptop:
        sign_in(laptop, server, capsys)
        assert sync(laptop, server).received == MANY
        assert names(laptop) == names(desk)


def test_a_device_whose_disk_is_full_says_so_and_takes_everything_when_there_is_room(
    server: Server, desk: Store, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    import_vehicles(desk, MANY)
    sync(desk, server)
    with Store(tmp_path / "laptop") as laptop:
        sign_in(laptop, server, capsys)
        import_vehicles(laptop, 3, first=MANY + 1)
        remote = connect(laptop, transport=server.bridge)
        remote.token()
        let_grow(laptop, 20)
        with pytest.raises(DiskFull, match=r"the disk of paddock\.sqlite is full") as why:
            Engine(laptop, remote).sync()
        state = SyncState("offline", 3, problem=why.value)
        words = sync_words(state, datetime(2026, 11, 18, tzinfo=UTC), Preferences.for_region("IE"))
        assert words.line == "The disk is full"
        assert words.more.startswith("The disk of paddock.sqlite is full; ")
        assert words.more.endswith(". 3 edits waiting.")
        assert set(names(laptop)) >= {f"Car {n}" for n in range(MANY + 1, MANY + 4)}
        let_grow(laptop, 2**20)
        Engine(laptop, remote).sync()
        sync(desk, server)
        assert names(laptop) == names(desk)
        assert len(names(desk)) == MANY + 3
        assert waiting(laptop) == waiting(desk) == 0
        laptop.quick_check()


def let_grow(store: Store, most: int) -> None:
    """Let a profile's database grow by so many pages."""
    store.layered(lambda t: pages(t.connection.connection.driver_connection, most))


def test_a_sign_in_that_could_not_be_written_is_not_renewed_and_so_not_lost(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    with Store(tmp_path / "laptop") as laptop:
        kept_in = FileSecrets(laptop.folder, "a lamp in the ocean")
        sign_in(laptop, server, capsys, kept_in=kept_in)
        import_vehicles(laptop, 1)
        remote = connect(laptop, transport=server.bridge, kept_in=kept_in)
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", no_room)
            for _ in range(2):
                with pytest.raises(KeyringAway, match="No space left on device"):
                    Engine(laptop, remote).sync()
        # As long as the disk is full no other program loses the sign-in either.
        with closing(connect(laptop, transport=server.bridge, kept_in=kept_in)) as remote:
            assert Engine(laptop, remote).sync().sent == 1
        assert waiting(laptop) == 0


def no_room(_: int) -> None:
    raise OSError(28, "No space left on device")
