"""Records as CSV that a spreadsheet opens: a file for each kind, a row for each record.

RFC 4180 in UTF-8 with a byte order mark (Excel asks for it). Numbers are dot-decimal, without
grouping, so that every program reads the same.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, TextIO

from garage.calendar.series import InstanceId
from garage.calendar.times import EventTimes, when_text
from garage.moments import Moment
from garage.money import Money, UnitPrice
from garage.periods import Period
from garage.records import FieldType, Kind, Record, Source
from garage.records.agenda_fields import EventTimesField, Trigger
from garage.records.elements import CustomField
from garage.records.measures import MoneyField, QuantityField, UnitPriceField
from garage.units import Quantity

CUSTOM = "custom: "
"""What stands before a custom field's name in the header."""

# A spreadsheet takes a cell that begins so for a formula (OWASP, "CSV Injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
# A number, or a position of two: neither calls anything.
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)*(?:,[+-]?\d+(?:\.\d+)*)*\Z")


def header(kind: Kind, custom: Sequence[str] = ()) -> list[str]:
    """Column names: `id`, then the fields; measured ones have a second column for the unit."""
    names = ["id"]
    for field in kind.fields:
        if isinstance(field.type, CustomField):
            names += [f"{CUSTOM}{name}" for name in custom]
        else:
            names.append(field.name)
            names += [f"{field.name}_{part}" for part in _parts(field.type)]
    return names


def row(kind: Kind, record: Record, custom: Sequence[str] = ()) -> list[str]:
    """The cells of a record under `header` of the same kind and custom fields."""
    cells = [record.id]
    for field in kind.fields:
        value = getattr(record, field.name)
        if isinstance(field.type, CustomField):
            cells += [guarded(_plain(record.custom.get(name))) for name in custom]
        else:
            cells += _cells(field.type, value)
    return cells


def write(
    file: TextIO, kind: Kind, records: Iterable[Record], custom: Sequence[str] = ()
) -> Iterator[int]:
    """Write the header and a row for each record; gives how many were written, as it goes."""
    writer = csv.writer(file)
    writer.writerow(header(kind, custom))
    for number, record in enumerate(records, 1):
        writer.writerow(row(kind, record, custom))
        yield number


def _parts(type_: FieldType) -> tuple[str, ...]:
    match type_:
        case QuantityField():
            return ("unit",)
        case MoneyField():
            return ("currency",)
        case UnitPriceField():
            return ("currency", "per")
        case EventTimesField():
            return ("end", "zone", "rule")
    return ()


def _cells(type_: FieldType, value: Any) -> list[str]:
    match value:
        case Quantity():
            return [value.value, value.unit]
        case Money():
            return [value.amount, value.currency]
        case UnitPrice():
            return [value.amount, value.currency, value.per]
        case EventTimes():
            end = "" if value.end is None else when_text(value.end)
            rule = value.rule.text if value.rule is not None else ""
            return [when_text(value.start), end, guarded(value.zone), rule]
    text = guarded(_plain(value))
    return [text, *("" for _ in _parts(type_))]


def _plain(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case Quantity():
            return value.text
        case Moment() | Period():
            return value.iso
        case date():
            return value.isoformat()
        case frozenset():
            return ", ".join(sorted(value))
        case tuple():
            return ", ".join(value)
        case Source():
            place = f" {value.format} {value.file}:{value.line}" if value.format else ""
            return value.how + place
        case InstanceId() | Trigger():
            return value.text
    return str(value)


def guarded(text: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would run as a formula.

    Numbers stay as they are. A text that already looks guarded gets one more, so that `unguarded`
    always gives back what was there.
    """
    if text.lstrip("'").startswith(_FORMULA) and not _NUMBER.match(text):
        return f"'{text}"
    return text


def unguarded(text: str) -> str:
    """What `guarded` was given."""
    rest = text.removeprefix("'")
    return rest if rest != text and guarded(rest) == text else text
