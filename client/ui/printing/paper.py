"""Pages of paper: a document laid out by Qt's text engine as a PDF, with a footer on each."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextDocument,
)

from client.ui.printing.paper_font import paper_font
from client.ui.text import _
from client.ui.theme.fonts import load_fonts
from client.ui.theme.tokens import Scheme, tokens
from client.version import VERSION

# At 96 dots an inch a dot is the pixel that the type scale is given in; outlines stay exact.
DOTS = 96
_MARGIN_MM = 16.0
FOOTER = 36.0
PAPERS = {"A4": QPageSize.PageSizeId.A4, "Letter": QPageSize.PageSizeId.Letter}


def pdf_of(
    title: str, paper: str, footer: str, laid_out: Callable[[QSizeF], QTextDocument]
) -> tuple[bytes, int]:
    """The PDF and its number of pages; `paper` is "A4" or "Letter".

    `laid_out` makes the document for pages of a size. Needs a QGuiApplication.
    """
    load_fonts()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(DOTS)
    writer.setTitle(title)
    writer.setCreator(f"Paddock {VERSION}")
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM / 2)
    writer.setPageSize(QPageSize(PAPERS[paper]))
    writer.setPageMargins(margins, QPageLayout.Unit.Millimeter)
    area = QRectF(writer.pageLayout().paintRectPixels(DOTS))
    document = laid_out(QSizeF(area.width(), area.height() - FOOTER))
    pages = document.pageCount()
    painter = QPainter(writer)
    try:
        for page in range(pages):
            if page:
                writer.newPage()
            _paint_page(painter, document, page)
            paint_footer(painter, footer, page + 1, pages, area.size())
    finally:
        painter.end()
    content = bytes(buffer.data().data())
    buffer.close()
    return content, pages


def paper_document(page: QSizeF) -> QTextDocument:
    """An empty document of such pages, in the type of printed pages."""
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setDefaultFont(paper_font(tokens(Scheme.LIGHT).face.size["small"]))
    document.setPageSize(page)
    return document


def _paint_page(painter: QPainter, document: QTextDocument, page: int) -> None:
    size = document.pageSize()
    painter.save()
    painter.translate(0, -page * size.height())
    document.drawContents(painter, QRectF(0, page * size.height(), size.width(), size.height()))
    painter.restore()


def paint_footer(painter: QPainter, words: str, page: int, pages: int, area: QSizeF) -> None:
    """The line at the foot of a page: words at the left, which page it is at the right."""
    look = tokens(Scheme.LIGHT)
    font = paper_font(look.face.size["small"] - 2)
    painter.setFont(font)
    line = QRectF(0, area.height() - FOOTER + 12, area.width(), FOOTER - 12)
    rule = QRectF(line.left(), line.top(), line.width(), 1)
    painter.fillRect(rule, QColor(look.colour("border")))
    line.adjust(0, 6, 0, 0)
    painter.setPen(QColor(look.colour("text_muted")))
    number = _("Page {page} of {pages}").format(page=page, pages=pages)
    metrics = QFontMetricsF(font)
    room = line.width() - metrics.horizontalAdvance(number) - 24
    top = Qt.AlignmentFlag.AlignTop
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideMiddle, room)
    painter.drawText(line, top | Qt.AlignmentFlag.AlignLeft, shown)
    painter.drawText(line, top | Qt.AlignmentFlag.AlignRight, number)
