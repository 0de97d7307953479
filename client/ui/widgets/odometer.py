"""The odometer: digits on a dark face, leading zeros dimmed, the unit outside."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from client.ui.theme import SEMIBOLD, colour, font
from client.ui.widgets.painting import draw_box, draw_text, repaint_on_theme, text_width

HEIGHT = 20
_DIGIT = 12
_GAP = 6


def odometer_width(reading: str, unit: str, digits: int = 6) -> int:
    """The width of the face and its unit, in device-independent pixels."""
    face = max(len(reading), digits) * _DIGIT + 2
    return round(face + (_GAP + text_width(unit, "small") if unit else 0))


def paint_odometer(
    painter: QPainter, x: float, y: float, reading: str, unit: str, digits: int = 6
) -> None:
    """Draw a whole-number reading such as "84120" with its top left corner at a point."""
    shown = reading.rjust(digits, "0")
    zeros = len(shown) - len(reading.lstrip("0") or "0")
    face = QRectF(x, y, len(shown) * _DIGIT + 2, HEIGHT)
    painter.save()
    draw_box(painter, face, "odo_face", "", 4)
    painter.setFont(font("body", SEMIBOLD))
    for place, digit in enumerate(shown):
        cell = QRectF(x + 1 + place * _DIGIT, y, _DIGIT, HEIGHT)
        if place:
            painter.fillRect(QRectF(cell.left(), y + 1, 1, HEIGHT - 2), _seam())
        painter.setPen(colour("odo_zero" if place < zeros else "odo_digit"))
        painter.drawText(cell.adjusted(1, 0, 0, 0), Qt.AlignmentFlag.AlignCenter, digit)
    painter.restore()
    if unit:
        place_of_unit = QRectF(face.right() + _GAP, y, 200, HEIGHT)
        draw_text(painter, place_of_unit, unit, "small", role="text_muted")


def _seam() -> QColor:
    faint = QColor(colour("odo_zero"))
    faint.setAlphaF(0.35)
    return faint


class OdometerDisplay(QWidget):
    """A headline reading; without a reading it shows nothing."""

    def __init__(self, reading: str = "", unit: str = "km", digits: int = 6) -> None:
        super().__init__()
        self._reading, self._unit, self._digits = reading, unit, digits
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        repaint_on_theme(self)
        self.set_reading(reading, unit, digits)

    def set_reading(self, reading: str, unit: str, digits: int = 6) -> None:
        """Show a whole-number reading, ``digits`` places wide at least."""
        self._reading, self._unit, self._digits = reading, unit, digits
        self.setAccessibleName(f"{reading} {unit}" if reading else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        if not self._reading:
            return QSize(0, HEIGHT)
        return QSize(odometer_width(self._reading, self._unit, self._digits), HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._reading:
            paint_odometer(QPainter(self), 0, 0, self._reading, self._unit, self._digits)
