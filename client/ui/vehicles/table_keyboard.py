"""The keyboard of a table that is made anew, or that goes and comes back with its rows."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QWidget
from shiboken6 import isValid

from client.ui.widgets.rows_table import RowsTable

_HELD = (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta)
"""Keys that do nothing by themselves, as those of Ctrl+Z."""


def put_in_place(
    layout: QBoxLayout, table: RowsTable, old: RowsTable | None, stretch: int = 1
) -> None:
    """Put a table into its card, for the one before; the keyboard goes over from that."""
    layout.addWidget(table, stretch)
    if old is None:
        return
    if old.hasFocus():
        table.show()
        table.setFocus(Qt.FocusReason.OtherFocusReason)
    layout.removeWidget(old)
    old.hide()
    old.deleteLater()


class TableKeyboard(QObject):
    """Waits elsewhere while there is no table to be in, and comes back once there is one again.

    Not if one has gone on meanwhile, or pressed a key, clicked or composed where it waited.
    """

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._owner = owner
        self._at: QWidget | None = None

    def hide_table(self, table: RowsTable, *places: QWidget) -> None:
        """Hide a table that has no rows; a keyboard in it waits at the first place that is seen."""
        if table.hasFocus():
            place = next((each for each in places if _takes(each)), self._owner)
            place.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.wait_at(place)
        table.hide()

    def show_table(self, table: RowsTable) -> None:
        """Show a table that has rows; a keyboard that waits for them still comes back to one."""
        table.show()
        place = self.forget()
        if place is not None and place.window().focusWidget() is place:
            table.enter()

    def wait_at(self, place: QWidget) -> None:
        """Know that the keyboard is here only until there are rows."""
        self.forget()
        self._at = place
        place.installEventFilter(self)

    def forget(self) -> QWidget | None:
        """Wait no more; gives the place where the keyboard waited."""
        place, self._at = self._at, None
        if place is None or not isValid(place):
            return None
        place.removeEventFilter(self)
        return place

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if _is_used(event):
            self.forget()
        return False


def _is_used(event: QEvent) -> bool:
    """Whether somebody does something where the keyboard waits."""
    if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
        return event.key() not in _HELD
    if isinstance(event, QInputMethodEvent):
        # An empty one only says that nothing is being composed.
        return bool(event.preeditString() or event.commitString())
    return event.type() == QEvent.Type.MouseButtonPress


def _takes(place: QWidget) -> bool:
    # Ctrl+Z is to bring rows back, and not what was typed in a line before.
    typed = isinstance(place, QLineEdit) and place.isUndoAvailable()
    return place.isVisible() and place.isEnabled() and not typed
