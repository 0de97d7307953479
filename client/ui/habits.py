"""The person's habits: their settings, and what follows from them once somebody asks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from garage.regions import Preferences


class Habits:
    """Of one state of the settings; units and regions are not imported before they are asked for.

    Threads may ask at once: each then works out the same.
    """

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self._settings = settings

    @cached_property
    def preferences(self) -> Preferences:
        """How the person wants values read and shown."""
        from client.operations.settings import preferences_of

        return preferences_of(self._settings)

    @cached_property
    def zone(self) -> tzinfo:
        """The person's time zone."""
        from client.operations.settings import zone

        return zone(self._settings)
