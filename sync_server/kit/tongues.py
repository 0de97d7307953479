"""What somebody reads: a language of ours, and the region that dates are written for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from sync_server.kit.words import LANGUAGES, chosen

_USUAL = {"en": "GB"}
"""English for people of any country: the day first, and 24 hours."""


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language of ours, and a region (ISO 3166) where one is known."""

    language: str = LANGUAGES[0]
    region: str = ""

    def locale(self, zone: str = "") -> str:
        """For Babel; where no region is known, that of the time zone, if they speak so there."""
        return _locale(self.language, self.region, zone)


@lru_cache(maxsize=256)
def _locale(language: str, region: str, zone: str) -> str:
    for each in (region, _territory(zone), _USUAL.get(language, "")):
        if each:
            try:
                return str(Locale.parse(f"{language}_{each}"))
            except (UnknownLocaleError, ValueError):
                continue
    return language


def _territory(zone: str) -> str:
    found = get_global("zone_territories").get(zone, "")
    return "" if found == "ZZ" else str(found)


def tongue_of(accepted: str) -> Tongue:
    """What an Accept-Language likes best of those there are, with the region that it names."""
    language = chosen(accepted)
    for part in accepted[:500].split(","):
        own, _, region = part.partition(";")[0].strip().partition("-")
        region = region.upper()
        if own.lower() == language and len(region) == 2 and region.isalpha() and region.isascii():
            return Tongue(language, region)
    return Tongue(language)
