"""The parts that a card of the plan needs: read with what is there of them, and noted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from client.operations.part_rows import stocks_of
from client.operations.records import completed
from client.store import Changes, Query, Reader, Store
from client.store.codec import codec
from client.store.writing import Transaction
from garage.order import placed
from garage.records import Part, PlanItem, Record, WorkLine, kind_named
from garage.rules.at_hand import PARTS, AtHand, at_hand, plain_number
from garage.units import Quantity

R = TypeVar("R", bound=Record)

_AT_ONCE = 500
_COUNTED = re.compile(r"(?P<count>[1-9]\d{0,3}) *(?:×|\*|[xX](?= )) *(?P<title>\S.*)")
"""A number and a sign of times before what is counted."""


@dataclass(frozen=True)
class PlannedPart:
    """A part of a card's, and what is there of it."""

    line: WorkLine
    at_hand: AtHand


def planned_parts(
    reader: Reader, vehicle: str, items: Sequence[PlanItem]
) -> dict[str, tuple[PlannedPart, ...]]:
    """The parts of each card that has any; the vehicle's stock is read where one is still needed.

    Of a card that is done they are also those that its work took.
    """
    owned = {item.id: [item.id] for item in items}
    for item in items:
        if item.state == "done" and item.became:
            owned[item.id].append(item.became)
    lines = hanging(reader, WorkLine, [id_ for ids in owned.values() for id_ in ids])
    found = {
        item.id: sorted(
            (line for id_ in owned[item.id] for line in lines.get(id_, ()) if line.type in PARTS),
            key=_order_of,
        )
        for item in items
    }
    needed = {item.id for item in items if item.state != "done" and found[item.id]}
    stocks = stocks_of(reader, vehicle) if needed else []
    return {
        id_: tuple(map(PlannedPart, those, at_hand(those, stocks if id_ in needed else ())))
        for id_, those in found.items()
        if those
    }


def hanging(reader: Reader, kind: type[R], owners: Sequence[str]) -> dict[str, list[R]]:
    """The records of a kind that hang on any of these, by their owner; read at once."""
    known = kind_named(kind.kind)
    assert known.owner is not None
    found: dict[str, list[R]] = {}
    for start in range(0, len(owners), _AT_ONCE):
        part = owners[start : start + _AT_ONCE]
        where = codec(known).table.c[known.owner].in_(part)
        for record in reader.all(kind, Query(where=where)):
            found.setdefault(str(getattr(record, known.owner)), []).append(record)
    return found


def _order_of(line: WorkLine) -> tuple[str, str]:
    return line.order, line.id


def part_names(reader: Reader, vehicle: str) -> list[str]:
    """What the parts on a vehicle's shelf are called."""
    names = reader.all(Part, Query(owner=vehicle, sort="name", fields=("name",)))
    return list(dict.fromkeys(part.name for part in names))


def add_plan_part(store: Store, item: str, text: str) -> Changes:
    """Note that a card needs a part: "Ball joints", or "4 × Ball joints".

    One that is on the vehicle's shelf under this name or number is that one.
    """
    kind = kind_named("work_line")
    counted = _COUNTED.fullmatch(text.strip())
    title = counted["title"] if counted else text.strip()
    values: dict[str, Any] = {"work": item, "title": title, "type": "part"}
    if counted:
        values["quantity"] = Quantity(counted["count"], "")

    def work(transaction: Transaction) -> str:
        reader = Reader(transaction.connection)
        vehicle = reader.get(PlanItem, item).vehicle
        part = _named(reader.all(Part, Query(owner=vehicle)), title)
        known = {} if part is None else {"part": part.id, "part_number": part.part_number or None}
        there = sorted(reader.all(WorkLine, Query(owner=item)), key=_order_of)
        place = placed([line.order for line in there], len(there))
        transaction.add(kind, completed(kind, {**values, **known, "order": place.key}))
        for at, order in place.others.items():
            transaction.change(kind, there[at].id, {"order": order})
        return title

    return store.operate(work, "add", "")


def _named(parts: Iterable[Part], text: str) -> Part | None:
    name, number = text.casefold(), plain_number(text)
    each = list(parts)
    by_name = next((part for part in each if part.name.casefold() == name), None)
    numbered = (part for part in each if number and plain_number(part.part_number) == number)
    return by_name or next(numbered, None)
