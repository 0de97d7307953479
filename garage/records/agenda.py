"""The calendar's kinds: calendars, events, who attends, alarms, what is subscribed and shared.

An event with `recurrence` is an override: it stands for one instance of the series of the same
`uid` in the same calendar, or (`following`) for that one and all after it.
"""

from __future__ import annotations

from dataclasses import dataclass

from garage.calendar.series import InstanceId
from garage.calendar.times import EventTimes
from garage.moments import Day, Moment
from garage.records import declare
from garage.records.agenda_fields import (
    EventTimesField,
    InstanceField,
    TextListField,
    Trigger,
    TriggerField,
)
from garage.records.fields import TextField
from garage.records.registry import Record, declared, drafted
from garage.words import N_

STATUSES = {
    "tentative": N_("Tentative"),
    "confirmed": N_("Confirmed"),
    "cancelled": N_("Cancelled"),
}
PRIVACIES = {
    "public": N_("Public"),
    "private": N_("Private"),
    "confidential": N_("Confidential"),
}
ATTENDANCES = {
    "needs_action": N_("Not answered"),
    "accepted": N_("Accepted"),
    "declined": N_("Declined"),
    "tentative": N_("Maybe"),
    "delegated": N_("Delegated"),
}
ROLES = {
    "chair": N_("Chair"),
    "required": N_("Required"),
    "optional": N_("Optional"),
    "informed": N_("For information"),
}
ATTENDEE_TYPES = {
    "individual": N_("Person"),
    "group": N_("Group"),
    "resource": N_("Resource"),
    "room": N_("Room"),
    "unknown": N_("Unknown"),
}
ACTIONS = {
    "display": N_("Show a message"),
    "audio": N_("Play a sound"),
    "email": N_("Send an e-mail"),
}
CHANNELS = {"desktop": N_("Desktop"), "email": N_("E-mail"), "push": N_("Push")}
BOOKKEEPING = {
    "event": frozenset({"sequence", "created", "modified"}),
    "alarm": frozenset({"acknowledged"}),
    "subscription": frozenset({"fetched", "etag", "fault"}),
}
"""Kind → fields that programs write beside what a person does: one that lost is not told."""
DETAILS = {
    "busy": N_("Only when one is busy"),
    "titles": N_("Titles and times"),
    "full": N_("Everything"),
}


def _texts(label: str) -> tuple[str, ...]:
    return declared(TextListField(), label, default=())  # type: ignore[no-any-return]  # a field


def _foreign() -> str:
    type_ = TextField(long=True, searched=False)
    return declared(  # type: ignore[no-any-return]  # a field
        type_, N_("From other programs"), default="", hidden=True
    )


@drafted("calendar", N_("Calendar"), N_("Calendars"), owner=None, when=None, natural_key=("name",))
@dataclass(frozen=True, kw_only=True)
class Calendar(Record):
    """A calendar; a private or restricted one is in an enclosed space."""

    name: str = declare.text(N_("Name"), heading=True, required=True)
    colour: str = declare.text(N_("Colour"), searched=False)
    of: str = declare.choice(
        N_("Filled with"),
        {
            "events": N_("Events"),
            "reminders": N_("Due reminders"),
            "warranties": N_("Warranties"),
            "insurance": N_("Insurance"),
            "inspections": N_("Inspections"),
            "plan": N_("Plan"),
        },
        initial="events",
    )
    zone: str = declare.text(N_("Time zone"), searched=False)
    muted: bool = declare.flag(N_("No reminders"))
    shows_busy: bool = declare.flag(N_("Others see when one is busy"))
    """Who shares a space with its maker is told at which times they are busy, and nothing else."""
    order: str = declare.text(N_("Place in the list"), searched=False)


@drafted(
    "event", N_("Event"), N_("Events"), owner="calendar", when="times",
    natural_key=("uid", "recurrence"),
)  # fmt: skip
@dataclass(frozen=True, kw_only=True)
class Event(Record):
    """Something on a day or at a time; `notes` are its description."""

    calendar: str = declare.reference(N_("Calendar"), "calendar", required=True)
    uid: str = declare.text(N_("Identifier"), searched=False)
    recurrence: InstanceId | None = declared(InstanceField(), N_("Stands for"), hidden=True)
    following: bool = declare.flag(N_("And all after it"))
    title: str = declare.text(N_("Title"), heading=True)
    times: EventTimes | None = declared(EventTimesField(), N_("When"), required=True)
    place: str = declare.text(N_("Place"), long=True)
    position: str = declare.position(N_("Position"))
    status: str = declare.choice(N_("Status"), STATUSES)
    free: bool = declare.flag(N_("Does not block time"))
    privacy: str = declare.choice(N_("Privacy"), PRIVACIES)
    categories: tuple[str, ...] = _texts(N_("Categories"))
    colour: str = declare.text(N_("Colour"), searched=False)
    url: str = declare.text(N_("Web page"), long=True, searched=False)
    conferences: tuple[str, ...] = _texts(N_("Conference"))
    attachments: tuple[str, ...] = _texts(N_("Attachments"))
    images: tuple[str, ...] = _texts(N_("Pictures"))
    resources: tuple[str, ...] = _texts(N_("Resources"))
    contacts: tuple[str, ...] = _texts(N_("Contact"))
    comments: tuple[str, ...] = _texts(N_("Comments"))
    related: tuple[str, ...] = _texts(N_("Belongs to"))
    """Identifiers of other events; what a series was divided from among them."""
    priority: int | None = declare.whole(N_("Priority"), 0, 9)
    organizer: str = declare.text(N_("Organizer"), long=True)
    """An address, as "mailto:anna@example.com"."""
    organizer_name: str = declare.text(N_("Organizer's name"))
    sequence: int | None = declare.whole(N_("Revision"), 0, 2**31 - 1)
    created: Moment | None = declare.moment(N_("Created"))
    modified: Moment | None = declare.moment(N_("Last changed"))
    vehicle: str = declare.reference(N_("Vehicle"), "vehicle")
    reminder: str = declare.reference(N_("Reminder"), "reminder", "plan_item", "inspection")
    person: str = declare.reference(N_("Person"), "contact")
    foreign: str = _foreign()
    """Content lines and components that this version does not know, as they came."""


@drafted("attendee", N_("Attendee"), N_("Attendees"), owner="event", when=None,
         natural_key=("address",))  # fmt: skip
@dataclass(frozen=True, kw_only=True)
class Attendee(Record):
    """Somebody, or something, that takes part in an event."""

    event: str = declare.reference(N_("Event"), "event", required=True)
    address: str = declare.text(N_("Address"), heading=True, long=True)
    name: str = declare.text(N_("Name"), heading=True)
    role: str = declare.choice(N_("Role"), ROLES)
    state: str = declare.choice(N_("Answer"), ATTENDANCES)
    type: str = declare.choice(N_("Kind"), ATTENDEE_TYPES)
    rsvp: bool = declare.flag(N_("Asked to answer"))
    delegated_to: tuple[str, ...] = _texts(N_("Delegated to"))
    delegated_from: tuple[str, ...] = _texts(N_("Delegated from"))
    sent_by: str = declare.text(N_("Sent by"), long=True)
    person: str = declare.reference(N_("Person"), "contact")
    answered: Moment | None = declare.moment(N_("Answered"))
    """When the answer was written that `state` and `notes` tell."""
    proposed: EventTimes | None = declared(EventTimesField(), N_("Proposed time"))
    uninvited: bool = declare.flag(N_("Asks to take part"))
    """Somebody answered whom nobody had asked: shown, and no guest until taken in."""
    foreign: str = _foreign()
    """Its other parameters, as ";NAME=value"."""


@drafted("alarm", N_("Alarm"), N_("Alarms"), owner="event", when=None, natural_key=("trigger",))
@dataclass(frozen=True, kw_only=True)
class Alarm(Record):
    """Something that makes one think of an event in time, or of what is due in the garage."""

    event: str = declare.reference(
        N_("Event"), "event", "reminder", "plan_item", "inspection", "insurance_policy", "service",
        "repair", "upgrade", "work_line", required=True,
    )  # fmt: skip
    trigger: Trigger | None = declared(TriggerField(), N_("When"), required=True)
    action: str = declare.choice(N_("What happens"), ACTIONS, initial="display")
    channels: tuple[str, ...] = declare.choices(N_("Told by"), CHANNELS)
    title: str = declare.text(N_("Subject"))
    addresses: tuple[str, ...] = _texts(N_("Sent to"))
    uid: str = declare.text(N_("Identifier"), searched=False)
    acknowledged: Moment | None = declare.moment(N_("Acknowledged"))
    foreign: str = _foreign()


@drafted("subscription", N_("Subscription"), N_("Subscriptions"), owner="calendar", when=None,
         natural_key=("url",))  # fmt: skip
@dataclass(frozen=True, kw_only=True)
class Subscription(Record):
    """A foreign feed that fills a calendar; its alarms are quiet unless asked for."""

    calendar: str = declare.reference(N_("Calendar"), "calendar", required=True)
    url: str = declare.text(N_("Address"), long=True, required=True, searched=False)
    every: str = declare.text(N_("Read every"), searched=False)
    """A duration, as "PT12H"."""
    alarms: bool = declare.flag(N_("With its reminders"))
    fetched: Moment | None = declare.moment(N_("Last read"))
    etag: str = declare.text(N_("Version"), searched=False)
    fault: str = declare.text(N_("What went wrong"), searched=False)


@drafted("shared_feed", N_("Shared feed"), N_("Shared feeds"), owner=None, when=None,
         natural_key=("name",))  # fmt: skip
@dataclass(frozen=True, kw_only=True)
class SharedFeed(Record):
    """An address at which others read a calendar; who has the address needs no password."""

    name: str = declare.text(N_("Name"), heading=True, required=True)
    of: str = declare.reference(N_("What is shared"), "calendar", "vehicle")
    detail: str = declare.choice(N_("How much"), DETAILS, initial="busy")
    once: bool = declare.flag(N_("For one use"))
    until: Day | None = declare.day(N_("Until"))
    token: str = declare.text(N_("Token's hash"), searched=False)
    revoked: bool = declare.flag(N_("Revoked"))
    used: Moment | None = declare.moment(N_("Last used"))


# The server keeps what it shares itself, with hashes of its tokens. The kind stays: profiles and
# exports name it, and the roles say by it who may share.
AGENDA = (Calendar, Event, Attendee, Alarm, Subscription, SharedFeed)
"""The types of this module's kinds, in the order in which they are registered."""
