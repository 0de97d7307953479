"""The popover: a small sheet beside what it is about; Esc or a click elsewhere closes it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from client.ui.theme import colour, theme
from client.ui.widgets.labels import label
from client.ui.widgets.overlay import Overlay
from client.ui.widgets.painting import draw_box, draw_icon, repaint_on_theme

SHADOW = 16
"""How far the shadow reaches; the popover's widget is larger than its sheet by as much."""
_GAP = 4
_EDGE = 8
_RADIUS = 8
_RINGS = 8
_ALPHA = 0.011


def paint_shadow(painter: QPainter, sheet: QRectF, radius: float = _RADIUS) -> None:
    """Draw a very soft shadow around a sheet that is drawn after it."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    ink = QColor(colour("scrim"))
    ink.setAlphaF(_ALPHA)
    painter.setBrush(ink)
    for ring in range(_RINGS, 0, -1):
        reach = ring * (SHADOW - 4) / _RINGS
        around = sheet.adjusted(-reach, -reach + 3, reach, reach + 3)
        painter.drawRoundedRect(around, radius + reach, radius + reach)
    painter.restore()


class Popover(Overlay):
    """Put content into ``body``, then ``open_at``; it deletes itself when it is closed.

    It lies over the window of the widget that opens it, keeps Tab within, closes when that widget
    is hidden or opens another, and gives the keyboard back to who had it.
    """

    closed = Signal()
    accessible_role = QAccessible.Role.Dialog

    def __init__(self, opener: QWidget, name: str, width: int = 0) -> None:
        super().__init__(opener.window())
        self._opener = opener
        self._before: QWidget | None = None
        self._anchor = QRect()
        self._open = self._below = False
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedWidth((width or theme().tokens.widths["popover"]) + 2 * SHADOW)
        self.body = QVBoxLayout(self)
        edge = SHADOW + 16
        self.body.setContentsMargins(edge, SHADOW + 12, edge, SHADOW + 12)
        self.body.setSpacing(12)
        repaint_on_theme(self)
        self.hide()

    def open_at(self, anchor: QRect, first: QWidget | None = None, *, below: bool = False) -> None:
        """Open beside a rectangle of the opener, the keyboard on `first` (else on itself).

        `below` opens under it, right edges in line; above it where there is no room.
        """
        self._below = below
        # A shortcut that opens it again would lay one over the other, each with all it holds.
        for other in self.window().findChildren(Popover):
            if other is not self and other._opener is self._opener:
                other.close_popover()
        self._before = self.window().focusWidget()
        corner = self._opener.mapTo(self.window(), anchor.topLeft())
        self._anchor = QRect(corner, anchor.size())
        self._open = True
        self._place()
        self.show()
        self.raise_()
        # A label that wraps says how high it is only once it is shown.
        self._place()
        (first or self).setFocus(Qt.FocusReason.PopupFocusReason)
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    def close_popover(self) -> None:
        """Close; the keyboard goes back to where it was. Does nothing the second time."""
        if not self._open:
            return
        self._open = False
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        here = self.window().focusWidget()
        had = here is None or here is self or self.isAncestorOf(here)
        # Before it is hidden: Qt would hand the keyboard to whatever comes next, and a screen
        # reader would name that.
        if had and self._before is not None and isValid(self._before):
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.hide()
        self.closed.emit()
        self.deleteLater()

    def put_away(self) -> None:
        self.close_popover()

    def _place(self) -> None:
        layout = self.layout()
        wanted = layout.totalHeightForWidth(self.width()) if layout is not None else 0
        self.resize(self.width(), max(wanted, self.sizeHint().height()))
        window, sheet = self.window().rect(), QRect(QPoint(0, 0), self.size())
        inner = sheet.adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        right = self._anchor.right() + _GAP
        left = self._anchor.left() - _GAP - inner.width()
        fits = not self._below and right + inner.width() + _EDGE <= window.right()
        x = right if fits else left
        y = self._anchor.top()
        if self._below or (not fits and left < _EDGE):
            x, y = self._anchor.left(), self._anchor.bottom() + _GAP
            if self._below:
                x = self._anchor.right() - inner.width()
            if y + inner.height() + _EDGE > window.bottom():
                y = self._anchor.top() - _GAP - inner.height()
        x = max(_EDGE, min(x, window.right() - _EDGE - inner.width()))
        y = max(_EDGE, min(y, window.bottom() - _EDGE - inner.height()))
        self.move(x - SHADOW, y - SHADOW)

    def event(self, event: QEvent) -> bool:
        told = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self._open:
            self._place()
        return told

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            if isinstance(watched, QWidget) and watched.window() is self.window():
                here = self.mapFromGlobal(event.globalPosition().toPoint())
                if not self.rect().adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW).contains(here):
                    self.close_popover()
        elif (kind, watched) in (
            (QEvent.Type.Hide, self._opener),
            (QEvent.Type.Resize, self.window()),
        ):
            self.close_popover()
        return False

    def focusNextPrevChild(self, forwards: bool) -> bool:  # noqa: N802 (Qt's name)
        """Go round within the popover."""
        stops = [
            child
            for child in self.findChildren(QWidget)
            if child.isVisible() and child.isEnabled() and child.focusProxy() is None
            and bool(child.focusPolicy() & Qt.FocusPolicy.TabFocus)
        ]  # fmt: skip
        if not stops:
            return False
        # In the order in which they stand, not in which they were made.
        stops.sort(key=lambda child: _reading_order(child, self))
        here = self.window().focusWidget()
        at = stops.index(here) if here in stops else (-1 if forwards else 0)
        reason = Qt.FocusReason.TabFocusReason if forwards else Qt.FocusReason.BacktabFocusReason
        stops[(at + (1 if forwards else -1)) % len(stops)].setFocus(reason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_popover()
        # What is typed in a popover is not for what lies below it.
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        sheet = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        paint_shadow(painter, sheet)
        draw_box(painter, sheet, "surface_raised", "border_strong", _RADIUS)


class FactLine(QWidget):
    """A fact in a popover: an icon and words that may wrap."""

    def __init__(self, icon: str, words: str, role: str = "text") -> None:
        super().__init__()
        self._icon = icon
        self.words = label(words, role=role, wrap=True)
        row = QVBoxLayout(self)
        row.setContentsMargins(24, 0, 0, 0)
        row.addWidget(self.words)
        repaint_on_theme(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_icon(QPainter(self), 0, 1, self._icon)


def _reading_order(child: QWidget, within: QWidget) -> tuple[int, int]:
    corner = child.mapTo(within, QPoint(0, 0))
    return corner.y() // 8, corner.x()
