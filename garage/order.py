"""The order in a list as fractional indexes: texts that sort as the list does.

Between two keys there is room for another, so that moving one thing writes one record, and two
people who move different things do not meet. A key holds digits and letters by their code and
does not end in "0". Keys of other makes ("00", none at all, the same twice) are lived with: where
no key fits between two neighbours, the list is given new keys.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
LONGEST = 12
"""A key never grows beyond so many characters; the list is given new ones instead."""

_BASE = len(DIGITS)
_VALUE = {digit: value for value, digit in enumerate(DIGITS)}


@dataclass(frozen=True, slots=True)
class Placed:
    """The key of what is put in, and new keys of others by their place (mostly none)."""

    key: str
    others: Mapping[int, str]


def between(low: str, high: str) -> str | None:
    """A key after `low` and before `high`, "" being the list's ends; None where none fits."""
    if not _sound(low) or not _sound(high) or (high and low >= high):
        return None
    key, open_end, at = "", not high, 0
    while True:
        least = _VALUE[low[at]] if at < len(low) else 0
        if open_end:
            most = _BASE
        elif at < len(high):
            most = _VALUE[high[at]]
        else:
            return None
        if most - least > 1:
            return key + DIGITS[(least + most) // 2]
        key += DIGITS[least]
        open_end = open_end or most > least
        at += 1


def spread(count: int) -> list[str]:
    """`count` keys with as much room between them as there is, all of about the same length."""
    width = 1
    while _BASE**width < (count + 1) * _BASE:
        width += 1
    step = _BASE**width // (count + 1)
    return [_written(step * (place + 1), width) for place in range(count)]


def placed(keys: Sequence[str], at: int) -> Placed:
    """What is written to put something before the `at`-th of a list in order (at its end: len).

    `keys` are those of the list without it, from the first to the last.
    """
    low = keys[at - 1] if at > 0 else ""
    high = keys[at] if at < len(keys) else ""
    # "" as the key of one that stands there is no end of the list: nothing sorts before it.
    key = None if at < len(keys) and not high else between(low, high)
    if key is not None and len(key) <= LONGEST:
        return Placed(key, {})
    fresh = spread(len(keys) + 1)
    without = [*fresh[:at], *fresh[at + 1 :]]
    changed = {place: new for place, new in enumerate(without) if new != keys[place]}
    return Placed(fresh[at], changed)


def arranged(keys: Sequence[str]) -> list[str]:
    """Keys for things in this sequence, as many of theirs kept as sort so already.

    A key that is missing ("") or that nothing could be put before is given anew.
    """
    found: list[str] = []
    low, at = "", 0
    for stop in [*_longest_rising(keys), len(keys)]:
        high = keys[stop] if stop < len(keys) else ""
        room = _within(low, high, stop - at)
        if room is None:
            return spread(len(keys))
        found += room
        if high:
            found.append(high)
        low, at = high, stop + 1
    return found


def _within(low: str, high: str, count: int) -> list[str] | None:
    """`count` keys in order between two, as short as can be; None where they do not fit."""
    if count == 0:
        return []
    middle = between(low, high)
    if middle is None or len(middle) > LONGEST:
        return None
    first = (count - 1) // 2
    before, after = _within(low, middle, first), _within(middle, high, count - 1 - first)
    return None if before is None or after is None else [*before, middle, *after]


def _longest_rising(places: Sequence[str]) -> list[int]:
    """Where the longest run of usable places is that rises strictly."""
    ends: list[str] = []
    last_at: list[int] = []
    before: dict[int, int] = {}
    for at, place in enumerate(places):
        if not place or place.endswith("0") or not _sound(place):
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


def _sound(key: str) -> bool:
    return all(digit in _VALUE for digit in key)


def _written(number: int, width: int) -> str:
    digits = ""
    for _place in range(width):
        number, digit = divmod(number, _BASE)
        digits = DIGITS[digit] + digits
    return digits.rstrip("0")
