"""A vehicle in the garage in words: its card, its row in the table, and the orders of both."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from client.operations.overview import GarageCard, GarageOverview
from client.operations.vehicle_overview import EconomyFigures
from client.store.search import fold
from client.ui.text import _
from client.ui.vehicles.due_shown import due_share, due_state, due_words
from client.ui.vehicles.pictures import described, paint_of, picture_of, plate_of
from client.ui.vehicles.shown import Shown, month_names
from client.ui.widgets.gauge import DueState
from client.ui.widgets.vehicle_card import CardContent, CardDue, CardLine
from garage.records.vehicles import STATUSES


@dataclass(frozen=True)
class GarageRow:
    """One vehicle as the garage shows it, in words that were made off the GUI thread."""

    card: GarageCard = field(repr=False)
    content: CardContent
    picture: str
    paint: str
    group: str
    """The name of its group."""
    cells: dict[str, str]
    """The table's words by column."""
    words: str = field(repr=False)
    """All that plain words are looked for in, in one case."""

    @property
    def id(self) -> str:
        """The vehicle's id."""
        return self.card.vehicle.id


def garage_rows(overview: GarageOverview, shown: Shown) -> tuple[GarageRow, ...]:
    """The vehicles of an overview in words."""
    names = {group.id: group.name for group in overview.groups}
    return tuple(_row(card, names, shown) for card in overview.cards)


def _row(card: GarageCard, names: dict[str, str], shown: Shown) -> GarageRow:
    vehicle, own = card.vehicle, shown.of(card.vehicle)
    group = names.get(vehicle.group, "")
    said = (
        vehicle.name, vehicle.make, vehicle.model, vehicle.trim, str(vehicle.year or ""),
        vehicle.plate, vehicle.plate.replace(" ", ""), vehicle.vin, group, *vehicle.tags,
    )  # fmt: skip
    return GarageRow(
        card=card,
        content=card_content(card, shown),
        picture=picture_of(vehicle),
        paint=paint_of(vehicle),
        group=group,
        cells=_cells(card, group, own),
        words=fold("\n".join(said)),
    )


def _cells(card: GarageCard, group: str, own: Shown) -> dict[str, str]:
    odometer = economy = per = ""
    if card.odometer is not None:
        odometer = own.rounded(card.odometer)
    elif card.hours is not None:
        odometer = f"{own.number(card.hours.to('h').value, 0)} {own.symbol('h')}"
    if card.economy is not None and card.economy.latest is not None:
        whole = card.economy.whole
        economy = f"{own.economy(whole, card.economy.latest, 1)} {own.economy_unit(whole)}"
    if card.per_distance is not None:
        rate = own.rate(card.per_distance, card.year_cost.currency)
        per = f"{rate}/{own.symbol(card.vehicle.distance_unit or 'km')}"
    return {
        "name": card.vehicle.name,
        "described": described(card.vehicle),
        "odometer": odometer,
        "economy": economy,
        "cost": own.money(card.month_cost),
        "per": per,
        "due": f"{card.due.reminder.title}, {due_words(card.due, own)}" if card.due else "",
        "status": _(STATUSES.get(card.vehicle.status, "")),
        "group": group,
    }


# ---------------------------------------------------------------------- orders


def ordered(rows: Sequence[GarageRow], sort: str, *, grouped: bool) -> list[GarageRow]:
    """The rows in an order; grouped, those of no group stand last."""
    key = sort_key(sort)
    found = sorted(rows, key=lambda row: key(row.card))
    if grouped:
        found.sort(key=lambda row: (not row.group, fold(row.group)))
    return found


def sort_key(name: str) -> Callable[[GarageCard], Any]:
    """The key that cards are ordered by; by due date what is past comes first."""
    keys: dict[str, Callable[[GarageCard], Any]] = {
        "odometer": lambda card: -(card.odometer.si if card.odometer else -1.0),
        "cost": lambda card: -card.month_cost.decimal,
        "name": lambda card: fold(card.vehicle.name),
        "used": lambda card: -(card.last_used.toordinal() if card.last_used else 0),
        "make": lambda card: (
            not card.vehicle.make,
            fold(described(card.vehicle).lstrip("0123456789 ")),
        ),
    }
    return keys.get(name, _urgency)


def _urgency(card: GarageCard) -> tuple[int, str, str]:
    name = fold(card.vehicle.name)
    if card.due is None:
        return 2, "", name
    day = card.due.day.isoformat() if card.due.day else "9999"
    return 0 if due_state(card.due) is DueState.LATE else 1, day, name


# ---------------------------------------------------------------------- the card


def card_content(card: GarageCard, shown: Shown) -> CardContent:
    """All that a card says."""
    own = shown.of(card.vehicle)
    return CardContent(
        name=card.vehicle.name,
        subtitle=_subtitle(card),
        plate=plate_of(card.vehicle),
        lines=_lines(card, own),
        due=_due(card, own),
        idle=_idle(card),
        period=month_names()[shown.today.month - 1],
        cost=own.money(card.month_cost),
    )


def _idle(card: GarageCard) -> str:
    away = card.laid_up or card.gone
    return _(STATUSES[card.vehicle.status]) if away else _("Nothing due")


def _subtitle(card: GarageCard) -> str:
    laid_up = _("laid up") if card.laid_up else ""
    return " · ".join(part for part in (described(card.vehicle), laid_up) if part)


def _lines(card: GarageCard, shown: Shown) -> tuple[CardLine, ...]:
    lines = []
    if card.odometer is not None:
        digits, unit = shown.reading(card.odometer)
        lines.append(CardLine(_("Odometer"), digits, unit, odometer=True))
    elif card.hours is None:
        lines.append(CardLine(_("Odometer"), _("none")))
    if card.hours is not None:
        hours = shown.number(card.hours.to("h").value, 0)
        lines.append(CardLine(_("Engine hours"), hours, shown.symbol("h")))
    if card.economy is not None:
        lines.append(_economy(card.economy, shown))
    elif card.vehicle.energies:
        lines.append(CardLine(_("Economy"), _("after two full fills")))
    return tuple(lines)


def _economy(figures: EconomyFigures, shown: Shown) -> CardLine:
    latest = figures.latest
    if latest is None:
        return CardLine(_("Economy"), _("after two full fills"))
    figure = shown.economy(figures.whole, latest, 1)
    return CardLine(_("Economy"), figure, shown.economy_unit(figures.whole), figures.bars)


def _due(card: GarageCard, shown: Shown) -> CardDue | None:
    due = card.due
    if due is None:
        return None
    icon = "snowflake" if card.laid_up and due_state(due) is not DueState.LATE else ""
    return CardDue(due.reminder.title, due_words(due, shown), due_share(due), due_state(due), icon)
