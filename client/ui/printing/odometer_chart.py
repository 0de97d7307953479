"""The odometer over the years, drawn for paper."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from client.operations.sale_history import SaleHistory
from client.ui.printing.paper_font import paper_font
from client.ui.theme.tokens import Scheme, tokens
from garage.regions import format_number, symbol

_LEFT, _RIGHT, _TOP, _BOTTOM = 66.0, 8.0, 10.0, 22.0
_STEPS = 4
_MOST_YEARS = 12
_DOT = 1.6
_MOST_DOTS = 40


def odometer_chart(history: SaleHistory, size: QSize, sharpness: float) -> QImage:
    """A line through the readings (at least two), `size` in dots of the page."""
    image = QImage(size * sharpness, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(tokens(Scheme.LIGHT).colour("surface_raised")))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(sharpness, sharpness)
    painter.setFont(paper_font(tokens(Scheme.LIGHT).face.size["small"] - 2))
    plot = QRectF(_LEFT, _TOP, size.width() - _LEFT - _RIGHT, size.height() - _TOP - _BOTTOM)
    low, high, step = _scale([float(shown.value) for _, shown in history.readings])
    _draw_levels(painter, history, plot, (low, high, step))
    first, last = history.readings[0][0], history.readings[-1][0]
    days = max((last - first).days, 1)
    _draw_years(painter, plot, first, days)
    points = [
        QPointF(
            plot.left() + plot.width() * (day - first).days / days,
            plot.bottom() - plot.height() * (float(shown.value) - low) / (high - low),
        )
        for day, shown in history.readings
    ]
    ink = QColor(tokens(Scheme.LIGHT).colour("chart_1"))
    painter.setPen(QPen(ink, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawPolyline(QPolygonF(points))
    if len(points) <= _MOST_DOTS:
        painter.setBrush(ink)
        for point in points:
            painter.drawEllipse(point, _DOT, _DOT)
    painter.end()
    return image


def _scale(numbers: list[float]) -> tuple[float, float, float]:
    """(lowest, highest, step) of the levels: round numbers around all readings."""
    low, high = min(numbers), max(numbers)
    rough = max((high - low) / _STEPS, 1.0)
    power = 10 ** (len(str(int(rough))) - 1)
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)
    bottom = low // step * step
    top = -(-high // step) * step
    return bottom, max(top, bottom + step), float(step)


def _draw_levels(
    painter: QPainter, history: SaleHistory, plot: QRectF, scale: tuple[float, float, float]
) -> None:
    low, high, step = scale
    look, prefs = tokens(Scheme.LIGHT), history.preferences
    unit = symbol(history.readings[-1][1].unit, prefs)
    for number in range(round((high - low) / step) + 1):
        level = low + number * step
        height = plot.bottom() - plot.height() * (level - low) / (high - low)
        painter.fillRect(
            QRectF(plot.left(), height, plot.width(), 1), QColor(look.colour("chart_grid"))
        )
        painter.setPen(QColor(look.colour("text_muted")))
        text = f"{format_number(Decimal(int(level)), prefs)} {unit}"
        place = QRectF(0, height - 8, plot.left() - 8, 16)
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)


def _draw_years(painter: QPainter, plot: QRectF, first: date, days: int) -> None:
    look = tokens(Scheme.LIGHT)
    last = first.toordinal() + days
    years = [y for y in range(first.year, 9999) if date(y, 1, 1).toordinal() <= last]
    years = [y for y in years if date(y, 1, 1) >= first] if len(years) > 1 else []
    every = max(1, -(-len(years) // _MOST_YEARS))
    for year in years[::every]:
        along = (date(year, 1, 1) - first).days / days
        x = plot.left() + plot.width() * along
        painter.fillRect(QRectF(x, plot.bottom(), 1, 4), QColor(look.colour("border_strong")))
        painter.setPen(QColor(look.colour("text_muted")))
        width = 40.0
        left = min(max(x - width / 2, 0), plot.right() - width + _RIGHT)
        painter.drawText(
            QRectF(left, plot.bottom() + 5, width, 16), Qt.AlignmentFlag.AlignHCenter, str(year)
        )
