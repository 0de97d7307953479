"""The garage as a table: its columns, and the cells that have a picture, a plate or a chip."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QStyleOptionViewItem

from client.ui.text import _
from client.ui.theme import picture
from client.ui.vehicles.due_shown import due_chip
from client.ui.vehicles.garage_shown import GarageRow
from client.ui.vehicles.pictures import plate_of
from client.ui.widgets.chip import HEIGHT as CHIP
from client.ui.widgets.chip import chip_width, paint_chip
from client.ui.widgets.painting import draw_box, draw_icon, draw_text
from client.ui.widgets.plate import HEIGHT as PLATE
from client.ui.widgets.plate import paint_plate
from client.ui.widgets.rows_delegate import CELL_PADDING, RowsDelegate
from client.ui.widgets.rows_model import Column, RowsModel
from client.ui.widgets.rows_table import RowsTable
from client.ui.widgets.vehicle_card import paint_photo

_PICTURE = QSize(48, 24)
_LEAST_WORDS = 24

Photo = Callable[[str], QPixmap | None]


def garage_columns(*, narrow: bool = False) -> list[Column[GarageRow]]:
    """From the picture to the group; `narrow` leaves out what the vehicle's page tells."""
    wanted = [*_named(), *_figures(), *_states(narrow=narrow)]
    return [one for one in wanted if not narrow or one.key not in ("cost", "per", "group")]


def _cell(key: str) -> Callable[[GarageRow], str]:
    return lambda row: row.cells[key]


def _named() -> list[Column[GarageRow]]:
    return [
        Column[GarageRow]("picture", "", lambda row: "", width=72),
        Column[GarageRow](
            "name", _("Name"), _cell("name"), lambda row: row.card.vehicle.name.casefold(),
            width=120, stretch=True, bold=True, tooltip=_cell("described"),
        ),
        Column[GarageRow](
            "plate", _("Plate"), lambda row: row.card.vehicle.plate,
            lambda row: row.card.vehicle.plate or None, width=124,
        ),
    ]  # fmt: skip


def _figures() -> list[Column[GarageRow]]:
    return [
        Column[GarageRow](
            "odometer", _("Odometer"), _cell("odometer"),
            lambda row: row.card.odometer.si if row.card.odometer else None, number=True,
            measured=True, width=100,
        ),
        Column[GarageRow](
            "economy", _("Economy"), _cell("economy"), lambda row: row.cells["economy"] or None,
            number=True, measured=True, width=140,
        ),
        Column[GarageRow](
            "cost", _("This month"), _cell("cost"), lambda row: float(row.card.month_cost.decimal),
            number=True, measured=True, width=96, bold=True,
        ),
        Column[GarageRow](
            "per", _("Per distance"), _cell("per"),
            lambda row: float(row.card.per_distance) if row.card.per_distance else None,
            number=True, measured=True, width=108,
            tooltip=lambda row: _("All costs of the last twelve months, for the distance driven"),
        ),
    ]  # fmt: skip


def _states(*, narrow: bool) -> list[Column[GarageRow]]:
    return [
        Column[GarageRow](
            "due", _("Next due"), lambda row: row.cells["due"] or row.content.idle, _due_key,
            width=230 if narrow else 184, stretch=True,
        ),
        Column[GarageRow](
            "group", _("Group"), _cell("group"), lambda row: row.group.casefold() or None,
            width=108, muted=True,
        ),
    ]  # fmt: skip


def _due_key(row: GarageRow) -> str | None:
    due = row.card.due
    return due.day.isoformat() if due is not None and due.day is not None else None


class GarageDelegate(RowsDelegate):
    """Paints one column's cells with more than words, over what every table paints."""

    def __init__(self, table: RowsTable, key: str, photo: Photo) -> None:
        super().__init__(table)
        self._table, self._key, self._photo = table, key, photo

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        usual = self._table.itemDelegate()
        if isinstance(usual, RowsDelegate):
            self.hovered_row = usual.hovered_row
            self.rule_below_last = usual.rule_below_last
        super().paint(painter, option, index)

    def _paint_cell(
        self, painter: QPainter, rect: QRectF, column: Column[GarageRow], row: GarageRow
    ) -> None:
        middle, left = rect.center().y(), rect.left() + CELL_PADDING
        if self._key == "picture":
            box = QRectF(left, middle - _PICTURE.height() / 2, _PICTURE.width(), _PICTURE.height())
            paint_small(painter, box, row, self._photo(row.id))
        elif self._key == "plate":
            plate = plate_of(row.card.vehicle)
            if plate is not None:
                wide = rect.width() - 2 * CELL_PADDING
                paint_plate(painter, left, middle - PLATE / 2, plate, wide)
        elif row.card.due is None or row.content.due is None:
            super()._paint_cell(painter, rect, column, row)
        else:
            self._paint_due(painter, rect.adjusted(CELL_PADDING, 0, -CELL_PADDING, 0), row)

    def _paint_due(self, painter: QPainter, rect: QRectF, row: GarageRow) -> None:
        due, content = row.card.due, row.content.due
        if due is None or content is None:
            return
        wide = min(chip_width(content.when), rect.width())
        box = QRectF(rect.left(), rect.center().y() - CHIP / 2, wide, CHIP)
        paint_chip(painter, box, content.when, due_chip(due))
        rest = rect.adjusted(wide + 8, 0, 0, 0)
        if content.icon:
            draw_icon(painter, rest.left(), rest.center().y() - 8, content.icon)
            rest.setLeft(rest.left() + 20)
        if rest.width() > _LEAST_WORDS:
            draw_text(painter, rest, content.words)


def paint_small(painter: QPainter, box: QRectF, row: GarageRow, photo: QPixmap | None) -> None:
    """Draw a vehicle's photo, or its drawing, in a small rounded box."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shape = QPainterPath()
    shape.addRoundedRect(box, 4, 4)
    painter.setClipPath(shape)
    if photo is not None:
        paint_photo(painter, box, photo)
    else:
        device = painter.device()
        ratio = device.devicePixelRatio() if device is not None else 1.0
        tint = QColor(row.paint) if row.paint else None
        painter.drawPixmap(
            QPointF(box.left(), box.top()),
            picture(row.picture, tint, box.size().toSize(), ratio=ratio),
        )
    painter.restore()
    draw_box(painter, box, "", "border", 4)


def garage_table(photo: Photo, *, narrow: bool = False) -> RowsTable:
    """The table, as high as its rows."""
    columns = garage_columns(narrow=narrow)
    model = RowsModel[GarageRow](columns, row_id=lambda row: row.id)
    table = RowsTable(model, _("Vehicles"))
    for place, column in enumerate(columns):
        if column.key in ("picture", "plate", "due"):
            table.setItemDelegateForColumn(place, GarageDelegate(table, column.key, photo))
    table.fit_rows()
    return table
