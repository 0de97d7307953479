"""A card's chart as a picture, twice as fine as the screen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QPoint, QRectF, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from client.exchange.place_out import fresh_file
from client.ui.insights.chart_card import ChartCard
from client.ui.theme import REGULAR, SEMIBOLD, colour
from client.ui.widgets.painting import RIGHT, draw_text

SHARPNESS = 2
_HEAD = 44
_MARGIN = 16
_USUAL = QSize(720, 320)


def card_picture(card: ChartCard, about: str) -> QImage:
    """The chart with its title, what it is of, and what explains it, in the scheme in force.

    It is as tall as it needs to be, whatever stands beside the card or in the chart's place.
    """
    content = card.picture
    with chart_laid_out(card) as size:
        image = _image(QSize(size.width() + 2 * _MARGIN, size.height() + _HEAD + _MARGIN))
        painter = QPainter(image)
        _draw_head(painter, card, about, size.width())
        content.render(painter, QPoint(_MARGIN, _HEAD), renderFlags=QWidget.RenderFlag.DrawChildren)
        painter.end()
    return image


def _draw_head(painter: QPainter, card: ChartCard, about: str, width: int) -> None:
    shaped = card.shaped
    if shaped is None:
        return
    line = QRectF(_MARGIN, 8, width, 24)
    used = draw_text(painter, line, shaped.title, "heading", SEMIBOLD)
    note = " · ".join(part for part in (about, shaped.note) if part)
    line.setLeft(line.left() + used + _MARGIN)
    draw_text(painter, line, note, "small", REGULAR, "text_muted", RIGHT)


@contextmanager
def chart_laid_out(card: ChartCard) -> Iterator[QSize]:
    """The size of a card's chart with what explains it; on the screen nothing has changed then."""
    content = card.picture
    with card.chart_in_front():
        before = _laid_out(content)
        column, width = card.column, before.width()
        tall = column.totalHeightForWidth(width) if column.hasHeightForWidth() else 0
        content.resize(width, max(tall, column.sizeHint().height()))
        column.activate()
        try:
            yield content.size()
        finally:
            content.resize(before)


def widget_picture(widget: QWidget) -> QImage:
    """A painted widget alone, for the report."""
    size = _laid_out(widget)
    image = _image(size)
    painter = QPainter(image)
    widget.render(painter, QPoint(0, 0), renderFlags=QWidget.RenderFlag.DrawChildren)
    painter.end()
    return image


def _laid_out(widget: QWidget) -> QSize:
    """Its size; one that was never shown is laid out first."""
    if widget.width() < 240 or widget.height() < 40:
        hint = widget.sizeHint()
        widget.resize(max(hint.width(), _USUAL.width()), max(hint.height(), 40))
    layout = widget.layout()
    if layout is not None:
        layout.activate()
    return widget.size()


def _image(size: QSize) -> QImage:
    image = QImage(size * SHARPNESS, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(SHARPNESS)
    image.fill(colour("surface_raised"))
    return image


def write_picture(image: QImage, path: Path) -> None:
    """Write a PNG, whole or not at all. Raises ClientError."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # a device is taken, the stubs say not
    with fresh_file(path) as file:
        file.write(bytes(buffer.data().data()))
    buffer.close()
