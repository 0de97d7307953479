"""The preview of what the calendar prints: pages as they will be, a PDF, or the printer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from client.ui.desk import Desk
from client.ui.printing.calendar_pages import CalendarPages, Printable, calendar_pdf
from client.ui.printing.paper import DOTS, PAPERS
from client.ui.text import _, ngettext
from client.ui.theme import SEMIBOLD, Scheme, tokens
from client.ui.widgets.buttons import PrimaryButton, SecondaryButton
from client.ui.widgets.choice_box import ChoiceBox
from client.ui.widgets.labels import Remark, label
from client.ui.widgets.page_scroll import PageScroll
from client.ui.widgets.painting import draw_box
from client.ui.widgets.save_as import FileForm, SaveAs

_WIDE = 560
_SHOWN = 20
"""Pages that are drawn ahead; all of them are printed."""


class PrintPreview(QDialog):
    """Open it with ``open()``; it deletes itself."""

    def __init__(self, desk: Desk, parent: QWidget, printable: Printable) -> None:
        super().__init__(parent.window())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._printable = desk, printable
        self.setWindowTitle(_("Print"))
        self.resize(_WIDE + 96, 760)
        self.paper = ChoiceBox(_("Paper"))
        for name in PAPERS:
            self.paper.addItem(name, name)
        american = desk.preferences.region in ("US", "CA")
        self.paper.setCurrentIndex(self.paper.findData("Letter" if american else "A4"))
        self.paper.activated.connect(self._make)
        self.words = label("", "small", "text_muted")
        self.wrong = Remark()
        self.pages: CalendarPages | None = None
        self._sheets = QWidget()
        self._column = QVBoxLayout(self._sheets)
        self._column.setContentsMargins(24, 4, 24, 24)
        self._column.setSpacing(16)
        scroll = PageScroll()
        scroll.set_content(self._sheets)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 20, 0, 20)
        column.setSpacing(16)
        column.addLayout(self._head())
        column.addWidget(scroll, 1)
        column.addWidget(self.wrong)
        column.addLayout(self._foot())
        self._make()
        self.save_button.setFocus()

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(24, 0, 24, 0)
        row.setSpacing(12)
        row.addWidget(label(_("Print"), "heading", weight=SEMIBOLD))
        row.addWidget(self.words)
        row.addStretch(1)
        row.addWidget(self.paper)
        return row

    def _foot(self) -> QHBoxLayout:
        close = SecondaryButton(_("Close"))
        close.clicked.connect(self.reject)
        self.print_button = SecondaryButton(_("Print…"), "printer")
        self.print_button.clicked.connect(self.ask_printer)
        self.save_button = PrimaryButton(_("Save as PDF…"), "download")
        self.save_button.clicked.connect(self.ask_file)
        row = QHBoxLayout()
        row.setContentsMargins(24, 0, 24, 0)
        row.setSpacing(8)
        row.addStretch(1)
        for button in (close, self.print_button, self.save_button):
            row.addWidget(button)
        return row

    # ------------------------------------------------------------------ what is shown

    def _make(self) -> None:
        if self.pages is not None:
            self.pages.close()
        pages = self.pages = CalendarPages(
            self._desk, self._printable, str(self.paper.currentData())
        )
        while self._column.count():
            item = self._column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for page in range(min(pages.count, _SHOWN)):
            picture = _picture(pages, page, self.devicePixelRatioF())
            self._column.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(1)
        words = ngettext("{n} page", "{n} pages", pages.count).format(n=pages.count)
        self.words.setText(_("{title}, {pages}").format(title=pages.title, pages=words))

    def done(self, result: int) -> None:
        if self.pages is not None:
            self.pages.close()
            self.pages = None
        super().done(result)

    # ------------------------------------------------------------------ where it goes

    def ask_file(self) -> None:
        """Ask where the PDF goes."""
        assert self.pages is not None
        forms = (FileForm("pdf", "pdf", _("PDF")),)
        SaveAs(self, _("Save as PDF"), self.pages.title, forms, self.save_to).open()

    def save_to(self, path: Path, _form: str = "pdf") -> None:
        """Write the PDF and say so."""
        if self.pages is None:
            return
        try:
            path.write_bytes(calendar_pdf(self.pages))
        except OSError as error:
            reason = error.strerror or str(error)
            words = _("{file} cannot be written: {reason}.")
            self.wrong.say(words.format(file=path.name, reason=reason))
            return
        self._desk.said.emit(_("Saved {file}").format(file=path.name), False)
        self.accept()

    def ask_printer(self) -> None:
        """Ask which printer, then print."""
        assert self.pages is not None
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self._printer.setPageLayout(self.pages.layout)
        self._printer.setDocName(self.pages.title)
        dialog = QPrintDialog(self._printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self._on_printer)
        # Its own `open` wants a slot of the old kind.
        QDialog.open(dialog)

    def _on_printer(self) -> None:
        if self.pages is not None:
            print_pages(self.pages, self._printer)
            self.accept()


def print_pages(pages: CalendarPages, printer: QPrinter) -> None:
    """Paint all pages onto a printer."""
    painter = QPainter(printer)
    try:
        share = printer.resolution() / DOTS
        painter.scale(share, share)
        for page in range(pages.count):
            if page:
                printer.newPage()
            pages.paint(painter, page)
    finally:
        painter.end()


def _picture(pages: CalendarPages, page: int, ratio: float) -> QLabel:
    """A page as it will be, on white, with a margin and an edge."""
    margin = 16
    scale = (_WIDE - 2 * margin) / pages.size.width()
    high = round(pages.size.height() * scale) + 2 * margin
    image = QImage(QSize(_WIDE, high) * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor(tokens(Scheme.LIGHT).colour("surface_raised")))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_box(painter, QRectF(0, 0, _WIDE, high), "", "border_strong", 0)
    painter.translate(margin, margin)
    painter.scale(scale, scale)
    pages.paint(painter, page)
    painter.end()
    shown = QLabel()
    shown.setPixmap(QPixmap.fromImage(image))
    shown.setAccessibleName(_("Page {page} of {pages}").format(page=page + 1, pages=pages.count))
    shown.setFixedSize(_WIDE, high)
    return shown
