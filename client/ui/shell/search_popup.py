"""The search popup (Ctrl+K): type, and what fits is found among commands, vehicles and records."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from client.store import Reader
from client.ui.commands import Command
from client.ui.desk import Desk
from client.ui.routes import Route
from client.ui.shell.finding import Found, found_commands, found_places
from client.ui.shell.found_list import FoundList
from client.ui.text import _
from client.ui.theme import colour, font, theme
from client.ui.widgets.labels import label
from client.ui.widgets.painting import draw_box, draw_icon, draw_rule, repaint_on_theme

PAUSE_MILLISECONDS = 60
_TOP = 104
_FIELD = 56
_FOOT = 40
_MOST = 440


class _Box(QWidget):
    """The popup's own surface: field, list, a line of hints."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.field = QLineEdit()
        self.field.setPlaceholderText(_("Search, go to, do"))
        self.field.setAccessibleName(_("Search, go to, do"))
        self.field.setFrame(False)
        self.field.setFont(font("heading"))
        self.field.setStyleSheet("QLineEdit { border: 0; background: transparent; padding: 0; }")
        self.list = FoundList()
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.nothing = label(_("Nothing is called so."), role="text_muted")
        self.nothing.setContentsMargins(20, 12, 20, 12)
        head = QHBoxLayout()
        head.setContentsMargins(50, 0, 20, 0)
        head.addWidget(self.field)
        head.addWidget(label(_("Esc"), "small", "text_muted"))
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 0, 20, 0)
        foot.addWidget(label(_("↑ ↓ choose   Enter open"), "small", "text_muted"))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self._place(column, head, _FIELD)
        column.addSpacing(4)
        column.addWidget(self.nothing)
        column.addWidget(self.list, 1)
        column.addSpacing(4)
        self._place(column, foot, _FOOT)
        repaint_on_theme(self)

    def _place(self, column: QVBoxLayout, row: QHBoxLayout, height: int) -> None:
        holder = QWidget()
        holder.setFixedHeight(height)
        holder.setLayout(row)
        column.addWidget(holder)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        draw_box(painter, rect, "surface_raised", "border_strong", 8)
        draw_icon(painter, 20, (_FIELD - 16) / 2 + 1, "search")
        draw_rule(painter, 1, _FIELD, rect.width() - 2)
        draw_rule(painter, 1, rect.height() - _FOOT - 1, rect.width() - 2)


class SearchPopup(QWidget):
    """Covers the window while it is open; Esc, or a click beside it, closes it."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._commands: Sequence[Command] = ()
        self._before: QWidget | None = None
        self.box = _Box(self)
        self.field, self.list = self.box.field, self.box.list
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self.look)
        self.field.textChanged.connect(self._pause.start)
        self.field.installEventFilter(self)
        self.list.opened.connect(self._open)
        self.hide()

    def open(self, commands: Sequence[Command]) -> None:
        """Show the popup, empty, with the keyboard in it."""
        if self.isVisible():
            self.field.selectAll()
            return
        self._commands = commands
        self._before = self.window().focusWidget()
        self.field.clear()
        self.list.show_found([])
        self.box.nothing.hide()
        self.setGeometry(self.window().rect())
        self.show()
        self.raise_()
        self.field.setFocus()
        self.look()

    def close_popup(self) -> None:
        """Put the popup away; the keyboard goes back to where it was."""
        self._pause.stop()
        self.hide()
        if self._before is not None:
            self._before.setFocus()
        self._before = None

    def look(self) -> None:
        """Search for what is typed, at once."""
        text = self.field.text()

        def search(reader: Reader) -> tuple[str, list[Found], list[Found]]:
            return text, *found_places(reader, text)

        self._desk.read(self, search, self._on_found)

    def _on_found(self, answer: tuple[str, list[Found], list[Found]]) -> None:
        text, places, records = answer
        if not self.isVisible():
            return
        commands = (_("Do"), found_commands(self._commands, text))
        others = ((_("Go to"), places), (_("Found in records"), records))
        # Without a word typed the places come first: one mostly wants to go somewhere.
        self.list.show_found([commands, *others] if text else [others[0], commands])
        self.box.nothing.setVisible(not self.list.found())
        self._arrange()

    def _open(self, found: Found) -> None:
        self.close_popup()
        if isinstance(found.open, Route):
            self._desk.go(found.open)
        elif found.open is not None:
            found.open()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        match event.key():
            case Qt.Key.Key_Down:
                self.list.step(1)
            case Qt.Key.Key_Up:
                self.list.step(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.list.open_current()
            case Qt.Key.Key_Escape:
                self.close_popup()
            case Qt.Key.Key_Tab | Qt.Key.Key_Backtab:
                pass
            case _:
                return False
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.box.geometry().contains(event.position().toPoint()):
            self.close_popup()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        width = min(theme().tokens.widths["palette"], self.width() - 48)
        rows = self.list.height_wanted() if self.list.found() else 44
        room = max(120, self.height() - _TOP - 48 - _FIELD - _FOOT)
        height = _FIELD + _FOOT + 10 + min(rows, _MOST, room)
        self.box.setGeometry((self.width() - width) // 2, min(_TOP, 48 + self.height() // 10),
                             width, height)  # fmt: skip

    def paintEvent(self, event: QPaintEvent) -> None:
        scrim = QColor(colour("scrim"))
        scrim.setAlphaF(theme().tokens.scrim_alpha)
        QPainter(self).fillRect(self.rect(), scrim)
