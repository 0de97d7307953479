"""aCar's records as drafts: shared by its CSV export and its backup, which name things alike."""

from __future__ import annotations

from typing import Any

from client.exchange.categories import SERVICE, expense_of, fuel_of, sort_of
from client.exchange.common import with_total
from client.exchange.drafts import Draft
from client.exchange.layout import Layout, add_custom, fitted, joined
from client.exchange.places import position
from client.exchange.row import Row
from garage.units import UNITS, Dimension, Quantity, unit_spelled

_UNITS = {
    "us_gallon": "gal_us", "uk_gallon": "gal_uk", "imperial_gallon": "gal_uk",
    "gallon_us": "gal_us",
    "gallon_uk": "gal_uk", "liter": "L", "litre": "L", "l": "L", "kwh": "kWh",
    "kilowatt_hour": "kWh",
    "kg": "kg", "kilogram": "kg", "gge": "", "mile": "mi", "mi": "mi", "kilometer": "km",
    "kilometre": "km", "km": "km",
}  # fmt: skip
_KINDS = {"car": "car", "motorcycle": "motorcycle", "van": "van", "truck": "truck", "boat": "boat",
          "bike": "motorcycle", "rv": "van", "suv": "car", "trailer": "trailer"}  # fmt: skip
_PURPOSES = (("business", "business"), ("commut", "commute"), ("work", "business"),
             ("personal", "private"), ("private", "private"))  # fmt: skip


def acar_unit(text: str) -> str:
    """The code for a unit as aCar spells it (US_GALLON, MILE, mi, L); "" if that is unclear."""
    word = text.strip().casefold().replace(" ", "_")
    if word in _UNITS:
        return _UNITS[word]
    if not word or word.startswith("gal"):
        return ""
    for dimension in (Dimension.DISTANCE, Dimension.VOLUME, Dimension.ENERGY):
        if (found := unit_spelled(text, dimension)) is not None:
            return found
    return ""


class AcarRecords(Layout):
    """The records of aCar, by the folded names of the CSV's columns."""

    def meet_vehicle(self, row: Row, key: str) -> None:
        """Learn a vehicle with its tank and units."""
        if not key:
            return
        custom = row.rest()
        add_custom(custom, "Insurance", row.text("insurance policy"))
        unit = acar_unit(row.text("volume unit"))
        self.meet(
            key,
            row.line,
            name=row.text("name") or key,
            type=_KINDS.get(row.text("type").casefold(), "car"),
            make=row.text("make"),
            model=row.text("model"),
            trim=row.text("submodel"),
            year=_year(row.text("year")),
            vin=row.text("vin"),
            plate=row.text("license plate"),
            plate_region=row.text("country"),
            colour=row.text("color"),
            status="active" if row.flag("active", default=True) else "laid_up",
            distance_unit=acar_unit(row.text("distance unit")),
            volume_unit=unit,
            notes=row.text("notes"),
            custom=custom,
            **_tank(row.text("fuel tank capacity"), unit),
        )

    def _unit(self, row: Row, vehicle: str) -> str:
        own = acar_unit(row.text("volume unit"))
        if self.options.volume_unit:
            return self.volume_unit
        return own or self.found_vehicles.get(vehicle, {}).get("volume_unit") or self.volume_unit

    def _distances(self, row: Row, vehicle: str, *names: str) -> Quantity | None:
        own = acar_unit(row.text("distance unit"))
        if self.options.distance_unit:
            own = self.distance_unit
        unit = own or self.found_vehicles.get(vehicle, {}).get("distance_unit")
        return row.quantity(
            unit or self.distance_unit or "km", Dimension.DISTANCE, *names, unknown_zero=True
        )

    def _common(self, row: Row, vehicle: str) -> dict[str, Any]:
        custom: dict[str, Any] = {}
        return {
            "position": self._position(custom, row),
            "date": row.moment("date", clock="time"),
            "odometer": self._distances(row, vehicle, "odometer reading"),
            "total": row.money("total cost"),
            "notes": row.text("notes"),
            "tags": row.tags("tags", commas=True),
            "custom": custom,
        }

    def _ends(self, custom: dict[str, Any], row: Row) -> dict[str, str]:
        return {
            f"{end}_position": position(
                custom, row.text(f"{end} latitude"), row.text(f"{end} longitude")
            )
            for end in ("start", "end")
        }

    def _position(self, custom: dict[str, Any], row: Row) -> str:
        names = ("latitude", "longitude")
        place = [row.text(f"place {name}") or row.text(f"device {name}") for name in names]
        return position(custom, *place)

    def _place(self, row: Row) -> str:
        whole = row.text("fueling station address", "place address")
        parts = [row.text(f"place {each}") for each in ("street", "city", "state", "country")]
        return whole or joined(*parts, by=", ")

    def fill_up(self, row: Row, vehicle: str) -> Draft:
        """A fill-up record."""
        unit = self._unit(row, vehicle)
        category, sort = row.text("fuel category"), row.text("fuel type")
        fuel = fuel_of(category) or fuel_of(sort)
        if fuel == "electric" and UNITS[unit].dimension is Dimension.VOLUME:
            unit = "kWh"
        common = self._common(row, vehicle)
        if row.flag("has fuel additive?"):
            common["custom"]["Fuel additive"] = row.text("fuel additive name") or "yes"
        values = {
            **common,
            **self.amount(row, unit, "volume"),
            "price": row.price(unit, "price per unit"),
            "full": not row.flag("partial fill up?"),
            "missed": row.flag("previously missed fill ups?"),
            "fuel": fuel,
            "grade": sort or category,
            "station": row.text("fuel brand", "place name"),
            "place": self._place(row)[:500],
            "payment": row.text("payment"),
        }
        return self.draft(row, "fill_up", with_total(values), vehicle=vehicle)

    def event(self, row: Row, vehicle: str, sort: str) -> Draft:
        """An event record: its type says service or expense, its sub types what was done."""
        done = joined(*row.text("sub types", "services", "expenses").split(","), by=", ")
        common = self._common(row, vehicle)
        title, notes = fitted(done or sort.title() or "Service", common["notes"])
        place = joined(row.text("place name"), self._place(row), by=", ")
        values = {**common, "title": title, "notes": notes, "supplier": place[:500]}
        add_custom(values["custom"], "Paid by", row.text("payment"))
        word = sort.casefold()
        if word.startswith(("expense", "purchas")):
            values["category"] = expense_of(done)
            return self.draft(row, "expense", values, vehicle=vehicle)
        kind = sort_of(done or word, SERVICE).kind
        return self.draft(row, "service" if kind == "expense" else kind, values, vehicle=vehicle)

    def trip(self, row: Row, vehicle: str) -> Draft:
        """A trip record."""
        sort = row.text("type")
        word = f"{sort} {row.text('purpose')}".casefold()
        purpose = next((found for part, found in _PURPOSES if part in word), "other")
        common = self._common(row, vehicle)
        common["custom"] |= {"Trip type": sort}
        values = {
            **common,
            "date": row.moment("start date", clock="start time"),
            "end": row.moment("end date", clock="end time"),
            "position": None,
            **self._ends(common["custom"], row),
            "start": row.text("start location"),
            "destination": row.text("end location"),
            "purpose": purpose,
            "title": row.text("purpose"),
            "client": row.text("client"),
            "odometer": self._distances(row, vehicle, "start odometer reading"),
            "end_odometer": self._distances(row, vehicle, "end odometer reading"),
            "distance": self._distances(row, vehicle, "distance"),
            "reimbursed": row.money("reimbursement amount"),
            "total": None,
        }
        deduction = row.text("tax deduction amount")
        add_custom(values["custom"], "Tax deduction amount", deduction, "0", "0.0", "0.00")
        return self.draft(row, "trip", values, vehicle=vehicle)


def _year(text: str) -> int | None:
    fits = len(text) == 4 and text.isascii() and text.isdigit() and 1769 <= int(text) <= 2200
    return int(text) if fits else None


def _tank(text: str, unit: str) -> dict[str, Quantity]:
    text = text.replace(",", "") if "." in text else text.replace(",", ".")
    if not text.strip("0. ") or not unit or UNITS[unit].dimension is not Dimension.VOLUME:
        return {}
    try:
        tank = Quantity.checked(text, unit)
    except ValueError:
        return {}
    return {} if tank.value[0] == "-" else {"tank": tank}
