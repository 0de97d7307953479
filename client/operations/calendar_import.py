"""A calendar file comes in: what is new is added, what it says anew is changed, nothing is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from client.errors import BadFile
from client.operations.answers_received import METHODS, Received, receive
from client.operations.calendar_children import write_child
from client.operations.calendar_plan import PlannedImport, planned
from client.operations.calendars import check_not_subscribed
from client.operations.events import FIRST_CALENDAR
from client.operations.importing import AHEAD, SLICE, Cancelled, Progress
from client.store import Changes, NewRow, Store, Transaction
from garage.ics.components import Fault
from garage.ics.event_reader import ReadEvent
from garage.ics.importing import (
    ReadCalendar,
    Refused,
    key_of,
    read_calendar,
)
from garage.ids import natural_id, new_id
from garage.records import Calendar, Source, kind_named
from garage.words import N_, told

AT_ONCE = 300
"""Up to so many new events, all of an import is one operation; more land in slices before."""
_READING = 0.6
"""The share of the time that reading takes."""


@dataclass(frozen=True)
class CalendarReport:
    """What an import of a calendar did, or (dry) would do."""

    calendar: str
    """The id of the calendar; "" while it would have to be made."""
    name: str
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: tuple[Refused, ...] = ()
    doubts: tuple[Fault, ...] = ()
    others: Mapping[str, int] = field(default_factory=dict)
    """Components that are no events, by their names: they stay in the file."""
    changes: Changes = field(default_factory=Changes)

    def to_json(self) -> dict[str, Any]:
        """The shape of the command line."""
        return {
            "format": "ics",
            "judged": {"calendar": self.name},
            "calendar": self.calendar or None,
            "added": self.added,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "refused": [
                {"line": one.line, "column": "", "reason": one.reason, "title": one.title}
                for one in self.refused
            ],
            "doubts": [{"line": one.line, "reason": one.message} for one in self.doubts],
            "others": dict(self.others),
        }


def import_calendar(
    store: Store,
    data: bytes,
    *,
    title: str = "",
    calendar: str = "",
    zone: str = "UTC",
    first_calendar: str = FIRST_CALENDAR,
    dry_run: bool = False,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> CalendarReport:
    """Take a file in, into `calendar`, the one that bears its name (made if need be), or the first.

    An event is known by its identifier within the calendar, an instance of a series by that and
    its time. What comes in older than it is here changes nothing; what the file lacks stays.
    What very many events come to is worked out later, by `Store.catch_up`.
    Raises BadFile for what is no calendar or has no event that could be taken, Forbidden for a
    subscribed calendar, Cancelled; then nothing is changed.
    """
    read = read_calendar(data, zone, _reading(progress, cancelled))
    if read.method in METHODS:
        return _of_message(receive(store, data, zone, dry_run=dry_run), store)
    _check_taken(read)
    work = store.read(lambda reader: planned(reader, read, calendar, first_calendar))
    read = work.read
    _check_taken(read)
    changes = Changes()
    if not dry_run:
        changes = _Landing(store, work, title, progress, cancelled).land()
    plan = work.plan
    return CalendarReport(
        "" if dry_run and work.target.new else work.target.id,
        work.target.name,
        len(plan.added),
        work.updated,
        len(plan.unchanged) + len(plan.changed) - work.updated,
        read.refused,
        read.faults,
        read.others or {},
        changes,
    )


def _of_message(received: Received, store: Store) -> CalendarReport:
    """What an answer or a cancellation did, as an import tells it."""
    there = store.read(lambda reader: reader.find(received.calendar))
    name = there.name if isinstance(there, Calendar) else received.title
    return CalendarReport(
        received.calendar, name, 0, received.done, received.stale, (), (), {}, received.changes
    )


def _reading(progress: Progress | None, cancelled: Callable[[], bool]) -> Progress:
    def tell(done: int, total: int) -> None:
        _look(cancelled)
        if progress is not None:
            progress(int(done * _READING), total)

    return tell


def _look(cancelled: Callable[[], bool]) -> None:
    if cancelled():
        raise Cancelled(told("the import was stopped"), told("nothing of it was kept"))


def _check_taken(read: ReadCalendar) -> None:
    if read.events:
        return
    if read.refused:
        first = read.refused[0]
        raise BadFile(
            told("no event could be taken: line {line}: {why}", line=first.line, why=first.reason),
            first.hint or N_("correct the file"),
        )
    raise BadFile(N_("the file holds no events"), N_("export it again from the other program"))


# ---------------------------------------------------------------------- doing it


class _Landing:
    """An import under way."""

    def __init__(
        self,
        store: Store,
        work: PlannedImport,
        title: str,
        progress: Progress | None,
        cancelled: Callable[[], bool],
    ) -> None:
        self._store, self._work, self._title = store, work, title or work.target.name
        self._progress, self._cancelled = progress, cancelled

    def land(self) -> Changes:
        """One operation; very many events land in slices before."""
        added = self._work.plan.added
        if len(added) <= AT_ONCE:
            return self._store.operate(self._write, "import", self._title)
        return self._in_slices()

    def _write(self, transaction: Transaction) -> None:
        self._check(transaction)
        for row in self._rows():
            transaction.add(row.kind, row.values, id_=row.id, space=row.space)
        self._change(transaction)

    def _check(self, transaction: Transaction) -> None:
        check_not_subscribed(transaction, "" if self._work.target.new else self._work.target.id)

    def _change(self, transaction: Transaction) -> None:
        self._check(transaction)
        kind = kind_named("event")
        for change in self._work.plan.changed:
            transaction.change(kind, change.id, change.fields, self._work.target.space)
        for child in self._work.children:
            write_child(transaction, child, self._work.target.space)

    def _in_slices(self) -> Changes:
        store, added = self._store, len(self._work.plan.added)
        store.layered(self._check)
        batch = store.begin_batch(self._title)
        try:
            landing: list[Any] = []
            part: list[NewRow] = []
            done = 0
            for row in self._rows():
                done += row.kind.name == "event"
                part.append(row)
                if len(part) == SLICE:
                    landing.append(store.land_soon(batch, part))
                    part = []
                    self._tell(done, added)
                    if len(landing) > AHEAD:
                        landing.pop(0).result()
            landing.append(store.land_soon(batch, part))
            for each in landing:
                each.result()
        except BaseException:
            store.give_up_batch(batch)
            raise
        return store.complete_batch(batch, "import", self._change)

    def _tell(self, done: int, expected: int) -> None:
        _look(self._cancelled)
        if self._progress is not None:
            share = _READING + (1 - _READING) * done / expected
            self._progress(int(share * expected), expected)

    def _rows(self) -> Iterator[NewRow]:
        """The calendar, if it is to be made; each event, and what hangs on it."""
        target = self._work.target
        if target.new:
            yield self._row("calendar", target.id, {"name": target.name}, 0)
        taken = set(target.taken)
        for event in self._work.plan.added:
            uid, instance = key_of(event.values)
            id_ = natural_id(target.space, ("event", target.id, uid, instance))
            if id_ in taken:
                id_ = new_id(self._store.now())
            taken.add(id_)
            values = {**event.values, "calendar": target.id}
            yield self._row("event", id_, values, event.line)
            yield from self._children(event, id_)

    def _children(self, event: ReadEvent, id_: str) -> Iterator[NewRow]:
        now = self._store.now()
        for name, those in (("attendee", event.attendees), ("alarm", event.alarms)):
            yield from (self._row(name, new_id(now), {**each, "event": id_}, 0) for each in those)

    def _row(self, name: str, id_: str, values: Mapping[str, Any], line: int) -> NewRow:
        kind = kind_named(name)
        source = Source("imported", "ics", self._title, line)
        complete = kind.complete({**values, "source": source})
        return NewRow.of(kind, id_, complete)._replace(space=self._work.target.space)
