"""The garage read and put into words, all in the reading thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from client.operations.activity import Activity
from client.operations.overview import SOON_DAYS, GarageOverview, garage_overview
from client.store import Reader
from client.ui.text import _, ngettext
from client.ui.vehicles.activity_shown import activity_row
from client.ui.vehicles.card_grid import Shown as ShownCard
from client.ui.vehicles.doings import doing_row
from client.ui.vehicles.due_shown import due_leaf, due_subtitle, due_trailing
from client.ui.vehicles.garage_filter import Filter
from client.ui.vehicles.garage_shown import GarageRow, garage_rows, ordered
from client.ui.vehicles.garage_view import View
from client.ui.vehicles.garage_words import GarageWords, SideRow, SideWords
from client.ui.vehicles.shown import Shown, month_names
from client.ui.widgets.list_row import Leading
from garage.rules.due import Due

_MOST_DUE = 7


@dataclass(frozen=True)
class GarageRead:
    """The garage as it is, and all its words."""

    overview: GarageOverview
    rows: tuple[GarageRow, ...]
    sums: tuple[tuple[str, str], ...]
    side: SideWords
    own: bool = True
    """Whether it is the person's own garage, or all of them."""

    def words(self, view: View) -> GarageWords:
        """What the page says with this view and no filter, as cards."""
        rows = ordered(Filter().narrow(self.rows), view.sort, grouped=view.grouped)
        return GarageWords(self.sums, shown_cards(rows, grouped=view.grouped), self.side)


def read_garage(
    reader: Reader, shown: Shown, space: str = "", *, with_gone: bool = False
) -> GarageRead:
    """Read the garage and put it into words; `space` is the one shown, if not all are."""
    overview = garage_overview(reader, shown.today, shown.prefs, with_gone=with_gone)
    return GarageRead(
        overview,
        garage_rows(overview, shown),
        _sums(overview, shown),
        _side_words(overview, shown),
        space in ("", reader.home()[0]),
    )


def shown_cards(rows: Sequence[GarageRow], *, grouped: bool) -> tuple[ShownCard, ...]:
    """The cards of these rows; grouped, they stand in sections."""
    return tuple(
        ShownCard(row.id, row.content, row.picture, row.paint, section_word(row) if grouped else "")
        for row in rows
    )


def section_word(row: GarageRow) -> str:
    """The heading of the section that a vehicle stands in."""
    return row.group or _("In no group")


def _sums(overview: GarageOverview, shown: Shown) -> tuple[tuple[str, str], ...]:
    month, count = month_names()[overview.today.month - 1], len(overview.vehicles)
    return (
        (str(count), ngettext("vehicle", "vehicles", count)),
        (shown.money(overview.month_cost), _("in {month}").format(month=month)),
        (shown.distance(overview.month_distance), _("this month")),
    )


def _side_words(overview: GarageOverview, shown: Shown) -> SideWords:
    more = len(overview.due_soon) - _MOST_DUE
    return SideWords(
        due=tuple(_due_row(due, overview, shown) for due in overview.due_soon[:_MOST_DUE]),
        due_note=_("next {n} days").format(n=SOON_DAYS),
        more_due=ngettext("and {n} more", "and {n} more", more).format(n=more) if more > 0 else "",
        lately=tuple(_lately_row(each, overview, shown) for each in overview.lately),
    )


def _due_row(due: Due, overview: GarageOverview, shown: Shown) -> SideRow:
    vehicle = overview.vehicles[due.reminder.vehicle]
    own = shown.of(vehicle)
    return SideRow(
        vehicle.id,
        due.reminder.id,
        due_leaf(due, own),
        due.reminder.title,
        due_subtitle(due, vehicle.name, own),
        *due_trailing(due, own),
    )


def _lately_row(activity: Activity, overview: GarageOverview, shown: Shown) -> SideRow:
    own = shown.of(overview.vehicles[activity.vehicle])
    doer = overview.doers.get(activity.record.id)
    if doer is not None:
        return doing_row(activity, doer, own)
    words = activity_row(activity, own)
    details = (activity.vehicle_name, words.subfigure, words.figure)
    return SideRow(
        activity.vehicle,
        "",
        Leading(icon=words.icon),
        words.title,
        " · ".join(part for part in details if part),
        words.when,
    )
