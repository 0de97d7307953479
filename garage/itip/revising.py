"""Whether an event changed so that its guests are to be told, or asked anew (RFC 5546, 2.1.4)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

import msgspec

from garage.calendar.series import InstanceId
from garage.ics.event_writer import FullEvent
from garage.records.agenda import Event

_SHOWN = (
    "title", "place", "url", "conferences", "attachments", "notes", "resources", "contacts",
    "privacy", "free",
)  # fmt: skip


def schedule_of(events: Iterable[FullEvent]) -> str:
    """A digest of when it is, and whether: another one raises SEQUENCE."""
    return _digest(_schedule(full.event) for full in _ordered(events))


def content_of(events: Iterable[FullEvent]) -> str:
    """A digest of all that guests are told, but for who answered what."""
    return _digest(
        [
            *_schedule(full.event),
            *(_json(getattr(full.event, name)) for name in _SHOWN),
            *_who(full),
        ]
        for full in _ordered(events)
    )


def next_sequence(told: int | None, event: int | None, *, rescheduled: bool) -> int:
    """The SEQUENCE to send: never lower than what was sent, and higher where the times changed."""
    if told is None:
        return event or 0
    return max(told + (1 if rescheduled else 0), event or 0 if rescheduled else told)


def removed_since(events: Iterable[FullEvent], told: Iterable[str]) -> list[InstanceId]:
    """Instances of a series that its exceptions took out since these were told of."""
    known = set(told)
    return [each for each in removed_of(events) if each.text not in known]


def removed_of(events: Iterable[FullEvent]) -> list[InstanceId]:
    """The instances that a series leaves out."""
    return [
        InstanceId(when, full.event.times.zone)
        for full in events
        if full.event.recurrence is None and full.event.times is not None
        for when in full.event.times.removed
    ]


def _ordered(events: Iterable[FullEvent]) -> list[FullEvent]:
    return sorted(
        events, key=lambda full: full.event.recurrence.text if full.event.recurrence else ""
    )


def _schedule(event: Event) -> list[Any]:
    cancelled = event.status == "cancelled"
    instance = event.recurrence.text if event.recurrence else ""
    return [instance, event.following, _json(event.times), cancelled]


def _shown(event: Event) -> list[Any]:
    return [_json(getattr(event, name)) for name in _SHOWN]


def _who(full: FullEvent) -> list[str]:
    return sorted(each.address.casefold() for each in full.attendees if not each.uninvited)


def _json(value: Any) -> Any:
    return value.to_json() if hasattr(value, "to_json") else value


def _digest(parts: Iterable[Any]) -> str:
    text = msgspec.json.encode(list(parts), order="sorted")
    return hashlib.sha256(text).hexdigest()[:32]
