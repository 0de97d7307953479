"""A view of the calendar on paper: painted as on the screen, in its light colours, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPageLayout, QPageSize, QPainter, QPdfWriter

from client.ui.calendar.agenda_list import AgendaView
from client.ui.calendar.canvas_view import CanvasView
from client.ui.calendar.spans import days_title
from client.ui.calendar.timeline_places import NAMES
from client.ui.calendar.timeline_view import TimelineView
from client.ui.printing.paper import DOTS, FOOTER, PAPERS, paint_footer
from client.ui.printing.paper_font import paper_font
from client.ui.theme import SEMIBOLD, Scheme, theme, tokens
from client.version import VERSION
from garage.calendar.zones import day_after

if TYPE_CHECKING:
    from datetime import date

    from client.operations.agenda import Entry
    from client.ui.calendar.calendar_view import CalendarView, Surroundings
    from client.ui.calendar.views import ViewKind
    from client.ui.desk import Desk

_MARGIN_MM = 12.0
_HEAD = 40.0
_SMALLEST = 0.5
"""How much smaller than on the screen the hours of a day may be."""
_LYING = ("month", "timeline")


@dataclass(frozen=True)
class Printable:
    """What is printed: a view of some days, with what it showed."""

    kind: ViewKind
    anchor: date
    entries: Sequence[Entry]
    surroundings: Surroundings
    footer: str
    like: CalendarView | None = None
    """The view on the screen, whose rows and zoom a timeline has on paper too."""


class CalendarPages:
    """Made for one size of paper; every page is painted by ``paint`` onto dots of 1/96 inch."""

    def __init__(self, desk: Desk, printable: Printable, paper: str) -> None:
        self.printable, self.paper = printable, paper
        self.layout = QPageLayout(
            QPageSize(PAPERS[paper]),
            QPageLayout.Orientation.Landscape
            if printable.kind.key in _LYING
            else QPageLayout.Orientation.Portrait,
            QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM / 2),
            QPageLayout.Unit.Millimeter,
        )
        area = self.layout.paintRectPixels(DOTS)
        self.size = QSizeF(area.width(), area.height())
        self._room = QRectF(0, _HEAD, area.width(), area.height() - _HEAD - FOOTER)
        view = printable.kind.make(desk)
        assert isinstance(view, CanvasView)
        if isinstance(view, TimelineView) and isinstance(printable.like, TimelineView):
            view.look_like(printable.like)
        self._view = view
        self._scale = 1.0
        self.title = view.title(printable.anchor)
        self._lay_out()

    def _lay_out(self) -> None:
        """Have the view show what is printed, without anybody seeing it, and divide it."""
        view, canvas, printable = self._view, self._view.canvas, self.printable
        view.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        canvas.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        canvas.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._resize(1.0)
        view.show()
        view.show_surroundings(printable.surroundings)
        view.show_entries(printable.entries, *view.span(printable.anchor))
        view.go_to(printable.anchor)
        canvas.current = None
        down = canvas.verticalScrollBar()
        if not isinstance(view, AgendaView | TimelineView):
            # All hours, or all weeks, on the page.
            high = canvas.viewport().height()
            self._resize(max(high / (high + down.maximum()), _SMALLEST))
            self._resize(max(self._scale * self._fits(), _SMALLEST))
        if isinstance(view, TimelineView):
            self.title = _days_on_paper(view)
        self.tops = self._tops()

    def _fits(self) -> float:
        canvas = self._view.canvas
        high = canvas.viewport().height()
        return high / (high + canvas.verticalScrollBar().maximum())

    def _resize(self, scale: float) -> None:
        self._scale = scale
        wide, high = self._room.width() / scale, self._room.height() / scale
        self._view.resize(int(wide), int(high))

    def _tops(self) -> tuple[int, ...]:
        """How far each page is scrolled: pages of a list break between its rows."""
        canvas, room = self._view.canvas, self._view.canvas.viewport().height()
        down = canvas.verticalScrollBar()
        if not isinstance(self._view, AgendaView):
            return tuple(range(0, down.maximum() + 1, max(room, 1))) or (0,)
        from client.ui.calendar.agenda_layout import DAY_HEIGHT

        tops, begin = [0], 0
        for row in self._view.canvas.listed:
            if row.bottom - begin > room:
                begin = row.top if row.heading else row.top - DAY_HEIGHT
                tops.append(begin)
        down.setRange(0, max(begin, 0))
        return tuple(tops)

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self.tops)

    def paint(self, painter: QPainter, page: int) -> None:
        """Paint a page, its head and its foot."""
        look = tokens(Scheme.LIGHT)
        painter.setFont(paper_font(look.face.size["heading"], SEMIBOLD))
        painter.setPen(QColor(look.colour("text")))
        head = QRectF(0, 0, self.size.width(), _HEAD - 12)
        painter.drawText(head, int(Qt.AlignmentFlag.AlignVCenter), self.title)
        canvas = self._view.canvas
        canvas.verticalScrollBar().setValue(self.tops[page])
        painter.save()
        painter.setClipRect(self._room)
        painter.translate(self._room.topLeft())
        painter.scale(self._scale, self._scale)
        rect = QRectF(canvas.viewport().rect())
        if page + 1 < self.count and isinstance(self._view, AgendaView):
            # What the next page begins with is not to be seen here too.
            ends = self.tops[page + 1] - self.tops[page]
            rect.setHeight(min(rect.height(), ends + _hidden_head(self._view, self.tops[page + 1])))
            painter.setClipRect(rect)
        with theme().on_paper():
            canvas.places.paint(painter, rect, canvas.look)
        painter.restore()
        paint_footer(painter, self.printable.footer, page + 1, self.count, self.size)

    def close(self) -> None:
        """Let go of the view that painted."""
        self._view.close()
        self._view.deleteLater()


def _hidden_head(view: AgendaView, top: int) -> int:
    """What of the page that is scrolled to `top` its heading lies over."""
    from client.ui.calendar.agenda_layout import DAY_HEIGHT

    headed = any(row.heading and row.top == top for row in view.canvas.listed)
    return 0 if headed else DAY_HEIGHT


def _days_on_paper(view: TimelineView) -> str:
    """Scroll a timeline to a whole day; which days can be seen of it."""
    canvas, across = view.canvas, view.canvas.horizontalScrollBar()
    wide = canvas.day_width
    at = round(across.value() / wide)
    across.setValue(round(at * wide))
    days = max(int((canvas.viewport().width() - NAMES) / wide), 1)
    first = day_after(view.first, at)
    return days_title(first, day_after(first, days), view.desk.preferences)


def calendar_pdf(pages: CalendarPages) -> bytes:
    """All pages as a PDF."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(DOTS)
    writer.setTitle(pages.title)
    writer.setCreator(f"Paddock {VERSION}")
    writer.setPageLayout(pages.layout)
    painter = QPainter(writer)
    try:
        for page in range(pages.count):
            if page:
                writer.newPage()
            pages.paint(painter, page)
    finally:
        painter.end()
    content = bytes(buffer.data().data())
    buffer.close()
    return content
