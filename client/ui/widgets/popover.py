"""The popover: a small window beside its source; Esc closes it and the focus returns."""

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from client.ui.widgets.painting import draw_box, repaint_on_theme

_WIDTH = 320


class Popover(QWidget):
    """Put content into ``body``; ``closed`` is emitted however it was closed."""

    closed = Signal()

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAccessibleName(name)
        self.setWindowTitle(name)
        self.setFixedWidth(_WIDTH)
        self._source: QWidget | None = None
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(16, 12, 16, 12)
        self.body.setSpacing(8)
        repaint_on_theme(self)

    def open_beside(self, source: QWidget, focus: QWidget | None = None) -> None:
        """Show it under its source, within the screen, with the keyboard on ``focus``."""
        self._source = source
        self.adjustSize()
        corner = source.mapToGlobal(QPoint(0, source.height() + 4))
        screen = source.screen().availableGeometry()
        left = min(corner.x(), screen.right() - self.width())
        window = source.window()
        right = window.mapToGlobal(QPoint(window.width(), 0)).x() - 8
        left = min(left, max(right - self.width(), screen.left()))
        top = corner.y()
        if top + self.height() > screen.bottom():
            top = max(screen.top(), corner.y() - source.height() - 8 - self.height())
        self.move(left, top)
        self.show()
        if focus is not None:
            focus.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        source, self._source = self._source, None
        if source is not None:
            source.setFocus(Qt.FocusReason.PopupFocusReason)
            self.closed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_box(QPainter(self), QRectF(self.rect()), "surface_raised", "border_strong", 8)
