"""Fuelio: one CSV of sections headed "## …", one vehicle a file, units named in the headers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from client.exchange.categories import OTHER, Sort, expense_of, reminder_category, sort_of
from client.exchange.drafts import NOTHING, DateOrder, Draft, Judgement, Refusal
from client.exchange.fuelio_log import LogReader, energy_of
from client.exchange.judge import currency_of_country
from client.exchange.layout import Converter, Layout, add_custom, fitted
from client.exchange.row import Row
from client.exchange.table import Columns, Table
from garage.money import Money
from garage.periods import Period
from garage.units import Dimension, Quantity

_DISTANCES = {"0": "km", "1": "mi"}
_VOLUMES = {"0": "L", "1": "gal_us", "2": "gal_uk"}
_UNSET_DAY = "2011-01-01"
_LOST = ("guid", "lastupdated")

_VEHICLE = Columns(
    texts=(
        "name", "description", "distunit", "fuelunit", "consumptionunit", "importcsvdateformat",
        "vin", "insurance", "plate", "make", "model", "year", "tankcount", "tank1type", "tank2type",
        "active", "tank1capacity", "tank2capacity", "fuelunittank2", "fuelconsumptiontank2",
    ),
    derived=_LOST,
)  # fmt: skip
_COSTS = Columns(
    dates=("date", "reminddate"),
    distances=("odo", "remindodo", "repeatodo"),
    money=("cost",),
    texts=(
        "costtitle", "costtypeid", "notes", "flag", "idr", "read", "istemplate", "repeatmonths",
        "isincome", "uniqueid",
    ),
    derived=_LOST,
)  # fmt: skip
_SECTIONS = {
    "vehicle": _VEHICLE,
    "costs": _COSTS,
    "costcategories": Columns(texts=("costtypeid", "name", "priority", "color"), derived=_LOST),
    "favstations": Columns(
        texts=("namebrand", "latitude", "longitude", "stationid", "description", "countrycode"),
        derived=_LOST,
    ),
    "pictures": Columns(texts=("filename", "note", "type", "target id"), derived=_LOST),
    "category": Columns(texts=("idcategory", "name"), derived=_LOST),
}
_SILENT = frozenset({"vehicle", "costcategories", "favstations", "category"})


def is_fuelio(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a file's first rows are Fuelio's."""
    heads = [row[0].casefold() for row in rows[:5] if row]
    return any(head in ("## vehicle", "## log") for head in heads)


class Fuelio(Layout):
    """A Fuelio backup or export."""

    name: ClassVar[str] = "fuelio"
    title: ClassVar[str] = "Fuelio"
    learnt_from: ClassVar[frozenset[str]] = frozenset({"vehicle", "costcategories", "favstations"})

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.vehicle = ""
        self.about: dict[str, str] = {}
        self.categories: dict[str, str] = {}
        self.stations: dict[str, str] = {}
        """Brand by station id, by "latitude,longitude" and by description."""
        self.countries: set[str] = set()
        self._header_units: dict[str, str] = {}

    def section(self, cells: Sequence[str]) -> str | None:
        """Sections are headed "## Log" in a cell of its own."""
        return cells[0][3:].strip().casefold() if cells[0][:3] == "## " else None

    def columns(self, section: str, header: Sequence[str]) -> Columns | None:
        """The log's columns carry their units in their names; the others are fixed."""
        if section != "log":
            return _SECTIONS.get(section)
        names = LogReader.names(header)
        self._header_units = names.units
        return names.columns

    def see(self, row: Row) -> None:
        """Learn the vehicle, the names of categories and the stations."""
        section = row.table.section
        if section == "vehicle":
            self._see_vehicle(row)
        elif section == "costcategories":
            self.categories[row.text("costtypeid")] = row.text("name")
        elif section == "favstations":
            brand = row.text("namebrand")
            place = f"{row.text('latitude')},{row.text('longitude')}"
            for key in (row.text("stationid"), place, row.text("description")):
                if key and key != ",":
                    self.stations.setdefault(key, brand)
            self.countries.add(row.text("countrycode"))

    def _see_vehicle(self, row: Row) -> None:
        if self.vehicle:
            return
        self.about = {name: row.text(name) for name in _VEHICLE.texts}
        about = self.about
        self.vehicle = about["name"] or about["plate"] or about["model"] or "Vehicle"
        energies = [energy_of(about["tank1type"])]
        if about["tankcount"] not in ("", "0", "1"):
            energies.append(energy_of(about["tank2type"]))
        custom: dict[str, Any] = {}
        add_custom(custom, "Insurance", about["insurance"])
        self.meet(
            self.vehicle,
            row.line,
            name=self.vehicle,
            notes=about["description"],
            vin=about["vin"],
            plate=about["plate"],
            make=about["make"],
            model=about["model"],
            year=_year(about["year"]),
            energies=tuple(dict.fromkeys(each for each in energies if each)),
            custom=custom,
        )

    def vehicle_values(self, key: str) -> dict[str, Any]:
        """With the tanks, whose units are known only now."""
        values = super().vehicle_values(key)
        about = self.about
        values["economy_unit"] = self._economy_unit()
        second = _VOLUMES.get(about.get("fuelunittank2", ""), self.volume_unit)
        if tank := _capacity(about.get("tank1capacity", ""), self.volume_unit):
            values[_tank_field(tank, "tank")] = tank
        if tank := _capacity(about.get("tank2capacity", ""), second):
            values[_tank_field(tank, "second_tank")] = tank
        return values

    def _economy_unit(self) -> str:
        word = self._header_units.get("economy", "")
        if word == "mpg":
            british = self.about.get("consumptionunit") == "2" or self.volume_unit == "gal_uk"
            return "mpg_uk" if british else "mpg_us"
        return word

    def file_distance_unit(self) -> Judgement:
        """Of the log's header, else of the vehicle's row."""
        unit = self._header_units.get("odo") or _DISTANCES.get(self.about.get("distunit", ""))
        return Judgement(unit, "file") if unit else NOTHING

    def file_volume_unit(self) -> Judgement:
        """Of the log's header, else of the vehicle's row."""
        unit = self._header_units.get("fuel") or _VOLUMES.get(self.about.get("fuelunit", ""))
        return Judgement(unit, "file") if unit else NOTHING

    def file_currency(self) -> Judgement:
        """A hint: the country of the favourite stations, where they are all of one currency."""
        found = {currency_of_country(country) for country in self.countries} - {None}
        return Judgement(str(*found), "hint") if len(found) == 1 else NOTHING

    def file_date_order(self) -> DateOrder | None:
        """The pattern that the vehicle's row names, as "dd.MM.yyyy"."""
        pattern = self.about.get("importcsvdateformat", "").lower()
        letters = dict.fromkeys(each for each in pattern if each in "dmy")
        order = "".join(letters)
        return order if order in ("dmy", "mdy", "ymd") else None  # type: ignore[return-value]  # narrowed by the test

    def converter(self, table: Table) -> Converter:
        """The log has a reader of its own, made for speed."""
        if table.section == "log":
            return LogReader(self, table, self.vehicle, self.stations, self.about).reader()
        return super().converter(table)

    def convert(self, row: Row) -> Iterable[Draft | Refusal]:
        """Costs with their reminders, and pictures; the other sections were learnt from."""
        section = row.table.section
        if section in _SILENT:
            return ()
        return self._cost(row) if section == "costs" else self._picture(row)

    def _cost(self, row: Row) -> Iterable[Draft]:
        category = self.categories.get(row.text("costtypeid"), "")
        title = row.text("costtitle") or category or "Cost"
        sort = sort_of(category)
        if sort == OTHER:
            sort = sort_of(title)
        identity = row.text("uniqueid") or str(row.line)
        drafts = []
        if not row.flag("istemplate"):
            drafts.append(self._spent(row, sort, title, category, identity))
        reminder = self._reminder(row, sort, title, identity)
        return [*drafts, reminder] if reminder else drafts

    def _spent(self, row: Row, sort: Sort, title: str, category: str, identity: str) -> Draft:
        total = row.money("cost", negative=True)
        if row.flag("isincome") and total is not None:
            sort = Sort("expense", expense_of(category or title))
            if total.amount[0] != "-" and total.amount.strip("0."):
                total = Money(f"-{total.amount}", total.currency)
        if total is not None and total.amount[0] == "-" and sort.kind != "expense":
            sort = Sort("expense", expense_of(category or title))
        title, notes = fitted(title, row.text("notes"))
        values: dict[str, Any] = {
            "date": row.moment("date"),
            "title": title,
            "odometer": self.distance(row, "odo", unknown_zero=True),
            "total": total,
            "notes": notes,
            "category": sort.category,
        }
        custom: dict[str, Any] = {}
        if category and category.casefold() != title.casefold():
            add_custom(custom, "Category", category)
        add_custom(custom, "Flag", row.text("flag"), "0")
        values["custom"] = custom
        key = ("cost", identity)
        return self.draft(row, sort.kind, values, vehicle=self.vehicle, key=key)

    def _reminder(self, row: Row, sort: Sort, title: str, identity: str) -> Draft | None:
        template = row.flag("istemplate")
        due = None if row.text("reminddate")[:10] == _UNSET_DAY else row.day("reminddate")
        due_odometer = self.distance(row, "remindodo", unknown_zero=True)
        every = _months(row.text("repeatmonths"))
        every_distance = self.distance(row, "repeatodo", unknown_zero=True)
        if not (due or due_odometer or every or every_distance or template):
            return None
        spent = row.moment("date")
        values: dict[str, Any] = {
            "title": fitted(title)[0],
            "due": due,
            "due_odometer": due_odometer,
            "every": every,
            "every_distance": every_distance,
            "category": reminder_category(sort),
        }
        if template:
            cost = row.money("cost", negative=True)
            if cost is not None and cost.amount[0] != "-" and cost.amount.strip("0."):
                values["estimate"] = cost
            values["notes"] = row.text("notes")
            if not (due or due_odometer) and spent:
                values["due"] = spent.day
        else:
            values["last_done"] = spent.day if spent else None
            values["last_odometer"] = self.distance(row, "odo", unknown_zero=True)
        key = ("reminder", identity)
        return self.draft(row, "reminder", values, vehicle=self.vehicle, key=key, rest=False)

    def _picture(self, row: Row) -> Iterable[Draft]:
        sort, target = row.text("type"), row.text("target id")
        parent = {"1": ("log", target), "2": ("cost", target)}.get(sort)
        name = row.text("filename")
        values = {
            "title": fitted(row.text("note") or name or "Picture")[0],
            "file_name": name,
            "category": "picture",
        }
        key = ("picture", str(row.line))
        yield self.draft(row, "document", values, vehicle=self.vehicle, key=key, parent=parent)


def _year(text: str) -> int | None:
    fits = len(text) == 4 and text.isascii() and text.isdigit() and 1769 <= int(text) <= 2200
    return int(text) if fits else None


def _months(text: str) -> Period | None:
    if not (text.isascii() and text.isdigit()) or not 0 < int(text[:6]) < 10_000:
        return None
    months = int(text)
    return Period(months // 12, "Y") if months % 12 == 0 else Period(months, "M")


def _capacity(text: str, unit: str) -> Quantity | None:
    if not unit or not text.strip("0. "):
        return None
    try:
        found = Quantity.checked(text, unit)
    except ValueError:
        return None
    return None if found.value[0] == "-" else found


def _tank_field(tank: Quantity, name: str) -> str:
    return "battery" if tank.dimension is Dimension.ENERGY else name
