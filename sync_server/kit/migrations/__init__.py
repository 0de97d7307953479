"""Migrations: a server brings its own tables up to date as it starts, one process at a time."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from sync_server.kit.backups import copy_sqlite
from sync_server.kit.database import Database
from sync_server.kit.problem import Conflict

VERSIONS = Path(__file__).parent / "versions"
_REVISION = re.compile(r"^r(\d{4})_\w+\.py$")
_LOCK = 0x5041444F434B
"""The advisory lock of PostgreSQL under which one process migrates and the others wait."""

KEPT_COPIES = 5


class WrongDatabase(Conflict):
    """The database cannot be used by this server."""


def head() -> int:
    """The revision that this server's tables are at."""
    names = (_REVISION.match(file.name) for file in VERSIONS.iterdir())
    return max((int(found[1]) for found in names if found), default=0)


def revision_of(connection: Connection) -> int:
    """The revision of a database; 0 when it is empty. Raises WrongDatabase for tables not ours."""
    _must_hold_every_letter(connection)
    inspector = inspect(connection)
    if not inspector.has_table("alembic_version"):
        foreign = set(inspector.get_table_names())
        if foreign:
            raise WrongDatabase(
                f"the database has tables of something else ({', '.join(sorted(foreign)[:3])})",
                "give the server a database of its own",
            )
        return 0
    said = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    if said is None:
        return 0
    if not str(said).isdecimal():
        raise WrongDatabase(f"the database's revision is {said!r}", "restore a backup of it")
    return int(said)


def _must_hold_every_letter(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        return
    encoding = connection.execute(text("SHOW server_encoding")).scalar_one()
    if encoding != "UTF8":
        raise WrongDatabase(
            f"the database's encoding is {encoding}, which does not hold every letter",
            "make it anew with createdb --encoding UTF8 --template template0",
        )


def bring_up(database: Database) -> None:
    """Bring the tables to `head`; on SQLite the file is copied into `backups/` beside it first.

    All that is missing goes into one transaction: a migration that fails leaves the database as
    it was. Raises WrongDatabase when the database is of a newer server.
    """
    with database.read() as connection:
        if _is_at_head(connection):
            return
    with _alone(database) as connection:
        # Another process may have been first.
        if _is_at_head(connection):
            return
        before = revision_of(connection)
        if before and database.is_sqlite:
            _copy(Path(str(database.engine.url.database)), before)
        upgrade(connection)


def upgrade(connection: Connection, to: str = "head") -> None:
    """Run the migrations in the connection's transaction."""
    # Costs a tenth of a second, which a database that is up to date need not pay.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(VERSIONS.parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def _is_at_head(connection: Connection) -> bool:
    there, ours = revision_of(connection), head()
    if there > ours:
        raise WrongDatabase(
            f"the database is of a newer server (revision {there}, this one knows {ours})",
            "start the newer server, or restore a backup that was made before",
        )
    return there == ours


@contextmanager
def _alone(database: Database) -> Iterator[Connection]:
    """A transaction in which no other process migrates."""
    if not database.is_sqlite:
        with database.write() as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            yield connection
        return
    # SQLite alters a table by making it anew, which must not cascade to the rows that refer
    # to it; inside a transaction the pragma would do nothing.
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        try:
            yield connection
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            if broken:
                raise WrongDatabase(
                    f"after the migration {len(broken)} rows refer to what is not there",
                    "keep using the older server, and report this",
                )
            connection.commit()
        except BaseException:
            connection.rollback()
            raise
        finally:
            connection.exec_driver_sql("PRAGMA foreign_keys = ON")
            connection.rollback()


def _copy(file: Path, revision: int) -> None:
    """Copy the file as it was committed last, and keep the latest few copies."""
    folder = file.parent / "backups"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    moment = time.strftime("%Y%m%dT%H%M%S", time.gmtime())
    copy_sqlite(file, folder / f"{file.stem}-{moment}-r{revision:04}.sqlite")
    for old in sorted(folder.glob(f"{file.stem}-*-r*.sqlite"))[:-KEPT_COPIES]:
        old.unlink()
