"""A line to type into that leaves Undo to the window while it has nothing of its own to undo."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit


class LineEdit(QLineEdit):
    """Qt's own takes Ctrl+Z also where it is empty, and nothing would be undone."""

    def __init__(self) -> None:
        super().__init__()
        settle_cursor(self)

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._leaves(event)
        ):
            event.ignore()
            return True
        return super().event(event)

    def _leaves(self, event: QKeyEvent) -> bool:
        """Whether Undo or Redo is the window's: here is nothing that could be taken back."""
        if self.text():
            return False
        if event.matches(QKeySequence.StandardKey.Undo):
            return not self.isUndoAvailable()
        return event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable()


def settle_cursor(line: QLineEdit) -> None:
    """Let a line that is just made tell where its cursor is, while nobody listens.

    Else Qt tells a screen reader of it when the line is first entered, before it tells of the
    line itself, which Orca then takes for known: it names no field that is empty.
    """
    line.setCursorPosition(0)
