"""What was chosen in a card of the settings and is not kept yet: shown as if it were."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject

from client.ui.desk import Desk
from client.ui.keeping import Unwritten


class OnWay:
    """Choices of `owner`; `refresh` is called as each is kept or refused."""

    def __init__(self, desk: Desk, owner: QObject, refresh: Callable[[], None]) -> None:
        self._desk, self._owner, self._refresh = desk, owner, refresh
        self._unwritten = Unwritten()

    def over(self, said: Mapping[str, Any]) -> dict[str, Any]:
        """What the settings say, with what is on its way over it."""
        return self._unwritten.over(said)

    def keep(self, name: str, value: object, chosen: Mapping[str, Any]) -> None:
        """Keep a setting, unless it is so already; `chosen` is on its way until then."""
        if value == self._desk.settings.get(name) and not self._unwritten:
            return
        self._unwritten.add(chosen)
        self._desk.change_settings(self._owner, {name: value})
        # Writes are told in line: of this one it is told after what became of the one before.
        self._desk.workers.write(self._owner, _nothing, self._on_ended, None)

    def _on_ended(self, _nothing: None) -> None:
        self._unwritten.ended()
        self._refresh()


def _nothing() -> None:
    """Write nothing."""
