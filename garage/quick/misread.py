"""What a line says and a record cannot take as it stands: asked about, never quietly bent."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from garage.quick.pieces import Piece, Question, Role
from garage.quick.scan import MONEY_WORD, NUMBER, UNIT, Line, counted_unit
from garage.typed_days import MONTH, WEEKDAY
from garage.words import told

_MEASURED = (
    Role.VOLUME, Role.ENERGY, Role.MASS, Role.ODOMETER, Role.DISTANCE, Role.HOURS,
)  # fmt: skip
_MINUS = re.compile(r"(?:^|(?<=[\s,;]))[-−–]\s?$")
_LEFT_OVER = re.compile(rf"{NUMBER}\s?(?:%|{MONEY_WORD}|(?P<unit>{UNIT})(?!\w))", re.IGNORECASE)
_NO_DAY = re.compile(
    rf"(?<![\w.,])(?:[0-9]{{1,2}}\.?\s?(?:{MONTH})\b\.?(?:\s[0-9]{{4}})?"
    r"|[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}(?!\w)|[0-9]{4}-[0-9]{2}-[0-9]{2}(?!\w)"
    r"|3[01]\.0?2\.(?![\w.,])|31\.(?:0?[469]|11)\.(?![\w.,]))",
    re.IGNORECASE,
)
_LAST = re.compile(r"(?<!\w)(?:last|past|letzte[rnsm]?|vergangene[rnsm]?)\s+$", re.IGNORECASE)
_WEEKDAY = re.compile(rf"(?:{WEEKDAY})\b", re.IGNORECASE)
_FUELS = frozenset({"petrol", "diesel", "lpg", "cng", "e85", "hydrogen"})


def take_last_weekday(line: Line) -> None:
    """ "last Monday": the word belongs to the day, and today is not the last one."""
    for piece in line.of(Role.DATE):
        before = _LAST.search(line.text[: piece.start])
        if before and _WEEKDAY.match(line.text, piece.start):
            today = line.context.reading.day
            day = piece.value - timedelta(days=7) if piece.value == today else piece.value
            line.pieces.remove(piece)
            line.take(before.start(), piece.end, Role.DATE, day)


def set_aside(line: Line, *, filling: bool) -> list[Question]:
    """Ask about what has a unit or the shape of a day and was not understood.

    No number in it is to be taken for anything else: it goes into the note, or in what is no
    fill-up (`filling`) into the title, where a unit is at home.
    """
    asked: list[Question] = []
    for start, end in list(line.gaps()):
        for found in _NO_DAY.finditer(line.text, start, end):
            line.set_aside(found.start(), found.end())
            typed = found[0].strip()
            words = told("{typed} is no day, and goes into the note", typed=typed)
            if line.of(Role.DATE):
                words = told("one day is enough: {typed} goes into the note", typed=typed)
            asked.append(Question("no_day", words, Role.DATE, found.start(), found.end()))
        for found in _LEFT_OVER.finditer(line.text, start, end):
            if found["unit"] and not counted_unit(line, found["unit"]):
                continue
            if line.text[: found.start()][-1:].isalnum() or line.is_aside(found.start()):
                continue
            line.set_aside(found.start(), found.end())
            if not filling:
                continue
            words = told("{typed} has no place, and goes into the note", typed=found[0])
            asked.append(Question("left_over", words, Role.NOTE, found.start(), found.end()))
    return asked


def misfits(line: Line, values: dict[str, Any]) -> list[Question]:
    """Ask about a minus that was not read, and electricity for a car without a plug."""
    asked = [one for piece in line.of(*_MEASURED) if (one := _minus(line, piece)) is not None]
    energies = line.context.energies
    if "energy" in values and energies and _FUELS.issuperset(energies):
        text = values["energy"].text
        words = told("{text} is electricity, and this vehicle takes none", text=text)
        asked.append(Question("no_plug", words, Role.ENERGY))
    return asked


def _minus(line: Line, piece: Piece) -> Question | None:
    if not _MINUS.search(line.text[: piece.start]):
        return None
    typed = line.text[piece.start : piece.end]
    words = told("the minus ahead of {typed} is left out", typed=typed)
    return Question("minus", words, piece.role, piece.start, piece.end)
