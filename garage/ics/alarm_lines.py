"""Alarms as iCalendar has them (RFC 5545, section 3.6.6; RFC 9074), read and written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from garage.calendar.durations import Duration
from garage.calendar.zones import find_zone, instant_of
from garage.content_lines import ContentLine, escaped, kept_lines, unescaped
from garage.errors import ValueRefused
from garage.ics.components import Component, Fault
from garage.ics.values import moment_text, read_moment
from garage.ics.zone_reader import ZoneBook
from garage.moments import Moment
from garage.records.agenda import Alarm
from garage.records.agenda_fields import Trigger
from garage.records.registry import kind_of
from garage.words import told

_ACTIONS = {"DISPLAY": "display", "AUDIO": "audio", "EMAIL": "email"}
_WORDS = {ours: word for word, ours in _ACTIONS.items()}
_KNOWN = frozenset(
    ("ACTION", "TRIGGER", "REPEAT", "DURATION", "DESCRIPTION", "SUMMARY", "UID", "ACKNOWLEDGED")
)
_ALARM = kind_of(Alarm)


def read_alarm(
    component: Component, zones: ZoneBook, faults: list[Fault]
) -> Mapping[str, Any] | None:
    """Checked values, or None for what is no alarm: ACTION:NONE, and what cannot be read."""
    action = component.value("ACTION").strip().upper()
    if action == "NONE":
        return None
    try:
        values: dict[str, Any] = {
            "trigger": _trigger(component, zones),
            "action": _ACTIONS.get(action, "display"),
            "title": unescaped(component.value("SUMMARY"))[:500],
            "notes": unescaped(component.value("DESCRIPTION")),
            "uid": unescaped(component.value("UID")),
            "addresses": tuple(line.value for line in component.lines if line.name == "ATTENDEE"),
        }
        if component.value("ACKNOWLEDGED"):
            values["acknowledged"] = _moment(component.value("ACKNOWLEDGED"))
        known = _KNOWN - (set() if action in _ACTIONS else {"ACTION"})
        values["foreign"] = "\n".join(_foreign(component, known))
        checked = _ALARM.check(values)
    except (ValueRefused, ValueError) as error:
        why = error.message if isinstance(error, ValueRefused) else str(error)
        faults.append(Fault(component.number, told("an alarm is left out: {why}", why=why)))
        return None
    return {name: value for name, value in checked.items() if value not in (None, "", ())}


def _foreign(component: Component, known: Iterable[str]) -> list[str]:
    lines = [
        line.text
        for line in component.lines
        if line.name not in known and (line.name != "ATTENDEE" or line.parameters)
    ]
    parts = [part.text.replace("\r\n ", "").replace("\r\n", "\n") for part in component.parts]
    return [*lines, *(part.strip() for part in parts)]


def _trigger(component: Component, zones: ZoneBook) -> Trigger:
    line = component.line("TRIGGER")
    value = line.value.strip() if line else "PT0S"
    repeat, every = component.value("REPEAT").strip(), component.value("DURATION").strip()
    again: dict[str, Any] = {}
    if repeat.isdigit() and int(repeat) and every:
        again = {"repeat": min(int(repeat), 100), "every": Duration.parse(every)}
    if line is not None and not value.upper().lstrip("+-").startswith("P"):
        moment = read_moment(value)
        if not isinstance(moment, datetime):
            moment = datetime(moment.year, moment.month, moment.day)
        if moment.tzinfo is None:
            # A time of the alarm is to be in UTC, but not all programs know.
            zone = zones.zone(line.parameter("TZID") or "UTC").name
            moment = instant_of(moment, find_zone(zone) or UTC)
        return Trigger(at=moment, **again)
    from_end = line is not None and line.parameter("RELATED").upper() == "END"
    return Trigger(Duration.parse(value), from_end, **again)


def _moment(text: str) -> Moment:
    when = read_moment(text)
    return Moment(when.date(), when.time(), 0) if isinstance(when, datetime) else Moment(when)


def alarm_component(values: Mapping[str, Any], title: str) -> Component | None:
    """The VALARM of an alarm's values, or None for one that waits for no time.

    `title` is the event's, for an alarm without a text of its own.
    """
    trigger: Trigger | None = values.get("trigger")
    if trigger is None or trigger.odometer is not None:
        return None
    found = kept_lines(values.get("foreign", ""))
    action = _WORDS.get(values.get("action", "display"), "DISPLAY")
    lines = [] if any(line.name == "ACTION" for line in found) else [ContentLine("ACTION", action)]
    if trigger.at is not None:
        at = moment_text(trigger.at.astimezone(UTC))
        lines.append(ContentLine("TRIGGER", at, (("VALUE", ("DATE-TIME",)),)))
    elif trigger.offset is not None:
        related = (("RELATED", ("END",)),) if trigger.from_end else ()
        lines.append(ContentLine("TRIGGER", trigger.offset.text, related))
    if trigger.every is not None:
        lines.append(ContentLine("REPEAT", str(trigger.repeat)))
        lines.append(ContentLine("DURATION", trigger.every.text))
    if values.get("title") or action == "EMAIL":
        lines.append(ContentLine("SUMMARY", escaped(values.get("title") or title)))
    if values.get("notes") or action != "AUDIO":
        lines.append(ContentLine("DESCRIPTION", escaped(values.get("notes") or title)))
    if values.get("uid"):
        lines.append(ContentLine("UID", escaped(values["uid"])))
    if values.get("acknowledged"):
        lines.append(ContentLine("ACKNOWLEDGED", moment_text(values["acknowledged"].instant)))
    with_more = {line.value for line in found if line.name == "ATTENDEE"}
    lines += [
        ContentLine("ATTENDEE", each)
        for each in values.get("addresses", ())
        if each not in with_more
    ]
    return Component("VALARM", lines=[*lines, *found])
