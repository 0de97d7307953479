"""The calendar on paper: every view, all of it, in light colours whatever the screen has."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from client.ui.calendar.spans import days_title
from client.ui.calendar.time_grid import TimeGrid
from client.ui.calendar.timeline_grid import TimelineGrid
from client.ui.calendar.timeline_places import NAMES
from client.ui.calendar.views import view_kinds
from client.ui.desk import Desk
from client.ui.printing.calendar_pages import CalendarPages, Printable, calendar_pdf
from client.ui.printing.print_preview import PrintPreview, print_pages
from client.ui.theme import Scheme, apply, theme
from garage.calendar.zones import day_after
from tests.client.ui.calendar.conftest import TODAY
from tests.client.ui.calendar.entries import timed
from tests.client.ui.calendar.listed import AROUND, ENTRIES

KINDS = {kind.key: kind for kind in view_kinds()}
MANY = tuple(timed(f"Stand-up {n}", 18 + n // 5, "08:00", "09:00") for n in range(40))


@pytest.fixture
def made(desk: Desk, qtbot: QtBot) -> Iterator[Callable[..., CalendarPages]]:
    found: list[CalendarPages] = []

    def make(key: str, entries: tuple[object, ...] = ENTRIES, paper: str = "A4") -> CalendarPages:
        printable = Printable(KINDS[key], TODAY, entries, AROUND, "Printed")
        found.append(CalendarPages(desk, printable, paper))
        return found[-1]

    yield make
    for each in found:
        each.close()


def _painted(pages: CalendarPages, page: int = 0) -> QImage:
    image = QImage(pages.size.toSize(), QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    pages.paint(painter, page)
    painter.end()
    return image


@pytest.mark.parametrize("key", list(KINDS))
def test_every_view_becomes_a_pdf(made: Callable[..., CalendarPages], key: str) -> None:
    pages = made(key)
    pdf = calendar_pdf(pages)
    assert pdf.startswith(b"%PDF")
    assert pdf.count(b"/Type /Page\n") == pages.count


@pytest.mark.parametrize("key", ["day", "work_week", "week"])
@pytest.mark.parametrize(
    ("hours", "first", "last"),
    [((), 8, 18), (("05:30", "06:00"), 5.5, 18), (("21:00", "23:15"), 8, 23.25)],
)
def test_days_on_paper_begin_with_work_or_the_first_event_and_end_likewise(
    made: Callable[..., CalendarPages], key: str, hours: tuple[str, ...], first: float, last: float
) -> None:
    entries = (timed("Tour", 18, *hours),) if hours else ()
    pages = made(key, entries)
    canvas = pages._view.canvas
    assert isinstance(canvas, TimeGrid)
    assert pages.count == 1
    _painted(pages)
    top, bottom = canvas.top_of_roll, canvas.viewport().height()
    geometry = canvas.places.scene.geometry
    for hour in (first, last):
        assert top <= geometry.y_of(hour * 60) <= bottom
    # Half an hour before it and after it, and no more of the night.
    assert geometry.y_of((first - 0.6) * 60) < top
    assert geometry.y_of((last + 0.6) * 60) > bottom


def test_a_full_day_on_paper_can_be_read(made: Callable[..., CalendarPages]) -> None:
    early, late = timed("Ferry", 18, "00:15", "01:00"), timed("Moon", 18, "23:00", "23:45")
    pages = made("week", (early, late))
    # The smallest type is twelve pixels of the screen, nine points: never below six on paper.
    assert pages._scale >= 6 / 9


def test_on_paper_no_line_says_when_now_is(made: Callable[..., CalendarPages]) -> None:
    pages = made("day", ())
    red = theme().colour("now").rgb()
    image = _painted(pages)
    dots = {image.pixel(image.width() // 2, y) for y in range(image.height())}
    assert red not in dots


def test_a_timeline_on_paper_has_whole_days_and_is_called_after_them(
    made: Callable[..., CalendarPages],
) -> None:
    pages = made("timeline")
    canvas = pages._view.canvas
    assert isinstance(canvas, TimelineGrid)
    across = canvas.horizontalScrollBar()
    assert across.value() % canvas.day_width == 0
    days = (canvas.viewport().width() - NAMES) / canvas.day_width
    assert days == round(days)
    first = day_after(canvas.first, round(across.value() / canvas.day_width))
    assert pages.title == days_title(first, day_after(first, round(days)), canvas.desk.preferences)


def test_now_is_not_printed(made: Callable[..., CalendarPages]) -> None:
    red = theme().tokens.colour("now")
    image = _painted(made("week"))
    seen = {
        image.pixelColor(x, y).name()
        for x in range(0, image.width(), 2)
        for y in range(image.height())
    }
    assert red.lower() not in seen


def test_a_timeline_begins_with_a_whole_day_and_says_which_days_it_shows(
    made: Callable[..., CalendarPages],
) -> None:
    pages = made("timeline")
    canvas = pages._view.canvas
    at, part = divmod(canvas.horizontalScrollBar().value(), canvas.day_width)
    assert part == 0
    first = pages._view.first + timedelta(days=int(at))
    assert pages.title.startswith(f"{first.day} ")
    assert pages.title.endswith(" 2026")


def test_a_long_list_breaks_between_its_rows(made: Callable[..., CalendarPages]) -> None:
    pages = made("list", MANY)
    assert pages.count > 1
    rows = pages._view.canvas.listed
    begins = {row.top for row in rows} | {row.top - 40 for row in rows}
    assert set(pages.tops[1:]) <= begins
    assert pages.tops[-1] + pages._view.canvas.viewport().height() >= rows[-1].bottom


def test_paper_is_white_in_the_dark_too(
    made: Callable[..., CalendarPages], qapp: QApplication
) -> None:
    apply(qapp, Scheme.DARK)
    pages = made("list")
    image = _painted(pages)
    assert image.pixelColor(4, image.height() // 2).lightness() > 250
    assert theme().scheme is Scheme.DARK


def test_american_paper_has_its_own_size(made: Callable[..., CalendarPages]) -> None:
    assert made("month").size != made("month", paper="Letter").size


def test_the_preview_shows_the_pages_and_saves_them(
    desk: Desk,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    printable = Printable(KINDS["list"], TODAY, MANY, AROUND, "Printed")
    preview = PrintPreview(desk, window, printable)
    preview.open()
    assert preview.pages is not None
    assert f"{preview.pages.count} pages" in preview.words.text()
    file = tmp_path / "calendar.pdf"
    with qtbot.waitSignal(desk.said):
        preview.save_to(file)
    assert file.read_bytes().startswith(b"%PDF")


def test_what_cannot_be_written_is_told(
    desk: Desk,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    printable = Printable(KINDS["month"], TODAY, ENTRIES, AROUND, "Printed")
    preview = PrintPreview(desk, window, printable)
    preview.open()
    preview.save_to(tmp_path / "nowhere" / "calendar.pdf")
    assert preview.wrong.isVisible()
    preview.reject()


def test_a_printer_gets_every_page(made: Callable[..., CalendarPages], tmp_path: Path) -> None:
    pages = made("list", MANY)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    file = tmp_path / "printed.pdf"
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    printer.setPageLayout(pages.layout)
    print_pages(pages, printer)
    assert file.read_bytes().count(b"/Type /Page\n") == pages.count
