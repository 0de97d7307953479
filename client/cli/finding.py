"""Commands that look: list, show, search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from client.cli.options import JSON, LOCALE, VEHICLE
from client.cli.output import say, say_json, say_table
from client.cli.session import Session, whole

if TYPE_CHECKING:
    from client.operations.lists import Listing
    from client.store import Reader
    from garage.records import Record

_MOST_HITS = 1_000


def register(app: typer.Typer) -> None:
    """Add this room's commands."""
    app.command("list")(list_)
    for command in (show, search):
        app.command()(command)


def list_(
    context: typer.Context,
    kind: str = typer.Argument(metavar="KIND", help="What to list, as vehicle, fill_up, service."),
    vehicle: str = VEHICLE,
    where: str = typer.Option(
        "", help="A filter, as 'volume > 10 gal and station ~ shell'.", metavar="EXPR"
    ),
    sort: str = typer.Option(
        "", help="A field; with - before it, the greatest first.", metavar="FIELD"
    ),
    limit: str = typer.Option("", help="At most so many.", metavar="N"),
    trash: bool = typer.Option(False, "--trash", help="What is in the trash."),
    locale: str = LOCALE,
    as_json: bool = JSON,
) -> None:
    """List records, the newest first.

    Filters know units and dates: amounts are compared whatever unit they were entered in.

    \b
    paddock list fill_up --vehicle Z3 --where "volume > 10 gal and station ~ shell"
    paddock list service --where "total > 200 EUR or tags = brakes" --sort -total --limit 5
    """
    from client.cli.lines import say_records
    from client.operations.lists import MOST, list_records
    from client.operations.shapes import record_json
    from garage.records import kind_named

    session: Session = context.obj
    chosen = kind_named(kind)
    most = whole(limit, "--limit", MOST) if limit else None

    def read(reader: Reader) -> None:
        found: Listing = list_records(
            reader,
            chosen,
            session.reading(reader, locale),
            vehicle=vehicle or None,
            where=where or None,
            sort=sort or None,
            limit=most,
            deleted=trash,
        )
        if session.as_json:
            records = [record_json(record) for record in found.records]
            say_json({"kind": chosen.name, "total": found.total, "records": records})
        elif not found.records:
            say(f"no {chosen.plural.lower()}" + (" match" if where else " yet"))
        else:
            say_records(reader, chosen, found.records)
            if found.total > len(found.records):
                say(f"{len(found.records)} of {found.total}")

    session.store.read(read)


def show(
    context: typer.Context,
    id_: str = typer.Argument(metavar="ID"),
    history: bool = typer.Option(False, "--history", help="With every value it ever had."),
    as_json: bool = JSON,
) -> None:
    """Show a record, and of a part what is in stock."""
    from client.cli.lines import shown
    from client.operations.figures import stock_of
    from client.operations.shapes import quantity_json, record_json
    from garage.records import Part

    session: Session = context.obj

    def read(reader: Reader) -> None:
        record = reader.find(id_)
        edits = _history(reader, id_) if history else None
        counted = stock_of(reader, record) if isinstance(record, Part) else None
        if session.as_json:
            shape = record_json(record)
            if counted is not None:
                shape |= {
                    "stock": quantity_json(counted.amount),
                    "below_minimum": counted.below_minimum,
                }
            say_json(shape | ({"history": edits} if edits is not None else {}))
            return
        _say_fields(session, reader, record)
        if counted is not None:
            amount = shown(counted.amount, session.preferences(reader))
            say(f"  In stock: {amount}" + (", order more" if counted.below_minimum else ""))
        for edit in edits or ():
            say(f"{edit['at'][:16].replace('T', ' ')}  {edit['field']}: {_plain(edit['value'])}")

    session.store.read(read)


def _history(reader: Reader, id_: str) -> list[dict[str, Any]]:
    return [
        {
            "field": edit.field,
            "value": edit.value,
            "by": None,
            "device": edit.device,
            "at": edit.at.isoformat(timespec="milliseconds"),
            "current": edit.current,
            "overtaken": edit.overtaken,
        }
        for edit in reader.history(id_)
    ]


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return str(
            value.get("typed")
            or " ".join(
                str(value[k]) for k in ("value", "amount", "unit", "currency") if k in value
            )
            or value
        )
    return "cleared" if value is None else str(value)


def _say_fields(session: Session, reader: Reader, record: Record) -> None:
    from client.cli.lines import shown
    from client.operations.records import kind_of
    from client.operations.vehicles import name_of
    from garage.records.fields import ReferenceField

    chosen = session.preferences(reader)
    kind = kind_of(record)
    say(f"{kind.label} {record.id}" + (" (in the trash)" if record.deleted else ""))
    for field in kind.fields:
        value = getattr(record, field.name)
        if field.hidden or value in (None, "", (), frozenset(), {}):
            continue
        if isinstance(field.type, ReferenceField):
            value = name_of(reader, value)
        if field.name == "custom":
            for name, own in value.items():
                say(f"  {name}: {shown(own, chosen)}")
        else:
            say(f"  {field.label}: {shown(value, chosen)}")


def search(
    context: typer.Context,
    text: str = typer.Argument(metavar="TEXT"),
    limit: str = typer.Option("50", help="At most so many.", metavar="N"),
    as_json: bool = JSON,
) -> None:
    """Find records by any of their words, mistyped or not."""
    from client.operations.shapes import record_json

    session: Session = context.obj
    most = whole(limit, "--limit", _MOST_HITS)

    def read(reader: Reader) -> None:
        hits = reader.search(text, most)
        if session.as_json:
            records = [record_json(reader.find(hit.id)) | {"snippet": hit.snippet} for hit in hits]
            say_json({"text": text, "total": len(records), "records": records})
        elif not hits:
            say(f"nothing found for {text!r}")
        else:
            say_table(
                ["kind", "what", "where", "id"],
                [[h.kind, h.heading, h.snippet, h.id] for h in hits],
            )

    session.store.read(read)
