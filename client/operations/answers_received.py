"""Answers, proposals and cancellations that come as a file: what they do to what is here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from client.errors import BadFile
from client.operations.addresses import own_addresses
from client.operations.event_records import change_record
from client.operations.records import completed
from client.store import Changes, Query, Reader, Store, Transaction
from client.store.codec import codec
from garage.calendar.edits import without
from garage.errors import ValueRefused
from garage.ics.event_writer import FullEvent
from garage.ics.times_writer import in_series
from garage.itip.addresses import key_of_address
from garage.itip.effects import Answer, Effect, effects_of
from garage.itip.incoming import Incoming, Said, read_message
from garage.records import kind_named
from garage.records.agenda import Attendee, Event
from garage.words import N_

METHODS = frozenset(("REPLY", "COUNTER", "CANCEL", "DECLINECOUNTER"))
"""What is no calendar to be imported, but something to be done to an event."""


@dataclass(frozen=True)
class Received:
    """What a message did: to how many events or guests, and in which calendar."""

    title: str
    calendar: str
    done: int
    stale: int
    changes: Changes


def receive(store: Store, data: bytes, zone: str = "UTC", *, dry_run: bool = False) -> Received:
    """Do what a message says; raises BadFile where it is of no event that is here."""
    try:
        message = read_message(data, zone)
    except ValueRefused as refused:
        raise BadFile(refused.message, refused.hint) from refused
    family = store.read(lambda reader: _family(reader, message.uid))
    if not family:
        raise BadFile(
            N_("this is an answer to an event that is not here"),
            N_("open it in the garage that has the event"),
        )
    first = family[0].event
    if message.method in _NEWS:
        own = store.read(own_addresses)
        work: _Cancelled | _Answered = _Cancelled(message, family, own)
    else:
        work = _Answered(message, family)
    changes = Changes()
    if work.done and not dry_run:
        changes = store.operate(work.write, "import", first.title)
    return Received(first.title, first.calendar, work.done, work.stale, changes)


_NEWS = ("CANCEL", "DECLINECOUNTER")


def _family(reader: Reader, uid: str) -> list[FullEvent]:
    column = codec(kind_named("event")).table.c.uid
    events = reader.all(Event, Query(where=column == uid))
    return [FullEvent(each, reader.all(Attendee, Query(owner=each.id))) for each in events]


class _Answered:
    """A guest's answer to an event of one's own."""

    def __init__(self, message: Incoming, family: Sequence[FullEvent]) -> None:
        # Which revision a file was of that was sent by hand nobody knows: its time tells.
        found: list[Effect] = effects_of(message, family, 0)
        self._family = family
        self._answers = [each for each in found if isinstance(each, Answer)]
        self.done = len(self._answers)
        self.stale = len(found) - self.done

    def write(self, transaction: Transaction) -> None:
        kind = kind_named("attendee")
        for each in self._answers:
            space = next(f.event.space for f in self._family if f.event.id == each.event)
            if each.attendee:
                transaction.change(kind, each.attendee, kind.check(dict(each.values)), space)
            else:
                values = completed(kind, {**each.values, "event": each.event})
                transaction.add(kind, values, space=space)


class _Cancelled:
    """An event that one was asked to was called off, or stays at the time it was."""

    def __init__(self, message: Incoming, family: Sequence[FullEvent], own: frozenset[str]) -> None:
        self._message = message
        self._own = own
        # Of two events of one identifier, only theirs.
        by = key_of_address(message.organizer)
        self._family = [each for each in family if self._asks(by, each.event)]
        self._said = [each for each in message.events if self._is_theirs(each)]
        self.done = len(self._said)
        self.stale = len(message.events) - self.done

    def _asks(self, by: str, event: Event) -> bool:
        """Only who asked may call off; what nobody asks to is one's own."""
        if not event.organizer:
            return not by or by in self._own
        return by == key_of_address(event.organizer)

    def _is_theirs(self, said: Said) -> bool:
        """Nobody calls off with an older state, or in a part that names somebody else."""
        by = said.values.get("organizer", "")
        if not self._family or key_of_address(by) != key_of_address(self._message.organizer):
            return False
        return said.sequence >= (self._family[0].event.sequence or 0)

    def write(self, transaction: Transaction) -> None:
        if self._message.method == "DECLINECOUNTER":
            return
        for said in self._said:
            instance = said.values.get("recurrence")
            master = next((f.event for f in self._family if f.event.recurrence is None), None)
            if instance is None or master is None or master.times is None:
                for full in self._family:
                    change_record(transaction, full.event, {"status": "cancelled"})
            else:
                at, _ = in_series(instance, master.times)
                change_record(transaction, master, {"times": without(master.times, at)})
