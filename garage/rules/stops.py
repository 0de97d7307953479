"""Fill-ups as stops at an odometer, in its order: what the intervals are counted between.

Those on one day at one odometer are one stop. One without odometer stands where its date places it,
and so does one whose odometer is out of line with the others' days.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from garage.records import FillUp
from garage.rules.odometer import out_of_line

FULL_CHARGE = 0.98
_NOON = 720
_ANOTHER = 3
"""So many out of line in a row, which agree, are no slips."""


class Stop(NamedTuple):
    """One or several fill-ups at an odometer.

    A `loose` one has none, or one that is out of line with that of `beside`.
    """

    metres: float
    ordinal: int
    minutes: int
    fills: tuple[FillUp, ...]
    amount: float | None
    full: bool
    missed: bool
    level: float | None
    loose: bool = False
    beside: FillUp | None = None


def sequences(fills: Iterable[FillUp], measure: str) -> list[list[Stop]]:
    """The stops of each odometer in its order, those without one where their date places them."""
    taken = attrgetter(measure)
    ordered: list[Stop] = []
    loose: list[Stop] = []
    for fill in fills:
        odometer, moment, amount = fill.odometer, fill.date, taken(fill)
        level = fill.charge_to.si if fill.charge_to is not None else None
        ordinal, minutes = 0, _NOON
        if moment is not None:
            ordinal = moment.day.toordinal()
            if moment.time is not None:
                minutes = moment.time.hour * 60 + moment.time.minute
        full = fill.full or (level is not None and level >= FULL_CHARGE)
        stop = Stop(
            odometer.si if odometer is not None else 0.0,
            ordinal,
            minutes,
            (fill,),
            amount.si if amount is not None else None,
            full,
            fill.missed,
            level,
            odometer is None,
        )
        (loose if odometer is None else ordered).append(stop)
    ordered.sort(key=_ORDER)
    found, odd = _judged(_joined(ordered))
    loose += odd
    loose.sort(key=_BY_DAY)
    if not loose:
        return found
    shares: list[list[Stop]] = [[] for _ in found]
    for stop in loose:
        begun = (place for place, each in enumerate(found) if _begins(each) <= stop.ordinal)
        shares[max(begun, default=0)].append(stop)
    return [_placed(each, share) for each, share in zip(found, shares, strict=True)]


_ORDER = attrgetter("metres", "ordinal", "minutes")
_BY_DAY = attrgetter("ordinal", "minutes", "metres")


def _judged(stops: list[Stop]) -> tuple[list[list[Stop]], list[Stop]]:
    """(those whose days run on with an odometer, for each; those out of line, made loose)."""
    dated = [stop for stop in stops if stop.ordinal]
    if all(one.ordinal <= other.ordinal for one, other in pairwise(dated)):
        return [stops], []
    dated.sort(key=_BY_DAY)
    pairs = [(stop.ordinal, stop.metres) for stop in dated]
    found = out_of_line(pairs)
    others: list[list[Stop]] = []
    slips: dict[int, int] = {}
    for block in _blocks(found):
        within = out_of_line([pairs[index] for index in block])
        if len(block) - len(within) >= _ANOTHER:
            fitting = (index for place, index in enumerate(block) if place not in within)
            others.append([dated[index] for index in fitting])
            slips |= {block[place]: block[beside] for place, beside in within.items()}
        else:
            slips |= {index: found[index] for index in block}
    odd = [
        dated[index]._replace(loose=True, beside=dated[beside].fills[-1])
        for index, beside in slips.items()
    ]
    places = {(dated[index].metres, dated[index].ordinal) for index in found}
    rest = [stop for stop in stops if (stop.metres, stop.ordinal) not in places]
    return sorted([rest, *others], key=_begins), odd


def _blocks(found: Iterable[int]) -> list[list[int]]:
    """Indices that follow each other, together."""
    blocks: list[list[int]] = []
    for index in sorted(found):
        if blocks and index == blocks[-1][-1] + 1:
            blocks[-1].append(index)
        else:
            blocks.append([index])
    return blocks


def _begins(stops: list[Stop]) -> int:
    """The day on which an odometer is first read."""
    return min((stop.ordinal for stop in stops if stop.ordinal), default=0)


def _placed(ordered: list[Stop], loose: list[Stop]) -> list[Stop]:
    stops: list[Stop] = []
    waiting = 0
    for stop in ordered:
        while waiting < len(loose) and loose[waiting][1:3] <= stop[1:3]:
            stops.append(loose[waiting])
            waiting += 1
        stops.append(stop)
    return stops + loose[waiting:]


def _joined(ordered: list[Stop]) -> list[Stop]:
    """The stops with those at one odometer on one day made one."""
    stops: list[Stop] = []
    metres, ordinal = -1.0, -1
    for stop in ordered:
        if stop.metres == metres and stop.ordinal == ordinal:
            before = stops[-1]
            known = before.amount is not None and stop.amount is not None
            stops[-1] = stop._replace(
                fills=before.fills + stop.fills,
                amount=(before.amount or 0.0) + (stop.amount or 0.0) if known else None,
                full=before.full or stop.full,
                missed=before.missed or stop.missed,
                level=stop.level if stop.level is not None else before.level,
            )
        else:
            stops.append(stop)
            metres, ordinal = stop.metres, stop.ordinal
    return stops
