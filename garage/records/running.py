"""What running a vehicle leaves behind: fill-ups, trips, expenses, insurance, its value."""

from __future__ import annotations

from dataclasses import dataclass

from garage.moments import Day, Moment
from garage.money import Money, UnitPrice
from garage.periods import Period
from garage.records import declare
from garage.records.registry import Record, alias, kind
from garage.records.vehicles import ENERGIES
from garage.units import Dimension, Quantity
from garage.words import N_

EXPENSES = {
    "insurance": N_("Insurance"),
    "tax": N_("Tax"),
    "registration": N_("Registration"),
    "inspection": N_("Inspection"),
    "parking": N_("Parking"),
    "toll": N_("Toll"),
    "fine": N_("Fine"),
    "lease": N_("Lease"),
    "loan": N_("Loan"),
    "wash": N_("Wash"),
    "storage": N_("Storage"),
    "accessories": N_("Accessories"),
    "membership": N_("Membership"),
    "other": N_("Other"),
}


@kind(
    "fill_up",
    N_("Fill-up"),
    N_("Fill-ups"),
    natural_key=("date", "odometer", "volume", "energy", "mass"),
)
@dataclass(frozen=True, kw_only=True)
class FillUp(Record):
    """Fuel or energy taken in; the total counts, the unit price is worked out where absent."""

    vehicle: str = declare.reference(N_("Vehicle"), "vehicle", required=True)
    date: Moment | None = declare.moment(N_("Date"), required=True)
    odometer: Quantity | None = declare.distance(N_("Odometer"))
    hours: Quantity | None = declare.quantity(N_("Engine hours"), Dimension.DURATION)
    volume: Quantity | None = declare.quantity(N_("Volume"), Dimension.VOLUME)
    energy: Quantity | None = declare.quantity(N_("Energy"), Dimension.ENERGY)
    mass: Quantity | None = declare.quantity(N_("Mass"), Dimension.MASS)
    price: UnitPrice | None = declare.unit_price(N_("Price"))
    total: Money | None = declare.money(N_("Total"))
    full: bool = declare.flag(N_("Full"), initial=True)
    missed: bool = declare.flag(N_("Missed a fill-up before"))
    tank: int | None = declare.whole(N_("Tank"), 1, 9)
    fuel: str = declare.choice(N_("Fuel"), ENERGIES)
    grade: str = declare.text(N_("Octane or kind"))
    station: str = declare.text(N_("Station"), heading=True)
    place: str = declare.text(N_("Place"))
    position: str = declare.position(N_("Position"))
    charge_from: Quantity | None = declare.quantity(N_("Charge before"), Dimension.RATIO)
    charge_to: Quantity | None = declare.quantity(N_("Charge after"), Dimension.RATIO)
    driver: str = declare.text(N_("Driver"))
    payment: str = declare.text(N_("Paid by"))


@kind(
    "expense", N_("Expense"), N_("Expenses"), natural_key=("date", "odometer", "title", "category")
)
@dataclass(frozen=True, kw_only=True)
class Expense(Record):
    """Money spent on a vehicle, or (with a negative amount) received for it."""

    vehicle: str = declare.reference(N_("Vehicle"), "vehicle", required=True)
    date: Moment | None = declare.moment(N_("Date"), required=True)
    title: str = declare.text(N_("What for"), heading=True)
    category: str = declare.choice(N_("Category"), EXPENSES, initial="other")
    total: Money | None = declare.money(N_("Amount"), negative=True)
    odometer: Quantity | None = declare.distance(N_("Odometer"))
    supplier: str = declare.text(N_("Paid to"))
    position: str = declare.position(N_("Position"))
    every: Period | None = declare.period(N_("Repeats every"))
    until: Day | None = declare.day(N_("Until"))


@kind(
    "trip",
    N_("Trip"),
    N_("Trips"),
    natural_key=("date", "odometer", "distance", "start", "destination"),
)
@dataclass(frozen=True, kw_only=True)
class Trip(Record):
    """A drive from one place to another."""

    vehicle: str = declare.reference(N_("Vehicle"), "vehicle", required=True)
    date: Moment | None = declare.moment(N_("Start"), required=True)
    end: Moment | None = declare.moment(N_("End"))
    start: str = declare.text(N_("From"), heading=True)
    destination: str = declare.text(N_("To"), heading=True)
    start_position: str = declare.position(N_("Position at start"))
    end_position: str = declare.position(N_("Position at end"))
    purpose: str = declare.choice(
        N_("Purpose"),
        {
            "private": N_("Private"),
            "business": N_("Business"),
            "commute": N_("Commute"),
            "other": N_("Other"),
        },
        initial="private",
    )
    title: str = declare.text(N_("What for"))
    odometer: Quantity | None = declare.distance(N_("Odometer at start"))
    end_odometer: Quantity | None = declare.distance(N_("Odometer at end"))
    distance: Quantity | None = declare.distance(N_("Distance"))
    driver: str = declare.text(N_("Driver"))
    client: str = declare.text(N_("Client"))
    total: Money | None = declare.money(N_("Cost"))
    reimbursed: Money | None = declare.money(N_("Reimbursed"))


@kind(
    "insurance_policy",
    N_("Insurance policy"),
    N_("Insurance policies"),
    when="start",
    natural_key=("number", "start"),
)
@dataclass(frozen=True, kw_only=True)
class InsurancePolicy(Record):
    """A contract of insurance."""

    vehicle: str = declare.reference(N_("Vehicle"), "vehicle", required=True)
    insurer: str = declare.text(N_("Insurer"), heading=True, required=True)
    number: str = declare.text(N_("Policy number"), heading=True)
    cover: str = declare.choice(
        N_("Cover"),
        {
            "liability": N_("Liability"),
            "third_party_fire_theft": N_("Third party, fire and theft"),
            "partial": N_("Partial"),
            "comprehensive": N_("Comprehensive"),
            "other": N_("Other"),
        },
    )
    start: Day | None = declare.day(N_("From"))
    end: Day | None = declare.day(N_("Until"))
    premium: Money | None = declare.money(N_("Premium"))
    every: Period | None = declare.period(N_("Paid every"))
    deductible: Money | None = declare.money(N_("Deductible"))
    contact: str = declare.text(N_("Contact in case of damage"))


@kind("valuation", N_("Valuation"), N_("Valuations"), natural_key=("date", "origin"))
@dataclass(frozen=True, kw_only=True)
class Valuation(Record):
    """What a vehicle was worth on a day."""

    vehicle: str = declare.reference(N_("Vehicle"), "vehicle", required=True)
    date: Moment | None = declare.moment(N_("Date"), required=True)
    value: Money | None = declare.money(N_("Value"), required=True)
    odometer: Quantity | None = declare.distance(N_("Odometer"))
    origin: str = declare.text(N_("Valued by"), heading=True)


alias("fuel_up", "fill_up")
alias("fuel", "fill_up")
alias("fillup", "fill_up")
alias("policy", "insurance_policy")
