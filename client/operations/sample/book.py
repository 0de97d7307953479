"""The book that the sample garage is written into: rows with ids, source, language and zone."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, time, timedelta, tzinfo
from typing import Any, NamedTuple

from client.operations.identity import natural
from client.operations.sample.german import GERMAN
from client.store import NewRow
from garage.moments import Moment
from garage.money import Money
from garage.periods import Period, add_months
from garage.records import Source, kind_named
from garage.units import Quantity

SOURCE = Source("made", "sample")
"""What tells the records of the sample garage from a person's own."""

TOLD = frozenset(
    {"title", "notes", "text", "place", "contact", "colour", "start", "destination", "payment",
     "tags"}
)  # fmt: skip
"""Fields whose texts are told in the chosen language."""
NAMED = frozenset({"calendar", "part", "specification", "vehicle_group"})
"""Kinds whose names are words; those of vehicles and tyre sets are names."""


class Said(NamedTuple):
    """A text with values to fill in once it is told in the chosen language."""

    template: str
    values: dict[str, Any]


def said(template: str, **values: Any) -> Said:
    """A text with values, as "Insurance {year}"."""
    return Said(template, values)


def km(distance: float) -> Quantity:
    """Whole kilometres."""
    return Quantity(str(round(distance)), "km")


def amount(value: float, unit: str, places: int = 2) -> Quantity:
    """A number with so many decimals, in a unit."""
    return Quantity(f"{value:.{places}f}", unit)


def eur(value: float) -> Money:
    """Euros and cents."""
    return Money(f"{value:.2f}", "EUR")


def years(count: int) -> Period:
    """A period of years."""
    return Period(count, "Y")


class Book:
    """The rows as they are written; all days are counted from `today`."""

    def __init__(self, space: str, today: date, zone: tzinfo, language: str) -> None:
        self.today = today
        self.rows: list[NewRow] = []
        self._space = space
        self._zone = zone
        self._german = language == "de"
        self._ids: set[str] = set()

    def chance(self, seed: str) -> random.Random:
        """A source of chance for one vehicle, the same in every garage."""
        return random.Random(f"Lindner {seed}")

    def ago(self, days: int) -> date:
        """The day so many days before today; below zero, after it."""
        return self.today - timedelta(days=days)

    def months_ago(self, months: int) -> date:
        """The day so many months before today."""
        return add_months(self.today, -months)

    def yearly(self, month: int, day: int, since: date) -> Iterator[date]:
        """This day of every year after `since`, up to yesterday."""
        for year in range(since.year, self.today.year + 1):
            each = date(year, month, day)
            if since < each < self.today:
                yield each

    def moment(self, day: date, clock: time | None = None) -> Moment:
        """A day, with the time of day and its offset where the time is known."""
        return Moment(day, clock).in_zone(self._zone)

    def tell(self, text: str | Said) -> str:
        """A text in the chosen language; names stay as they are."""
        template, values = text if isinstance(text, Said) else (text, None)
        if self._german:
            template = GERMAN.get(template, template)
        return template.format(**values) if values is not None else template

    def add(self, kind_name: str, owner: str = "", **values: Any) -> str:
        """Write a record that hangs on `owner`; gives its id. None and "" are left out."""
        kind = kind_named(kind_name)
        given: dict[str, Any] = {"source": SOURCE}
        if owner and kind.owner:
            given[kind.owner] = owner
        for name, value in values.items():
            if value is None or value == "":
                continue
            told = name in TOLD or (name == "name" and kind_name in NAMED)
            if isinstance(value, Said) or (told and isinstance(value, str)):
                value = self.tell(value)
            given[name] = self.moment(value) if name == "date" and type(value) is date else value
        row, key = natural(kind).row(self._space, owner, kind.complete(given))
        if row.id in self._ids:
            raise ValueError(f"the sample garage has {key} twice")
        self._ids.add(row.id)
        self.rows.append(row)
        return row.id
