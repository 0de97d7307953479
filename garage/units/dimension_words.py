"""What dimensions are called in a sentence, marked for translation."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from garage.units.catalog import Dimension
from garage.words import N_, told

_NAMES: Mapping[str, str] = MappingProxyType(
    {
        Dimension.DISTANCE: N_("distance"),
        Dimension.LENGTH: N_("length"),
        Dimension.VOLUME: N_("volume"),
        Dimension.ENERGY: N_("energy"),
        Dimension.MASS: N_("mass"),
        Dimension.POWER: N_("power"),
        Dimension.TORQUE: N_("torque"),
        Dimension.PRESSURE: N_("pressure"),
        Dimension.TEMPERATURE: N_("temperature"),
        Dimension.DURATION: N_("duration"),
        Dimension.SPEED: N_("speed"),
        Dimension.ECONOMY: N_("economy"),
        Dimension.ELECTRIC_ECONOMY: N_("electric economy"),
        Dimension.MASS_ECONOMY: N_("mass economy"),
        Dimension.EMISSION: N_("emission"),
        Dimension.VOLTAGE: N_("voltage"),
        Dimension.CURRENT: N_("current"),
        Dimension.CHARGE: N_("charge"),
        Dimension.RATIO: N_("ratio"),
        Dimension.ROTATION: N_("rotation"),
        Dimension.AREA: N_("area"),
        Dimension.NUMBER: N_("number"),
    }
)


def dimension_words(dimension: str) -> str:
    """A dimension as it stands in a told sentence, and is translated with it."""
    return told(_NAMES.get(dimension, dimension.replace("_", " ")))
