"""What is typed as the value of a spec: a number with its unit, words, or a code."""

from __future__ import annotations

import re
from typing import Any

from garage.errors import ValueRefused
from garage.reading import Reading
from garage.units.numbers import plainly

_CODE = re.compile(r"\+?(?:0[0-9][0-9.,]*|[0-9]{7,})")
"""Digits without a unit that are no number: of a radio, of a key, of a telephone."""


def is_code(text: str) -> bool:
    """Whether it stays as it is typed: as a number "0419" would lose its zero."""
    return _CODE.fullmatch(plainly(text)) is not None


def value_typed(text: str, reading: Reading) -> dict[str, Any]:
    """A number with its unit where the text is one, else words; the other is cleared."""
    if not text.strip():
        return {"value": None, "text": None}
    if is_code(text):
        return {"value": None, "text": text.strip()}
    try:
        return {"value": reading.number(text), "text": None}
    except ValueRefused:
        return {"value": None, "text": text.strip()}
