"""Keeping how far a page is scrolled over a restart."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QScrollArea

from client.ui.desk import Desk

SETTING = "scroll"


class ScrollKeeper(QObject):
    """Scrolls a page to where it was as soon as it is long enough, unless it was scrolled since."""

    def __init__(self, desk: Desk, key: str, area: QScrollArea) -> None:
        super().__init__(area)
        self._desk, self._key = desk, key
        self._bar = area.verticalScrollBar()
        kept = self._kept().get(key)
        self._wanted = kept if isinstance(kept, int) and kept > 0 else 0
        self._bar.rangeChanged.connect(self._on_range)
        self._bar.sliderPressed.connect(self._forget)
        self._bar.actionTriggered.connect(self._forget)
        desk.closing.connect(self.keep)

    def _kept(self) -> Mapping[str, object]:
        kept = self._desk.settings.get(SETTING)
        return kept if isinstance(kept, Mapping) else {}

    def _on_range(self, _least: int, most: int) -> None:
        if 0 < self._wanted <= most:
            self._bar.setValue(self._wanted)
            self._forget()

    def _forget(self, _action: int = 0) -> None:
        self._wanted = 0

    def keep(self) -> None:
        """Write down where it is; a page that was never filled says nothing."""
        if self._bar.maximum() > 0 and not self._wanted:
            value = self._bar.value()
            if value != self._kept().get(self._key, 0):
                self._desk.keep({SETTING: {**self._kept(), self._key: value}})
