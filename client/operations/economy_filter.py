"""Fill-ups by the economy that they close: "economy > 6 l/100 km", over the whole garage."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from client.operations.figures import economy_of
from client.store import Query, Reader
from garage.errors import ValueRefused
from garage.filters import fold
from garage.reading import Reading
from garage.records import FillUp, Vehicle
from garage.rules.figures import figure
from garage.units import Dimension, Quantity, parse_quantity
from garage.units.catalog import alike, unit
from garage.words import N_

_TEST = re.compile(r"\s*([^\W\d_]+)\s*(<=|>=|!=|==|=|<|>|≤|≥|≠)\s*(\S.*?)\s*")
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt, "<=": operator.le, "≤": operator.le, ">": operator.gt, ">=": operator.ge,
    "≥": operator.ge, "=": operator.eq, "==": operator.eq, "!=": operator.ne, "≠": operator.ne,
}  # fmt: skip
_DIMENSIONS = (Dimension.ECONOMY, Dimension.ELECTRIC_ECONOMY, Dimension.MASS_ECONOMY)


@dataclass(frozen=True)
class EconomyTest:
    """A figure that economies are compared with, in its own unit: 7 l/100 km is more than 6."""

    sign: str
    figure: Quantity

    def holds(self, si: float) -> bool:
        """Whether an economy (SI) passes, to the decimals that figures are shown with."""
        return _COMPARE[self.sign](figure(si, self.figure.unit).decimal, self.figure.decimal)


@dataclass(frozen=True)
class EconomyHit:
    """A fill-up whose figure passes."""

    fill: FillUp
    vehicle: Vehicle
    figure: Quantity
    """In the unit that was asked for."""


def economy_test(text: str, reading: Reading) -> EconomyTest | None:
    """The comparison that a text makes; None if it makes none. ValueRefused for a bad figure."""
    found = _TEST.fullmatch(text)
    if found is None or fold(found[1]) not in {"economy", fold(reading.words(N_("Economy")))}:
        return None
    refused: ValueRefused | None = None
    for dimension in _DIMENSIONS:
        try:
            asked = parse_quantity(
                found[3],
                dimension,
                default_unit=reading.unit(dimension),
                decimal_mark=reading.decimal_mark,
                gallon=reading.bare_gallon,
                minimum=0,
            )
        except ValueRefused as error:
            refused = refused or error
        else:
            return EconomyTest(found[2], asked)
    raise refused or ValueRefused(N_("this is no economy"), N_("write it as 6 l/100 km"))


def fills_by_economy(
    reader: Reader, test: EconomyTest, most: int = 12
) -> tuple[int, tuple[EconomyHit, ...]]:
    """(how many fill-ups pass, the newest of them)."""
    wanted = unit(test.figure.unit).dimension
    found: list[tuple[date, str, float, Vehicle]] = []
    for vehicle in reader.all(Vehicle, Query(sort="name")):
        for economy in economy_of(reader, vehicle):
            if not alike(unit(economy.unit).dimension, wanted):
                continue
            found += [
                (row.fill.date.day if row.fill.date else date.min, row.fill.id, row.si, vehicle)
                for row in economy.rows
                if row.si is not None and test.holds(row.si)
            ]
    found.sort(key=lambda each: each[:2], reverse=True)
    hits = [
        EconomyHit(reader.get(FillUp, id_), vehicle, figure(si, test.figure.unit))
        for _day, id_, si, vehicle in found[:most]
    ]
    return len(found), tuple(hits)
