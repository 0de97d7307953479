"""The characters of a vehicle identification number: tidying, refusing, and the check digit."""

from __future__ import annotations

import re

from garage.errors import ValueRefused
from garage.words import told

LENGTH = 17
_SHORTEST = 5
_LONGEST_TYPED = 200
_LEFT_OUT = re.compile(r"[\s\-\u2010-\u2015\u2212_]+")
_VIN = re.compile(r"[A-HJ-NPR-Z0-9]{17}")
_CHASSIS = re.compile(r"[A-Z0-9/.*+]{5,17}")
_CONFUSED = {"I": "the digit 1", "O": "the digit 0", "Q": told("the digit 0 or 9")}

_VALUES = {
    each: int(value)
    for each, value in zip(
        "0123456789ABCDEFGHJKLMNPRSTUVWXYZ", "012345678912345678123457923456789", strict=True
    )
}
_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)

is_plain = _VIN.fullmatch


def normalise(text: str) -> str:
    """The number in capitals without spaces and dashes.

    17 characters are a modern number (ISO 3779: no I, O or Q); 5 to 16 an older chassis number,
    kept as it is. Raises ValueRefused for anything else, saying which character to look at.
    """
    number = _LEFT_OUT.sub("", text[:_LONGEST_TYPED]).upper()
    if len(number) < _SHORTEST:
        raise _refused(
            told("{shown} is too short for a chassis number", shown=_shown(text)),
            told("give the whole number: 17 characters since 1981, at least 5 before"),
        )
    if len(number) > LENGTH or len(text) > _LONGEST_TYPED:
        raise _refused(
            told("{shown} has more than the 17 characters of a number", shown=_shown(text)),
            told("check that no character was typed twice and no other text came along"),
        )
    if _CHASSIS.fullmatch(number) is None:
        strange = next(each for each in number if _CHASSIS.fullmatch(each * _SHORTEST) is None)
        raise _refused(
            told(
                "{shown} holds {strange!r}, which no chassis number has",
                shown=_shown(text),
                strange=strange,
            ),
            told("use letters A to Z and digits only"),
        )
    if len(number) == LENGTH and number.isalnum():
        _refuse_confused(number)
    return number


def _refuse_confused(number: str) -> None:
    for place, each in enumerate(number, start=1):
        if each in _CONFUSED:
            raise _refused(
                told(
                    "{number} has the letter {each} at position {place}, which no 17-character "
                    "number uses",
                    number=number,
                    each=each,
                    place=place,
                ),
                told("it is probably {confused}", confused=_CONFUSED[each]),
            )


def check_digit(vin: str) -> str:
    """What position 9 of a 17-character number must be by 49 CFR 565.15: 0 to 9 or X."""
    total = sum(_VALUES[each] * weight for each, weight in zip(vin, _WEIGHTS, strict=True))
    return "0123456789X"[total % 11]


def _shown(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:37] + "...")


def _refused(message: str, hint: str) -> ValueRefused:
    return ValueRefused(message, hint, code="vin", field="vin")
