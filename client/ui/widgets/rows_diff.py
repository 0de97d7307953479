"""What changes a table of rows into another: removals, insertions and rows that differ."""

from bisect import bisect_left
from collections.abc import Hashable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive places: the first and how many."""

    start: int
    count: int


@dataclass(frozen=True, slots=True)
class RowsDiff:
    """Removals by old place, last first; insertions by new place, first first."""

    removed: tuple[Run, ...]
    inserted: tuple[Run, ...]


def rows_diff(old: Sequence[Hashable], new: Sequence[Hashable]) -> RowsDiff:
    """The fewest rows to take out and put in; ids are unique. A moved row is taken and put."""
    if old == new:
        return RowsDiff((), ())
    place_in_new = {row_id: place for place, row_id in enumerate(new)}
    kept_old = [place for place, row_id in enumerate(old) if row_id in place_in_new]
    targets = [place_in_new[old[place]] for place in kept_old]
    stay = _longest_rising(targets)
    kept_places = {kept_old[index] for index in stay}
    kept_targets = {targets[index] for index in stay}
    removed = _runs([place for place in range(len(old)) if place not in kept_places])
    inserted = _runs([place for place in range(len(new)) if place not in kept_targets])
    return RowsDiff(tuple(reversed(removed)), tuple(inserted))


def _runs(places: Sequence[int]) -> list[Run]:
    runs: list[Run] = []
    start = count = 0
    for place in places:
        if count and place == start + count:
            count += 1
            continue
        if count:
            runs.append(Run(start, count))
        start, count = place, 1
    if count:
        runs.append(Run(start, count))
    return runs


def _longest_rising(values: Sequence[int]) -> list[int]:
    """The indexes of a longest rising subsequence (patience sorting, n log n)."""
    tails: list[int] = []
    tail_indexes: list[int] = []
    before: list[int] = [-1] * len(values)
    for index, value in enumerate(values):
        pile = bisect_left(tails, value)
        before[index] = tail_indexes[pile - 1] if pile else -1
        if pile == len(tails):
            tails.append(value)
            tail_indexes.append(index)
        else:
            tails[pile] = value
            tail_indexes[pile] = index
    found: list[int] = []
    index = tail_indexes[-1] if tail_indexes else -1
    while index >= 0:
        found.append(index)
        index = before[index]
    return found[::-1]
