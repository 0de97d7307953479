"""Short ways to declare a kind's fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from garage.records.fields import (
    ChoiceField,
    ChoicesField,
    FlagField,
    PositionField,
    ReferenceField,
    TextField,
    WholeField,
)
from garage.records.measures import MoneyField, QuantityField, UnitPriceField
from garage.records.registry import declared
from garage.records.times import DayField, MomentField, PeriodField
from garage.units import Dimension


def text(
    label: str,
    *,
    long: bool = False,
    heading: bool = False,
    required: bool = False,
    searched: bool = True,
) -> Any:
    """Text; "" where absent. What nobody would look for (a unit, a place in a list) is not."""
    type_ = TextField(long=long, searched=searched)
    return declared(type_, label, default="", heading=heading, required=required)


def choice(
    label: str, choices: Mapping[str, str], *, initial: str | None = None, required: bool = False
) -> Any:
    """One word of a list; "" where absent."""
    return declared(ChoiceField(choices), label, default="", initial=initial, required=required)


def choices(label: str, words: Mapping[str, str]) -> Any:
    """Several words of a list; () where absent."""
    return declared(ChoicesField(words), label, default=())


def flag(label: str, *, initial: bool | None = None) -> Any:
    """Yes or no; no where absent."""
    return declared(FlagField(), label, default=False, initial=initial)


def whole(label: str, minimum: int, maximum: int, *, searched: bool = False) -> Any:
    """A whole number within bounds."""
    return declared(WholeField(minimum, maximum, searched), label)


def day(label: str, *, required: bool = False) -> Any:
    """A day."""
    return declared(DayField(), label, required=required)


def moment(label: str, *, required: bool = False) -> Any:
    """A day, with its time where known."""
    return declared(MomentField(), label, required=required)


def period(label: str) -> Any:
    """A period of the calendar."""
    return declared(PeriodField(), label)


def quantity(
    label: str, dimension: Dimension | None, *, negative: bool = False, required: bool = False
) -> Any:
    """A number with its unit."""
    return declared(QuantityField(dimension, negative), label, required=required)


def distance(label: str, *, negative: bool = False, required: bool = False) -> Any:
    """A distance or an odometer's reading."""
    return quantity(label, Dimension.DISTANCE, negative=negative, required=required)


def money(label: str, *, negative: bool = False, required: bool = False) -> Any:
    """An amount in its currency."""
    return declared(MoneyField(negative), label, required=required)


def position(label: str) -> Any:
    """A place on the globe; "" where absent."""
    return declared(PositionField(), label, default="")


def unit_price(label: str) -> Any:
    """A price per unit."""
    return declared(UnitPriceField(), label)


def reference(label: str, *kinds: str, required: bool = False) -> Any:
    """The id of another record; "" where absent."""
    return declared(ReferenceField(kinds), label, default="", required=required)
