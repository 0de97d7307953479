"""The head of a vehicle's pages: picture, name, plate, what is due, odometer, drivers."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from client.operations.vehicle_overview import VehicleOverview
from client.ui.text import _, amid
from client.ui.theme import MEDIUM, REGULAR, SEMIBOLD, line_height, picture
from client.ui.vehicles.drivers import Drivers
from client.ui.vehicles.due_shown import due_chip, due_state, due_words
from client.ui.vehicles.pictures import paint_of, picture_of, plate_of
from client.ui.vehicles.shown import Shown
from client.ui.widgets.chip import Chip
from client.ui.widgets.gauge import DueState
from client.ui.widgets.labels import label
from client.ui.widgets.odometer import OdometerDisplay
from client.ui.widgets.painting import (
    draw_box,
    draw_icon,
    draw_text,
    repaint_on_theme,
    text_width,
)
from client.ui.widgets.plate import PlateChip
from client.ui.widgets.tips import plain_tip
from client.ui.widgets.vehicle_card import paint_photo
from garage.records import ENERGIES, Vehicle
from garage.units import Quantity

_PICTURE = (120, 56)
_VERY_NARROW = 640
_APART = 4
_VALUE = 20
"""As high as an odometer, so that the titles of all facts stand on one line."""


class VehiclePicture(QWidget):
    """The photo or drawing in a small rounded box."""

    def __init__(self) -> None:
        super().__init__()
        self._kind, self._paint = "car", ""
        self._photo: QPixmap | None = None
        self._lost = False
        self.setFixedSize(*_PICTURE)
        repaint_on_theme(self)

    def set_picture(self, kind: str, paint: str) -> None:
        """Show a drawing, painted in #RRGGBB if given."""
        self._kind, self._paint = kind, paint
        self.update()

    def set_photo(self, photo: QPixmap | None) -> None:
        """Show a person's photo in place of the drawing."""
        self._photo = photo
        self.update()

    def set_lost(self, lost: bool) -> None:
        """Mark the drawing as standing in for a photo that is missing."""
        self._lost = lost
        self.update()

    @property
    def shows_photo(self) -> bool:
        """Whether a photo stands in place of the drawing."""
        return self._photo is not None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        shape = QPainterPath()
        shape.addRoundedRect(rect, 6, 6)
        painter.setClipPath(shape)
        if self._photo is not None:
            paint_photo(painter, rect, self._photo)
        else:
            tint = QColor(self._paint) if self._paint else None
            drawn = picture(self._kind, tint, self.size(), ratio=self.devicePixelRatioF())
            painter.drawPixmap(QPointF(0, 0), drawn)
        painter.setClipping(False)
        if self._lost:
            mark = QRectF(rect.right() - 24, rect.bottom() - 24, 20, 20)
            draw_box(painter, mark, "warn_soft", "", 4)
            draw_icon(painter, mark.x() + 3, mark.y() + 3, "triangle-alert", "warn", 14)
        draw_box(painter, rect, "", "border", 6)


class _Words(QWidget):
    """A line of words that is shortened where there is no room."""

    def __init__(self, kind: str, role: str, weight: int) -> None:
        super().__init__()
        self._words, self._face, self._role = "", (kind, weight), role
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        repaint_on_theme(self)

    def text(self) -> str:
        """The words, whole."""
        return self._words

    def setText(self, words: str) -> None:  # noqa: N802 (as Qt's labels)
        """Show words."""
        self._words = words
        self.setAccessibleName(words)
        self.setToolTip(plain_tip(words))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(text_width(self._words, *self._face)) + 2, line_height(self._face[0]))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(40, self.sizeHint().width()), line_height(self._face[0]))

    def paintEvent(self, event: QPaintEvent) -> None:
        rect = QRectF(self.rect())
        draw_text(QPainter(self), rect, self._words, *self._face, role=self._role)


class _Fact(QWidget):
    """A label above a value, behind a thin line."""

    def __init__(self, title: str, *values: QWidget) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 2, 0, 2)
        column.setSpacing(4)
        column.addWidget(label(title, "small", "text_muted"))
        row = QHBoxLayout()
        row.addStrut(_VALUE)
        row.setSpacing(8)
        for value in values:
            row.addWidget(value)
        column.addLayout(row)
        repaint_on_theme(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_box(QPainter(self), QRectF(0, 0, 1, self.height()), "border", "", 0)


class VehicleHead(QWidget):
    """Shared by all tabs of a vehicle."""

    def __init__(self) -> None:
        super().__init__()
        self.picture = VehiclePicture()
        self.name = _Words("heading", "text", SEMIBOLD)
        self.plate = PlateChip("")
        self.due = Chip()
        self.line = _Words("small", "text_muted", REGULAR)
        self._vin_mark = label(_("VIN"), "small", "text_muted")
        self.vin = label("", "small", "text", MEDIUM)
        self.vin.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.odometer, self.hours = OdometerDisplay(), label("", weight=MEDIUM)
        self.bought = label("", weight=MEDIUM)
        self._odometer = _Fact(_("Odometer"), self.odometer)
        self._hours = _Fact(_("Engine hours"), self.hours)
        self._bought = _Fact(_("Bought"), self.bought)
        self.drivers = Drivers()
        self._drivers = _Fact(_("Drivers"), self.drivers)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 16, 24, 4)
        row.setSpacing(16)
        row.addWidget(self.picture)
        row.addLayout(self._words(), 1)
        for fact in (self._odometer, self._hours, self._bought, self._drivers):
            row.addWidget(fact)

    def _words(self) -> QVBoxLayout:
        first = QHBoxLayout()
        first.setSpacing(10)
        for part in (self.name, self.plate, self.due):
            first.addWidget(part)
        first.addStretch(1)
        second = QHBoxLayout()
        second.setSpacing(_APART)
        for words in (self.line, self._vin_mark, self.vin):
            second.addWidget(words)
        second.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addStretch(1)
        column.addLayout(first)
        column.addLayout(second)
        column.addStretch(1)
        return column

    def show_overview(self, overview: VehicleOverview, shown: Shown) -> None:
        """Show a vehicle."""
        vehicle = overview.vehicle
        self.picture.set_picture(picture_of(vehicle), paint_of(vehicle))
        named = " ".join(part for part in (vehicle.make, vehicle.model) if part)
        self.name.setText(named or vehicle.name)
        plate = plate_of(vehicle)
        self.plate.setVisible(plate is not None)
        if plate is not None:
            self.plate.set_plate(plate.letters, plate.country, plate.season)
        self._show_due(overview, shown)
        self.line.setText(_line(overview, shown))
        # Empty, it would take some width all the same: the VIN would stand away from the edge.
        self.line.setVisible(bool(self.line.text()))
        self.vin.setText(vehicle.vin)
        self._vin_mark.setText(f"· {_('VIN')}" if self.line.text() else _("VIN"))
        self._odometer.setVisible(overview.odometer is not None)
        if overview.odometer is not None:
            self.odometer.set_reading(*shown.reading(overview.odometer))
        self._hours.setVisible(overview.hours is not None)
        if overview.hours is not None:
            self.hours.setText(shown.quantity(overview.hours))
        bought = _bought(vehicle, shown)
        self.bought.setText(bought)
        self._has_bought = bool(bought)
        self.drivers.set_names(overview.drivers)
        self._has_drivers = bool(overview.drivers)
        self._fit()

    def _show_due(self, overview: VehicleOverview, shown: Shown) -> None:
        due = overview.due
        urgent = due is not None and due_state(due) is not DueState.FINE
        self._is_urgent = urgent
        self.due.setVisible(urgent)
        if due is not None and urgent:
            words = f"{due.reminder.title} {due_words(due, shown)}"
            self.due.set_chip(words, due_chip(due))

    _has_bought = _has_drivers = _is_urgent = False

    def _fit(self) -> None:
        """Leave out what there is no room for, so that what stays is whole.

        The drivers go first, then when it was bought, then what is due (it stands on the overview
        too), then the VIN.
        """
        has_picture = self.width() >= _VERY_NARROW
        self.picture.setVisible(has_picture)
        room = self.width() - 2 * 24 - ((_PICTURE[0] + 16) if has_picture else 0)
        facts = [each for each in (self._odometer, self._hours) if not each.isHidden()]
        room -= sum(each.sizeHint().width() + 16 for each in facts)
        first = _side_by_side(self.name, *(() if self.plate.isHidden() else (self.plate,)), gap=10)
        due = self.due.sizeHint().width() + 10 if self._is_urgent else 0
        second = _side_by_side(self.line, self._vin_mark, self.vin, gap=_APART)
        if not self.vin.text():
            second = self.line.sizeHint().width()
        left = room - max(first + due, second)
        for fact, has in ((self._bought, self._has_bought), (self._drivers, self._has_drivers)):
            left -= (fact.sizeHint().width() + 16) if has else 0
            fact.setVisible(has and left >= 0)
        self.due.setVisible(self._is_urgent and first + due <= room)
        has_vin = bool(self.vin.text())
        for part in (self._vin_mark, self.vin):
            part.setVisible(has_vin and second <= room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def _side_by_side(*parts: QWidget, gap: int) -> int:
    return sum(part.sizeHint().width() + gap for part in parts) - gap


def _line(overview: VehicleOverview, shown: Shown) -> str:
    vehicle = overview.vehicle
    facts = [
        shown.quantity(each) if isinstance(each, Quantity) else each for each in overview.highlights
    ]
    energies = " + ".join(amid(_(ENERGIES.get(name, name))) for name in vehicle.energies)
    parts = (str(vehicle.year or ""), vehicle.trim, *facts, energies)
    return " · ".join(part for part in parts if part)


def _bought(vehicle: Vehicle, shown: Shown) -> str:
    parts = []
    if vehicle.purchased is not None:
        parts.append(shown.month_and_year(vehicle.purchased))
    if vehicle.purchase_odometer is not None:
        parts.append(shown.rounded(vehicle.purchase_odometer))
    return " · ".join(parts)
