"""The field in which rows are looked for: by words or by the filter language."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QSizePolicy

from client.ui.text import _
from client.ui.theme import font, set_styled, theme
from client.ui.widgets.line_edit import LineEdit
from client.ui.widgets.painting import text_width
from client.ui.widgets.search_marks import TAKEN, mark_as_search
from client.ui.widgets.speaking import Following

PAUSE_MILLISECONDS = 150
_WIDTH = 260
_LEAST = 120
_SIDE = 14


class FilterField(LineEdit):
    """``asked`` carries the text a moment after the last letter; ``left`` wants the rows.

    Esc empties it, and in an empty one leaves it.
    """

    asked = Signal(str)
    left = Signal()

    def __init__(self, name: str, hint: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._hint = hint
        self.setPlaceholderText(hint)
        self.setFont(font("body"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(_WIDTH + 100)
        mark_as_search(self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self.ask)
        self.textChanged.connect(self._on_changed)
        self._voice = Following(self)

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, theme().tokens.heights["control"])

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST, theme().tokens.heights["control"])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Half an example explains nothing: where there is no room, the short word does.
        room = self.width() - TAKEN - _SIDE
        self.setPlaceholderText(self._hint if text_width(self._hint) <= room else _("Filter"))

    def _on_changed(self, text: str) -> None:
        self._pause.start()

    def ask(self) -> None:
        """Ask for what is typed, without waiting any longer."""
        self._pause.stop()
        self.asked.emit(self.text())

    def forget(self) -> None:
        """Be empty, without asking for anything."""
        self.clear()
        self._pause.stop()
        self.set_wrong("")

    def tell_left(self, words: str) -> None:
        """Have read out what is left, to whoever filters: here, or by the choices beside it."""
        here, bar = QApplication.focusWidget(), self.parentWidget()
        inside = here is not None and bar is not None and bar.isAncestorOf(here)
        (self._voice.say if inside else self._voice.know)(words)

    def set_wrong(self, sentence: str) -> None:
        """Mark it wrong, or right again with an empty sentence."""
        self.setAccessibleDescription(sentence)
        set_styled(self, "wrong", bool(sentence))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
                self.ask()
            else:
                self.left.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.ask()
            self.left.emit()
        else:
            super().keyPressEvent(event)
