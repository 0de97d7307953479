"""Fuelly: its export of fill-ups or services, and the older layout that has both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from client.exchange.categories import SERVICE, expense_of, fuel_of, sort_of
from client.exchange.common import with_total
from client.exchange.drafts import NOTHING, Draft, Judgement
from client.exchange.layout import Layout, add_custom, fitted
from client.exchange.places import position
from client.exchange.row import Row
from client.exchange.table import Columns, fold

_ECONOMIES = ("mpg", "km/l", "l/100km", "mpg (us)", "mpg (uk)", "mpg (imp)")
_VOLUMES = ("gallons", "litres", "liters", "gallons (us)", "gallons (uk)", "gallons (imp)")
_PRICES = ("cost/gallon", "cost/litre", "cost/liter")
_FUEL = Columns(
    dates=("fuelup date",),
    distances=("odometer",),
    volumes=_VOLUMES,
    money=("price",),
    numbers=("latitude", "longitude"),
    texts=("car name", "model", "tags", "notes", "missed fuelup", "partial fuelup", "brand"),
    derived=(*_ECONOMIES, "miles", "km", "date added"),
)
_SERVICE = Columns(
    dates=("service date",),
    distances=("odometer",),
    money=("price",),
    numbers=("latitude", "longitude"),
    texts=("car name", "model", "tags", "notes", "service type", "sub service types"),
    derived=("date added",),
)
_OLDER = Columns(
    dates=("date",),
    distances=("odometer",),
    volumes=_VOLUMES,
    money=(*_PRICES, "total cost", "total cost #2"),
    texts=(
        "type", "time", "vehicle", "filled up", "octane", "gas brand", "location", "tags",
        "payment type", "notes", "services",
    ),
    derived=_ECONOMIES,
)  # fmt: skip


def _layout(header: Sequence[str]) -> Columns | None:
    names = {fold(label) for label in header}
    if {"car name", "fuelup date"} <= names:
        return _FUEL
    if {"car name", "service date"} <= names:
        return _SERVICE
    if {"type", "date", "vehicle", "odometer", "filled up"} <= names:
        return _OLDER
    return None


def is_fuelly(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a file's header is one of Fuelly's."""
    return _layout(rows[0]) is not None


class Fuelly(Layout):
    """A Fuelly export, of one or several cars."""

    name: ClassVar[str] = "fuelly"
    title: ClassVar[str] = "Fuelly"

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._columns = _FUEL
        self._names: set[str] = set()
        self._british = 0
        self._elsewhere = 0

    def columns(self, section: str, header: Sequence[str]) -> Columns | None:
        """Of fill-ups, of services, or of both in the older layout."""
        self._names = {fold(label) for label in header}
        self._columns = _layout(header) or _FUEL
        return _layout(header)

    def see(self, row: Row) -> None:
        """Learn the cars, and on which side of the Atlantic the gallons were bought."""
        name = row.text("car name", "vehicle")
        if name:
            self.meet(name, row.line, name=name, model=row.text("model"))
        try:
            latitude, longitude = float(row.text("latitude")), float(row.text("longitude"))
        except ValueError:
            return
        if 49.8 < latitude < 61 and -8.7 < longitude < 1.8:
            self._british += 1
        elif latitude or longitude:
            self._elsewhere += 1

    def file_distance_unit(self) -> Judgement:
        """The column of distances is named by its unit; so is the economy."""
        if "miles" in self._names or any(name.startswith("mpg") for name in self._names):
            return Judgement("mi", "file")
        if self._names & {"km", "km/l", "l/100km"}:
            return Judgement("km", "file")
        return NOTHING

    def file_volume_unit(self) -> Judgement:
        """Litres are clear; whose gallons they are, the coordinates of the stations hint at."""
        if self._names & {"litres", "liters"}:
            return Judgement("L", "file")
        if "gallons (us)" in self._names or "mpg (us)" in self._names:
            return Judgement("gal_us", "file")
        if self._names & {"gallons (uk)", "gallons (imp)", "mpg (uk)", "mpg (imp)"}:
            return Judgement("gal_uk", "file")
        if "gallons" in self._names and bool(self._british) != bool(self._elsewhere):
            return Judgement("gal_uk" if self._british else "gal_us", "hint")
        return NOTHING

    def convert(self, row: Row) -> Iterable[Draft]:
        """A fill-up or a service of one of the cars."""
        vehicle = row.text("car name", "vehicle") or next(iter(self.found_vehicles), "")
        if vehicle in self.skipped:
            return ()
        if self._columns is _OLDER:
            served = row.text("type").casefold().startswith("serv")
            return (self._older_service(row, vehicle) if served else self._older(row, vehicle),)
        if self._columns is _SERVICE:
            return (self._service(row, vehicle),)
        return (self._fuel(row, vehicle),)

    def _common(self, row: Row) -> dict[str, Any]:
        custom: dict[str, Any] = {}
        return {
            "position": position(custom, row.text("latitude"), row.text("longitude")),
            "odometer": self.distance(row, "odometer", unknown_zero=True),
            "notes": row.text("notes"),
            "tags": row.tags("tags", commas="," in row.text("tags")),
            "custom": custom,
        }

    def _fuel(self, row: Row, vehicle: str) -> Draft:
        unit = self.volume_unit
        values = {
            **self._common(row),
            **self.amount(row, unit, *_VOLUMES),
            "date": row.moment("fuelup date"),
            "price": row.price(unit, "price"),
            "full": not row.flag("partial fuelup"),
            "missed": row.flag("missed fuelup"),
            "station": row.text("brand"),
        }
        return self.draft(row, "fill_up", with_total(values), vehicle=vehicle)

    def _service(self, row: Row, vehicle: str) -> Draft:
        sort, parts = row.text("service type"), row.text("sub service types")
        title, notes = fitted(parts or sort or "Service", row.text("notes"))
        values = {**self._common(row), "date": row.moment("service date"), "title": title}
        values |= {"notes": notes, "total": row.money("price")}
        if sort and parts:
            values["custom"]["Category"] = sort
        if sort.casefold().startswith("expense"):
            return self._work(row, vehicle, values, "expense", parts)
        return self._work(row, vehicle, values, sort_of(sort or parts, SERVICE).kind, sort)

    def _work(self, row: Row, vehicle: str, values: dict[str, Any], kind: str, word: str) -> Draft:
        if kind == "expense":
            values["category"] = expense_of(word)
        return self.draft(row, kind, values, vehicle=vehicle)

    def _older(self, row: Row, vehicle: str) -> Draft:
        unit = self.volume_unit
        octane = row.text("octane")
        filled = row.text("filled up").casefold()
        values = {
            **self._common(row),
            **self.amount(row, unit, *_VOLUMES),
            "date": row.moment("date", clock="time"),
            "price": row.price(unit, *_PRICES),
            "total": row.money("total cost"),
            "full": not filled.startswith("part") if filled else True,
            "missed": filled.startswith(("miss", "reset")),
            "grade": octane,
            "fuel": fuel_of(octane),
            "station": row.text("gas brand"),
            "place": row.text("location"),
            "payment": row.text("payment type"),
        }
        return self.draft(row, "fill_up", with_total(values), vehicle=vehicle)

    def _older_service(self, row: Row, vehicle: str) -> Draft:
        done = row.text("services")
        title, notes = fitted(done or "Service", row.text("notes"))
        values = self._common(row) | {
            "date": row.moment("date", clock="time"),
            "title": title,
            "notes": notes,
            "total": row.money("total cost", "total cost #2"),
        }
        add_custom(values["custom"], "Place", row.text("location"))
        add_custom(values["custom"], "Paid by", row.text("payment type"))
        return self._work(row, vehicle, values, sort_of(done, SERVICE).kind, done)
