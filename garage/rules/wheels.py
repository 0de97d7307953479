"""Where tread is measured: at an axle as a whole, or at each of its wheels; which axles there are.

An event of an earlier version, and one of a motorcycle, says one depth an axle. Where the wheels of
an axle were measured one by one they count, and the axle's own field is their lowest, which is all
that an earlier version shows (`TyreEvent.settled`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from garage.records import TyreEvent, TyreSet, Vehicle
from garage.records.stock import AXLES, least_tread
from garage.units import Quantity

PLACES = tuple(place for axle, wheels in AXLES.items() for place in (axle, *wheels))
"""Where tread is measured, from the front."""
INNER = tuple(wheel for wheels in AXLES.values() for wheel in wheels if wheel.endswith("i"))
"""The inner ones of twin wheels."""
MAY_HAVE_MORE = ("truck", "van", "trailer", "machine")
"""Kinds of vehicles that can have three axles, or twin wheels."""

_GOES_ON = {"middle_rear": ("middle", "rear")}
_OF_SO_MANY = {1: ("rear",), 2: ("front", "rear"), 3: ("front", "middle", "rear")}


def axle_of(place: str) -> str:
    """The axle of a wheel; an axle's own name as it is."""
    return next((axle for axle, wheels in AXLES.items() if place in wheels), place)


def field_of(place: str) -> str:
    """The field of a tyre event that has the tread there."""
    return f"tread_{place}"


def axles_of(vehicle: Vehicle, places: Iterable[str] = ()) -> tuple[str, ...]:
    """The axles of a vehicle from the front, as it says; those at `places` are there as well.

    Where it says nothing there are two, or three where the middle one was ever measured. The only
    axle of a trailer counts as a rear one.
    """
    known = {*_OF_SO_MANY[vehicle.axles or 2], *map(axle_of, places)}
    return tuple(axle for axle in AXLES if axle in known)


def fitted(tyre_set: TyreSet, axles: Iterable[str] = tuple(AXLES)) -> tuple[str, ...]:
    """Those of some axles that a set goes on; all where it does not say."""
    chosen = _GOES_ON.get(tyre_set.axle, (tyre_set.axle,))
    return tuple(axle for axle in axles if not tyre_set.axle or axle in chosen)


def share_an_axle(one: TyreSet, other: TyreSet) -> bool:
    """Whether two sets cannot be on at the same time."""
    return bool(set(fitted(one)) & set(fitted(other)))


def measured(event: TyreEvent, axle: str) -> dict[str, Quantity]:
    """What an event says of an axle: the depth of its wheels, else its own under its name."""
    found = {
        wheel: depth
        for wheel in AXLES[axle]
        if isinstance(depth := getattr(event, field_of(wheel)), Quantity)
    }
    whole = getattr(event, field_of(axle))
    return found or ({axle: whole} if isinstance(whole, Quantity) else {})


def with_axles(depths: Mapping[str, Quantity | None]) -> dict[str, Quantity]:
    """Depths by place, with the lowest of its wheels for each axle that has some."""
    known = {place: depth for place, depth in depths.items() if depth is not None}
    for axle, wheels in AXLES.items():
        least = least_tread(known.get(wheel) for wheel in wheels)
        if least is not None:
            known[axle] = least
    return known


def tread_at(event: TyreEvent, place: str) -> Quantity | None:
    """The depth of a wheel by an event; that of its axle where no wheel of it was measured."""
    axle = axle_of(place)
    there = measured(event, axle)
    return there.get(place) or there.get(axle)
