"""The server of a fleet, in this process: it can die, and be restored from a backup."""

from __future__ import annotations

import asyncio
import shutil
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx

from client.remote.bridge import Bridge
from sync_server.app import create_app
from sync_server.kit import running
from sync_server.kit.backups import copy_sqlite, mark
from sync_server.kit.database import Database
from sync_server.settings import DATABASE_NAME, Settings
from tests.simulation.faults import Crash
from tests.sync_server.postgresql import Stored


def _tell_of_faults(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """A task that ended because the server died is nobody's to ask for."""
    if not isinstance(context.get("exception"), Crash):
        loop.default_exception_handler(context)


class Server:
    """The server, which can die between any two commits and start again on what is on the disk."""

    def __init__(self, folder: Path, url: str = "") -> None:
        self.folder = folder
        self.url = url
        self._dead: list[Any] = []
        self.start()

    def start(self) -> None:
        """Serve, on whatever the database holds."""
        self.app = create_app(Settings(self.folder, self.url))
        self._runner = asyncio.Runner()
        self._runner.get_loop().set_exception_handler(_tell_of_faults)
        self._lifespan = self.app.router.lifespan_context(self.app)
        self._runner.run(self._lifespan.__aenter__())
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
        self.bridge = Bridge(transport, self._runner)
        self.database = self.app.state.database

    def stop(self) -> None:
        """End in order."""
        self._runner.run(self._lifespan.__aexit__(None, None, None))
        self._runner.close()
        self._close_the_dead()

    def _close_the_dead(self) -> None:
        for _, dead in self._dead:
            # Not the runner's own end, which would let the lifespan of the dead go on to its own.
            dead.get_loop().close()

    def crash(self) -> None:
        """Die, and start again."""
        self._die()
        self.start()

    def leave(self) -> None:
        """Die for good: of a world that is thrown away nothing has to be put in order."""
        self._die()
        self._close_the_dead()

    def _die(self) -> None:
        """Nothing that is left to do is done."""
        loop = self._runner.get_loop()
        tasks = asyncio.all_tasks(loop)
        for task in tasks:
            task.cancel()
        # A process that dies closes its sockets as well.
        loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        # Those too that one of its threads still has, which gives them back to nobody.
        self.database.close()
        # Nor does it hold its lock any more; here the file of it is still open.
        (self.folder / running.NAME).unlink(missing_ok=True)
        # The generator of the lifespan must not go on to its end: a process that dies does not.
        self._dead.append((self._lifespan, self._runner))

    def backup(self) -> None:
        """Make a backup of the database, as `paddock-server backup` does."""
        if self.url:
            self._stored.backup()
        else:
            copy_sqlite(self.folder / DATABASE_NAME, self._file)

    def restore(self) -> bool:
        """Put the backup in the database's place; False if there is none."""
        if not (self._stored.is_there() if self.url else self._file.exists()):
            return False
        self.stop()
        if self.url:
            self._stored.restore()
            with closing(Database(self.url)) as database, database.write() as connection:
                mark(connection)
        else:
            for suffix in ("-wal", "-shm"):
                (self.folder / f"{DATABASE_NAME}{suffix}").unlink(missing_ok=True)
            shutil.copyfile(self._file, self.folder / DATABASE_NAME)
        self.start()
        return True

    @property
    def _file(self) -> Path:
        return self.folder / "backup.sqlite"

    @property
    def _stored(self) -> Stored:
        return Stored(self.url)
