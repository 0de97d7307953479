"""Which model years a number can mean, and whether that is sure.

The year letter of position 10 comes round every 30 years, so that most letters mean two years;
every rule here gives candidates, newest first, and only calls one sure when nothing else is left.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from garage.vin.makers import MAKER_SMALL, Maker

CODES = "ABCDEFGHJKLMNPRSTVWXY123456789"
_FIRST = 1980
_CYCLE = len(CODES)
_AHEAD = 2
_NEW_RULE = 2010
# Ford of Europe's month letters: twelve a year, sliding over sixteen, the same every four years.
_MONTHS = "LYSTJUMPBRAGCKDE"


@dataclass(frozen=True, slots=True)
class Years:
    """Candidates, newest first; `sure` when one is left and nothing speaks against it."""

    candidates: tuple[int, ...] = ()
    sure: bool = False
    month: int | None = None

    @property
    def year(self) -> int | None:
        """The one year that is left, else None."""
        return self.candidates[0] if self.sure and len(self.candidates) == 1 else None


NO_YEARS = Years()


def cycle(code: str, this_year: int, since: int = _FIRST) -> tuple[int, ...]:
    """Every year from `since` that a year letter can mean, newest first.

    A model year runs at most two years ahead of `this_year`. Empty for I, O, Q, U, Z and 0.
    """
    place = CODES.find(code)
    if place < 0:
        return ()
    years = range(_FIRST + place, this_year + _AHEAD + 1, _CYCLE)
    return tuple(year for year in reversed(years) if year >= since)


def north_american(vin: str, this_year: int, light: bool) -> Years:
    """49 CFR 565.15: on a light vehicle position 7 says which cycle position 10 means.

    `light` is a passenger car, a multipurpose vehicle or a truck of up to 10,000 lb; a digit at
    position 7 then means before 2010, a letter 2010 or later. On others, and on those of small
    makers, who number freely, both are candidates.
    """
    early = vin[6].isdigit() if light and vin[2] != MAKER_SMALL else None
    return _north_american(vin[9], this_year, early)


@lru_cache(maxsize=256)
def _north_american(code: str, this_year: int, early: bool | None) -> Years:
    years = cycle(code, this_year)
    if early is None:
        return Years(years, sure=len(years) == 1)
    fitting = tuple(year for year in years if (year < _NEW_RULE) == early)
    return Years(fitting, sure=len(fitting) == 1) if fitting else Years(years)


def elsewhere(vin: str, maker: Maker | None, today: date, span: tuple[int, int] | None) -> Years:
    """The years by the maker's own habit; `span` are the model years its model was made in."""
    if maker is None or maker.year_rule == "-":
        return NO_YEARS
    if maker.year_rule == "f":
        return _ford(vin, today)
    years = cycle(vin[9], today.year, maker.since)
    if span is not None:
        years = tuple(year for year in years if span[0] <= year <= span[1]) or years
    if not years:
        return NO_YEARS
    within = span is not None and span[0] <= years[0] <= span[1]
    habit = span is None and maker.year_rule == "y"
    return Years(years, sure=len(years) == 1 and (within or habit))


def _ford(vin: str, today: date) -> Years:
    """Position 11 is the year of building, 12 its month; the month tells some cycles apart."""
    built = [year for year in cycle(vin[10], today.year, 1981) if year <= today.year]
    place = _MONTHS.find(vin[11])
    if place < 0:
        return NO_YEARS
    months = {year: (place - 12 * (year % 4)) % 16 + 1 for year in built}
    fitting = tuple(year for year, month in months.items() if month <= 12)
    sure = len(fitting) == 1
    return Years(fitting, sure=sure, month=months[fitting[0]] if sure else None)
