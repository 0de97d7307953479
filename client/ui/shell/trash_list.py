"""The list of the trash: deleted records under the days on which they were deleted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QRectF
from PySide6.QtGui import QPainter

from client.operations.trash import Trash, Trashed
from client.ui.clock_words import clock
from client.ui.text import _, ngettext
from client.ui.theme import MEDIUM, REGULAR, SEMIBOLD, colour
from client.ui.vehicles.day_heads import day_head
from client.ui.vehicles.record_words import (
    kind_words,
    record_amount,
    record_day,
    record_icon,
    record_title,
)
from client.ui.vehicles.shown import Shown
from client.ui.widgets.chip import HEIGHT, ChipKind, chip_width, paint_chip
from client.ui.widgets.painting import (
    RIGHT,
    draw_box,
    draw_icon,
    draw_text,
    foot_rule,
    text_width,
)
from client.ui.widgets.row_list import RowList
from client.ui.widgets.speaking import aloud

_ROW, _HEAD = 52, 36
_SIDE = 16


@dataclass(frozen=True, slots=True)
class TrashRow:
    """A day, or a deleted record with its words."""

    title: str
    detail: str = ""
    amount: str = ""
    when: str = ""
    chip: str = ""
    icon: str = ""
    item: Trashed | None = None

    @property
    def heading(self) -> bool:
        return self.item is None

    @property
    def id(self) -> str:
        """The record's; "" for a day."""
        return self.item.id if self.item is not None else ""

    @property
    def height(self) -> int:
        return _HEAD if self.heading else _ROW

    @property
    def spoken(self) -> str:
        parts = (self.title, self.detail, self.amount, self.chip, self.when)
        return aloud(*parts)


def trash_rows(trash: Trash, shown: Shown, zone: tzinfo) -> list[TrashRow]:
    """The rows of a list, each day under its heading."""
    rows: list[TrashRow] = []
    last = ""
    for item in trash.items:
        at = item.at.astimezone(zone)
        head = day_head(at.date(), shown)
        if head != last:
            rows.append(TrashRow(head))
            last = head
        own = shown.of(item.vehicle) if item.vehicle is not None else shown
        rows.append(_row(item, own, clock(at, shown.prefs)))
    return rows


def _row(item: Trashed, shown: Shown, clock: str) -> TrashRow:
    record = item.record
    title, day = record_title(record, shown), record_day(record)
    kind = kind_words(record.kind)
    vehicle = item.vehicle.name if item.vehicle is not None else ""
    dated = shown.day(day) if day is not None else ""
    parts = [kind if kind != title else "", vehicle, dated, _held(item)]
    return TrashRow(
        title,
        " · ".join(part for part in parts if part),
        record_amount(record, shown),
        _deed(item.deed).format(clock=clock),
        _("its vehicle is in the trash")
        if item.vehicle is not None and item.vehicle.deleted
        else _("what it belongs to is in the trash")
        if item.owners
        else "",
        record_icon(record),
        item,
    )


def _held(item: Trashed) -> str:
    if not item.holds:
        return ""
    words = ngettext("{n} record comes back with it", "{n} records come back with it", item.holds)
    return words.format(n=item.holds)


def _deed(name: str) -> str:
    match name:
        case "undo":
            return _("undone at {clock}")
        case "redo":
            return _("deleted again at {clock}")
        case "remove sample":
            return _("sample removed at {clock}")
        case "edit":
            return _("replaced at {clock}")
    return _("deleted at {clock}")


def _places(rows: Sequence[TrashRow]) -> dict[str, int]:
    """Where each record stands."""
    return {row.id: place for place, row in enumerate(rows) if not row.heading}


class TrashList(RowList[TrashRow]):
    """Several can be chosen; Enter, or a click on "Restore" in a row, opens it."""

    def __init__(self) -> None:
        super().__init__(_("Trash"))
        self.setSelectionMode(RowList.SelectionMode.ExtendedSelection)

    def show_again(self, rows: Sequence[TrashRow]) -> None:
        """Show what there is by now; a record that is still there stays chosen.

        Where none is, what now stands in the place with the keyboard is chosen.
        """
        place, current, chosen = self.currentIndex().row(), self.current(), self.chosen()
        self.show_rows(rows)
        places = _places(rows)
        kept = [places[row.id] for row in chosen if row.id in places]
        here = places.get(current.id) if current is not None else None
        if here is None and kept:
            here = min(kept, key=lambda each: abs(each - place))
        if here is None:
            self.choose(min(max(place, 0), max(len(rows) - 1, 0)))
        else:
            self._choose_all(kept, here)

    def _choose_all(self, places: Sequence[int], current: int) -> None:
        """Choose the rows at all places, and give one the keyboard."""
        index, wanted = self.model().index, QItemSelection()
        for place in places:
            wanted.select(index(place, 0), index(place, 0))
        here, flag = index(current, 0), QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(here, flag.NoUpdate)
        self.selectionModel().select(wanted, flag.ClearAndSelect)
        self.scrollTo(here)

    def paint_row(
        self, painter: QPainter, rect: QRectF, row: TrashRow, *, chosen: bool, hovered: bool
    ) -> None:
        if row.heading:
            words = rect.adjusted(_SIDE, 0, -_SIDE, 0)
            draw_text(painter, words, row.title, "body", SEMIBOLD)
            foot_rule(painter, rect)
            return
        if chosen or hovered:
            fill = "surface_selected" if chosen else "surface_hover"
            draw_box(painter, rect.adjusted(0, 0, 0, -1), fill, "", 0)
        foot_rule(painter, rect)
        if self.hasFocus() and row is self.current():
            painter.fillRect(QRectF(rect.x(), rect.y(), 2, rect.height() - 1), colour("focus"))
        draw_icon(painter, rect.x() + _SIDE, rect.y() + 17, row.icon, size=18)
        right = self._paint_right(painter, rect, row, chosen or hovered)
        left = rect.x() + _SIDE + 34
        top = QRectF(left, rect.y() + 7, right - left, 20)
        used = draw_text(painter, top, row.title, "body", MEDIUM)
        if row.chip and left + used + 12 + chip_width(row.chip) < right:
            place = QRectF(left + used + 12, rect.y() + 7, chip_width(row.chip), HEIGHT)
            paint_chip(painter, place, row.chip, ChipKind.WARN)
        below = QRectF(left, rect.y() + 27, right - left, 17)
        draw_text(painter, below, row.detail, "small", role="text_muted")

    def _paint_right(self, painter: QPainter, rect: QRectF, row: TrashRow, active: bool) -> float:
        """Amount and time at the right end, or the way back; returns where they begin."""
        right = rect.right() - _SIDE
        words, ink, weight = row.when, "text_muted", REGULAR
        if active:
            words, ink, weight = _("Restore"), "accent", MEDIUM
        widest = max(text_width(row.when, "small"), text_width(_("Restore"), "small", MEDIUM))
        place = QRectF(right - widest, rect.y(), widest, rect.height() - 1)
        draw_text(painter, place, words, "small", weight, ink, RIGHT)
        left = right - widest - 20
        if row.amount:
            width = text_width(row.amount, "body", SEMIBOLD) + 1
            place = QRectF(left - width, rect.y(), width, rect.height() - 1)
            draw_text(painter, place, row.amount, "body", SEMIBOLD, "text", RIGHT)
            left -= width + 16
        return left

    def pressed_on(self, row: TrashRow, x: float, y: float) -> bool:
        link = text_width(_("Restore"), "small", MEDIUM) + _SIDE + 8
        if row.heading or x < self.viewport().width() - link:
            return False
        self.opened.emit(row)
        return True
