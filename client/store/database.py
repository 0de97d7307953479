"""The SQLite file: one writer thread, two read-only connections, each function one transaction."""

from __future__ import annotations

import contextlib
import errno
import queue
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from client.errors import (
    BadRequest,
    ClientError,
    DiskFull,
    ReadOnly,
    StoreDamaged,
    StoreLocked,
    WorldFailed,
)
from garage.words import N_, told

T = TypeVar("T")
READERS = 2
KEPT_STATEMENTS = 128
"""So many of each connection's stay prepared, and as many compiled: what is used all day. All that
a day comes by, some 600 over wide tables, would weigh 10 MB for the sake of a millisecond each."""
BUSY_MILLISECONDS = 5_000
_LEAST_ROOM = 64 * 1024
"""With less room on the disk than this, SQLite cannot even open a file to read it."""
_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    # FULL: an acknowledged edit survives a power cut (NORMAL may lose the last commits of a WAL).
    "PRAGMA synchronous = FULL",
    # Pages in the log before they go into the file, which forces both to the disk: with the
    # default of 1,000 a first sync waits for that at every third slice.
    "PRAGMA wal_autocheckpoint = 4000",
    "PRAGMA foreign_keys = ON",
    # What leaves the machine leaves its file: ON, which some builds have of themselves. FAST would
    # leave it in pages that are free.
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -16384",
)

_open_here: list[Path] = []


def is_open_here(path: Path) -> bool:
    """Whether `path` is a file of a database that this process has open, under whatever name.

    Such a file must not be opened beside SQLite, not even to look at: on POSIX, closing it takes
    away SQLite's own locks, and another process that closes the database then deletes the log
    that we write our edits to.
    """
    for database in tuple(_open_here):
        for suffix in ("", "-wal", "-shm"):
            with contextlib.suppress(OSError):
                if path.samefile(f"{database}{suffix}"):
                    return True
    return False


class _Write:
    """A write that waits its turn, and the promise of what comes of it."""

    def __init__(self, work: Callable[[Connection], Any], durable: bool) -> None:
        self._work: Callable[[Connection], Any] | None = work
        self._durable = durable
        self.promise: Future[Any] = Future()

    def carry_out(
        self, path: Path, writer: Engine, be_durable: Callable[[Connection, bool], None]
    ) -> None:
        """In the writer's thread: do it in one transaction, and keep the promise."""
        work, self._work = self._work, None
        if work is None or not self.promise.set_running_or_notify_cancel():
            return
        try:
            with translated(path), writer.connect() as connection:
                be_durable(connection, self._durable)
                with connection.begin():
                    result = work(connection)
        except BaseException as error:  # handed to the caller, whatever it is
            del work
            self.promise.set_exception(error)
        else:
            # What it holds on to may be a widget's, and is let go of by whoever asked for it.
            del work
            self.promise.set_result(result)


class Database:
    """A database file, opened once for a process.

    Writes wait their turn for the one writer thread, so two of them never meet; reads see the
    last commit and never wait for a write.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._writes: queue.SimpleQueue[_Write | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._starting = threading.Condition()
        self._closed = False
        self._reading = 0
        self._durable = True
        self._watching = threading.Lock()
        self._watch: sqlite3.Connection | None = None
        with translated(path):
            self._writer = self._engine("BEGIN IMMEDIATE", 1, query_only=False)
            try:
                with self._writer.connect() as connection:
                    connection.exec_driver_sql("SELECT count(*) FROM sqlite_schema")
            except BaseException:
                # An open file could not be moved away on every system, as restoring must.
                self._writer.dispose()
                raise
            self._readers = self._engine("BEGIN", READERS, query_only=True)
        _open_here.append(path)

    def _engine(self, begin: str, size: int, *, query_only: bool) -> Engine:
        def connect() -> sqlite3.Connection:
            connection = sqlite3.connect(
                self.path,
                timeout=BUSY_MILLISECONDS / 1000,
                isolation_level=None,
                check_same_thread=False,
                cached_statements=KEPT_STATEMENTS,
            )
            try:
                for pragma in _PRAGMAS:
                    connection.execute(pragma)
                if query_only:
                    connection.execute("PRAGMA query_only = ON")
            except sqlite3.Error:
                connection.close()
                raise
            return connection

        engine = create_engine(
            "sqlite://", creator=connect, poolclass=QueuePool, pool_size=size, max_overflow=0,
            pool_reset_on_return="rollback", query_cache_size=KEPT_STATEMENTS,
        )  # fmt: skip

        @event.listens_for(engine, "begin")
        def _begin(connection: Connection) -> None:
            # Beside SQLAlchemy, which takes four times as long to say it.
            raw = connection.connection.driver_connection
            assert raw is not None
            raw.execute(begin)

        return engine

    def read(self, work: Callable[[Connection], T]) -> T:
        """`work` over one snapshot, in the calling thread. Raises BadRequest like `submit`."""
        with self._starting:
            self._refuse_closed()
            self._reading += 1
        try:
            with translated(self.path), self._readers.begin() as connection:
                return work(connection)
        finally:
            with self._starting:
                self._reading -= 1
                self._starting.notify_all()

    def write(self, work: Callable[[Connection], T]) -> T:
        """`work` as one transaction in the writer thread; returns after the commit is durable."""
        return self.submit(work).result()

    def submit(self, work: Callable[[Connection], T], *, durable: bool = True) -> Future[T]:
        """Like `write`, without waiting. Raises BadRequest once the database is closed.

        What is not durable may be lost in a power cut, whole and together with all that came
        after it; the next durable commit makes it so too.
        """
        write = _Write(work, durable)
        with self._starting:
            self._refuse_closed()
            if self._thread is None:
                self._thread = threading.Thread(
                    target=self._work, name="paddock-writer", daemon=True
                )
                self._thread.start()
            self._writes.put(write)
        return write.promise

    def _refuse_closed(self) -> None:
        if self._closed:
            raise BadRequest(told("{name} was closed", name=self.path.name), N_("open it again"))

    def _work(self) -> None:
        while (write := self._writes.get()) is not None:
            write.carry_out(self.path, self._writer, self._be_durable)
            # Nothing of it is kept while the thread waits for the next.
            del write

    def _be_durable(self, connection: Connection, durable: bool) -> None:
        if durable != self._durable:
            level = "FULL" if durable else "NORMAL"
            raw = connection.connection.driver_connection
            assert raw is not None
            # Beside SQLAlchemy, which would begin a transaction first: in one it cannot be changed.
            raw.execute(f"PRAGMA synchronous = {level}")
            self._durable = durable

    def data_version(self) -> int:
        """A number that changes when another process has written (PRAGMA data_version)."""
        with self._watching, translated(self.path):
            self._refuse_closed()
            if self._watch is None:
                self._watch = sqlite3.connect(self.path, check_same_thread=False)
            return int(self._watch.execute("PRAGMA data_version").fetchone()[0])

    def close(self) -> None:
        """Finish what waits and what is being read, then close every connection."""
        with self._starting:
            closed, self._closed = self._closed, True
            thread, self._thread = self._thread, None
            if thread is not None:
                self._writes.put(None)
        if thread is not None:
            thread.join()
        with self._starting:
            # A connection given back later would stay open, and the log beside the file with it.
            self._starting.wait_for(lambda: not self._reading)
        with self._watching:
            if self._watch is not None:
                self._watch.close()
        self._readers.dispose()
        self._writer.dispose()
        if not closed:
            _open_here.remove(self.path)


@contextlib.contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn failures of SQLite into ours: what happened to which file, and what to do."""
    try:
        yield
    except ClientError:
        raise
    except (DBAPIError, sqlite3.Error) as error:
        found = _translation(path, error)
        if found is None:
            raise
        raise found from error


def _no_room(path: Path) -> bool:
    with contextlib.suppress(OSError):
        return shutil.disk_usage(path.parent).free < _LEAST_ROOM
    return False


def _reason(path: Path) -> int:
    """Why writing failed that SQLite calls a failed disk: its code for what the system says now."""
    import tempfile  # for this alone, and it makes every start slower

    if _no_room(path):
        # The log's index could not be made.
        return sqlite3.SQLITE_FULL
    try:
        with tempfile.TemporaryFile(dir=path.parent) as file:
            file.write(b"1")
    except OSError as said:
        if said.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            return sqlite3.SQLITE_FULL
        if said.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
            return sqlite3.SQLITE_READONLY
    return sqlite3.SQLITE_IOERR


def _translation(path: Path, error: Exception) -> ClientError | None:
    cause = getattr(error, "orig", error)
    code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_IOERR:
        code = _reason(path)
    name = path.name
    match code:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return StoreLocked(
                told("{name} is in use by another program", name=name),
                N_("close it, or wait a moment and try again"),
            )
        case sqlite3.SQLITE_FULL:
            return DiskFull(
                told("the disk of {name} is full", name=name), N_("free some room and do it again")
            )
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return ReadOnly(
                told("{name} cannot be written", name=name),
                N_("make its disk writable, or give yourself the right to write there"),
            )
        case sqlite3.SQLITE_CANTOPEN:
            return ReadOnly(
                told("{path} cannot be opened", path=path),
                N_("check that the folder is there and can be written"),
            )
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return StoreDamaged(
                told("{name} is damaged", name=name),
                N_("restore a backup; the damaged file is kept beside it"),
            )
        case sqlite3.SQLITE_IOERR:
            return WorldFailed(
                told("the disk failed while reading or writing {name}", name=name),
                N_("check the disk"),
            )
    return None
