"""Tyre sets: how far each has run, how its tread wears, how old it is, which one is on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from math import inf

from garage.records import TyreEvent, TyreSet
from garage.records.stock import AXLES
from garage.rules.odometer import Timeline
from garage.rules.wheels import measured, share_an_axle, tread_at
from garage.units import Quantity

LEGAL_TREAD = Quantity("1.6", "mm")
"""The least tread of a car in the EU, the UK and most of the USA (2/32 in)."""

_RANK = {"dismount": 0, "mount": 1, "measure": 2}
_DOT = re.compile(r"(?<![0-9])([0-9]{2})([0-9]{1,2})$")


@dataclass(frozen=True, slots=True)
class Span:
    """From mounting to dismounting; `end` is None while it is on.

    `distance` is in m; None where an odometer is missing that no reading tells either.
    """

    start: date
    end: date | None
    distance: float | None


@dataclass(frozen=True, slots=True)
class Wear:
    """How the tread of a wheel, or of an axle as a whole, goes down between two measurings.

    `place` is one of `garage.rules.wheels.PLACES`; `tread` is the last (m), `per_1000_km` what goes
    in that distance (m), `left` the distance (m) until the limit; None where it does not wear.
    """

    place: str
    tread: float
    per_1000_km: float
    left: float | None


@dataclass(frozen=True, slots=True)
class TyreState:
    """What is known of a set on a day.

    `distance` is the sum over its mounted spans (m), of those whose ends are known. `wear` is that
    of the wheel that reaches the limit first. `made` is the Monday of the DOT code's week.
    `faults` are codes: "overlap" (another set is on the same axle at a time), "mounted_twice",
    "not_mounted" (dismounted without having been on), "backwards" (a span's odometer falls),
    "bad_dot".
    """

    tyre_set: TyreSet
    on: bool
    spans: tuple[Span, ...]
    distance: float
    wear: Wear | None
    made: date | None
    faults: tuple[str, ...]

    def age_years(self, day: date) -> float | None:
        """Its age by the DOT code."""
        return None if self.made is None else (day - self.made).days / 365.2425


def tyre_states(
    sets: Iterable[TyreSet], events: Iterable[TyreEvent], odometer: Timeline, today: date
) -> list[TyreState]:
    """The state of each set of one vehicle on `today`, in the order given.

    An event without an odometer takes what the vehicle's readings say of its day; a set that is
    on has run to the vehicle's latest reading.
    """
    by_set: dict[str, list[TyreEvent]] = {}
    for event in events:
        if not event.deleted and event.date is not None and event.date.day <= today:
            by_set.setdefault(event.tyre_set, []).append(event)
    states = [
        _state(each, sorted(by_set.get(each.id, ()), key=_order), odometer, today)
        for each in sets
        if not each.deleted
    ]
    return [_with_overlaps(state, states) for state in states]


def parse_dot(text: str, today: date | None = None) -> date | None:
    """The Monday of the week that a DOT code tells, "2319" or a whole "DOT U2LL LMLR 2319".

    Three digits are of the nineties ("239" is week 23 of 1999). None for what is no such code,
    for a week that the year does not have, and for one after `today`.
    """
    found = None
    if match := _DOT.search(text.strip()):
        year = int(match[2]) + (2000 if len(match[2]) == 2 else 1990)
        found = _week(year, int(match[1]))
    return None if found and today and found > today else found


def _week(year: int, week: int) -> date | None:
    try:
        return date.fromisocalendar(year, week, 1)
    except ValueError:
        return None


def _order(event: TyreEvent) -> tuple[date, int, float]:
    assert event.date is not None
    # on one day a set comes off before it goes on again
    rank = _RANK.get(event.type, len(_RANK))
    return event.date.day, rank, event.odometer.si if event.odometer else 0.0


def _state(
    tyre_set: TyreSet, events: list[TyreEvent], odometer: Timeline, today: date
) -> TyreState:
    faults: list[str] = []
    spans, on = _spans(events, odometer, faults)
    made = parse_dot(tyre_set.dot, today)
    if tyre_set.dot and made is None:
        faults.append("bad_dot")
    distance = sum(span.distance for span in spans if span.distance is not None)
    limit = (tyre_set.limit or LEGAL_TREAD).si
    wear = _wear(events, odometer, limit)
    return TyreState(tyre_set, on, tuple(spans), distance, wear, made, tuple(dict.fromkeys(faults)))


def _spans(
    events: list[TyreEvent], odometer: Timeline, faults: list[str]
) -> tuple[list[Span], bool]:
    spans: list[Span] = []
    mounted: TyreEvent | None = None
    for event in events:
        if event.type == "mount":
            if mounted is None:
                mounted = event
            else:
                faults.append("mounted_twice")
        elif event.type == "dismount":
            if mounted is None:
                faults.append("not_mounted")
            else:
                spans.append(_span(mounted, event, odometer, faults))
                mounted = None
    if mounted is not None:
        spans.append(_span(mounted, None, odometer, faults))
    return spans, mounted is not None


def _span(
    mounted: TyreEvent, dismounted: TyreEvent | None, odometer: Timeline, faults: list[str]
) -> Span:
    assert mounted.date is not None
    start, last, end = _reads(mounted, odometer), None, None
    if dismounted is not None:
        last = dismounted.date.day if dismounted.date else None
        end = _reads(dismounted, odometer)
    elif odometer.current is not None:
        end = odometer.current.si
    distance = None if start is None or end is None else end - start
    if distance is not None and distance < 0:
        # a reading older than the mounting says nothing yet; two events that disagree do
        if dismounted is not None:
            faults.append("backwards")
        distance = None if dismounted is not None else 0.0
    return Span(mounted.date.day, last, distance)


def _reads(event: TyreEvent, odometer: Timeline) -> float | None:
    if event.odometer is not None:
        return event.odometer.si
    return odometer.at(event.date.day) if event.date is not None else None


def _wear(events: list[TyreEvent], odometer: Timeline, limit: float) -> Wear | None:
    found = []
    for place in _measured_places(events):
        seen = []
        run, last, on = 0.0, 0.0, False
        for event in events:
            reads = _reads(event, odometer)
            if reads is not None:
                if on:
                    run += max(reads - last, 0.0)
                last = reads
            on = event.type == "mount" or (on and event.type != "dismount")
            tread = tread_at(event, place)
            if tread is not None:
                seen.append((run, tread.si))
        if len(seen) > 1 and seen[-1][0] > seen[0][0]:
            found.append(_worn(place, seen[0], seen[-1], limit))
    return min(found, key=lambda wear: inf if wear.left is None else wear.left, default=None)


def _measured_places(events: list[TyreEvent]) -> list[str]:
    """The wheels that were ever measured; an axle of which only the whole was."""
    places: list[str] = []
    for axle, wheels in AXLES.items():
        there = {place for event in events for place in measured(event, axle)}
        own = [wheel for wheel in wheels if wheel in there]
        places += own or ([axle] if axle in there else [])
    return places


def _worn(place: str, first: tuple[float, float], last: tuple[float, float], limit: float) -> Wear:
    rate = (first[1] - last[1]) / (last[0] - first[0])
    left = max((last[1] - limit) / rate, 0.0) if rate > 0 else None
    return Wear(place, last[1], rate * 1_000_000, left)


def _with_overlaps(state: TyreState, states: list[TyreState]) -> TyreState:
    others = [
        span
        for each in states
        if each is not state and share_an_axle(each.tyre_set, state.tyre_set)
        for span in each.spans
    ]
    if not any(_overlap(one, other) for one in state.spans for other in others):
        return state
    return replace(state, faults=("overlap", *state.faults))


def _overlap(one: Span, other: Span) -> bool:
    return one.start < (other.end or date.max) and other.start < (one.end or date.max)
