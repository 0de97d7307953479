"""Makers' names as they write them, from the capitals of the vPIC tables."""

from __future__ import annotations

from functools import lru_cache

_AS_WRITTEN = {
    "AMC": "AMC",
    "BMC": "BMC",
    "BMW": "BMW",
    "BYD": "BYD",
    "BRP": "BRP",
    "CFMOTO": "CFMoto",
    "CAN-AM": "Can-Am",
    "DELOREAN": "DeLorean",
    "GMC": "GMC",
    "IC BUS": "IC Bus",
    "INEOS": "INEOS",
    "KTM": "KTM",
    "MCLAREN": "McLaren",
    "MG": "MG",
    "MINI": "MINI",
    "MV AGUSTA": "MV Agusta",
    "NABI": "NABI",
    "SKI-DOO": "Ski-Doo",
    "SMART": "smart",
    "SSR": "SSR",
    "SYM": "SYM",
    "TVR": "TVR",
    "UD": "UD",
}


@lru_cache(maxsize=1024)
def as_written(capitals: str) -> str:
    """A maker's name in its own spelling: HONDA is Honda, BMW stays BMW."""
    known = _AS_WRITTEN.get(capitals)
    if known is not None:
        return known
    return capitals.strip().title() if capitals.isupper() else capitals.strip()
