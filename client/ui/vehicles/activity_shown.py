"""What happened, as rows of a list: an icon, what and with whom, the figure and the day."""

from dataclasses import dataclass

from client.operations.activity import Activity
from client.operations.fuel_log import amount_of
from client.ui.text import _
from client.ui.vehicles.record_words import record_icon
from client.ui.vehicles.shown import Shown
from garage.records import EXPENSES, Expense, FillUp, Inspection, Trip, Work, find_kind


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """The words of a row; ``figure`` and ``subfigure`` are right-aligned before ``when``."""

    icon: str
    title: str
    subtitle: str
    figure: str
    subfigure: str
    when: str


def activity_row(activity: Activity, shown: Shown) -> ActivityRow:
    """A record in the person's words."""
    record = activity.record
    figure = shown.money(activity.cost) if activity.cost is not None else ""
    title, subtitle, subfigure = "", "", ""
    match record:
        case FillUp():
            title, subtitle, subfigure = _fill_up(record, shown)
        case Work():
            title = record.title
            who = record.supplier or (_("own work") if record.own_work else "")
            subtitle = who or _kind_label(record.kind)
            subfigure = shown.quantity(record.labour) if record.labour else ""
        case Expense():
            label = _(EXPENSES.get(record.category, EXPENSES["other"]))
            title = record.title or label
            subtitle = record.supplier or (label if title != label else "")
        case Trip():
            title, subtitle, figure = _trip(record, shown, figure)
        case Inspection():
            title, subtitle = record.title, record.supplier
        case _:
            label = _kind_label(record.kind)
            title = str(getattr(record, "title", "") or label)
            subtitle = label if title != label else ""
            odometer = getattr(record, "odometer", None)
            figure = shown.rounded(odometer) if odometer is not None else figure
    return ActivityRow(
        record_icon(record),
        title,
        subtitle,
        figure,
        subfigure,
        shown.near_day(activity.moment.day),
    )


def _fill_up(fill: FillUp, shown: Shown) -> tuple[str, str, str]:
    title = _("Fill-up, full") if fill.full else _("Fill-up, partial")
    if fill.energy is not None:
        title = _("Charged")
    filled = amount_of(fill)
    who = " · ".join(part for part in (fill.driver, fill.station) if part)
    return title, who, shown.quantity(filled) if filled else ""


def _trip(trip: Trip, shown: Shown, figure: str) -> tuple[str, str, str]:
    places = " – ".join(part for part in (trip.start, trip.destination) if part)
    purposes = {
        "private": _("private"),
        "business": _("business"),
        "commute": _("commute"),
        "other": _("other"),
    }
    who = (trip.driver, purposes.get(trip.purpose, ""))
    way = shown.rounded(trip.distance) if trip.distance else figure
    title = trip.title or places or _("Trip")
    return title, " · ".join(part for part in who if part), way


def _kind_label(name: str) -> str:
    kind = find_kind(name)
    return _(kind.label) if kind is not None else name
