"""Keeping how far a page is scrolled, over going away from what it shows and over a restart."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QScrollArea
from shiboken6 import isValid

from client.ui.desk import Desk

SETTING = "scroll"
_MOST = 20
"""Things of a page (vehicles) that are remembered."""


class ScrollKeeper(QObject):
    """Scrolls a page to where it was as soon as it is long enough, unless it was scrolled since.

    A page that shows one thing after the other says so by `show`, and begins another at its top.
    """

    def __init__(self, desk: Desk, key: str, area: QScrollArea) -> None:
        super().__init__(area)
        self._desk, self._key = desk, key
        self._bar = area.verticalScrollBar()
        self._places = _places(self._kept().get(key))
        self._what = ""
        self._wanted = self._places.get("", 0)
        self._bar.rangeChanged.connect(self._on_range)
        self._bar.sliderPressed.connect(self._forget)
        self._bar.actionTriggered.connect(self._forget)
        desk.closing.connect(self.keep)

    def show(self, what: str) -> None:
        """Go to where one was in this (a vehicle's id), which the page is about to show."""
        if what == self._what:
            return
        self._remember()
        self._what, self._wanted = what, self._places.get(what, 0)
        if self._wanted:
            # Once it is laid out anew.
            QTimer.singleShot(0, self, self._come_back)
        else:
            self._bar.setValue(0)

    def _kept(self) -> Mapping[str, object]:
        kept = self._desk.settings.get(SETTING)
        return kept if isinstance(kept, Mapping) else {}

    def _on_range(self, _least: int, _most: int) -> None:
        self._come_back()

    def _come_back(self) -> None:
        if 0 < self._wanted <= self._bar.maximum():
            self._bar.setValue(self._wanted)
            self._forget()

    def _forget(self, _action: int = 0) -> None:
        self._wanted = 0

    def _remember(self) -> None:
        """Take down where it is; a page that was never filled says nothing."""
        if not self._wanted and self._bar.maximum() > 0:
            self._places.pop(self._what, None)
            self._places[self._what] = self._bar.value()

    def keep(self) -> None:
        """Write down where it is."""
        if not isValid(self._bar):
            return
        self._remember()
        places = {what: value for what, value in self._places.items() if what and value}
        whole = self._places.get("", 0)
        now = dict(list(places.items())[-_MOST:]) if self._what else whole
        if now != self._kept().get(self._key, {} if self._what else 0):
            self._desk.keep({SETTING: {**self._kept(), self._key: now}})


def _places(kept: object) -> dict[str, int]:
    """What the settings kept, of one thing ("") or of several; what is none is left out."""
    found = kept if isinstance(kept, Mapping) else {"": kept}
    return {
        str(what): value for what, value in found.items() if isinstance(value, int) and value > 0
    }
