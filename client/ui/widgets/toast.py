"""The toast: what was just done, with Undo, for eight seconds at the bottom left."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from shiboken6 import isValid

from client.ui.text import _
from client.ui.theme import theme
from client.ui.widgets.buttons import Button, ButtonKind
from client.ui.widgets.painting import (
    draw_box,
    draw_icon,
    draw_text,
    repaint_on_theme,
    text_width,
)
from client.ui.widgets.speaking import announce

SHOWN_FOR = 8_000  # milliseconds
_HEIGHT = 44
_HIGHER = 60
"""With two lines of words."""
_LINE = 20
_LEFT = 40
_MARGIN = 24


class Toast(QWidget):
    """Stands over its parent and follows its size; at most one should be shown at a time.

    The time stops while the pointer or the keyboard is in the toast.
    """

    undo = Signal()
    dismissed = Signal()

    def __init__(
        self,
        parent: QWidget,
        words: str,
        *,
        undoable: bool = True,
        icon: str = "check",
        margins: tuple[int, int] = (_MARGIN, _MARGIN),
    ) -> None:
        super().__init__(parent)
        self._content = parent
        self._gone = False
        self._before: QWidget | None = None
        self._words, self._icon, self._margins = words, icon, margins
        self.setAccessibleName(words)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(8)
        row.addStretch(1)
        self.undo_button = Button(_("Undo"), kind=ButtonKind.INVERSE)
        self.undo_button.clicked.connect(self.take_back)
        self.close_button = Button("", "x", ButtonKind.INVERSE_QUIET, name=_("Dismiss"))
        self.close_button.clicked.connect(self.dismiss)
        row.addWidget(self.undo_button)
        # Shown before it has a parent, it would be a window of its own and take the keyboard.
        self.undo_button.setVisible(undoable)
        row.addWidget(self.close_button)
        for button in (self.undo_button, self.close_button):
            # A click leaves the keyboard where one was writing.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_keyboard)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_FOR)
        self._timer.timeout.connect(self.dismiss)
        parent.installEventFilter(self)
        repaint_on_theme(self)
        self._place()
        self.show()
        self.raise_()
        # It takes no keyboard, so a screen reader would pass it over.
        announce(self, words, urgent=icon == "triangle-alert")
        self._timer.start()

    def dismiss(self) -> None:
        """Take the toast away; it is deleted. Does nothing the second time."""
        if not self._gone:
            self._gone = True
            self._timer.stop()
            self._give_back()
            self.hide()
            self.dismissed.emit()
            self.deleteLater()

    def take_back(self) -> None:
        """Have what it tells of undone, and go."""
        if not self._gone:
            self.undo.emit()
            self.dismiss()

    def _on_keyboard(self, before: QWidget | None, now: QWidget | None) -> None:
        """Stay while the keyboard is here, and know where it came from."""
        inside = now is not None and self.isAncestorOf(now)
        came = before is not None and isValid(before) and not self.isAncestorOf(before)
        if inside and came:
            self._before = before
        if inside:
            self._timer.stop()
        elif not self._gone and not self.underMouse() and not self._timer.isActive():
            self._timer.start()

    def _has_keyboard(self) -> bool:
        here = self.window().focusWidget()
        return here is not None and self.isAncestorOf(here)

    def _give_back(self) -> None:
        before = self._before
        if self._has_keyboard() and before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _place(self) -> None:
        content = self._content
        left, below = self._margins
        width = min(theme().tokens.widths["toast"], content.width() - left - _MARGIN)
        whole = text_width(self._words) <= self._room(width)
        height = _HEIGHT if whole else _HIGHER
        self.setGeometry(left, content.height() - below - height, width, height)

    def _room(self, width: int) -> int:
        """How wide a line of words may be."""
        buttons = self.close_button.sizeHint().width() + 8
        if not self.undo_button.isHidden():
            buttons += self.undo_button.sizeHint().width() + 8
        return width - _LEFT - buttons - 8

    def set_margins(self, margins: tuple[int, int]) -> None:
        """Keep so far from the left and the lower edge."""
        self._margins = margins
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Enter:
            self._timer.stop()
        elif event.type() == QEvent.Type.Leave and not self._gone and not self._has_keyboard():
            self._timer.start()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        draw_box(painter, rect, "text", "", 8)
        draw_icon(painter, 14, (rect.height() - 16) / 2, self._icon, "surface")
        for place, line in enumerate(lines := self._lines()):
            top = (rect.height() - _LINE * len(lines)) / 2 + _LINE * place
            words = QRectF(_LEFT, top, self._room(self.width()), _LINE)
            draw_text(painter, words, line, role="surface")

    def _lines(self) -> tuple[str, ...]:
        """Its words in one line, or in two that break between words; the second may be cut."""
        room = self._room(self.width())
        if text_width(self._words) <= room:
            return (self._words,)
        first, _space, rest = self._words.partition(" ")
        while rest and text_width(f"{first} {rest.partition(' ')[0]}") <= room:
            word, _space, rest = rest.partition(" ")
            first = f"{first} {word}"
        return (first, rest) if rest else (first,)
