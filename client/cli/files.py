"""Commands that take files in and give files out: import, export, backup, restore-backup."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from client.cli.options import JSON, VEHICLE
from client.cli.output import error_json, say, say_error, say_json
from client.cli.session import Session
from client.errors import BadFile, ClientError
from garage.errors import GarageError

if TYPE_CHECKING:
    from client.exchange.drafts import ImportOptions
    from client.operations.importing import ImportReport

_PROGRESS_WIDTH = 60
_ZIP = b"PK"
"""How a zip begins; an SQLite file begins otherwise."""


def register(app: typer.Typer) -> None:
    """Add this room's commands."""
    app.command("import")(import_)
    app.command("export")(export)
    app.command("backup")(backup)
    app.command("restore-backup")(restore_backup)


def import_(
    context: typer.Context,
    files: list[Path] = typer.Argument(metavar="FILE…"),
    format_: str = typer.Option(
        "", "--format", help="The format, where it is not recognised.", metavar="F"
    ),
    vehicle: str = VEHICLE,
    distance_unit: str = typer.Option("", help="km or mi", metavar="U"),
    volume_unit: str = typer.Option("", help="L, gal_us or gal_uk", metavar="U"),
    currency: str = typer.Option("", help="A currency's code.", metavar="C"),
    date_order: str = typer.Option("", help="dmy, mdy or ymd", metavar="O"),
    decimal_mark: str = typer.Option("", help=". or ,", metavar="M"),
    columns: str = typer.Option(
        "",
        help="What the columns of a plain table are; - leaves one out, + keeps it.",
        metavar="A,B,…",
    ),
    rows: str = typer.Option("", help="What its rows are, as fill_up or cost.", metavar="SORT"),
    calendar: str = typer.Option("", help="Where the events of a calendar go.", metavar="NAME"),
    dry_run: bool = typer.Option(False, "--dry-run", help="Only say what it would do."),
    as_json: bool = JSON,
) -> int:
    """Import files of other garage apps, and calendars (.ics).

    Fuelio, Fuelly, aCar, Simply Auto, Drivvo, LubeLogger, Spritmonitor and plain tables are
    recognised. What is here already is left alone, so a newer export can follow an older one.
    A table like one whose columns were told to the window is read alike.

    \b
    paddock import fuelio.csv --dry-run
    paddock import refuels.csv --vehicle Z3 --distance-unit km --currency EUR
    paddock import log.csv --columns date,odometer,volume,-,total
    paddock import club.ics --calendar Family
    """
    session: Session = context.obj
    said = {
        "format": "" if format_ == "ics" else format_,
        "vehicle": vehicle,
        "distance_unit": distance_unit,
        "volume_unit": volume_unit,
        "currency": currency.upper(),
        "date_order": date_order.lower(),
        "decimal_mark": decimal_mark,
    }
    options = session.store.read(lambda reader: _options(session, reader, said))

    def take(file: Path) -> dict[str, Any]:
        from client.cli.calendar import import_ics, is_calendar

        if is_calendar(file, format_):
            return import_ics(session, file, calendar, dry_run)
        return _import_one(session, file, _with_columns(file, options, columns, rows), dry_run)

    if len(files) == 1:
        report = take(files[0])
        if session.as_json:
            say_json(report)
        return 0
    return _import_each(session, files, take)


def _import_each(
    session: Session, files: list[Path], take: Callable[[Path], dict[str, Any]]
) -> int:
    """Every file is tried; the status is that of the first that was not taken."""
    reports: list[dict[str, Any]] = []
    status = 0
    for file in files:
        try:
            reports.append(take(file))
        except (ClientError, GarageError) as error:
            status = status or (error.exit_status if isinstance(error, ClientError) else 2)
            told = error_json(error.code, error.message, error.hint)
            reports.append({"file": str(file), "error": told})
            if not session.as_json:
                say_error(False, error.code, f"{file.name}: {error.message}", error.hint)
    if session.as_json:
        say_json({"files": reports})
    return status


def _import_one(
    session: Session, file: Path, options: ImportOptions, dry_run: bool
) -> dict[str, Any]:
    from client.operations.import_files import import_file

    shows = sys.stderr.isatty() and not session.as_json
    try:
        report = import_file(
            session.store, file, options, vehicle=options.vehicle, dry_run=dry_run,
            progress=_progress if shows else None,
        )  # fmt: skip
    except BadFile:
        if _is_archive(file):
            said = f"{file.name} is a garage that Paddock exported"
            raise BadFile(said, f"take it in with paddock restore-backup {file}") from None
        raise
    finally:
        if shows:
            sys.stderr.write("\r" + " " * _PROGRESS_WIDTH + "\r")
    if not session.as_json:
        _say_report(file, report, dry_run)
    return {"file": str(file)} | report.to_json() | {"dry_run": dry_run}


def _with_columns(file: Path, options: ImportOptions, columns: str, rows: str) -> ImportOptions:
    from client.errors import BadRequest
    from client.operations.import_columns import choice_of
    from client.operations.import_files import look_at_file

    if not columns:
        if rows:
            raise BadRequest("--rows is for a table whose --columns are given", "give --columns")
        return options
    look = look_at_file(file)
    if look is None:
        raise BadFile(f"{file.name} is no plain table", "leave --columns out")
    return replace(options, columns=choice_of(columns, rows, look))


def _is_archive(file: Path) -> bool:
    from client.exchange.archive_in import GarageArchive

    try:
        with GarageArchive(file):
            return True
    except BadFile:
        return False


def _options(session: Session, reader: Any, said: dict[str, str]) -> ImportOptions:
    from client.operations.import_files import options_of
    from client.operations.settings import set_currency

    return options_of(said, session.zone(reader), set_currency(reader))


def _progress(done: int, expected: int) -> None:
    sys.stderr.write(f"\r{done} of about {expected} rows"[: _PROGRESS_WIDTH + 1])
    sys.stderr.flush()


def _say_report(file: Path, report: ImportReport, dry_run: bool) -> None:
    verb = "would add" if dry_run else "added"
    counts = f"{report.unchanged} here already, {report.refusals} refused"
    if report.repeated:
        counts += f", {report.repeated} twice in the file"
    say(f"{file.name}: {report.format}; {verb} {report.added}, {counts}")
    if report.vehicles:
        say("  vehicle: " + ", ".join(report.vehicles))
    judged = [
        f"{name.replace('_', ' ')} {part['value']} ({part['how']})"
        for name, part in report.judged.items()
        if isinstance(part, dict)
    ]
    say("  judged: " + ", ".join(judged))
    for remark in report.judged.get("remarks", ()):
        say(f"  {remark}")
    for refusal in report.refused[:20]:
        say(f"  {refusal.text}")
    if report.refusals > 20:
        say(f"  and {report.refusals - 20} more")


def export(
    context: typer.Context,
    path: Path = typer.Argument(metavar="PATH"),
    format_: str = typer.Option(
        "", "--format", help="csv, json, zip or ics; else by the path's ending.", metavar="F"
    ),
    replace: bool = typer.Option(False, "--replace", help="Write over a file that is there."),
    vehicle: str = VEHICLE,
    calendar: str = typer.Option("", help="For ics: of one calendar.", metavar="NAME"),
    start: str = typer.Option("", "--from", help="For ics: the first day.", metavar="DATE"),
    end: str = typer.Option("", "--to", help="For ics: the last day.", metavar="DATE"),
    as_json: bool = JSON,
) -> None:
    """Export everything, or one vehicle.

    CSV is a folder with a file for each kind; the zip restores to the same garage, with its
    history, by restore-backup. A calendar file (ics) holds the events.

    \b
    paddock export garage.zip
    paddock export z3.json --vehicle Z3
    paddock export december.ics --calendar Family --from 2026-12-01 --to 2026-12-31
    """
    from client.errors import BadRequest
    from client.operations.exporting import FORMATS, export_garage
    from client.operations.vehicles import find_vehicle
    from garage.moments import Moment

    session: Session = context.obj
    chosen = format_.lower() or path.suffix.lstrip(".").lower()
    only_ics = {"calendar": calendar, "from": start, "to": end}
    if chosen == "ics":
        from client.cli.calendar import export_ics

        export_ics(session, path, {**only_ics, "vehicle": vehicle}, replace=replace)
        return
    if any(only_ics.values()):
        raise BadRequest("--calendar, --from and --to are for calendar files", "use --format ics")
    if chosen == "vcf":
        raise BadRequest(
            "vcf has nothing to hold yet",
            "contacts come with a later version; use csv, json, zip or ics",
        )
    if chosen == "pdf":
        raise BadRequest("a vehicle's history is printed by the window", "press Ctrl+P on its page")
    if chosen not in FORMATS:
        raise BadRequest(
            f"{chosen!r} is no format that is written" if chosen else "no format is named",
            f"use --format {', '.join(FORMATS)} or ics",
        )
    one = session.store.read(lambda reader: find_vehicle(reader, vehicle).id) if vehicle else None
    now = session.store.read(lambda reader: Moment.now(session.zone(reader)))
    report = export_garage(session.store, path, chosen, now, vehicle_id=one, replace=replace)
    if session.as_json:
        say_json(report.to_json())
    else:
        say(f"exported {report.records} records to {path}")


def backup(
    context: typer.Context, file: Path = typer.Argument(metavar="FILE"), as_json: bool = JSON
) -> None:
    """Copy the whole database to a file."""
    session: Session = context.obj
    session.store.backup(file)
    if session.as_json:
        say_json({"path": str(file), "size": file.stat().st_size})
    else:
        say(f"backed up to {file}")


def restore_backup(
    context: typer.Context,
    file: Path = typer.Argument(metavar="FILE"),
    merge: bool = typer.Option(
        False, "--merge", help="Take a zip into a garage in use: the later edit of a field wins."
    ),
    as_json: bool = JSON,
) -> None:
    """Go back to a backup, or take in an exported zip.

    A backup takes the place of the database, which is kept beside it. A zip of `export` needs an
    empty garage, or --merge.
    """
    from client.errors import BadRequest

    session: Session = context.obj
    with file.open("rb") as opened:
        archived = opened.read(len(_ZIP)) == _ZIP
    if archived:
        _restore_archive(session, file, merge)
        return
    if merge:
        raise BadRequest(f"{file.name} is no zip of export", "leave --merge out")
    from client.store import restore_backup as restore

    folder = session.folder()
    session.close()
    kept = restore(file, folder)
    if session.as_json:
        say_json({"restored": str(file), "kept": str(kept) if kept else None})
    else:
        say(f"restored {file.name}" + (f"; what was there is kept as {kept.name}" if kept else ""))


def _restore_archive(session: Session, file: Path, merge: bool) -> None:
    from client.operations.restoring import restore_archive

    report = restore_archive(session.store, file, merge=merge)
    counts = {"added": report.added, "merged": report.merged, "unchanged": report.unchanged}
    if session.as_json:
        say_json({"restored": str(file), "kept": None} | counts)
    else:
        told = ", ".join(f"{count} {what}" for what, count in counts.items())
        say(f"restored {file.name}: {told}")
