"""Periods as they are typed in one word: "monthly", "jährlich"."""

from __future__ import annotations

_SAID = {
    "daily": "1 day", "weekly": "1 week", "fortnightly": "2 weeks",
    "monthly": "1 month", "quarterly": "3 months", "half-yearly": "6 months",
    "yearly": "1 year", "annually": "1 year", "annual": "1 year",
    "täglich": "1 day", "wöchentlich": "1 week", "zweiwöchentlich": "2 weeks",
    "vierzehntägig": "2 weeks", "monatlich": "1 month", "zweimonatlich": "2 months",
    "vierteljährlich": "3 months", "quartalsweise": "3 months", "halbjährlich": "6 months",
    "jährlich": "1 year", "zweijährlich": "2 years",
}  # fmt: skip


def plain_period(text: str) -> str:
    """The period that one word says, as a count with its unit; other text as it is."""
    return _SAID.get(text.strip().casefold(), text)
