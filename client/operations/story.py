"""What happened to records, deed by deed: who set which field from what to what.

What programs keep beside what a person does is left out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, tuple_, union

from client.operations.makers import makers_of
from client.operations.told_fields import untold_fields
from client.store import Reader
from client.store.codec import DELETED, codec, load
from client.store.schema import HISTORY, OPERATION
from garage.records import Kind, Record, find_kind, kind_named, kinds
from garage.records.fields import ReferenceField
from garage.sync import stamp_device, stamp_time
from garage.sync.merge import Json

MOST_STEPS = 60
"""Steps of one deed that are told; the others are counted."""
_AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class Step:
    """A flat field ("odometer", "tags/winter") that a deed set, as JSON; None where it was empty.

    For a record that was added, `name` is "" and `made` holds what it began with.
    """

    record: str
    kind: str
    name: str
    before: Json
    after: Json
    now: Json
    """What the field is today."""
    made: Mapping[str, Json] = field(default_factory=dict)

    @property
    def added(self) -> bool:
        """Whether the record was added."""
        return not self.name


@dataclass(frozen=True)
class Happened:
    """A deed: an operation as it stands in the log, with what it did to these records."""

    number: int
    name: str
    title: str
    at: datetime
    device: str
    steps: tuple[Step, ...] = ()
    more: int = 0
    """How many steps it has beside these."""
    brought: Mapping[str, int] = field(default_factory=dict)
    """Kind → how many records a bulk write brought."""
    undone: bool = False
    follows: str = ""
    """For an undo or redo: the name of the deed that it turned."""


@dataclass(frozen=True)
class Story:
    """Deeds, the newest first, and the records they are about as they are now."""

    deeds: tuple[Happened, ...] = ()
    records: Mapping[str, Record] = field(default_factory=dict)
    older: bool = False
    """Whether there are deeds before these."""
    device: str = ""
    """This device."""
    people: Mapping[str, str] = field(default_factory=dict)
    """Other device → the name of whose it is, where that is known."""


def vehicle_story(
    reader: Reader,
    vehicle: str,
    *,
    before: int | None = None,
    most: int = 200,
    only: Collection[str] | None = None,
) -> Story:
    """What happened to a vehicle and all that hangs on it; `only` some kinds, before a deed."""
    wanted = [kind for kind in kinds() if only is None or kind.name in only]
    scopes = [(kind, where) for kind in wanted if (where := hanging(kind, vehicle)) is not None]
    ids = union(*(select(codec(kind).table.c.id).where(where) for kind, where in scopes))
    batches = union(*(select(codec(kind).table.c.batch).where(where) for kind, where in scopes))
    concerned = HISTORY.c.id.in_(ids) & _told()
    numbers = union(
        select(HISTORY.c.operation).where(concerned),
        select(OPERATION.c.n).where(OPERATION.c.batch.in_(batches)),
    )
    story = _story(reader, numbers, concerned, before, most)
    deeds = [
        deed if deed.steps else replace(deed, brought=_brought(reader, scopes, deed.number))
        for deed in story.deeds
    ]
    return replace(story, deeds=tuple(deeds))


def record_story(reader: Reader, record: str, *, most: int = 200) -> Story:
    """What happened to one record; the import that brought it, if one did, comes last."""
    concerned = (HISTORY.c.id == record) & _told()
    found = reader.find(record)
    numbers: Any = select(HISTORY.c.operation).where(concerned)
    if found.batch is not None:
        came = (OPERATION.c.batch == found.batch) & (OPERATION.c.follows.is_(None))
        numbers = union(numbers, select(OPERATION.c.n).where(came))
    return _story(reader, numbers, concerned, None, most)


def _told() -> ColumnElement[bool]:
    """Which rows are told: a deed that wrote nothing else has no line of its own."""
    untold = [(kind.name, field) for kind in kinds() for field in sorted(untold_fields(kind))]
    return tuple_(HISTORY.c.kind, HISTORY.c.field).not_in(untold)


# ------------------------------------------------------------------ which records


def hanging(kind: Kind, vehicle: str) -> ColumnElement[bool] | None:
    """Which rows of a kind are the vehicle's; None where none can be."""
    columns = codec(kind).table.c
    if kind.name == "vehicle":
        return columns["id"] == vehicle  # type: ignore[no-any-return]  # a column's comparison
    if "vehicle" in kind.by_name:
        return columns["vehicle"] == vehicle  # type: ignore[no-any-return]
    type_ = kind.field(kind.owner).type if kind.owner else None
    if not isinstance(type_, ReferenceField) or kind.owner is None:
        return None
    owners: list[Select[Any]] = []
    for name in type_.kinds:
        owner = kind_named(name)
        where = hanging(owner, vehicle)
        if where is not None:
            owners.append(select(codec(owner).table.c.id).where(where))
    return columns[kind.owner].in_(union(*owners)) if owners else None


def _brought(
    reader: Reader, scopes: Iterable[tuple[Kind, ColumnElement[bool]]], number: int
) -> dict[str, int]:
    batch = select(OPERATION.c.batch).where(OPERATION.c.n == number).scalar_subquery()
    counts = {}
    for kind, where in scopes:
        table = codec(kind).table
        query = select(func.count()).select_from(table).where(where, table.c.batch == batch)
        counts[kind.name] = int(reader.connection.execute(query).scalar_one())
    return {name: count for name, count in counts.items() if count}


# ------------------------------------------------------------------ what was done


def _story(
    reader: Reader, numbers: Any, concerned: ColumnElement[bool], before: int | None, most: int
) -> Story:
    page = _page(reader, numbers, before, most + 1)
    rows = _rows(reader, page[:most], concerned)
    ids = {row.id: row.kind for each in rows.values() for row in each}
    records, flats = _as_they_are(reader, ids)
    later = _later(reader, ids)
    log, undone = _log(reader, page[:most]), _undone(reader)
    deeds = []
    for number in page[:most]:
        mine = rows.get(number, [])
        steps = tuple(
            step for row in mine for step in _steps(row, later, flats) if row.kind is not None
        )
        more = mine[0].many - len(mine) if mine else 0
        deeds.append(_happened(number, log.get(number), mine, steps, more, number in undone))
    here = reader.device()
    people = makers_of(reader, {deed.device for deed in deeds} - {"", here})
    return Story(
        tuple(deeds), records, len(page) > most, here,
        {device: maker.name for device, maker in people.items() if maker.name},
    )  # fmt: skip


def _page(reader: Reader, numbers: Any, before: int | None, most: int) -> list[int]:
    (column,) = numbers.subquery().c
    query = select(column).distinct().order_by(column.desc()).limit(most)
    if before is not None:
        query = query.where(column < before)
    return [int(number) for number in reader.connection.execute(query).scalars()]


def _rows(reader: Reader, page: list[int], concerned: ColumnElement[bool]) -> dict[int, list[Any]]:
    deed = HISTORY.c.operation
    ranked = (
        select(
            HISTORY,
            func.row_number().over(partition_by=deed, order_by=HISTORY.c.n).label("place"),
            func.count().over(partition_by=deed).label("many"),
        )
        .where(deed.in_(page), concerned)
        .subquery()
    )
    query = select(ranked).where(ranked.c.place <= MOST_STEPS).order_by(ranked.c.n)
    found: dict[int, list[Any]] = {}
    for row in reader.connection.execute(query):
        found.setdefault(row.operation, []).append(row)
    return found


def _log(reader: Reader, page: list[int]) -> dict[int, Any]:
    """The operations of these numbers, with the name of what they followed and whether undone."""
    followed = OPERATION.alias()
    query = select(OPERATION, followed.c.name.label("turned")).outerjoin(
        followed, followed.c.n == OPERATION.c.follows
    )
    rows = reader.connection.execute(query.where(OPERATION.c.n.in_(page)))
    return {row.n: row for row in rows}


def _undone(reader: Reader) -> frozenset[int]:
    turned = select(OPERATION.c.n, OPERATION.c.name, OPERATION.c.follows).where(
        OPERATION.c.follows.is_not(None)
    )
    rows = reader.connection.execute(turned).all()
    redone = {row.follows for row in rows if row.name == "redo"}
    return frozenset(row.follows for row in rows if row.name == "undo" and row.n not in redone)


def _happened(
    number: int, entry: Any, rows: list[Any], steps: tuple[Step, ...], more: int, undone: bool
) -> Happened:
    stamp = rows[0].by_stamp if rows else ""
    if entry is None:
        # A history that was merged from elsewhere: its deeds are not in this log.
        at = stamp_time(stamp) if stamp else datetime.fromtimestamp(0, UTC)
        return Happened(number, "edit", "", at, stamp_device(stamp), steps, more)
    at = datetime.fromtimestamp(entry.at / 1000, UTC)
    device = stamp_device(stamp) if stamp else ""
    turned = entry.turned or ""
    return Happened(
        number, entry.name, entry.title, at, device, steps, more, undone=undone, follows=turned
    )


def _steps(
    row: Any,
    later: Mapping[tuple[str, str], list[tuple[int, Json]]],
    flats: Mapping[str, Mapping[str, Json]],
) -> Iterator[Step]:
    flat = flats.get(row.id)
    if flat is None:
        return
    before = None if row.value is None else load(row.value)
    if row.field == DELETED and row.stamp is None and before is True:
        made = {name: _then(row.id, name, row.n, later, flat) for name in _names(row, later, flat)}
        yield Step(row.id, row.kind, "", None, None, None, made)
        return
    after = _then(row.id, row.field, row.n, later, flat)
    yield Step(row.id, row.kind, row.field, before, after, flat.get(row.field))


def _names(row: Any, later: Mapping[tuple[str, str], Any], flat: Mapping[str, Json]) -> set[str]:
    return {name for id_, name in later if id_ == row.id} | flat.keys()


def _then(
    id_: str,
    name: str,
    number: int,
    later: Mapping[tuple[str, str], list[tuple[int, Json]]],
    flat: Mapping[str, Json],
) -> Json:
    """What a field was after a row of the history: what the next one found there, else today's."""
    following = later.get((id_, name), ())
    return next((value for n, value in following if n > number), flat.get(name))


def _later(reader: Reader, ids: Mapping[str, str]) -> dict[tuple[str, str], list[tuple[int, Json]]]:
    found: dict[tuple[str, str], list[tuple[int, Json]]] = {}
    for part in _parts(list(ids)):
        query = select(HISTORY.c.id, HISTORY.c.field, HISTORY.c.n, HISTORY.c.value)
        query = query.where(HISTORY.c.id.in_(part)).order_by(HISTORY.c.n)
        for row in reader.connection.execute(query):
            value = None if row.value is None else load(row.value)
            found.setdefault((row.id, row.field), []).append((row.n, value))
    return found


def _as_they_are(
    reader: Reader, ids: Mapping[str, str]
) -> tuple[dict[str, Record], dict[str, Mapping[str, Json]]]:
    records: dict[str, Record] = {}
    flats: dict[str, Mapping[str, Json]] = {}
    by_kind: dict[str, list[str]] = {}
    for id_, name in ids.items():
        by_kind.setdefault(name, []).append(id_)
    for name, members in by_kind.items():
        kind = find_kind(name)
        if kind is None:
            continue
        coding = codec(kind)
        for part in _parts(members):
            for row in reader.connection.execute(
                coding.select().where(coding.table.c.id.in_(part))
            ):
                record = coding.record(row)
                records[record.id], flats[record.id] = record, coding.flat(record)
    return records, flats


def _parts(ids: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]
