"""The expenses tab: what is paid beside fuel and work, insurance policies, and what it is worth."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from client.operations.expense_rows import (
    KINDS,
    POLICY,
    VALUATION,
    ExpenseRow,
    expense_rows,
    in_segment,
)
from client.operations.record_rows import money_sums
from client.store import Reader
from client.ui.text import _, ngettext
from client.ui.vehicles.filter_example import choice_example
from client.ui.vehicles.record_cells import (
    all_choices,
    choice_words,
    date_column,
    every_words,
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
from garage.records import EXPENSES, kind_named

_DAY_FIELD = {POLICY: "start"}
_TITLE_FIELD = {POLICY: "number", VALUATION: ""}
_SUPPLIER_FIELD = {POLICY: "insurer", VALUATION: "origin"}
_MONEY_FIELD = {POLICY: "premium", VALUATION: "value"}


def expenses_spec() -> RecordsSpec:
    """What the tab is made of, in the person's language."""
    return RecordsSpec(
        key="expenses",
        name=_("Expenses"),
        concerns=KINDS,
        adds={
            "expense": _("Add expense"),
            POLICY: _("Add policy"),
            VALUATION: _("Add valuation"),
        },
        read=_read,
        facts=lambda rows: shared_currency(row.money for row in rows),
        columns=_columns,
        count=lambda n: ngettext("{n} record", "{n} records", n).format(n=n),
        sums=_sums,
        hint=choice_example("expense", "category", "tax", EXPENSES["tax"]),
        nothing=Nothing(
            "coins",
            _("No expenses yet"),
            _(
                "Insurance, tax, parking and tolls: with them you see what the vehicle really"
                " costs a month."
            ),
            _("Add expense"),
        ),
        segments=(
            Segment("all", _("All")),
            Segment("expense", _("Expenses")),
            Segment("recurring", _("Recurring")),
            Segment(POLICY, _("Insurance policies")),
            Segment(VALUATION, _("Valuations")),
        ),
        within=in_segment,
        choices=(
            Choice(_("Category"), _("All categories"), lambda row: row.category, _category, _note),
            Choice(_("Year"), _("All years"), _year, latest=True),
        ),
        tip=_by_category,
    )


class ExpensesTab(RecordsTab):
    """What the vehicle costs beside fuel and work, and what it is worth."""

    make_spec = staticmethod(expenses_spec)

    def cell_field(self, row: Any, column: Column[Any]) -> str:
        return field_of(row, column.field)


def field_of(row: ExpenseRow, name: str) -> str:
    """The field of a row's own kind that a column shows; "" where it has none."""
    own = {"date": _DAY_FIELD, "title": _TITLE_FIELD, "supplier": _SUPPLIER_FIELD,
           "total": _MONEY_FIELD}  # fmt: skip
    return own.get(name, {}).get(row.kind, name)


def _read(reader: Reader, vehicle: str, today: date) -> Sequence[ExpenseRow]:
    return expense_rows(reader, vehicle)


def _category(key: str) -> str:
    if key in (POLICY, VALUATION):
        return _(kind_named(key).label)
    return choice_words("expense", "category")(key)


def _year(row: ExpenseRow) -> str:
    return str(row.day.year) if row.day else ""


def _note(rows: Sequence[ExpenseRow], shown: Shown) -> str:
    return " + ".join(sum_words(money_sums(row.spent for row in rows), shown))


def _columns(shown: Shown, currency: str) -> list[Column[Any]]:
    return [
        date_column(shown, lambda row: getattr(row.record, "date", None) or row.day),
        Column[Any](
            "category", _("Category"), lambda row: _category(row.category),
            lambda row: _category(row.category).casefold(), width=148, chip=_chip,
            holds=(*all_choices("expense", "category"), _category(POLICY), _category(VALUATION)),
        ),
        text_column(
            "title", _("What for"), lambda row: row.title, field="title", width=180, stretch=True,
            tooltip=lambda row: row.record.notes,
        ),
        text_column(
            "supplier", _("Paid to"), lambda row: row.supplier, field="supplier", width=148,
            stretch=True,
        ),
        Column[Any](
            "every", _("Repeats"), lambda row: every_words(row.every) if row.every else "",
            lambda row: every_words(row.every) if row.every else None, width=132, spare=True,
            icon=lambda row: "refresh-cw" if row.every else "",
        ),
        money_column(
            "total", _("Amount"), shown, currency, lambda row: row.money, field="total",
            role=lambda row: "text_muted" if row.kind == VALUATION else "",
        ),
        text_column(
            "tags", _("Tags"), lambda row: " ".join(sorted(row.record.tags)), hidden=True, width=110
        ),
        text_column("notes", _("Notes"), field="notes", hidden=True, width=180, muted=True),
    ]  # fmt: skip


def _chip(row: ExpenseRow) -> ChipKind:
    chips = {POLICY: ChipKind.PICKED, VALUATION: ChipKind.OUTLINE}
    return chips.get(row.kind, ChipKind.PLAIN)


def _sums(rows: Sequence[ExpenseRow], shown: Shown) -> list[str]:
    """What was spent; of valuations alone the latest, since worth does not add up."""
    valued = [row for row in rows if row.kind == VALUATION]
    if rows and len(valued) == len(rows):
        latest = next((row.money for row in valued if row.money is not None), None)
        return [_("last {money}").format(money=shown.money(latest))] if latest else []
    return sum_words(money_sums(row.spent for row in rows), shown)


def _by_category(rows: Sequence[ExpenseRow], shown: Shown) -> str:
    """What each category comes to, the dearest first."""
    by: dict[str, list[ExpenseRow]] = {}
    for row in rows:
        if row.spent is not None:
            by.setdefault(row.category, []).append(row)
    sums = {key: money_sums(row.spent for row in own) for key, own in by.items()}
    dearest = sorted(sums, key=lambda key: max(sums[key].values()), reverse=True)
    return "\n".join(
        f"{_category(key)}: {' + '.join(sum_words(sums[key], shown))}" for key in dearest
    )
