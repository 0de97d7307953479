"""Invitations: what one is asked to and how one answers, and what guests answered and propose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo

from client.errors import BadRequest
from client.operations.addresses import ADDRESSES, own_addresses, waits
from client.operations.event_line import line_context
from client.operations.event_records import change_record
from client.store import Changes, Query, Reader, Store, Transaction
from garage.calendar.times import EventTimes
from garage.calendar.zones import instant_of, wall_of
from garage.errors import ValueRefused
from garage.ics.event_writer import FullEvent
from garage.itip import messages
from garage.itip.addresses import key_of_address
from garage.itip.messages import Issue, Organizer
from garage.moments import Moment
from garage.quick.events import understand_event
from garage.reading import Reading
from garage.records import kind_named
from garage.records.agenda import Attendee, Event
from garage.words import N_

WORDS = {"yes": "accepted", "maybe": "tentative", "no": "declined"}
"""How an answer is said, and how it is kept."""
ANSWERS: Mapping[str, str] = {
    "accepted": N_("Accept"), "tentative": N_("Maybe"), "declined": N_("Decline"),
}  # fmt: skip


@dataclass(frozen=True)
class Invitation:
    """An event that one is asked to, and one's own place among its guests."""

    event: Event
    attendee: Attendee

    @property
    def state(self) -> str:
        """The answer so far."""
        return self.attendee.state or "needs_action"

    @property
    def by(self) -> str:
        """Who asks."""
        event = self.event
        return event.organizer_name or event.organizer.partition(":")[2] or event.organizer


@dataclass(frozen=True)
class Proposal:
    """Something that a guest wants of the organizer: another time, or to take part at all."""

    attendee: Attendee

    @property
    def who(self) -> str:
        """What they are called."""
        attendee = self.attendee
        return attendee.name or attendee.address.partition(":")[2] or attendee.address

    @property
    def times(self) -> EventTimes | None:
        """The time they propose; None: they only ask to take part."""
        return self.attendee.proposed


def be_called(store: Store, address: str) -> None:
    """Remember an address as one's own; a setting of this profile."""
    known = store.read(lambda reader: reader.settings().get("invitations") or {})
    listed = [*known.get(ADDRESSES, ()), key_of_address(address)]
    store.set_settings({"invitations": {**known, ADDRESSES: list(dict.fromkeys(listed))}})


def open_invitations(reader: Reader, now: datetime) -> tuple[Invitation, ...]:
    """Those that wait for an answer and are not over, by their start."""
    found = [
        each
        for each in _mine(reader, Query(where=waits()))
        if each.event.status != "cancelled" and not _is_over(each.event, now)
    ]
    return tuple(sorted(found, key=_start))


def invitation_to(reader: Reader, event: str) -> Invitation | None:
    """One's own place among the guests of an event; None where one is none of them."""
    return next(_mine(reader, Query(owner=event)), None)


def _mine(reader: Reader, query: Query) -> Iterator[Invitation]:
    own = own_addresses(reader)
    if not own:
        return
    for each in reader.all(Attendee, query):
        if key_of_address(each.address) not in own or each.uninvited:
            continue
        event = reader.find(each.event)
        if not isinstance(event, Event) or event.deleted or event.times is None:
            continue
        # Whose event it is has nothing to answer.
        if event.organizer and key_of_address(event.organizer) not in own:
            yield Invitation(event, each)


def _is_over(event: Event, now: datetime) -> bool:
    times = event.times
    if times is None or times.recurs:
        return False
    end = times.end or times.start
    wall = end if isinstance(end, datetime) else datetime(end.year, end.month, end.day)
    return wall.replace(tzinfo=times.tz(now.tzinfo or UTC)) < now


def _start(invitation: Invitation) -> tuple[str, str]:
    times = invitation.event.times
    return (times.start.isoformat() if times is not None else ""), invitation.event.id


def proposals_for(reader: Reader, event: str) -> tuple[Proposal, ...]:
    """What guests want of one's own event; none for one that is somebody else's."""
    found = reader.find(event)
    if not isinstance(found, Event) or invitation_to(reader, event) is not None:
        return ()
    return tuple(
        Proposal(each)
        for each in reader.all(Attendee, Query(owner=event))
        if each.proposed is not None or each.uninvited
    )


# ---------------------------------------------------------------------- answers


def answer(
    store: Store,
    event: str,
    state: str,
    comment: str = "",
    proposed: EventTimes | None = None,
) -> Changes:
    """Answer an invitation; the server takes it to whoever asked.

    `state` is "accepted", "tentative" or "declined". `proposed` is another time that one would
    rather come at. Raises BadRequest for an event that one is not asked to.
    """
    if state not in ANSWERS:
        raise BadRequest(N_("this is no answer"), N_("say yes, maybe or no"))
    kind = kind_named("attendee")

    def work(transaction: Transaction) -> str:
        found = invitation_to(Reader(transaction.connection), event)
        if found is None:
            raise BadRequest(
                N_("you are not asked to this event"), N_("look at the list of invitations")
            )
        values = {
            "state": state, "notes": comment or None, "proposed": proposed, "rsvp": None,
            "answered": _now(transaction),
        }  # fmt: skip
        transaction.change(kind, found.attendee.id, values, found.attendee.space)
        return found.event.title or kind.label

    return store.operate(work, "edit", "")


def propose(
    store: Store, event: str, words: str, reading: Reading, zone: tzinfo, comment: str = ""
) -> Changes:
    """Answer with another time, said in words ("Wednesday 15:00"); raises ValueRefused.

    It is as long as the event is.
    """

    def read(reader: Reader) -> EventTimes:
        understood = understand_event(words, line_context(reader, reading, zone))
        found = invitation_to(reader, event)
        times, before = understood.times, found.event.times if found is not None else None
        if times is None:
            raise ValueRefused(
                N_("this is no time"), N_("write it as “Wednesday 15:00”"), "bad_time"
            )
        if before is None or before.end is None or before.all_day is not times.all_day:
            return times
        return replace(times, end=times.start + (before.end - before.start), duration=None)

    return answer(store, event, "tentative", comment, store.read(read))


def take_over(store: Store, attendee: str) -> Changes:
    """Do what a guest proposes: move the event to their time, or make them a guest."""
    kind = kind_named("attendee")

    def work(transaction: Transaction) -> str:
        reader = Reader(transaction.connection)
        guest = reader.get(Attendee, attendee)
        event = reader.get(Event, guest.event)
        if guest.proposed is not None and event.times is not None:
            change_record(transaction, event, {"times": _at(event.times, guest.proposed)})
        values = {"proposed": None, "uninvited": None, "state": "accepted"}
        transaction.change(kind, guest.id, values, guest.space)
        return event.title

    return store.operate(work, "edit", "")


def _at(before: EventTimes, proposed: EventTimes) -> EventTimes:
    """The event's times moved to a guest's, in the zone in which the event is."""
    start, end, zone = proposed.start, proposed.end, proposed.zone
    if isinstance(start, datetime) and zone and before.zone and zone != before.zone:
        there, here = proposed.tz(UTC), before.tz(UTC)
        start = wall_of(instant_of(start, there), here)
        end = wall_of(instant_of(end, there), here) if isinstance(end, datetime) else None
        zone = before.zone
    return replace(before, start=start, end=end, duration=proposed.duration, zone=zone, end_zone="")


def decline_proposal(store: Store, attendee: str) -> Changes:
    """Leave the event as it is; who only asked to take part is taken from the list."""
    kind = kind_named("attendee")

    def work(transaction: Transaction) -> str:
        reader = Reader(transaction.connection)
        guest = reader.get(Attendee, attendee)
        if guest.uninvited:
            transaction.mark_deleted(kind, guest.id, True, guest.space)
        else:
            transaction.change(kind, guest.id, {"proposed": None}, guest.space)
        return reader.get(Event, guest.event).title

    return store.operate(work, "edit", "")


def _now(transaction: Transaction) -> Moment:
    present = datetime.fromtimestamp(transaction.now // 1000, UTC)
    return Moment(present.date(), present.time(), 0)


# ---------------------------------------------------------------------- as a file


def reply_text(reader: Reader, event: str) -> str:
    """One's answer as iTIP has it, to be mailed by hand where no server does.

    Raises ValueRefused while there is no answer yet, and for what one is not asked to.
    """
    found = invitation_to(reader, event)
    if found is None or found.state == "needs_action":
        raise ValueRefused(N_("there is no answer yet"), N_("answer first"), "no_answer")
    told, guest = found.event, found.attendee
    written = guest.answered.instant if guest.answered else datetime.now(UTC)
    issue = Issue(Organizer(told.organizer, told.organizer_name), told.sequence or 0, written)
    full = FullEvent(told, [guest])
    if guest.proposed is not None:
        return messages.counter(full, guest.address, issue, guest.proposed, guest.notes)
    return messages.reply([full], guest.address, issue, guest.state, guest.notes)
