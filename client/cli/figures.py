"""Commands that count: economy, costs, due, vin."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import typer

from client.cli.options import JSON, VEHICLE
from client.cli.output import counted, say, say_json, say_table
from client.cli.session import Session

if TYPE_CHECKING:
    from client.store import Reader
    from garage.records import FillUp, Vehicle
    from garage.regions import Preferences
    from garage.rules.costs import Costs
    from garage.rules.economy import Economy

_WITHOUT = {
    "missed": "a fill-up between the full ones was missed",
    "backwards": "the odometer runs backwards; correct it or the date",
    "no_distance": "both full fills are at the same odometer",
    "no_amount": "a fill-up does not say how much",
}
"""Why there is no figure, by the flag of a row."""
_ON: Any = typer.Option("today", help="The day to look from.", metavar="DATE")


def register(app: typer.Typer) -> None:
    """Add this room's commands."""
    for command in (economy, costs, due, vin):
        app.command()(command)


def economy(context: typer.Context, vehicle: str = VEHICLE, as_json: bool = JSON) -> None:
    """Fuel economy, from full fill to full fill.

    With --json each energy lists as out_of_line the fill-ups whose odometer does not fit the
    others' days, each with the one that it stands beside: they begin and end no figure.
    """
    from client.operations.figures import economy_of
    from client.operations.vehicles import chosen_vehicle

    session: Session = context.obj

    def read(reader: Reader) -> None:
        chosen = chosen_vehicle(reader, vehicle, "--vehicle")
        found = economy_of(reader, chosen)
        if session.as_json:
            say_json(_economies(chosen, found))
            return
        if not found:
            say(f"{chosen.name} has no fill-ups yet")
        for each in found:
            _say_economy(each, session.preferences(reader))

    session.store.read(read)


def _economies(vehicle: Vehicle, found: Sequence[Economy]) -> dict[str, Any]:
    """The figures, and beside them the fill-ups that are out of line."""
    from client.operations.figure_shapes import economies_json

    shape = economies_json(vehicle, found)
    for part, each in zip(shape["economies"], found, strict=True):
        part["out_of_line"] = [
            {**_where(row.fill), "beside": _where(row.beside)}
            for row in each.rows
            if row.beside is not None
        ]
    return shape


def _where(fill: FillUp) -> dict[str, Any]:
    return {
        "id": fill.id,
        "date": fill.date.iso if fill.date else None,
        "odometer": fill.odometer.to_json() if fill.odometer else None,
    }


def _say_economy(each: Economy, chosen: Preferences) -> None:
    from garage.records import ENERGIES
    from garage.regions import format_day, format_quantity

    def figure(si: float) -> str:
        return format_quantity(each.shown(si), chosen, each.unit)

    # "other" is also what a vehicle fills of which nobody said what it runs on
    title = "Fuel" if each.energy == "other" else ENERGIES.get(each.energy, each.energy)
    if each.average is None:
        last = next((row.flag for row in reversed(each.rows) if row.flag), "")
        say(f"{title}: no figure yet; {_WITHOUT.get(last or '', 'it takes two full fills')}")
        return
    count = each.average.count
    over = counted(count, "interval")
    say(f"{title}: {figure(each.average.si)} on average over {over}")
    for word, interval in (("best", each.best), ("worst", each.worst)):
        if interval is not None and interval.si is not None and interval.day is not None:
            say(f"  {word} {figure(interval.si)} on {format_day(interval.day, chosen)}")
    for row in each.rows:
        if row.flag and row.fill.date is not None:
            shown = f" {figure(row.si)}" if row.si is not None else ""
            say(f"  {format_day(row.fill.date.day, chosen)}: {row.flag.replace('_', ' ')}{shown}")


def costs(
    context: typer.Context,
    vehicle: str = VEHICLE,
    by: str = typer.Option("category", help="month or category", metavar="month|category"),
    start: str = typer.Option("", "--from", help="The first day.", metavar="DATE"),
    end: str = typer.Option("", "--to", help="The last day.", metavar="DATE"),
    currency: str = typer.Option("", help="Convert to this currency.", metavar="C"),
    depreciation: bool = typer.Option(
        False, "--depreciation", help="With purchase and loss of value."
    ),
    as_json: bool = JSON,
) -> None:
    """What a vehicle costs, in all and per distance.

    Each amount is converted at the rate of its own day.

    \b
    paddock costs --vehicle Z3 --by month --from 2026-01-01 --currency EUR
    """
    from client.errors import BadRequest
    from client.operations.figure_shapes import costs_json
    from client.operations.figures import costs_of, in_units
    from client.operations.vehicles import chosen_vehicle
    from garage.money import checked_currency
    from garage.rules.windows import Window

    if by not in ("month", "category"):
        raise BadRequest(f"costs are not sorted by {by!r}", "use --by month or --by category")
    session: Session = context.obj
    today = session.today()

    def read(reader: Reader) -> None:
        chosen = in_units(reader, chosen_vehicle(reader, vehicle, "--vehicle"))
        reading = session.reading(reader)
        first = reading.day_of(start) if start else None
        last = reading.day_of(end) if end else None
        if first and last and last < first:
            raise BadRequest(f"{last} is before {first}", "swap --from and --to")
        window = Window(first, last)
        code = checked_currency(currency.upper()) if currency else ""
        found = costs_of(reader, chosen, today, window, currency=code, depreciation=depreciation)
        if session.as_json:
            say_json(costs_json(chosen, found))
        else:
            _say_costs(chosen, found, by, session.preferences(reader))

    session.store.read(read)


def _say_costs(vehicle: Vehicle, found: Costs, by: str, chosen: Preferences) -> None:
    from garage.money import Money, UnitPrice
    from garage.regions import format_money, format_price

    def money(amount: Decimal) -> str:
        return format_money(Money.of(amount, found.currency), chosen)

    rows = [
        [category.replace("_", " "), money(sum_)] for category, sum_ in found.by_category.items()
    ]
    if by == "month":
        rows = [
            [f"{year}-{month:02}", money(sum(parts.values(), Decimal(0)))]
            for (year, month), parts in found.by_month.items()
        ]
    say_table([by, "total"], [*rows, ["all", money(found.total)]], right=(1,))
    each = found.per(vehicle.distance_unit or "km")
    if each is not None:
        place, unit = Decimal("0.001"), vehicle.distance_unit or "km"
        total, fuel = (
            format_price(UnitPrice(str(sum_.quantize(place)), found.currency, unit), chosen)
            for sum_ in (each.total, each.energy)
        )
        say(f"{total}, of that fuel {fuel}")
    for amount, what in ((found.purchase, "purchase"), (found.depreciation, "depreciation")):
        if amount is not None:
            say(f"{what}: {money(amount)}")
    if missing := len(found.unconverted):
        one = "1 amount has no exchange rate and is left out"
        say(one if missing == 1 else f"{missing} amounts have no exchange rate and are left out")


def due(
    context: typer.Context, on: str = _ON, vehicle: str = VEHICLE, as_json: bool = JSON
) -> None:
    """What is due, the most urgent first.

    Dates that follow from a distance are estimates, by how far the vehicle runs a day.
    """
    from client.operations.figure_shapes import due_json, due_words
    from client.operations.figures import due_in

    session: Session = context.obj

    def read(reader: Reader) -> None:
        from client.operations.vehicles import find_vehicle, name_of

        day = session.reading(reader).day_of(on)
        one = find_vehicle(reader, vehicle) if vehicle else None
        found = due_in(reader, day, {one.id: one} if one else None)
        if session.as_json:
            say_json({"on": day.isoformat(), "due": [due_json(each) for each in found]})
        elif not found:
            say("nothing is due: no reminders yet")
        else:
            chosen = session.preferences(reader)
            rows = [
                [
                    each.state,
                    each.reminder.title,
                    name_of(reader, each.reminder.vehicle),
                    due_words(each, chosen),
                    each.reminder.id,
                ]
                for each in found
            ]
            say_table(["state", "what", "vehicle", "when", "id"], rows)

    session.store.read(read)


def vin(
    context: typer.Context,
    numbers: list[str] = typer.Argument(metavar="VIN…"),
    fill: str = typer.Option(
        "", "--fill", help="Set what it says on this vehicle, over nothing typed.", metavar="V"
    ),
    dry_run: bool = typer.Option(False, "--dry-run", help="Only show what --fill would set."),
    as_json: bool = JSON,
) -> None:
    """What vehicle identification numbers say, offline.

    \b
    paddock vin 1HGCM82633A004352
    paddock vin 1HGCM82633A004352 --fill Accord --dry-run
    """
    from datetime import date

    from client.errors import BadRequest
    from garage.vin import decode

    session: Session = context.obj
    if dry_run and not fill:
        raise BadRequest("there is nothing to try", "name a vehicle with --fill")
    if fill:
        _fill(session, numbers, fill, dry_run)
        return
    decoded = [decode(number, today=date.today()) for number in numbers]
    if session.as_json:
        say_json({"vins": [one.to_json() for one in decoded]})
        return
    for one in decoded:
        year = str(one.year) if one.year else " or ".join(map(str, one.years)) or "year not told"
        parts = [one.make or "make not known", one.model or "", year, one.country or ""]
        say(f"{one.vin}: {', '.join(part for part in parts if part)} ({one.confidence} confidence)")
        for name, value in one.values.items():
            say(f"  {name}: {getattr(value.value, 'text', value.value)}")
        for warning in one.warnings:
            say(f"  {warning}")


def _fill(session: Session, numbers: list[str], named: str, dry_run: bool) -> None:
    from client.errors import BadRequest
    from client.operations.vehicles import find_vehicle
    from client.operations.vin import apply_vin, preview_vin

    if len(numbers) != 1:
        raise BadRequest("one vehicle has one VIN", "give one number with --fill")
    today = session.today()
    store = session.store
    vehicle = store.read(lambda reader: find_vehicle(reader, named))
    fill = store.read(lambda reader: preview_vin(reader, vehicle.id, numbers[0], today))
    number = fill.decoded.vin
    if vehicle.vin and _plain(vehicle.vin) != _plain(number):
        raise BadRequest(
            f"{vehicle.name} has the VIN {vehicle.vin} already",
            "if that is wrong, clear it first: paddock edit ID vin=",
        )
    if not dry_run:
        apply_vin(store, vehicle.id, fill)
    parts = [
        {
            "target": part.target,
            "field": part.field,
            "value": getattr(part.value, "text", part.value),
            "source": part.source,
            "skipped": part.skipped,
            "reason": part.reason,
        }
        for part in fill.proposed
    ]
    if session.as_json:
        say_json(
            {
                "vehicle": vehicle.id,
                "set": not dry_run,
                "proposed": parts,
                "vins": [fill.decoded.to_json()],
            }
        )
        return
    done = "would set" if dry_run else "set"
    if not vehicle.vin:
        say(f"{done} vin: {number}")
    for part in fill.proposed:
        said = part.value
        words = ", ".join(said) if isinstance(said, tuple) else getattr(said, "text", said)
        if part.skipped:
            say(f"– {part.field}: {words} ({part.reason.rstrip('.')})")
        else:
            say(f"{done} {part.field}: {words}")


def _plain(number: str) -> str:
    return "".join(each for each in number.upper() if each.isalnum())
