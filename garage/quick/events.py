"""Quick add of an event: one line as a person would say it, read into an event's values.

"MOT Tuesday 9:00 for the Golf, remind 2 days before" and "TÜV Dienstag 9 Uhr für den Golf,
erinnere 2 Tage vorher" say the same. What is not understood is the title.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from garage.calendar.durations import Duration
from garage.calendar.rule import Rule
from garage.calendar.times import EventTimes
from garage.errors import ValueRefused
from garage.quick import event_words as words
from garage.quick.context import LONGEST
from garage.quick.event_line import BLANK, Called, EventContext, EventLine, EventPiece
from garage.quick.event_times import clock_at, day_said, range_said, repeat_said
from garage.quick.pieces import Question, Role
from garage.records.agenda_fields import Trigger
from garage.units import Quantity
from garage.units.numbers import read_whole
from garage.words import N_, told


@dataclass(frozen=True)
class UnderstoodEvent:
    """A line, read. `times` is None where no day is said nor meant; `questions` are to be shown."""

    text: str
    title: str = ""
    times: EventTimes | None = None
    triggers: tuple[Trigger, ...] = ()
    vehicle: str = ""
    calendar: str = ""
    place: str = ""
    pieces: tuple[EventPiece, ...] = ()
    questions: tuple[Question, ...] = ()


def understand_event(text: str, context: EventContext | None = None) -> UnderstoodEvent:
    """What `text` says; ValueRefused (`too_long`) above 500 characters, and for nothing else."""
    if len(text) > LONGEST:
        raise ValueRefused(
            told("the line has over {longest} characters", longest=LONGEST),
            N_("put the rest in the notes"),
            "too_long",
        )
    line = EventLine(text, context or EventContext())
    asked = _asked_first(line)
    triggers = _reminders(line)
    calendar = _calendar(line)
    vehicle = _called(line, line.context.vehicles, "vehicle")
    rule = repeat_said(line)
    times = _times(line, rule)
    if asked and not triggers and times is not None and isinstance(times.start, datetime):
        triggers = (Trigger(Duration()),)
    place = _place(line)
    title = _title(line)
    if not title:
        message = told("what the event is about is not said")
        line.questions.append(Question("title_missing", message, Role.NOTE))
    pieces = tuple(sorted(line.pieces, key=lambda piece: piece.start))
    return UnderstoodEvent(
        text, title, times, triggers, vehicle, calendar, place, pieces, tuple(line.questions)
    )


def _asked_first(line: EventLine) -> bool:
    """Whether the line asks to be reminded of what it goes on with."""
    found = words.ASKED_FIRST.match(line.text)
    if found is not None:
        line.take(found.start(), found.end(), "remind")
    return found is not None


def _reminders(line: EventLine) -> tuple[Trigger, ...]:
    triggers: list[Trigger] = []
    for found in words.REMIND.finditer(line.text):
        triggers += _trigger(line, found)
        line.take(found.start(), found.end(), "remind")
    return tuple(dict.fromkeys(triggers))


def _trigger(line: EventLine, found: re.Match[str]) -> list[Trigger]:
    if found["spans"]:
        return [
            Trigger(Duration.of(timedelta(minutes=-minutes_of(span))))
            for span in words.SPAN.finditer(found["spans"])
        ]
    if found["start"]:
        return [Trigger(Duration())]
    unit = "km" if found["road"].lower() == "km" else "mi"
    try:
        mark = line.context.reading.decimal_mark
        return [Trigger(odometer=Quantity(read_whole(found["meter"], mark), unit))]
    except ValueRefused:
        message = told("{text!r} is no odometer", text=found["meter"])
        line.questions.append(Question("odometer_unclear", message, Role.ODOMETER))
        return []


def minutes_of(found: re.Match[str]) -> int:
    """How long "2 hours", "1,5 h", "1 h 30 min" or "half an hour" are."""
    unit = words.UNITS[found["unit"].lower().rstrip(".")]
    said = " ".join(found["n"].lower().split())
    more = int(found["more"] or 0)
    if said in words.NUMBERS:
        return (words.NUMBERS[said] * unit or unit // 2) + more
    return int(float(said.replace(",", ".")) * unit) + more


def _calendar(line: EventLine) -> str:
    for found in words.CALENDAR.finditer(line.rest):
        for each in line.context.calendars:
            if any(_key(name) == _key(found["name"]) for name in each.names):
                line.take(found.start(), found.end(), "calendar")
                return each.id
    return ""


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()


def _called(line: EventLine, things: tuple[Called, ...], says: str) -> str:
    """The thing of the longest name that the line has; a question where it has two."""
    hits = []
    rest = line.rest.casefold()
    for each in things:
        # Of hundreds of names few are there at all: the pattern of each would be made for nothing.
        for name in (name for name in each.names if name.strip() and name.casefold() in rest):
            pattern = rf"(?<!\w){words.AHEAD_OF_VEHICLE}(?P<name>{re.escape(name)})(?!\w)"
            found = re.search(pattern, line.rest, re.IGNORECASE)
            if found:
                hits.append((len(name), each.id, found))
    if not hits:
        return ""
    longest = max(hit[0] for hit in hits)
    best = [hit for hit in hits if hit[0] == longest]
    if len({hit[1] for hit in best}) > 1:
        message = told("{name} could be more than one vehicle", name=best[0][2]["name"])
        line.questions.append(Question("vehicle_unclear", message, Role.NOTE))
        return ""
    line.take(best[0][2].start(), best[0][2].end(), says)
    return best[0][1]


def _times(line: EventLine, rule: Rule | None) -> EventTimes | None:
    all_day = words.ALL_DAY.search(line.rest)
    if all_day:
        line.take(all_day.start(), all_day.end(), "time")
    first, last = day_said(line, rule)
    clock, end = (None, None) if all_day or last else range_said(line)
    if clock is None and not all_day and not last:
        clock = clock_at(line)
    minutes = _lasting(line) if clock is not None and end is None else None
    if first is None and clock is None and rule is None:
        return None
    day = first or _meant(line, clock)
    rules = (rule,) if rule else ()
    if clock is None:
        until = last + timedelta(days=1) if last and last >= day else None
        return EventTimes(start=day, end=until, rules=rules)
    start = datetime.combine(day, clock)
    if end is None:
        finish = start + timedelta(minutes=minutes or line.context.minutes)
    else:
        finish = datetime.combine(day, end)
        finish += timedelta(days=finish <= start)
    return EventTimes(start=start, end=finish, zone=line.context.zone, rules=rules)


def _meant(line: EventLine, clock: object) -> date:
    """Today, where a time alone is said: it is told, since tomorrow may be meant."""
    today = line.context.reading.day
    if clock is not None:
        message = told("no day is said: today is meant")
        line.questions.append(Question("day_missing", message, Role.DATE))
    return today


def _lasting(line: EventLine) -> int | None:
    found = words.LASTS.search(line.rest)
    if not found or not 0 < minutes_of(found) <= 60 * 24 * 14:
        return None
    line.take(found.start(), found.end(), "length")
    return minutes_of(found)


def _place(line: EventLine) -> str:
    for found in words.PLACE.finditer(line.rest):
        name = words.PLACE_NAME.match(line.rest, found.end())
        said = name[0].split(BLANK)[0].strip(" .-") if name else ""
        if said and said[0].isalpha():
            line.take(found.start(), found.end() + len(said), "place")
            return said
    return ""


def _title(line: EventLine) -> str:
    """What is left, without the small words that stood before what was taken."""
    parts = []
    for part in line.rest.split(BLANK):
        said = part.strip(" \t,;·|:-–").split()
        while said and said[-1].lower() in words.FILLERS:
            said.pop()
        if said and not all(word.lower() in words.FILLERS for word in said):
            parts.append(" ".join(said).strip(" ,;"))
    title = " ".join(parts)
    return title[:1].upper() + title[1:]
