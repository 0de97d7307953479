"""What a program writes, read: one event with its overrides, or why it cannot be kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from garage.content_lines import unescaped
from garage.errors import ValueRefused
from garage.ics.components import Component, components
from garage.ics.event_reader import ReadEvent
from garage.ics.importing import key_of, read_calendar
from garage.records.fields import TEXT_LIMIT
from sync_server.calendars.dav_names import c
from sync_server.calendars.dav_properties import MOST_BYTES
from sync_server.calendars.dav_refused import Refused, invalid_data

MOST_EVENTS = 1_000
"""A series and its overrides."""
MOST_HANGING = 3_000
"""Attendees and alarms of all of them together: each is a record."""
LONGEST_UID = 500

_ELSEWHERE = frozenset(("VCALENDAR", "VTIMEZONE", "VEVENT"))
_TEXTS = {"SUMMARY": 500, "COLOR": 500}
"""Letters of what is not long; all else has TEXT_LIMIT."""


@dataclass(frozen=True)
class Sent:
    """A resource as it came: its text, and its events, the series first."""

    text: str
    uid: str
    events: Sequence[ReadEvent]


def read_sent(body: bytes, zone: str) -> Sent:
    """The event in a body; raises Refused, naming the precondition that it breaks.

    `zone` is where times are that a zone was lost of.
    """
    if len(body) > MOST_BYTES:
        raise Refused(c("max-resource-size"), f"over {MOST_BYTES} bytes")
    text = _text(body)
    try:
        found = list(components(body))
        uid = _check(found)
        read = read_calendar(body, zone or "UTC")
    except ValueRefused as refused:
        raise invalid_data(refused.message) from refused
    if read.refused:
        first = read.refused[0]
        raise invalid_data(f"line {first.line}: {first.reason}")
    keys = {key_of(event.values) for event in read.events}
    if len(keys) != sum(each.name == "VEVENT" for each in found) or {key[0] for key in keys} != {
        uid
    }:
        raise Refused(c("valid-calendar-object-resource"), "an instance is there twice")
    ordered = sorted(read.events, key=lambda each: "recurrence" in each.values)
    _check_lengths(ordered)
    return Sent(text, uid, ordered)


def _text(body: bytes) -> str:
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise invalid_data("this is not in UTF-8") from None
    if any(ord(letter) < 32 and letter not in "\t\r\n" for letter in text) or "\x7f" in text:
        raise invalid_data("there are control characters in it")
    return text


def _check(found: Sequence[Component]) -> str:
    """The one UID of a calendar that is as RFC 4791, section 4.1, wants it; raises Refused."""
    foreign = {each.name for each in found} - _ELSEWHERE
    if foreign:
        raise Refused(c("supported-calendar-component"), f"{sorted(foreign)[0]} is not kept here")
    calendars = [each for each in found if each.name == "VCALENDAR"]
    events = [each for each in found if each.name == "VEVENT"]
    if len(calendars) != 1 or not events:
        raise Refused(c("valid-calendar-object-resource"), "one calendar with one event is wanted")
    if len(events) > MOST_EVENTS:
        raise Refused(c("max-instances"), f"over {MOST_EVENTS} instances of their own")
    for each in found:
        if each.faults:
            fault = each.faults[0]
            raise invalid_data(f"line {fault.line}: {fault.message}")
    if calendars[0].line("METHOD") is not None:
        raise Refused(c("valid-calendar-object-resource"), "a resource has no METHOD")
    uids = {unescaped(each.value("UID")).strip() for each in events}
    if len(uids) != 1 or "" in uids:
        raise Refused(c("valid-calendar-object-resource"), "all that is in it has one UID")
    (uid,) = uids
    if len(uid) > LONGEST_UID:
        raise invalid_data(f"a UID has at most {LONGEST_UID} letters")
    _check_lines(events)
    attendees = sum(line.name == "ATTENDEE" for each in events for line in each.lines)
    if attendees + sum(len(each.parts) for each in events) > MOST_HANGING:
        raise Refused(c("max-attendees-per-instance"), f"over {MOST_HANGING} attendees and alarms")
    return uid


def _check_lines(events: Sequence[Component]) -> None:
    """That nothing would have to be cut; raises Refused."""
    for event in events:
        for line in event.lines:
            if len(line.value) > _TEXTS.get(line.name, TEXT_LIMIT):
                raise Refused(
                    c("max-resource-size"), f"line {line.number}: {line.name} is too long"
                )


def _check_lengths(events: Sequence[ReadEvent]) -> None:
    """What is kept as it came is one text of each event."""
    for event in events:
        if len(event.values.get("foreign", "")) >= TEXT_LIMIT:
            raise Refused(c("max-resource-size"), "there is too much of other programs in it")
