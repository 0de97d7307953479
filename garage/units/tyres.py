"""Tyre sizes as they stand on the sidewall: read and measured, never converted.

Sources: ETRTO Standards Manual (designations, load index, speed symbols; rolling
circumference 3.05 times the diameter for radials, 2.99 for diagonals), T&RA for flotation sizes.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Self

from garage.errors import ValueRefused
from garage.words import N_, told

_SERVICE = (
    r"(?:\s*(?P<class>C|LT|XL|RF|M/?C)\b)?"
    r"(?:\s*\(?(?P<load>\d{2,3})(?:/(?P<dual>\d{2,3}))?\s*(?P<speed>[A-H][1-8]?|[J-NP-WYZ])\)?)?"
    r"(?:\s*(?P<after>C|LT|XL|RF|EXTRA LOAD|REINFORCED|M/?C|TL|TT|M\+S|3PMSF))*"
)
_RIM = r"\s*(?P<rated>[SHVZ]?)(?P<construction>[RDB-])F?\s*-?(?P<rim>\d{1,3}(?:\.\d)?)"
_METRIC = (
    r"(?P<prefix>P|LT|T|ST)?\s*(?P<width>\d{2,3})(?:\s*/\s*(?P<aspect>\d{2,3}))?"
    rf"{_RIM}{_SERVICE}"
)
_FLOTATION = (
    rf"(?P<prefix>LT)?\s*(?P<diameter>\d{{2}}(?:\.\d{{1,2}})?)\s*X\s*(?P<width>\d{{1,2}}(?:\.\d{{1,2}})?)"
    rf"{_RIM}{_SERVICE}"
)
_INCHES = rf"(?P<prefix>)(?P<width>\d{{1,2}}\.\d{{1,2}}){_RIM}{_SERVICE}"

_MM_PER_INCH = 25.4
_UNMARKED_RADIAL_ASPECT = 82  # "165 R 15" (ETRTO's full profile)
_INCH_SIZE_ASPECT = 95  # "5.60-15": old diagonals are nearly as high as wide
_RADIAL_FACTOR, _DIAGONAL_FACTOR = 3.05, 2.99


@dataclass(frozen=True, slots=True)
class TyreSize:
    """A tyre's designation.

    `width_mm` and `rim_in` are nominal; `aspect` is height in per cent of width (assumed where
    the sidewall leaves it out, see `aspect_marked`); `construction` is R, D (diagonal) or B.
    `load` is the load index for single fitting, `speed` the speed symbol; both may be absent.
    """

    text: str
    width_mm: float
    aspect: int
    construction: str
    rim_in: float
    load: int | None = None
    speed: str | None = None
    aspect_marked: bool = True
    diameter_in: float | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Reads "205/55R16 91V", "31x10.50R15", "165 R 15" and "5.60-15". ValueRefused."""
        tidy = " ".join(text.upper().replace("×", "X").replace(",", ".").split())
        if len(tidy) <= 60:
            for pattern, make in (
                (_FLOTATION, cls._flotation),
                (_METRIC, cls._metric),
                (_INCHES, cls._inches),
            ):
                found = re.fullmatch(pattern, tidy)
                if found:
                    return make(found)
        raise ValueRefused(
            told("{text!r} is not a tyre size", text=text.strip()[:60]),
            N_("write it as on the sidewall, such as 205/55R16 91V"),
        )

    @classmethod
    def _metric(cls, found: re.Match[str]) -> Self:
        rim = float(found["rim"])
        if rim > 100:  # TRX and TD sizes give the rim in millimetres
            rim /= _MM_PER_INCH
        width = float(found["width"])
        aspect = int(found["aspect"] or _UNMARKED_RADIAL_ASPECT)
        if not (60 <= width <= 500 and 20 <= aspect <= 110 and 4 <= rim <= 26):
            raise ValueRefused(
                told("{found!r} is no size that tyres come in", found=found[0]),
                N_("check width, aspect and rim"),
            )
        return cls(
            found[0],
            width,
            aspect,
            *_construction_and(rim, found),
            aspect_marked=found["aspect"] is not None,
        )

    @classmethod
    def _flotation(cls, found: re.Match[str]) -> Self:
        diameter, width, rim = (float(found[each]) for each in ("diameter", "width", "rim"))
        if not (rim + 2 < diameter <= 60 and width <= diameter):
            raise ValueRefused(
                told("{found!r} is no size that tyres come in", found=found[0]),
                N_("give diameter x width and rim in inches, such as 31x10.50R15"),
            )
        aspect = round((diameter - rim) / 2 / width * 100)
        return cls(
            found[0],
            round(width * _MM_PER_INCH, 2),
            aspect,
            *_construction_and(rim, found),
            aspect_marked=False,
            diameter_in=diameter,
        )

    @classmethod
    def _inches(cls, found: re.Match[str]) -> Self:
        width = round(float(found["width"]) * _MM_PER_INCH, 2)
        rim = float(found["rim"])
        if not (width and 4 <= rim <= 40):
            raise ValueRefused(
                told("{found!r} is no size that tyres come in", found=found[0]),
                N_("check width and rim"),
            )
        return cls(
            found[0], width, _INCH_SIZE_ASPECT, *_construction_and(rim, found), aspect_marked=False
        )

    @property
    def diameter_mm(self) -> float:
        """The nominal overall diameter of a new tyre in millimetres."""
        if self.diameter_in is not None:
            return self.diameter_in * _MM_PER_INCH
        return self.rim_in * _MM_PER_INCH + 2 * self.width_mm * self.aspect / 100

    @property
    def circumference_mm(self) -> float:
        """The nominal circumference of a new, unloaded tyre in millimetres."""
        return math.pi * self.diameter_mm

    @property
    def rolling_circumference_mm(self) -> float:
        """How far the vehicle goes in one turn of the wheel, in millimetres, by ETRTO's rule."""
        factor = _DIAGONAL_FACTOR if self.construction == "D" else _RADIAL_FACTOR
        return factor * self.diameter_mm


def _construction_and(
    rim: float, found: re.Match[str]
) -> tuple[str, float, int | None, str | None]:
    construction = found["construction"].replace("-", "D")
    load = int(found["load"]) if found["load"] else None
    return construction, rim, load, found["speed"] or found["rated"] or None
