"""How a table's cells are painted: rules, hover, selection, flags, icons and avatars."""

import math
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from client.ui.theme import REGULAR, SEMIBOLD, colour
from client.ui.widgets.avatar import paint_avatar
from client.ui.widgets.chip import HEIGHT, ChipKind, chip_width, paint_chip
from client.ui.widgets.painting import (
    LEFT,
    RIGHT,
    draw_box,
    draw_icon,
    draw_rule,
    draw_text,
    text_width,
)
from client.ui.widgets.rows_model import Column, RowsModel

ROW_HEIGHT = 36
CELL_PADDING = 12
MARK = 14
"""The side of a row's mark, at the right end of its first cell."""
_BESIDE_MARK = 8
"""So much narrower are the words beside it: it stands mostly in the padding."""
_BESIDE_ICON = 20
_BESIDE_AVATAR = 28


def held_width(column: Column[Any]) -> int:
    """How wide a column has to be for the words that it holds, with a mark beside them.

    Measured here and not where columns are made, which may be beside the window's thread.
    """
    if not column.holds:
        return 0
    kind = "small" if column.muted else "body"
    weight = SEMIBOLD if column.bold and not column.muted else REGULAR
    widest = max(
        chip_width(words) if column.chip else text_width(words, kind, weight)
        for words in column.holds
    )
    beside = _BESIDE_MARK + (_BESIDE_ICON if column.icon else 0)
    return math.ceil(widest) + 2 * CELL_PADDING + beside


def row_rect(cell: QRectF) -> QRectF:
    """Where a row itself is painted: at the foot of its cell, below the heading of a section."""
    return cell.adjusted(0, max(cell.height() - ROW_HEIGHT, 0), 0, 0)


def mark_rect(cell: QRectF) -> QRectF:
    """Where the mark stands in a row's first cell."""
    return QRectF(cell.right() - MARK - 4, cell.top() + (ROW_HEIGHT - MARK) / 2, MARK, MARK)


class RowsDelegate(QStyledItemDelegate):
    """Paints every cell of a rows table; ``hovered_row`` is kept by the view."""

    hovered_row = -1
    rule_below_last = True
    marked_column = 0
    """In which column marks stand."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(80, ROW_HEIGHT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        model = index.model()
        if not isinstance(model, RowsModel):
            return
        rect = row_rect(QRectF(option.rect))
        place, state = index.row(), option.state
        surface = "surface_raised"
        if state & QStyle.StateFlag.State_Selected:
            surface = "surface_selected"
        elif model.is_flagged(place):
            surface = "warn_soft"
        elif place == self.hovered_row:
            surface = "surface_hover"
        painter.fillRect(rect, colour(surface))
        if self.rule_below_last or place + 1 < model.rowCount():
            draw_rule(painter, rect.left(), rect.bottom() - 1, rect.width())
        column = model.columns[index.column()]
        marked = index.column() == self.marked_column and model.is_marked(place)
        room = rect.adjusted(0, 0, -_BESIDE_MARK if marked else 0, 0)
        self._paint_cell(painter, room, column, model.row(place))
        if marked:
            box = mark_rect(rect)
            draw_icon(painter, box.left(), box.top(), "git-branch", "warn", MARK)
        if state & QStyle.StateFlag.State_HasFocus:
            if column.field:
                draw_box(painter, rect.adjusted(2, 3, -2, -4), "", "focus", 4)
            else:
                painter.fillRect(QRectF(rect.left(), rect.top(), 2, rect.height()), colour("focus"))

    def _paint_cell(self, painter: QPainter, rect: QRectF, column: Column[Any], row: Any) -> None:
        inner = rect.adjusted(CELL_PADDING, 0, -CELL_PADDING, 0)
        role = column.role(row) if column.role else ""
        ink = role or ("text_muted" if column.muted else "text")
        kind = "small" if column.muted or ink == "text_muted" else "body"
        weight = SEMIBOLD if column.bold and ink != "text_muted" else REGULAR
        words = column.text(row)
        person = column.avatar(row) if column.avatar else ""
        if person:
            left = inner.left() if words else inner.right() - 20
            paint_avatar(painter, QRectF(left, rect.top() + 7.5, 20, 20), person)
            inner.setLeft(inner.left() + _BESIDE_AVATAR)
        icon = column.icon(row) if column.icon else ""
        if icon:
            tint = column.icon_role(row) if column.icon_role else role or "text_muted"
            left = inner.left()
            if column.number:
                left = max(left, inner.right() - text_width(words, kind, weight) - 21)
            draw_icon(painter, left, rect.top() + 10, icon, tint)
            inner.setLeft(left + _BESIDE_ICON)
        chip = column.chip(row) if column.chip and words else ""
        if chip:
            width = min(chip_width(words), inner.width())
            box = QRectF(inner.left(), rect.top() + (ROW_HEIGHT - HEIGHT) // 2, width, HEIGHT)
            paint_chip(painter, box, words, ChipKind(chip))
            return
        align = RIGHT if column.number else LEFT
        draw_text(painter, inner, words, kind, weight, ink, align)
