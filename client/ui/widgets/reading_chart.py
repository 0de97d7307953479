"""What every chart shares: it is read by pointer or arrow keys, one thing at a time, in words."""

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from client.ui.widgets.painting import draw_box, repaint_on_theme
from client.ui.widgets.speaking import aloud


class ReadingChart(QWidget):
    """The base of painted charts; what is current is explained and told to assistive technology.

    `picked` carries the index of what was clicked, or on which Enter was pressed.
    """

    picked = Signal(int)
    accessible_role = QAccessible.Role.Chart
    back_keys = (Qt.Key.Key_Left,)
    on_keys = (Qt.Key.Key_Right,)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._current = -1
        self._summary = ""
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        repaint_on_theme(self)

    @property
    def current(self) -> int:
        """The index of what is explained, -1 for nothing."""
        return self._current

    @property
    def count(self) -> int:
        """How many things there are to read."""
        return 0

    def words(self, index: int) -> str:
        """One of them in words."""
        return ""

    def index_at(self, event: QMouseEvent) -> int:
        """What is under the pointer, -1 for nothing."""
        return -1

    def begin(self, summary: str) -> None:
        """Forget what was current: the chart shows something else, which `summary` sums up."""
        self._current, self._summary = -1, summary
        self.setAccessibleDescription(aloud(summary))
        self.updateGeometry()
        self.update()

    def show_current(self, index: int) -> None:
        """Explain one of them, or none (-1)."""
        if index != self._current:
            self._current = index
            words = self.words(index) if index >= 0 else self._summary
            self.setAccessibleDescription(aloud(words))
            self.update()

    def step(self, key: int, steps: int) -> int:
        """Where an arrow key leads."""
        last = self.count - 1
        if self._current < 0:
            # Rows are read from the top, what runs along the time from its end.
            return 0 if key == Qt.Key.Key_Down else last
        return min(max(self._current + steps, 0), last)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self.count and key in (*self.back_keys, *self.on_keys):
            self.show_current(self.step(key, 1 if key in self.on_keys else -1))
        elif self.count and key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.show_current(0 if key == Qt.Key.Key_Home else self.count - 1)
        elif self._current >= 0 and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.picked.emit(self._current)
        elif self._current >= 0 and key == Qt.Key.Key_Escape:
            self.show_current(-1)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.show_current(self.index_at(event))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        found = self.index_at(event)
        if found >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.picked.emit(found)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.show_current(-1)

    def paint_focus(self, painter: QPainter) -> None:
        """Draw the ring while the keyboard is here."""
        if self.hasFocus():
            draw_box(painter, QRectF(self.rect()), "", "focus", 6, width=2)
