"""Commands that write records: add, edit, delete, restore, undo, redo, done."""

# Rooms of the program are imported where a command needs them: `paddock --help` waits for none.
from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from client.cli.options import JSON, LOCALE
from client.cli.output import say, say_json
from client.cli.session import Session

if TYPE_CHECKING:
    from client.store import Changes, Reader
    from garage.records import Kind


def register(app: typer.Typer) -> None:
    """Add this room's commands."""
    for command in (add, edit, delete, restore, undo, redo, done):
        app.command()(command)


def add(
    context: typer.Context,
    kind: str = typer.Argument(help="What to add, as vehicle, fill_up, service."),
    fields: list[str] = typer.Argument(None, metavar="FIELD=VALUE…"),
    locale: str = LOCALE,
    as_json: bool = JSON,
) -> None:
    """Add a record: paddock add fill_up vehicle=Z3 volume=45.2 total=71.30 odometer=84120."""
    from client.operations.records import add as add_record
    from garage.moments import Moment
    from garage.records import kind_named

    session: Session = context.obj
    chosen = kind_named(kind)

    def read(reader: Reader) -> tuple[dict[str, Any], Moment]:
        values = _typed(session, reader, chosen, fields or [], locale, None)
        return values, Moment.now(session.zone(reader))

    values, now = session.store.read(read)
    changes = add_record(session.store, chosen, values, today=now)
    _say_record(session, changes.ids[0], f"added {chosen.name}")


def edit(
    context: typer.Context,
    id_: str = typer.Argument(metavar="ID"),
    fields: list[str] = typer.Argument(metavar="FIELD=VALUE…"),
    locale: str = LOCALE,
    as_json: bool = JSON,
) -> None:
    """Change fields of a record; an empty value clears a field."""
    from client.operations.records import edit as edit_record
    from client.operations.records import kind_of

    session: Session = context.obj

    def read(reader: Reader) -> dict[str, Any]:
        record = reader.find(id_)
        owner = getattr(record, "vehicle", "") or (id_ if record.kind == "vehicle" else None)
        return _typed(session, reader, kind_of(record), fields, locale, owner)

    changes = edit_record(session.store, id_, session.store.read(read))
    _say_record(session, id_, "changed" if changes.undo else "it was so already:")


def delete(
    context: typer.Context, ids: list[str] = typer.Argument(metavar="ID…"), as_json: bool = JSON
) -> None:
    """Put records in the trash."""
    from client.operations.records import delete as delete_records

    _say_changes(context.obj, delete_records(context.obj.store, ids), ids, "deleted")


def restore(
    context: typer.Context, ids: list[str] = typer.Argument(metavar="ID…"), as_json: bool = JSON
) -> None:
    """Take records out of the trash."""
    from client.operations.records import restore as restore_records

    _say_changes(context.obj, restore_records(context.obj.store, ids), ids, "restored")


def undo(context: typer.Context, as_json: bool = JSON) -> None:
    """Undo the last operation."""
    changes = context.obj.store.undo()
    _say_changes(context.obj, changes, list(changes.ids), f"undone: {changes.title}")


def redo(context: typer.Context, as_json: bool = JSON) -> None:
    """Do again what was undone last."""
    changes = context.obj.store.redo()
    _say_changes(context.obj, changes, list(changes.ids), f"done again: {changes.title}")


def done(
    context: typer.Context,
    reminder: str = typer.Argument(metavar="REMINDER", help="Its id or title."),
    fields: list[str] = typer.Argument(
        None, metavar="FIELD=VALUE…", help="Of the service record, if one is wanted."
    ),
    odometer: str = typer.Option("", help="What the odometer showed.", metavar="READING"),
    on: str = typer.Option("today", help="When it was done.", metavar="DATE"),
    locale: str = LOCALE,
    as_json: bool = JSON,
) -> None:
    """Complete a reminder, with a service record if fields are given; it falls due again as set."""
    from client.operations.upkeep import complete_reminder
    from client.operations.vehicles import find_referred
    from garage.records import Reminder, Vehicle, kind_named

    session: Session = context.obj

    def read(reader: Reader) -> tuple[Any, ...]:
        found = find_referred(reader, ("reminder",), reminder)
        assert isinstance(found, Reminder)
        how = session.reading(reader, locale).for_vehicle(reader.get(Vehicle, found.vehicle))
        service = kind_named("service")
        shown = how.value(service.field("odometer"), odometer) if odometer else None
        given = _typed(session, reader, service, fields, locale, found.vehicle) if fields else None
        return found.id, how.moment(on), shown, given

    id_, when, shown, given = session.store.read(read)
    complete_reminder(session.store, id_, when, odometer=shown, service=given)
    _say_record(session, id_, "done:")


def _typed(
    session: Session, reader: Reader, kind: Kind, pairs: list[str], locale: str, vehicle: str | None
) -> dict[str, Any]:
    """Typed values from field=value texts, in the units of the vehicle that they are about."""
    from client.operations.vehicles import find_referred
    from client.store import Query
    from garage.records import CustomFieldDefinition, Vehicle
    from garage.records.fields import ReferenceField

    reading = session.reading(reader, locale or None)
    named = next(
        (p.partition("=")[2] for p in pairs if p.partition("=")[0].strip() == "vehicle"), ""
    )
    if named or vehicle:
        found = find_referred(reader, ("vehicle",), named or vehicle or "")
        assert isinstance(found, Vehicle)
        reading = reading.for_vehicle(found)
    definitions = {one.name: one for one in reader.all(CustomFieldDefinition, Query(sort="name"))}
    values = reading.assignments(kind, pairs, definitions)
    for name, value in values.items():
        type_ = kind.field(name).type if name in kind.by_name else None
        if isinstance(type_, ReferenceField) and value:
            values[name] = find_referred(reader, type_.kinds, value).id
    return values


def _say_record(session: Session, id_: str, what: str) -> None:
    from client.cli.lines import line_of
    from client.operations.shapes import record_json

    record = session.store.read(lambda reader: reader.find(id_))
    if session.as_json:
        say_json(record_json(record))
    else:
        say(f"{what} {session.store.read(lambda reader: line_of(reader, record))}")


def _say_changes(session: Session, changes: Changes, ids: list[str], what: str) -> None:
    from client.operations.shapes import record_json

    if not session.as_json:
        say(
            what
            if ids and what[-1:] != "d"
            else f"{what} {len(ids)}"
            if len(ids) != 1
            else f"{what} {ids[0]}"
        )
        return
    records = [session.store.read(lambda reader, id_=id_: reader.find(id_)) for id_ in ids]  # type: ignore[misc]  # a default binds the loop's value
    if len(records) == 1:
        say_json(record_json(records[0]))
    else:
        say_json(
            {
                "operation": changes.operation,
                "title": changes.title,
                "records": [record_json(r) for r in records],
            }
        )
