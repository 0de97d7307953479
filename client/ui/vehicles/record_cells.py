"""Columns of records: words in the person's hand, keys to sort by, and texts to change them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from client.ui.text import _
from client.ui.vehicles.shown import Shown
from client.ui.widgets.rows_model import Column
from garage.errors import ValueRefused
from garage.moments import Moment
from garage.money import Money, UnitPrice
from garage.periods import Period
from garage.reading import Reading
from garage.records import Field, kind_named
from garage.records.fields import ChoiceField, TextField
from garage.records.measures import MoneyField, QuantityField
from garage.records.times import DayField, MomentField
from garage.units import Quantity
from garage.units.numbers import unmistakable

_DATE_WIDTH = 116
_PLAIN = (TextField, DayField, MomentField, MoneyField, QuantityField)

Of = Callable[[Any], Any]


def value_of(name: str) -> Of:
    """What gives a field of a row's record, None where its kind has no such field."""
    return lambda row: getattr(row.record, name, None)


def text_column(key: str, title: str, of: Of | None = None, **more: Any) -> Column[Any]:
    """Words as they are; sorted without regard to case."""
    give = of or value_of(key)
    return Column[Any](
        key, title, lambda row: _one_line(give(row)), lambda row: _key(give(row)), **more
    )


def _one_line(value: object) -> str:
    return " ".join(str(value).split()) if value else ""


def _key(value: object) -> str | None:
    return str(value).casefold() if value else None


def date_column(shown: Shown, of: Of | None = None, **more: Any) -> Column[Any]:
    """A moment or a day."""
    give = of or value_of("date")
    given = {
        "key": "date", "title": _("Date"), "width": _DATE_WIDTH, "holds": shown.days(),
        "field": "date", **more,
    }  # fmt: skip
    return Column[Any](
        text=lambda row: _day(give(row), shown), sort=lambda row: _wall(give(row)), **given
    )


def _day(value: Moment | date | None, shown: Shown) -> str:
    if value is None:
        return ""
    return shown.day(value.day if isinstance(value, Moment) else value)


def _wall(value: Moment | date | None) -> str | None:
    if value is None:
        return None
    return value.wall if isinstance(value, Moment) else value.isoformat()


def distance_column(key: str, title: str, shown: Shown, of: Of | None = None, **more: Any) -> Any:
    """A distance with its unit in the head."""
    give = of or value_of(key)
    unit = shown.distance_unit
    given = {"number": True, "width": 108, "field": key, **more}
    return Column[Any](
        key,
        with_unit(title, shown.symbol(unit)),
        lambda row: shown.number(q.to(unit).value, 1) if (q := give(row)) else "",
        lambda row: q.si if (q := give(row)) else None,
        **given,
    )


def money_column(
    key: str, title: str, shown: Shown, currency: str, of: Of | None = None, **more: Any
) -> Column[Any]:
    """An amount; its currency stands in the head where all rows share it."""
    give = of or value_of(key)
    head = with_unit(title, shown.currency(currency)) if currency else title

    def text(row: Any) -> str:
        money = give(row)
        if money is None:
            return ""
        if money.currency != currency:
            return shown.money(money)
        words = Money.of(money.decimal, money.currency)
        return shown.number(words.amount)

    given = {"number": True, "width": 96, "bold": True, **more}
    return Column[Any](
        key, head, text, lambda row: float(m.amount) if (m := give(row)) else None, **given
    )


def with_unit(title: str, unit: str) -> str:
    """A column's title with the unit that all its figures are in."""
    return f"{title}, {unit}" if unit else title


def choice_words(kind: str, field: str) -> Callable[[str], str]:
    """What a field's choices are called."""
    choices = _choices(kind, field)
    return lambda key: _(choices.get(key, key)) if key else ""


def all_choices(kind: str, field: str) -> tuple[str, ...]:
    """What all of a field's choices are called, for a column that has room for any."""
    return tuple(_(words) for words in _choices(kind, field).values())


def _choices(kind: str, field: str) -> Mapping[str, str]:
    type_ = kind_named(kind).field(field).type
    return type_.choices if isinstance(type_, ChoiceField) else {}


def shared_currency(amounts: Iterable[Money | None]) -> str:
    """The one currency of all amounts, "" where there are several or none."""
    found = {money.currency for money in amounts if money is not None}
    return found.pop() if len(found) == 1 else ""


def sum_words(sums: dict[str, Any], shown: Shown) -> list[str]:
    """Sums of money, each currency by itself."""
    return [shown.amount(amount, currency) for currency, amount in sums.items()]


def every_words(period: Period) -> str:
    """ "every month" or "every 6 months"."""
    one = {"D": _("every day"), "W": _("every week"), "M": _("every month"), "Y": _("every year")}
    many = {
        "D": _("every {n} days"), "W": _("every {n} weeks"), "M": _("every {n} months"),
        "Y": _("every {n} years"),
    }  # fmt: skip
    return one[period.unit] if period.count == 1 else many[period.unit].format(n=period.count)


def is_plain(field: Field) -> bool:
    """Whether a field's value is one that a line of text can change."""
    return isinstance(field.type, _PLAIN) and field.name not in ("source", "vehicle")


def cell_text(field: Field, value: Any, shown: Shown, reading: Reading) -> str:
    """A value as it is typed: read again it gives the same."""
    if value in (None, ""):
        return ""
    for text in _spellings(value, shown):
        try:
            if _same(reading.value(field, text), value):
                return text
        except ValueRefused:
            continue
    if isinstance(value, Quantity):
        return f"{shown.number(unmistakable(value.value))} {value.unit}".strip()
    return str(value)


def _spellings(value: Any, shown: Shown) -> Iterable[str]:
    match value:
        case Quantity():
            unit = value.unit
            yield f"{shown.number(value.value)} {shown.symbol(unit)}".strip()
            yield f"{shown.number(value.value)} {unit}".strip()
        case Money() | UnitPrice():
            yield shown.money(value) if isinstance(value, Money) else shown.price(value)
            yield f"{shown.number(value.amount)} {value.currency}"
        case Moment():
            yield shown.moment(value)
            yield value.iso
        case date():
            yield shown.day(value)
            yield value.isoformat()
    yield str(value)


def _same(read: Any, value: Any) -> bool:
    match value:
        case Quantity():
            return bool((read.value, read.unit) == (value.value, value.unit))
        case Money():
            return bool((read.decimal, read.currency) == (value.decimal, value.currency))
        case Moment():
            return bool((read.day, read.time) == (value.day, value.time))
    return bool(read == value)
