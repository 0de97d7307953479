"""Parts in stock and tyre sets: things whose state is the sum of what happened to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from garage.moments import Day, Moment
from garage.money import Money
from garage.records import declare
from garage.records.registry import Record, alias, kind
from garage.units import Dimension, Quantity
from garage.words import N_

AXLES: Mapping[str, tuple[str, ...]] = {
    "front": ("fl", "fr"),
    "middle": ("ml", "mli", "mri", "mr"),
    "rear": ("rl", "rli", "rri", "rr"),
}
"""Axle → its wheels from left to right; those that end in "i" are the inner ones of twin wheels.

The middle one is the second of three: of a truck the first driven one, of a trailer that between.
"""


@kind("part", N_("Part"), N_("Parts"), when=None, natural_key=("name", "part_number"))
@dataclass(frozen=True, kw_only=True)
class Part(Record):
    """A part or fluid on the shelf; how much is there is the sum of its movements."""

    name: str = declare.text(N_("Part"), heading=True, required=True)
    vehicle: str = declare.reference(N_("For"), "vehicle")
    part_number: str = declare.text(N_("Part number"), heading=True)
    supplier: str = declare.text(N_("Supplier"))
    place: str = declare.text(N_("Where it lies"))
    unit: str = declare.text(N_("Counted in"))
    minimum: Quantity | None = declare.quantity(N_("Order below"), None)


@kind(
    "stock_movement", N_("Movement"), N_("Movements"), owner="part", natural_key=("date", "amount")
)
@dataclass(frozen=True, kw_only=True)
class StockMovement(Record):
    """Parts that came (positive) or went (negative)."""

    part: str = declare.reference(N_("Part"), "part", required=True)
    date: Moment | None = declare.moment(N_("Date"), required=True)
    amount: Quantity | None = declare.quantity(N_("Amount"), None, negative=True, required=True)
    reason: str = declare.choice(
        N_("Why"),
        {
            "bought": N_("Bought"),
            "used": N_("Used"),
            "returned": N_("Returned"),
            "counted": N_("Counted"),
            "lost": N_("Lost"),
        },
        initial="bought",
    )
    total: Money | None = declare.money(N_("Cost"))
    work: str = declare.reference(N_("Used on"), "service", "repair", "upgrade")


@kind("tyre_set", N_("Tyre set"), N_("Tyre sets"), when=None, natural_key=("name",))
@dataclass(frozen=True, kw_only=True)
class TyreSet(Record):
    """A set of tyres, mounted or in store."""

    vehicle: str = declare.reference(N_("Vehicle"), "vehicle", required=True)
    name: str = declare.text(N_("Name"), heading=True, required=True)
    season: str = declare.choice(
        N_("Season"),
        {"summer": N_("Summer"), "winter": N_("Winter"), "all_season": N_("All seasons")},
    )
    brand: str = declare.text(N_("Brand"), heading=True)
    size: str = declare.text(N_("Size"), heading=True)
    """As on the side wall: 205/55 R16 91V."""
    dot: str = declare.text(N_("DOT"))
    """Week and year of manufacture, as 2319."""
    bought: Day | None = declare.day(N_("Bought on"))
    total: Money | None = declare.money(N_("Cost"))
    limit: Quantity | None = declare.quantity(N_("Least tread"), Dimension.LENGTH)
    place: str = declare.text(N_("Where they lie"))
    axle: str = declare.choice(
        N_("Goes on"),
        {
            "front": N_("Front axle"),
            "middle": N_("Middle axle"),
            "rear": N_("Rear axle"),
            "middle_rear": N_("Middle and rear axle"),
        },
    )
    """Where it is no set for all axles: a motorcycle's front tyre, a truck's driven axles."""


@kind(
    "tyre_event",
    N_("Tyre change"),
    N_("Tyre changes"),
    owner="tyre_set",
    natural_key=("date", "type"),
)
@dataclass(frozen=True, kw_only=True)
class TyreEvent(Record):
    """A set was mounted, dismounted, or its tread measured."""

    tyre_set: str = declare.reference(N_("Tyre set"), "tyre_set", required=True)
    date: Moment | None = declare.moment(N_("Date"), required=True)
    type: str = declare.choice(
        N_("What"),
        {"mount": N_("Mounted"), "dismount": N_("Dismounted"), "measure": N_("Measured")},
        required=True,
    )
    odometer: Quantity | None = declare.distance(N_("Odometer"))
    tread_front: Quantity | None = declare.quantity(N_("Tread, front"), Dimension.LENGTH)
    """Of an axle as a whole. Where its wheels were measured one by one it is their lowest."""
    tread_rear: Quantity | None = declare.quantity(N_("Tread, rear"), Dimension.LENGTH)
    tread_fl: Quantity | None = declare.quantity(N_("Tread, front left"), Dimension.LENGTH)
    tread_fr: Quantity | None = declare.quantity(N_("Tread, front right"), Dimension.LENGTH)
    tread_rl: Quantity | None = declare.quantity(N_("Tread, rear left"), Dimension.LENGTH)
    tread_rr: Quantity | None = declare.quantity(N_("Tread, rear right"), Dimension.LENGTH)
    tread_rli: Quantity | None = declare.quantity(N_("Tread, rear left, inner"), Dimension.LENGTH)
    """Of twin wheels the inner one; the outer is `tread_rl`."""
    tread_rri: Quantity | None = declare.quantity(N_("Tread, rear right, inner"), Dimension.LENGTH)
    tread_middle: Quantity | None = declare.quantity(N_("Tread, middle"), Dimension.LENGTH)
    tread_ml: Quantity | None = declare.quantity(N_("Tread, middle left"), Dimension.LENGTH)
    tread_mr: Quantity | None = declare.quantity(N_("Tread, middle right"), Dimension.LENGTH)
    tread_mli: Quantity | None = declare.quantity(N_("Tread, middle left, inner"), Dimension.LENGTH)
    tread_mri: Quantity | None = declare.quantity(
        N_("Tread, middle right, inner"), Dimension.LENGTH
    )

    @classmethod
    def settled(cls, before: Record | None, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """With the least tread of its wheels for each axle of which a wheel is written.

        Without any wheel left, an axle keeps what was measured of it as a whole.
        """
        found = dict(values)
        for axle, wheels in AXLES.items():
            names = [f"tread_{wheel}" for wheel in wheels]
            if not any(name in values for name in names):
                continue
            whole = f"tread_{axle}"
            was = [getattr(before, name, None) for name in names]
            known = [values.get(name, old) for name, old in zip(names, was, strict=True)]
            least = least_tread(known)
            if least is not None:
                found[whole] = least
            elif whole not in values and getattr(before, whole, None) == least_tread(was):
                found[whole] = None
        return found


def least_tread(depths: Iterable[Quantity | None]) -> Quantity | None:
    """The lowest of those that are known; None of nothing."""
    known = [depth for depth in depths if depth is not None]
    return min(known, key=lambda depth: depth.si, default=None)


alias("movement", "stock_movement")
alias("tyres", "tyre_set")
