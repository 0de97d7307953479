"""The focus ring: two pixels of accent, one pixel off the widget that has the keyboard."""

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from shiboken6 import isValid

from client.ui.widgets.painting import draw_box

_REACH = 3
BY_KEYS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
"""The reasons of a keyboard that came by keys, and is to be seen."""


class FocusRing(QWidget):
    """Lies over a widget's surroundings while it has the focus; takes no clicks.

    A canvas has one ring that goes from widget to widget: a ring deleted later, while its window
    is being destroyed, would crash the next one.
    """

    def __init__(self, canvas: QWidget) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._target: QWidget | None = None
        self._radius = 0
        self._part = QRect()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus_changed)

    @classmethod
    def around(cls, target: QWidget, radius: int, part: QRect | None = None) -> "FocusRing":
        """Show the ring of the target's canvas around it, or a part; ``radius`` is its own."""
        canvas = _canvas(target)
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        found = canvas.findChildren(cls, options=direct)
        ring = found[0] if found else cls(canvas)
        ring.release()
        ring._surround(target, radius, part or QRect())
        return ring

    def leave(self, target: QWidget) -> None:
        """Hide the ring where it is still around this widget."""
        if self._target is target:
            self.release()

    def _on_focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Go with the keyboard: a dialog tells its first button of a focus that it has not yet,
        and so never of its loss.
        """
        if now is not None and now is not self._target and self._canvas.isAncestorOf(now):
            self.release()

    def release(self) -> None:
        """Hide the ring and forget its widget."""
        for watched in self._watched():
            watched.removeEventFilter(self)
        self._target = None
        self.hide()

    def _surround(self, target: QWidget, radius: int, part: QRect) -> None:
        self._target, self._radius, self._part = target, radius, part
        for watched in self._watched():
            watched.installEventFilter(self)
        self._place()
        self.show()
        self.raise_()

    def _watched(self) -> list[QWidget]:
        """The target and what stands between it and the canvas: each may move it."""
        found: list[QWidget] = []
        widget = self._target
        while widget is not None and isValid(widget) and widget is not self._canvas:
            found.append(widget)
            widget = widget.parentWidget()
        return found

    def _place(self) -> None:
        if self._target is None:
            return
        part = self._target.rect() if self._part.isNull() else self._part
        corner, size = self._target.mapTo(self._canvas, part.topLeft()), part.size()
        self.setGeometry(
            corner.x() - _REACH,
            corner.y() - _REACH,
            size.width() + 2 * _REACH,
            size.height() + 2 * _REACH,
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self._place()
        elif event.type() == QEvent.Type.Hide:
            self.hide()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_box(QPainter(self), QRectF(self.rect()), "", "focus", self._radius + _REACH, width=2)


def _canvas(target: QWidget) -> QWidget:
    """The widget to draw on: the scrolled content or the window, so that nothing clips the ring."""
    canvas = target.parentWidget() or target
    while not canvas.isWindow():
        above = canvas.parentWidget()
        if above is None or isinstance(above.parentWidget(), QAbstractScrollArea):
            break
        canvas = above
    return canvas
