"""The parts kept for a vehicle, as rows with their stock; parts that come and go."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import Select, select, union_all

from client.errors import BadRequest
from client.operations.vehicles import title_of
from client.store import Changes, Query, Reader, Store, Transaction
from client.store.codec import codec
from client.store.reading import find_record
from garage.moments import Moment
from garage.money import Money, UnitPrice
from garage.records import WORK_KINDS, Part, Source, StockMovement, WorkLine, kind_named
from garage.rules.stock import Stock, stock
from garage.units import Quantity
from garage.words import N_


class PartRow(NamedTuple):
    """A part with what its movements come to."""

    id: str
    kind: str
    record: Part
    stock: Stock
    used: int = 0
    """How many lines of work took from it."""

    @property
    def low(self) -> bool:
        """Whether it is to be ordered."""
        return self.stock.below_minimum

    @property
    def price(self) -> UnitPrice | None:
        """What one of it cost on average, where all was paid in one currency."""
        prices = list(self.stock.average_cost.values())
        return prices[0] if len(prices) == 1 else None

    @property
    def worth(self) -> Money | None:
        """What is there, at that price."""
        if self.price is None or self.stock.amount.decimal <= 0:
            return None
        return Money.of(self.price.decimal * self.stock.amount.decimal, self.price.currency)


def stocks_of(reader: Reader, vehicle: str) -> list[Stock]:
    """What there is of each part for a vehicle."""
    return [row.stock for row in part_rows(reader, vehicle)]


def part_rows(reader: Reader, vehicle: str) -> list[PartRow]:
    """The parts for a vehicle by name, their movements in one reading."""
    parts = reader.all(Part, Query(owner=vehicle, sort="name"))
    part, movement = codec(kind_named("part")).table, codec(kind_named("stock_movement")).table
    own = movement.c.part.in_(select(part.c.id).where(part.c.vehicle == vehicle))
    by_part: dict[str, list[StockMovement]] = {}
    for one in reader.all(StockMovement, Query(where=own)):
        by_part.setdefault(one.part, []).append(one)
    used: dict[str, list[WorkLine]] = {}
    for line in lines_with(reader, select(part.c.id).where(part.c.vehicle == vehicle)):
        used.setdefault(line.part, []).append(line)
    return [
        PartRow(
            p.id,
            p.kind,
            p,
            stock(p, by_part.get(p.id, ()), used.get(p.id, ())),
            len(used.get(p.id, ())),
        )
        for p in parts
    ]


def lines_with(reader: Reader, parts: Select[Any]) -> list[WorkLine]:
    """The lines of work, none of it in the trash, that took one of these parts."""
    line = codec(kind_named("work_line")).table
    works = [codec(kind_named(name)).table for name in WORK_KINDS]
    there = union_all(*(select(work.c.id).where(work.c.deleted == 0) for work in works))
    where = line.c.part.in_(parts) & line.c.work.in_(there)
    return reader.all(WorkLine, Query(where=where))


def move_stock(store: Store, part: str, count: Decimal, on: Moment) -> Changes:
    """Take parts from the shelf (`count` below zero) or put some there, in the part's unit.

    Raises BadRequest for a count of none, NotFound for the part.
    """
    if not count:
        raise BadRequest(N_("no parts came or went"), N_("give how many"))
    movement = kind_named("stock_movement")

    def work(transaction: Transaction) -> str:
        kind, space = find_record(transaction.connection, part)
        record, _, _ = transaction.load(kind, part, space)
        assert isinstance(record, Part)
        reader = Reader(transaction.connection)
        unit = stock(record, reader.all(StockMovement, Query(owner=part))).amount.unit
        moved = Quantity.of(count, unit)
        values = {
            "part": part,
            "date": on,
            "amount": moved,
            "reason": "bought" if count > 0 else "used",
            "source": Source("typed"),
        }
        transaction.add(movement, movement.complete(values), space=space)
        return f"{title_of(kind, record)}: {'+' if count > 0 else ''}{moved.text}"

    return store.operate(work, "add", "")
