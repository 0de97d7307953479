"""The engine for North American numbers: the United States' vPIC tables inside `ultravin`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Protocol

from garage.vin import makers

_WELL_KNOWN = "1HGCM82633A004352"


class Engine(Protocol):
    """Decodes one 17-character number by the vPIC tables.

    The answer has `attributes` (vPIC variable to text, absent or "" where unknown),
    `error_codes` (0 clean, 1 check digit, 14 partial, …) and `model_year`. `year` asks for a
    reading as that model year; an answer with another `model_year` says it cannot be.
    """

    def decode(self, vin: str, *, year: int | None = None) -> Mapping[str, Any]:
        """The answer for `vin`; never raises for 17 letters and digits."""


@cache
def ultravin_engine() -> Engine:
    """The one engine of the program; any thread may use it. Its first decode takes up to 0.8 s."""
    import ultravin

    return ultravin


def warm() -> None:
    """Load the engine and the maker tables. Call it off the window's thread."""
    ultravin_engine().decode(_WELL_KNOWN)
    makers.count()
