"""Records and values as the command line's JSON and the JSON export show them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from garage.calendar.series import InstanceId
from garage.calendar.times import EventTimes
from garage.moments import Moment
from garage.money import Money, UnitPrice
from garage.periods import Period
from garage.records import ElementsField, Record, Source, find_kind
from garage.records.agenda_fields import Trigger
from garage.records.fields import FlagField
from garage.units import Quantity


def record_json(record: Record) -> dict[str, Any]:
    """A record, flat: {"id", "kind", "space", …fields}.

    Flags, `tags` (a sorted list) and `custom` (a mapping) are always there, other fields where
    they have a value. `deleted` is there where it is true, `extra` where this version does not
    know all that the record holds.
    """
    kind = find_kind(record.kind)
    assert kind is not None
    shape: dict[str, Any] = {"id": record.id, "kind": record.kind, "space": record.space}
    if record.deleted:
        shape["deleted"] = True
    for field in kind.fields:
        value = getattr(record, field.name)
        if isinstance(field.type, FlagField):
            shape[field.name] = bool(value)
        elif isinstance(field.type, ElementsField) or value not in (None, "", ()):
            shape[field.name] = value_json(value)
    if record.extra:
        shape["extra"] = dict(record.extra)
    return shape


def value_json(value: Any) -> Any:
    """One value of a field in its shape; what is JSON already stays as it is."""
    match value:
        case Quantity():
            return quantity_json(value)
        case Money() | UnitPrice():
            return money_json(value)
        case Moment() | Period():
            return value.iso
        case EventTimes() | Trigger():
            return value.to_json()
        case InstanceId():
            return value.text
        case date():
            return value.isoformat()
        case Source():
            return _source_json(value)
        case frozenset():
            return sorted(value)
        case tuple():
            return list(value)
        case Mapping():
            return {name: _custom_json(item) for name, item in value.items()}
    return value


def quantity_json(quantity: Quantity) -> dict[str, Any]:
    """{"value", "unit", "typed", "si"}: digits as they were, and the SI number as a float."""
    return quantity.to_json()


def money_json(money: Money | UnitPrice) -> dict[str, Any]:
    """{"amount", "currency"}, with "per" for a price, and "typed" where it was typed otherwise."""
    return money.to_json()


def _custom_json(item: Any) -> Any:
    # A chosen word travels in a tuple of one, to tell it from free text.
    return item[0] if isinstance(item, tuple) else value_json(item)


def _source_json(source: Source) -> dict[str, Any]:
    shape: dict[str, Any] = {"how": source.how}
    if source.format:
        shape |= {"format": source.format, "file": source.file, "line": source.line}
    return shape
