"""The service tab: services, repairs, upgrades and inspections in one table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from client.operations.record_rows import money_sums
from client.operations.work_rows import KINDS, WorkRow, work_rows
from client.store import Reader
from client.ui.text import _, ngettext
from client.ui.vehicles.filter_example import filter_example
from client.ui.vehicles.record_cells import (
    choice_words,
    date_column,
    distance_column,
    money_column,
    shared_currency,
    sum_words,
    text_column,
)
from client.ui.vehicles.records_spec import Choice, Nothing, RecordsSpec
from client.ui.vehicles.records_tab import RecordsTab
from client.ui.vehicles.shown import Shown
from client.ui.widgets.chip import ChipKind
from client.ui.widgets.rows_model import Column
from client.ui.widgets.segmented import Segment
from garage.records import kind_named

_CHIPS = {
    "service": ChipKind.PLAIN,
    "repair": ChipKind.WARN,
    "upgrade": ChipKind.PICKED,
    "inspection": ChipKind.OK,
}
_SOON_DAYS = 60


@dataclass(frozen=True)
class _Facts:
    currency: str
    hours: bool


def service_spec() -> RecordsSpec:
    """What the tab is made of, in the person's language."""
    return RecordsSpec(
        key="service",
        name=_("Service"),
        concerns=(*KINDS, "work_line"),
        adds={
            "service": _("Add service"), "repair": _("Add repair"), "upgrade": _("Add upgrade"),
            "inspection": _("Add inspection"),
        },
        read=_read,
        facts=_facts,
        columns=_columns,
        count=lambda n: ngettext("{n} record", "{n} records", n).format(n=n),
        sums=_sums,
        hint=filter_example("service", "total", "> 100"),
        nothing=Nothing(
            "wrench",
            _("Nothing done yet"),
            _("Write down services, repairs and inspections: you see when the next is due, what it"
              " costs, and a buyer sees a cared-for vehicle."),
            _("Add service"),
        ),
        segments=(
            Segment("all", _("All")), Segment("service", _("Services")),
            Segment("repair", _("Repairs")), Segment("upgrade", _("Upgrades")),
            Segment("inspection", _("Inspections")),
        ),
        within=lambda row, segment: segment not in KINDS or row.kind == segment,
        choices=(Choice(_("Year"), _("All years"), _year, latest=True),),
        tip=_by_kind,
    )  # fmt: skip


class ServiceTab(RecordsTab):
    """What was done to the vehicle."""

    make_spec = staticmethod(service_spec)


def _read(reader: Reader, vehicle: str, today: date) -> Sequence[WorkRow]:
    return work_rows(reader, vehicle, today)


def _year(row: WorkRow) -> str:
    return str(row.record.date.day.year) if row.record.date else ""


def _facts(rows: Sequence[WorkRow]) -> _Facts:
    hours = any(getattr(row.record, "hours", None) is not None for row in rows)
    return _Facts(shared_currency(row.total for row in rows), hours)


def _columns(shown: Shown, facts: _Facts) -> list[Column[Any]]:
    return [
        date_column(shown),
        Column[Any](
            "kind", _("Kind"), _kind_words, _kind_words, width=108, holds=_all_kinds(),
            chip=lambda row: _CHIPS[row.kind],
        ),
        text_column(
            "title", _("What was done"), field="title", width=200, stretch=True,
            tooltip=lambda row: row.record.notes,
        ),
        Column[Any](
            "lines", _("Lines"), lambda row: str(row.lines or ""),
            lambda row: row.lines or None, number=True, width=64, muted=True, spare=True,
        ),
        text_column("supplier", _("Done by"), _supplier, field="supplier", width=148, stretch=True),
        distance_column("odometer", _("Odometer"), shown),
        money_column(
            "total", _("Total"), shown, facts.currency, lambda row: row.total, field="total"
        ),
        Column[Any](
            "warranty", _("Warranty left"), lambda row: _left(row, shown),
            lambda row: row.days_left, width=132, role=_left_role, spare=True,
            tooltip=lambda row: _until(row, shown),
        ),
        *_more(shown),
    ]  # fmt: skip


def _more(shown: Shown) -> list[Column[Any]]:
    """Columns that are there to be chosen."""
    result = choice_words("inspection", "result")
    return [
        text_column(
            "result", _("Result"), lambda row: result(getattr(row.record, "result", "")),
            hidden=True, width=120,
        ),
        text_column("invoice", _("Invoice number"), field="invoice", hidden=True, width=120),
        date_column(
            shown, lambda row: row.until, key="until", title=_("Until"), hidden=True, field=""
        ),
        text_column(
            "tags", _("Tags"), lambda row: " ".join(sorted(row.record.tags)), hidden=True, width=110
        ),
        text_column("notes", _("Notes"), field="notes", hidden=True, width=180, muted=True),
    ]  # fmt: skip


def _all_kinds() -> tuple[str, ...]:
    return tuple(_(kind_named(kind).label) for kind in KINDS)


def _kind_words(row: WorkRow) -> str:
    return _(kind_named(row.kind).label)


def _supplier(row: WorkRow) -> str:
    return row.record.supplier or (_("own work") if getattr(row.record, "own_work", False) else "")


def _left(row: WorkRow, shown: Shown) -> str:
    """How long the warranty still holds, or an inspection is valid."""
    days, odometer = row.days_left, row.until_odometer
    if days is None:
        return _("to {odometer}").format(odometer=shown.quantity(odometer)) if odometer else ""
    if days < 0:
        return _("ended")
    if days < _SOON_DAYS:
        return ngettext("{n} day", "{n} days", days).format(n=days)
    months = round(days / 30.44)
    if months < 24:
        return ngettext("{n} month", "{n} months", months).format(n=months)
    return ngettext("{n} year", "{n} years", months // 12).format(n=months // 12)


def _left_role(row: WorkRow) -> str:
    if row.days_left is None or row.days_left < 0:
        return "text_muted"
    return "warn" if row.days_left < _SOON_DAYS else ""


def _until(row: WorkRow, shown: Shown) -> str:
    return _("until {day}").format(day=shown.day(row.until)) if row.until else ""


def _sums(rows: Sequence[WorkRow], shown: Shown) -> list[str]:
    return sum_words(money_sums(row.total for row in rows), shown)


def _by_kind(rows: Sequence[WorkRow], shown: Shown) -> str:
    """What each kind comes to."""
    lines = []
    for kind in KINDS:
        own = [row for row in rows if row.kind == kind]
        if own:
            sums = sum_words(money_sums(row.total for row in own), shown)
            plural = _(kind_named(kind).plural)
            lines.append(" · ".join((f"{plural}: {shown.number(str(len(own)))}", *sums)))
    return "\n".join(lines)
