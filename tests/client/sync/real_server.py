"""The real server on a port of its own, in a thread of the test, and profiles signed in to it."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
import threading
from collections.abc import Coroutine, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from client.remote.secrets import MemorySecrets
from client.remote.server import HttpRemote
from client.store import Store
from client.sync.signing import SignIn, connect
from sync_server.accounts.people import add_person
from sync_server.app import create_app, prepare
from sync_server.kit import clock, metrics
from sync_server.kit.serving import listen, server
from sync_server.oauth.service import pair_code
from sync_server.settings import Settings
from tests.sync_server.templates import with_tables


class RealServer:
    """A server that runs until the test ends."""

    def __init__(self, folder: Path, certificate: ssl.SSLContext | None = None) -> None:
        bound = listen("127.0.0.1", 0)
        port = bound.getsockname()[1]
        self.settings = replace(Settings(with_tables(folder)), port=port)
        more: dict[str, Any] = {}
        if certificate is not None:
            self.settings = replace(self.settings, base_url=f"https://127.0.0.1:{port}")
            more["ssl_context_factory"] = lambda *_: certificate
        self.address = self.settings.issuer
        self.app = create_app(self.settings)
        prepare(self.app.state.database)
        self._server = server(self.app, **more)
        self._bound = bound
        self._thread = threading.Thread(target=self._run, name="real-server")
        self._listens = threading.Event()
        self._thread.start()
        assert self._listens.wait(60)

    def _run(self) -> None:
        async def whole() -> None:
            self._loop = asyncio.get_running_loop()
            serving = asyncio.create_task(self._server.serve(sockets=[self._bound]))
            while not self._server.started and not serving.done():
                await asyncio.sleep(0.01)
            self._listens.set()
            await serving

        asyncio.run(whole())

    def stop(self) -> None:
        """End in order."""
        self._server.should_exit = True
        self._thread.join()
        self._bound.close()

    def do(self, work: Coroutine[Any, Any, Any]) -> Any:
        """Something in the server's loop; waits for it."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(20)

    def person(self, name: str = "ann") -> str:
        """An account."""
        with self.app.state.database.write() as connection:
            return add_person(connection, f"{name}@example.org", name, None, clock.now())

    def sign_in(self, store: Store, person: str) -> None:
        """Sign a profile in, with a code of whoever runs the server."""
        with self.app.state.database.write() as connection:
            code = pair_code(connection, person, clock.now())
        signing = SignIn(store, self.address, kept_in=MemorySecrets())
        signing.finish(signing.oauth.by_pair(code), must_last=False)
        signing.close()

    @property
    def pulls(self) -> int:
        """How often anybody has asked for news."""
        return int(metrics.PULLS.value())

    @property
    def lines(self) -> int:
        """How many live lines there are."""
        return len(self.app.state.live.hub.lines)


def remote(store: Store) -> HttpRemote:
    """What speaks with the server for a profile."""
    return connect(store, kept_in=MemorySecrets())


@contextlib.contextmanager
def running(folder: Path, certificate: ssl.SSLContext | None = None) -> Iterator[RealServer]:
    """A server for one test; over TLS where it has a certificate."""
    made = RealServer(folder, certificate)
    try:
        yield made
    finally:
        made.stop()
        MemorySecrets.kept.clear()
