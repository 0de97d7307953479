"""Where tread is measured: at an axle as a whole, or at each of its wheels.

An event of an earlier version, and one of a motorcycle, says one depth an axle. Where the wheels of
an axle were measured one by one they count, and the axle's own field is their lowest, which is all
that an earlier version shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from garage.records import TyreEvent
from garage.units import Quantity

AXLES: Mapping[str, tuple[str, ...]] = {
    "front": ("fl", "fr"),
    "rear": ("rl", "rli", "rri", "rr"),
}
"""Axle → its wheels from left to right; "rli" and "rri" are the inner ones of twin wheels."""
PLACES = ("front", *AXLES["front"], "rear", *AXLES["rear"])
"""Where tread is measured, from the front."""
INNER = ("rli", "rri")


def axle_of(place: str) -> str:
    """The axle of a wheel; an axle's own name as it is."""
    return next((axle for axle, wheels in AXLES.items() if place in wheels), place)


def field_of(place: str) -> str:
    """The field of a tyre event that has the tread there."""
    return f"tread_{place}"


def measured(event: TyreEvent, axle: str) -> dict[str, Quantity]:
    """What an event says of an axle: the depth of its wheels, else its own under its name."""
    found = {
        wheel: depth
        for wheel in AXLES[axle]
        if isinstance(depth := getattr(event, field_of(wheel)), Quantity)
    }
    whole = getattr(event, field_of(axle))
    return found or ({axle: whole} if isinstance(whole, Quantity) else {})


def lowest(depths: Iterable[Quantity]) -> Quantity | None:
    """The least tread; None of nothing."""
    return min(depths, key=lambda depth: depth.si, default=None)


def with_axles(depths: Mapping[str, Quantity | None]) -> dict[str, Quantity]:
    """Depths by place, with the lowest of its wheels for each axle that has some."""
    known = {place: depth for place, depth in depths.items() if depth is not None}
    for axle, wheels in AXLES.items():
        least = lowest(known[wheel] for wheel in wheels if wheel in known)
        if least is not None:
            known[axle] = least
    return known


def tread_at(event: TyreEvent, place: str) -> Quantity | None:
    """The depth of a wheel by an event; that of its axle where no wheel of it was measured."""
    axle = axle_of(place)
    there = measured(event, axle)
    return there.get(place) or there.get(axle)
