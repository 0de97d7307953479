"""Who made it: world manufacturer identifiers (the first three characters), read on first need.

The tables `wmi_*` have a line per maker: `codes | brand | manufacturer | kind | year rule`.
Year rules: `y1997` position 10 is the model year, since 1997; `m` it mostly is; `f` positions
11 and 12 are the year and month of building (Ford of Europe); `n` the North American rule;
`-` the number does not hold the year.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

MAKER_SMALL = "9"


@dataclass(frozen=True, slots=True)
class Maker:
    """One maker; `brand` and `kind` are None where one code serves several."""

    brand: str | None
    manufacturer: str
    kind: str | None
    year_rule: str
    since: int


def maker(vin: str) -> Maker | None:
    """The maker of a 17-character number, or None for one not in the tables.

    A third character 9 means fewer than 1000 vehicles a year: positions 12 to 14 then belong to
    the code (ISO 3780), so that nothing is said unless the whole code is known.
    """
    return _makers().get(identifier(vin))


def identifier(vin: str) -> str:
    """The manufacturer's code: three characters, or six for a small maker."""
    return vin[:3] + vin[11:14] if vin[2] == MAKER_SMALL else vin[:3]


def count() -> int:
    """How many identifiers the tables know."""
    return len(_makers())


@cache
def _makers() -> dict[str, Maker]:
    from garage.vin import (
        wmi_asia,
        wmi_china,
        wmi_europe_east,
        wmi_europe_west,
        wmi_japan,
        wmi_north_america,
        wmi_small,
        wmi_south,
    )

    found: dict[str, Maker] = {}
    for table in (
        wmi_europe_west,
        wmi_europe_east,
        wmi_japan,
        wmi_china,
        wmi_asia,
        wmi_north_america,
        wmi_south,
        wmi_small,
    ):
        for line in table.WMI.strip().splitlines():
            codes, *rest = (each.strip() for each in line.split("|"))
            found.update(dict.fromkeys(codes.split(), _read(*rest)))
    return found


def _read(brand: str, manufacturer: str, kind: str, rule: str) -> Maker:
    since = int(rule[1:]) if rule[1:] else 1980
    return Maker(brand or None, manufacturer, kind or None, rule[0], since)
