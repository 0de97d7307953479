"""What a line is made of: pieces with their place, what was worked out, what is to be asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Role(StrEnum):
    """What a piece of the line is about."""

    VOLUME = "volume"
    ENERGY = "energy"
    MASS = "mass"
    TOTAL = "total"
    PRICE = "price"
    ODOMETER = "odometer"
    DISTANCE = "distance"
    HOURS = "hours"
    DATE = "date"
    TIME = "time"
    FULL = "full"
    MISSED = "missed"
    CHARGE = "charge"
    FUEL = "fuel"
    GRADE = "grade"
    STATION = "station"
    TAG = "tag"
    KIND = "kind"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the line, from `start` to `end`, and what it was understood as.

    `value` is a Quantity, Money, UnitPrice, date, time, bool, a pair of quantities (CHARGE) or
    text. `guessed`: no unit or word said what it is, its size and the context did.
    """

    start: int
    end: int
    role: Role
    value: Any
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """Something that is not clear, or looks wrong; `role` is what it is about."""

    code: str
    message: str
    role: Role
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Worked:
    """A value that nobody typed: "price", "total", "volume", "distance" or "economy"."""

    name: str
    value: Any


@dataclass(frozen=True)
class Understood:
    """A line, read. `values` are ready for `Kind.complete`, with the vehicle still to be added.

    `values` holds a total or volume that was worked out, since records count with them; a price,
    a distance and an economy are for showing only. `left` is what was not understood: it stays
    in the notes or becomes the title.
    """

    text: str
    kind: str = "fill_up"
    pieces: tuple[Piece, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    worked_out: tuple[Worked, ...] = ()
    questions: tuple[Question, ...] = ()
    left: tuple[str, ...] = ()
