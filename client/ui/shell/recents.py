"""What was used and visited last: the commands and the vehicles, kept in the settings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject

from client.ui.desk import Desk
from client.ui.routes import VEHICLE, Route

SETTING = "recent"
MOST = 12
COMMAND, VISIT = "command:", "vehicle:"


class Recents(QObject):
    """Remembers keys as "command:go.settings" and "vehicle:ID", the latest first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        desk.route_changed.connect(self._on_route)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys, the latest first."""
        return recent_keys(self._desk.settings)

    def note(self, key: str) -> None:
        """Put a key first."""
        before = self.keys
        keys = tuple(dict.fromkeys((key, *before)))[:MOST]
        if keys != before:
            self._desk.keep({SETTING: list(keys)})

    def _on_route(self, route: Route) -> None:
        if route.page == VEHICLE:
            self.note(f"{VISIT}{route.vehicle}")


def recent_keys(settings: Mapping[str, Any]) -> tuple[str, ...]:
    """The keys that settings hold."""
    kept = settings.get(SETTING)
    return tuple(str(key) for key in kept[:MOST]) if isinstance(kept, list) else ()
