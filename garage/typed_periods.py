"""Periods as people type them: "6 months", "every year", "alle 6 Monate"."""

from __future__ import annotations

from garage.periods import Period

_EVERY = frozenset({"every", "each", "alle", "jede", "jeden", "jedes"})
_PERIOD_WORDS = {
    "tag": "day", "tage": "day", "tagen": "day", "woche": "week", "wochen": "week",
    "monat": "month", "monate": "month", "monaten": "month", "jahr": "year", "jahre": "year",
    "jahren": "year",
}  # fmt: skip


def read_period(text: str) -> Period:
    """ "6 months", "P6M", "6 Monate", "every 6 months", or "6": months. ValueRefused."""
    first, _, rest = text.strip().partition(" ")
    every = bool(rest) and first.casefold() in _EVERY
    said = rest.strip() if every else text.strip()
    if said.isdecimal():
        said = f"{said} months"
    elif every and said.isalpha():
        said = f"1 {said}"
    head, _, word = said.rpartition(" ")
    known = _PERIOD_WORDS.get(word.casefold())
    return Period.parse(f"{head} {known}" if known else said)
