"""Attendees as iCalendar has them (RFC 5545, section 3.8.4.1), read and written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from garage.content_lines import ContentLine, Parameter, kept_parameters
from garage.records.agenda import Attendee
from garage.records.registry import kind_of

_ROLES = {
    "CHAIR": "chair", "REQ-PARTICIPANT": "required", "OPT-PARTICIPANT": "optional",
    "NON-PARTICIPANT": "informed",
}  # fmt: skip
_STATES = {
    "NEEDS-ACTION": "needs_action", "ACCEPTED": "accepted", "DECLINED": "declined",
    "TENTATIVE": "tentative", "DELEGATED": "delegated",
}  # fmt: skip
_TYPES = {
    "INDIVIDUAL": "individual", "GROUP": "group", "RESOURCE": "resource", "ROOM": "room",
    "UNKNOWN": "unknown",
}  # fmt: skip
_CHOICES = {"ROLE": ("role", _ROLES), "PARTSTAT": ("state", _STATES), "CUTYPE": ("type", _TYPES)}
_LISTS = {"DELEGATED-TO": "delegated_to", "DELEGATED-FROM": "delegated_from"}
_TEXTS = {"CN": "name", "SENT-BY": "sent_by"}
_ATTENDEE = kind_of(Attendee)
_NOWHERE = "invalid:nomail"
"""What Apple's programs write for who has no address: readers refuse a line without a value."""


def read_attendee(line: ContentLine) -> Mapping[str, Any]:
    """Checked values; parameters that we do not know are kept in `foreign`."""
    values: dict[str, Any] = {"address": line.value.strip().removeprefix(_NOWHERE)}
    foreign: list[Parameter] = []
    for name, given in line.parameters:
        first = given[0] if given else ""
        word = _CHOICES[name][1].get(first.upper()) if name in _CHOICES else None
        if word is not None:
            values[_CHOICES[name][0]] = word
        elif name in _TEXTS:
            values[_TEXTS[name]] = first[:500]
        elif name in _LISTS:
            values[_LISTS[name]] = given
        elif name == "RSVP":
            values["rsvp"] = first.upper() == "TRUE"
        else:
            foreign.append((name, given))
    if foreign:
        values["foreign"] = ContentLine("X", "", tuple(foreign)).text[1:-1]
    checked = _ATTENDEE.check(values)
    return {name: value for name, value in checked.items() if value not in (None, "", ())}


def attendee_line(values: Mapping[str, Any]) -> ContentLine:
    """The line of an attendee's values."""
    parameters: list[Parameter] = []
    for name, (field, words) in _CHOICES.items():
        for word, ours in words.items():
            if values.get(field) == ours:
                parameters.append((name, (word,)))
    if "rsvp" in values:
        parameters.append(("RSVP", ("TRUE" if values["rsvp"] else "FALSE",)))
    parameters += [(n, (values[f],)) for n, f in _TEXTS.items() if values.get(f)]
    parameters += [(n, tuple(values[f])) for n, f in _LISTS.items() if values.get(f)]
    if values.get("foreign"):
        parameters += kept_parameters(values["foreign"])
    return ContentLine("ATTENDEE", values.get("address") or _NOWHERE, tuple(parameters))
