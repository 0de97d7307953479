"""Places in a list: texts that sort in its order, so that one record moves without the others."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def between(low: str, high: str) -> str:
    """A place after `low` and before `high`; "" stands for the beginning and for the end.

    `low` has to sort before `high`, and `high` must not end in "0": nothing is between "1" and
    "10".
    """
    same = 0
    while same < len(high) and (low[same : same + 1] or "0") == high[same]:
        same += 1
    if same:
        return high[:same] + between(low[same:], high[same:])
    first = _DIGITS.index(low[0]) if low else 0
    last = _DIGITS.index(high[0]) if high else len(_DIGITS)
    if last - first > 1:
        return _DIGITS[(first + last) // 2]
    if len(high) > 1:
        return high[0]
    return _DIGITS[first] + between(low[1:], "")


def spread(low: str, high: str, count: int) -> list[str]:
    """`count` places in order between two, as short as can be."""
    if count == 0:
        return []
    before = (count - 1) // 2
    middle = between(low, high)
    return [*spread(low, middle, before), middle, *spread(middle, high, count - 1 - before)]


def arranged(places: Sequence[str]) -> list[str]:
    """Places for records in this sequence, as many of theirs kept as sort so already.

    A place that is missing ("") or that nothing could be put before is given anew.
    """
    kept = _longest_rising(places)
    found: list[str] = []
    low, at = "", 0
    for stop in [*kept, len(places)]:
        high = places[stop] if stop < len(places) else ""
        found += spread(low, high, stop - at)
        if high:
            found.append(high)
        low, at = high, stop + 1
    return found


def _longest_rising(places: Sequence[str]) -> list[int]:
    """Where the longest run of usable places is that rises strictly."""
    ends: list[str] = []
    last_at: list[int] = []
    before: dict[int, int] = {}
    for at, place in enumerate(places):
        if not place or place.endswith("0") or not set(place) <= set(_DIGITS):
            continue
        length = bisect_left(ends, place)
        if length:
            before[at] = last_at[length - 1]
        ends[length:] = [place, *ends[length + 1 :]]
        last_at[length:] = [at, *last_at[length + 1 :]]
    chosen: list[int] = []
    at_now = last_at[-1] if last_at else None
    while at_now is not None:
        chosen.append(at_now)
        at_now = before.get(at_now)
    return chosen[::-1]
