"""The real server on a port of its own, in a thread, and profiles of people who signed in to it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from client.remote.secrets import MemorySecrets
from client.store import Store
from client.sync.engine import Engine
from client.sync.signing import SignIn, connect
from sync_server.accounts.people import add_person
from sync_server.app import create_app
from sync_server.kit import clock
from sync_server.oauth.service import pair_code
from sync_server.settings import Settings
from tests.sync_server.templates import with_tables


class RealServer:
    """What is under test may stop and start it, as a network that goes and comes."""

    def __init__(self, folder: Path) -> None:
        self._people: dict[str, str] = {}
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self.app = create_app(Settings(with_tables(folder), base_url=self.url))
        config = uvicorn.Config(
            self.app, log_level="critical", lifespan="on", ws="websockets-sansio"
        )
        self._server = uvicorn.Server(config)
        sockets = {"sockets": [self._listening]}
        self._thread = threading.Thread(target=self._server.run, kwargs=sockets)
        self._thread.start()

    def stop(self) -> None:
        """End it, if it runs."""
        self._server.should_exit = True
        self._thread.join()
        self._listening.close()

    def account(self, name: str) -> str:
        """Make a person; a code that signs a device of theirs in."""
        with self.app.state.database.write() as connection:
            person = add_person(connection, f"{name.lower()}@example.org", name, None, clock.now())
            self._people[name] = person
        return self.code(name)

    def code(self, name: str) -> str:
        """A code that signs one more device of somebody's in."""
        with self.app.state.database.write() as connection:
            return str(pair_code(connection, self._people[name], clock.now()))

    def sign_in(self, store: Store, name: str) -> None:
        """Make a person, and let a profile be theirs."""
        signing = SignIn(store, self.url)
        try:
            signing.finish(signing.oauth.by_pair(self.account(name)))
        finally:
            signing.close()
        sync(store)


def sync(store: Store) -> None:
    """Bring a profile and its server together."""
    remote = connect(store)
    try:
        Engine(store, remote, patience=20).sync()
    finally:
        remote.close()


@contextmanager
def real_server(folder: Path) -> Iterator[RealServer]:
    """A server as long as a test runs."""
    made = RealServer(folder)
    try:
        yield made
    finally:
        made.stop()
        MemorySecrets.kept.clear()
