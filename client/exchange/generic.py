"""A plain table with telling column names: a spreadsheet, valuations, our own export."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from client.exchange import common
from client.exchange.categories import OTHER, Sort, expense_of, fuel_of, sort_of
from client.exchange.column_words import in_english, is_of_kilometres, with_bare
from client.exchange.common import with_total
from client.exchange.drafts import NOTHING, Draft, Judgement
from client.exchange.generic_kind import OwnExport, kind_of_header
from client.exchange.heading import split_heading
from client.exchange.judge import currencies_of
from client.exchange.layout import Layout, fitted
from client.exchange.row import Row
from client.exchange.table import Columns, fold
from garage.units import Dimension, unit_spelled
from garage.words import told

_DATE = (*common.DATE, "day+month+year")
_TITLE = ("description", "title", "what", "what for", "item", "service", "beschreibung")
_CATEGORY = ("category", "type", "kind of cost", "expense", "kategorie", "art")
_VALUE = ("value", "valuation", "worth", "wert")
_ORIGIN = ("origin", "source", "valued by", "valuer")
_NOTES = ("notes", "note", "comment", "comments", "remarks", "bemerkung", "notizen")
_VEHICLE = ("vehicle", "car", "car name", "vehicle name", "fahrzeug")
_STATION = ("station", "brand", "gas brand", "fuel brand", "tankstelle")
_PLACE = ("place", "location", "city", "ort")
_MONEY = frozenset({*common.COST, *common.PRICE, *_VALUE})
_SUM = frozenset({"amount", "sum", "betrag", "summe"})
_MEASURED = {
    Dimension.DISTANCE: common.ODOMETER,
    Dimension.VOLUME: common.VOLUME,
    Dimension.ENERGY: common.VOLUME,
}
_EVERYWHERE = (*_NOTES, *_VEHICLE, "tags", "currency", "time", "day", "month", "year")
_COLUMNS = {
    "odometer": Columns(dates=_DATE, distances=common.ODOMETER, texts=_EVERYWHERE),
    "valuation": Columns(
        dates=_DATE, distances=common.ODOMETER, money=_VALUE, texts=(*_EVERYWHERE, *_ORIGIN)
    ),
    "cost": Columns(
        dates=_DATE,
        distances=common.ODOMETER,
        money=(*common.COST, *common.PRICE),
        texts=(*_EVERYWHERE, *_TITLE, *_CATEGORY, *_PLACE, "supplier", "garage", "shop"),
    ),
    "fill_up": Columns(
        dates=_DATE,
        distances=common.ODOMETER,
        volumes=common.VOLUME,
        money=(*common.COST, *common.PRICE),
        texts=(
            *_EVERYWHERE, *common.PARTIAL, *common.FULL, *common.MISSED, *_STATION, *_PLACE,
            "fuel type", "grade", "octane", "payment", "driver",
        ),
    ),
}  # fmt: skip
"""What a table of each sort is read for; its other columns become own fields."""


def _names(header: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """Folded names of the columns without their currency and their unit, and the currency's sign.

    Only one currency is the file's: a column of another keeps its whole name, and so is none
    that is known.
    """
    names, currency = [], ""
    for label in header:
        name, (plain, sign) = _without_unit(label), split_heading(label)
        plain = in_english(fold(plain))
        if sign and currency in ("", sign) and plain in _MONEY | _SUM:
            # "Amount" alone is that of the fuel.
            name, currency = ("total" if plain in _SUM else plain), sign
        names.append(name)
    return tuple(with_bare(names, frozenset(common.ODOMETER), frozenset(common.COST))), currency


def _without_unit(label: str) -> str:
    """The folded name of a column: "fuel" for "Fuel (litres)", as that is a unit of fuel."""
    plain, unit = _in_brackets(label)
    name = in_english(fold(plain))
    fits = any(
        name in names and unit_spelled(unit, dimension) for dimension, names in _MEASURED.items()
    )
    return name if fits else in_english(fold(label))


def _in_brackets(label: str) -> tuple[str, str]:
    """A heading and what stands in brackets at its end: ("Fuel", "l") for "Fuel [l]"."""
    plain, bracket, rest = label.strip().replace("[", "(").replace("]", ")").partition("(")
    return (plain, rest[:-1].strip()) if bracket and rest.endswith(")") else (label, "")


def _sort(header: Sequence[str]) -> str | None:
    names = set(_names(header)[0])
    dated = bool(names & set(_DATE)) or {"day", "month", "year"} <= names
    if not dated:
        return None
    if names & set(_VALUE) and not names & set(common.VOLUME):
        return "valuation"
    if names & set(common.VOLUME) and names & {*common.ODOMETER, *common.COST, *common.PRICE}:
        return "fill_up"
    if names & {*_TITLE, *_CATEGORY} and names & {*common.COST, *common.PRICE, *common.ODOMETER}:
        return "cost"
    return "odometer" if names & set(common.ODOMETER) else None


def is_generic(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a header has the columns of our own export or of a table that can be understood."""
    return kind_of_header(rows[0]) is not None or _sort(rows[0]) is not None


class Generic(OwnExport, Layout):
    """A table of fill-ups, costs, valuations or odometer readings, or of one kind of ours."""

    name: ClassVar[str] = "generic"
    title: ClassVar[str] = "plain CSV"
    slack: ClassVar[int] = 1_000

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._sort = ""
        self._header: tuple[str, ...] = ()
        self._headed: tuple[str, ...] = ()
        self._sign = ""

    def columns(self, section: str, header: Sequence[str]) -> Columns | None:
        """Of our own export where it names a kind, else by what the names mean."""
        self._header = tuple(header)
        own = self.own_columns(header)
        self._headed, self._sign = ((), "") if own is not None else _names(header)
        if own is not None:
            return own
        self._sort = _sort(header) or ""
        return _COLUMNS.get(self._sort)

    def names(self, section: str, header: Sequence[str]) -> Sequence[str]:
        """The columns of money go by their names without the currency."""
        return self._headed

    def see(self, row: Row) -> None:
        """Learn the vehicles, where a column names them."""
        name = row.text(*_VEHICLE)
        if name and name not in self.found_vehicles and len(self.found_vehicles) < 10_000:
            self.meet(name, row.line, name=fitted(name)[0])
        self.learn_currency(row)

    def file_distance_unit(self) -> Judgement:
        """The unit in the odometer's header, as "odometer (km)"."""
        return self._header_unit(common.ODOMETER, Dimension.DISTANCE) or NOTHING

    def file_volume_unit(self) -> Judgement:
        """The unit in the volume's header, as "litres" or "volume (l)"."""
        return self._header_unit(common.VOLUME, Dimension.VOLUME) or NOTHING

    def _header_unit(self, names: Sequence[str], dimension: Dimension) -> Judgement | None:
        for label, name in zip(self._header, self._headed, strict=False):
            if name not in names:
                continue
            bracketed = _in_brackets(label)[1]
            inside = bracketed or label
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
        vehicle = row.text(*_VEHICLE) or next(iter(self.found_vehicles), "")
        if vehicle in self.skipped:
            return ()
        row.currency = self.row_currency(row)
        own = self.own_draft(row, vehicle)
        if own is not None:
            return (own,)
        made = {"fill_up": self._fuel, "valuation": self._valuation, "odometer": self._reading}
        return (made.get(self._sort, self._cost)(row, vehicle),)

    def _common(self, row: Row) -> dict[str, Any]:
        clock = "time" if row.text("time") else ""
        return {
            "date": row.moment(*_DATE, clock=clock) or self.split_date(row),
            "odometer": self.distance(row, *common.ODOMETER),
            "notes": row.text(*_NOTES),
            "tags": row.tags("tags"),
        }

    def _fuel(self, row: Row, vehicle: str) -> Draft:
        unit = self.volume_unit
        sort = row.text("fuel type", "grade", "octane")
        full = not row.flag(*common.PARTIAL) and row.flag(*common.FULL, default=True)
        values = {
            **self._common(row),
            **self.amount(row, unit, *common.VOLUME),
            "total": row.money(*common.COST),
            "price": row.price(unit, *common.PRICE),
            "full": full,
            "missed": row.flag(*common.MISSED),
            "fuel": fuel_of(sort),
            "grade": sort,
            "station": row.text(*_STATION),
            "place": row.text(*_PLACE),
            "payment": row.text("payment"),
            "driver": row.text("driver"),
        }
        return self.draft(row, "fill_up", with_total(values), vehicle=vehicle)

    def _cost(self, row: Row, vehicle: str) -> Draft:
        category, what = row.text(*_CATEGORY), row.text(*_TITLE)
        sort = sort_of(category) if category else OTHER
        if sort == OTHER:
            sort = sort_of(what)
        total = row.money(*common.COST, *common.PRICE, negative=True)
        if total is not None and total.amount[0] == "-" and sort.kind != "expense":
            sort = Sort("expense", expense_of(category or what))
        values = self._common(row)
        title, notes = fitted(what or category or "Cost", values["notes"])
        values |= {
            "title": title,
            "notes": notes,
            "total": total,
            "category": sort.category,
            "supplier": row.text("supplier", "garage", "shop", *_PLACE),
            "custom": {"Category": category} if category and category != title else {},
        }
        return self.draft(row, sort.kind, values, vehicle=vehicle)

    def _valuation(self, row: Row, vehicle: str) -> Draft:
        values = self._common(row) | {
            "value": row.money(*_VALUE),
            "origin": row.text(*_ORIGIN),
        }
        return self.draft(row, "valuation", values, vehicle=vehicle)

    def _reading(self, row: Row, vehicle: str) -> Draft:
        values = self._common(row)
        if values["odometer"] is None:
            raise row.refuse(told("there is no odometer reading"), *common.ODOMETER)
        return self.draft(row, "odometer_reading", values, vehicle=vehicle)
