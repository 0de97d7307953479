"""Spritmonitor: an export of fuelings or of costs, with German or English headers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from client.errors import BadRequest
from client.exchange.categories import INSPECTION, OTHER, REPAIR, SERVICE, UPGRADE, Sort
from client.exchange.common import negated
from client.exchange.drafts import NOTHING, DateOrder, Draft, Judgement
from client.exchange.layout import Layout, add_custom, fitted, joined
from client.exchange.row import Row
from client.exchange.settle import chosen_currency
from client.exchange.table import Columns, fold

_DATE, _ODOMETER = ("datum", "date"), ("km stand", "odometer")
_TRIP = ("teil km", "trip")
_QUANTITY, _COST = ("spritmenge", "quantity"), ("kosten", "total price", "costs", "cost", "price")
_CURRENCY = ("währung", "currency")
_NOTE = ("bemerkung", "note", "notes")
_COUNTRY = ("land", "country")
_FUEL_COLUMNS = Columns(
    dates=_DATE,
    distances=(*_ODOMETER, *_TRIP),
    volumes=_QUANTITY,
    money=_COST,
    texts=(
        *_CURRENCY, *_NOTE, *_COUNTRY, "tankart", "type", "reifen", "tires", "strecken", "roads",
        "fahrweise", "driving style", "kraftstoff", "fuel", "tankstelle", "company", "großraum",
        "area", "ort", "location",
    ),
    derived=("verbrauch", "consumption"),
)  # fmt: skip
_COST_COLUMNS = Columns(
    dates=_DATE,
    distances=_ODOMETER,
    money=_COST,
    texts=(
        *_CURRENCY, *_NOTE, "kostenart", "type", "cost type", "bezeichnung", "title",
        "description",
    ),
)  # fmt: skip
_FUELS = {
    "1": ("diesel", "Diesel"), "2": ("diesel", "Biodiesel"), "3": ("other", "Vegetable oil"),
    "4": ("diesel", "Premium diesel"), "6": ("petrol", "Normal"), "7": ("petrol", "Super"),
    "8": ("petrol", "Super Plus"), "9": ("petrol", "Premium 100"), "12": ("lpg", "LPG"),
    "13": ("cng", "CNG H"), "14": ("cng", "CNG L"), "15": ("ethanol", "Bioethanol"),
    "16": ("petrol", "Two-stroke"), "18": ("petrol", "Premium 95"),
    "19": ("electric", "Electricity"), "20": ("petrol", "E10"), "21": ("other", "AdBlue"),
    "22": ("petrol", "Premium 100+"), "23": ("hydrogen", "Hydrogen"),
    "24": ("electric", "Green electricity"), "25": ("diesel", "GTL diesel"),
    "26": ("diesel", "HVO100"),
}  # fmt: skip
_COSTS: dict[str, tuple[Sort, str]] = {
    "1": (SERVICE, "Maintenance"), "2": (REPAIR, "Repair"), "3": (SERVICE, "Tyre change"),
    "4": (SERVICE, "Oil change"), "5": (Sort("expense", "insurance"), "Insurance"),
    "6": (Sort("expense", "tax"), "Tax"), "7": (INSPECTION, "Inspection"),
    "8": (UPGRADE, "Tuning"), "9": (Sort("expense", "accessories"), "Accessories"),
    "10": (OTHER, "Purchase"), "11": (OTHER, "Other"), "12": (Sort("expense", "wash"), "Care"),
    "13": (OTHER, "Payment"), "14": (Sort("expense", "registration"), "Registration"),
    "15": (Sort("expense", "loan"), "Financing"), "16": (OTHER, "Refund"),
    "17": (Sort("expense", "fine"), "Fine"), "18": (Sort("expense", "parking"), "Parking"),
    "19": (Sort("expense", "toll"), "Toll"), "20": (REPAIR, "Spare parts"),
    "21": (OTHER, "Basic charging fee"),
}  # fmt: skip
_REFUND = "16"
_ROADS = ((2, "motorway"), (4, "city"), (8, "country"))
_STYLES = {"1": "moderate", "2": "normal", "3": "fast"}


def _sort(header: Sequence[str]) -> str | None:
    names = {fold(label) for label in header}
    if not (names & set(_DATE) and names & set(_ODOMETER) and names & set(_CURRENCY)):
        return None
    if names & set(_QUANTITY) and names & {"tankart", "type"}:
        return "fuel"
    return "costs" if names & {"kostenart", "cost type", "type"} else None


def is_spritmonitor(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a file's header is one of Spritmonitor's."""
    return _sort(rows[0]) is not None


class Spritmonitor(Layout):
    """An export of one vehicle's fuelings or costs."""

    name: ClassVar[str] = "spritmonitor"
    title: ClassVar[str] = "Spritmonitor"
    date_default: ClassVar[DateOrder | None] = "dmy"

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._sort = ""
        self._german = False
        self._currencies: dict[str, int] = {}

    def columns(self, section: str, header: Sequence[str]) -> Columns | None:
        """Of fuelings or of costs."""
        self._sort = _sort(header) or ""
        self._german = "km stand" in {fold(label) for label in header}
        return _FUEL_COLUMNS if self._sort == "fuel" else _COST_COLUMNS

    def see(self, row: Row) -> None:
        """Learn the currencies, which stand in each row."""
        code = row.text(*_CURRENCY).upper()
        if code and len(self._currencies) < 200:
            self._currencies[code] = self._currencies.get(code, 0) + 1

    def file_distance_unit(self) -> Judgement:
        """The German header says kilometres."""
        return Judgement("km", "file") if self._german else NOTHING

    def file_volume_unit(self) -> Judgement:
        """Litres are what is sold where the header is German."""
        return Judgement("L", "hint") if self._german else NOTHING

    def file_currency(self) -> Judgement:
        """The commonest of the rows' currencies."""
        for code in sorted(self._currencies, key=lambda each: -self._currencies[each]):
            try:
                return Judgement(chosen_currency(code), "file")
            except BadRequest:
                continue
        return NOTHING

    def convert(self, row: Row) -> Iterable[Draft]:
        """A fueling or a cost, in the row's own currency."""
        own = row.text(*_CURRENCY)
        if own and not self.options.currency:
            try:
                row.currency = chosen_currency(own)
            except BadRequest as error:
                raise row.refuse(error.message, *_CURRENCY) from None
        return (self._fuel(row) if self._sort == "fuel" else self._cost(row),)

    def _fuel(self, row: Row) -> Draft:
        code = row.text("kraftstoff", "fuel")
        energy, grade = _FUELS.get(code, ("", code))
        unit = self.volume_unit
        if energy == "electric":
            unit = "kWh"
        elif energy in ("cng", "hydrogen"):
            unit = "kg"
        filled = row.text("tankart", "type")
        custom: dict[str, Any] = {"Trip": self.distance(row, *_TRIP, unknown_zero=True)}
        add_custom(custom, "Tyres", row.text("reifen", "tires"), "0")
        add_custom(custom, "Roads", _roads(row.text("strecken", "roads")), "0")
        style = row.text("fahrweise", "driving style")
        add_custom(custom, "Driving style", _STYLES.get(style, style), "0")
        values = {
            **self.amount(row, unit, *_QUANTITY),
            "date": row.moment(*_DATE),
            "odometer": self.distance(row, *_ODOMETER, unknown_zero=True),
            "total": row.money(*_COST),
            "full": filled in ("1", "3", ""),
            # No economy can be worked out up to an invalid fueling, nor up to the first.
            "missed": filled in ("0", "3"),
            "fuel": energy,
            "grade": grade,
            "station": row.text("tankstelle", "company"),
            "place": joined(
                row.text("ort", "location"), row.text("großraum", "area"), row.text(*_COUNTRY),
                by=", ",
            ),
            "notes": row.text(*_NOTE),
            "custom": custom,
        }  # fmt: skip
        return self.draft(row, "fill_up", values)

    def _cost(self, row: Row) -> Draft:
        code = row.text("kostenart", "cost type", "type")
        sort, word = _COSTS.get(code, (OTHER, code))
        title, notes = fitted(
            row.text("bezeichnung", "title", "description") or word or "Cost", row.text(*_NOTE)
        )
        total = row.money(*_COST, negative=True)
        if code == _REFUND:
            total = negated(total)
        if total is not None and total.amount[0] == "-" and sort.kind != "expense":
            sort = OTHER
        values = {
            "date": row.moment(*_DATE),
            "odometer": self.distance(row, *_ODOMETER, unknown_zero=True),
            "title": title,
            "category": sort.category,
            "total": total,
            "notes": notes,
            "custom": {"Category": word} if word != title else {},
        }
        return self.draft(row, sort.kind, values)


def _roads(text: str) -> str:
    """The sum of 2 (motorway), 4 (city) and 8 (country roads) in words."""
    if not text.isascii() or not text.isdigit() or len(text) > 3:
        return text
    return ", ".join(word for bit, word in _ROADS if int(text) & bit) or text
