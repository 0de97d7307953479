"""The reminders that most owners set, by the vehicle's kind and energies and its country.

The intervals of official inspections are those of the law, named beside each. Those of upkeep are
what makers' service plans commonly say (ACEA oils: a year or 15,000 km; DOT 4 brake fluid: two
years): the owner's manual comes before them, so they are only a beginning to be edited.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from garage.periods import Period
from garage.records import Vehicle
from garage.rules.figures import plus
from garage.units import Quantity
from garage.words import N_

_BURNS = frozenset({"petrol", "diesel", "lpg", "cng", "ethanol", "other"})
_IGNITES = frozenset({"petrol", "lpg", "cng", "ethanol"})
_YEAR = Period(1, "Y")
_ROAD = ("car", "van", "truck", "motorcycle")
_SNOW = frozenset(
    {"DE", "AT", "CH", "CZ", "SK", "PL", "HU", "SI", "SE", "NO", "FI", "DK", "EE", "LV", "LT",
     "IT", "LU", "CA", "RO", "BG", "HR"}
)  # fmt: skip
"""Where one commonly changes between summer and winter tyres."""


@dataclass(frozen=True, slots=True)
class Usual:
    """A reminder to suggest; `kilometres` and `miles` are round distances for each unit.

    `words` are found in the titles of work that did it, so that its last time is known.
    `month` and `day` say when in the year it falls, where that is fixed.
    """

    title: str
    category: str = "maintenance"
    every: Period | None = None
    kilometres: int = 0
    miles: int = 0
    words: tuple[str, ...] = ()
    month: int = 0
    day: int = 1
    first: Period | None = None
    """Until it falls due for the first time, where it was never done; else `every`."""

    def distance(self, unit: str) -> Quantity | None:
        """Its distance in the unit that the vehicle counts in."""
        number = self.miles if unit == "mi" else self.kilometres
        return Quantity(str(number), "mi" if unit == "mi" else "km") if number else None


@dataclass(frozen=True, slots=True)
class _Law:
    """A country's inspection: its name, and from which age (years) it is due how often."""

    title: str
    steps: tuple[tuple[int, Period], ...]
    """(from this age on, every): the last that fits counts."""


def _years(*steps: tuple[int, int]) -> tuple[tuple[int, Period], ...]:
    return tuple((age, Period(every, "Y")) for age, every in steps)


_LAWS = {
    # StVZO § 29 with Anlage VIII: after three years, then every two.
    "DE": _Law(N_("General inspection (HU)"), _years((0, 3), (1, 2))),
    # KFG § 57a: after three years, then two, then every year.
    "AT": _Law(N_("§ 57a inspection (Pickerl)"), _years((0, 3), (3, 2), (5, 1))),
    # VTS art. 33: after five years, then three, then every two.
    "CH": _Law(N_("Inspection (MFK)"), _years((0, 5), (5, 3), (8, 2))),
    # Road Traffic Act 1988 s. 47: from the third year every year.
    "GB": _Law(N_("MOT test"), _years((0, 3), (3, 1))),
    # Road Traffic (NCT) Regulations: after four years, every two, from ten every year.
    "IE": _Law(N_("NCT"), _years((0, 4), (4, 2), (10, 1))),
    # Code de la route R323-22: after four years, then every two.
    "FR": _Law(N_("Contrôle technique"), _years((0, 4), (4, 2))),
    # Codice della strada art. 80: after four years, then every two.
    "IT": _Law(N_("Revisione"), _years((0, 4), (4, 2))),
    # Real Decreto 920/2017: after four years, every two, from ten every year.
    "ES": _Law(N_("ITV"), _years((0, 4), (4, 2), (10, 1))),
    # Decreto-Lei 144/2012: after four years, every two, from eight every year.
    "PT": _Law(N_("IPO"), _years((0, 4), (4, 2), (8, 1))),
    # Besluit voertuigen: after four years, every two, from eight every year (petrol, electric).
    "NL": _Law(N_("APK"), _years((0, 4), (4, 2), (8, 1))),
    # KB 15 March 1968 art. 23: after four years, then every year.
    "BE": _Law(N_("Technical inspection"), _years((0, 4), (4, 1))),
    # Prawo o ruchu drogowym art. 81: after three years, two, then every year.
    "PL": _Law(N_("Technical inspection"), _years((0, 3), (3, 2), (5, 1))),
    # Road Transport Vehicle Act art. 61: after three years, then every two.
    "JP": _Law(N_("Shaken"), _years((0, 3), (3, 2))),
    # Vehicle inspection of most states that have one.
    "US": _Law(N_("State inspection"), _years((0, 1))),
}
# Directive 2014/45/EU art. 5: after four years, then every two, at the latest.
_ELSEWHERE = _Law(N_("Technical inspection"), _years((0, 4), (4, 2)))


def usual_reminders(vehicle: Vehicle, region: str, today: date) -> list[Usual]:
    """What is worth a reminder for such a vehicle, the most common first."""
    found = _engine(vehicle)
    words: tuple[str, ...]
    if vehicle.type in (*_ROAD, "trailer"):
        found.append(_inspection(vehicle, region, today))
    if vehicle.type in ("car", "van"):
        found += _wheels(region)
    if vehicle.type in (*_ROAD, "machine"):
        words = ("brake fluid", "bremsflüssigkeit")
        found.append(Usual(N_("Brake fluid"), every=Period(2, "Y"), words=words))
    if vehicle.type in ("car", "van", "truck"):
        words = ("cabin filter", "pollen", "innenraumfilter")
        found.append(
            Usual(N_("Cabin filter"), every=Period(2, "Y"), kilometres=30_000, miles=20_000,
                  words=words)
        )  # fmt: skip
    found.append(
        Usual(N_("Insurance renewal"), "insurance_tax", _YEAR, words=("insurance", "versicherung"))
    )
    if vehicle.type in _ROAD:
        found.append(Usual(N_("Vehicle tax"), "insurance_tax", _YEAR, words=("tax", "steuer")))
    return found


def _engine(vehicle: Vehicle) -> list[Usual]:
    """Oil and what else an engine wants; an electric car has none of it."""
    energies = set(vehicle.energies)
    burns = bool(energies & _BURNS) or (not energies and vehicle.type != "trailer")
    found: list[Usual] = []
    words: tuple[str, ...]
    if burns:
        bike = vehicle.type == "motorcycle"
        kilometres, miles = (10_000, 6_000) if bike else (15_000, 10_000)
        words = ("oil and filter", "oil change", "ölwechsel", "öl und filter")
        found.append(Usual(N_("Oil and filter"), "maintenance", _YEAR, kilometres, miles, words))
    if vehicle.type == "motorcycle":
        words = ("chain", "kette")
        found.append(Usual(N_("Chain cleaned and greased"), kilometres=1_000, miles=600,
                           words=words))  # fmt: skip
    if energies & _IGNITES:
        words = ("spark plug", "zündkerze")
        found.append(Usual(N_("Spark plugs"), "maintenance", Period(4, "Y"), 60_000, 40_000, words))
    return found


def _inspection(vehicle: Vehicle, region: str, today: date) -> Usual:
    law = _LAWS.get(region.upper(), _ELSEWHERE)
    age = max(today.year - vehicle.year, 0) if vehicle.year else 99
    new = law.steps[0][1].count
    if vehicle.type == "motorcycle" and region.upper() == "DE":
        new = 2
    every = [period for start, period in law.steps if max(age, new) >= start][-1]
    first = Period(new - age, "Y") if age < new else None
    words = ("inspection", "hauptuntersuchung", law.title.casefold())
    return Usual(law.title, "inspection", every, words=words, first=first)


def _wheels(region: str) -> list[Usual]:
    if region.upper() not in _SNOW:
        words = ("tyres rotated", "tires rotated", "rotation")
        return [Usual(N_("Tyres rotated"), "maintenance", _YEAR, 10_000, 6_000, words)]
    return [
        Usual(N_("Winter tyres on"), every=_YEAR, month=10, day=15),
        Usual(N_("Summer tyres on"), every=_YEAR, month=4, day=10),
    ]


def first_due(
    usual: Usual,
    unit: str,
    today: date,
    *,
    last_day: date | None = None,
    last_odometer: Quantity | None = None,
    odometer: Quantity | None = None,
) -> dict[str, Any]:
    """The values of its reminder but the title: counted from its last time, else from now.

    `odometer` is what it shows now; a distance is left out where that is not known.
    """
    values: dict[str, Any] = {"category": usual.category, "every": usual.every}
    distance = usual.distance(unit)
    begun = last_odometer or odometer
    if distance is not None and begun is not None:
        values |= {"every_distance": distance, "due_odometer": plus(begun, distance)}
        values["last_odometer"] = last_odometer
    if usual.month:
        day = date(today.year, usual.month, usual.day)
        values |= {"due": day if day > today else day.replace(year=day.year + 1), "anchor": "plan"}
    elif usual.every is not None:
        begins = usual.every if last_day else usual.first or usual.every
        values["due"] = begins.after(last_day or today)
        values["last_done"] = last_day
    return {name: value for name, value in values.items() if value is not None}
