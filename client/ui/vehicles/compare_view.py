"""Two to four vehicles side by side; the best of each row in bold, with the word beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from client.store import Reader
from client.ui.desk import Desk
from client.ui.text import _, pgettext
from client.ui.theme import MEDIUM, SEMIBOLD, picture
from client.ui.vehicles.photos import PhotoShelf
from client.ui.vehicles.pictures import described, paint_of, picture_of, plate_of
from client.ui.vehicles.shown import Shown
from client.ui.widgets.buttons import LinkButton, QuietButton, SecondaryButton
from client.ui.widgets.card import Card
from client.ui.widgets.chip import Chip, ChipKind
from client.ui.widgets.labels import label
from client.ui.widgets.page_scroll import MARGIN, PageScroll
from client.ui.widgets.painting import draw_box, repaint_on_theme
from client.ui.widgets.plate import PlateChip
from client.ui.widgets.rule import Rule
from client.ui.widgets.vehicle_card import paint_photo
from garage.records import Vehicle

if TYPE_CHECKING:
    from client.operations.comparing import Compared
    from client.ui.vehicles.compare_shown import CompareRow

_TITLES = 168
_PICTURE = 112
_WIDEST = 1_180
_ROW = 32
_LONG = 28


class _Picture(QWidget):
    """A vehicle's photo or drawing."""

    def __init__(self, vehicle: Vehicle, photos: PhotoShelf) -> None:
        super().__init__()
        self._vehicle, self._photos = vehicle, photos
        self.setFixedHeight(_PICTURE)
        self.setMinimumWidth(120)
        photos.arrived.connect(self._on_arrived)
        repaint_on_theme(self)

    def _on_arrived(self, _picture: str) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        shape = QPainterPath()
        shape.addRoundedRect(rect, 6, 6)
        painter.setClipPath(shape)
        photo = self._photos.photo(self._vehicle.picture)
        if photo is not None:
            paint_photo(painter, rect, photo)
        else:
            paint = paint_of(self._vehicle)
            tint, ratio = QColor(paint) if paint else None, self.devicePixelRatioF()
            drawn = picture(picture_of(self._vehicle), tint, self.size(), ratio=ratio)
            painter.drawPixmap(QPointF(0, 0), drawn)
        painter.setClipping(False)
        draw_box(painter, rect, "", "border", 6)


class _Value(QWidget):
    """A value; the best of its row is bold and says so."""

    def __init__(self, words: str, *, best: bool) -> None:
        super().__init__()
        self.setMinimumHeight(_ROW)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(8)
        role = "text" if words else "text_muted"
        text = label(words or "–", "body", role, SEMIBOLD if best else MEDIUM)
        text.setWordWrap(not best or len(words) > _LONG)
        row.addWidget(text, 0 if best else 1)
        if best:
            row.addWidget(Chip(_("best"), ChipKind.OK))
            row.addStretch(1)


class CompareView(PageScroll):
    """``left`` says that one goes back (Esc); ``opened`` carries the vehicle to open."""

    left = Signal()
    opened = Signal(str)

    def __init__(self, photos: PhotoShelf) -> None:
        super().__init__()
        self._photos = photos
        self.ids: tuple[str, ...] = ()
        self.found: tuple[Compared, ...] = ()
        self.rows: tuple[CompareRow, ...] = ()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Vehicles side by side"))

    def read(
        self, desk: Desk, ids: tuple[str, ...], shown: Shown, done: Callable[[], None]
    ) -> None:
        """Read vehicles and show them; `done` is called once they are here."""
        today = desk.today()

        def side_by_side(reader: Reader) -> tuple[tuple[Compared, ...], tuple[CompareRow, ...]]:
            # Imported here, in a worker, since the start of the window need not wait for it.
            from client.operations.comparing import compare
            from client.ui.vehicles.compare_shown import compare_rows

            found = compare(reader, ids, today)
            there = tuple(each for each in found if not each.vehicle.deleted)
            return there, compare_rows(there, shown)

        def arrived(read: tuple[tuple[Compared, ...], tuple[CompareRow, ...]]) -> None:
            self._show(*read)
            done()

        desk.read(self, side_by_side, arrived)

    def _show(self, found: tuple[Compared, ...], rows: tuple[CompareRow, ...]) -> None:
        before = self.ids, [each.vehicle for each in self.found], self.rows
        self.ids = tuple(each.vehicle.id for each in found)
        self.found, self.rows = found, rows
        if before == (self.ids, [each.vehicle for each in found], rows):
            return
        content = self._content()
        if set(self.ids) <= set(before[0]):
            self.exchange_content(content)
        else:
            self.set_content(content)

    def _content(self) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(MARGIN, 16, MARGIN, MARGIN)
        column.setSpacing(12)
        column.addLayout(self._tools())
        card = Card()
        card.setMaximumWidth(_WIDEST)
        card.body.addLayout(self._grid())
        column.addWidget(card)
        column.addStretch(1)
        return content

    def _tools(self) -> QHBoxLayout:
        back = QuietButton(_("Back to the garage"), "arrow-left")
        back.setToolTip(_("Esc"))
        back.clicked.connect(self.left)
        self.copy_button = SecondaryButton(_("Copy as text"), "copy")
        self.copy_button.clicked.connect(self.copy)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(back)
        row.addStretch(1)
        row.addWidget(label(_("Costs are of the last twelve months."), "small", "text_muted"))
        row.addWidget(self.copy_button)
        return row

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(0)
        grid.setColumnMinimumWidth(0, _TITLES)
        for place, each in enumerate(self.found, start=1):
            grid.setColumnStretch(place, 1)
            grid.addWidget(self._top(each.vehicle), 0, place, Qt.AlignmentFlag.AlignTop)
        for at, row in enumerate(self.rows):
            grid.addWidget(Rule(), 2 * at + 1, 0, 1, len(self.found) + 1)
            title = label(row.title, "small", "text_muted", wrap=True)
            grid.addWidget(title, 2 * at + 2, 0)
            for place, words in enumerate(row.values):
                value = _Value(words, best=place in row.best)
                grid.addWidget(value, 2 * at + 2, place + 1)
        return grid

    def _top(self, vehicle: Vehicle) -> QWidget:
        top = QWidget()
        column = QVBoxLayout(top)
        column.setContentsMargins(0, 4, 0, 12)
        column.setSpacing(4)
        column.addWidget(_Picture(vehicle, self._photos))
        column.addSpacing(4)
        names = QHBoxLayout()
        names.setSpacing(8)
        names.addWidget(label(vehicle.name, "heading", weight=SEMIBOLD), 1)
        plate = plate_of(vehicle)
        if plate is not None:
            chip = PlateChip("")
            chip.set_plate(plate.letters, plate.country, plate.season)
            names.addWidget(chip)
        column.addLayout(names)
        open_it = LinkButton(
            pgettext("deed", "Open"), name=_("Open {vehicle}").format(vehicle=vehicle.name)
        )
        open_it.setProperty("vehicle", vehicle.id)
        open_it.clicked.connect(self._on_open)
        below = QHBoxLayout()
        below.addWidget(label(described(vehicle), "small", "text_muted"), 1)
        below.addWidget(open_it)
        column.addLayout(below)
        return top

    def _on_open(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.opened.emit(str(sender.property("vehicle")))

    def copy(self) -> None:
        """Put the comparison on the clipboard."""
        from client.ui.vehicles.compare_shown import as_text

        QGuiApplication.clipboard().setText(as_text(self.found, self.rows))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
