"""What changed of an event since a guest was told of it, instance by instance."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import RowMapping

from garage.calendar.series import InstanceId
from garage.ics.event_writer import FullEvent
from garage.itip.addresses import key_of_address
from garage.itip.revising import moved_between, removed_since, schedule_of
from garage.records.agenda import Attendee

MOST_INSTANCES = 30
"""Called off one by one; above, the series is told anew."""


def asked_anew(before: RowMapping, events: Sequence[FullEvent]) -> frozenset[str]:
    """The instances ("": the series) to which an answer of before counts no more.

    Whose own proposal the new time is has agreed to it; a series that is only less often stays.
    """
    if only_gone(events, before):
        return frozenset()
    wishes = json.loads(before["proposed"] or "{}")
    moved = moved_between(before["schedule"], schedule_of(events))
    return moved - {
        name_of(full)
        for full in events
        if name_of(full) in wishes
        and full.event.times is not None
        and _start(wishes[name_of(full)]["times"]) == _start(full.event.times.to_json())
    }


def is_anew(full: FullEvent, moved: frozenset[str]) -> bool:
    """Whether an event is among what is asked anew: an instance with its whole series as well."""
    return "" in moved or name_of(full) in moved


def name_of(full: FullEvent) -> str:
    """What names an instance; "" for the series."""
    return full.event.recurrence.text if full.event.recurrence else ""


def _start(times: Any) -> Any:
    return times.get("start")


def proposals(guest: str, events: Sequence[FullEvent]) -> str:
    """JSON of what a guest proposes for which instance, and with which answer; "" for none."""
    found = {
        name_of(full): {"times": own.proposed.to_json(), "answered": _answered(own)}
        for full in events
        for own in full.attendees
        if key_of_address(own.address) == guest and own.proposed is not None
    }
    return json.dumps(found, sort_keys=True) if found else ""


def put_aside(guest: str, events: Sequence[FullEvent], before: str) -> list[FullEvent]:
    """The events of whose proposals of before there is no more, by no answer of the guest."""
    known = json.loads(before or "{}")
    return [
        full
        for full in events
        for own in full.attendees
        if key_of_address(own.address) == guest
        and own.proposed is None
        and name_of(full) in known
        and known[name_of(full)]["answered"] == _answered(own)
    ]


def _answered(own: Attendee) -> str:
    return own.answered.iso if own.answered else ""


def only_gone(events: Sequence[FullEvent], before: RowMapping | None) -> list[InstanceId]:
    """The instances that were left out since, where nothing else of the times changed."""
    if before is None:
        return []
    known: list[str] = json.loads(before["removed"])
    gone = removed_since(events, known)
    if not 0 < len(gone) <= MOST_INSTANCES:
        return []
    names = {each.when for each in gone}
    back = [_put_back(full, names) for full in events]
    return gone if schedule_of(back) == before["schedule"] else []


def _put_back(full: FullEvent, whens: set[Any]) -> FullEvent:
    times = full.event.times
    if full.event.recurrence is not None or times is None:
        return full
    kept = tuple(each for each in times.removed if each not in whens)
    return replace(full, event=replace(full.event, times=replace(times, removed=kept)))
