"""What people call a zone: by the city that it is named after, in their language."""

from __future__ import annotations


def city_of(zone: str, language: str) -> str:
    """The city of a zone's name ("Europe/Vienna": "Vienna", "Wien"); "" of one that has none."""
    if "/" not in zone or zone.startswith("Etc/"):
        return ""
    # Takes a moment, and few ask.
    from babel import UnknownLocaleError
    from babel.dates import get_timezone_location

    try:
        said = get_timezone_location(zone, locale=language, return_city=True)
    except (UnknownLocaleError, LookupError, ValueError):
        said = zone.replace("_", " ")
    return said.rpartition("/")[2]
