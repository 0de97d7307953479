"""A vehicle's card in the garage: its picture and its state at a glance, one tab stop."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QSizePolicy

from client.ui.text import _
from client.ui.theme import MEDIUM, REGULAR, SEMIBOLD, picture
from client.ui.widgets.avatar import paint_avatar
from client.ui.widgets.buttons import PaintedButton
from client.ui.widgets.gauge import DueState, paint_gauge
from client.ui.widgets.odometer import odometer_width, paint_odometer
from client.ui.widgets.painting import RIGHT, draw_box, draw_icon, draw_rule, draw_text, text_width
from client.ui.widgets.plate import Plate, paint_plate, plate_width
from client.ui.widgets.spark_bars import paint_spark, spark_width
from client.ui.widgets.speaking import aloud

PICTURE_HEIGHT = 124
HEIGHT = 358
_FOOTER = 36
_PADDING = 16

_DUE = {
    DueState.FINE: ("circle-check", "ok", "text"),
    DueState.SOON: ("clock", "warn", "warn"),
    DueState.LATE: ("circle-alert", "late", "late"),
}
_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


@dataclass(frozen=True, slots=True)
class CardLine:
    """A label with its value: an odometer, or a figure with unit and bars, or a person."""

    title: str
    figure: str = ""
    unit: str = ""
    bars: Sequence[float] = ()
    odometer: bool = False
    person: str = ""


@dataclass(frozen=True, slots=True)
class CardDue:
    """What is due next; ``icon`` replaces the state's own (a snowflake for a laid-up car)."""

    words: str
    when: str
    fraction: float = 0.0
    state: DueState = DueState.FINE
    icon: str = ""


@dataclass(frozen=True, slots=True)
class CardContent:
    """All a card shows; ``name`` also speaks for it. Without ``due`` its ``idle`` words stand."""

    name: str
    subtitle: str = ""
    plate: Plate | None = None
    lines: tuple[CardLine, ...] = ()
    due: CardDue | None = None
    idle: str = ""
    period: str = ""
    cost: str = ""

    @property
    def spoken(self) -> str:
        """The card as one sentence."""
        parts = [self.name, self.subtitle, self.plate.spoken if self.plate else ""]
        parts += [f"{line.title} {line.figure} {line.unit}".strip() for line in self.lines]
        parts.append(f"{self.due.words} {self.due.when}" if self.due else self.idle)
        parts.append(f"{self.period} {self.cost}".strip())
        return aloud(*parts)


class VehicleCard(PaintedButton):
    """``clicked`` opens the vehicle, by click or Enter.

    ``picked`` asks for it to be among those selected (Ctrl+click, Space); with True, for all from
    the last one picked (Shift).
    """

    picked = Signal(bool)
    ring_radius = 8

    def __init__(self, content: CardContent, kind: str = "car", paint: str = "") -> None:
        super().__init__()
        self._kind, self._paint = kind, paint
        self._photo: QPixmap | None = None
        self._selected = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_content(content)

    def set_content(self, content: CardContent) -> None:
        """Show a vehicle's state."""
        self._content = content
        self._speak()
        self.update()

    def set_picture(self, kind: str, paint: str = "") -> None:
        """Show a drawing (vehicle kind or name), painted in #RRGGBB if given."""
        self._kind, self._paint = kind, paint
        self.update()

    def set_photo(self, photo: QPixmap | None) -> None:
        """Show a person's photo instead of the drawing, cropped to the same box."""
        self._photo = photo
        self.update()

    @property
    def selected(self) -> bool:
        """Whether it is among those selected."""
        return self._selected

    def set_selected(self, selected: bool) -> None:
        """Mark it as one of those selected, in its frame and in words."""
        self._selected = selected
        self._speak()
        self.update()

    def _speak(self) -> None:
        said = self._content.spoken
        self.setAccessibleName(
            _("{vehicle}, selected").format(vehicle=said) if self._selected else said
        )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        keys = event.modifiers()
        many = bool(keys & Qt.KeyboardModifier.ShiftModifier)
        if many or keys & Qt.KeyboardModifier.ControlModifier:
            self.setDown(False)
            if self.rect().contains(event.position().toPoint()):
                self.picked.emit(many)
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.picked.emit(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif event.key() in _ARROWS:
            # A button would go on to whatever Tab comes to; the grid knows what lies that way.
            event.ignore()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(274, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        surface = "surface_hover" if self.hovered else "surface_raised"
        draw_box(painter, rect, surface, "", 8)
        self._paint_picture(painter, rect)
        inner = rect.adjusted(_PADDING, 0, -_PADDING, 0)
        self._paint_names(painter, inner)
        for place, line in enumerate(self._content.lines[:2]):
            _paint_line(painter, QRectF(inner.left(), 190 + place * 28, inner.width(), 24), line)
        draw_rule(painter, inner.left(), 251, inner.width())
        self._paint_due(painter, inner)
        footer = rect.bottom() - _FOOTER
        draw_rule(painter, 1, footer - 1, rect.width() - 2)
        foot = QRectF(inner.left(), footer, inner.width(), _FOOTER)
        draw_text(painter, foot, self._content.period, "small", role="text_muted")
        draw_text(painter, foot, self._content.cost, "body", SEMIBOLD, "text", RIGHT)
        if self._selected:
            draw_box(painter, rect, "", "accent", 8, width=2)
            _paint_mark(painter, rect)
        else:
            draw_box(painter, rect, "", "border_strong" if self.hovered else "border", 8)

    def _paint_picture(self, painter: QPainter, rect: QRectF) -> None:
        box = QRectF(rect.left(), rect.top(), rect.width(), PICTURE_HEIGHT)
        shape = QPainterPath()
        shape.addRoundedRect(box.adjusted(0, 0, 0, 8), 8, 8)
        painter.save()
        painter.setClipRect(box)
        painter.setClipPath(shape, Qt.ClipOperation.IntersectClip)
        if self._photo is not None and not self._photo.isNull():
            paint_photo(painter, box, self._photo)
        else:
            tint = QColor(self._paint) if self._paint else None
            ratio = self.devicePixelRatioF()
            drawn = picture(self._kind, tint, box.size().toSize(), ratio=ratio)
            painter.drawPixmap(QPointF(0, 0), drawn)
        painter.restore()
        draw_rule(painter, 0, PICTURE_HEIGHT, rect.width())

    def _paint_names(self, painter: QPainter, inner: QRectF) -> None:
        plate, beside = self._content.plate, inner.width()
        subtitle = self._content.subtitle
        has_room = True
        if plate is not None and plate.letters:
            width = min(plate_width(plate), inner.width() * 0.6)
            beside -= width + 8
            has_room = text_width(subtitle, "small") <= beside
            # Beside both lines; where the second is long, beside the name alone.
            top = 144 if has_room else 136
            paint_plate(painter, inner.right() - width, top, plate, width)
        name = QRectF(inner.left(), 135, beside, 24)
        draw_text(painter, name, self._content.name, "heading", SEMIBOLD)
        below = QRectF(inner.left(), 158, beside if has_room else inner.width(), 16)
        draw_text(painter, below, subtitle, "small", role="text_muted")

    def _paint_due(self, painter: QPainter, inner: QRectF) -> None:
        due = self._content.due
        line = QRectF(inner.left(), 260, inner.width(), 24)
        if due is None:
            draw_text(painter, line, self._content.idle, "body", role="text_muted")
            return
        icon, tint, ink = _DUE[due.state]
        draw_icon(painter, line.left(), 264, due.icon or icon, "text_muted" if due.icon else tint)
        when = min(text_width(due.when, "small", MEDIUM) + 1, inner.width() * 0.5)
        place = QRectF(line.right() - when, line.top(), when, line.height())
        draw_text(painter, place, due.when, "small", MEDIUM, ink, RIGHT)
        words = line.adjusted(24, 0, -when - 8, 0)
        draw_text(painter, words, due.words, "body", MEDIUM)
        paint_gauge(painter, QRectF(inner.left(), 291, inner.width(), 4), due.fraction, due.state)


def _paint_mark(painter: QPainter, rect: QRectF) -> None:
    """Draw the tick of a selected card in its corner."""
    mark = QRectF(rect.right() - 32, rect.top() + 12, 20, 20)
    draw_box(painter, mark, "accent", "", 10)
    draw_icon(painter, mark.left() + 3, mark.top() + 3, "check", "accent_text", 14)


def paint_photo(painter: QPainter, box: QRectF, photo: QPixmap) -> None:
    """Draw a photo over a box, cropped to it about its middle."""
    scale = max(box.width() / photo.width(), box.height() / photo.height())
    width, height = box.width() / scale, box.height() / scale
    source = QRectF((photo.width() - width) / 2, (photo.height() - height) / 2, width, height)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawPixmap(box, photo, source)


def _paint_line(painter: QPainter, line: QRectF, content: CardLine) -> None:
    """Draw a label at the left and its value at the right."""
    right = line.right()
    if content.odometer and content.figure:
        right -= odometer_width(content.figure, content.unit)
        paint_odometer(painter, right, line.top() + 2, content.figure, content.unit)
    else:
        right = _paint_figure(painter, line, content)
    title = QRectF(line.left(), line.top(), right - line.left() - 6, line.height())
    draw_text(painter, title, content.title, "small", role="text_muted")


def _paint_figure(painter: QPainter, line: QRectF, content: CardLine) -> float:
    right = line.right()
    if content.unit:
        width = text_width(content.unit, "small") + 1
        place = QRectF(right - width, line.top(), width, line.height())
        draw_text(painter, place, content.unit, "small", REGULAR, "text_muted", RIGHT)
        right -= width + 4
    weight = SEMIBOLD if content.unit else REGULAR
    width = min(text_width(content.figure, "body", weight) + 1, right - line.left() - 70)
    place = QRectF(right - width, line.top(), width, line.height())
    draw_text(painter, place, content.figure, "body", weight, "text", RIGHT)
    right -= width + 7
    if content.person:
        paint_avatar(painter, QRectF(right - 16, line.top() + 4, 16, 16), content.person)
        return right - 22
    title = text_width(content.title, "small") + 8
    if content.bars and right - spark_width(len(content.bars)) - line.left() > title:
        right -= spark_width(len(content.bars))
        paint_spark(painter, right, line.top() + 4, 16, content.bars)
    return right
