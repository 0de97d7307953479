"""Commands that write records: add, edit, delete, restore, undo, redo."""

# Rooms of the program are imported where a command needs them: `paddock --help` waits for none.
from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from client.cli.options import FIELDS, JSON, LOCALE
from client.cli.session import Session

if TYPE_CHECKING:
    from client.store import Changes, Reader
    from garage.moments import Moment

_IDS: Any = typer.Argument(metavar="ID…", help="Ids of records, as list and search show them.")


def register(app: typer.Typer) -> None:
    """Add this room's commands."""
    for command in (add, edit, delete, restore, undo, redo):
        app.command()(command)


def add(
    context: typer.Context,
    kind: str = typer.Argument(metavar="KIND", help="What to add, as vehicle, fill_up, service."),
    fields: list[str] = FIELDS,
    locale: str = LOCALE,
    as_json: bool = JSON,
) -> None:
    """Add a record.

    The date is now unless it is given; the vehicle may be left out where there is only one. What
    looks wrong is kept, and said. `paddock kinds KIND` tells the fields there are.

    \b
    paddock add vehicle name=Z3 plate="AB12 CDE" distance_unit=mi currency=GBP
    paddock add fill_up vehicle=Z3 volume=45.2 total=71.30 odometer=84120
    paddock add work_line work="Big service" title=Oil cost=35
    paddock add reminder title=MOT due=2027-01-01 every="12 months"
    paddock add event "MOT Tuesday 9:00 for the Z3, remind 2 days before"
    """
    from client.cli.answers import say_written
    from client.cli.calendar import add_event_said, add_event_typed
    from client.cli.typed import typed_values
    from client.errors import BadRequest
    from client.operations.records import add as add_record
    from garage.moments import Moment
    from garage.records import kind_named

    session: Session = context.obj
    chosen = kind_named(kind)
    if not fields:
        see = f"write field=value; paddock kinds {chosen.name} tells the fields"
        raise BadRequest(f"nothing is said of the new {chosen.name}", see)

    if chosen.name == "event" and not any("=" in field for field in fields):
        changes = add_event_said(session, fields, locale)
        say_written(session, _id_of(changes, "event"), "added event:")
        return

    def read(reader: Reader) -> tuple[dict[str, Any], Moment]:
        values = typed_values(session, reader, chosen, fields, locale)
        return values, Moment.now(session.zone(reader))

    values, now = session.store.read(read)
    if chosen.name == "event":
        changes = add_event_typed(session, values)
    else:
        changes = add_record(session.store, chosen, values, today=now)
    say_written(session, _id_of(changes, chosen.name), f"added {chosen.label.lower()}:")


def _id_of(changes: Changes, kind: str) -> str:
    """The one record of the kind that was written; a calendar may have been made with an event."""
    return next(iter(changes.touched[kind]))


def edit(
    context: typer.Context,
    id_: str = typer.Argument(metavar="ID"),
    fields: list[str] = typer.Argument(metavar="FIELD=VALUE…"),
    locale: str = LOCALE,
    as_json: bool = JSON,
) -> None:
    """Change fields of a record; an empty value clears one.

    \b
    paddock edit 01a2… odometer=84210 station= "custom.Paint code=LA7W"
    """
    from client.cli.answers import say_written
    from client.cli.calendar import edit_event_typed
    from client.cli.typed import typed_values
    from client.operations.records import edit as edit_record
    from client.operations.records import kind_of

    session: Session = context.obj

    def read(reader: Reader) -> dict[str, Any]:
        record = reader.find(id_)
        return typed_values(session, reader, kind_of(record), fields, locale, record)

    values = session.store.read(read)
    if session.store.read(lambda reader: reader.find(id_)).kind == "event":
        changes = edit_event_typed(session, id_, values)
    else:
        changes = edit_record(session.store, id_, values)
    say_written(session, id_, "changed" if changes.undo else "it was so already:")


def delete(context: typer.Context, ids: list[str] = _IDS, as_json: bool = JSON) -> None:
    """Put records in the trash."""
    from client.cli.answers import say_changed
    from client.operations.records import delete as delete_records

    ids = list(dict.fromkeys(ids))
    say_changed(context.obj, delete_records(context.obj.store, ids), ids, "deleted")


def restore(context: typer.Context, ids: list[str] = _IDS, as_json: bool = JSON) -> None:
    """Take records out of the trash."""
    from client.cli.answers import say_changed
    from client.operations.records import restore as restore_records

    ids = list(dict.fromkeys(ids))
    say_changed(context.obj, restore_records(context.obj.store, ids), ids, "restored")


def undo(context: typer.Context, as_json: bool = JSON) -> None:
    """Undo the last operation."""
    from client.cli.answers import say_changed
    from client.operations.records import undo as undo_last

    changes = undo_last(context.obj.store)
    say_changed(context.obj, changes, list(changes.ids), "undone:")


def redo(context: typer.Context, as_json: bool = JSON) -> None:
    """Do again what was undone last."""
    from client.cli.answers import say_changed
    from client.operations.records import redo as redo_last

    changes = redo_last(context.obj.store)
    say_changed(context.obj, changes, list(changes.ids), "done again:")
