"""Decoding one number: the engine where it is of North America, the maker tables elsewhere."""

from __future__ import annotations

from datetime import date

from garage.errors import ValueRefused
from garage.vin.characters import LENGTH, check_digit, is_plain, normalise
from garage.vin.decoded import Decoded
from garage.vin.engine import Engine, ultravin_engine
from garage.vin.regions import north_american

_FILLED = "ZZZ"
_CLEAN = [0]


def decode(text: str, *, today: date, engine: Engine | None = None) -> Decoded:
    """What `text` tells, offline; candidate years run up to two years ahead of `today`.

    Raises ValueRefused for a text that cannot be a chassis number of any age. The engine's first
    use takes up to 0.8 s: see `warm`.
    """
    vin = text if is_plain(text) else normalise(text)
    if len(vin) != LENGTH or not vin.isalnum():
        return Decoded(vin, today)
    # Z fillers mean a number made for Europe, whoever built the car: the engine's rules mislead.
    if vin[3:6] == _FILLED:
        return Decoded(vin, today)
    if north_american(vin):
        engine = engine or ultravin_engine()
        return Decoded(vin, today, engine.decode(vin), engine)
    return _from_elsewhere(vin, today, engine)


def check_digit_fits(text: str) -> bool:
    """Whether a number's check digit is right, or none is demanded where the number is from.

    By its characters alone, without any table.
    """
    try:
        return Decoded(normalise(text), date.min).check_digit != "invalid"
    except ValueRefused:
        return True


def _from_elsewhere(vin: str, today: date, engine: Engine | None) -> Decoded:
    """A number of an import into North America fits the engine without any fault; others not."""
    if check_digit(vin) == vin[8]:
        engine = engine or ultravin_engine()
        answer = engine.decode(vin)
        if list(answer["error_codes"]) == _CLEAN and answer["attributes"].get("Model"):
            return Decoded(vin, today, answer, engine)
    return Decoded(vin, today)
