"""The trips tab: the log book, with what was driven on business and in private."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from client.operations.record_rows import money_sums
from client.operations.trip_rows import TripRow, driven, log_book, trip_rows
from client.store import Reader
from client.ui.text import _, ngettext
from client.ui.vehicles.filter_example import filter_example
from client.ui.vehicles.record_cells import (
    all_choices,
    choice_words,
    date_column,
    distance_column,
    money_column,
    shared_currency,
    sum_words,
    text_column,
    with_unit,
)
from client.ui.vehicles.records_spec import Choice, Nothing, RecordsSpec
from client.ui.vehicles.records_tab import RecordsTab
from client.ui.vehicles.shown import Shown
from client.ui.widgets.chip import ChipKind
from client.ui.widgets.rows_model import Column
from client.ui.widgets.segmented import Segment

_CHIPS = {"business": ChipKind.PICKED, "commute": ChipKind.OUTLINE}


@dataclass(frozen=True)
class _Facts:
    currency: str
    driver: bool
    reimbursed: bool


def trips_spec() -> RecordsSpec:
    """What the tab is made of, in the person's language."""
    return RecordsSpec(
        key="trips",
        name=_("Trips"),
        concerns=("trip",),
        adds={"trip": _("Add trip")},
        read=_read,
        facts=_facts,
        columns=_columns,
        count=lambda n: ngettext("{n} trip", "{n} trips", n).format(n=n),
        sums=_sums,
        hint=filter_example("trip", "distance", "> 100 km"),
        nothing=Nothing(
            "route",
            _("No trips yet"),
            _(
                "Keep a log book: from where to where, on business or in private. It adds up each"
                " year for the tax office."
            ),
            _("Add trip"),
        ),
        segments=(
            Segment("all", _("All")),
            Segment("business", _("Business")),
            Segment("commute", _("Commute")),
            Segment("private", _("Private")),
        ),
        within=lambda row, segment: segment == "all" or row.record.purpose == segment,
        choices=(
            Choice(_("Year"), _("All years"), _year, note=_year_note, latest=True),
            Choice(_("Driver"), _("All drivers"), lambda row: row.record.driver),
        ),
        tip=_log_book,
    )


class TripsTab(RecordsTab):
    """Where the vehicle went."""

    make_spec = staticmethod(trips_spec)


def _read(reader: Reader, vehicle: str, today: date) -> Sequence[TripRow]:
    return trip_rows(reader, vehicle)


def _facts(rows: Sequence[TripRow]) -> _Facts:
    return _Facts(
        shared_currency(each for row in rows for each in (row.record.total, row.record.reimbursed)),
        any(row.record.driver for row in rows),
        any(row.record.reimbursed is not None for row in rows),
    )


def _year(row: TripRow) -> str:
    return str(row.record.date.day.year) if row.record.date else ""


def _year_note(rows: Sequence[TripRow], shown: Shown) -> str:
    sums = driven(rows)
    return shown.distance(sums.business + sums.others)


def _columns(shown: Shown, facts: _Facts) -> list[Column[Any]]:
    purpose = choice_words("trip", "purpose")
    columns = [
        date_column(shown),
        text_column("start", _("From"), field="start", width=108, stretch=True),
        text_column("destination", _("To"), field="destination", width=120, stretch=True),
        Column[Any](
            "purpose", _("Purpose"), lambda row: purpose(row.record.purpose),
            lambda row: row.record.purpose or None,
            width=100, holds=all_choices("trip", "purpose"),
            chip=lambda row: _CHIPS.get(row.record.purpose, ChipKind.PLAIN),
        ),
        text_column("title", _("What for"), field="title", width=164, stretch=True, spare=True),
        Column[Any](
            "distance", with_unit(_("Distance"), shown.symbol(shown.distance_unit)),
            lambda row: _way(row, shown),
            lambda row: row.metres, number=True, width=108, bold=True, field="distance",
            role=lambda row: "estimate" if row.worked_out else "",
            tooltip=lambda row: _("From the odometers.") if row.worked_out else "",
        ),
        distance_column("end_odometer", _("Odometer at end"), shown, width=132, spare=True),
        distance_column("odometer", _("Odometer at start"), shown, width=132, hidden=True),
        text_column("client", _("Client"), field="client", hidden=True, width=120),
        money_column("total", _("Cost"), shown, facts.currency, field="total", hidden=True),
        money_column(
            "reimbursed", _("Reimbursed"), shown, facts.currency, field="reimbursed",
            hidden=not facts.reimbursed, spare=True,
        ),
        text_column("notes", _("Notes"), field="notes", hidden=True, width=180, muted=True),
    ]  # fmt: skip
    if facts.driver:
        columns.append(text_column("driver", _("Driver"), field="driver", width=84, spare=True))
    return columns


def _way(row: TripRow, shown: Shown) -> str:
    if row.record.distance is not None:
        return shown.number(row.record.distance.to(shown.distance_unit).value, 1)
    return shown.way(row.metres) if row.metres is not None else ""


def _sums(rows: Sequence[TripRow], shown: Shown) -> list[str]:
    sums = driven(rows)
    if not sums.count:
        return []
    words = [_("business {way}").format(way=shown.distance(sums.business))] if sums.business else []
    if sums.others:
        words.append(_("private {way}").format(way=shown.distance(sums.others)))
    back = money_sums(row.record.reimbursed for row in rows)
    return [
        *words,
        *(_("reimbursed {money}").format(money=each) for each in sum_words(back, shown)),
    ]


def _log_book(rows: Sequence[TripRow], shown: Shown) -> str:
    """A line a year: trips, distance, and the share on business."""
    lines = []
    for year, sums in log_book(rows).items():
        whole = sums.business + sums.others
        share = f"{sums.business / whole:.0%}" if whole else "–"
        trips = ngettext("{n} trip", "{n} trips", sums.count).format(n=sums.count)
        words = _("{year}: {trips}, {way}, {share} on business")
        lines.append(words.format(year=year, trips=trips, way=shown.distance(whole), share=share))
    return "\n".join(lines)
