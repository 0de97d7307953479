"""A message that came in, read leniently: answers of some programs have no start or organizer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, get_args

from garage.content_lines import ContentLine
from garage.errors import ValueRefused
from garage.ics.components import Component, components
from garage.ics.event_reader import ReadEvent, read_event
from garage.ics.zone_reader import ZoneBook
from garage.itip.messages import Method
from garage.words import N_, told

MOST_BYTES = 1_000_000
MOST_EVENTS = 400
_METHODS = frozenset(get_args(Method))
# What these are of is known here already: they need not say when it is.
_WITHOUT_START = frozenset(("REPLY", "CANCEL", "DECLINECOUNTER"))
_NO_START = "19700101T000000Z"


@dataclass(frozen=True, slots=True)
class Said:
    """One event of a message; `timed`: it says itself when it is."""

    read: ReadEvent
    timed: bool

    @property
    def values(self) -> Mapping[str, Any]:
        """Checked values of the event."""
        return self.read.values

    @property
    def sequence(self) -> int:
        """The revision that it is of."""
        return int(self.values.get("sequence") or 0)

    @property
    def stamp(self) -> datetime | None:
        """When it was written."""
        return self.read.stamp

    @property
    def comment(self) -> str:
        """What its writer said to it."""
        return "\n".join(self.values.get("comments", ()))


@dataclass(frozen=True, slots=True)
class Incoming:
    """An iTIP message: about one UID, a series and its instances."""

    method: Method
    uid: str
    events: tuple[Said, ...]

    @property
    def organizer(self) -> str:
        """Whose event it is; "" where the message does not say (Exchange's replies)."""
        return next((s.values["organizer"] for s in self.events if s.values.get("organizer")), "")


def read_message(data: bytes, zone: str = "UTC") -> Incoming:
    """Raises ValueRefused for what is no message, of a method that is none of ours, or too much."""
    if len(data) > MOST_BYTES:
        raise ValueRefused(N_("the invitation is too large"), N_("divide it"), "too_large")
    zones = ZoneBook.of(data, zone)
    found: list[Component] = []
    method = ""
    for component in components(data):
        if component.name == "VEVENT":
            found.append(component)
        elif component.name == "VCALENDAR":
            method = component.value("METHOD").strip().upper()
    if method not in _METHODS:
        raise ValueRefused(
            told("{method!r} is no invitation and no answer", method=method[:40]),
            N_("import it as a calendar"),
            "no_message",
        )
    events = [_said(each, zones, method) for each in found[:MOST_EVENTS]]
    uids = {said.values.get("uid", "") for said in events}
    if len(uids) != 1 or not next(iter(uids)):
        raise ValueRefused(
            N_("an invitation is about one event"), N_("import it as a calendar"), "no_message"
        )
    known: Method = method  # type: ignore[assignment]  # it was looked up above
    return Incoming(known, uids.pop(), tuple(events))


def _said(component: Component, zones: ZoneBook, method: str) -> Said:
    timed = component.line("DTSTART") is not None
    if not timed and method in _WITHOUT_START:
        recurrence = component.line("RECURRENCE-ID")
        start = (
            recurrence._replace(name="DTSTART") if recurrence else ContentLine("DTSTART", _NO_START)
        )
        component = replace(component, lines=[*component.lines, start])
    try:
        return Said(read_event(component, zones), timed)
    except OverflowError:
        raise ValueRefused(
            N_("a time of the event is past the calendar's end"), N_("correct it"), "bad_times"
        ) from None
