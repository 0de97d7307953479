"""The garage in words: its cards, the orders that they can stand in, its lists."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from client.operations.activity import Activity
from client.operations.overview import SOON_DAYS, GarageCard, GarageOverview, garage_overview
from client.operations.vehicle_overview import EconomyFigures
from client.store import Reader
from client.ui.text import _, ngettext
from client.ui.vehicles.activity_shown import activity_row
from client.ui.vehicles.due_shown import (
    due_leaf,
    due_share,
    due_state,
    due_subtitle,
    due_trailing,
    due_words,
)
from client.ui.vehicles.garage_content import SORTS, GarageContent, ShownRow, ShownVehicle
from client.ui.vehicles.pictures import described, paint_of, picture_of, plate_of
from client.ui.vehicles.shown import Shown, month_names
from client.ui.widgets.gauge import DueState
from client.ui.widgets.list_row import Leading
from client.ui.widgets.vehicle_card import CardContent, CardDue, CardLine
from garage.regions import Preferences
from garage.rules.due import Due

_MOST_DUE = 7


def read_garage(
    reader: Reader, prefs: Preferences, today: date, months: Sequence[str]
) -> GarageContent:
    """Read the garage and put it into words; `months` are short names in the person's language."""
    return garage_content(garage_overview(reader, today, prefs), Shown(prefs, today, months))


def garage_content(overview: GarageOverview, shown: Shown) -> GarageContent:
    """All that the garage's page says."""
    month = month_names()[overview.today.month - 1]
    count = len(overview.cards)
    more = len(overview.due_soon) - _MOST_DUE
    return GarageContent(
        summary=(
            (str(count), ngettext("vehicle", "vehicles", count)),
            (shown.money(overview.month_cost), _("in {month}").format(month=month)),
            (shown.distance(overview.month_distance), _("this month")),
        ),
        vehicles=_vehicles(overview, shown),
        due=tuple(_due_row(due, overview, shown) for due in overview.due_soon[:_MOST_DUE]),
        due_note=_("next {n} days").format(n=SOON_DAYS),
        more_due=ngettext("and {n} more", "and {n} more", more).format(n=more) if more > 0 else "",
        lately=tuple(_lately_row(each, overview, shown) for each in overview.lately),
    )


def _vehicles(overview: GarageOverview, shown: Shown) -> tuple[ShownVehicle, ...]:
    places: dict[str, dict[str, int]] = {card.vehicle.id: {} for card in overview.cards}
    for order in SORTS:
        for place, card in enumerate(sorted(overview.cards, key=sort_key(order))):
            places[card.vehicle.id][order] = place
    return tuple(
        ShownVehicle(
            card.vehicle.id,
            card_content(card, shown),
            picture_of(card.vehicle),
            paint_of(card.vehicle),
            places[card.vehicle.id],
        )
        for card in overview.cards
    )


def _due_row(due: Due, overview: GarageOverview, shown: Shown) -> ShownRow:
    vehicle = overview.vehicles[due.reminder.vehicle]
    own = shown.of(vehicle)
    return ShownRow(
        vehicle.id,
        due_leaf(due, own),
        due.reminder.title,
        due_subtitle(due, vehicle.name, own),
        *due_trailing(due, own),
    )


def _lately_row(activity: Activity, overview: GarageOverview, shown: Shown) -> ShownRow:
    words = activity_row(activity, shown.of(overview.vehicles[activity.vehicle]))
    details = (activity.vehicle_name, words.subfigure, words.figure)
    return ShownRow(
        activity.vehicle,
        Leading(icon=words.icon),
        words.title,
        " · ".join(part for part in details if part),
        words.when,
    )


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
