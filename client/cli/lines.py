"""Records as lines and tables for people, in their units and their way of writing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from client.cli.output import counted, say_table
from client.operations.settings import preferences
from client.operations.vehicles import name_of, title_of
from client.store import Reader
from garage.calendar.series import InstanceId
from garage.calendar.times import EventTimes
from garage.calendar.zones import day_after
from garage.moments import Moment
from garage.money import Money, UnitPrice
from garage.periods import Period
from garage.records import Kind, Record, find_kind
from garage.records.agenda_fields import Trigger
from garage.records.fields import ReferenceField
from garage.regions import (
    Preferences,
    format_day,
    format_money,
    format_price,
    format_quantity,
)
from garage.units import Quantity

if TYPE_CHECKING:
    from garage.rules.tyres import TyreState

_COLUMNS = 6
_ALWAYS = {
    "fill_up": (
        "date", "vehicle", "odometer", "volume", "energy", "mass", "price", "total", "station",
    ),
}  # fmt: skip
"""Columns that a kind's table has in this order, whatever else there is to say."""


_TYRE_FAULTS = {
    "overlap": "another set is on at the same time",
    "mounted_twice": "mounted twice without coming off between",
    "not_mounted": "taken off without having been on",
    "backwards": "the odometer falls while it is on",
    "bad_dot": "the DOT code tells no week and year",
}


def shown(value: Any, chosen: Preferences) -> str:
    """A value as a person reads it: quantities as they were entered, so that nothing is rounded."""
    match value:
        case Quantity():
            return format_quantity(value, chosen, value.unit)
        case Money():
            return format_money(value, chosen)
        case UnitPrice():
            return format_price(value, chosen)
        case Moment():
            day = format_day(value.day, chosen)
            return day if value.time is None else f"{day} {value.time:%H:%M}"
        case date():
            return format_day(value, chosen)
        case Period():
            return counted(value.count, _PERIODS[value.unit])
        case EventTimes():
            return times_shown(value, chosen)
        case InstanceId() | Trigger():
            return value.text
        case bool():
            return "yes" if value else "no"
        case tuple() | frozenset():
            return " ".join(sorted(map(str, value)))
        case None:
            return ""
    return str(value)


def times_shown(times: EventTimes, chosen: Preferences) -> str:
    """As "03.03.2026 10:00-11:00, every day"; the zone where it is said."""
    from garage.calendar.rule_words import rule_words

    said = _when_shown(times.start, chosen)
    if times.end is not None:
        last = day_after(times.end, -1) if times.all_day else times.end
        same = isinstance(last, datetime) and last.date() == times.day
        said += f"-{last:%H:%M}" if same else f" - {_when_shown(last, chosen)}"
    rules = (rule_words(rule, times.start, partial(format_day, prefs=chosen))
             for rule in times.rules)  # fmt: skip
    return ", ".join([f"{said} {times.zone}".strip(), *rules])


def _when_shown(when: date, chosen: Preferences) -> str:
    if isinstance(when, datetime):
        return f"{format_day(when.date(), chosen)} {when:%H:%M}"
    return format_day(when, chosen)


def line_of(reader: Reader, record: Record) -> str:
    """A record in one line: its kind, what it is called, when, and its id."""
    kind = find_kind(record.kind)
    assert kind is not None
    chosen = preferences(reader)
    when = getattr(record, kind.when) if kind.when else None
    parts = [title_of(kind, record), shown(when, chosen) if when else "", f"[{record.id}]"]
    return " · ".join(part for part in parts if part)


def whole_distance(si: float, unit: str) -> Quantity:
    """A distance (m) in whole kilometres or miles."""
    from garage.rules.figures import figure

    return Quantity.of(round(figure(si, unit, 0).decimal), unit)


_PERIODS = {"D": "day", "W": "week", "M": "month", "Y": "year"}
_PLACES = {
    "fl": "front left", "fr": "front right", "rl": "rear left", "rr": "rear right",
    "ml": "middle left", "mr": "middle right",
    "mli": "middle left, inner", "mri": "middle right, inner",
    "rli": "rear left, inner", "rri": "rear right, inner",
}  # fmt: skip


def tyre_lines(state: TyreState, today: date, unit: str, chosen: Preferences) -> list[str]:
    """What is known of a tyre set on a day, with distances in `unit`."""
    from garage.rules.figures import figure
    from garage.rules.tyres import LEGAL_TREAD

    def distance(si: float) -> str:
        return shown(whole_distance(si, unit), chosen)

    def tread(si: float) -> str:
        return shown(figure(si, chosen.unit_for("tread") or "mm"), chosen)

    lines = [f"On the vehicle: {shown(state.on, chosen)}", f"Run: {distance(state.distance)}"]
    wear = state.wear
    if wear is not None:
        each = Quantity("1000", unit)
        less = tread(wear.per_1000_km * each.si / 1_000_000)
        every = shown(each, chosen)
        where = _PLACES.get(wear.place, wear.place)
        lines.append(f"Tread: {where} {tread(wear.tread)}, {less} less every {every}")
        if wear.left is not None:
            limit = tread((state.tyre_set.limit or LEGAL_TREAD).si)
            lines.append(f"Lasts: about {distance(wear.left)} more from there, down to {limit}")
    age = state.age_years(today)
    if age is not None and state.made is not None:
        lines.append(f"Age: {age:.1f} years, made in the week of {shown(state.made, chosen)}")
    return [*lines, *(f"Check: {_TYRE_FAULTS.get(each, each)}" for each in state.faults)]


def say_records(reader: Reader, kind: Kind, records: Sequence[Record]) -> None:
    """A table of the fields that these records say something in, the kind's main ones first."""
    chosen = preferences(reader)
    wanted = _columns(kind, records)
    referring = {n for n in wanted if isinstance(kind.field(n).type, ReferenceField)}
    called = cache(partial(name_of, reader))
    rows = []
    for record in records:
        row = []
        for name in wanted:
            value = getattr(record, name)
            row.append(called(value) if name in referring and value else shown(value, chosen))
        rows.append([*row, record.id])
    right = [i for i, name in enumerate(wanted) if kind.field(name).type.sortable]
    say_table([*[name.replace("_", " ") for name in wanted], "id"], rows, right)


def _columns(kind: Kind, records: Sequence[Record]) -> list[str]:
    names = [f.name for f in kind.fields if not f.hidden and f.name not in ("custom", "notes")]
    filled = {
        n: sum(getattr(r, n) not in (None, "", (), frozenset()) for r in records) for n in names
    }
    worth = [n for n in names if filled[n] or kind.field(n).required]
    if kind.when in worth and kind.when is not None:
        worth.remove(kind.when)
        worth.insert(0, kind.when)
    first = [n for n in _ALWAYS.get(kind.name, ()) if n in worth]
    rest = [n for n in worth if n not in first]
    return [*first, *rest[: max(_COLUMNS - len(first), 0)]]
