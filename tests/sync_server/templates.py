"""A SQLite database with all tables, made once a process: to migrate takes fifty times a copy."""

import functools
import tempfile
from contextlib import closing
from pathlib import Path

import sync_server.app  # noqa: F401 - declares every table
from sync_server.kit import migrations
from sync_server.kit.database import Database
from sync_server.settings import DATABASE_NAME


def with_tables(folder: Path) -> Path:
    """A data folder whose database has its tables, and nothing in them."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / DATABASE_NAME).write_bytes(_template())
    return folder


@functools.cache
def _template() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / DATABASE_NAME
        with closing(Database(f"sqlite:///{file}")) as database:
            migrations.bring_up(database)
        return file.read_bytes()
