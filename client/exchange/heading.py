"""Headings that name a currency with what a column holds: "Total (EUR)", "Cost, €", "price_usd"."""

from __future__ import annotations

import re

from client.exchange.judge import COUNTRY_CURRENCIES, currencies_of
from garage.money.currencies import SHARED_SYMBOLS, SYMBOLS

_HEADING = re.compile(
    r"(?P<name>[^()\[\],]+?)"
    r"(?:[\s_]*[(\[]\s*(?:in\s+)?(?P<inside>[^()\[\]]+?)\s*[)\]]"
    r"|[\s_]*,\s*(?:in\s+)?(?P<after>[^()\[\],]+?)"
    r"|[\s_-]+(?:in\s+)?(?P<beside>[^\s()\[\],_]+))"
)
_SYMBOLS = frozenset(SYMBOLS.values()) | frozenset(SHARED_SYMBOLS)
_COMMON = frozenset(COUNTRY_CURRENCIES.values())


def split_heading(label: str) -> tuple[str, str]:
    """What a column holds and the sign or code of its currency; ("Total", "") for "Total".

    "TOTAL ALL" and "cost (all)" name no leks: a code that is small or stands free has to be
    that of a country which many write from.
    """
    found = _HEADING.fullmatch(label.strip())
    if found is None:
        return label, ""
    beside = found["beside"]
    sign = found["inside"] or found["after"] or beside
    if sign not in _SYMBOLS:
        code = sign.upper()
        exact = sign == code and not beside
        if not currencies_of(code) or not (exact or code in _COMMON):
            return label, ""
        sign = code
    return found["name"], sign
