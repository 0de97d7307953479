"""What a guest's answer does to the organizer's event (RFC 5546, sections 2.1.5 and 3.2.3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from garage.calendar.series import InstanceId
from garage.ics.event_writer import FullEvent
from garage.ics.importing import instant_key
from garage.itip.addresses import key_of_address
from garage.itip.incoming import Incoming, Said
from garage.itip.single import is_instance
from garage.moments import Moment
from garage.records.agenda import Attendee

ANSWERS = ("accepted", "declined", "tentative", "delegated", "needs_action")


@dataclass(frozen=True, slots=True)
class Answer:
    """What becomes of an attendee: fields of the record `attendee`, or (no id) of a new one.

    `instance`: an instance of the series that has no record of its own yet, and needs one first.
    """

    event: str
    attendee: str
    values: Mapping[str, Any]
    instance: InstanceId | None = None


@dataclass(frozen=True, slots=True)
class Ignored:
    """Nothing is changed, and why."""

    why: Literal["stale", "unknown", "nobody", "mine"]


Effect = Answer | Ignored


def effects_of(
    message: Incoming, family: Sequence[FullEvent], sequence: int, guest: str = ""
) -> list[Effect]:
    """What a REPLY or COUNTER does, event by event.

    `family` is the organizer's series with its instances, `sequence` the revision that guests were
    told last. `guest` is who sent it where that is known for certain: nobody else is answered for.
    """
    return [effect for said in message.events for effect in _of_event(message, said, family,
            sequence, guest)]  # fmt: skip


def _of_event(
    message: Incoming, said: Said, family: Sequence[FullEvent], sequence: int, guest: str
) -> list[Effect]:
    instance: InstanceId | None = said.values.get("recurrence")
    target = _target(family, instance)
    if target is None:
        return [Ignored("unknown")]
    if instance is not None and not _stands(target, instance):
        return [Ignored("unknown")]
    if said.sequence < sequence:
        return [Ignored("stale")]
    own = [each for each in said.read.attendees if _is(each.get("address", ""), guest)]
    if not own:
        return [Ignored("nobody")]
    # A reply has one attendee; a counter may list them all, and is of who wrote it.
    return [_of_attendee(message, said, target, instance, own[0])]


def _of_attendee(
    message: Incoming,
    said: Said,
    target: FullEvent,
    instance: InstanceId | None,
    own: Mapping[str, Any],
) -> Effect:
    address = own.get("address", "")
    if key_of_address(address) == key_of_address(target.event.organizer):
        return Ignored("mine")
    there = next((each for each in target.attendees if _is(each.address, address)), None)
    stamp = _moment(said)
    if there is not None and _is_later(there, stamp):
        return Ignored("stale")
    values: dict[str, Any] = {"answered": stamp, "notes": said.comment or None}
    if message.method == "COUNTER":
        values |= {"proposed": said.values["times"], "state": "tentative"}
    else:
        state = own.get("state") or "needs_action"
        values |= {"state": state, "proposed": None, "rsvp": None}
        for name in ("delegated_to", "delegated_from"):
            if own.get(name):
                values[name] = own[name]
    new = instance if instance is not None and target.event.recurrence is None else None
    if there is None:
        values |= {"address": address, "uninvited": True}
        if own.get("name"):
            values["name"] = own["name"]
    return Answer(target.event.id, there.id if there is not None else "", values, new)


def _target(family: Sequence[FullEvent], instance: InstanceId | None) -> FullEvent | None:
    """The record that an answer is to: an instance's own, else the series."""
    if instance is not None:
        key = instant_key(instance)
        for full in family:
            if full.event.recurrence is not None and instant_key(full.event.recurrence) == key:
                return full
    return next((full for full in family if full.event.recurrence is None), None)


def _stands(target: FullEvent, instance: InstanceId) -> bool:
    """Whether the organizer's event has that instance: nobody makes others by answering."""
    event = target.event
    return event.recurrence is not None or (
        event.times is not None and is_instance(event.times, instance)
    )


def _is(address: str, guest: str) -> bool:
    return not guest or key_of_address(address) == key_of_address(guest)


def _is_later(there: Attendee, stamp: Moment | None) -> bool:
    """Whether a later answer is here already."""
    if there.answered is None:
        return False
    return stamp is None or stamp.instant < there.answered.instant


def _moment(said: Said) -> Moment | None:
    if said.stamp is None:
        return None
    return Moment(said.stamp.date(), said.stamp.time(), 0)
