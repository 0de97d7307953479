"""The component sheet: every part in one window, to hold against its picture."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLayout, QMenu, QVBoxLayout, QWidget

from client.ui.theme import MEDIUM, REGULAR, SEMIBOLD, font, icon, theme
from client.ui.widgets.buttons import (
    Button,
    ButtonKind,
    PrimaryButton,
    QuietButton,
    SecondaryButton,
)
from client.ui.widgets.card import Card
from client.ui.widgets.chip import Chip, ChipKind
from client.ui.widgets.empty_state import EmptyState
from client.ui.widgets.form_field import FormField
from client.ui.widgets.gauge import DueState, Gauge
from client.ui.widgets.labels import SyncLine, SyncState, label
from client.ui.widgets.odometer import OdometerDisplay
from client.ui.widgets.painting import LEFT, RIGHT, draw_box, draw_text, repaint_on_theme
from client.ui.widgets.plate import PlateChip
from client.ui.widgets.progress_strip import ProgressStrip
from client.ui.widgets.rows_model import Column, RowsModel
from client.ui.widgets.rows_table import RowsTable
from client.ui.widgets.segmented import Segment, SegmentedControl
from client.ui.widgets.spark_bars import SparkBars
from client.ui.widgets.tile import Tile
from client.ui.widgets.toast import Toast

_ROLES = (
    *("surface_sunken", "surface", "surface_raised", "surface_hover", "surface_selected"),
    *("border", "border_strong", "text", "text_muted", "accent", "accent_soft", "accent_text"),
    *("ok", "warn", "late", "estimate", "now"),
)
_BARS = (6.6, 6.3, 7.0, 6.5, 5.9, 5.7, 6.0, 5.6, 6.0, 5.8, 5.7)
SIZE = QSize(1440, 900)


@dataclass(frozen=True, slots=True)
class _Fill:
    day: str
    tank: str
    volume: float
    total: float
    flagged: bool = False


_FILLS = (
    _Fill("6 Nov 2026", "Full", 44.61, 70.89),
    _Fill("25 Oct 2026", "Full, hover", 46.02, 72.44),
    _Fill("11 Oct 2026", "Partial, selected", 20.00, 31.18),
    _Fill("2 May 2026", "Flagged", 47.80, 76.10, True),
)


class _Swatches(QWidget):
    """The colour roles, the calendars and the type scale, painted."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(312)
        repaint_on_theme(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        values = theme().tokens
        draw_text(painter, QRectF(0, 0, 312, 30), "Paddock, parts", "title", SEMIBOLD)
        line = QRectF(0, 34, 312, 20)
        draw_text(painter, line, f"Colour roles, {values.scheme}", "small", role="text_muted")
        for place, role in enumerate(_ROLES):
            top = 64.0 + place * 28
            draw_box(painter, QRectF(0, top, 28, 22), role, "border_strong", 4)
            draw_text(painter, QRectF(38, top, 170, 22), role)
            code = QRectF(212, top, 100, 22)
            draw_text(painter, code, values.colour(role), "small", REGULAR, "text_muted", RIGHT)
        top = 64.0 + len(_ROLES) * 28 + 6
        _paint_calendars(painter, top)
        self._paint_type(painter, top + 144)

    def _paint_type(self, painter: QPainter, top: float) -> None:
        draw_text(painter, QRectF(0, top, 312, 20), "Type", "small", role="text_muted")
        lines = (
            ("Title 22 / 28, 600", "title", SEMIBOLD, "text", 32),
            ("Heading 16 / 24, 600", "heading", SEMIBOLD, "text", 32),
            ("Body 13 / 20, 400, 500, 600", "body", REGULAR, "text", 28),
            ("Small 12 / 16, figures 0123456789", "small", REGULAR, "text_muted", 24),
        )
        top += 24
        for words, kind, weight, role, height in lines:
            draw_text(painter, QRectF(0, top, 312, height), words, kind, weight, role)
            top += height


def _paint_calendars(painter: QPainter, top: float) -> None:
    draw_text(painter, QRectF(0, top, 312, 20), "Calendar", "small", role="text_muted")
    for place, (name, colours) in enumerate(theme().tokens.calendars.items()):
        box = QRectF(place % 2 * 159, top + 26 + place // 2 * 28, 153, 22)
        painter.fillRect(box, QColor(colours.fill))
        painter.fillRect(QRectF(box.left(), box.top(), 3, 22), QColor(colours.bar))
        painter.setFont(font("small", MEDIUM))
        painter.setPen(QColor(colours.text))
        painter.drawText(box.adjusted(11, 0, 0, 0), LEFT, name)


class ComponentSheet(QWidget):
    """Three columns: roles and type, controls and instruments, rows and states."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(SIZE)
        self.hovered, self.focused = SecondaryButton("Hover"), SecondaryButton("Focus")
        columns = QHBoxLayout(self)
        columns.setContentsMargins(32, 24, 32, 24)
        columns.setSpacing(32)
        columns.addWidget(_Swatches())
        for fill in (self._fill_controls, self._fill_states):
            column = QVBoxLayout()
            column.setSpacing(12)
            fill(column)
            column.addStretch(1)
            columns.addLayout(column, 1)

    def _fill_controls(self, column: QVBoxLayout) -> None:
        _add(column, "Controls", *_controls(self))
        _add(column, "Fields", _fields())
        _add(column, "Chips and plates", *_chips())
        _add(column, "Instruments", *_instruments())
        _add(column, "Sync, in words", _sync_lines())
        _add(column, "Tile", _tiles())

    def _fill_states(self, column: QVBoxLayout) -> None:
        self.table = _table()
        card = Card(flush=True)
        card.body.addWidget(self.table)
        _add(column, "Table rows", card)
        self.toast_place = QWidget()
        self.toast_place.setFixedHeight(48)
        _add(column, "Toast", self.toast_place)
        self.toast = Toast(self.toast_place, "Fill-up deleted")
        _add(
            column,
            "Long work",
            ProgressStrip("Importing from Fuelio, 1,204 of 3,310 records", 0.36),
        )
        empty = EmptyState(
            "route",
            "No trips yet",
            "Write down where you went and the distance counts towards tax and cost per km.",
            ("Add trip", "plus"),
            ("Import", "download"),
        )
        frame = Card(flush=True)
        frame.body.addWidget(empty)
        _add(column, "Empty state", frame)
        self.menu = _menu(self)
        _add(column, "Menu", _row(self.menu))

    def pose(self) -> None:
        """Put on the states of the picture that need a pointer or the keyboard."""
        self.toast.setGeometry(0, 0, 360, 44)
        self.table.selectRow(2)
        self.table.hover(1)
        self.hovered.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
        self.focused.setFocus(Qt.FocusReason.TabFocusReason)


def _add(column: QVBoxLayout, title: str, *parts: QWidget | QLayout) -> None:
    column.addWidget(label(title, "heading", weight=SEMIBOLD))
    for part in parts:
        if isinstance(part, QWidget):
            column.addWidget(part)
        else:
            column.addLayout(part)
    column.addSpacing(12)


def _row(*parts: QWidget, gap: int = 8) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(gap)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row


def _controls(sheet: ComponentSheet) -> tuple[QHBoxLayout, QHBoxLayout]:
    disabled = SecondaryButton("Disabled")
    disabled.setEnabled(False)
    choices = [Segment("on", "On"), Segment("a", "Off"), Segment("b", "Off")]
    return (
        _row(
            PrimaryButton("Primary", "plus"),
            SecondaryButton("Secondary", "download"),
            QuietButton("Quiet"),
            SecondaryButton("", "ellipsis", name="More"),
            SecondaryButton("Small", small=True),
        ),
        _row(
            sheet.hovered,
            sheet.focused,
            disabled,
            Button("Delete", "trash-2", ButtonKind.DANGER),
            SegmentedControl(choices, "A choice"),
        ),
    )


def _fields() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    values = (("Odometer", "84,120", "km"), ("Volume", "45.20", "l"), ("Wrong", "8,412", "km"))
    for place, (title, text, unit) in enumerate(values):
        field = FormField(title, unit=unit, number=True)
        field.set_text(text)
        if title == "Wrong":
            field.set_error("Lower than 83,313 km on 6 Nov. Was a digit lost?")
        grid.addWidget(field, 0, place, Qt.AlignmentFlag.AlignTop)
    return grid


def _chips() -> tuple[QHBoxLayout, QHBoxLayout]:
    words = {
        ChipKind.WARN: "in 4 days",
        ChipKind.LATE: "9 days late",
    }
    chips = [Chip(words.get(kind, kind.value), kind) for kind in ChipKind]
    plates = [PlateChip(letters, "DE") for letters in ("M JL 2016", "M HB 53H", "M AL 321E")]
    return _row(*chips), _row(*plates, PlateChip("M ZL 199", "DE", (4, 10)), PlateChip("7ABC 123"))


def _instruments() -> tuple[QLayout, Gauge, Gauge, Gauge]:
    return (
        _row(
            OdometerDisplay("84120", "km"),
            OdometerDisplay("1284", "h", 5),
            SparkBars(_BARS, words="Economy"),
            label("5.6", weight=SEMIBOLD),
            label("l/100 km", "small", "text_muted"),
            gap=12,
        ),
        Gauge(0.34, DueState.FINE),
        Gauge(0.92, DueState.SOON),
        Gauge(1.2, DueState.LATE),
    )


def _sync_lines() -> QGridLayout:
    grid = QGridLayout()
    lines = (
        (SyncState.SYNCED, "Synced 10:42"),
        (SyncState.WAITING, "3 edits waiting"),
        (SyncState.SENDING, "Sending 2 of 3"),
        (SyncState.OFFLINE, "Offline since 10:29"),
        (SyncState.REFUSED, "Sign in again to sync"),
        (SyncState.OFF, "Not syncing"),
    )
    grid.setVerticalSpacing(3)
    for place, (state, words) in enumerate(lines):
        grid.addWidget(SyncLine(state, words), place // 2, place % 2)
    return grid


def _tiles() -> QHBoxLayout:
    cost, economy = Tile("Cost per km"), Tile("Economy")
    cost.set_figure("€0.214", "all costs")
    cost.set_chip("4 % less", ChipKind.OK)
    economy.set_missing("after two full fills")
    row = QHBoxLayout()
    row.setSpacing(16)
    row.addWidget(cost)
    row.addWidget(economy)
    return row


def _table() -> RowsTable:
    columns = (
        Column[_Fill]("day", "Date", lambda fill: fill.day, width=140),
        Column[_Fill](
            "tank",
            "Tank",
            lambda fill: fill.tank,
            stretch=True,
            role=lambda fill: "warn" if fill.flagged else "text",
        ),
        Column[_Fill]("v", "Volume, l", lambda fill: f"{fill.volume:.2f}", number=True),
        Column[_Fill]("t", "Total, €", lambda fill: f"{fill.total:.2f}", number=True, width=90),
    )
    model = RowsModel[_Fill](columns, lambda fill: fill.day, lambda fill: fill.flagged)
    model.set_rows(_FILLS)
    table = RowsTable(model, "Fill-ups")
    table.fit_rows()
    return table


def _menu(parent: QWidget) -> QMenu:
    """A menu laid into the window instead of popping up over it."""
    menu = QMenu(parent)
    menu.setWindowFlags(Qt.WindowType.Widget)
    edit = menu.addAction(icon("pencil", "text"), "Edit")
    edit.setShortcut("E")
    menu.addAction(icon("copy", "text"), "Duplicate").setShortcut("Ctrl+D")
    menu.addSeparator()
    menu.addAction(icon("trash-2", "late"), "Delete").setShortcut("Del")
    menu.setFixedSize(240, menu.sizeHint().height())
    menu.setActiveAction(edit)
    return menu
