"""Any field's name and value in the person's words and units, from its flat JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date
from decimal import Decimal
from typing import Any

from client.operations.told_fields import untold_fields
from client.ui.forms.written import period_words
from client.ui.text import _
from client.ui.vehicles.shown import Shown
from garage.calendar.series import InstanceId
from garage.calendar.times import EventTimes
from garage.moments import Moment
from garage.money import Money, UnitPrice
from garage.periods import Period
from garage.records import Field, find_kind
from garage.records.agenda_fields import (
    EventTimesField,
    InstanceField,
    TextListField,
    TriggerField,
)
from garage.records.fields import ChoiceField, ChoicesField, FlagField, ReferenceField
from garage.sync.merge import Json
from garage.units import Quantity

DELETED = "deleted"
_LONGEST = 120

Names = Callable[[str], str]
"""From the id of a record that is referred to, to what it is called."""


def field_label(kind: str, name: str) -> str:
    """What a flat field is called: "Odometer", "Tag winter", "Paint code"."""
    known = find_kind(kind)
    owner, _slash, element = name.partition("/")
    spec = known.by_name.get(owner) if known is not None else None
    if element:
        return _("Tag {name}").format(name=element) if owner == "tags" else element
    return _(spec.label) if spec is not None else name


def is_told(kind: str, name: str) -> bool:
    """Whether a field is one that people see."""
    known = find_kind(kind)
    untold = untold_fields(known) if known is not None else frozenset()
    return name != DELETED and name.partition("/")[0] not in untold


def flat_words(kind: str, name: str, json: Json, shown: Shown, names: Names) -> str:
    """A flat field's value; "" where it is empty, the bare JSON where this version knows it not."""
    known = find_kind(kind)
    if json is None or known is None:
        return "" if json is None else str(json)
    owner, slash, element = name.partition("/")
    values, _extra = known.read_json({name: json})
    value = values.get(owner)
    if slash:
        value = value.get(element) if isinstance(value, Mapping) else _("added")
    spec = known.by_name.get(owner)
    if value is None or spec is None:
        return str(json)
    return value_words(spec, value, shown, names)


def value_words(spec: Field, value: Any, shown: Shown, names: Names) -> str:
    """A field's value as it is read."""
    type_ = spec.type
    match type_:
        case FlagField():
            return _("yes") if value else _("no")
        case ChoiceField():
            return _(type_.choices.get(value, str(value)))
        case ChoicesField():
            return ", ".join(_(type_.choices.get(each, str(each))) for each in value)
        case ReferenceField():
            return names(str(value))
        case EventTimesField() | InstanceField() | TriggerField():
            return _of_the_calendar(value, shown)
        case TextListField():
            return ", ".join(value)
    return _plain(value, shown)


def _of_the_calendar(value: Any, shown: Shown) -> str:
    # Few histories are of events.
    from client.ui.calendar.times_words import instance_words, times_words
    from client.ui.calendar.trigger_words import trigger_words

    match value:
        case EventTimes():
            return times_words(value, shown)
        case InstanceId():
            return instance_words(value, shown)
    return trigger_words(value, shown, UTC)


def _plain(value: Any, shown: Shown) -> str:
    match value:
        case Quantity():
            return shown.quantity(value)
        case Money():
            return shown.money(value)
        case UnitPrice():
            return shown.price(value)
        case Moment():
            return shown.moment(value)
        case date():
            return shown.day(value)
        case Period():
            return period_words(value)
        case Decimal() | float() | int():
            return shown.number(Decimal(str(value)))
        case tuple() | frozenset():
            return ", ".join(map(str, sorted(value)))
    words = " ".join(str(value).split())
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rstrip()}…"
