"""The list of what happened: deeds under their days, each with the fields it set."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter

from client.ui.text import _
from client.ui.theme import MEDIUM, REGULAR, SEMIBOLD
from client.ui.vehicles.story_shown import RowSort, StoryBlock, StoryRow, story_rows
from client.ui.widgets.avatar import paint_avatar
from client.ui.widgets.chip import HEIGHT, ChipKind, chip_width, paint_chip
from client.ui.widgets.painting import (
    CENTRE,
    draw_box,
    draw_icon,
    draw_rule,
    draw_text,
    text_width,
)
from client.ui.widgets.row_list import RowList

_SIDE = 16
_AVATAR = 84
_WORDS = 120
_GAP = 8


class StoryList(RowList[StoryRow]):
    """Enter unfolds a deed of many steps, opens a record, or uses an earlier value again."""

    use_wanted = Signal(object)
    """Earlier: the value that is to be used instead."""
    record_wanted = Signal(str)
    """The id of a record to go to."""
    older_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(_("History"))
        self._blocks: Sequence[StoryBlock] = ()
        self._unfolded: frozenset[int] = frozenset()
        self._older = False
        self.opened.connect(self._on_opened)
        self.chosen_changed.connect(self.viewport().update)

    def show_blocks(self, blocks: Sequence[StoryBlock], *, older: bool) -> None:
        """Show deeds; what was unfolded stays so, and the keyboard where it was."""
        self._blocks, self._older = blocks, older
        self._show()

    def forget(self) -> None:
        """Show nothing, with nothing unfolded."""
        self._unfolded = frozenset()
        self.show_blocks((), older=False)

    def _show(self) -> None:
        place = max(0, self.currentIndex().row())
        scrolled = self.verticalScrollBar().value()
        rows = story_rows(self._blocks, self._unfolded, self._older)
        self.show_rows(rows)
        self.choose(min(place, max(0, len(rows) - 1)))
        self.verticalScrollBar().setValue(scrolled)

    def pick(self, record: str) -> bool:
        """Choose the newest deed about a record; says whether there is one."""
        for block in self._blocks:
            if record in block.records:
                row = next(r for r in self.rows() if r.deed == block.head.deed)
                self.choose(self.place_of(row))
                return True
        return False

    def _on_opened(self, row: StoryRow) -> None:
        if row.sort is RowSort.OLDER:
            self.older_wanted.emit()
        elif row.earlier is not None:
            self.use_wanted.emit(row.earlier)
        elif row.folds:
            self._unfolded = self._unfolded ^ {row.deed}
            self._show()
        elif row.record:
            self.record_wanted.emit(row.record)

    # ------------------------------------------------------------------ how it looks

    def paint_row(
        self, painter: QPainter, rect: QRectF, row: StoryRow, *, chosen: bool, hovered: bool
    ) -> None:
        if row.sort is RowSort.DAY:
            draw_text(painter, rect.adjusted(_SIDE, 0, -_SIDE, 0), row.title, "body", SEMIBOLD)
            return
        picked = (chosen or self._is_of_current(row)) and self.hasFocus()
        if picked or (hovered and not row.heading):
            fill = "surface_selected" if picked else "surface_hover"
            draw_box(painter, rect, fill, "", 0)
        match row.sort:
            case RowSort.OLDER:
                draw_rule(painter, rect.x(), rect.y(), rect.width())
                draw_text(painter, rect, row.title, "small", MEDIUM, "accent", CENTRE)
            case RowSort.STEP:
                _paint_step(painter, rect, row)
            case _:
                _paint_deed(painter, rect, row)

    def _is_of_current(self, row: StoryRow) -> bool:
        """Whether it is a step of the deed with the keyboard, which is one with its steps."""
        current = self.current()
        if current is None or current.sort is not RowSort.DEED:
            return False
        return row.sort is RowSort.STEP and row.deed == current.deed

    def pressed_on(self, row: StoryRow, x: float, y: float) -> bool:
        earlier = row.earlier
        if row.sort is RowSort.STEP and earlier is not None:
            left, right = link_of(row)
            if left - 4 <= x <= right + 4:
                self.use_wanted.emit(earlier)
                return True
            return False
        if row.folds or row.sort is RowSort.OLDER:
            self.opened.emit(row)
            return True
        return False


def _paint_deed(painter: QPainter, rect: QRectF, row: StoryRow) -> None:
    draw_rule(painter, rect.x(), rect.y(), rect.width())
    top = rect.y() + 8
    draw_text(painter, QRectF(rect.x() + _SIDE, top, 60, 20), row.time, "small", role="text_muted")
    paint_avatar(painter, QRectF(rect.x() + _AVATAR, top - 1, 24, 24), row.person)
    right = rect.right() - _SIDE
    if row.folds:
        draw_icon(painter, right - 16, top + 2, "chevron-up" if row.unfolded else "chevron-down")
        right -= 24
    if row.chip:
        width = chip_width(row.chip)
        paint_chip(painter, QRectF(right - width, top, width, HEIGHT), row.chip, ChipKind.PLAIN)
        right -= width + _GAP
    left = rect.x() + _WORDS
    before, lead, after = row.title.partition(row.lead)
    for words, weight in ((before, REGULAR), (lead, SEMIBOLD), (after, REGULAR)):
        if words and right > left:
            place = QRectF(left, top, right - left, 20)
            left += draw_text(painter, place, words, "body", weight)
    below = QRectF(rect.x() + _WORDS, top + 20, right - rect.x() - _WORDS, 17)
    draw_text(painter, below, row.detail, "small", role="text_muted")


def _paint_step(painter: QPainter, rect: QRectF, row: StoryRow) -> None:
    left, top, right = rect.x() + _WORDS, rect.y(), rect.right() - _SIDE
    for place, words, role, weight in _parts(row):
        spot = QRectF(left + place, top, right - left - place, 20)
        if words == "→":
            draw_icon(painter, spot.x(), top + 3, "arrow-right", size=14)
            continue
        width = draw_text(painter, spot, words, "small", weight, role)
        if words is row.before:
            draw_rule(painter, spot.x(), top + 10, width, "text_muted")


def _parts(row: StoryRow) -> list[tuple[float, str, str, int]]:
    """(where, words, colour, weight) of what stands in a step's line."""
    parts: list[tuple[float, str, str, int]] = []
    at = 0.0

    def put(words: str, role: str, weight: int = REGULAR) -> None:
        nonlocal at
        parts.append((at, words, role, weight))
        at += (14 if words == "→" else text_width(words, "small", weight)) + _GAP

    put(row.label, "text_muted")
    if row.before:
        put(row.before, "text_muted")
        if row.earlier is not None:
            put(_use_words(), "accent", MEDIUM)
        put("→", "text_muted")
    if row.after:
        put(row.after, "text", SEMIBOLD)
    return parts


def _use_words() -> str:
    return _("Use this instead")


def link_of(row: StoryRow) -> tuple[float, float]:
    """From where to where the link beside the earlier value reaches, in a step's row."""
    for place, words, role, weight in _parts(row):
        if role == "accent":
            left = _WORDS + place
            return left, left + text_width(words, "small", weight)
    return 0.0, 0.0
