"""Archived records on their way into the store: checked, landed out of sight, then shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sqlalchemy import delete, func, insert, select, update

from client.errors import BadFile, Forbidden
from client.exchange.archive_in import (
    ArchivedBatch,
    ArchivedDeed,
    ArchivedEdit,
    ArchivedRecord,
    ArchivedSpace,
    GarageArchive,
)
from client.exchange.archive_out import BATCHES, HISTORY, OPERATIONS, SPACES, UNKNOWN, member_of
from client.store import Batch, Changes, Transaction
from client.store.codec import DELETED, codec, dump, envelope_slots, load, stamps_text
from client.store.layers import Envelope, confirm
from client.store.schema import BATCH, OPERATION, SPACE
from client.store.schema import HISTORY as HISTORY_TABLE
from client.store.schema import UNKNOWN as UNKNOWN_TABLE
from client.store.search import PUT_SQL, word_row
from garage.errors import ValueRefused
from garage.ids import is_id
from garage.records import Kind, find_kind, kinds
from garage.sync import State, canonical, expand, merge
from garage.sync.clock import check_stamp
from garage.words import N_, told

_ENVELOPE = envelope_slots()
_MOST_FIELDS = 10_000
_LATEST_STAMP = "0" + "f" * 31
"""A clock that followed a later stamp (the year 2527) could not go on for long."""


Arriving = tuple[Kind, ArchivedRecord]
"""A record of a kind that this version knows."""


@dataclass
class Landed:
    """What a restoration has to remember on its way."""

    home: str
    """This garage's id."""
    archived_home: str
    merging: bool
    hidden: list[int] = field(default_factory=list)
    """Numbers of batches that stand for the archive's own until all is there."""
    latest: str = ""
    """The greatest stamp that came."""

    def space(self, archived: str) -> str:
        """The space that a record goes to: the archive's own garage becomes this one."""
        return self.home if self.merging and archived == self.archived_home else archived


def checked(row: ArchivedRecord, landed: Landed) -> ArchivedRecord:
    """The record with its space; raises BadFile for what no version of Paddock wrote."""
    try:
        if not (is_id(row.id) and is_id(row.space) and len(row.fields) <= _MOST_FIELDS):
            raise ValueRefused(N_("it has no id, no space or too many fields"))
        if "" not in row.stamps or not row.stamps.keys() <= {"", *row.fields}:
            raise ValueRefused(N_("its stamps are not those of its fields"))
        for stamp in row.stamps.values():
            check_stamp(stamp)
            if stamp > _LATEST_STAMP:
                raise ValueRefused(told("{stamp} is not of this age", stamp=stamp))
            landed.latest = max(landed.latest, stamp)
        dump(row.fields)
    except (ValueRefused, ValueError, RecursionError) as error:
        raise BadFile(
            told(
                "the archive holds a record that cannot be: {id!r} ({error})",
                id=row.id[:40],
                error=error,
            ),
            N_("use another copy of the archive"),
        ) from error
    space = landed.space(row.space)
    return ArchivedRecord(row.id, space, row.fields, row.stamps, row.kind, row.batch)


def state_of(row: ArchivedRecord) -> State:
    """Its fields with their stamps expanded."""
    return State(row.fields, expand(row.stamps, row.fields))


def open_hidden(
    transaction: Transaction, batch: Batch, archive: GarageArchive, landed: Landed
) -> None:
    """Open a batch for each of the archive's own, so that what lands under it stays unseen."""
    for row in archive.rows(BATCHES, ArchivedBatch):
        number = batch.number + row.n
        if row.n < 1 or number in landed.hidden:
            raise BadFile(N_("the archive's list of imports is damaged"), N_("use another copy"))
        transaction.connection.execute(
            insert(BATCH).values(n=number, state="open", title=row.title, at=row.at)
        )
        landed.hidden.append(number)


def join_hidden(transaction: Transaction, batch: Batch, landed: Landed) -> None:
    """Put all that landed under one batch, so that it can be given up as one."""
    if landed.hidden:
        for kind in kinds():
            table = codec(kind).table
            mine = update(table).where(table.c.batch.in_(landed.hidden))
            transaction.connection.execute(mine.values(batch=batch.number))
        transaction.connection.execute(delete(BATCH).where(BATCH.c.n.in_(landed.hidden)))


def land_rows(
    transaction: Transaction,
    batch: Batch,
    rows: Iterable[Arriving],
    landed: Landed,
) -> None:
    """Write one slice of records, whole with their stamps, under their batch."""
    words = []
    for kind, row in rows:
        number = batch.number + (row.batch or 0) if row.batch and landed.hidden else batch.number
        if number != batch.number and number not in landed.hidden:
            raise BadFile(
                told("the archive's {id} is of an unknown import", id=row.id),
                N_("use another copy"),
            )
        state = state_of(row)
        try:
            values, extra = kind.read_json({n: j for n, j in row.fields.items() if n != DELETED})
            cells = codec(kind).cells(values)
            heading, body = kind.words(values)
        except (ValueError, TypeError, KeyError, AttributeError, ArithmeticError) as error:
            raise BadFile(
                told("the archive holds a {name} that cannot be: {id}", name=kind.name, id=row.id),
                N_("use another copy"),
            ) from error
        deleted = bool(row.fields.get(DELETED))
        stamp, others = row.stamps[""], None
        if state.stamps:
            stamp, others = stamps_text(state.fields, state.stamps)
        envelope = {
            "n": transaction.next_n(), "space": row.space, "id": row.id, "deleted": int(deleted),
            "batch": number, "stamp": stamp, "stamps": others,
            "extra": dump(extra) if extra else None,
        }  # fmt: skip
        for name, cell in envelope.items():
            cells[_ENVELOPE[name]] = cell
        transaction.connection.exec_driver_sql(codec(kind).insert_sql, tuple(cells))
        batch.landed[kind.name] = batch.landed.get(kind.name, 0) + 1
        if not deleted and (heading or body):
            said = (heading, body)
            words.append(word_row(cells[_ENVELOPE["n"]], kind.name, row.id, said, number))
    if words:
        transaction.connection.exec_driver_sql(PUT_SQL, words)


# ---------------------------------------------------------------------- into an empty garage


def complete_as_it_was(
    transaction: Transaction, batch: Batch, archive: GarageArchive, landed: Landed
) -> Changes:
    """Show everything, with the archive's own batches, log and history; no operation of its own."""
    connection = transaction.connection
    if connection.execute(select(func.count()).select_from(OPERATION)).scalar_one():
        raise Forbidden(N_("something was written into this garage meanwhile"), N_("start again"))
    for kind in kinds():
        table = codec(kind).table
        connection.execute(update(table).where(table.c.batch == batch.number).values(batch=None))
        if landed.hidden:
            connection.execute(
                update(table)
                .where(table.c.batch > batch.number)
                .values(batch=table.c.batch - batch.number)
            )
    connection.execute(delete(BATCH).where(BATCH.c.n.in_([batch.number, *landed.hidden])))
    for own in archive.rows(BATCHES, ArchivedBatch):
        connection.execute(insert(BATCH).values(n=own.n, state="done", title=own.title, at=own.at))
    # The index still names the numbers that rows landed under: a later import must not get them.
    highest = max([batch.number, *landed.hidden]) + 1
    connection.execute(
        insert(BATCH).values(n=highest, state="done", title=batch.title, at=transaction.now)
    )
    _take_spaces(transaction, archive, landed)
    keep_unknown(transaction, archive, landed)
    for deed in archive.rows(OPERATIONS, ArchivedDeed):
        connection.execute(insert(OPERATION).values(**columns(deed)))
    for edit in archive.rows(HISTORY, ArchivedEdit):
        connection.execute(insert(HISTORY_TABLE).values(**columns(sound(edit))))
    if landed.latest:
        transaction.observe(landed.latest)
    return Changes("restore", batch.title, {kind: frozenset() for kind in batch.landed})


def columns(row: ArchivedDeed | ArchivedEdit) -> dict[str, object]:
    return {name: getattr(row, name) for name in row.__struct_fields__}


def sound(edit: ArchivedEdit) -> ArchivedEdit:
    """The same edit, of stamps that are stamps and a value that is JSON."""
    try:
        for stamp in (edit.by_stamp, edit.stamp or edit.by_stamp):
            check_stamp(stamp)
        if edit.value is not None:
            load(edit.value)
    except ValueError as error:
        raise BadFile(N_("the archive's history is damaged"), N_("use another copy")) from error
    return edit


def _take_spaces(transaction: Transaction, archive: GarageArchive, landed: Landed) -> None:
    here = SPACE.c.id == landed.home
    for space in archive.rows(SPACES, ArchivedSpace):
        if not is_id(space.id):
            raise BadFile(N_("the archive's spaces are damaged"), N_("use another copy"))
        if space.home:
            values = {"id": space.id, "name": space.name}
            transaction.connection.execute(update(SPACE).where(here).values(values))
        else:
            transaction.connection.execute(
                insert(SPACE).values(id=space.id, name=space.name, home=0)
            )


def keep_unknown(transaction: Transaction, archive: GarageArchive, landed: Landed) -> int:
    """Take in records of kinds that this version does not know; how many there were."""
    count = 0
    for kind, row in _strangers(archive):
        record = checked(row, landed)
        state = state_of(record)
        here = (UNKNOWN_TABLE.c.space == record.space) & (UNKNOWN_TABLE.c.id == record.id)
        found = transaction.connection.execute(
            select(UNKNOWN_TABLE.c.envelope).where(here)
        ).scalar()
        if found is not None:
            whole = load(found)
            state = merge(State(whole["fields"], expand(whole["stamps"], whole["fields"])), state)
        stamps = canonical(state.stamps)
        confirm(transaction, Envelope(record.space, record.id, kind, state.fields, stamps))
        count += 1
    return count


def _strangers(archive: GarageArchive) -> Iterator[tuple[str, ArchivedRecord]]:
    for row in archive.rows(UNKNOWN, ArchivedRecord):
        if find_kind(row.kind) is None:
            yield row.kind, row
    for name in archive.kinds:
        if find_kind(name) is None:
            for row in archive.rows(member_of(name), ArchivedRecord):
                yield name, row
