"""The database: one transaction a request, committed before the answer; SQLite or PostgreSQL."""

from __future__ import annotations

import contextlib
import logging
import sqlite3
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request
from sqlalchemy import Connection, Engine, MetaData, create_engine, event, make_url
from starlette.concurrency import run_in_threadpool

from sync_server.kit import private
from sync_server.kit.line import Line, Over

T = TypeVar("T")
Hook = Callable[[], None]

METADATA = MetaData(
    # A migration can only alter what has a name.
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
"""All tables of the server; each room declares its own in `tables.py`."""

BUSY_SECONDS = 10
CONNECTIONS = 20
POOL_SECONDS = 30.0
_HOOKS = "paddock_after_commit"
_BEFORE_RETRY = 0.01
"""Seconds."""

_BESIDE = ("", "-wal", "-shm")

log = logging.getLogger("paddock.server")


class Database:
    """An engine, and the line in which SQLite's writers wait."""

    def __init__(self, url: str) -> None:
        self.is_sqlite = url.startswith("sqlite")
        self.engine = _sqlite(url) if self.is_sqlite else _postgresql(url)
        self._line = Line(self._transaction, _part)

    @contextlib.contextmanager
    def read(self) -> Iterator[Connection]:
        """One snapshot; nothing is written."""
        with self.engine.connect() as connection:
            if self.is_sqlite:
                connection.exec_driver_sql("BEGIN")
            else:
                connection = connection.execution_options(
                    isolation_level="REPEATABLE READ", postgresql_readonly=True
                )
            try:
                yield connection
            finally:
                connection.rollback()

    @contextlib.contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction: all or nothing; what `after_commit` was told runs once it is durable."""
        with self.engine.connect() as connection:
            if self.is_sqlite:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.rollback()
                connection.info.pop(_HOOKS, None)
                raise
            try:
                connection.commit()
            except BaseException:
                # What is left of it ends with the connection, which nobody else shall have.
                connection.invalidate()
                raise
            hooks: list[Hook] = connection.info.pop(_HOOKS, [])
        for hook in hooks:
            hook()

    def _transaction(self) -> contextlib.AbstractContextManager[Connection]:
        # Looked up anew each time: tests let a database die at a commit.
        return self.write()

    @contextlib.asynccontextmanager
    async def in_line(self) -> AsyncIterator[None]:
        """A writer's turn: on SQLite one after the other, on PostgreSQL at once."""
        async with self._line.alone() if self.is_sqlite else contextlib.nullcontext():
            yield

    async def reading(self, work: Callable[[Connection], T]) -> T:
        """`work` over one snapshot, in a thread of the pool."""

        def whole() -> T:
            with self.read() as connection:
                return work(connection)

        return await run_in_threadpool(whole)

    async def writing(self, work: Callable[[Connection], T]) -> T:
        """`work`, all or nothing, in a thread of the pool, after those who came before.

        On SQLite it may share its transaction with others; it returns once that is durable.
        """
        if self.is_sqlite:
            return await self._line.writing(work)

        def whole() -> T:
            with self.write() as connection:
                return work(connection)

        return await run_in_threadpool(whole)

    def keep_private(self) -> None:
        """Take SQLite's files from others, where they were made before the server saw to it."""
        file = _file(self.engine)
        for beside in _BESIDE if file else ():
            try:
                private.close(Path(f"{file}{beside}"))
            except OSError:
                log.warning("others may read the database, which belongs to another user")
                return

    def close(self) -> None:
        """Close every connection; one that a thread still has, when it gives it back."""
        if not event.contains(self.engine, "checkin", _let_go):
            event.listen(self.engine, "checkin", _let_go)
        self.engine.dispose()


def _let_go(_: Any, record: Any) -> None:
    record.invalidate()


def after_commit(connection: Connection, hook: Hook) -> None:
    """Run `hook` (in the writing thread) once the transaction is durable; never if it is not."""
    connection.info.setdefault(_HOOKS, []).append(hook)


@contextlib.contextmanager
def _part(connection: Connection) -> Iterator[Connection]:
    """A part of a transaction that is undone by itself if it fails, its hooks forgotten."""
    hooks: list[Hook] = connection.info.setdefault(_HOOKS, [])
    before = len(hooks)
    connection.exec_driver_sql("SAVEPOINT part")
    try:
        yield connection
    except BaseException as error:
        del hooks[before:]
        if not _is_open(connection):
            raise Over from error
        connection.exec_driver_sql("ROLLBACK TO part")
        connection.exec_driver_sql("RELEASE part")
        raise
    connection.exec_driver_sql("RELEASE part")


def _is_open(connection: Connection) -> bool:
    """Whether the transaction goes on: SQLite ends all of it where a disk is full, or fails."""
    driven = connection.connection.driver_connection
    return not isinstance(driven, sqlite3.Connection) or driven.in_transaction


def _sqlite(url: str) -> Engine:
    def open_() -> sqlite3.Connection:
        # Where it cannot be made, SQLite says so. What lies beside it gets the file's rights.
        if file:
            with contextlib.suppress(OSError):
                private.make(Path(file))
        return sqlite3.connect(file or ":memory:", timeout=BUSY_SECONDS, check_same_thread=False)

    engine = create_engine(url, creator=open_)
    file = _file(engine)

    @event.listens_for(engine, "connect")
    def _connect(connection: sqlite3.Connection, _: Any) -> None:
        connection.isolation_level = None
        _keep_log(connection)
        for pragma in (
            # An acknowledged push survives a power cut.
            "synchronous = FULL",
            # Pages in the log before they go into the file, which forces both to the disk: with
            # the default of 1,000 every large push waits for that as well.
            "wal_autocheckpoint = 4000",
            "foreign_keys = ON",
            "temp_store = MEMORY",
            "cache_size = -32768",
        ):
            connection.execute(f"PRAGMA {pragma}")

    return engine


def _keep_log(connection: sqlite3.Connection) -> None:
    """Switch to a log (WAL). Two that do so at once are in each other's way: SQLite waits for none.

    Raises sqlite3.OperationalError.
    """
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(_BEFORE_RETRY)
        else:
            return


def _file(engine: Engine) -> str:
    """The path of SQLite's file; "" of a database in memory, or on a server."""
    path = engine.url.database or ""
    return path if engine.dialect.name == "sqlite" and path != ":memory:" else ""


def _postgresql(url: str) -> Engine:
    """A pool that waits rather than refuses; `postgresql://` means psycopg 3."""
    if url.startswith("postgresql://"):
        url = url.replace("postgresql://", "postgresql+psycopg://", 1)
    return create_engine(
        url, pool_size=10, max_overflow=CONNECTIONS - 10, pool_timeout=POOL_SECONDS,
        pool_pre_ping=True,
        # Else texts of a database without an encoding of its own would come as octets.
        connect_args={"client_encoding": "utf8", **patience(url)},
    )  # fmt: skip


def patience(url: str) -> dict[str, int]:
    """How long a connection to PostgreSQL waits for one who may be gone, in libpq's words.

    A host that vanishes says nothing: without these it is waited for a quarter of an hour, and a
    connection that only listens waits for ever. What the URL says itself stays.
    """
    said = make_url(url).query
    return {name: value for name, value in _PATIENCE.items() if name not in said}


_PATIENCE = {
    "connect_timeout": 10,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
"""Seconds, tries, and milliseconds."""


def _of(request: Request) -> Database:
    database: Database = request.app.state.database
    return database


async def _reading(request: Request) -> AsyncIterator[Connection]:
    context = _of(request).read()
    connection = await run_in_threadpool(context.__enter__)
    try:
        yield connection
    finally:
        await run_in_threadpool(context.__exit__, None, None, None)


async def _writing(request: Request) -> AsyncIterator[Connection]:
    database = _of(request)
    async with database.in_line():
        context = database.write()
        connection = await run_in_threadpool(context.__enter__)
        try:
            yield connection
        except BaseException as error:
            await run_in_threadpool(context.__exit__, type(error), error, error.__traceback__)
            raise
        await run_in_threadpool(context.__exit__, None, None, None)


# With the scope of the function the commit comes before the answer: a sync server never
# acknowledges what is not durable.
Reading = Annotated[Connection, Depends(_reading, scope="function")]
Writing = Annotated[Connection, Depends(_writing, scope="function")]
