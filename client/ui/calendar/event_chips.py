"""What quick add understood of a line about an event, as underlined pieces and as chips."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import tzinfo

from client.operations.agenda import calendars
from client.operations.calendars import USUAL_CALENDAR
from client.operations.event_line import line_context
from client.store import Query, Reader
from client.ui.calendar.entry_words import span_words
from client.ui.calendar.event_clock import end_of_times
from client.ui.calendar.repeat_fields import words_of
from client.ui.calendar.trigger_words import trigger_words
from client.ui.text import _
from client.ui.vehicles.shown import Shown
from client.ui.widgets.chip import Chip, ChipKind
from garage.quick.event_line import EventContext
from garage.quick.events import UnderstoodEvent, understand_event
from garage.quick.pieces import Piece, Role
from garage.reading import Reading
from garage.records import Vehicle

_ROLES = {
    "day": Role.DATE, "time": Role.DATE, "length": Role.DATE, "repeat": Role.DATE,
    "remind": Role.ODOMETER, "vehicle": Role.VOLUME, "calendar": Role.TOTAL,
}  # fmt: skip


@dataclass(frozen=True)
class EventKnown:
    """What a line can name: `context` to read it, names by id to show it."""

    context: EventContext
    vehicles: Mapping[str, str] = field(default_factory=dict)
    calendars: Mapping[str, str] = field(default_factory=dict)
    usual: str = ""

    def understand(self, text: str) -> UnderstoodEvent:
        """The event that a line says, in the calendar used last where it names none."""
        understood = understand_event(text, self.context)
        if understood.calendar or not self.usual:
            return understood
        return replace(understood, calendar=self.usual)


def read_known(reader: Reader, reading: Reading, zone: tzinfo) -> EventKnown:
    """The vehicles that are in use and the calendars that one may write."""
    context = line_context(reader, reading, zone)
    vehicles = reader.all(Vehicle, Query(fields=("name",)))
    own = {each.id: each.name for each in calendars(reader) if each.editable}
    usual = str(reader.settings().get(USUAL_CALENDAR) or "")
    return EventKnown(
        context, {each.id: each.name for each in vehicles}, own, usual if usual in own else ""
    )


def pieces_of(understood: UnderstoodEvent) -> tuple[Piece, ...]:
    """The parts of the line that were understood, as they are underlined."""
    return tuple(
        Piece(piece.start, piece.end, _ROLES.get(piece.says, Role.STATION), None)
        for piece in understood.pieces
    )


def chips_of(
    understood: UnderstoodEvent, known: EventKnown, shown: Shown, zone: tzinfo
) -> list[Chip]:
    """A chip for each thing that was said."""
    told = told_of(understood, known, shown, zone)
    return [Chip(label, ChipKind.OUTLINE, words, tall=True) for label, words in told if words]


def told_of(
    understood: UnderstoodEvent, known: EventKnown, shown: Shown, zone: tzinfo
) -> list[tuple[str, str]]:
    """What was said, each with what it is; the title comes first."""
    told = [(_("Title"), understood.title)]
    times = understood.times
    if times is not None:
        told.append((_("When"), span_words(times.start, end_of_times(times, zone), shown.prefs)))
        if times.rules:
            told.append((_("Repeats"), words_of(times.rules, times.start, shown)))
    all_day = times is not None and times.all_day
    told += [
        (_("Alarm"), trigger_words(each, shown, zone, all_day=all_day))
        for each in understood.triggers
    ]
    told += [
        (_("Vehicle"), known.vehicles.get(understood.vehicle, "")),
        (_("Place"), understood.place),
        (_("Calendar"), known.calendars.get(understood.calendar, "")),
    ]
    return told
