"""The plan over the months: each card that has a day, on the day it is planned for or was done."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from client.operations.plan_board import PlanCard
from client.ui.text import _, ngettext
from client.ui.theme import MEDIUM, colour
from client.ui.vehicles.overtaken_marks import mark_words
from client.ui.vehicles.plan_shown import card_day, column_words
from client.ui.vehicles.shown import Shown
from client.ui.widgets.card import Card
from client.ui.widgets.labels import label
from client.ui.widgets.painting import (
    draw_box,
    draw_icon,
    draw_rule,
    draw_text,
    repaint_on_theme,
    text_width,
)
from client.ui.widgets.rows_delegate import MARK
from client.ui.widgets.scroll_area import ScrollArea

_ROW = 36
_HEAD = 32
_NAMES = 220
_MONTH = 88
_LEAST_MONTHS = 6
_MOST_MONTHS = 36
_ROLES = {"done": ("ok_soft", "ok"), "late": ("late_soft", "late")}


@dataclass(frozen=True)
class Entry:
    """A card on its day."""

    id: str
    title: str
    state: str
    day: date
    estimate: bool
    words: str
    marked: bool = False


def entries_of(
    cards: Sequence[PlanCard], shown: Shown, marked: Collection[str] = ()
) -> list[Entry]:
    """The cards that have a day, by day; a day that is worked out from the pace is an estimate."""
    found = []
    for card in cards:
        day, estimate = card_day(card)
        if day is not None:
            words = f"~{shown.short_day(day)}" if estimate else shown.short_day(day)
            found.append(
                Entry(card.id, card.item.title, card.state, day, estimate, words, card.id in marked)
            )
    return sorted(found, key=lambda entry: (entry.day, entry.title))


def months_shown(entries: Sequence[Entry], today: date) -> list[date]:
    """The first days of the months from the first card's to the last one's, around today."""
    days = [today, *(entry.day for entry in entries)]
    now = _number(today)
    first = max(min(_number(day) for day in days), now - _MOST_MONTHS // 2)
    last = min(max(_number(day) for day in days) + 1, now + _MOST_MONTHS // 2)
    last = max(last, first + _LEAST_MONTHS - 1)
    return [date(number // 12, number % 12 + 1, 1) for number in range(first, last + 1)]


def _number(day: date) -> int:
    return day.year * 12 + day.month - 1


class _Canvas(QWidget):
    """The rows, painted; one tab stop, the arrows go through them."""

    opened = Signal(str)
    delete_wanted = Signal(str)
    history_wanted = Signal(str)
    reached = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []
        self.months: list[date] = []
        self.current = 0
        self._shown: Shown | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        repaint_on_theme(self)

    def show_entries(self, entries: list[Entry], shown: Shown) -> None:
        """Show these rows."""
        self.entries, self._shown = entries, shown
        self.months = months_shown(entries, shown.today)
        self.go_to(min(self.current, max(len(entries) - 1, 0)))
        self.setMinimumSize(self.sizeHint())
        self.updateGeometry()
        self.update()

    def go_to(self, place: int) -> None:
        """Make a row the current one."""
        self.current = place
        words = _("Plan over the months")
        if 0 <= place < len(self.entries):
            entry = self.entries[place]
            state = column_words()[entry.state]
            words = f"{words}: {entry.title}, {state}, {entry.words}"
            words = f"{words}, {mark_words()}" if entry.marked else words
        self.setAccessibleName(words)
        self.update()
        self.reached.emit(place)

    def sizeHint(self) -> QSize:
        return QSize(_NAMES + _MONTH * len(self.months), _HEAD + _ROW * len(self.entries) + 8)

    def x_of(self, day: date) -> float:
        """Where a day stands, held at the ends of the months shown."""
        width = (self.width() - _NAMES) / max(len(self.months), 1)
        months = _number(day) - _number(self.months[0])
        if months < 0:
            return float(_NAMES)
        if months >= len(self.months):
            return float(self.width() - 8)
        return _NAMES + width * (months + (day.day - 1) / 31)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, shown = QPainter(self), self._shown
        if shown is None or not self.months:
            return
        painter.fillRect(self.rect(), colour("surface_raised"))
        width = (self.width() - _NAMES) / len(self.months)
        for place, month in enumerate(self.months):
            left = _NAMES + place * width
            words = shown.month(month) if month.month != 1 else str(month.year)
            head = QRectF(left + 6, 0, width - 8, _HEAD)
            draw_text(painter, head, words, "small", MEDIUM, "text_muted")
            painter.fillRect(QRectF(left, 8, 1, self.height() - 8), colour("border"))
        draw_rule(painter, 0, _HEAD - 1, self.width())
        if self.hasFocus() and self.entries:
            row = QRectF(2, _HEAD + self.current * _ROW + 1, self.width() - 4, _ROW - 2)
            draw_box(painter, row, "surface_selected", "focus", 4, width=2)
        x = self.x_of(shown.today)
        painter.fillRect(QRectF(x, _HEAD, 2, self.height() - _HEAD), colour("now"))
        for place, entry in enumerate(self.entries):
            self._paint_row(painter, place, entry, shown.today)

    def _paint_row(self, painter: QPainter, place: int, entry: Entry, today: date) -> None:
        top = float(_HEAD + place * _ROW)
        name = QRectF(16, top, _NAMES - 24, _ROW)
        if entry.marked:
            name.setRight(name.right() - MARK - 6)
            draw_icon(painter, name.right() + 6, top + 11, "git-branch", "warn", MARK)
        draw_text(painter, name, entry.title, weight=MEDIUM)
        late = entry.day < today and entry.state != "done"
        fill, ink = _ROLES.get("late" if late else entry.state, ("accent_soft", "accent"))
        if entry.estimate:
            fill, ink = "surface_raised", "estimate"
        width = text_width(entry.words, "small", MEDIUM) + 16
        # A bar begins on its day, unless the months end there.
        left = min(self.x_of(entry.day), self.width() - width - 4)
        bar = QRectF(left, top + 7, width, _ROW - 14)
        draw_box(painter, bar, fill, ink, 4, dashed=entry.estimate)
        draw_text(painter, bar.adjusted(8, 0, 0, 0), entry.words, "small", MEDIUM, ink)

    def row_at(self, y: int) -> int:
        """The row at a height; -1 for none."""
        place = (y - _HEAD) // _ROW
        return place if 0 <= place < len(self.entries) else -1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self.row_at(event.position().toPoint().y())
        if place >= 0:
            self.go_to(place)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = self.row_at(event.position().toPoint().y())
        if place >= 0:
            self.opened.emit(self.entries[place].id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last, key = len(self.entries) - 1, event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and last >= 0:
            step = 1 if key == Qt.Key.Key_Down else -1
            self.go_to(min(max(self.current + step, 0), last))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_E) and last >= 0:
            self.opened.emit(self.entries[self.current].id)
        elif key == Qt.Key.Key_Delete and last >= 0:
            self.delete_wanted.emit(self.entries[self.current].id)
        elif key == Qt.Key.Key_H and last >= 0:
            self.history_wanted.emit(self.entries[self.current].id)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()


class PlanTimeline(QWidget):
    """``opened``, ``delete_wanted`` and ``history_wanted`` carry a plan item's id."""

    opened = Signal(str)
    delete_wanted = Signal(str)
    history_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.canvas = _Canvas()
        self.canvas.opened.connect(self.opened)
        self.canvas.delete_wanted.connect(self.delete_wanted)
        self.canvas.history_wanted.connect(self.history_wanted)
        self.canvas.reached.connect(self._on_reached)
        self._scroll = ScrollArea(self.canvas)
        self.undated = label("", "small", "text_muted")
        frame = Card(flush=True)
        frame.body.addWidget(self._scroll, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(frame, 1)
        column.addWidget(self.undated)

    def show_cards(
        self, cards: Sequence[PlanCard], shown: Shown, marked: Collection[str] = ()
    ) -> None:
        """Show the cards that have a day, some with the mark, and say how many have none."""
        entries = entries_of(cards, shown, marked)
        self.canvas.show_entries(entries, shown)
        left = len(cards) - len(entries)
        words = ngettext("{n} card has no day yet.", "{n} cards have no day yet.", left)
        self.undated.setText(words.format(n=left) if left else "")
        self.undated.setVisible(bool(left))

    def select(self, id_: str) -> bool:
        """Go to a card; says whether it is there."""
        ids = [entry.id for entry in self.canvas.entries]
        if id_ not in ids:
            return False
        self.canvas.go_to(ids.index(id_))
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _on_reached(self, place: int) -> None:
        middle = _HEAD + place * _ROW + _ROW // 2
        self._scroll.ensureVisible(self._scroll.horizontalScrollBar().value(), middle, 0, _ROW)
