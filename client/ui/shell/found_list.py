"""The list of the search popup: headings, and rows with title, detail and what is at right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter, QResizeEvent

from client.ui.shell.found import Found, Group
from client.ui.shell.matching import Span
from client.ui.text import _
from client.ui.theme import MEDIUM, REGULAR, SEMIBOLD
from client.ui.widgets import plate
from client.ui.widgets.chip import HEIGHT as CHIP
from client.ui.widgets.chip import chip_width, paint_chip
from client.ui.widgets.key_caps import caps_width, paint_caps
from client.ui.widgets.painting import (
    RIGHT,
    draw_box,
    draw_icon,
    draw_lines,
    draw_rule,
    draw_text,
    lines_height,
    metrics,
    text_width,
)
from client.ui.widgets.row_list import RowList

_SIDE = 20
_WORDS = 50


class FoundList(RowList[Found]):
    """Rows to choose from by arrows or pointer; ``opened`` carries the Found."""

    def __init__(self) -> None:
        super().__init__(_("Found"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.entered.connect(self._on_entered)

    def show_found(self, groups: Sequence[Group]) -> None:
        """Show groups under their headings; an empty group is left out. The first row is chosen."""
        rows = [
            row
            for group in groups
            for row in ((Found(group.heading), *group.rows) if group.rows else ())
        ]
        self.show_rows(rows)
        self.step(1)
        # Choosing the first row has scrolled its heading out of sight.
        self.scrollToTop()

    def found(self) -> list[Found]:
        """The rows, without headings and notes."""
        return self.rows()

    def aloud(self) -> str:
        """The chosen row and its place among all, for the ear; "" where none is."""
        row, rows = self.current(), self.found()
        if row is None or row not in rows:
            return ""
        words = _("{row}, {n} of {count}")
        return words.format(row=row.spoken, n=rows.index(row) + 1, count=len(rows))

    def step_far(self, by: int) -> None:
        """Step on by what fits in sight."""
        for _row in range(max(1, self.viewport().height() // 40 - 1)):
            self.step(by)

    def choose_again(self, row: Found) -> None:
        """Choose the row that leads where this one did, if it is still there."""
        for each in self.found():
            if (each.title, each.detail) == (row.title, row.detail):
                index = self.model().index(self.place_of(each), 0)
                self.setCurrentIndex(index)
                return

    def set_width(self, width: int) -> None:
        """Be this wide, so that `height_wanted` can be asked."""
        if width != self.width():
            self.resize(width, self.height())

    def height_of(self, row: Found) -> int:
        if not row.icon or not row.heading:
            return row.height
        # A sentence that says why nothing was found is told whole.
        lines = lines_height(row.title, self.width() - _WORDS - _SIDE)
        return row.height + max(round(lines - metrics().height()), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def _on_entered(self, index: QModelIndex) -> None:
        if not self.row(index).heading:
            self.setCurrentIndex(index)

    def pressed_on(self, row: Found, x: float, y: float) -> bool:
        if row.heading:
            return False
        self.opened.emit(row)
        return True

    # ------------------------------------------------------------------ how it looks

    def paint_row(
        self, painter: QPainter, rect: QRectF, row: Found, *, chosen: bool, hovered: bool
    ) -> None:
        if not row.icon:
            place = rect.adjusted(_SIDE, 6, -_SIDE, 0)
            draw_text(painter, place, row.title, "small", MEDIUM, "text_muted")
            return
        if row.heading:
            _paint_note(painter, rect, row)
            return
        if chosen:
            draw_box(painter, rect.adjusted(8, 0, -8, 0), "surface_selected", "", 6)
        top = rect.y() + (rect.height() - 16) / 2
        draw_icon(painter, rect.x() + _SIDE, top, row.icon, "accent" if chosen else "text_muted")
        right = _paint_right(painter, rect, row)
        left = rect.x() + _WORDS
        ink = "accent" if chosen else "text"
        place = QRectF(left, rect.y(), right - left, rect.height())
        left += _paint_marked(painter, place, row.title, "body", SEMIBOLD, ink, row.marks) + 12
        if row.detail and right - left > 24:
            place = QRectF(left, rect.y(), right - left, rect.height())
            _paint_marked(
                painter, place, row.detail, "small", REGULAR, "text_muted", row.detail_marks
            )


def _paint_note(painter: QPainter, rect: QRectF, row: Found) -> None:
    """Draw an icon and a sentence in as many lines as it needs."""
    around = (row.height - metrics().height()) / 2
    draw_icon(painter, rect.x() + _SIDE, rect.y() + (row.height - 16) / 2, row.icon, "warn")
    place = rect.adjusted(_WORDS, around, -_SIDE, 0)
    draw_lines(painter, place, row.title, role="text_muted")


def _paint_marked(
    painter: QPainter,
    rect: QRectF,
    words: str,
    kind: str,
    weight: int,
    role: str,
    marks: Sequence[Span],
) -> float:
    """Draw words with the letters that were typed underlined; returns their width."""
    width = min(draw_text(painter, rect, words, kind, weight, role), rect.width())
    line = rect.center().y() + (10 if kind == "body" else 9)
    for start, end in marks:
        left = rect.x() + text_width(words[:start], kind, weight)
        reach = min(text_width(words[start:end], kind, weight), rect.right() - left)
        if reach > 0:
            draw_rule(painter, left, line, reach, "accent")
            if kind == "body":
                draw_rule(painter, left, line + 1, reach, "accent")
    return width


def _paint_right(painter: QPainter, rect: QRectF, row: Found) -> float:
    """Draw keys, plate, chip, amount or words at the right end; returns where they begin."""
    right = rect.right() - _SIDE
    middle = rect.center().y()
    if row.keys:
        right -= caps_width(row.keys)
        paint_caps(painter, right, middle - CHIP / 2, row.keys)
        return right - 12
    if row.plate is not None and row.plate.letters:
        right -= plate.plate_width(row.plate)
        plate.paint_plate(painter, right, round(middle - plate.HEIGHT / 2), row.plate)
        return right - 12
    if row.chip is not None:
        words, kind = row.chip
        right -= chip_width(words)
        paint_chip(painter, QRectF(right, middle - CHIP / 2, chip_width(words), CHIP), words, kind)
        right -= 12
    for words, face, weight, role in (
        (row.amount, "body", MEDIUM, "text"),
        (row.trailing, "small", REGULAR, "text_muted"),
    ):
        if words:
            width = text_width(words, face, weight) + 1
            place = QRectF(right - width, rect.y(), width, rect.height())
            draw_text(painter, place, words, face, weight, role, RIGHT)
            right -= width + 12
    return right
