"""What specifications are called: those that a VIN told bear the program's own keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from client.ui.text import _, country_of
from client.ui.vehicles.shown import Shown
from garage.records import Record, Specification
from garage.words import N_

FACTS: Mapping[str, str] = {
    "type": N_("Kind"), "energies": N_("Energy"), "manufacturer": N_("Manufacturer"),
    "make": N_("Make"), "model": N_("Model"), "year": N_("Year"), "trim": N_("Trim"),
    "country": N_("Country"), "series": N_("Series"), "body": N_("Body"), "cab": N_("Cab"),
    "bed": N_("Bed"), "bed_length": N_("Bed length"), "drive": N_("Drive"),
    "transmission": N_("Transmission"), "gears": N_("Gears"), "fuel": N_("Fuel"),
    "second_fuel": N_("Second fuel"), "built": N_("Built"), "engine_model": N_("Engine model"),
    "engine_maker": N_("Engine maker"), "engine_layout": N_("Engine layout"),
    "fuel_injection": N_("Fuel injection"), "electrification": N_("Electrification"),
    "turbo": N_("Turbocharger"), "valve_train": N_("Valve train"), "strokes": N_("Strokes"),
    "cylinders": N_("Cylinders"), "displacement": N_("Displacement"), "power": N_("Power"),
    "top_speed": N_("Top speed"), "steering": N_("Steering"), "brakes": N_("Brakes"),
    "doors": N_("Doors"), "seats": N_("Seats"), "seat_rows": N_("Seat rows"),
    "wheels": N_("Wheels"), "axles": N_("Axles"),
    "axle_configuration": N_("Axle configuration"), "wheelbase": N_("Wheelbase"),
    "track_width": N_("Track width"), "wheel_size_front": N_("Wheel size, front"),
    "wheel_size_rear": N_("Wheel size, rear"), "curb_weight": N_("Kerb weight"),
    "gross_weight_from": N_("Gross weight, from"), "gross_weight_to": N_("Gross weight, to"),
    "trailer_body": N_("Trailer body"), "trailer_connection": N_("Trailer coupling"),
    "trailer_length": N_("Trailer length"), "bus_length": N_("Bus length"),
    "battery_type": N_("Battery type"), "battery_energy": N_("Battery capacity"),
    "battery_voltage": N_("Battery voltage"), "battery_current": N_("Battery current"),
    "charger_power": N_("Charging power"), "plant": N_("Plant"), "plant_city": N_("Plant, city"),
    "plant_state": N_("Plant, state"), "plant_country": N_("Plant, country"),
}  # fmt: skip
"""Name of a fact, as a VIN gives it → what people read."""
_SOURCES: Mapping[str, tuple[str, str]] = {
    "vin:vpic": (N_("VIN (US registry)"), N_("US registry of types (vPIC)")),
    "vin:wmi": (N_("VIN (maker code)"), N_("the number’s maker code")),
    "vin:overlay": (N_("VIN (Paddock’s table)"), N_("Paddock’s table of European types")),
}
"""What a VIN told is known from → in words among other facts, and beside the number itself."""
_ORIGINS: Mapping[str, str] = {
    "typed": N_("Typed"), "manual": N_("manual"), "plate": N_("plate"),
    **{key: among for key, (among, _beside) in _SOURCES.items()},
}  # fmt: skip
"""What the program writes as where a fact is known from, the sample garage's too."""


def fact_words(name: str) -> str:
    """What a fact that a VIN told is called."""
    words = _(FACTS[name]) if name in FACTS else name.replace("_", " ")
    return f"{words[:1].upper()}{words[1:]}"


def spec_name(spec: Specification) -> str:
    """What a specification is called; a name that somebody typed stays as it is."""
    return fact_words(spec.name) if spec.name in FACTS and _is_told(spec) else spec.name


def spec_value(spec: Specification, shown: Shown) -> str:
    """What it says, in the person's units."""
    if spec.value is not None:
        return shown.quantity(spec.value)
    return spec_text(spec)


def spec_text(spec: Specification) -> str:
    """What it says where that is no figure."""
    return country_of(spec.text) if spec.name == "country" and _is_told(spec) else spec.text


def origin_words(key: str) -> str:
    """Where a specification is known from."""
    return _(_ORIGINS[key]) if key in _ORIGINS else key


def source_words(key: str) -> str:
    """Where a fact is known from, told beside the number."""
    return _(_SOURCES[key][1]) if key in _SOURCES else key


def field_value(record: Record, name: str) -> Any:
    """What a field of a record holds, as a form shows it: a key of ours is put into words."""
    if isinstance(record, Specification) and name == "name":
        return spec_name(record)
    if isinstance(record, Specification) and name == "origin":
        return origin_words(record.origin)
    return getattr(record, name)


def _is_told(spec: Specification) -> bool:
    return spec.origin in _SOURCES
