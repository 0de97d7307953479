"""aCar's backup (.abp): a ZIP of XML files; what they hold is drafted as from its CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar

from client.errors import BadFile, BadRequest
from client.exchange.acar_records import AcarRecords
from client.exchange.acar_xml import Element, elements
from client.exchange.archive import Archive
from client.exchange.categories import SERVICE, expense_of, reminder_category, sort_of
from client.exchange.drafts import (
    NOTHING,
    DateOrder,
    Draft,
    ImportOptions,
    Judged,
    Judgement,
    Plan,
    Refusal,
)
from client.exchange.engine import demand_answers, plan_vehicles
from client.exchange.judge import currency_of_country
from client.exchange.layout import fitted
from client.exchange.moments import Moments
from client.exchange.row import CellRefused, Row
from client.exchange.settle import Asked, chosen_currency, settle_units
from client.exchange.source import Opened
from client.exchange.table import Columns, Table
from garage.errors import ValueRefused
from garage.moments import Moment
from garage.periods import Period
from garage.words import N_, told

_NAMES = {
    "price per volume unit": "price per unit",
    "partial": "partial fill up?",
    "previous missed fillups": "previously missed fill ups?",
    "has fuel additive": "has fuel additive?",
    "payment type": "payment",
    "place full address": "place address",
    "sub model": "submodel",
}
_KNOWN = Columns(
    dates=("date", "start date", "end date", "time due"),
    distances=("odometer reading", "start odometer reading", "end odometer reading", "distance",
               "distance due", "distance interval"),
    volumes=("volume",),
    money=("price per unit", "total cost", "reimbursement amount"),
    texts=(
        "name", "type", "year", "make", "model", "submodel", "active", "license plate", "vin",
        "insurance policy", "color", "volume unit", "distance unit", "country", "notes", "tags",
        "fuel tank capacity", "payment", "partial fill up?", "previously missed fill ups?",
        "has fuel additive?", "fuel additive name", "fuel brand", "fuel type", "fuel category",
        "sub types", "place name", "place address", "place street", "place city", "place state",
        "place country", "place latitude", "place longitude", "device latitude",
        "device longitude", "start location", "end location", "purpose", "client",
        "tax deduction amount", "time interval", "time unit", "subtype",
    ),
    derived=(
        "fuel efficiency", "sync metadata", "fuel type id", "subtypes", "photo", "photos",
        "vehicle parts", "reminders", "fillup records", "event records", "trip records",
        "trip type id", "place google places id", "duration",
    ),
)  # fmt: skip
_PERIODS = {"d": "D", "w": "W", "m": "M", "y": "Y"}
_RECORDS = frozenset({"fillup-record", "event-record", "trip-record", "reminder"})


def is_acar_backup(names: Sequence[str]) -> bool:
    """Whether an archive holds the files of a backup."""
    return "vehicles.xml" in names


class _Backup(AcarRecords):
    name: ClassVar[str] = "acar_backup"
    title: ClassVar[str] = "aCar backup"
    date_default: ClassVar[DateOrder | None] = "mdy"

    def __init__(self, options: ImportOptions, file: str, archive: Archive) -> None:
        super().__init__(options, file)
        self.archive = archive
        self.moments = Moments(options.date_order or "mdy", options.zone)
        self.names_of: dict[str, dict[str, Element]] = {}
        self.table = Table("", [], 0, _KNOWN)
        self.records = 0
        self.countries: set[str] = set()
        self._preference: str | None = None

    def columns(self, section: str, header: Sequence[str]) -> Columns | None:
        return _KNOWN

    def convert(self, row: Row) -> Iterable[Draft]:
        return ()

    def look_through(self) -> None:
        """The first reading: names of types, the vehicles, and how many records there are."""
        for member in ("fuel-types.xml", "event-subtypes.xml", "trip-types.xml", "preferences.xml"):
            if member in self.archive.names:
                for element in elements(self.archive, member):
                    known = self.names_of.setdefault(element.tag, {})
                    known[element.attributes.get("id", "")] = element
                    self._see_preference(element)
        for element in elements(self.archive, "vehicles.xml"):
            if element.tag == "vehicle":
                row = self.row(element)
                self.countries.add(row.text("country"))
                self.meet_vehicle(row, element.attributes.get("id") or row.text("name"))
            elif element.tag in _RECORDS:
                self.records += 1
                row = self.row(element)
                self.table.filled |= {
                    name
                    for name, columns in (("distances", _KNOWN.distances),
                                          ("volumes", _KNOWN.volumes), ("money", _KNOWN.money))
                    if row.text(*columns)
                }  # fmt: skip

    def _see_preference(self, element: Element) -> None:
        words = " ".join([*element.attributes.values(), element.text, *(
            each.text for each in element.children)])  # fmt: skip
        if element.tag == "preference" and "currency" in words.casefold():
            for word in words.replace("=", " ").split():
                try:
                    self._preference = chosen_currency(word)
                except BadRequest:
                    continue

    def row(self, element: Element) -> Row:
        """An element as a row under the names that the CSV has for its children."""
        header, names, cells = [], [], []
        for child in element.children:
            name = child.tag.replace("-", " ")
            header.append(name.capitalize())
            names.append(_NAMES.get(name, name))
            cells.append(child.text)
        for name, text in self._looked_up(element):
            header.append(name)
            names.append(name)
            cells.append(text)
        table = Table(element.tag, header, element.line, _KNOWN, names)
        table.moments = dict.fromkeys(range(len(header)), self.moments)
        return Row(table, cells, element.line, self.currency)

    def _looked_up(self, element: Element) -> Iterator[tuple[str, str]]:
        fuel = self.names_of.get("fuel-type", {}).get(element.child("fuel-type-id"))
        if fuel is not None:
            rating = fuel.child("rating")
            yield "fuel category", fuel.child("category")
            yield "fuel type", " ".join(dict.fromkeys((fuel.child("name"), rating))).strip()
        trip = self.names_of.get("trip-type", {}).get(element.child("trip-type-id"))
        if trip is not None:
            yield "type", trip.child("name")
        known = self.names_of.get("event-subtype", {})
        ids = [
            each.attributes.get("id", "")
            for child in element.children
            if child.tag == "subtypes"
            for each in child.children
        ]
        found = [known[each].child("name") for each in ids if each in known]
        yield "sub types", ", ".join(found)
        about = known.get(element.attributes.get("event-subtype-id", ""))
        yield "subtype", about.child("name") if about else element.text

    def file_distance_unit(self) -> Judgement:
        return self._common_unit("distance_unit")

    def file_volume_unit(self) -> Judgement:
        return self._common_unit("volume_unit")

    def _common_unit(self, name: str) -> Judgement:
        units = [values.get(name) for values in self.found_vehicles.values()]
        found = next((str(unit) for unit in units if unit), "")
        return Judgement(found, "file") if found else NOTHING

    def file_currency(self) -> Judgement:
        if self._preference:
            return Judgement(self._preference, "file")
        found = {currency_of_country(country) for country in self.countries} - {None}
        return Judgement(str(*found), "hint") if len(found) == 1 else NOTHING

    def drafted(self, element: Element) -> Draft:
        """The draft of a record. Raises CellRefused."""
        row, vehicle = self.row(element), element.owner
        if vehicle not in self.found_vehicles:
            vehicle = next(iter(self.found_vehicles), "")
        if element.tag == "fillup-record":
            return self.fill_up(row, vehicle)
        if element.tag == "event-record":
            return self.event(row, vehicle, row.text("type") or "service")
        if element.tag == "trip-record":
            return self.trip(row, vehicle)
        return self._reminder(row, vehicle, element)

    def _reminder(self, row: Row, vehicle: str, element: Element) -> Draft:
        title = row.text("subtype") or "Service"
        sort = sort_of(title, SERVICE)
        if element.attributes.get("event-type") == "expense":
            sort = sort._replace(kind="expense", category=expense_of(title))
        due: Moment | None = row.moment("time due")
        values: dict[str, Any] = {
            "title": fitted(title)[0],
            "due": due.day if due else None,
            "due_odometer": self._distances(row, vehicle, "distance due"),
            "every": _period(row.text("time interval"), row.text("time unit")),
            "every_distance": self._distances(row, vehicle, "distance interval"),
            "category": reminder_category(sort),
            "notes": row.text("notes"),
        }
        return self.draft(row, "reminder", values, vehicle=vehicle)


def _period(count: str, unit: str) -> Period | None:
    letter = _PERIODS.get(unit.strip().casefold()[:1] or "m")
    number = count.partition(".")[0]
    if letter is None or not number.isascii() or not number.isdigit():
        return None
    return Period.parse(f"P{number}{letter}") if 0 < int(number[:6]) < 10_000 else None


def plan_backup(opened: Opened, options: ImportOptions, format_how: Judgement) -> Plan:
    """The plan of a backup. Raises BadFile and BadRequest."""
    if opened.archive is None:
        raise BadFile(told("{name} is no backup", name=opened.name), N_("choose the .abp file"))
    backup = _Backup(options, opened.name, opened.archive)
    try:
        backup.look_through()
    except (CellRefused, ValueRefused) as error:
        raise BadFile(
            told("{name}: a vehicle cannot be read: {error}", name=opened.name, error=error), ""
        ) from error
    asked = Asked()
    units = settle_units(backup, (backup.table,), options, asked)
    vehicles = plan_vehicles(backup, options)
    questions = tuple(asked.questions)
    order = Judgement(options.date_order or "mdy", "option" if options.date_order else "file")
    judged = Judged(
        format=format_how,
        encoding=opened.encoding,
        date_order=order,
        distance_unit=units["distance_unit"],
        volume_unit=units["volume_unit"],
        currency=units["currency"],
    )

    def rows() -> Iterator[Draft | Refusal]:
        demand_answers(opened.name, questions)
        return _rows(backup)

    return Plan(judged, questions, vehicles, rows, backup.records, tuple(asked.answered))


def _rows(backup: _Backup) -> Iterator[Draft | Refusal]:
    count = 0
    for element in elements(backup.archive, "vehicles.xml"):
        if element.tag not in _RECORDS or element.owner in backup.skipped:
            continue
        count += 1
        try:
            drafted = backup.drafted(element)
        except CellRefused as refused:
            yield Refusal(element.line, refused.column, refused.reason)
        except ValueRefused as error:
            yield Refusal(element.line, error.field or "", error.message)
        else:
            identity = element.attributes.get("id") or str(count)
            yield drafted._replace(key=(element.tag, element.owner, identity))
