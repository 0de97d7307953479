"""Fuelio's log of fill-ups, read as fast as it can be: a hundred thousand rows in a second."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from client.errors import BadFile
from client.exchange.drafts import Draft, Refusal
from client.exchange.moments import BadMoment
from client.exchange.places import position
from client.exchange.row import CellRefused
from client.exchange.table import Columns, Table, fold
from garage.errors import ValueRefused
from garage.money import Money, UnitPrice
from garage.records import Source
from garage.records.fields import TextField
from garage.units import UNITS, Dimension, Quantity, read_number, unit_spelled
from garage.words import N_, told

if TYPE_CHECKING:
    from client.exchange.layout import Converter, Layout

_PLAIN = re.compile(r"(?:0|[1-9][0-9]{0,30})(?:\.[0-9]{1,9})?").fullmatch
_ZEROS = frozenset({"", "0", "0.0", "0.00", "0.000"})
_UNSET_FUEL = frozenset({"", "-1", "0"})
_FUELS = {"1": "petrol", "2": "diesel", "3": "ethanol", "4": "lpg", "5": "cng", "6": "electric"}
_VOLUMES = {"0": "L", "1": "gal_us", "2": "gal_uk"}
_TANKS = {str(number): number for number in range(1, 10)}
_ECONOMIES = {"mpg": "mpg", "l/100km": "L/100km", "km/l": "km/L"}
_KEPT = 20_000
_NAMED = ("data", "odo", "fuel", "full", "price", "latitude", "longitude", "city", "notes",
          "missed", "tanknumber", "fueltype", "volumeprice", "stationid", "excludedistance",
          "uniqueid", "tankcalc", "weather", "guid", "lastupdated")  # fmt: skip
_LINE, _NOTES, _OWN = TextField(), TextField(long=True), TextField(limit=5000)


def energy_of(code: str) -> str:
    """The energy of a fuel type's code by its hundreds: 6xx is electric; "" where unset."""
    if code in _UNSET_FUEL:
        return ""
    return _FUELS.get(code[0], "other") if len(code) == 3 else "other"


@dataclass(frozen=True)
class LogNames:
    """The log's columns, and the units that "Odo (mi)" and "Fuel (litres)" name."""

    columns: Columns
    units: dict[str, str]


class LogReader:
    """Turns rows of the log into drafts; columns and units are looked up once, here."""

    @staticmethod
    def names(header: Sequence[str]) -> LogNames:
        """What the columns are, by their names without the brackets."""
        found: dict[str, str] = {}
        units: dict[str, str] = {}
        derived = []
        for label in header:
            head, _, inside = label.partition("(")
            name = head.strip().casefold().replace(" ", "")
            if name in _NAMED:
                found.setdefault(name, fold(label))
            elif inside.startswith("optional"):
                # The economy, which the app works out: "mpg (optional)", "l/100km (optional)".
                derived.append(fold(label))
                units["economy"] = _ECONOMIES.get(name, "")
            for word, dimension in (("odo", Dimension.DISTANCE), ("fuel", Dimension.VOLUME)):
                if name == word and (unit := _unit_in(inside, dimension)):
                    units[word] = unit
        columns = Columns(
            dates=_of(found, "data"),
            distances=_of(found, "odo"),
            volumes=_of(found, "fuel"),
            money=_of(found, "price", "volumeprice"),
            texts=tuple(found.values()),
            derived=tuple(derived),
        )
        return LogNames(columns, units)

    def __init__(
        self,
        layout: Layout,
        table: Table,
        vehicle: str,
        stations: Mapping[str, str],
        about: Mapping[str, str],
    ) -> None:
        self._format, self._file = layout.name, layout.file
        self._vehicle = vehicle if layout.found_vehicles else None
        self._table, self._stations, self._about = table, stations, about
        self._distance = layout.distance_unit or "km"
        self._volume = layout.volume_unit or "L"
        self._currency = layout.currency
        self._width = len(table.header)
        short = {
            label.partition("(")[0].strip().casefold().replace(" ", ""): at
            for at, label in reversed(list(enumerate(table.header)))
        }
        # A column that the file lacks is read from the empty cell put at each row's end.
        self._at = tuple(short.get(name, self._width) for name in _NAMED)
        self._label = {name: table.label(at) for name, at in short.items()}
        if "data" not in short or "fuel" not in short:
            raise BadFile(
                told("{file} has a log without dates or fuel", file=layout.file),
                N_("export it again"),
            )
        self._dates = table.moments[short["data"]]
        marks = set(table.marks.values())
        self._mark = "," if marks == {","} else "."
        self._prices: dict[str, UnitPrice | None] = {}
        self._places: dict[tuple[str, ...], dict[str, Any]] = {}
        self._fuels: dict[tuple[str, str], tuple[str, str, dict[str, str]]] = {}
        self._rest = table.rest
        # An electric car's charges often have no fuel type of their own.
        electric = energy_of(about.get("tank1type", "")) == "electric"
        self._unset = frozenset[str]() if electric else _UNSET_FUEL

    def reader(self) -> Converter:
        """The function that drafts a row; all that it needs is at hand in its own scope."""
        (date, odo, fuel, full, price, lat, lon, city, notes, missed, tank, sort, each,
         station, excluded, unique, _calc, weather, _guid, _updated) = self._at  # fmt: skip
        width, dates = self._width, self._dates
        distance_unit, volume_unit, currency = self._distance, self._volume, self._currency
        form, file, vehicle = self._format, self._file, self._vehicle
        prices, places, fuels = self._prices, self._places, self._fuels
        rare = bool(self._rest)
        unset = self._unset

        def read(line: int, cells: list[str]) -> Sequence[Draft | Refusal]:
            cells.append("")
            if len(cells) <= width:
                cells.extend([""] * (width + 1 - len(cells)))
            try:
                values: dict[str, Any] = {"date": dates(cells[date])}
            except BadMoment as error:
                raise CellRefused(self._label["data"], error.reason) from None
            if _PLAIN(text := cells[odo]):
                values["odometer"] = Quantity(text, distance_unit)
            elif text.strip():
                values["odometer"] = Quantity(self._number("odo", text), distance_unit)
            if not _PLAIN(text := cells[fuel]):
                text = self._number("fuel", text)
            unit = volume_unit
            if cells[sort] in unset and cells[tank] != "2":
                values["volume"] = Quantity(text, unit)
            else:
                code = (cells[sort], cells[tank])
                name, unit, about = fuels.get(code) or self._fuel(*code)
                values[name] = Quantity(text, unit)
                if about:
                    values.update(about)
            known = prices.get(cells[each]) if unit == volume_unit else None
            if known is not None or (known := self._price(cells[each], unit)) is not None:
                values["price"] = known
            if (text := cells[price]) not in _ZEROS:
                if not _PLAIN(text):
                    text = self._number("price", text)
                values["total"] = Money(text, currency)
            values["full"] = cells[full] not in _ZEROS
            if cells[missed] not in _ZEROS:
                values["missed"] = True
            if (tank_number := _TANKS.get(cells[tank])) is not None:
                values["tank"] = tank_number
            if (city_name := cells[city]) or cells[lat] or cells[station]:
                place = (cells[lat], cells[lon], city_name, cells[station])
                values.update(places.get(place) or self._place(place))
            if (text := cells[notes]) and (note := _NOTES.check(text)):
                values["notes"] = note
            if rare or cells[excluded] not in _ZEROS or cells[weather]:
                self._custom(values, cells, excluded, weather)
            values["source"] = Source("imported", form, file, line)
            key = ("log", cells[unique] or str(line))
            return (Draft("fill_up", key, vehicle, values, line),)

        return read

    def _price(self, text: str, unit: str) -> UnitPrice | None:
        """A price per unit; zero is "not written down", not "for free", for it is optional."""
        if text in _ZEROS:
            return None
        value = text if _PLAIN(text) else self._number("volumeprice", text)
        if not value.strip("0."):
            return None
        made = UnitPrice(value, self._currency, unit)
        if unit == self._volume and len(self._prices) < _KEPT:
            self._prices[text] = made
        return made

    def _number(self, name: str, text: str) -> str:
        """A number that is not plain; a negative or missing one is refused."""
        label = self._label.get(name, name)
        if not text.strip():
            raise CellRefused(label, told("there is no amount of fuel"))
        try:
            value = read_number(text, self._mark)
        except ValueRefused as error:
            raise CellRefused(label, error.message) from None
        if value[0] == "-":
            raise CellRefused(label, f"{text.strip()} is negative")
        return value

    def _fuel(self, code: str, tank: str) -> tuple[str, str, dict[str, str]]:
        """Which field the amount goes to, its unit, and what is known of the fuel."""
        about = self._about
        second = tank == "2"
        of_tank = about.get("tank2type" if second else "tank1type", "")
        energy = energy_of(of_tank if code in _UNSET_FUEL else code)
        unit = self._volume
        if second:
            unit = _VOLUMES.get(about.get("fuelunittank2", ""), unit)
        if energy == "electric":
            unit = "kWh"
        dimension = UNITS[unit].dimension
        name = {Dimension.ENERGY: "energy", Dimension.MASS: "mass"}.get(dimension, "volume")
        fuel = {"fuel": energy} if energy else {}
        if code not in _UNSET_FUEL and code[1:].strip("0"):
            # Below the hundreds stands the kind of petrol or diesel, whose names the app keeps.
            fuel["grade"] = f"Fuelio {_LINE.check(code[:20])}"
        if len(self._fuels) < _KEPT:
            self._fuels[code, tank] = (name, unit, fuel)
        return name, unit, fuel

    def _place(self, place: tuple[str, ...]) -> dict[str, Any]:
        latitude, longitude, city, station = (_LINE.check(each[:500]) for each in place)
        stations = self._stations
        found = ""
        for key in (station, f"{latitude},{longitude}", city):
            if key and key != "0" and (found := stations.get(key, "")):
                break
        made: dict[str, Any] = {}
        if found:
            made["station"] = _LINE.check(found[:500])
        if city:
            made["place"] = city
        custom: dict[str, Any] = {}
        if where := position(custom, latitude, longitude):
            made["position"] = where
        if custom:
            made["custom"] = custom
        if len(self._places) < _KEPT:
            self._places[place] = made
        return made

    def _custom(
        self, values: dict[str, Any], cells: Sequence[str], excluded: int, weather: int
    ) -> None:
        custom = dict(values.get("custom", {}))
        if cells[excluded] not in _ZEROS:
            number = self._number("excludedistance", cells[excluded])
            custom["Excluded distance"] = Quantity(number, self._distance)
        if cells[weather].strip():
            custom["Weather"] = _OWN.check(cells[weather][:5000])
        for at, name in self._rest:
            if text := cells[at].strip():
                custom[name] = _OWN.check(text[:5000])
        if custom:
            values["custom"] = custom


def _of(found: Mapping[str, str], *names: str) -> tuple[str, ...]:
    return tuple(found[name] for name in names if name in found)


def _unit_in(inside: str, dimension: Dimension) -> str | None:
    word = inside.partition(")")[0]
    for each in (dimension, Dimension.ENERGY, Dimension.MASS):
        if word and (unit := unit_spelled(word, each)):
            return unit
    return None
