"""A stand-in server over HTTP, and profiles that sign in to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from client.remote.secrets import MemorySecrets
from client.store import Store
from client.sync.signing import SignIn, connect
from tests.client.remote.serving import Served, transport_to
from tests.client.store.making import Clock
from tests.client.sync.standin import Server

URL = "http://127.0.0.1:1"


@pytest.fixture
def served() -> Served:
    """The server; codes A and B sign Ann in."""
    clock = Clock()
    made = Served(Server(lambda: clock.now))
    made.pairs |= {"A": "ann", "B": "ann"}
    return made


@pytest.fixture(autouse=True)
def no_secrets_are_left() -> Iterator[None]:
    MemorySecrets.kept.clear()
    yield
    MemorySecrets.kept.clear()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "profile", Clock()) as opened:
        yield opened


def sign_in(store: Store, served: Served, code: str = "A", *, leave_local: bool = False) -> None:
    """Sign a profile in by a pair code."""
    signing = SignIn(store, URL, transport=transport_to(served))
    try:
        signing.finish(signing.oauth.by_pair(code), leave_local=leave_local)
    finally:
        signing.close()


def remote_of(store: Store, served: Served):  # type: ignore[no-untyped-def]  # an HttpRemote
    return connect(store, transport=transport_to(served))
