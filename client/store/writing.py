"""One transaction's writes: records, their stamps, what waits to be sent, history, the index."""

from __future__ import annotations

from collections.abc import Mapping, Set
from datetime import UTC, date, datetime
from functools import cache, cached_property
from typing import Any

from sqlalchemy import Connection

from client.errors import NotFound
from client.store.bulk import plain_rows
from client.store.changes import Changes
from client.store.codec import (
    DELETED,
    Codec,
    codec,
    dump,
    envelope_slots,
    read_stamps,
    stamps_text,
)
from client.store.deeds import forget_old_deeds
from client.store.ground import Ground
from client.store.occurrences import refresh
from client.store.rows import add_row, change_rows, drop_rows, find_row
from client.store.schema import CLOCK, HISTORY, OPERATION
from client.store.search import forget_words, put_words
from client.store.waiting import wait_to_send
from garage.ids import new_id
from garage.permissions import Verb
from garage.records import ElementsField, Kind, Record
from garage.sync import Clock, Stamp
from garage.sync.merge import Json
from garage.words import N_, told

_ENVELOPE = envelope_slots()


class Transaction:
    """What one operation writes, all under one stamp; the caller's function is the transaction."""

    def __init__(self, connection: Connection, now: int) -> None:
        self.connection = connection
        row = find_row(connection, CLOCK)
        now += row.offset
        self._clock = Clock(row.device, row.milliseconds, row.counter).tick(now)
        self._next_n: int = row.next_n
        self._now = now
        self._touched: dict[str, set[str]] = {}
        self._operation: int | None = None
        self.noteworthy = False  # Else what touches no record is not logged, nor undone.

    @property
    def stamp(self) -> Stamp:
        """The stamp of everything written here."""
        return self._clock.stamp

    @property
    def now(self) -> int:
        """Unix time in milliseconds when the transaction began, by the server's clock if known."""
        return self._now

    @property
    def today(self) -> date:
        """Today in UTC."""
        return datetime.fromtimestamp(self._now / 1000, UTC).date()

    @property
    def operation(self) -> int:
        """The operation's number in the log: none that a line of history bears already."""
        if self._operation is None:
            [last] = plain_rows(self.connection, _LAST_OPERATIONS)
            self._operation = 1 + max(number or 0 for number in last)
        return self._operation

    def observe(self, stamp: Stamp) -> None:
        """Never give a stamp that is not later than one that came from elsewhere."""
        self._clock = self._clock.observe(stamp)
        if self._clock.stamp <= stamp:
            # The same moment, given by a device whose id is greater than ours.
            self._clock = self._clock.tick(0)

    @property
    def device(self) -> str:
        """The device of the stamps given here."""
        return self._clock.device

    @property
    def touched(self) -> dict[str, set[str]]:
        """Kind → ids of the records written so far."""
        return {kind: set(ids) for kind, ids in self._touched.items()}

    def set_clock(self, clock: Clock) -> None:
        """Go on from another moment or as another device: the sync corrects what was wrong."""
        self._clock = clock

    @cached_property
    def ground(self) -> Ground:
        """Where records belong, and what may be done there."""
        return Ground(self.connection)

    def next_n(self) -> int:
        """A row number that no record of any kind has."""
        return self.next_numbers(1).start

    def next_numbers(self, count: int) -> range:
        """As many row numbers that no record of any kind has."""
        first = self._next_n
        self._next_n += count
        return range(first, self._next_n)

    # ------------------------------------------------------------------ records

    def add(
        self,
        kind: Kind,
        values: Mapping[str, Any],
        *,
        id_: str | None = None,
        space: str | None = None,
    ) -> str:
        """Write a new record of checked values, in its owner's space; gives its id."""
        id_ = id_ or new_id(self._now)
        space = space or self.ground.space_for(kind, values)
        self.ground.check(Verb.ADD, kind.name, space)
        values = kind.type.settled(None, values)
        self._insert(kind, space, id_, values, kind.fields_json(values))
        # Undoing an addition deletes: before it, the record was not there.
        self._remember(kind, space, id_, DELETED, True, None)
        self._touch(kind, id_)
        return id_

    def change(
        self, kind: Kind, id_: str, values: Mapping[str, Any], space: str | None = None
    ) -> bool:
        """Set fields to checked values (None clears); False if they were so already."""
        record, _, stamps = self.load(kind, id_, space)
        flat = codec(kind).flat(record)
        settled = kind.type.settled(record, values)
        changes = self._difference(kind, flat, settled, record.extra.keys())
        return self.apply(kind, record, flat, stamps, changes)

    def mark_deleted(self, kind: Kind, id_: str, deleted: bool, space: str | None = None) -> bool:
        """Delete a record, or bring it back; False if it was so already."""
        record, _, stamps = self.load(kind, id_, space)
        if record.deleted == deleted:
            return False
        flat = codec(kind).flat(record)
        return self.apply(kind, record, flat, stamps, {DELETED: deleted or None})

    def load(
        self, kind: Kind, id_: str, space: str | None = None
    ) -> tuple[Record, int, dict[str, Stamp]]:
        """A record, its row number and its expanded stamps; raises NotFound."""
        coding = codec(kind)
        given = {"of": id_, "within": space}
        there = plain_rows(self.connection, _one(kind, anywhere=space is None), given)
        if not there:
            raise NotFound(
                told("there is no {name} {id_}", name=kind.name, id_=id_),
                N_("list the records to find its id"),
            )
        *cells, number, stamp, stamps = there[0]
        record = coding.record(cells)
        return record, number, read_stamps(coding.flat(record), stamp, stamps)

    def _difference(
        self,
        kind: Kind,
        flat: Mapping[str, Json],
        values: Mapping[str, Any],
        unread: Set[str],
    ) -> dict[str, Json]:
        changes = kind.fields_json(values)
        for name in values:
            if isinstance(kind.field(name).type, ElementsField):
                there = {key for key in flat if key.startswith(f"{name}/")}
                # What this version cannot read nobody saw, so nobody took it away.
                changes |= dict.fromkeys(there - changes.keys() - unread)
        return {name: json for name, json in changes.items() if flat.get(name) != json}

    def apply(
        self,
        kind: Kind,
        record: Record,
        flat: Mapping[str, Json],
        stamps: dict[str, Stamp],
        changes: Mapping[str, Json],
    ) -> bool:
        """Set flat fields of a record that is there, with history; False if there are none."""
        if not changes:
            return False
        self.ground.check_change(kind, record, changes)
        base = {name: stamps.get(name) for name in changes}
        # What is replaced may be of a device whose clock is ahead: the edit comes after it.
        for replaced in base.values():
            if replaced is not None:
                self.observe(replaced)
        for name in changes:
            self._remember(kind, record.space, record.id, name, flat.get(name), stamps.get(name))
        stamps = stamps | dict.fromkeys(changes, self.stamp)
        wait_to_send(self.connection, kind, record, changes, self.stamp, base)
        self.rewrite(kind, record, {**flat, **changes}, stamps, changes)
        return True

    def rewrite(
        self,
        kind: Kind,
        record: Record,
        flat: Mapping[str, Json],
        stamps: Mapping[str, Stamp],
        changed: Mapping[str, Json],
    ) -> None:
        """Make a record's row and words agree with its flat fields; no history, nothing to send."""
        coding = codec(kind)
        values, extra = kind.read_json({n: j for n, j in flat.items() if n != DELETED})
        names = sorted({name.partition("/")[0] for name in changed} & kind.by_name.keys())
        deleted = bool(flat.get(DELETED))
        smallest, others = stamps_text(coding.present(values, extra, deleted=deleted), stamps)
        cells = coding.columns(names, values) | {
            "deleted": int(deleted),
            "stamp": smallest,
            "stamps": others,
            "extra": dump(extra) if extra else None,
        }
        here = {"id": record.id, "space": record.space}
        change_rows(self.connection, coding.table, here, **cells)
        [(number,)] = plain_rows(self.connection, _number(kind), here)
        forget_words(self.connection, number)
        if not deleted:
            put_words(self.connection, number, kind, record.id, values, record.batch)
        self._touch(kind, record.id)

    def forget(self, kind: Kind, id_: str, number: int) -> None:
        """Take away the row of a record that no layer has any more."""
        drop_rows(self.connection, codec(kind).table, n=number)
        forget_words(self.connection, number)
        self._touch(kind, id_)

    def insert_merged(
        self,
        kind: Kind,
        space: str,
        id_: str,
        flat: Mapping[str, Json],
        stamps: Mapping[str, Stamp],
    ) -> None:
        """Write the row of a record that came from elsewhere."""
        values, extra = kind.read_json({n: j for n, j in flat.items() if n != DELETED})
        present = codec(kind).present(values, extra, deleted=bool(flat.get(DELETED)))
        smallest, others = stamps_text(present, stamps)
        self._insert(kind, space, id_, values, flat, smallest, others, extra)
        self._touch(kind, id_)

    def _insert(
        self,
        kind: Kind,
        space: str,
        id_: str,
        values: Mapping[str, Any],
        flat: Mapping[str, Json],
        stamp: Stamp | None = None,
        others: str | None = None,
        extra: Mapping[str, Json] | None = None,
    ) -> None:
        coding: Codec = codec(kind)
        row = coding.cells(values)
        number = self.next_n()
        deleted = bool(flat.get(DELETED))
        row[_ENVELOPE["n"]], row[_ENVELOPE["space"]], row[_ENVELOPE["id"]] = number, space, id_
        row[_ENVELOPE["deleted"]] = int(deleted)
        row[_ENVELOPE["stamp"]] = stamp or self.stamp
        row[_ENVELOPE["stamps"]] = others
        row[_ENVELOPE["extra"]] = dump(extra) if extra else None
        self.connection.exec_driver_sql(coding.insert_sql, tuple(row))
        if not deleted:
            put_words(self.connection, number, kind, id_, values, None)

    # ------------------------------------------------------------------ what stands behind them

    def _remember(
        self, kind: Kind, space: str, id_: str, field: str, value: Json, stamp: Stamp | None
    ) -> None:
        add_row(
            self.connection, HISTORY, operation=self.operation, space=space, id=id_,
            kind=kind.name, field=field, value=None if value is None else dump(value),
            stamp=stamp, by_stamp=self.stamp,
        )  # fmt: skip

    def touch_all(self, kind: Kind) -> None:
        """Say that many records of a kind changed, without naming them."""
        self._touched.setdefault(kind.name, set())

    def _touch(self, kind: Kind, id_: str) -> None:
        self._touched.setdefault(kind.name, set()).add(id_)

    def finish(
        self,
        name: str,
        title: str,
        *,
        batch: int | None = None,
        state: str = "done",
        follows: int | None = None,
    ) -> Changes:
        """Close the operation: the clock, the log, and what changed."""
        touched = {kind: frozenset(ids) for kind, ids in self._touched.items()}
        self.finish_silently()
        if not touched and batch is None and not self.noteworthy:
            return Changes()
        if state == "done" and follows is None:
            # A new deed ends the chance to redo what was undone before it.
            change_rows(self.connection, OPERATION, {"state": "undone"}, state="past")
        add_row(
            self.connection, OPERATION, n=self.operation, name=name, title=title, at=self._now,
            state=state, batch=batch, follows=follows,
        )  # fmt: skip
        forget_old_deeds(self.connection)
        return Changes(name, title, touched, None if state == "past" else self.operation)

    def finish_silently(self) -> None:
        """Keep the clock; what was written is no operation of the person's."""
        refresh(self.connection, self.today)
        clock = self._clock
        change_rows(
            self.connection, CLOCK, {}, device=clock.device, milliseconds=clock.milliseconds,
            counter=clock.counter, next_n=self._next_n,
        )  # fmt: skip


_LAST_OPERATIONS = "SELECT (SELECT max(n) FROM operation), (SELECT max(operation) FROM history)"


@cache
def _number(kind: Kind) -> str:
    return f"SELECT n FROM {codec(kind).table.name} WHERE id = :id AND space = :space"


@cache
def _one(kind: Kind, *, anywhere: bool) -> str:
    """What a record says, with its row's number and stamps: of one space, or of whatever space."""
    where = "id = :of" if anywhere else "id = :of AND space = :within"
    return f"{codec(kind).select_sql('n', 'stamp', 'stamps')} WHERE {where}"
