"""Commands for what recurs and what is planned: done, mount."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import typer

from client.cli.options import FIELDS, JSON, LOCALE, VEHICLE
from client.cli.session import Session

if TYPE_CHECKING:
    from client.store import Changes, Reader
    from garage.moments import Moment
    from garage.records import Record
    from garage.units import Quantity


@dataclass(frozen=True)
class _Typed:
    """What both commands take: where something was done, when, at what reading, and fields."""

    fields: list[str]
    odometer: str
    on: str
    vehicle: str
    locale: str

    def owner(self, reader: Reader) -> str:
        """The id of the vehicle that was named, or ""."""
        from client.operations.vehicles import find_vehicle

        return find_vehicle(reader, self.vehicle).id if self.vehicle else ""


def register(app: typer.Typer) -> None:
    """Add this room's commands."""
    for command in (done, mount):
        app.command()(command)


def done(
    context: typer.Context,
    what: str = typer.Argument(metavar="WHAT", help="A reminder's or plan item's title or id."),
    fields: list[str] = FIELDS,
    odometer: str = typer.Option("", help="What the odometer showed.", metavar="READING"),
    on: str = typer.Option("today", help="When it was done.", metavar="DATE"),
    vehicle: str = VEHICLE,
    locale: str = LOCALE,
    as_json: bool = JSON,
) -> None:
    """Complete a reminder, or finish a plan item.

    A reminder falls due again as it is set to; with fields, a service is written too. A plan item
    becomes the service, repair or upgrade that it was planned as. When and at what reading can be
    options or the fields date and odometer; they count for both.

    \b
    paddock done MOT --on 2026-11-20
    paddock done "Oil change" --odometer 84120 total=180 supplier=Kwik
    paddock done "Oil change" date=2026-03-01 odometer=84120 total=180
    paddock done "New brakes" total=420
    """
    from client.cli.answers import say_written

    session: Session = context.obj
    typed = _Typed(fields or [], odometer, on, vehicle, locale)
    id_, finish = session.store.read(lambda reader: _finish(session, reader, what, typed))
    finish()
    said, also = session.store.read(lambda reader: _outcome(reader, id_, bool(fields)))
    say_written(session, id_, said, also)


def _outcome(reader: Reader, id_: str, served: bool) -> tuple[str, str]:
    """What to say of what is done, and the id of the service that was written with it, or ""."""
    from garage.records import PlanItem, Reminder

    record = reader.find(id_)
    if isinstance(record, PlanItem):
        return f"done, and a {record.becomes} was written:", record.became
    assert isinstance(record, Reminder)
    said = "done for good:" if record.finished else "done, and due again:"
    return said, record.completed_by if served else ""


def _finish(
    session: Session, reader: Reader, what: str, typed: _Typed
) -> tuple[str, Callable[[], Changes]]:
    """The id of what is done, and what does it, all that was typed being read."""
    from client.cli.typed import typed_values
    from client.operations.upkeep import complete_reminder, finish_plan_item
    from client.operations.vehicles import find_referred
    from garage.records import PlanItem, Reminder, Vehicle, kind_named

    owner = typed.owner(reader)

    def open_there(record: Record) -> bool:
        assert isinstance(record, Reminder | PlanItem)
        closed = record.finished if isinstance(record, Reminder) else record.state == "done"
        return not closed and owner in ("", record.vehicle)

    found = find_referred(reader, ("reminder", "plan_item"), what, open_there)
    assert isinstance(found, Reminder | PlanItem)
    reading = session.reading(reader, typed.locale).for_vehicle(reader.get(Vehicle, found.vehicle))
    became = kind_named(found.becomes if isinstance(found, PlanItem) else "service")
    when = reading.moment(typed.on)
    shown = reading.value(became.field("odometer"), typed.odometer) if typed.odometer else None
    given: dict[str, Any] = {}
    if typed.fields:
        about = [f"vehicle={found.vehicle}", *typed.fields]
        given = typed_values(session, reader, became, about, typed.locale)
    if isinstance(found, PlanItem):
        become = partial(finish_plan_item, session.store, found.id, when, given)
        return found.id, partial(become, odometer=shown)
    finish = partial(complete_reminder, session.store, found.id, when, odometer=shown)
    return found.id, partial(finish, service=given) if typed.fields else finish


def mount(
    context: typer.Context,
    tyres: str = typer.Argument(metavar="TYRE_SET", help="Its name or id."),
    fields: list[str] = FIELDS,
    odometer: str = typer.Option("", help="What the odometer showed.", metavar="READING"),
    on: str = typer.Option("", help="When it was mounted, now if not said.", metavar="DATE"),
    vehicle: str = VEHICLE,
    locale: str = LOCALE,
    as_json: bool = JSON,
) -> None:
    """Mount a tyre set; the one that was on comes off.

    \b
    paddock mount Winter --odometer 84120 --on 2026-11-01
    paddock mount Winter odometer=84120 date=2026-11-01
    """
    from client.cli.answers import say_written
    from client.operations.upkeep import mount_tyres
    from client.operations.vehicles import find_referred
    from garage.records import TyreEvent

    session: Session = context.obj
    typed = _Typed(fields or [], odometer, on, vehicle, locale)

    def read(reader: Reader) -> tuple[str, Moment, Quantity | None]:
        owner = typed.owner(reader)
        chosen = find_referred(
            reader,
            ("tyre_set",),
            tyres,
            lambda record: owner in ("", getattr(record, "vehicle", "")),
        )
        return chosen.id, *_mounting(session, reader, chosen, typed)

    set_, when, shown = session.store.read(read)
    changes = mount_tyres(session.store, set_, when, shown)
    events = session.store.read(lambda reader: [reader.get(TyreEvent, id_) for id_ in changes.ids])
    mounted = next(event.id for event in events if event.tyre_set == set_)
    say_written(session, mounted, "mounted:")


def _mounting(
    session: Session, reader: Reader, tyres: Record, typed: _Typed
) -> tuple[Moment, Quantity | None]:
    """When a set was mounted and at what reading, of the fields, else of the options."""
    from client.cli.typed import typed_values
    from client.errors import BadRequest
    from client.operations.vehicles import vehicle_behind
    from garage.moments import Moment
    from garage.records import kind_named

    kind = kind_named("tyre_event")
    about = [f"tyre_set={tyres.id}", *typed.fields]
    given = typed_values(session, reader, kind, about, typed.locale)
    odd = sorted(given.keys() - {"tyre_set", "date", "odometer"})
    if odd:
        raise BadRequest(f"mounting takes no {odd[0]}", "give odometer=… and date=…")
    reading = session.reading(reader, typed.locale)
    owner = vehicle_behind(reader, tyres)
    if owner is not None:
        reading = reading.for_vehicle(owner)
    when = reading.moment(typed.on) if typed.on else Moment.now(session.zone(reader))
    shown = reading.value(kind.field("odometer"), typed.odometer) if typed.odometer else None
    return given.get("date") or when, given.get("odometer") or shown
