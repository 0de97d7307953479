"""An event of a foreign calendar as values of our kinds, with what we do not know kept as it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from garage.content_lines import ContentLine, divided, escaped, unescaped
from garage.errors import ValueRefused
from garage.ics.alarm_lines import read_alarm
from garage.ics.attendee_lines import read_attendee
from garage.ics.components import Component, Fault
from garage.ics.times_reader import read_instance, read_times
from garage.ics.values import position_of, read_moment
from garage.ics.zone_reader import ZoneBook
from garage.moments import Moment
from garage.records.agenda import Event
from garage.records.registry import kind_of
from garage.words import N_, told

_EVENT = kind_of(Event)

_TEXTS = {
    "SUMMARY": "title", "DESCRIPTION": "notes", "LOCATION": "place", "COLOR": "colour",
    "URL": "url", "UID": "uid",
}  # fmt: skip
_LISTS = {
    "CATEGORIES": "categories", "RESOURCES": "resources", "CONTACT": "contacts",
    "COMMENT": "comments", "RELATED-TO": "related",
}  # fmt: skip
_DIVIDED = frozenset(("CATEGORIES", "RESOURCES"))
_REFERENCES = {"ATTACH": "attachments", "IMAGE": "images", "CONFERENCE": "conferences"}
_NUMBERS = {"PRIORITY": "priority", "SEQUENCE": "sequence"}
_MOMENTS = {"CREATED": "created", "LAST-MODIFIED": "modified"}
_WORDS: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "STATUS": ("status", {"TENTATIVE": "tentative", "CONFIRMED": "confirmed",
                          "CANCELLED": "cancelled"}),
    "CLASS": ("privacy", {"PUBLIC": "public", "PRIVATE": "private",
                          "CONFIDENTIAL": "confidential"}),
    "TRANSP": ("free", {"TRANSPARENT": True, "OPAQUE": False}),
}  # fmt: skip
_TIMES = frozenset(
    ("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "DTSTAMP")
)
_URI = ("VALUE", ("URI",))


@dataclass(frozen=True, slots=True)
class ReadEvent:
    """An event that came in: checked values of it, its attendees and alarms, and doubts."""

    values: Mapping[str, Any]
    attendees: tuple[Mapping[str, Any], ...] = ()
    alarms: tuple[Mapping[str, Any], ...] = ()
    stamp: datetime | None = None
    line: int = 0
    faults: tuple[Fault, ...] = ()


@dataclass(slots=True)
class _Gathered:
    values: dict[str, Any] = field(default_factory=dict)
    lists: dict[str, list[str]] = field(default_factory=dict)
    attendees: list[Mapping[str, Any]] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read_event(component: Component, zones: ZoneBook) -> ReadEvent:
    """Raises ValueRefused for an event whose times cannot be read; all else becomes a doubt."""
    found = _Gathered(faults=list(component.faults))
    if any(fault.lost for fault in component.faults):
        fault = next(fault for fault in component.faults if fault.lost)
        raise ValueRefused(fault.message, N_("the file may be cut off"), "cut_off")
    times = read_times(component, zones)
    found.faults += times.faults
    found.values["times"] = times.times
    instance = component.line("RECURRENCE-ID")
    if instance is not None:
        found.values["recurrence"] = read_instance(instance, zones)
        found.values["following"] = instance.parameter("RANGE").upper() == "THISANDFUTURE"
    for line in component.lines:
        if line.name not in _TIMES:
            try:
                _take(line, found)
            except (ValueRefused, ValueError) as error:
                _keep(line, found, error.message if isinstance(error, ValueRefused) else str(error))
    alarms = []
    for part in component.parts:
        alarm = read_alarm(part, zones, found.faults) if part.name == "VALARM" else None
        if alarm is not None:
            # An alarm that says what the event does has no words of its own.
            title = found.values.get("title", "").strip()
            alarms.append(
                {n: v for n, v in alarm.items() if n not in ("title", "notes") or v != title}
            )
        else:
            # ACTION:NONE is no alarm, but says that a program is not to add its own.
            found.foreign.append(part.text.replace("\r\n ", "").replace("\r\n", "\n").strip())
    found.values |= {name: tuple(texts) for name, texts in found.lists.items()}
    found.values["foreign"] = "\n".join([*sorted(found.marks), *found.foreign])
    return ReadEvent(
        _checked(found), tuple(found.attendees), tuple(alarms), _stamp(component),
        component.number, tuple(found.faults),
    )  # fmt: skip


def _take(line: ContentLine, found: _Gathered) -> None:
    """A line into what it means to us; where it has more than that, the rest is kept."""
    name, values = line.name, found.values
    known: tuple[Any, ...] = ()
    if name in _TEXTS and _TEXTS[name] not in values:
        values[_TEXTS[name]] = unescaped(line.value) if name != "URL" else line.value
    elif name in _LISTS:
        parts = divided(line.value) if name in _DIVIDED else [line.value]
        found.lists.setdefault(_LISTS[name], []).extend(map(unescaped, parts))
    elif name in _REFERENCES and line.parameter("ENCODING").upper() != "BASE64":
        found.lists.setdefault(_REFERENCES[name], []).append(line.value)
        known = (_URI,)
    elif name in _NUMBERS and _NUMBERS[name] not in values:
        values[_NUMBERS[name]] = max(0, int(line.value))
    elif name in _MOMENTS and _MOMENTS[name] not in values:
        values[_MOMENTS[name]] = _moment(line.value)
    elif name in _WORDS and line.value.strip().upper() in _WORDS[name][1]:
        field_name, words = _WORDS[name]
        values[field_name] = words[line.value.strip().upper()]
    elif name == "GEO" and "position" not in values:
        values["position"] = _EVENT.by_name["position"].type.check(position_of(line.value))
    elif name == "ORGANIZER" and "organizer" not in values:
        values["organizer"] = line.value
        values["organizer_name"] = line.parameter("CN")
        known = tuple(each for each in line.parameters if each[0] == "CN")
    elif name == "ATTENDEE":
        found.attendees.append(read_attendee(line))
        return
    else:
        found.foreign.append(line.text)
        return
    more = tuple(each for each in line.parameters if each not in known)
    if more and (name not in _MOMENTS and name != "UID"):
        # The value, as it will be written, tells which of several lines the parameters are of.
        plain = name in _TEXTS or (name in _LISTS and name not in _DIVIDED)
        value = escaped(unescaped(line.value).strip()) if plain and name != "URL" else line.value
        kept = ContentLine(f"X-PADDOCK-{name}", value, more)
        found.marks.append(kept.text)


def _keep(line: ContentLine, found: _Gathered, why: str) -> None:
    found.foreign.append(line.text)
    found.faults.append(
        Fault(line.number, told("{name} was not understood: {why}", name=line.name, why=why))
    )


def _checked(found: _Gathered) -> dict[str, Any]:
    """Checked values; a text that is too long is cut, and said so."""
    values: dict[str, Any] = {}
    for name, value in found.values.items():
        if value in (None, "", (), False):
            continue
        try:
            values[name] = value if name == "times" else _EVENT.by_name[name].type.check(value)
        except ValueRefused as refused:
            if not isinstance(value, str) or refused.code != "too_long":
                found.faults.append(Fault(0, refused.message))
                continue
            limit = getattr(_EVENT.by_name[name].type, "limit", 500)
            values[name] = _EVENT.by_name[name].type.check(value[:limit])
            found.faults.append(Fault(0, told("{name} was too long and is cut", name=name)))
    return {name: value for name, value in values.items() if value not in ("", ())}


def _moment(text: str) -> Moment:
    when = read_moment(text)
    if isinstance(when, datetime):
        return Moment(when.date(), when.time(), 0)
    return Moment(when)


def _stamp(component: Component) -> datetime | None:
    text = component.value("DTSTAMP")
    try:
        moment = read_moment(text) if text else None
    except ValueRefused:
        return None
    return moment if isinstance(moment, datetime) else None
