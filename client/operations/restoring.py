"""Restoring the garage's archive: into an empty garage as it was, or merged into one in use."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from sqlalchemy import func, select

from client.errors import BadFile, ClientError, Forbidden
from client.exchange.archive_in import (
    ArchivedPicture,
    ArchivedRecord,
    ArchivedSetting,
    ArchivedSpace,
    GarageArchive,
)
from client.exchange.archive_out import PICTURES, SETTINGS, SPACES, UNKNOWN, member_of
from client.operations.brought_in import note_taken_in
from client.operations.covers import restore_cover
from client.operations.importing import SLICE, Cancelled, Progress
from client.operations.landing import (
    Arriving,
    Landed,
    checked,
    complete_as_it_was,
    join_hidden,
    land_rows,
    open_hidden,
)
from client.operations.merging import complete_merged, same_as_here
from client.operations.settings import SETTINGS as KNOWN_SETTINGS
from client.operations.settings import change_settings
from client.store import Batch, Changes, Reader, Store, Transaction
from client.store.codec import codec
from client.store.schema import OPERATION
from client.store.schema import UNKNOWN as UNKNOWN_TABLE
from garage.errors import GarageError
from garage.records import find_kind, kinds
from garage.words import N_, told

_NONE = 0
"""A number that no batch has."""


@dataclass
class RestoreReport:
    """What a restoration did; `vehicle` is the only one that the archive holds, if it is so."""

    added: int = 0
    merged: int = 0
    unchanged: int = 0
    vehicle: str | None = None
    changes: Changes = field(default_factory=Changes)


def is_empty(reader: Reader) -> bool:
    """Whether nothing was ever written into this garage."""
    tables = [*(codec(kind).table for kind in kinds()), OPERATION, UNKNOWN_TABLE]
    return not any(
        reader.connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in tables
    )


def restore_archive(
    store: Store,
    path: Path,
    *,
    merge: bool = False,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> RestoreReport:
    """Take in an archive, whole or not at all.

    An empty garage becomes the archive's to the byte, with its history, its trash and what can be
    undone. One in use takes it with `merge`: for each field the later edit wins, as one operation
    that can be undone. Raises BadFile, Forbidden, StoreLocked, DiskFull or Cancelled.
    """
    with GarageArchive(path) as archive:
        archive.verify(lambda: _look(cancelled))
        merging = not store.read(is_empty)
        if merging and not merge:
            raise Forbidden(
                N_("this garage is not empty"),
                N_("restore into a new profile, or merge the archive into this one"),
            )
        return _Restoration(store, archive, merging, progress, cancelled).run(path.name)


def _look(cancelled: Callable[[], bool]) -> None:
    if cancelled():
        raise Cancelled(told("the restoration was stopped"), told("nothing of it was kept"))


class _Restoration:
    """One restoration under way."""

    def __init__(
        self,
        store: Store,
        archive: GarageArchive,
        merging: bool,
        progress: Progress | None,
        cancelled: Callable[[], bool],
    ) -> None:
        self._store = store
        self._archive = archive
        self._merging = merging
        self._progress = progress
        self._cancelled = cancelled
        self._report = RestoreReport(vehicle=archive.manifest.vehicle)
        home, _ = store.read(lambda reader: reader.home())
        homes = (space.id for space in archive.rows(SPACES, ArchivedSpace) if space.home)
        self._landed = Landed(home, next(homes, home), merging)
        self._differing: list[Arriving] = []

    def run(self, title: str) -> RestoreReport:
        """Land everything out of sight, then show it in one transaction."""
        batch = self._store.begin_batch(title)
        arriving = self._arriving()
        try:
            if not self._merging:
                self._store.layered(lambda t: open_hidden(t, batch, self._archive, self._landed))
            for rows in iter(lambda: tuple(islice(arriving, SLICE)), ()):
                self._land(batch, rows)
                self._tell()
            self._report.changes = self._store.layered(lambda t: self._complete(t, batch))
        except BaseException:
            try:
                self._store.layered(lambda t: join_hidden(t, batch, self._landed))
            finally:
                self._store.give_up_batch(batch)
            raise
        # It is complete: giving up a batch that nothing is of only lets the next one begin.
        self._store.give_up_batch(Batch(_NONE, batch.space, batch.title))
        if not self._merging:
            note_taken_in(self._store)
        self._take_settings()
        self._take_pictures()
        self._store.catch_up()
        return self._report

    def _arriving(self) -> Iterator[Arriving]:
        """Records of the kinds that this version knows, each once."""
        seen: set[tuple[str, str]] = set()
        for name in [*map(member_of, self._archive.kinds), UNKNOWN]:
            for row in self._archive.rows(name, ArchivedRecord):
                kind = find_kind(row.kind or name.partition("/")[2].removesuffix(".jsonl"))
                record = checked(row, self._landed)
                if (record.space, record.id) in seen:
                    raise BadFile(
                        told("the archive holds {id} twice", id=record.id), N_("use another copy")
                    )
                seen.add((record.space, record.id))
                if kind is not None:
                    yield kind, record

    def _land(self, batch: Batch, rows: tuple[Arriving, ...]) -> None:
        new = list(rows)
        if self._merging:
            same = self._store.read(lambda reader: same_as_here(reader, rows))
            new = [row for row, there in zip(rows, same, strict=True) if there is None]
            self._differing += [
                row for row, there in zip(rows, same, strict=True) if there is False
            ]
            self._report.unchanged += same.count(True)
        if new:
            self._store.layered(lambda t: land_rows(t, batch, new, self._landed))
            self._report.added += len(new)

    def _complete(self, transaction: Transaction, batch: Batch) -> Changes:
        if not self._merging:
            return complete_as_it_was(transaction, batch, self._archive, self._landed)
        changes, self._report.merged = complete_merged(
            transaction, batch, self._archive, self._landed, self._differing
        )
        self._report.unchanged += len(self._differing) - self._report.merged
        return changes

    def _tell(self) -> None:
        _look(self._cancelled)
        if self._progress is not None:
            done = self._report.added + self._report.unchanged + len(self._differing)
            self._progress(done, self._archive.records)

    def _take_pictures(self) -> None:
        """Photos of vehicles; without one its drawing shows, so none is worth failing for."""
        for row in self._archive.rows(PICTURES, ArchivedPicture):
            with contextlib.suppress(ClientError):
                restore_cover(self._store.folder, row.name, row.jpeg)

    def _take_settings(self) -> None:
        """Settings that this version knows; those that are set here already stay."""
        here = self._store.read(lambda reader: reader.settings())
        for row in self._archive.rows(SETTINGS, ArchivedSetting):
            if row.name in KNOWN_SETTINGS and row.name not in here:
                try:
                    change_settings(self._store, {row.name: row.value})
                except (ClientError, GarageError, TypeError, ValueError, AttributeError):
                    continue  # What this version cannot take stays as it is by default.
