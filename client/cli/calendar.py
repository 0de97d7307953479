"""The calendar's commands: agenda, events in words, calendar files in and out."""

# Rooms of the program are imported where a command needs them: `paddock --help` waits for none.
from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from client.cli.options import JSON, VEHICLE
from client.cli.output import say, say_json, say_note, say_table
from client.cli.session import Session

if TYPE_CHECKING:
    from client.operations.agenda import Entry
    from client.operations.calendar_import import CalendarReport
    from client.store import Changes, Reader

_CALENDAR: Any = typer.Option("", "--calendar", help="A calendar's name or id.", metavar="NAME")
_ENDINGS = (".ics", ".ical", ".ifb", ".icalendar")
STREAM = Path("-")
"""Standard input, or standard output."""


def register(app: typer.Typer) -> None:
    """Add this room's commands."""
    app.command()(agenda)


def agenda(
    context: typer.Context,
    start: str = typer.Option("today", "--from", help="The first day.", metavar="DATE"),
    end: str = typer.Option("", "--to", help="The last day; else 30 days on.", metavar="DATE"),
    calendar: str = _CALENDAR,
    vehicle: str = VEHICLE,
    as_json: bool = JSON,
) -> None:
    """Events as they come, and what is due.

    \b
    paddock agenda --from 2026-12-01 --to 2026-12-31 --calendar Family
    """
    from client.errors import BadRequest
    from client.operations.agenda import agenda as entries
    from client.operations.calendars import find_calendar
    from client.operations.vehicles import find_vehicle
    from garage.calendar.zones import day_after

    session: Session = context.obj

    def read(reader: Reader) -> tuple[list[Entry], dict[str, str]]:
        reading, zone = session.reading(reader), session.zone(reader)
        first = reading.day_of(start)
        last = reading.day_of(end) if end else day_after(first, 30)
        if last < first:
            raise BadRequest(f"{last} is before {first}", "swap --from and --to")
        found = entries(reader, first, day_after(last), zone, today=reading.day, everything=True)
        own = find_calendar(reader, calendar) if calendar else ""
        car = find_vehicle(reader, vehicle).id if vehicle else ""
        shown = [
            each
            for each in found
            if own in ("", each.calendar) and (not car or each.vehicle == car)
        ]
        return shown, _names(reader)

    found, names = session.store.read(read)
    if session.as_json:
        say_json({"occurrences": [_entry_json(each) for each in found]})
        return
    if not found:
        say("nothing is in the calendar on these days")
        return
    prefs = session.store.read(session.preferences)
    rows = [[_when(each, prefs), each.title, names.get(each.calendar, ""),
             "; ".join(_marks(each)), each.id] for each in found]  # fmt: skip
    say_table(["when", "what", "calendar", "", "id"], rows)


def _names(reader: Reader) -> dict[str, str]:
    from client.operations.agenda import calendars

    return {each.id: each.name for each in calendars(reader)}


def _entry_json(each: Entry) -> dict[str, Any]:
    from client.operations.event_line import zone_name

    start = each.start
    zone = zone_name(start.tzinfo) if isinstance(start, datetime) and start.tzinfo else None
    shape: dict[str, Any] = {
        "id": each.id, "kind": each.kind, "calendar": each.calendar, "title": each.title,
        "start": start.isoformat(), "end": each.end.isoformat(), "all_day": each.all_day,
        "zone": zone, "recurring": each.recurring, "estimate": each.estimate, "late": each.late,
        "done": each.done,
    }  # fmt: skip
    if each.instance is not None:
        shape["instance"] = each.instance.text
    more = {"place": each.place, "vehicle": each.vehicle, "status": each.status}
    return shape | {name: value for name, value in more.items() if value}


def _when(each: Entry, prefs: Any) -> str:
    from garage.calendar.zones import day_after
    from garage.regions import format_day

    def day(when: date) -> str:
        return format_day(when, prefs)

    start, end = each.start, each.end
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        last = day_after(end, -1)
        return day(start) if last <= start else f"{day(start)} - {day(last)}"
    finish = f"{end:%H:%M}" if end.date() == start.date() else f"{day(end.date())} {end:%H:%M}"
    return f"{day(start.date())} {start:%H:%M}-{finish}"


def _marks(each: Entry) -> list[str]:
    marks = {"repeats": each.recurring, "estimated": each.estimate, "late": each.late,
             "done": each.done, "tentative": each.status == "tentative"}  # fmt: skip
    return [word for word, said in marks.items() if said]


# ---------------------------------------------------------------------- events in words


def add_event_said(session: Session, words: Sequence[str], locale: str) -> Changes:
    """Add an event from a line as one would say it; what was doubtful of it is told."""
    from client.operations.event_line import add_understood_event, line_context
    from garage.quick.events import understand_event

    def read(reader: Reader) -> Any:
        reading = session.reading(reader, locale)
        return understand_event(
            " ".join(words), line_context(reader, reading, session.zone(reader))
        )

    understood = session.store.read(read)
    changes = add_understood_event(session.store, understood)
    if not session.as_json:
        for question in understood.questions:
            say_note(question.message)
    return changes


def add_event_typed(session: Session, values: dict[str, Any]) -> Changes:
    """Add an event of fields; a time without a zone is where the person is."""
    from client.operations.events import add_event

    return add_event(session.store, in_the_zone(session, values))


def edit_event_typed(session: Session, id_: str, values: dict[str, Any]) -> Changes:
    """Change fields of an event: a later revision of it."""
    from client.operations.events import edit_event

    return edit_event(session.store, id_, in_the_zone(session, values))


def in_the_zone(session: Session, values: dict[str, Any]) -> dict[str, Any]:
    """Values of an event, the zone of the person in times that were typed without one."""
    from dataclasses import replace

    from client.operations.event_line import zone_name

    times = values.get("times")
    if times is None or times.all_day or times.zone:
        return values
    zone = session.store.read(session.zone)
    return {**values, "times": replace(times, zone=zone_name(zone))}


# ---------------------------------------------------------------------- files


def is_calendar(file: Path, format_: str) -> bool:
    """Whether a file is taken for a calendar: by its format or ending, or by how it begins."""
    if format_ or file == STREAM:
        return format_ == "ics"
    if file.suffix.lower() in _ENDINGS:
        return True
    try:
        with file.open("rb") as opened:
            return opened.read(64).removeprefix(b"\xef\xbb\xbf").upper().startswith(b"BEGIN:VCAL")
    except OSError:
        return False


def import_ics(session: Session, file: Path, calendar: str, dry_run: bool) -> dict[str, Any]:
    """Take a calendar file in; gives its report."""
    from client.operations.calendar_import import import_calendar
    from client.operations.calendars import find_calendar
    from client.operations.event_line import zone_name

    def read(reader: Reader) -> tuple[str, str]:
        chosen = find_calendar(reader, calendar) if calendar else ""
        return chosen, zone_name(session.zone(reader))

    chosen, zone = session.store.read(read)
    name = "standard input" if file == STREAM else file.name
    shows = sys.stderr.isatty() and not session.as_json
    report = import_calendar(
        session.store, _bytes_of(file), title=name, calendar=chosen, zone=zone, dry_run=dry_run,
        progress=_progress if shows else None,
    )  # fmt: skip
    if shows:
        sys.stderr.write("\r" + " " * 60 + "\r")
    if not session.as_json:
        _say_report(name, report, dry_run)
        sys.stdout.flush()
    session.store.catch_up()
    return {"file": str(file)} | report.to_json() | {"dry_run": dry_run}


def _bytes_of(file: Path) -> bytes:
    """At most as much as a calendar may hold, and a little, so that more is refused."""
    from client.errors import BadFile
    from garage.ics.components import MOST_BYTES

    if file == STREAM:
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    try:
        with file.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise BadFile(f"{file} cannot be read ({error.strerror})", "check the path") from error


def _progress(done: int, expected: int) -> None:
    sys.stderr.write(f"\r{100 * done // max(expected, 1)} %"[:60])
    sys.stderr.flush()


def _say_report(name: str, report: CalendarReport, dry_run: bool) -> None:
    would = "would add" if dry_run else "added"
    say(
        f"{name}: calendar {report.name}; {would} {report.added}, updated {report.updated}, "
        f"{report.unchanged} unchanged, {len(report.refused)} refused"
    )
    for one in report.refused[:20]:
        title = f" {one.title!r}" if one.title else ""
        say(f"  line {one.line}{title}: {one.reason}")
    if len(report.refused) > 20:
        say(f"  and {len(report.refused) - 20} more")
    for doubt in report.doubts[:20]:
        say(f"  line {doubt.line}: {doubt.message}" if doubt.line else f"  {doubt.message}")
    for kind, count in report.others.items():
        say(f"  {count} {kind} left out: it is no event")


def export_ics(session: Session, path: Path, said: dict[str, str], *, replace: bool) -> None:
    """Write events as a calendar file: a calendar, a vehicle's, those of a range, or all."""
    from client.errors import BadRequest
    from client.exchange.place_out import fresh_file
    from client.operations.calendars import find_calendar
    from client.operations.event_file import chosen_file
    from client.operations.vehicles import find_vehicle

    if path != STREAM and path.is_file() and not replace:
        raise BadRequest(f"{path} is there already", "give another name, or say --replace")

    def read(reader: Reader) -> tuple[str, int]:
        reading = session.reading(reader)
        first, last = (reading.day_of(said[end]) if said[end] else None for end in ("from", "to"))
        if first and last and last < first:
            raise BadRequest(f"{last} is before {first}", "swap --from and --to")
        return chosen_file(
            reader,
            session.zone(reader),
            calendar=find_calendar(reader, said["calendar"]) if said["calendar"] else "",
            vehicle=find_vehicle(reader, said["vehicle"]).id if said["vehicle"] else "",
            first=first,
            last=last,
        )

    text, count = session.store.read(read)
    if path == STREAM:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode())
        return
    with fresh_file(path) as opened:
        opened.write(text.encode())
    if session.as_json:
        say_json({"path": str(path), "format": "ics", "records": count, "kinds": {"event": count}})
    else:
        say(f"exported {count} events to {path}")
