"""A vehicle's history as a PDF: laid out by Qt's text engine, with a footer on every page."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSize, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextDocument,
)

from client.exchange.place_out import fresh_file
from client.operations.sale_history import SaleHistory
from client.ui.printing.odometer_chart import odometer_chart
from client.ui.printing.paper_font import paper_font
from client.ui.printing.sale_page import CHART_HEIGHT, PICTURE, SHARPNESS, sale_html
from client.ui.text import _, months
from client.ui.theme.fonts import load_fonts
from client.ui.theme.pictures import picture
from client.ui.theme.tokens import Scheme, tokens
from client.ui.vehicles.pictures import described, paint_of, picture_of
from client.version import VERSION
from garage.regions import format_day

# At 96 dots an inch a dot is the pixel that the type scale is given in; outlines stay exact.
_DOTS = 96
_MARGIN_MM = 16.0
_FOOTER = 36.0
_PAPERS = {"A4": QPageSize.PageSizeId.A4, "Letter": QPageSize.PageSizeId.Letter}


def save_sale_pdf(history: SaleHistory, path: Path) -> int:
    """Write the PDF to a file, whole or not at all; gives how many pages it has.

    Raises DiskFull, ReadOnly, WorldFailed or BadRequest. Needs a QGuiApplication.
    """
    content, pages = sale_pdf(history)
    with fresh_file(path) as file:
        file.write(content)
    return pages


def sale_pdf(history: SaleHistory) -> tuple[bytes, int]:
    """The PDF and its number of pages, on the paper of the person's region."""
    load_fonts()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DOTS)
    writer.setTitle(_("History of {vehicle}").format(vehicle=history.vehicle.name))
    writer.setCreator(f"Paddock {VERSION}")
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM / 2)
    paper = QPageSize(_PAPERS[history.preferences.paper])
    writer.setPageSize(paper)
    writer.setPageMargins(margins, QPageLayout.Unit.Millimeter)
    area = QRectF(writer.pageLayout().paintRectPixels(_DOTS))
    document = _document(history, QSizeF(area.width(), area.height() - _FOOTER))
    painter = QPainter(writer)
    try:
        for page in range(document.pageCount()):
            if page:
                writer.newPage()
            _paint_page(painter, document, page)
            _paint_footer(painter, history, page + 1, document.pageCount(), area.size())
    finally:
        painter.end()
    pages = document.pageCount()
    content = bytes(buffer.data().data())
    buffer.close()
    return content, pages


def _document(history: SaleHistory, page: QSizeF) -> QTextDocument:
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setDefaultFont(paper_font(tokens(Scheme.LIGHT).face.size["small"]))
    image = QTextDocument.ResourceType.ImageResource
    vehicle = history.vehicle
    paint = paint_of(vehicle)
    drawing = picture(
        picture_of(vehicle), QColor(paint) if paint else None, PICTURE, Scheme.LIGHT, SHARPNESS
    ).toImage()
    drawing.setDevicePixelRatio(1)
    document.addResource(image, QUrl("picture"), drawing)
    if len(history.readings) > 1:
        chart = odometer_chart(history, QSize(int(page.width()), CHART_HEIGHT), SHARPNESS)
        document.addResource(image, QUrl("chart"), chart)
    document.setPageSize(page)
    document.setHtml(sale_html(history, int(page.width())))
    return document


def _paint_page(painter: QPainter, document: QTextDocument, page: int) -> None:
    size = document.pageSize()
    painter.save()
    painter.translate(0, -page * size.height())
    document.drawContents(painter, QRectF(0, page * size.height(), size.width(), size.height()))
    painter.restore()


def _paint_footer(
    painter: QPainter, history: SaleHistory, page: int, pages: int, area: QSizeF
) -> None:
    look = tokens(Scheme.LIGHT)
    font = paper_font(look.face.size["small"] - 2)
    painter.setFont(font)
    line = QRectF(0, area.height() - _FOOTER + 12, area.width(), _FOOTER - 12)
    painter.fillRect(
        QRectF(line.left(), line.top(), line.width(), 1), QColor(look.colour("border"))
    )
    line.adjust(0, 6, 0, 0)
    painter.setPen(QColor(look.colour("text_muted")))
    number = _("Page {page} of {pages}").format(page=page, pages=pages)
    metrics = QFontMetricsF(font)
    room = line.width() - metrics.horizontalAdvance(number) - 24
    vehicle = history.vehicle
    made = _("{vehicle} · printed {day} from Paddock").format(
        vehicle=" · ".join(
            part for part in (vehicle.name, described(vehicle), vehicle.vin) if part
        ),
        day=format_day(history.today, history.preferences, months()),
    )
    top = Qt.AlignmentFlag.AlignTop
    shown = metrics.elidedText(made, Qt.TextElideMode.ElideMiddle, room)
    painter.drawText(line, top | Qt.AlignmentFlag.AlignLeft, shown)
    painter.drawText(line, top | Qt.AlignmentFlag.AlignRight, number)
