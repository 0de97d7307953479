"""A server that is ended, copied, restored and started again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sync_server.app import create_app
from sync_server.settings import DATABASE_NAME, Settings
from tests.sync_server.people import Device, World, stand_in
from tests.sync_server.postgresql import Stored


class Place:
    """A server's data folder and its database, of which one copy can be made and put back."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.folder = settings.data
        self._file = self.folder / DATABASE_NAME

    @contextmanager
    def running(self) -> Iterator[World]:
        """A server over it."""
        app = create_app(self.settings)
        app.state.authenticate = stand_in
        with World(app) as world:
            yield world

    def copy(self, world: World) -> None:
        """Copy the database as it is, while the server runs."""
        if self.settings.url:
            Stored(self.settings.url).backup()
            return
        with world.database.engine.connect() as connection:
            connection.exec_driver_sql(f"VACUUM INTO '{self._file}.copy'")

    def restore(self) -> None:
        """Put the copy in the database's place."""
        if self.settings.url:
            Stored(self.settings.url).restore()
            return
        for beside in ("-wal", "-shm"):
            self._file.with_name(self._file.name + beside).unlink(missing_ok=True)
        Path(f"{self._file}.copy").replace(self._file)


def again(device: Device, world: World) -> Device:
    """The same device before another start of the server."""
    device.world = world
    return device
