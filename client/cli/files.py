"""Commands that take files in and give files out: import, export, backup, restore-backup."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from client.cli.options import JSON, VEHICLE
from client.cli.output import say, say_json
from client.cli.session import Session

if TYPE_CHECKING:
    from client.exchange.drafts import ImportOptions
    from client.operations.importing import ImportReport


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
    dry_run: bool = typer.Option(False, "--dry-run", help="Only say what it would do."),
    as_json: bool = JSON,
) -> None:
    """Import files of other garage apps: Fuelio, Fuelly, aCar, LubeLogger, Drivvo and more."""
    from client.operations.import_files import import_file

    session: Session = context.obj
    said = {
        "format": format_,
        "vehicle": vehicle,
        "distance_unit": distance_unit,
        "volume_unit": volume_unit,
        "currency": currency.upper(),
        "date_order": date_order.lower(),
        "decimal_mark": decimal_mark,
    }
    options = session.store.read(lambda reader: _options(session, reader, said))
    reports: list[ImportReport] = []
    for file in files:
        report = import_file(
            session.store, file, options, vehicle=vehicle or None, dry_run=dry_run,
            progress=_progress if sys.stderr.isatty() and not session.as_json else None,
        )  # fmt: skip
        reports.append(report)
        if not session.as_json:
            _say_report(file, report, dry_run)
    if session.as_json:
        parts = [report.to_json() | {"dry_run": dry_run} for report in reports]
        say_json(parts[0] if len(parts) == 1 else {"files": parts})


def _options(session: Session, reader: Any, said: dict[str, str]) -> ImportOptions:
    from client.operations.import_files import options_of
    from client.operations.settings import set_currency

    return options_of(said, session.zone(reader), set_currency(reader))


def _progress(done: int, expected: int) -> None:
    sys.stderr.write(f"\r{done} of about {expected} rows")
    sys.stderr.flush()


def _say_report(file: Path, report: ImportReport, dry_run: bool) -> None:
    verb = "would add" if dry_run else "added"
    counts = f"{report.unchanged} here already, {report.refusals} refused"
    say(f"{file.name}: {report.format}; {verb} {report.added}, {counts}")
    judged = [
        f"{name.replace('_', ' ')} {part['value']} ({part['how']})"
        for name, part in report.judged.items()
        if isinstance(part, dict)
    ]
    say("  judged: " + ", ".join(judged))
    for remark in report.judged.get("remarks", ()):
        say(f"  {remark}")
    for refusal in report.refused[:20]:
        say(f"  line {refusal.line}, {refusal.column}: {refusal.reason}")
    if report.refusals > 20:
        say(f"  and {report.refusals - 20} more")


def export(
    context: typer.Context,
    path: Path = typer.Argument(metavar="PATH"),
    format_: str = typer.Option(
        "", "--format", help="csv, json or zip; else by the path's ending.", metavar="F"
    ),
    vehicle: str = VEHICLE,
    as_json: bool = JSON,
) -> None:
    """Export everything: CSV, JSON, or a zip that restores to the same garage."""
    from client.errors import BadRequest
    from client.operations.exporting import FORMATS, export_garage
    from client.operations.vehicles import find_vehicle
    from garage.moments import Moment

    session: Session = context.obj
    chosen = format_.lower() or path.suffix.lstrip(".").lower()
    if chosen in ("ics", "vcf"):
        raise BadRequest(
            f"{chosen} has nothing to hold yet",
            "calendar and contacts come with a later version; use csv, json or zip",
        )
    if chosen not in FORMATS:
        raise BadRequest(
            f"{chosen or 'no format'!r} is not written here", f"use --format {', '.join(FORMATS)}"
        )
    one = session.store.read(lambda reader: find_vehicle(reader, vehicle).id) if vehicle else None
    now = session.store.read(lambda reader: Moment.now(session.zone(reader)))
    report = export_garage(session.store, path, chosen, now, vehicle_id=one)
    if session.as_json:
        say_json(report.to_json())
    else:
        say(f"exported {report.records} records to {path}")


def backup(
    context: typer.Context, file: Path = typer.Argument(metavar="FILE"), as_json: bool = JSON
) -> None:
    """Copy the whole database to a file, consistent and durable."""
    session: Session = context.obj
    session.store.backup(file)
    if session.as_json:
        say_json({"path": str(file), "size": file.stat().st_size})
    else:
        say(f"backed up to {file}")


def restore_backup(
    context: typer.Context, file: Path = typer.Argument(metavar="FILE"), as_json: bool = JSON
) -> None:
    """Put a backup in the place of the database; the one that was there is kept beside it."""
    from client.store import restore_backup as restore

    session: Session = context.obj
    folder = session.folder()
    session.close()
    kept = restore(file, folder)
    if session.as_json:
        say_json({"restored": str(file), "kept": str(kept) if kept else None})
    else:
        say(f"restored {file.name}" + (f"; what was there is kept as {kept.name}" if kept else ""))
