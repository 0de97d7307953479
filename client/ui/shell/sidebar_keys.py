"""The keys of the sidebar's places: one stop of Tab for all, arrows from one to the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End)


class PlaceKeys(QObject):
    """Tab comes to where the keyboard was last, at first to where one is; ``shown`` gives the rows.

    Two hundred vehicles would else be two hundred stops on the way to the page.
    ``went`` carries the row that an arrow went to.
    """

    went = Signal(QWidget)

    def __init__(self, parent: QObject, shown: Callable[[], Sequence[QWidget]]) -> None:
        super().__init__(parent)
        self._shown = shown
        self._stop: QWidget | None = None

    def heed(self, row: QWidget) -> None:
        """Let a row be gone to by the arrows."""
        row.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        row.installEventFilter(self)

    def rest_at(self, row: QWidget) -> None:
        """Let Tab come to this row, unless the keyboard is on another one just now."""
        here = self._stop
        if here is None or not here.hasFocus():
            self._stop_at(row)

    def forget(self, row: QWidget) -> None:
        """A row goes away."""
        if self._stop is row:
            self._stop = None

    def _stop_at(self, row: QWidget) -> None:
        before, self._stop = self._stop, row
        if before is not None and before is not row:
            before.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        row.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(watched, QWidget):
            return False
        if event.type() == QEvent.Type.FocusIn:
            self._stop_at(watched)
        elif (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in _KEYS
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            self._go(watched, Qt.Key(event.key()))
            return True
        return False

    def _go(self, row: QWidget, key: Qt.Key) -> None:
        rows = [each for each in self._shown() if each.isVisible()]
        if row not in rows:
            return
        at, last = rows.index(row), len(rows) - 1
        to = {_KEYS[0]: max(at - 1, 0), _KEYS[1]: min(at + 1, last), _KEYS[2]: 0}.get(key, last)
        rows[to].setFocus(Qt.FocusReason.TabFocusReason)
        self.went.emit(rows[to])
