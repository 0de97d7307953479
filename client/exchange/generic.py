"""A plain table with telling column names: a spreadsheet, valuations, our own export."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import replace
from typing import Any, ClassVar

from client.exchange import common
from client.exchange import generic_columns as of
from client.exchange.categories import OTHER, Sort, expense_of, fuel_of, sort_of
from client.exchange.column_words import is_of_kilometres
from client.exchange.common import with_total
from client.exchange.drafts import NOTHING, Draft, Judgement
from client.exchange.generic_kind import OwnExport, kind_of_header
from client.exchange.heading import split_heading
from client.exchange.judge import currencies_of
from client.exchange.layout import Layout, fitted
from client.exchange.row import Row
from client.exchange.table import Columns, words
from garage.units import UNITS, Dimension, unit_spelled
from garage.words import told

_PER = re.compile(r"\b(?:per|pro|par|por)\s|/", re.IGNORECASE)
_WORK = ("service", "repair", "upgrade")
_PURPOSES = {
    "private": words("private personal privat"),
    "business": words("business work dienstlich geschäftlich betrieblich beruflich"),
    "commute": words("commute commuting arbeitsweg pendeln"),
}


def is_generic(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a header has the columns of our own export or of a table that can be understood."""
    header = rows[0]
    return (
        kind_of_header(header) is not None or of.sort_of_names(of.names_of(header)[0]) is not None
    )


class Generic(OwnExport, Layout):
    """A table of fill-ups, costs, valuations or odometer readings, or of one kind of ours."""

    name: ClassVar[str] = "generic"
    title: ClassVar[str] = "plain CSV"
    slack: ClassVar[int] = 1_000
    whole: ClassVar[tuple[str, ...]] = (*common.ODOMETER, "end odometer")

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._sort = ""
        self._header: tuple[str, ...] = ()
        self._headed: tuple[str, ...] = ()
        self._sign = ""

    def begins(self, line: int) -> bool:
        """What stands above the headings that a person chose is no part of the table."""
        chosen = self.options.columns
        return chosen is None or line >= chosen.heading

    def header(self, cells: Sequence[str]) -> list[str]:
        """A column without a heading is named by its place, so that nothing in it is lost."""
        chosen = self.options.columns
        self.headed = chosen is None or chosen.heading > 0
        labels = cells if self.headed else [""] * len(cells)
        return [label if label.strip() else f"Column {at}" for at, label in enumerate(labels, 1)]

    def columns(self, section: str, header: Sequence[str]) -> Columns | None:
        """As a person says; of our own export where it names a kind; else by the names."""
        self._header = tuple(header)
        if self.options.columns is not None:
            return self._chosen(self.options.columns, header)
        own = self.own_columns(header)
        self._headed, self._sign = ((), "") if own is not None else of.names_of(header)
        if own is not None:
            return own
        self._sort = of.sort_of_names(self._headed) or ""
        return of.COLUMNS.get(self._sort)

    def _chosen(self, chosen: of.ColumnChoice, header: Sequence[str]) -> Columns:
        self.own_columns(())
        self._sort = chosen.sort
        said = (*chosen.columns, *(of.OWN for _label in header[len(chosen.columns) :]))
        self._headed = tuple(
            f"{meaning} {at}" if meaning in (of.OWN, of.LEFT_OUT) else meaning
            for at, meaning in enumerate(said)
        )
        columns = of.COLUMNS.get(chosen.sort, of.COLUMNS["cost"])
        signs = (
            split_heading(label)[1]
            for label, meaning in zip(header, said, strict=False)
            if meaning in columns.money
        )
        self._sign = next(filter(None, signs), "")
        left = tuple(name for name in self._headed if name.startswith(of.LEFT_OUT))
        return replace(columns, derived=left)

    def names(self, section: str, header: Sequence[str]) -> Sequence[str]:
        """The columns of money go by their names without the currency."""
        return self._headed

    def see(self, row: Row) -> None:
        """Learn the vehicles, where a column names them."""
        name = row.text(*of.VEHICLE)
        if name and name not in self.found_vehicles and len(self.found_vehicles) < 10_000:
            self.meet(name, row.line, name=fitted(name)[0])
        self.learn_currency(row)

    def file_distance_unit(self) -> Judgement:
        """The unit in the odometer's header, as "odometer (km)"."""
        return self._header_unit(common.ODOMETER, Dimension.DISTANCE) or NOTHING

    def file_volume_unit(self) -> Judgement:
        """The unit in the header of the volume or its price: "volume (l)", "price per litre"."""
        names = (common.VOLUME, common.PRICE)
        found = (self._header_unit(each, Dimension.VOLUME) for each in names)
        return next(filter(None, found), NOTHING)

    def needs_volume_unit(self, filled: Set[str]) -> bool:
        """Also where volumes are to be worked out from totals and prices."""
        return super().needs_volume_unit(filled) or (self._sort == "fill_up" and "money" in filled)

    def _header_unit(self, names: Sequence[str], dimension: Dimension) -> Judgement | None:
        for label, name in zip(self._header, self._headed, strict=False):
            if name not in names:
                continue
            bracketed = of.in_brackets(label)[1]
            inside = _PER.split(bracketed or label)[-1]
            american, british = (unit_spelled(inside, dimension, each) for each in ("us", "uk"))
            if american is not None and american == british:
                return Judgement(american, "file")
            if dimension is Dimension.DISTANCE and not bracketed and is_of_kilometres(label):
                return Judgement("km", "file")
            if dimension is Dimension.VOLUME and unit_spelled(inside, Dimension.ENERGY):
                return Judgement("kWh", "file")
        return None

    def file_currency(self) -> Judgement:
        """The first code of a column of currencies, each row going by its own; else the heading's.

        Of a sign that several currencies share it is the person's, if that is among them.
        """
        own = self.own_currency()
        meant = currencies_of(self._sign)
        if own.value or not meant:
            return own
        if len(meant) == 1:
            return Judgement(meant[0], "file")
        usual = self.options.default_currency
        return Judgement(str(usual), "default") if usual in meant else NOTHING

    def hinted_signs(self) -> Sequence[str]:
        """The sign in a heading, where the amounts have none."""
        return (self._sign,) if self._sign else ()

    def convert(self, row: Row) -> Iterable[Draft]:
        """One draft a row."""
        vehicle = row.text(*of.VEHICLE) or next(iter(self.found_vehicles), "")
        if vehicle in self.skipped:
            return ()
        row.currency = self.row_currency(row)
        own = self.own_draft(row, vehicle)
        if own is not None:
            return (own,)
        made = {
            "fill_up": self._fuel,
            "valuation": self._valuation,
            "odometer": self._reading,
            "trip": self._trip,
        }
        return (made.get(self._sort, self._cost)(row, vehicle),)

    def _common(self, row: Row) -> dict[str, Any]:
        clock = "time" if row.text("time") else ""
        return {
            "date": row.moment(*of.DATE, clock=clock) or self.split_date(row),
            "odometer": self.distance(row, *common.ODOMETER),
            "notes": row.text(*of.NOTES),
            "tags": row.tags("tags"),
        }

    def _fuel(self, row: Row, vehicle: str) -> Draft:
        unit = self.volume_unit
        sort = row.text(*of.GRADE)
        full = not row.flag(*common.PARTIAL) and row.flag(*common.FULL, default=True)
        total, price = row.money(*common.COST), row.price(unit, *common.PRICE)
        fuel = fuel_of(sort)
        # A charge is not so many litres, nor petrol so many kilowatt-hours.
        other = fuel and (fuel == "electric") != (UNITS[unit].dimension is Dimension.ENERGY)
        values = {
            **self._common(row),
            **self.amount(row, unit, *common.VOLUME, total=None if other else total, price=price),
            "total": total,
            "price": price,
            "full": full,
            "missed": row.flag(*common.MISSED),
            "fuel": fuel,
            "grade": sort,
            "station": row.text(*of.STATION),
            "place": row.text(*of.PLACE),
            "payment": row.text("payment"),
            "driver": row.text("driver"),
        }
        return self.draft(row, "fill_up", with_total(values), vehicle=vehicle)

    def _cost(self, row: Row, vehicle: str) -> Draft:
        category, what = row.text(*of.CATEGORY), row.text(*of.TITLE)
        sort = sort_of(category) if category else OTHER
        if sort == OTHER:
            sort = sort_of(what)
        if self._sort in _WORK:
            sort = Sort(self._sort)
        total = row.money(*common.COST, *common.PRICE, negative=True)
        paid_back = total is not None and total.amount[0] == "-"
        if self._sort == "expense" or (paid_back and sort.kind != "expense"):
            sort = Sort("expense", expense_of(category or what))
        values = self._common(row)
        title, notes = fitted(what or category or "Cost", values["notes"])
        values |= {
            "title": title,
            "notes": notes,
            "total": total,
            "category": sort.category,
            "supplier": row.text(*of.SUPPLIER, *of.PLACE),
            "custom": {"Category": category} if category and category != title else {},
        }
        return self.draft(row, sort.kind, values, vehicle=vehicle)

    def _valuation(self, row: Row, vehicle: str) -> Draft:
        values = self._common(row) | {
            "value": row.money(*of.VALUE),
            "origin": row.text(*of.ORIGIN),
        }
        return self.draft(row, "valuation", values, vehicle=vehicle)

    def _trip(self, row: Row, vehicle: str) -> Draft:
        said = row.text(*of.PURPOSE)
        purpose = next(
            (each for each, called in _PURPOSES.items() if said.casefold() in called), ""
        )
        values = self._common(row) | {
            "start": row.text(*of.START),
            "destination": row.text(*of.DESTINATION),
            "distance": self.distance(row, *of.DISTANCE),
            "end_odometer": self.distance(row, "end odometer"),
            "title": row.text(*of.TITLE),
            "purpose": purpose,
            "driver": row.text("driver"),
            "client": row.text("client"),
            "total": row.money(*common.COST),
            "custom": {} if purpose else {"Purpose": said},
        }
        return self.draft(row, "trip", values, vehicle=vehicle)

    def _reading(self, row: Row, vehicle: str) -> Draft:
        values = self._common(row)
        if values["odometer"] is None:
            raise row.refuse(told("there is no odometer reading"), *common.ODOMETER)
        return self.draft(row, "odometer_reading", values, vehicle=vehicle)
