"""What the search popup finds: things to do, places to go, records of the garage."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from client.operations.whereabouts import Whereabouts, whereabouts
from client.store import Hit, Query, Reader
from client.store.hits import records_of
from client.store.search import bare, fold
from client.ui.commands import Command
from client.ui.routes import SETTINGS, VEHICLE, Route
from client.ui.settings.sections import sections
from client.ui.shell.found import Found
from client.ui.shell.hit_order import newest_first
from client.ui.shell.known import Known
from client.ui.shell.matching import Match, begins, marks, match
from client.ui.shell.recents import COMMAND, VISIT
from client.ui.text import _
from client.ui.vehicles.due_shown import due_chip, due_words
from client.ui.vehicles.pictures import plate_of
from client.ui.vehicles.record_route import route_of
from client.ui.vehicles.record_words import (
    kind_words,
    record_amount,
    record_day,
    record_icon,
    record_title,
    vehicle_icon,
)
from client.ui.vehicles.shown import Shown
from garage.records import Vehicle, kind_named
from garage.rules.due import Due

MOST_COMMANDS = 5
MOST_VEHICLES = 5
MOST_LISTED = 8
"""Vehicles where nothing is typed."""
MOST_DUES = 2
MOST_RECORDS = 12
MOST_RECENT = 5
MOST_LATEST = 4
MOST_NAMED = 3
_LATEST = ("service", "repair", "fill_up", "expense", "document", "note")

OpenRecord = Callable[[str], Callable[[], None]]
"""From the id of a record that no page shows to what opens its form."""


def words_of(text: str) -> list[str]:
    """What was typed as folded words; "M-AB 1234" is three."""
    return fold(text).replace("-", " ").split()


# ------------------------------------------------------------------ things to do


def found_commands(commands: Sequence[Command], words: Sequence[str]) -> list[Found]:
    """The commands that can be used now and whose titles fit, the best first."""
    usable = [command for command in commands if command.enabled()]
    fitting = [
        (found.score, place, command, found)
        for place, command in enumerate(usable)
        if (found := match(words, command.title)) is not None
    ]
    fitting.sort(key=lambda each: each[:2])
    limit = MOST_COMMANDS if words else len(fitting)
    return [_command(command, found) for _score, _place, command, found in fitting[:limit]]


def _command(command: Command, found: Match) -> Found:
    why = command.forbidden()
    if why:
        # It is told, so that nobody looks for it elsewhere, and cannot be chosen.
        icon = command.icon or "chevron-right"
        return Found(command.title, why, icon, marks=found.spans)
    return Found(
        command.title,
        icon=command.icon or "chevron-right",
        open=command.run,
        key=f"{COMMAND}{command.id}",
        keys=command.shortcut,
        marks=found.spans,
    )


# ------------------------------------------------------------------ places to go


def found_places(known: Known, words: Sequence[str], shown: Shown) -> list[Found]:
    """Vehicles that are called so, what is due on them, parts of the settings."""
    vehicles = [
        (found, vehicle) for vehicle in known.vehicles if (found := named_so(vehicle, words))
    ]
    vehicles.sort(key=lambda each: (not called_so(each[1], words), each[0].score))
    most = MOST_VEHICLES if words else MOST_LISTED
    rows = [_vehicle(vehicle, words) for _found, vehicle in vehicles[:most]]
    if not words:
        return rows
    return rows + _dues(known, words, shown) + _sections(words)


def named_so(vehicle: Vehicle, words: Sequence[str]) -> Match | None:
    """How words fit a vehicle's name, make and plate; the plate as "MAB1234" too."""
    typed = "".join(words)
    if len(typed) > 2 and bare(vehicle.plate).startswith(typed):
        return Match(0)
    found = match(words, _called(vehicle))
    return found if found is not None and found.score < 3 * max(1, len(words)) else None


def called_so(vehicle: Vehicle, words: Sequence[str]) -> bool:
    """Whether words are the whole of a vehicle's name, or of its plate."""
    return bool(words) and (
        words_of(vehicle.name) == list(words) or bare(vehicle.plate) == "".join(words)
    )


def _called(vehicle: Vehicle) -> str:
    return f"{vehicle.name} {vehicle.make} {vehicle.model} {vehicle.plate}"


def names(word: str, vehicle: Vehicle) -> bool:
    """Whether a word is the beginning of one of a vehicle's own, or of its plate."""
    plate = len(word) > 2 and bare(vehicle.plate).startswith(word)
    return plate or begins(word, _called(vehicle))


def named_by(known: Known, word: str) -> frozenset[str]:
    """The vehicles in use that a word names."""
    return known.once(
        f"named {word}",
        lambda: frozenset(each.id for each in known.in_use if names(word, each)),
    )


def named(known: Known, words: Sequence[str]) -> list[Vehicle]:
    """The few vehicles that most of the words name; none where they name one no better."""
    counts = Counter(id_ for word in words for id_ in named_by(known, word))
    most = max(counts.values(), default=0)
    best = [vehicle for vehicle in known.in_use if counts[vehicle.id] == most] if most else []
    if len(best) > MOST_NAMED:
        typed = " ".join(words)
        best = [vehicle for vehicle in best if fold(vehicle.name) == typed]
    return best[:MOST_NAMED]


def _vehicle(vehicle: Vehicle, words: Sequence[str]) -> Found:
    made = " ".join(str(part) for part in (vehicle.year, vehicle.make, vehicle.model) if part)
    return Found(
        vehicle.name,
        made,
        vehicle_icon(vehicle),
        Route(VEHICLE, vehicle.id),
        f"{VISIT}{vehicle.id}",
        plate=plate_of(vehicle),
        marks=marks(words, vehicle.name),
        detail_marks=marks(words, made),
    )


def _dues(known: Known, words: Sequence[str], shown: Shown) -> list[Found]:
    rows = []
    for due in known.dues:
        vehicle = known.by_id.get(due.reminder.vehicle)
        if vehicle is None:
            continue
        title = _("{what}, {vehicle}").format(what=due.reminder.title, vehicle=vehicle.name)
        found = match(words, title)
        if found is not None and found.score <= 2 * len(words):
            rows.append(_due(due, vehicle, title, words, shown.of(vehicle)))
    return rows[:MOST_DUES]


def _due(due: Due, vehicle: Vehicle, title: str, words: Sequence[str], shown: Shown) -> Found:
    return Found(
        title,
        shown.day(due.day) if due.day is not None else "",
        "bell",
        Route(VEHICLE, vehicle.id, "reminders", due.reminder.id),
        chip=(due_words(due, shown), due_chip(due)),
        marks=marks(words, title),
    )


def _sections(words: Sequence[str]) -> list[Found]:
    rows = []
    for section in sections():
        found = match(words, section.title)
        if found is None:
            found = Match(1) if all(_begins(word, section.also) for word in words) else None
        if found is not None and found.score < 3:
            rows.append(
                Found(
                    section.title,
                    _("Settings"),
                    section.icon,
                    Route(SETTINGS, tab=section.key),
                    marks=found.spans,
                )
            )
    return rows


def _begins(word: str, others: str) -> bool:
    return f" {word}" in f" {fold(others)}"


# ------------------------------------------------------------------ what was used last


def found_recent(keys: Sequence[str], known: Known, commands: Sequence[Command]) -> list[Found]:
    """What was used and visited last, without where one is."""
    usable = {f"{COMMAND}{c.id}": c for c in commands if c.enabled()}
    rows: list[Found] = []
    for key in keys:
        vehicle = known.by_id.get(key.removeprefix(VISIT))
        if vehicle is not None and vehicle.id != known.here:
            rows.append(_vehicle(vehicle, ()))
        elif key in usable:
            rows.append(_command(usable[key], Match(0)))
    return rows[:MOST_RECENT]


# ------------------------------------------------------------------ records


def found_records(
    reader: Reader,
    text: str,
    known: Known,
    shown: Shown,
    open_record: OpenRecord,
    *,
    of: Sequence[Vehicle] = (),
    without: frozenset[str] = frozenset(),
) -> list[Found]:
    """Records that have the words, the best first; then those of vehicles that are named.

    A checklist's items and a service's lines come after the records that stand for themselves:
    the same few words are in many of them.
    """
    words = words_of(text)
    if not words:
        return []
    # What is called alike and was done again and again (a checklist's items) is one row.
    rows: dict[tuple[str, str], Found] = {}
    within: dict[tuple[str, str], Found] = {}
    for place, snippet in _places(reader, text, words, known, of):
        if place.record.id in without:
            continue
        row = record_row(place, words, shown, open_record, snippet)
        found = rows if place.bearer.id == place.record.id else within
        found.setdefault((row.title, row.detail), row)
        if len(rows) == MOST_RECORDS:
            break
    return [*rows.values(), *within.values()][:MOST_RECORDS]


def _places(
    reader: Reader, text: str, words: list[str], known: Known, of: Sequence[Vehicle]
) -> Iterator[tuple[Whereabouts, str]]:
    """(where a record is, the words that it was found by)."""
    yield from _where(reader, reader.search(text, MOST_RECORDS * 4), known, words)
    for vehicle in of:
        rest = [word for word in words if not names(word, vehicle)]
        if not rest:
            latest = known.once(f"latest {vehicle.id}", functools.partial(_latest, reader, vehicle))
            yield from ((place, "") for place in latest)
            continue
        hits = reader.search(" ".join(rest), MOST_RECORDS * 8)
        for place, snippet in _where(reader, hits, known, rest):
            if place.vehicle is not None and place.vehicle.id == vehicle.id:
                yield place, snippet


def _latest(reader: Reader, vehicle: Vehicle) -> list[Whereabouts]:
    """What happened to a vehicle last."""
    records = [
        record
        for name in _LATEST
        for record in reader.records(kind_named(name), Query(owner=vehicle.id, limit=1))
    ]
    records.sort(key=lambda record: record_day(record) or date.min, reverse=True)
    return [Whereabouts(record, vehicle, record) for record in records[:MOST_LATEST]]


def _where(
    reader: Reader, hits: Sequence[Hit], known: Known, words: Sequence[str]
) -> Iterator[tuple[Whereabouts, str]]:
    """Where hits are, each with the words that it was found by; the vehicles are at hand."""
    records = records_of(reader, [hit for hit in hits if hit.id not in known.by_id])
    for hit in newest_first(hits, records, words):
        record = known.by_id.get(hit.id) or records.get(hit.id)
        if record is None:
            continue
        vehicle = known.by_id.get(str(getattr(record, "vehicle", "") or record.id))
        if vehicle is not None:
            yield Whereabouts(record, vehicle, record), hit.snippet
        else:
            yield whereabouts(reader, record), hit.snippet


def record_row(
    place: Whereabouts,
    words: Sequence[str],
    shown: Shown,
    open_record: OpenRecord,
    snippet: str = "",
) -> Found:
    """A record with its kind, vehicle and day, and what it cost; it leads to where it is shown."""
    record, vehicle = place.record, place.vehicle
    own = shown.of(vehicle) if vehicle is not None else shown
    kind = kind_words(record.kind)
    title = record_title(record, own)
    if title == kind:
        title = snippet or title
    day = record_day(record) or record_day(place.bearer)
    name = vehicle.name if vehicle is not None and vehicle.id != record.id else ""
    parts = [kind if kind != title else "", name, own.day(day) if day is not None else ""]
    detail = " · ".join(part for part in parts if part)
    return Found(
        title,
        detail,
        record_icon(record),
        route_of(place) or open_record(record.id),
        amount=record_amount(record, own),
        marks=marks(words, title),
        detail_marks=marks(words, detail),
    )
