"""Money that stands beside a vehicle's log book: policies, tyres, parts, lines of its work."""

from __future__ import annotations

from collections.abc import Iterable

from client.store import Query, Reader
from garage.records import (
    InsurancePolicy,
    Part,
    Record,
    StockMovement,
    TyreSet,
    Valuation,
    Work,
    WorkLine,
)

_WORTH: tuple[type[Record], ...] = (InsurancePolicy, Valuation, TyreSet, Part)


def money_elsewhere(reader: Reader, vehicle_id: str, records: Iterable[Record]) -> list[Record]:
    """A vehicle's policies, tyre sets and parts with their movements; lines of unpriced work."""
    here = Query(owner=vehicle_id)
    found: list[Record] = [record for kind in _WORTH for record in reader.all(kind, here)]
    for part in [one for one in found if isinstance(one, Part)]:
        found += reader.all(StockMovement, Query(owner=part.id))
    return found + lines_of(reader, records)


def lines_of(reader: Reader, records: Iterable[Record]) -> list[Record]:
    """The lines of those works among `records` that name no total."""
    found: list[Record] = []
    for record in records:
        if isinstance(record, Work) and record.total is None:
            found += reader.all(WorkLine, Query(owner=record.id))
    return found
