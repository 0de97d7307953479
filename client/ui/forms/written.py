"""How values stand in a field that is typed in: as the person would write them there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from client.ui.clock_words import typed_clock
from client.ui.desk import Desk
from client.ui.text import _, ngettext
from client.ui.vehicles.shown import Shown, weekdays
from garage.errors import ValueRefused
from garage.moments import Moment
from garage.money import Money, UnitPrice
from garage.periods import Period
from garage.reading import Reading, has_no_thousandths
from garage.records import Field, Vehicle
from garage.records.measures import MoneyField, QuantityField, UnitPriceField
from garage.records.times import DayField, MomentField, PeriodField
from garage.units import Dimension, Quantity
from garage.units.numbers import read_number, unmistakable

_TREADS = ("tread", "limit")


@dataclass(frozen=True)
class Habits:
    """How typed text is read and values are written: a person's way, or a vehicle's."""

    reading: Reading
    shown: Shown

    @classmethod
    def of(cls, desk: Desk, vehicle: Vehicle | None) -> Habits:
        """By the person's preferences, with the vehicle's above them."""
        reading = Reading.of(desk.preferences, zone=desk.zone, today=desk.today(), words=_)
        shown = Shown(desk.preferences, desk.today(), desk.months)
        if vehicle is None:
            return cls(reading, shown)
        return cls(reading.for_vehicle(vehicle), shown.of(vehicle))

    # ------------------------------------------------------------------ units

    def unit(self, spec: Field) -> str:
        """The code of the unit that a bare number in this field is in; "" where it has none."""
        type_ = spec.type
        if isinstance(type_, QuantityField) and type_.dimension is not None:
            worn = type_.dimension is Dimension.LENGTH and spec.name.startswith(_TREADS)
            return self.reading.unit("tread" if worn else type_.dimension)
        return ""

    @property
    def per(self) -> str:
        """The code of the unit that a bare price is for."""
        return self.reading.price_per or self.reading.unit("volume")

    def inside(self, spec: Field) -> str:
        """What stands at the right end of the field: the unit, as it is read."""
        match spec.type:
            case QuantityField():
                return self.shown.symbol(self.unit(spec)) if self.unit(spec) else ""
            case MoneyField():
                return self.shown.currency(self.reading.currency)
            case UnitPriceField():
                money = self.shown.currency(self.reading.currency)
                return f"{money}/{self.shown.symbol(self.per)}"
        return ""

    # ------------------------------------------------------------------ values

    def read(self, spec: Field, text: str) -> Any:
        """What is typed in this field, or None; raises ValueRefused."""
        return self.reading.value(spec, text)

    def example(self, spec: Field) -> str:
        """What one could type where the field alone does not say it; else ""."""
        if not isinstance(spec.type, PeriodField):
            return ""
        return _("e.g. {example}").format(example=period_words(Period(6, "M")))

    def text(self, value: Any, spec: Field) -> str:
        """A value as it is typed in this field: the figure alone where it is in its unit."""
        match value:
            case None:
                return ""
            case Quantity():
                same = value.unit == self.unit(spec)
                return self._number(value, spec) if same else self._measured(value, spec)
            case Money():
                number = self.shown.number(value.amount)
                own = value.currency == self.reading.currency
                return number if own else f"{number} {value.currency}"
            case UnitPrice():
                number = self.shown.number(value.amount)
                own = (value.currency, value.per) == (self.reading.currency, self.per)
                return number if own else f"{number} {value.currency}/{value.per}"
            case Moment():
                return self.moment(value)
            case date():
                return self.shown.day(value)
            case Period():
                return period_words(value)
        return str(value)

    def moment(self, moment: Moment) -> str:
        """A day, with its time where that is known."""
        day = self.shown.day(moment.day)
        return f"{day} {typed_clock(moment.time, self.shown.prefs)}" if moment.time else day

    def _number(self, quantity: Quantity, spec: Field) -> str:
        exact = has_no_thousandths(spec)
        return self.shown.number(unmistakable(quantity.value) if exact else quantity.value)

    def _measured(self, quantity: Quantity, spec: Field) -> str:
        """With its unit: the symbol where that reads back as the same, else the code."""
        number = self._number(quantity, spec)
        text = f"{number} {self.shown.symbol(quantity.unit)}".rstrip()
        try:
            back = self.reading.value(spec, text)
        except ValueRefused:
            back = None
        if isinstance(back, Quantity) and back.unit == quantity.unit:
            return text
        return f"{number} {quantity.unit}".rstrip()

    def echo(self, value: Any, spec: Field, text: str) -> str:
        """What a typed text was understood as, where that is not plain; else the unit."""
        match value:
            case Quantity() if self.unit(spec) and value.unit != self.unit(spec):
                return f"= {self.shown.quantity(value, self.unit(spec))}"
            case Quantity() if has_no_thousandths(spec) and self._is_marked_otherwise(value, text):
                return f"= {self.shown.quantity(value, self.unit(spec))}"
            case Quantity() if not self.unit(spec) and value.unit and text[-1:].isdigit():
                return self.shown.symbol(value.unit)
            case Money() if value.currency != self.reading.currency:
                return self.shown.money(value)
            case UnitPrice() if (value.currency, value.per) != (self.reading.currency, self.per):
                return self.shown.price(value)
            case Moment():
                return self._day_echo(value.day, text, self.moment(value))
            case date():
                return self._day_echo(value, text, self.shown.day(value))
            case Period() if text.strip() != period_words(value):
                return period_words(value)
        return self.inside(spec)

    def _is_marked_otherwise(self, value: Quantity, text: str) -> bool:
        """Whether its thousands are set apart by what marks decimals in this region."""
        number = text.strip().partition(" ")[0]
        try:
            return Decimal(read_number(number, self.reading.decimal_mark)) != value.decimal
        except ValueRefused:
            return False

    def _day_echo(self, day: date, text: str, plain: str) -> str:
        weekday = weekdays()[day.weekday()]
        return weekday if text.strip() == plain else f"{weekday} {self.shown.short_day(day)}"


def is_figure(spec: Field) -> bool:
    """Whether the field's value is a number, which stands at the right."""
    return isinstance(spec.type, QuantityField | MoneyField | UnitPriceField)


def is_dated(spec: Field) -> bool:
    """Whether the field's value is a day."""
    return isinstance(spec.type, DayField | MomentField)


def period_words(period: Period) -> str:
    """ "6 months"."""
    count = period.count
    match period.unit:
        case "D":
            words = ngettext("{n} day", "{n} days", count)
        case "W":
            words = ngettext("{n} week", "{n} weeks", count)
        case "M":
            words = ngettext("{n} month", "{n} months", count)
        case _:
            words = ngettext("{n} year", "{n} years", count)
    return words.format(n=count)
