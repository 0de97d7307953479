"""A line about an event while it is read, and whose habits it follows."""

from __future__ import annotations

from dataclasses import dataclass, field

from garage.quick.pieces import Question
from garage.reading import Reading

BLANK = "\0"
"""What stands in the rest of a line where something was understood."""


@dataclass(frozen=True, slots=True)
class Called:
    """Something by the names that a person calls it: a vehicle, a calendar."""

    id: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class EventContext:
    """Whose habits the line follows: `reading` has today and the order of dates.

    `zone` is IANA's name of where the event is. An event with a time and no end lasts `minutes`.
    """

    reading: Reading = field(default_factory=Reading)
    zone: str = "UTC"
    vehicles: tuple[Called, ...] = ()
    calendars: tuple[Called, ...] = ()
    minutes: int = 60


@dataclass(frozen=True, slots=True)
class EventPiece:
    """A part of the line and what it says: "day", "time", "repeat", "vehicle", …"""

    start: int
    end: int
    says: str


class EventLine:
    """A line while it is read; what is understood is blanked out of `rest`."""

    def __init__(self, text: str, context: EventContext) -> None:
        self.text = self.rest = text
        self.context = context
        self.pieces: list[EventPiece] = []
        self.questions: list[Question] = []

    def take(self, start: int, end: int, says: str) -> None:
        """Keep a piece without the spaces around it."""
        part = self.text[start:end]
        begin = start + len(part) - len(part.lstrip())
        self.pieces.append(EventPiece(begin, start + len(part.rstrip()), says))
        self.rest = f"{self.rest[:start]}{BLANK * (end - start)}{self.rest[end:]}"
