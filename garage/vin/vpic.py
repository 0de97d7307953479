"""What an answer of the vPIC tables means in the garage's own words, with units."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from garage.units import Quantity

Attributes = Mapping[str, Any]

NUMBERS: dict[str, tuple[str, str]] = {
    "Displacement (CC)": ("displacement", "cc"),
    "Engine Number of Cylinders": ("cylinders", ""),
    "Doors": ("doors", ""),
    "Number of Seats": ("seats", ""),
    "Number of Seat Rows": ("seat_rows", ""),
    "Number of Wheels": ("wheels", ""),
    "Axles": ("axles", ""),
    "Transmission Speeds": ("gears", ""),
    "Engine Stroke Cycles": ("strokes", ""),
    "Curb Weight (pounds)": ("curb_weight", "lb"),
    "Wheelbase (inches) From": ("wheelbase", "in"),
    "Track Width (inches)": ("track_width", "in"),
    "Wheel Size Front (inches)": ("wheel_size_front", "in"),
    "Wheel Size Rear (inches)": ("wheel_size_rear", "in"),
    "Bed Length (inches)": ("bed_length", "in"),
    "Trailer Length (feet)": ("trailer_length", "ft"),
    "Bus Length (feet)": ("bus_length", "ft"),
    "Battery Energy (KWh) From": ("battery_energy", "kWh"),
    "Battery Voltage (Volts) From": ("battery_voltage", "V"),
    "Battery Current (Amps) From": ("battery_current", "A"),
    "Charger Power (KW)": ("charger_power", "kW"),
    "Top Speed (MPH)": ("top_speed", "mph"),
}
TEXTS: dict[str, str] = {
    "Trim": "trim",
    "Series": "series",
    "Body Class": "body",
    "Cab Type": "cab",
    "Bed Type": "bed",
    "Drive Type": "drive",
    "Transmission Style": "transmission",
    "Fuel Type - Primary": "fuel",
    "Fuel Type - Secondary": "second_fuel",
    "Electrification Level": "electrification",
    "Engine Model": "engine_model",
    "Engine Manufacturer": "engine_maker",
    "Engine Configuration": "engine_layout",
    "Valve Train Design": "valve_train",
    "Fuel Delivery/Fuel Injection Type": "fuel_injection",
    "Turbo": "turbo",
    "Battery Type": "battery_type",
    "Brake System Type": "brakes",
    "Axle Configuration": "axle_configuration",
    "Trailer Body Type": "trailer_body",
    "Trailer Type Connection": "trailer_connection",
    "Steering Location": "steering",
    "Plant City": "plant_city",
    "Plant State": "plant_state",
    "Plant Country": "plant_country",
    "Plant Company Name": "plant",
    "Vehicle Type": "vehicle_type",
}
_ABSENT = frozenset({"", "Not Applicable"})
_POUNDS = re.compile(r"([\d,]+)(?: - ([\d,]+))? lb( or less)?")
_LIGHT_TYPES = frozenset({"PASSENGER CAR", "MULTIPURPOSE PASSENGER VEHICLE (MPV)"})
_LIGHT_CLASSES = ("Class 1", "Class 2")
_HORSEPOWER, _KILOWATTS = "Engine Brake (hp) From", "Engine Power (KW)"
_GROSS = ("Gross Vehicle Weight Rating From", "Gross Vehicle Weight Rating To")

_VANS = frozenset({"Cargo Van", "Van", "Step Van/Walk-in Van"})
_KINDS = {
    "PASSENGER CAR": "car",
    "MULTIPURPOSE PASSENGER VEHICLE (MPV)": "car",
    "TRUCK": "truck",
    "MOTORCYCLE": "motorcycle",
    "TRAILER": "trailer",
}
_ENERGIES: dict[str, tuple[str, ...]] = {
    "Gasoline": ("petrol",),
    "Diesel": ("diesel",),
    "Electric": ("electric",),
    "Compressed Natural Gas (CNG)": ("cng",),
    "Liquefied Petroleum Gas (propane or LPG)": ("lpg",),
    "Ethanol (E85)": ("ethanol",),
    "Neat Ethanol (E100)": ("ethanol",),
    "Flexible Fuel Vehicle (FFV)": ("petrol", "ethanol"),
    "Fuel Cell": ("hydrogen",),
    "Compressed Hydrogen/Hydrogen": ("hydrogen",),
}
_ORDER = ("petrol", "diesel", "electric", "lpg", "cng", "ethanol", "hydrogen")


def values(attributes: Attributes) -> Iterator[tuple[str, str | Quantity]]:
    """Every fact of an answer that has a name here, numbers with their units."""
    for variable, given in attributes.items():
        if not isinstance(given, str) or given in _ABSENT:
            continue
        if (number := NUMBERS.get(variable)) is not None:
            name, unit = number
            if (digits := _digits(given, whole=unit == "cc")) is not None:
                yield name, Quantity(digits, unit)
        elif (text := TEXTS.get(variable)) is not None:
            yield text, given
    yield from _power(attributes)
    yield from _gross_weight(attributes)


def light(attributes: Attributes) -> bool:
    """A passenger car, a multipurpose vehicle or a truck of up to 10,000 lb (49 CFR 565.15)."""
    kind = attributes.get("Vehicle Type")
    if kind in _LIGHT_TYPES:
        return True
    lower, upper = (attributes.get(each) or "" for each in _GROSS)
    return kind == "TRUCK" and (upper or lower).startswith(_LIGHT_CLASSES)


def kind(attributes: Attributes) -> str | None:
    """The vehicle record's kind; None for a bus, an incomplete or an off-road vehicle."""
    found = _KINDS.get(attributes.get("Vehicle Type") or "")
    if found in ("car", "truck") and attributes.get("Body Class") in _VANS:
        return "van"
    return found


def energies(attributes: Attributes) -> tuple[str, ...]:
    """What one fills in: a hybrid without a plug burns petrol alone, one with a plug takes both."""
    level = attributes.get("Electrification Level") or ""
    if level.startswith("FCEV"):
        return ("hydrogen",)
    found: set[str] = set()
    for variable in ("Fuel Type - Primary", "Fuel Type - Secondary"):
        found.update(_ENERGIES.get(attributes.get(variable) or "", ()))
    if "hydrogen" in found or ("HEV" in level and "PHEV" not in level and len(found) > 1):
        found.discard("electric")
    if level.startswith("BEV") and not found:
        found = {"electric"}
    return tuple(each for each in _ORDER if each in found)


def _power(attributes: Attributes) -> Iterator[tuple[str, Quantity]]:
    for variable, unit in ((_HORSEPOWER, "hp"), (_KILOWATTS, "kW")):
        given = attributes.get(variable) or ""
        if (digits := _digits(given)) is not None:
            yield "power", Quantity(digits, unit)
            return


def _gross_weight(attributes: Attributes) -> Iterator[tuple[str, Quantity]]:
    """The weight classes as the pounds they run from and to."""
    spans = [_POUNDS.search(attributes.get(each) or "") for each in _GROSS]
    first, last = spans[0], spans[1] or spans[0]
    if first is not None and first[3] is None:
        yield "gross_weight_from", Quantity(first[1].replace(",", ""), "lb")
    if last is not None and (last[2] or last[3]):
        yield "gross_weight_to", Quantity((last[2] or last[1]).replace(",", ""), "lb")


def _digits(text: str, *, whole: bool = False) -> str | None:
    """`text` as plain dot-decimal digits without idle zeros, None for 0 and for no number."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    if not number.is_finite() or not 0 < number < 10**9:
        return None
    plain = f"{round(number) if whole else round(number, 3):f}"
    digits = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return digits if Decimal(digits) else None
