"""A vehicle's history as a PDF: its page with the picture of the vehicle and of its odometer."""

from __future__ import annotations

import functools
from pathlib import Path

from PySide6.QtCore import QSize, QSizeF, QUrl
from PySide6.QtGui import QColor, QTextDocument

from client.exchange.place_out import fresh_file
from client.operations.sale_history import SaleHistory
from client.ui.printing.odometer_chart import odometer_chart
from client.ui.printing.page_breaks import rows_of_pages
from client.ui.printing.paper import paper_document, pdf_of
from client.ui.printing.sale_page import CHART_HEIGHT, PICTURE, SHARPNESS, sale_html
from client.ui.text import _, months
from client.ui.theme.pictures import picture
from client.ui.theme.tokens import Scheme
from client.ui.vehicles.pictures import described, paint_of, picture_of
from garage.regions import format_day


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
    title = _("History of {vehicle}").format(vehicle=history.vehicle.name)
    laid_out = functools.partial(_document, history)
    return pdf_of(title, history.preferences.paper, _footer(history), laid_out)


def _document(history: SaleHistory, page: QSizeF) -> QTextDocument:
    document = paper_document(page)
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
    _write(document, history, page)
    return document


def _write(document: QTextDocument, history: SaleHistory, page: QSizeF) -> None:
    """Set the text; laid out on an endless page first, which tells what begins a page."""
    width = int(page.width())
    begins: list[int] = []
    if history.entries:
        document.setPageSize(QSizeF(page.width(), -1))
        document.setHtml(sale_html(history, width))
        begins = rows_of_pages(document, page.height())
        document.setPageSize(page)
    document.setHtml(sale_html(history, width, begins))


def _footer(history: SaleHistory) -> str:
    vehicle = history.vehicle
    parts = (vehicle.name, described(vehicle), vehicle.vin)
    return _("{vehicle} · printed {day} from Paddock").format(
        vehicle=" · ".join(part for part in parts if part),
        day=format_day(history.today, history.preferences, months()),
    )
