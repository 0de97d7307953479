"""The parts tab: what lies on the shelf for a vehicle, and what has to be ordered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from client.operations.part_rows import PartRow, move_stock, part_rows
from client.operations.record_rows import money_sums
from client.store import Changes, Reader, Store
from client.ui.text import _, ngettext
from client.ui.vehicles.filter_example import filter_example
from client.ui.vehicles.record_cells import sum_words, text_column
from client.ui.vehicles.record_form import open_form
from client.ui.vehicles.records_spec import Choice, Nothing, RecordsSpec
from client.ui.vehicles.records_tab import RecordsTab
from client.ui.vehicles.shown import Shown
from client.ui.widgets.rows_model import Column
from client.ui.widgets.segmented import Segment
from garage.moments import Moment
from garage.records import WORK_KINDS


def parts_spec() -> RecordsSpec:
    """What the tab is made of, in the person's language."""
    return RecordsSpec(
        key="parts",
        name=_("Parts"),
        concerns=("part", "stock_movement", "work_line", *WORK_KINDS),
        adds={"part": _("Add part")},
        read=_read,
        facts=lambda rows: None,
        columns=_columns,
        count=lambda n: ngettext("{n} part", "{n} parts", n).format(n=n),
        sums=_sums,
        hint=filter_example("part", "place", f"~ {_('shelf')}"),
        nothing=Nothing(
            "package",
            _("No parts on the shelf"),
            _(
                "Write down filters, bulbs and oil that you keep: you know what is there before"
                " you order, and what a job has used."
            ),
            _("Add part"),
        ),
        segments=(Segment("all", _("All")), Segment("low", _("To order"))),
        within=lambda row, segment: segment == "all" or row.low,
        choices=(Choice(_("Place"), _("All places"), lambda row: row.record.place),),
        flagged=lambda row: row.low,
    )


class PartsTab(RecordsTab):
    """Parts in stock; + and − on the keyboard say that one came or went."""

    make_spec = staticmethod(parts_spec)

    def keys(self) -> tuple[tuple[str, Callable[[], None]], ...]:
        moves = (("+", self.put_one), ("-", self.take_one), ("M", self.open_movement))
        return (*super().keys(), *moves)

    def own_actions(self) -> tuple[tuple[str, str, str, Callable[[], None]], ...]:
        return (
            (_("One came"), "plus", "+", self.put_one),
            (_("One went"), "arrow-down", "-", self.take_one),
            (_("Movement…"), "arrow-up-down", "M", self.open_movement),
        )

    def put_one(self) -> None:
        """One of the selected part came."""
        self._move(Decimal(1))

    def take_one(self) -> None:
        """One of the selected part went."""
        self._move(Decimal(-1))

    def open_movement(self) -> None:
        """Open the form of a movement of the selected part."""
        rows = self.selected()
        if len(rows) == 1:
            preset = {"part": rows[0].id, "date": Moment(self.desk.today())}
            open_form(self.desk, self, "stock_movement", self.vehicle, preset=preset)

    def _move(self, count: Decimal) -> None:
        rows = self.selected()
        if len(rows) != 1:
            return
        part, on = rows[0].id, Moment(self.desk.today())

        def work(store: Store) -> Changes:
            return move_stock(store, part, count, on)

        self.desk.operate(self, work)


def _read(reader: Reader, vehicle: str, today: date) -> Sequence[PartRow]:
    return part_rows(reader, vehicle)


def _columns(shown: Shown, facts: object) -> list[Column[Any]]:
    return [
        text_column("name", _("Part"), field="name", width=184, stretch=True, bold=True),
        text_column("part_number", _("Part number"), field="part_number", width=140),
        Column[Any](
            "stock", _("In stock"), lambda row: _stock(row, shown), lambda row: row.stock.amount.si,
            number=True, width=120, bold=True, tooltip=_why,
            icon=lambda row: "triangle-alert" if row.low else "", icon_role=lambda row: "warn",
            role=lambda row: "warn" if row.low else "",
        ),
        Column[Any](
            "minimum", _("Order below"), lambda row: _minimum(row, shown),
            lambda row: row.record.minimum.si if row.record.minimum else None, number=True,
            width=112, field="minimum", spare=True,
        ),
        text_column("place", _("Where it lies"), field="place", width=128),
        Column[Any](
            "price", _("Price for one"), lambda row: _price(row, shown),
            lambda row: float(row.price.decimal) if row.price else None, number=True, width=112,
        ),
        Column[Any](
            "worth", _("Worth"), lambda row: shown.money(row.worth) if row.worth else "",
            lambda row: float(row.worth.decimal) if row.worth else None, number=True, width=100,
            spare=True,
        ),
        text_column(
            "supplier", _("Supplier"), field="supplier", width=176, stretch=True, spare=True
        ),
        text_column("notes", _("Notes"), field="notes", hidden=True, width=180, muted=True),
    ]  # fmt: skip


def _stock(row: PartRow, shown: Shown) -> str:
    amount = shown.quantity(row.stock.amount, row.stock.amount.unit or None)
    unit = row.record.unit
    # "boxes" is no unit of the catalog, but it is what the person counts in.
    return f"{amount} {unit}" if unit and not row.stock.amount.unit else amount


def _price(row: PartRow, shown: Shown) -> str:
    price = row.price
    return shown.amount(price.decimal, price.currency) if price else ""


def _minimum(row: PartRow, shown: Shown) -> str:
    minimum = row.record.minimum
    return shown.quantity(minimum, minimum.unit or None) if minimum else ""


def _why(row: PartRow) -> str:
    if row.stock.misplaced:
        count = len(row.stock.misplaced)
        return ngettext(
            "{n} movement is in a unit that cannot be counted with the others.",
            "{n} movements are in units that cannot be counted with the others.",
            count,
        ).format(n=count)
    words = [_("Less than you want to keep: order some.")] if row.low else []
    if row.used:
        words.append(
            ngettext("Taken by {n} line of work.", "Taken by {n} lines of work.", row.used).format(
                n=row.used
            )
        )
    return "\n".join(words)


def _sums(rows: Sequence[PartRow], shown: Shown) -> list[str]:
    low = sum(row.low for row in rows)
    words = [_("{n} to order").format(n=low)] if low else []
    return [*words, *sum_words(money_sums(row.worth for row in rows), shown)]
