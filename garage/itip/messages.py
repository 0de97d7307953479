"""iTIP messages as they are sent (RFC 5546): REQUEST, CANCEL, REPLY, COUNTER, DECLINECOUNTER."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal

from garage.calendar.series import InstanceId
from garage.calendar.times import EventTimes
from garage.content_lines import ContentLine
from garage.ics.calendar_writer import calendar_text
from garage.ics.event_writer import FullEvent
from garage.itip.addresses import calendar_address, key_of_address
from garage.itip.single import instance_of
from garage.moments import Moment
from garage.records.agenda import Attendee, Event

Method = Literal["REQUEST", "CANCEL", "REPLY", "COUNTER", "DECLINECOUNTER"]

_TOLD = (
    "uid", "recurrence", "following", "title", "times", "place", "position", "status", "free",
    "privacy", "categories", "url", "conferences", "attachments", "resources", "contacts",
    "priority", "notes",
)  # fmt: skip
"""What a guest is told of an event: not its alarms, its vehicle, nor what other programs keep."""
_OF_GUESTS = ("name", "role", "type", "delegated_to", "sent_by")


@dataclass(frozen=True, slots=True)
class Organizer:
    """Whom answers go to; `mail` is who it is where `address` is a mailbox for answers alone."""

    address: str
    name: str = ""
    mail: str = ""


@dataclass(frozen=True, slots=True)
class Issue:
    """Which state of an event a message is of: its revision, and when it was written."""

    organizer: Organizer
    sequence: int
    stamp: datetime


def request(events: Iterable[FullEvent], issue: Issue) -> str:
    """Invite, or tell what changed: a series with the instances that differ."""
    return _written("REQUEST", [_told(full, issue) for full in events])


def cancel(events: Iterable[FullEvent], issue: Issue, guest: str = "") -> str:
    """Call off whole events; with `guest` for that one alone."""
    told = [_told(full, issue, status="cancelled") for full in events]
    return _written("CANCEL", [_for_one(full, guest) if guest else full for full in told])


def cancel_instances(
    master: FullEvent, instances: Sequence[InstanceId], issue: Issue, guest: str = ""
) -> str:
    """Call off some instances of a series, which goes on."""
    alone = [instance_of(master, each) for each in instances]
    return cancel(alone, issue, guest)


def reply(
    events: Iterable[FullEvent], guest: str, issue: Issue, state: str, comment: str = ""
) -> str:
    """A guest's answer; `issue` is of what was asked, but for its stamp."""
    told = [_answer(_told(full, issue), guest, state, comment) for full in events]
    return _written("REPLY", told)


def counter(
    event: FullEvent, guest: str, issue: Issue, times: EventTimes, comment: str = ""
) -> str:
    """Another time that a guest proposes."""
    full = _answer(_told(event, issue), guest, "tentative", comment)
    return _written("COUNTER", [replace(full, event=replace(full.event, times=times))])


def decline_counter(event: FullEvent, guest: str, issue: Issue, comment: str = "") -> str:
    """Tell a guest that it stays at the time it was."""
    full = _for_one(_told(event, issue), guest)
    comments = (comment,) if comment else ()
    return _written("DECLINECOUNTER", [replace(full, event=replace(full.event, comments=comments))])


def of_guest(events: Iterable[FullEvent], guest: str) -> list[FullEvent]:
    """Those of a series and its instances that somebody is asked to."""
    key = key_of_address(guest)
    return [
        full
        for full in events
        if any(key_of_address(each.address) == key for each in full.attendees if not each.uninvited)
    ]


def _written(method: Method, events: Sequence[FullEvent]) -> str:
    return calendar_text(events, [ContentLine("METHOD", method)])


def _told(full: FullEvent, issue: Issue, status: str = "") -> FullEvent:
    event, organizer = full.event, issue.organizer
    said = {name: getattr(event, name) for name in _TOLD}
    stamp = issue.stamp.astimezone(UTC)
    if status:
        said["status"] = status
    mark = ""
    if organizer.mail and key_of_address(organizer.mail) != key_of_address(organizer.address):
        mark = ContentLine(
            "X-PADDOCK-ORGANIZER", organizer.address, (("EMAIL", (organizer.mail,)),)
        ).text  # fmt: skip
    told = Event(
        **{**said, "uid": event.uid or event.id}, organizer=organizer.address,
        organizer_name=organizer.name, sequence=issue.sequence, foreign=mark,
        modified=Moment(stamp.date(), stamp.time().replace(microsecond=0), 0),
    )  # fmt: skip
    guests = [_guest(each) for each in full.attendees if not each.uninvited]
    return FullEvent(told, guests)


def _guest(attendee: Attendee) -> Attendee:
    # Who has not answered is asked to.
    open_ = attendee.state in ("", "needs_action")
    said = {
        name: getattr(attendee, name)
        for name in ("name", "role", "type", "delegated_to", "sent_by")
    }
    mail = attendee.address
    return Attendee(
        **said, address=mail if ":" in mail else calendar_address(mail),
        state=attendee.state or "needs_action", rsvp=attendee.rsvp or open_,
    )  # fmt: skip


def _for_one(full: FullEvent, guest: str) -> FullEvent:
    key = key_of_address(guest)
    own = [each for each in full.attendees if key_of_address(each.address) == key]
    address = guest if ":" in guest else calendar_address(guest)
    return replace(full, attendees=own or [Attendee(address=address)])


def _answer(full: FullEvent, guest: str, state: str, comment: str) -> FullEvent:
    alone = _for_one(full, guest)
    (own,) = alone.attendees
    event = replace(full.event, comments=(comment,) if comment else ())
    return FullEvent(event, [replace(own, state=state, rsvp=False)])
