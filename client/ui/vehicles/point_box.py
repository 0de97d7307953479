"""A point of a card's checklist: Space ticks it, F2 gives it another name, Del deletes it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QLineEdit

from client.ui.text import _
from client.ui.widgets.check_box import CheckBox

LONGEST = 200
_LEFT = 24
"""Where the words begin, right of the box itself."""


class PointBox(CheckBox):
    """``renamed`` carries the name that was typed; ``gone`` says that it is to be deleted."""

    renamed = Signal(str)
    gone = Signal()

    def __init__(self, point: str, title: str, *, on: bool) -> None:
        super().__init__("", small=True)
        self.point, self.title = point, ""
        self.line: QLineEdit | None = None
        self.set_title(title)
        self.setChecked(on)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._slots = {Qt.Key.Key_F2: self.begin_renaming, Qt.Key.Key_Delete: self.gone.emit}
        for words, key in ((_("Rename"), Qt.Key.Key_F2), (_("Delete"), Qt.Key.Key_Delete)):
            # What stands behind the tab is shown as its key; the box itself heeds it.
            action = QAction(f"{words}\t{QKeySequence(key).toString()}", self)
            action.triggered.connect(self._slots[key])
            self.addAction(action)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        slot = self._slots.get(Qt.Key(event.key()))
        if slot is None:
            super().keyPressEvent(event)
        else:
            slot()

    def set_title(self, title: str) -> None:
        """Show a name."""
        self.title = title
        self.set_words(title)

    # ------------------------------------------------------------------ another name

    def begin_renaming(self) -> None:
        """Open a line over the words."""
        if self.line is not None:
            return
        line = self.line = QLineEdit(self.title, self)
        line.setMaxLength(LONGEST)
        line.setAccessibleName(_("Name"))
        line.installEventFilter(self)
        line.returnPressed.connect(self._on_typed)
        self._place()
        line.show()
        line.selectAll()
        line.setFocus()

    def end_renaming(self) -> None:
        """Close the line; the point has the keyboard again."""
        line, self.line = self.line, None
        if line is not None:
            line.hide()
            line.deleteLater()
            self.setFocus()

    def _on_typed(self) -> None:
        typed = self.line.text().strip() if self.line is not None else ""
        if typed in ("", self.title):
            self.end_renaming()
        else:
            self.renamed.emit(typed)

    def _place(self) -> None:
        if self.line is not None:
            self.line.setGeometry(self.rect().adjusted(_LEFT, 0, 0, 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
        if pressed and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.KeyPress:
                self.end_renaming()
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()
