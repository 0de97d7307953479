"""Short ways to write records down in the tests of the rules."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from garage.moments import Moment
from garage.money import Money
from garage.records import FillUp, OdometerReading, Vehicle
from garage.rules import Timeline, odometer_timeline
from garage.units import Quantity

CAR = Vehicle(id="car", name="Octavia", energies=("diesel",), distance_unit="km", currency="EUR")
START = date(2024, 1, 1)


def day(number: int) -> date:
    """So many days after the start."""
    return START + timedelta(days=number)


def moment(number: int) -> Moment:
    """The moment of a whole day, so many days after the start."""
    return Moment(day(number))


def q(text: str) -> Quantity:
    """A quantity from "45.20 L"."""
    value, _, unit = text.partition(" ")
    return Quantity(value, unit)


def eur(amount: str) -> Money:
    """Euros."""
    return Money(amount, "EUR")


def fill(number: int, km: float | None, litres: str | None, **fields: Any) -> FillUp:
    """A full fill-up on a day, at an odometer."""
    return FillUp(
        **{
            "id": f"f{number}",
            "vehicle": "car",
            "date": moment(number),
            "odometer": None if km is None else Quantity.of(km, "km"),
            "volume": None if litres is None else Quantity(litres, "L"),
            "full": True,
            **fields,
        }
    )


def charge(number: int, km: int, kwh: str, to: int | None = None, **fields: Any) -> FillUp:
    """A charge, not flagged as full, to a state of charge in per cent."""
    level = None if to is None else Quantity(str(to), "%")
    energy = Quantity(kwh, "kWh")
    return fill(number, km, None, **{"energy": energy, "charge_to": level, "full": False, **fields})


def reading(number: int, km: float) -> OdometerReading:
    """What the odometer showed."""
    odometer = Quantity.of(km, "km")
    return OdometerReading(
        id=f"r{number}-{km}", vehicle="car", date=moment(number), odometer=odometer
    )


def readings(*pairs: tuple[int, float]) -> Timeline:
    """A timeline of (day, km)."""
    return odometer_timeline([reading(number, km) for number, km in pairs])
