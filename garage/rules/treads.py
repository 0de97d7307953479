"""How a tyre set stands by the law and by sense: its tread by wheel, its age, what to be told.

The law's least tread is 1.6 mm in the EU (Directive 89/459/EEC) and the UK, 2/32 in in most of the
USA. Motoring clubs (ADAC, TCS, AA) advise 4 mm in winter and 3 mm in summer; tyres of six years
are to be looked at, and of ten to be replaced, whatever their tread (ETRTO, makers).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from garage.records import TyreEvent, TyreSet
from garage.records.stock import AXLES
from garage.rules.tyres import LEGAL_TREAD, TyreState
from garage.rules.wheels import INNER, PLACES, measured
from garage.units import Quantity

ADVISED = {
    "winter": Quantity("4", "mm"),
    "all_season": Quantity("4", "mm"),
    "summer": Quantity("3", "mm"),
}
AGEING_YEARS = 6
OLD_YEARS = 10
SOON_WORN = 5_000_000.0
"""With less left than this (m) until the limit, it is told."""


@dataclass(frozen=True, slots=True)
class Tread:
    """The tread of a wheel, or of an axle as a whole, as it was measured last.

    `place` is one of `garage.rules.wheels.PLACES`;
    `state` is "ok", "warn" (below what is advised or what the owner set) or "late" (unlawful).
    """

    place: str
    depth: Quantity
    day: date
    state: str


@dataclass(frozen=True, slots=True)
class Advice:
    """Something to be told about a set: a code, how pressing ("warn", "late"), and its figure.

    Codes: "illegal" and "thin" (with the limit), "ageing" and "old" (with whole years), "worn_soon"
    (with the limit and the distance left to it, in m), and the faults of `TyreState`.
    """

    code: str
    state: str
    limit: Quantity | None = None
    years: int = 0
    left: float = 0.0


def least_advised(tyre_set: TyreSet) -> Quantity:
    """Below this the set should go: the owner's own limit, else what is advised."""
    return tyre_set.limit or ADVISED.get(tyre_set.season, LEGAL_TREAD)


def treads(tyre_set: TyreSet, events: Iterable[TyreEvent]) -> list[Tread]:
    """The last measured tread of each wheel; of an axle as a whole where only that is known."""
    found: dict[str, tuple[date, Quantity]] = {}
    dated = [(e.date.day, e) for e in events if not e.deleted and e.date is not None]
    for day, event in sorted(dated, key=lambda pair: pair[0]):
        for axle, wheels in AXLES.items():
            there = measured(event, axle)
            if axle in there:
                for wheel in wheels:
                    found.pop(wheel, None)
            elif there and axle in found:
                # Wheels that were not measured again have what their axle had.
                of_axle = found.pop(axle)
                found |= dict.fromkeys(_outer(wheels), of_axle)
            found |= {place: (day, depth) for place, depth in there.items()}
    limit = least_advised(tyre_set)
    return [
        Tread(place, found[place][1], found[place][0], _state(found[place][1], limit))
        for place in PLACES
        if place in found
    ]


def _outer(wheels: Iterable[str]) -> list[str]:
    return [wheel for wheel in wheels if wheel not in INNER]


def _state(depth: Quantity, limit: Quantity) -> str:
    if depth.si < LEGAL_TREAD.si:
        return "late"
    return "warn" if depth.si < limit.si else "ok"


def tyre_advice(state: TyreState, depths: Iterable[Tread], today: date) -> list[Advice]:
    """What to be told about a set, the most pressing first."""
    found: list[Advice] = []
    states = {tread.state for tread in depths}
    if "late" in states:
        found.append(Advice("illegal", "late", LEGAL_TREAD))
    elif "warn" in states:
        found.append(Advice("thin", "warn", least_advised(state.tyre_set)))
    age = state.age_years(today)
    if age is not None and age >= OLD_YEARS:
        found.append(Advice("old", "late", years=int(age)))
    elif age is not None and age >= AGEING_YEARS:
        found.append(Advice("ageing", "warn", years=int(age)))
    left = state.wear.left if state.wear else None
    if left is not None and left < SOON_WORN and not states & {"late", "warn"}:
        limit = state.tyre_set.limit or LEGAL_TREAD
        found.append(Advice("worn_soon", "warn", limit, left=left))
    found += [Advice(code, "warn") for code in state.faults]
    return sorted(found, key=lambda advice: advice.state != "late")
