"""Commands that look: list, show, search."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import typer

from client.cli.options import JSON, LOCALE, VEHICLE
from client.cli.output import say, say_json, say_table
from client.cli.session import Session, whole

if TYPE_CHECKING:
    from datetime import date

    from client.operations.lists import Listing
    from client.store import Reader
    from garage.records import Record, TyreSet
    from garage.rules.tyres import TyreState

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
    """Show a record, with what follows from others.

    Of a part that is what is in stock; of a tyre set how far it has run, its wear and its age.
    """
    from client.operations.shapes import record_json

    session: Session = context.obj

    def read(reader: Reader) -> None:
        record = reader.find(id_)
        edits = _history(reader, id_) if history else None
        figures, lines = _worked_out(session, reader, record)
        if session.as_json:
            shape = record_json(record) | figures
            say_json(shape | ({"history": edits} if edits is not None else {}))
            return
        _say_fields(session, reader, record)
        for line in lines:
            say(f"  {line}")
        for edit in edits or ():
            value = f"{edit['field']}: {_plain(edit['value'])}"
            lost = " (overtaken by an edit made without knowing of it)" if edit["overtaken"] else ""
            say(f"{edit['at'][:16].replace('T', ' ')}  {value}{lost}")

    session.store.read(read)


def _worked_out(
    session: Session, reader: Reader, record: Record
) -> tuple[dict[str, Any], list[str]]:
    """What other records say of this one, as JSON and as lines."""
    from client.cli.lines import shown
    from client.operations.figures import stock_of
    from client.operations.shapes import quantity_json
    from garage.records import Part, TyreSet

    if isinstance(record, TyreSet):
        return _tyre_figures(session, reader, record)
    if not isinstance(record, Part):
        return {}, []
    counted = stock_of(reader, record)
    shape = {"stock": quantity_json(counted.amount), "below_minimum": counted.below_minimum}
    amount = shown(counted.amount, session.preferences(reader))
    return shape, [f"In stock: {amount}" + (", order more" if counted.below_minimum else "")]


def _tyre_figures(
    session: Session, reader: Reader, tyres: TyreSet
) -> tuple[dict[str, Any], list[str]]:
    from client.cli.lines import tyre_lines
    from client.operations.figures import in_units, read_vehicle, tyre_events
    from client.operations.vehicles import vehicle_behind
    from client.store import Query
    from garage.records import TyreSet
    from garage.rules.odometer import odometer_timeline
    from garage.rules.tyres import tyre_states

    owner = vehicle_behind(reader, tyres)
    if owner is None:
        return {}, []
    vehicle = in_units(reader, owner)
    # one in the trash is shown as it would be with the others
    others = [each for each in reader.all(TyreSet, Query(owner=vehicle.id)) if each.id != tyres.id]
    sets = [dataclasses.replace(tyres, deleted=False), *others]
    events = [event for each in sets for event in tyre_events(reader, each)]
    # what was read when tyres were changed or measured counts as well
    read = read_vehicle(reader, vehicle, money=False)
    odometer = odometer_timeline([*read.records, *events], vehicle)
    today = session.reading(reader).day_of("today")
    state = tyre_states(sets, events, odometer, today)[0]
    chosen, unit = session.preferences(reader), vehicle.distance_unit or "km"
    return {"tyres": _tyres_json(state, today, unit)}, tyre_lines(state, today, unit, chosen)


def _tyres_json(state: TyreState, today: date, unit: str) -> dict[str, Any]:
    """Distances in the vehicle's unit; `left` is what the tread lasts from its last measuring."""
    from client.cli.lines import whole_distance
    from client.operations.shapes import quantity_json
    from garage.rules.figures import figure
    from garage.rules.wheels import axle_of

    def distance(si: float | None) -> dict[str, Any] | None:
        return None if si is None else quantity_json(whole_distance(si, unit))

    age, wear = state.age_years(today), state.wear
    return {
        "on": state.on,
        "distance": distance(state.distance),
        "spans": [
            {
                "from": span.start.isoformat(),
                "to": span.end.isoformat() if span.end else None,
                "distance": distance(span.distance),
            }
            for span in state.spans
        ],
        "wear": None
        if wear is None
        else {
            "axle": axle_of(wear.place),
            "wheel": wear.place if wear.place != axle_of(wear.place) else None,
            "tread": quantity_json(figure(wear.tread, "mm")),
            "per_1000_km": quantity_json(figure(wear.per_1000_km, "mm")),
            "left": distance(wear.left),
        },
        "made": state.made.isoformat() if state.made else None,
        "age_years": None if age is None else round(age, 1),
        "faults": list(state.faults),
    }


def _history(reader: Reader, id_: str) -> list[dict[str, Any]]:
    return [
        {
            "field": edit.field,
            "value": edit.value,
            "by": edit.by or None,
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
