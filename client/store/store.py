"""The store: a profile's database, opened; the face that operations and views use."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

import filelock
from sqlalchemy import Connection, delete, insert, update

from client.errors import ReadOnly, StoreDamaged, StoreLocked
from client.store import backups, batches, occurrences
from client.store.changes import Changes
from client.store.codec import dump
from client.store.database import Database
from client.store.layers import adopt_fields, adopt_known
from client.store.migrations import migrate, refuse_newer, version_of
from client.store.reading import Reader
from client.store.schema import SETTING, SPACE, VERSION
from client.store.undo import redo, undo
from client.store.writing import Transaction
from garage.words import N_, told

T = TypeVar("T")

DATABASE_NAME = "paddock.sqlite"
BACKUP_FOLDER = "backups"
_SLICE = 0.04
"""Seconds for which work that can wait keeps the writer."""


def milliseconds() -> int:
    """Unix time in milliseconds."""
    return time.time_ns() // 1_000_000


class Store:
    """A profile's records. Safe to use from any thread; the window and a command may share one."""

    def __init__(self, folder: Path, clock: Callable[[], int] = milliseconds) -> None:
        """Open, or make, the database in `folder`; raises WorldFailed's kinds."""
        self.folder = folder
        self.path = folder / DATABASE_NAME
        self._clock = clock
        try:
            # Plates, trips and positions are nobody else's business on a shared machine.
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            backups.make_private(self.path)
        except OSError as error:
            raise ReadOnly(
                told(
                    "the folder {folder} cannot be made or written ({strerror})",
                    folder=folder,
                    strerror=error.strerror,
                ),
                N_("give yourself the right to write there, or start with --profile FOLDER"),
            ) from error
        self.batch_lock = filelock.FileLock(folder / "import.lock", thread_local=False)
        self._batching = threading.Lock()
        self._watchers: list[Callable[[], None]] = []
        self._database = Database(self.path)
        try:
            self._prepare()
        except BaseException:
            self._database.close()
            raise

    def _prepare(self) -> None:
        found = self._database.read(version_of)
        if found == VERSION:
            self._drop_abandoned()
            return
        if 0 < found < VERSION:
            name = f"before-version-{VERSION}.sqlite"
            backups.copy_database(self.path, self.folder / BACKUP_FOLDER / name)
        self._database.write(self._migrate)

    def _migrate(self, connection: Connection) -> None:
        """Bring the file up to this version, and show what it did not know before: both or none."""
        migrate(connection, self.path)
        transaction = Transaction(connection, self._clock())
        adopt_known(transaction)
        adopt_fields(transaction)
        transaction.finish_silently()

    # ------------------------------------------------------------------ reading and writing

    def read(self, work: Callable[[Reader], T], garage: str = "") -> T:
        """`work` over one snapshot, in the calling thread; never waits for a write.

        Lists tell of one `garage` alone, if it is held here.
        """
        return self._database.read(lambda connection: work(Reader(connection, garage)))

    def operate(self, work: Callable[[Transaction], Any], name: str, title: str) -> Changes:
        """One operation: all that `work` writes, or nothing; durable when this returns."""
        return self.submit(work, name, title).result()

    def bring(self, work: Callable[[Transaction], Any], name: str, title: str) -> Changes:
        """Like `operate`, of what no person did here, as of a feed that was read: not undone."""
        return self.submit(work, name, title, state="past").result()

    def submit(
        self, work: Callable[[Transaction], Any], name: str, title: str, state: str = "done"
    ) -> Future[Changes]:
        """Like `operate`, without waiting."""

        def whole(connection: Connection) -> Changes:
            transaction = self._transaction(connection)
            said = work(transaction)
            return transaction.finish(name, said if isinstance(said, str) else title, state=state)

        return self._told(self._database.submit(whole))

    def _operate(self, work: Callable[[Transaction], T]) -> T:
        return self._database.write(lambda connection: work(self._transaction(connection)))

    def _transaction(self, connection: Connection) -> Transaction:
        # A newer version may have been started on the profile while this one has it open.
        refuse_newer(connection, self.path)
        return Transaction(connection, self._clock())

    def watch(self, edited: Callable[[], None]) -> None:
        """Call `edited` in the writer's thread after each operation; it must not wait."""
        self._watchers.append(edited)

    def unwatch(self, edited: Callable[[], None]) -> None:
        """Call it no more."""
        self._watchers.remove(edited)

    def _told(self, promise: Future[T]) -> Future[T]:
        promise.add_done_callback(self._tell)
        return promise

    def _tell(self, promise: Future[Any]) -> None:
        if not promise.cancelled() and promise.exception() is None:
            for edited in tuple(self._watchers):
                edited()

    def undo(self) -> Changes:
        """Undo the last operation; raises BadRequest if there is none."""
        return self._edit(undo)

    def redo(self) -> Changes:
        """Do again what was undone last; raises BadRequest if there is nothing."""
        return self._edit(redo)

    def _edit(self, work: Callable[[Transaction], T]) -> T:
        return self._told(
            self._database.submit(lambda connection: work(Transaction(connection, self._clock())))
        ).result()

    def layered(self, work: Callable[[Transaction], T], *, durable: bool = True) -> T:
        """A write of the sync's (confirming, settling): no operation, nothing to undo.

        What the server would tell again need not be durable.
        """
        return self.layered_soon(work, durable=durable).result()

    def layered_soon(self, work: Callable[[Transaction], T], *, durable: bool = True) -> Future[T]:
        """Like `layered`, without waiting."""

        def whole(connection: Connection) -> T:
            transaction = Transaction(connection, self._clock())
            result = work(transaction)
            transaction.finish_silently()
            return result

        return self._database.submit(whole, durable=durable)

    def catch_up(self) -> None:
        """Work out the calendar's occurrences that much at once left for later, slice by slice."""
        while not self.catch_up_once():
            pass

    def catch_up_once(self) -> bool:
        """One slice of `catch_up`; whether that was all."""

        def behind(connection: Connection) -> bool:
            today = datetime.fromtimestamp(self._clock() / 1000, UTC).date()
            return occurrences.is_behind(connection) or occurrences.is_old(connection, today)

        return not self._database.read(behind) or self.layered(
            lambda t: occurrences.refresh(t.connection, t.today, _SLICE), durable=False
        )

    def now(self) -> int:
        """Unix time in milliseconds, by this machine's clock."""
        return self._clock()

    def data_version(self) -> int:
        """Changes when another process, or our own writer, has committed."""
        return self._database.data_version()

    # ------------------------------------------------------------------ bulk

    def begin_batch(self, title: str) -> batches.Batch:
        """Begin a bulk write; raises StoreLocked while another one runs on this profile."""
        self._hold_batches()
        try:
            return self._operate(lambda transaction: batches.open_batch(transaction, title))
        except BaseException:
            self._release_batches()
            raise

    def _hold_batches(self) -> None:
        """Be the only one who writes in bulk: in this process, and among all on the profile."""
        busy = StoreLocked(N_("another import is running"), N_("wait until it is done"))
        # The file's lock counts how often its own process takes it, and does not refuse.
        if not self._batching.acquire(blocking=False):
            raise busy
        try:
            self.batch_lock.acquire(timeout=0)
        except BaseException as error:
            self._batching.release()
            if isinstance(error, filelock.Timeout):
                raise busy from error
            if isinstance(error, OSError):
                raise ReadOnly(
                    told(
                        "the folder {folder} cannot be written ({strerror})",
                        folder=self.folder,
                        strerror=error.strerror,
                    ),
                    N_("give yourself the right to write there"),
                ) from error
            raise

    def _release_batches(self) -> None:
        self.batch_lock.release()
        self._batching.release()

    def land(self, batch: batches.Batch, rows: list[batches.NewRow]) -> None:
        """Write one slice of a bulk write; it does not show yet."""
        self.land_soon(batch, rows).result()

    def land_soon(self, batch: batches.Batch, rows: list[batches.NewRow]) -> Future[None]:
        """Like `land`, without waiting: the next slice can be made meanwhile."""
        return self._database.submit(
            lambda connection: batches.land(self._transaction(connection), batch, rows)
        )

    def complete_batch(
        self,
        batch: batches.Batch,
        name: str,
        also: Callable[[Transaction], None] | None = None,
    ) -> Changes:
        """Show the whole bulk write, as one operation with what `also` writes."""
        try:
            return self._edit(lambda at: batches.complete_batch(at, batch, name, also))
        finally:
            self._release_batches()

    def give_up_batch(self, batch: batches.Batch) -> None:
        """Take a bulk write back, slice by slice, as if it had never begun."""
        try:
            self._remove(batch.number)
        finally:
            self._release_batches()

    def _remove(self, number: int) -> None:
        while self._operate(lambda transaction: batches.remove_slice(transaction, number)):
            pass

    def _drop_abandoned(self) -> None:
        if not self._database.read(batches.abandoned):
            return
        try:
            self._hold_batches()
        except StoreLocked:
            return  # It is not abandoned: another process is at it.
        try:
            for number in self._database.read(batches.abandoned):
                self._remove(number)
        finally:
            self._release_batches()

    # ------------------------------------------------------------------ settings

    def set_settings(self, values: dict[str, Any]) -> None:
        """Keep settings of this device; None forgets one."""

        def work(connection: Connection) -> None:
            for name, value in values.items():
                connection.execute(delete(SETTING).where(SETTING.c.name == name))
                if value is not None:
                    connection.execute(insert(SETTING).values(name=name, value=dump(value)))

        self._database.write(work)

    def name_home(self, name: str) -> None:
        """Name the person's own garage."""
        self._database.write(
            lambda connection: connection.execute(
                update(SPACE).where(SPACE.c.home == 1).values(name=name)
            )
        )

    # ------------------------------------------------------------------ the file

    def quick_check(self) -> None:
        """Raises StoreDamaged if SQLite finds the file unsound (0.1 s for 44 MB)."""
        answer = self._database.read(
            lambda connection: connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
        )
        if answer != "ok":
            raise StoreDamaged(
                told("{name} is damaged", name=self.path.name),
                N_("restore a backup; the damaged file is kept beside it"),
            )

    def backup(self, target: Path) -> None:
        """Copy the database to `target`, whole and durable; an earlier backup there is replaced.

        Raises BadRequest if anything else is there, else what `copy_database` raises.
        """
        backups.check_target(target)
        backups.copy_database(self.path, target)

    def daily_backup(self, today: date) -> Path | None:
        """Today's backup, unless there is one."""
        return backups.daily_backup(self.path, self.folder / BACKUP_FOLDER, today)

    def close(self) -> None:
        """Finish what waits and close the file."""
        self._database.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def restore_backup(backup: Path, folder: Path) -> Path | None:
    """Make a backup the profile's database; gives where the one before is kept.

    Raises BadFile, StoreTooNew, StoreLocked while any program has the profile open, DiskFull; the
    profile is then as it was. The restored profile takes a new device id, so that the server never
    mistakes its stamps for those given after the backup was made (architecture, Sync 9).
    """
    backups.check_backup(backup)
    folder.mkdir(parents=True, exist_ok=True)
    return backups.put_in_place(backup, folder / DATABASE_NAME)
