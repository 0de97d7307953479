"""A name that nobody has used yet, where a line tells of a fill-up: offered as its station."""

from __future__ import annotations

import re
from collections.abc import Sequence

from garage.quick.pieces import Question, Role
from garage.quick.scan import Line
from garage.words import told

_NAME = re.compile(r"[^\W\d_][\w.&'’/-]*(?:\s[^\W\d_][\w.&'’/-]*){0,3}")
"""Up to four words that begin with a letter."""
_LEAST = 3
_ASIDE = (",", ";", "(", ":", "·")
"""What stands ahead of a note."""


def offer_station(
    line: Line, left: Sequence[tuple[int, int]], fillers: frozenset[str]
) -> Question | None:
    """Take the one stretch that is left for the station, if the rest of the line is understood.

    It stands at the line's beginning or behind what was filled, as one writes it down. Words of
    a sentence ("with a trailer") and what stands behind a comma stay a note.
    """
    filled = line.of(Role.VOLUME, Role.ENERGY, Role.MASS)
    paid = line.of(Role.TOTAL, Role.PRICE)
    if len(left) != 1 or not filled or not paid or line.of(Role.STATION):
        return None
    start, end = left[0]
    name = line.text[start:end]
    if len(name) < _LEAST or not _NAME.fullmatch(name):
        return None
    if any(word.lower() in fillers for word in name.split()):
        return None
    before = line.text[:start].rstrip()
    if before and (before.endswith(_ASIDE) or start < filled[0].start):
        return None
    line.take(start, end, Role.STATION, name, guessed=True)
    message = told(
        "“{name}” is taken for the station; with a comma ahead of it, it is a note", name=name
    )
    return Question("station_offered", message, Role.STATION, start, end)
