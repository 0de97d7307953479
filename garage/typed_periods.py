"""Periods as people type them: "6 months", "every year", "alle 6 Monate", "monthly"."""

from __future__ import annotations

import re

from garage.periods import UNIT_WORDS, Period, PeriodUnit

_EVERY = frozenset({"every", "each", "alle", "jede", "jeden", "jeder", "jedes"})
_OTHER = frozenset({"other", "second", "zweite", "zweiten", "zweites"})
_UNITS: dict[str, tuple[int, PeriodUnit]] = {
    **{word: (1, unit) for word, unit in UNIT_WORDS.items()},
    "tag": (1, "D"), "tage": (1, "D"), "tagen": (1, "D"),
    "woche": (1, "W"), "wochen": (1, "W"),
    "monat": (1, "M"), "monate": (1, "M"), "monaten": (1, "M"),
    "jahr": (1, "Y"), "jahre": (1, "Y"), "jahren": (1, "Y"),
    "quarter": (3, "M"), "quarters": (3, "M"), "quartal": (3, "M"), "quartale": (3, "M"),
    "quartalen": (3, "M"), "halbjahr": (6, "M"), "halbjahre": (6, "M"), "halbjahren": (6, "M"),
}  # fmt: skip
_ONE_WORD: dict[str, str] = {
    "daily": "1d", "weekly": "1w", "fortnightly": "2w", "biweekly": "2w", "monthly": "1m",
    "quarterly": "3m", "half-yearly": "6m", "yearly": "1y", "annually": "1y", "annual": "1y",
    "täglich": "1d", "wöchentlich": "1w", "zweiwöchentlich": "2w", "vierzehntägig": "2w",
    "monatlich": "1m", "zweimonatlich": "2m", "vierteljährlich": "3m", "quartalsweise": "3m",
    "halbjährlich": "6m", "jährlich": "1y", "zweijährlich": "2y",
}  # fmt: skip
_COUNTED = re.compile(r"([0-9]{1,4})\s*([^\W\d_]+)")


def read_period(text: str) -> Period:
    """ "6 months", "P6M", "every other year", "jährlich", or "6": months. ValueRefused."""
    found = _COUNTED.fullmatch(_counted(" ".join(text.split()).casefold()))
    if found is None or found[2] not in _UNITS:
        # Nobody types ISO's, but it is what is copied; all else is refused in the words typed.
        return Period.parse(text)
    times, unit = _UNITS[found[2]]
    return Period.parse(f"{int(found[1]) * times} {unit}")


def _counted(said: str) -> str:
    """Whatever says a period, as a count with a unit behind it."""
    first, _, rest = said.partition(" ")
    if first in _EVERY and rest:
        which, _, unit = rest.partition(" ")
        said = f"2 {unit}" if which in _OTHER else f"1 {rest}" if rest.isalpha() else rest
    return f"{said} months" if said.isdecimal() else _ONE_WORD.get(said, said)
