"""What the quick look says of an event or a due thing: facts, each an icon and words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo
from urllib.parse import unquote

from client.operations.agenda import CalendarShown, Entry, calendars
from client.operations.event_material import EventMaterial, event_material
from client.operations.invitations import Invitation, Proposal, invitation_to, proposals_for
from client.operations.series import series_of
from client.store import Reader
from client.ui.calendar.attendee_rows import as_typed
from client.ui.calendar.repeat_fields import words_of
from client.ui.calendar.trigger_words import trigger_words
from client.ui.text import _, said
from client.ui.vehicles.overtaken_reading import count_open
from client.ui.vehicles.shown import Shown
from garage.calendar.times import EventTimes
from garage.records import Vehicle
from garage.records.agenda import ATTENDANCES, PRIVACIES, STATUSES, Attendee, Event
from garage.words import Told

_LONGEST_NOTES = 280
_LONGEST_LINK = 60


@dataclass(frozen=True)
class Look:
    """All that is read for it; `series` has the rules where the event is one time of a series."""

    entry: Entry
    calendar: CalendarShown | None
    material: EventMaterial
    series: EventTimes | None = None
    invitation: Invitation | None = None
    proposals: tuple[Proposal, ...] = ()
    overtaken: int = 0
    """How many values of the event, its guests and its alarms lost to edits elsewhere."""

    @property
    def event(self) -> Event | None:
        """The event, None of a due thing."""
        return self.material.event

    @property
    def vehicle(self) -> Vehicle | None:
        """The vehicle that it is about."""
        found = (one for one in self.material.vehicles if one.id == self.entry.vehicle)
        return next(found, None)

    @property
    def why_not(self) -> str:
        """Why it may not be changed; "" where it may."""
        return self.calendar.why_not if self.calendar and not self.calendar.editable else ""


@dataclass(frozen=True)
class Fact:
    """A line of it; `link` is an address that a click opens."""

    icon: str
    words: str
    role: str = "text"
    link: str = ""


def read_look(reader: Reader, entry: Entry) -> Look:
    """Read an entry's facts."""
    material = event_material(reader, entry.id if entry.kind == "event" else "")
    calendar = next((one for one in calendars(reader) if one.id == entry.calendar), None)
    series = series_of(reader, entry.id).master.times if material.event is not None else None
    if material.event is None:
        return Look(entry, calendar, material)
    invitation, wishes = invitation_to(reader, entry.id), proposals_for(reader, entry.id)
    lost = count_open(reader, entry.id)
    return Look(entry, calendar, material, series, invitation, wishes, lost)


def facts_of(look: Look, shown: Shown, zone: tzinfo) -> list[Fact]:
    """The facts below the title and its time; the vehicle's line is apart."""
    event, entry = look.event, look.entry
    found: list[Fact] = []
    if look.series is not None and look.series.rules:
        words = words_of(look.series.rules, look.series.start, shown)
        found.append(Fact("refresh-cw", f"{words[:1].upper()}{words[1:]}"))
    elif entry.recurring:
        found.append(Fact("refresh-cw", _("One time of a series")))
    if entry.place:
        found.append(Fact("map-pin", entry.place))
    if event is not None:
        found += _of_event(event, look.material, shown, zone, all_day=entry.all_day)
    if entry.estimate:
        found.append(Fact("gauge", _("Estimated by how much the vehicle is driven"), "estimate"))
    if look.calendar is not None:
        name = look.calendar.name
        own = look.calendar.of == "events"
        found.append(Fact("calendar", name if own else _(name), "text_muted"))
    return found


def _of_event(
    event: Event, material: EventMaterial, shown: Shown, zone: tzinfo, *, all_day: bool
) -> list[Fact]:
    found = []
    if event.position:
        found.append(Fact("map-pin", event.position.replace(",", ", "), "text_muted"))
    alarms = [
        trigger_words(one.trigger, shown, zone, all_day=all_day)
        for one in material.alarms
        if one.trigger is not None
    ]
    if alarms:
        found.append(Fact("bell", " · ".join(alarms)))
    if material.attendees:
        found.append(Fact("users", ", ".join(map(_attends, material.attendees))))
    kinds = [_(STATUSES[event.status])] if event.status in ("tentative", "cancelled") else []
    kinds += [_(PRIVACIES[event.privacy])] if event.privacy in ("private", "confidential") else []
    kinds += [_("does not block time")] if event.free else []
    if kinds:
        found.append(Fact("info", " · ".join(kinds), "text_muted"))
    if event.categories:
        found.append(Fact("tag", ", ".join(event.categories), "text_muted"))
    if event.url:
        found.append(Fact("link", event.url, "accent", event.url))
    found += (
        Fact("users", _("Take part: {where}").format(where=_short(each)), "accent", each)
        for each in event.conferences
    )
    found += (Fact("paperclip", _short(each), "accent", each) for each in event.attachments)
    if event.notes:
        notes = event.notes.strip()
        cut = notes if len(notes) <= _LONGEST_NOTES else f"{notes[:_LONGEST_NOTES].rstrip()}…"
        found.append(Fact("file-text", cut))
    return found


def _short(address: str) -> str:
    """A page's address in few words: the name of its file, else its host; any other is whole."""
    if not address.lower().startswith(("https://", "http://")):
        return address[:_LONGEST_LINK]
    parts = [part for part in address.partition("?")[0].split("/") if part]
    last = unquote(parts[-1]) if parts else address
    named = len(parts) > 2 and "." in last
    short = last if named else parts[1] if len(parts) > 1 else address
    return short if len(short) <= _LONGEST_LINK else f"{short[:_LONGEST_LINK]}…"


def _attends(attendee: Attendee) -> str:
    name = attendee.name or as_typed("", attendee.address)
    if attendee.state in ("accepted", "declined", "tentative", "delegated"):
        answer = _(ATTENDANCES[attendee.state])
        return _("{name} ({answer})").format(name=name, answer=answer)
    return name


def told(title: str) -> str:
    """A title in the person's language, where it is one of the rules' sentences."""
    return said(title) if isinstance(title, Told) else title
