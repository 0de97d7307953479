"""aCar: a CSV of sections (Metadata, Vehicles, Fill-Up Records, Event Records, Trip Records)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar, cast

from client.exchange.acar_records import AcarRecords, acar_unit
from client.exchange.drafts import NOTHING, DateOrder, Draft, Judgement
from client.exchange.judge import currency_of_country
from client.exchange.layout import Layout
from client.exchange.row import Row
from client.exchange.table import Columns

_PLACE = (
    "fueling station address", "place name", "place address", "place street", "place city",
    "place state", "place country", "place postal code", "place latitude", "place longitude",
    "device latitude", "device longitude", "start latitude", "start longitude", "end latitude",
    "end longitude",
)  # fmt: skip
_METADATA = Columns(
    texts=("date format", "time format"),
    derived=(
        "android version", "acar version", "acar build date", "acar database version",
        "export date/time", "export version", "minimum supported acar version",
    ),
)  # fmt: skip
_VEHICLES = Columns(
    numbers=("fuel tank capacity",),
    texts=(
        "name", "type", "year", "make", "model", "submodel", "active", "license plate", "vin",
        "insurance policy", "color", "volume unit", "distance unit", "country", "notes",
    ),
)  # fmt: skip
_FILL_UPS = Columns(
    dates=("date",),
    distances=("odometer reading",),
    volumes=("volume",),
    money=("price per unit", "total cost"),
    texts=(
        "vehicle", "time", "distance unit", "volume unit", "payment", "partial fill up?",
        "previously missed fill ups?", "fuel category", "fuel type", "has fuel additive?",
        "fuel additive name", "fuel brand", *_PLACE, "tags", "notes",
    ),
    derived=("fuel efficiency", "fuel efficiency unit"),
)  # fmt: skip
_EVENTS = Columns(
    dates=("date",),
    distances=("odometer reading",),
    money=("total cost",),
    texts=(
        "vehicle", "time", "distance unit", "type", "sub types", "services", "expenses", "payment",
        *_PLACE, "tags", "notes",
    ),
)  # fmt: skip
_TRIPS = Columns(
    dates=("start date", "end date"),
    distances=("start odometer reading", "end odometer reading", "distance"),
    money=("tax deduction amount", "reimbursement amount"),
    texts=(
        "vehicle", "start time", "start location", "end time", "end location", "distance unit",
        "type", "purpose", "client", "tags", "notes",
    ),
    derived=("duration",),
)  # fmt: skip
_SECTIONS = {
    "metadata": _METADATA,
    "vehicles": _VEHICLES,
    "fill-up records": _FILL_UPS,
    "event records": _EVENTS,
    "service records": _EVENTS,
    "expense records": _EVENTS,
    "trip records": _TRIPS,
}


def is_acar(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first rows open the sections of an aCar export."""
    return any(_heading(row) in ("metadata", "vehicles") for row in rows[:3])


def _heading(cells: Sequence[str]) -> str | None:
    word = cells[0].strip().casefold()
    if word not in _SECTIONS or any(cell.strip() for cell in cells[1:]):
        return None
    return word


class ACar(AcarRecords, Layout):
    """An aCar CSV of all vehicles."""

    name: ClassVar[str] = "acar"
    title: ClassVar[str] = "aCar"
    learnt_from: ClassVar[frozenset[str]] = frozenset(_SECTIONS)

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._units: dict[str, dict[str, None]] = {"distance": {}, "volume": {}}
        self._countries: set[str] = set()
        self._order: DateOrder | None = None

    def section(self, cells: Sequence[str]) -> str | None:
        """A line with nothing but a section's name."""
        return _heading(cells)

    def columns(self, section: str, header: Sequence[str]) -> Columns | None:
        """Of the section."""
        return _SECTIONS.get(section)

    def see(self, row: Row) -> None:
        """Learn the date's pattern, the vehicles and their units."""
        section = row.table.section
        if section == "metadata":
            letters = dict.fromkeys(
                each for each in row.text("date format").lower() if each in "dmy"
            )
            order = "".join(letters)
            if order in ("dmy", "mdy", "ymd"):
                self._order = cast(DateOrder, order)
        elif section == "vehicles":
            self.meet_vehicle(row, row.text("name"))
            self._countries.add(row.text("country"))
            self._units["distance"].setdefault(acar_unit(row.text("distance unit")))
            self._units["volume"].setdefault(acar_unit(row.text("volume unit")))
        else:
            name = row.text("vehicle")
            if name and name not in self.found_vehicles:
                self.meet(name, row.line, name=name)
            self._units["distance"].setdefault(acar_unit(row.text("distance unit")))

    def file_date_order(self) -> DateOrder | None:
        """The pattern of the Metadata."""
        return self._order

    def file_distance_unit(self) -> Judgement:
        """The unit of the vehicles, or of the rows; each row names its own all the same."""
        found = [unit for unit in self._units["distance"] if unit]
        return Judgement(found[0], "file") if found else NOTHING

    def file_volume_unit(self) -> Judgement:
        """The unit of the vehicles."""
        found = [unit for unit in self._units["volume"] if unit]
        return Judgement(found[0], "file") if found else NOTHING

    def file_currency(self) -> Judgement:
        """A hint: the vehicles' country, where they are all of one currency."""
        found = {currency_of_country(country) for country in self._countries} - {None}
        return Judgement(str(*found), "hint") if len(found) == 1 else NOTHING

    def convert(self, row: Row) -> Iterable[Draft]:
        """By the section; vehicles and metadata were learnt from."""
        section = row.table.section
        if section in ("metadata", "vehicles"):
            return ()
        vehicle = row.text("vehicle") or next(iter(self.found_vehicles), "")
        if vehicle in self.skipped:
            return ()
        if section == "fill-up records":
            return (self.fill_up(row, vehicle),)
        if section == "trip records":
            return (self.trip(row, vehicle),)
        spent = row.text("type") or section.removesuffix(" records")
        return (self.event(row, vehicle, spent),)
