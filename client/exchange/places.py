"""Where something happened, from the two cells that other apps keep for it."""

from __future__ import annotations

from typing import Any

from garage.errors import ValueRefused
from garage.records.fields import PositionField

_POSITION = PositionField()


def position(custom: dict[str, Any], latitude: str, longitude: str) -> str:
    """The place that two cells name, "" where they name none; what cannot be one is kept apart."""
    latitude, longitude = latitude.strip(), longitude.strip()
    if not latitude.strip("0.") and not longitude.strip("0."):
        return ""
    try:
        return _POSITION.check(f"{latitude},{longitude}")
    except ValueRefused:
        kept = {"Latitude": latitude[:100], "Longitude": longitude[:100]}
        custom |= {name: text for name, text in kept.items() if text}
        return ""
