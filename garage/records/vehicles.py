"""Vehicles, what is known of them, and the groups that people put them in."""

from __future__ import annotations

from dataclasses import dataclass

from garage.moments import Day, Moment
from garage.money import Money
from garage.records import declare
from garage.records.registry import Record, alias, kind
from garage.units import Dimension, Quantity
from garage.words import N_

VEHICLE_KINDS = {
    "car": N_("Car"),
    "motorcycle": N_("Motorcycle"),
    "van": N_("Van"),
    "truck": N_("Truck"),
    "trailer": N_("Trailer"),
    "boat": N_("Boat"),
    "machine": N_("Machine"),
}

ENERGIES = {
    "petrol": N_("Petrol"),
    "diesel": N_("Diesel"),
    "electric": N_("Electricity"),
    "lpg": N_("LPG"),
    "cng": N_("CNG"),
    "ethanol": N_("Ethanol"),
    "hydrogen": N_("Hydrogen"),
    "other": N_("Other"),
}

SPEC_SECTIONS = {
    "engine": N_("Engine"),
    "drive": N_("Gearbox and drive"),
    "fluids": N_("Fluids"),
    "wheels": N_("Wheels and tyres"),
    "chassis": N_("Brakes and chassis"),
    "electrics": N_("Battery and electrics"),
    "dimensions": N_("Dimensions and weights"),
    "body": N_("Body and paint"),
    "other": N_("Other"),
}
"""What specifications stand under, in their order."""

STATUSES = {
    "active": N_("In use"),
    "laid_up": N_("Laid up"),
    "sold": N_("Sold"),
    "scrapped": N_("Scrapped"),
}


@kind("vehicle", N_("Vehicle"), N_("Vehicles"), owner=None, when=None, natural_key=("name",))
@dataclass(frozen=True, kw_only=True)
class Vehicle(Record):
    """A vehicle, trailer, boat or machine."""

    name: str = declare.text(N_("Name"), heading=True, required=True)
    type: str = declare.choice(N_("Kind"), VEHICLE_KINDS, initial="car")
    make: str = declare.text(N_("Make"), heading=True)
    model: str = declare.text(N_("Model"), heading=True)
    trim: str = declare.text(N_("Trim"))
    year: int | None = declare.whole(N_("Model year"), 1769, 2200, searched=True)
    vin: str = declare.text(N_("VIN or chassis number"), heading=True)
    plate: str = declare.text(N_("Plate"), heading=True)
    plate_region: str = declare.text(N_("Plate's country"), searched=False)
    season: str = declare.text(N_("Season on the plate"))
    colour: str = declare.text(N_("Colour"))
    energies: tuple[str, ...] = declare.choices(N_("Energy"), ENERGIES)
    status: str = declare.choice(N_("Status"), STATUSES, initial="active")
    distance_unit: str = declare.text(N_("Odometer's unit"), searched=False)
    volume_unit: str = declare.text(N_("Volume in"), searched=False)
    economy_unit: str = declare.text(N_("Economy in"), searched=False)
    currency: str = declare.text(N_("Currency"), searched=False)
    odometer_offset: Quantity | None = declare.distance(N_("Odometer's offset"), negative=True)
    """Added to what the odometer shows to give the true distance."""
    uses_hours: bool = declare.flag(N_("Counts engine hours"))
    tank: Quantity | None = declare.quantity(N_("Tank"), Dimension.VOLUME)
    second_tank: Quantity | None = declare.quantity(N_("Second tank"), Dimension.VOLUME)
    battery: Quantity | None = declare.quantity(N_("Battery"), Dimension.ENERGY)
    purchased: Day | None = declare.day(N_("Bought on"))
    purchase_price: Money | None = declare.money(N_("Bought for"))
    purchase_odometer: Quantity | None = declare.distance(N_("Odometer when bought"))
    sold: Day | None = declare.day(N_("Sold on"))
    sale_price: Money | None = declare.money(N_("Sold for"))
    sale_odometer: Quantity | None = declare.distance(N_("Odometer when sold"))
    picture: str = declare.text(N_("Picture"), searched=False)
    group: str = declare.reference(N_("Group"), "vehicle_group")
    axles: int | None = declare.whole(N_("Axles"), 1, 3)
    """Two where nothing is said; what has more is kept by its first three."""


@kind("specification", N_("Specification"), N_("Specifications"), when=None, natural_key=("name",))
@dataclass(frozen=True, kw_only=True)
class Specification(Record):
    """A fact about a vehicle: a number with its unit, or a text."""

    vehicle: str = declare.reference(N_("Vehicle"), "vehicle", required=True)
    name: str = declare.text(N_("Name"), heading=True, required=True)
    value: Quantity | None = declare.quantity(N_("Value"), None, negative=True)
    text: str = declare.text(N_("Text"))
    origin: str = declare.text(N_("Known from"))
    """"typed", "vin:vpic", "manual, page 12", …"""
    section: str = declare.choice(N_("Section"), SPEC_SECTIONS)
    """Where it stands among the others; without, its name tells (`garage.rules.spec_sections`)."""


@kind("vehicle_group", N_("Group"), N_("Groups"), owner=None, when=None, natural_key=("name",))
@dataclass(frozen=True, kw_only=True)
class VehicleGroup(Record):
    """A group of vehicles, as "Classics" or "Workshop"."""

    name: str = declare.text(N_("Name"), heading=True, required=True)
    colour: str = declare.text(N_("Colour"))


@kind(
    "odometer_reading", N_("Odometer reading"), N_("Odometer readings"),
    natural_key=("date", "odometer", "hours"),
)  # fmt: skip
@dataclass(frozen=True, kw_only=True)
class OdometerReading(Record):
    """What the odometer or the hour meter showed."""

    vehicle: str = declare.reference(N_("Vehicle"), "vehicle", required=True)
    date: Moment | None = declare.moment(N_("Date"), required=True)
    odometer: Quantity | None = declare.distance(N_("Odometer"))
    hours: Quantity | None = declare.quantity(N_("Engine hours"), Dimension.DURATION)


@kind(
    "custom_field",
    N_("Own field"),
    N_("Own fields"),
    owner=None,
    when=None,
    natural_key=("name", "applies_to"),
)
@dataclass(frozen=True, kw_only=True)
class CustomFieldDefinition(Record):
    """A field that people made for themselves: what it is called and what it takes."""

    name: str = declare.text(N_("Name"), heading=True, required=True)
    applies_to: str = declare.text(N_("On which kind"), required=True)
    sort: str = declare.choice(
        N_("Takes"),
        {"text": N_("Text"), "number": N_("Number"), "day": N_("Date"), "choice": N_("Choice")},
        initial="text",
    )
    unit: str = declare.text(N_("Unit"))
    options: str = declare.text(N_("Choices, a line each"), long=True)


alias("odometer", "odometer_reading")
alias("spec", "specification")
alias("group", "vehicle_group")
