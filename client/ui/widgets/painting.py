"""How painted widgets draw text, boxes, icons and rules from the tokens."""

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from client.ui.theme import REGULAR, colour, font, icon_pixmap, theme

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter
_BROKEN = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
_ANY_HEIGHT = 10_000
_ONE_LINE = int(Qt.TextFlag.TextSingleLine)


@cache
def metrics(kind: str = "body", weight: int = REGULAR) -> QFontMetricsF:
    """The metrics of a type role."""
    return QFontMetricsF(font(kind, weight))


# A page says the same words at each painting, and to measure them takes half as long as to draw.
@lru_cache(maxsize=4_096)
def text_width(words: str, kind: str = "body", weight: int = REGULAR) -> float:
    """How wide words are in a type role, in device-independent pixels."""
    return metrics(kind, weight).horizontalAdvance(words)


def draw_text(
    painter: QPainter,
    rect: QRectF,
    words: str,
    kind: str = "body",
    weight: int = REGULAR,
    role: str = "text",
    align: Qt.AlignmentFlag = LEFT,
) -> float:
    """Draw one line of words in a rectangle, shortened with an ellipsis; returns its width."""
    width = text_width(words, kind, weight)
    if width > rect.width() + 0.5:
        measure = metrics(kind, weight)
        words = measure.elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
        width = measure.horizontalAdvance(words)
    painter.setFont(font(kind, weight))
    painter.setPen(colour(role))
    painter.drawText(rect, int(align) | _ONE_LINE, words)
    return width


def lines_height(words: str, width: float, kind: str = "body", weight: int = REGULAR) -> float:
    """How high words are that break into lines of this width."""
    room = QRectF(0, 0, width, _ANY_HEIGHT)
    return metrics(kind, weight).boundingRect(room, _BROKEN, words).height()


def draw_lines(
    painter: QPainter,
    rect: QRectF,
    words: str,
    kind: str = "body",
    weight: int = REGULAR,
    role: str = "text",
) -> None:
    """Draw words in as many lines as they need, from the rectangle's top."""
    painter.setFont(font(kind, weight))
    painter.setPen(colour(role))
    painter.drawText(rect, _BROKEN, words)


def draw_box(
    painter: QPainter,
    rect: QRectF,
    fill: str = "",
    border: str = "",
    radius: float = 8,
    *,
    width: float = 1,
    dashed: bool = False,
) -> None:
    """Draw a rounded box whose border lies wholly inside the rectangle."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(colour(fill) if fill else Qt.BrushStyle.NoBrush)
    if border:
        pen = QPen(colour(border), width)
        if dashed:
            pen.setDashPattern([3, 2])
        painter.setPen(pen)
        inset = width / 2
        rect = rect.adjusted(inset, inset, -inset, -inset)
        radius = max(0.0, radius - inset)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(rect, radius, radius)


def draw_rule(painter: QPainter, x: float, y: float, width: float, role: str = "border") -> None:
    """Draw a horizontal hairline of one pixel."""
    painter.fillRect(QRectF(x, y, width, 1), colour(role))


def draw_joined(
    painter: QPainter, places: Sequence[QPointF], role: str, width: float = 1.6
) -> None:
    """Draw a line through points.

    Segment by segment: as one path, 5,000 points that go up and down take Qt's raster engine
    seventy times as long, most of a second.
    """
    painter.setPen(QPen(colour(role), width))
    painter.drawLines([QLineF(one, other) for one, other in pairwise(places)])


def foot_rule(painter: QPainter, rect: QRectF, role: str = "border") -> None:
    """Draw a hairline at the foot of a rectangle."""
    draw_rule(painter, rect.x(), rect.bottom() - 1, rect.width(), role)


def draw_icon(
    painter: QPainter, x: float, y: float, name: str, role: str = "text_muted", size: int = 16
) -> None:
    """Draw an icon with its top left corner at a point, sharp at the device's pixel ratio."""
    device = painter.device()
    ratio = (device.devicePixelRatio() if device is not None else 1.0) * theme().fineness
    painter.drawPixmap(QPointF(round(x), round(y)), icon_pixmap(name, role, size, ratio))


def repaint_on_theme(widget: QWidget) -> None:
    """Paint the widget again whenever the theme changes."""
    theme().changed.connect(widget.update)
