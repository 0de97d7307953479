"""A vehicle's card in words, and the orders that cards can stand in."""

from collections.abc import Callable
from typing import Any

from client.operations.overview import GarageCard
from client.operations.vehicle_overview import EconomyFigures
from client.ui.text import _
from client.ui.vehicles.due_shown import due_share, due_state, due_words
from client.ui.vehicles.pictures import described, plate_of
from client.ui.vehicles.shown import Shown, month_names
from client.ui.widgets.gauge import DueState
from client.ui.widgets.vehicle_card import CardContent, CardDue, CardLine

SORTS = ("due", "name", "odometer", "cost")


def sort_words() -> dict[str, str]:
    """What each order is called."""
    return {
        "due": _("Next due"),
        "name": _("Name"),
        "odometer": _("Odometer"),
        "cost": _("Cost this month"),
    }


def sort_key(name: str) -> Callable[[GarageCard], Any]:
    """The key that cards are ordered by; by due date what is past comes first."""
    if name == "odometer":
        return lambda card: -(card.odometer.si if card.odometer else -1.0)
    if name == "cost":
        return lambda card: -card.month_cost.decimal
    if name == "name":
        return lambda card: card.vehicle.name.casefold()
    return _urgency


def _urgency(card: GarageCard) -> tuple[int, str, str]:
    name = card.vehicle.name.casefold()
    if card.due is None:
        return 2, "", name
    day = card.due.day.isoformat() if card.due.day else "9999"
    return 0 if due_state(card.due) is DueState.LATE else 1, day, name


def card_content(card: GarageCard, shown: Shown) -> CardContent:
    """All that a card says."""
    own = shown.of(card.vehicle)
    return CardContent(
        name=card.vehicle.name,
        subtitle=_subtitle(card),
        plate=plate_of(card.vehicle),
        lines=_lines(card, own),
        due=_due(card, own),
        idle=_("Laid up") if card.laid_up else _("Nothing due"),
        period=month_names()[shown.today.month - 1],
        cost=own.money(card.month_cost),
    )


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
