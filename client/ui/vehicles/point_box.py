"""A point of a card's checklist: Space ticks it, F2 gives it another name, Del deletes it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QMenu

from client.ui.text import _
from client.ui.theme import icon
from client.ui.widgets.check_box import CheckBox
from client.ui.widgets.key_caps import caps_of

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2:
            self.begin_renaming()
        elif event.key() == Qt.Key.Key_Delete:
            self.gone.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(self.title)
        rename = menu.addAction(icon("pencil", "text"), _with_keys(_("Rename"), "F2"))
        rename.triggered.connect(self.begin_renaming)
        delete = menu.addAction(icon("trash-2", "late"), _with_keys(_("Delete"), "Del"))
        delete.triggered.connect(self.gone)
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            menu.popup(event.globalPos())
        else:
            menu.popup(self.mapToGlobal(QPoint(_LEFT, self.height())))

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


def _with_keys(words: str, keys: str) -> str:
    """What stands behind the tab is shown as the entry's key; the box itself heeds it."""
    return f"{words}\t{'+'.join(caps_of(keys))}"
