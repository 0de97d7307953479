"""The timeline view: rows by vehicle, calendar or person, some months beside each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from client.operations.event_material import attendees_by_event
from client.store import Reader
from client.ui.calendar.canvas_view import CanvasView
from client.ui.calendar.spans import month_after, months_title
from client.ui.calendar.timeline_grid import WIDTHS, TimelineGrid
from client.ui.calendar.timeline_places import HEAD, NAMES
from client.ui.text import _
from client.ui.widgets.buttons import QuietButton
from client.ui.widgets.choice_box import ChoiceBox
from garage.calendar.zones import day_after

if TYPE_CHECKING:
    from client.operations.agenda import Entry
    from client.ui.desk import Desk

_NONE = ""
"""The key of the row for what belongs to none."""
_MONTHS = ((4.0, 24), (9.0, 12))
"""Up to which width of a day how many months are shown."""
_USUALLY = 6


class TimelineView(CanvasView):
    """What the rows stand for is chosen at the top left."""

    canvas: TimelineGrid

    def __init__(self, desk: Desk) -> None:
        self._entries: Sequence[Entry] = ()
        self._people: Mapping[str, Sequence[str]] = {}
        super().__init__(desk, TimelineGrid(desk))
        self.canvas.zoomed.connect(self._on_zoomed)
        self.canvas.seen_changed.connect(self._on_seen)
        self._shown_months = self._months
        self.by = ChoiceBox(_("What the rows stand for"))
        for key, words in (
            ("vehicle", _("Vehicles")), ("calendar", _("Calendars")), ("person", _("People")),
        ):  # fmt: skip
            self.by.addItem(words, key)
        self.by.activated.connect(self._on_by)
        self.narrower = QuietButton(icon="zoom-out", name=_("Show more days (−)"), small=True)
        self.wider = QuietButton(icon="zoom-in", name=_("Show fewer days (+)"), small=True)
        self.narrower.clicked.connect(self._on_narrower)
        self.wider.clicked.connect(self._on_wider)
        self._corner = QWidget(self)
        row = QHBoxLayout(self._corner)
        row.setContentsMargins(16, 0, 8, 0)
        row.setSpacing(2)
        row.addWidget(self.by, 1)
        row.addWidget(self.narrower)
        row.addWidget(self.wider)
        self.canvas.installEventFilter(self)
        self._place_corner()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.canvas and event.type() == QEvent.Type.Resize:
            self._place_corner()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_corner()

    def _place_corner(self) -> None:
        self._corner.setGeometry(0, 0, NAMES - 1, HEAD - 1)
        self._corner.raise_()

    def look_like(self, other: TimelineView) -> None:
        """Have the rows and the zoom of another one."""
        self.by.setCurrentIndex(other.by.currentIndex())
        self.canvas.zoom, self._people = other.canvas.zoom, other._people
        self._shown_months = self._months

    # ------------------------------------------------------------------ which days

    @property
    def _months(self) -> int:
        width = WIDTHS[self.canvas.zoom]
        return next((months for most, months in _MONTHS if width <= most), _USUALLY)

    def span(self, anchor: date) -> tuple[date, date]:
        first = month_after(anchor.replace(day=1), -1)
        return first, month_after(first, self._months)

    def step(self, anchor: date, count: int) -> date:
        return month_after(anchor, count * max(self._months // 2, 1))

    def title(self, anchor: date, *, brief: bool = False) -> str:
        first, last = self.span(anchor)
        return months_title(first, day_after(last, -1), brief=brief)

    def titles(self, anchor: date) -> tuple[str, str]:
        canvas = self.canvas
        if (canvas.first, canvas.last) != self.span(anchor):
            return super().titles(anchor)
        return months_title(*canvas.seen), months_title(*canvas.seen, brief=True)

    def _on_seen(self) -> None:
        if self.isVisible():
            first, last = self.canvas.seen
            self.retitled.emit(months_title(first, last), months_title(first, last, brief=True))

    # ------------------------------------------------------------------ what is shown

    def show_entries(self, entries: Sequence[Entry], first: date, last: date) -> None:
        self.first, self.last = first, last
        self._entries = entries
        self._show()
        if self.by.currentData() == "person":
            self._read_people()

    def _show(self) -> None:
        names, keys = self._rows(str(self.by.currentData()))
        self.canvas.rows_are(names, keys)
        self.canvas.show_entries(self._entries, self.first, self.last)

    def _rows(self, by: str) -> tuple[dict[str, str], list[tuple[str, ...]]]:
        """Names by key, and the keys of each entry; what belongs to none comes last."""
        around = self.surroundings
        names: dict[str, str]
        none = (_NONE,)
        if by == "person":
            names = {name: name for name in sorted(set(chain.from_iterable(self._people.values())))}
            keys = [tuple(self._people.get(entry.id, none)) or none for entry in self._entries]
        elif by == "calendar":
            names = {id_: one.name for id_, one in around.calendars.items() if one.shown}
            row_of = {id_: (id_,) for id_ in names}
            keys = [row_of.get(entry.calendar, none) for entry in self._entries]
        else:
            names = dict(around.vehicles)
            row_of = {id_: (id_,) for id_ in names}
            keys = [row_of.get(entry.vehicle, none) for entry in self._entries]
        if none in keys or not names:
            names[_NONE] = _("Without one")
        return names, keys

    def _read_people(self) -> None:
        ids = frozenset(entry.id for entry in self._entries if entry.kind == "event")

        def people(reader: Reader) -> Mapping[str, Sequence[str]]:
            return attendees_by_event(reader, ids)

        self.desk.read(self, people, self._on_people, key="people")

    def _on_people(self, people: Mapping[str, Sequence[str]]) -> None:
        self._people = people
        self._show()

    # ------------------------------------------------------------------ zoom and rows

    def _on_by(self) -> None:
        self._show()
        if self.by.currentData() == "person":
            self._read_people()

    def _on_narrower(self) -> None:
        self.canvas.zoom_by(-1)

    def _on_wider(self) -> None:
        self.canvas.zoom_by(1)

    def _on_zoomed(self) -> None:
        self.narrower.setEnabled(self.canvas.zoom > 0)
        self.wider.setEnabled(self.canvas.zoom < len(WIDTHS) - 1)
        if self._months != self._shown_months:
            self._shown_months = self._months
            self.span_changed.emit()
