"""The tabs of a page: words on a line, the chosen one underlined; one tab stop."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabBar

from client.ui.theme import MEDIUM, font


class PageTabs(QTabBar):
    """``chosen`` carries the key of the tab the person went to."""

    chosen = Signal(str)

    def __init__(self, tabs: Sequence[tuple[str, str]], name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFont(font("body", MEDIUM))
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setUsesScrollButtons(True)
        for key, words in tabs:
            self.setTabData(self.addTab(words), key)
        self.currentChanged.connect(self._on_changed)

    def set_words(self, key: str, words: str) -> None:
        """Change a tab's words, such as "Fuel 112"."""
        self.setTabText(self._place(key), words)

    def set_current(self, key: str) -> None:
        """Go to a tab without emitting; an unknown key is ignored."""
        self.blockSignals(True)
        self.setCurrentIndex(self._place(key))
        self.blockSignals(False)

    @property
    def current(self) -> str:
        """The key of the tab chosen."""
        return str(self.tabData(self.currentIndex()) or "")

    def _place(self, key: str) -> int:
        return next((at for at in range(self.count()) if self.tabData(at) == key), -1)

    def _on_changed(self, place: int) -> None:
        self.chosen.emit(self.current)
