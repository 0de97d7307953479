"""Faults of the world: a full disk, a database that is away or busy. None of them is a mistake."""

from __future__ import annotations

import contextlib
import errno
import logging
import sqlite3
from collections.abc import Iterator

from fastapi import FastAPI, Request
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.responses import Response

from garage.words import N_
from sync_server.kit.problem import DiskFull, Problem, Unavailable, answer_to

_DISK_FULL = "53100"
# PostgreSQL's classes of codes, and single ones where the class has others too (appendix A).
_AWAY = ("08", "57P", "58", "25006", "25P03")
"""No connection, shutting down or starting, its disk fails, a copy that takes no writing."""
_BUSY = ("53", "40", "55P03", "57014", "25P04")
"""Out of connections or memory, a deadlock, a lock or a time that was waited for in vain."""

_FULL_DISK = (errno.ENOSPC, errno.EDQUOT)
_FULL = (sqlite3.SQLITE_FULL,)
_LOCKED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_UNREACHABLE = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR)

log = logging.getLogger("paddock.server")


def install(app: FastAPI) -> None:
    """Let such a fault be answered as what it is, with when to come back."""

    async def of_the_world(request: Request, error: Exception) -> Response:
        problem = problem_of(error)
        if problem is None:
            raise error
        # A write while only reading is our mistake, and looks as if the database were away.
        log.error("refused: %s (%s)", problem.detail, _named(error))
        return answer_to(request.scope, problem)

    for kind in (OSError, DBAPIError, PoolTimeout):
        app.add_exception_handler(kind, of_the_world)


@contextlib.contextmanager
def outlived(what: str) -> Iterator[None]:
    """For what goes on by itself: a fault within is logged, and ends nothing but this time."""
    try:
        yield
    except (SQLAlchemyError, OSError) as error:
        # The world's: the next time may do.
        log.warning("%s: %s", what, type(error).__name__)
    except Exception as error:
        log.error("%s, by a fault: %s", what, type(error).__name__, exc_info=error)


def problem_of(error: Exception) -> Problem | None:
    """What to say of it; None for what is our mistake."""
    if isinstance(error, PoolTimeout):
        return _busy()
    if isinstance(error, DBAPIError):
        code: str | None = getattr(error.orig, "sqlstate", None)
        if error.connection_invalidated:
            return _away()
        return _of_postgresql(code) if code else _of_driver(error.orig)
    return DiskFull() if isinstance(error, OSError) and error.errno in _FULL_DISK else None


def _named(error: Exception) -> str:
    """What its maker calls it: PostgreSQL's code, or else the kind of error."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    return getattr(cause, "sqlstate", None) or type(cause).__name__


def _of_postgresql(code: str) -> Problem | None:
    """By what it calls its error."""
    if code == _DISK_FULL:
        return DiskFull()
    if code.startswith(_BUSY):
        return _busy()
    return _away() if code.startswith(_AWAY) else None


def _of_driver(cause: BaseException | None) -> Problem | None:
    """What a driver says itself: SQLite's, or psycopg's where nobody is there to answer."""
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
        if code in _FULL:
            return DiskFull()
        if code in _LOCKED:
            return _busy()
        return _away() if code in _UNREACHABLE else None
    return _away() if type(cause).__name__ in _NO_CONNECTION else None


_NO_CONNECTION = ("OperationalError", "ConnectionTimeout")
"""psycopg's, by their names: a server over SQLite need not load it."""


def _away() -> Problem:
    return Unavailable(N_("the database is away"))


def _busy() -> Problem:
    return Unavailable(N_("the database is busy"))
