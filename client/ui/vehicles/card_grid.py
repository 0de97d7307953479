"""The grid of vehicle cards: as many across as fit, wide enough to read."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from client.ui.widgets.vehicle_card import CardContent, VehicleCard

LEAST = 264
GAP = 16


class CardGrid(QWidget):
    """``opened`` carries the id of the vehicle whose card was pressed; arrows go between cards."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        self._cards: dict[str, VehicleCard] = {}
        self._shown: dict[str, tuple[CardContent, str, str]] = {}
        self._order: list[str] = []
        self._columns = 0

    def set_cards(self, cards: Sequence[tuple[str, CardContent, str, str]]) -> None:
        """Show (id, content, picture, paint) in this order; cards that stay are kept."""
        wanted = [card[0] for card in cards]
        for gone in self._cards.keys() - set(wanted):
            card = self._cards.pop(gone)
            del self._shown[gone]
            self._grid.removeWidget(card)
            card.hide()
            card.deleteLater()
        for id_, content, picture, paint in cards:
            known = self._cards.get(id_)
            if known is None:
                known = self._cards[id_] = VehicleCard(content, picture, paint)
                known.setProperty("vehicle", id_)
                known.clicked.connect(self._on_clicked)
            elif self._shown.get(id_) != (content, picture, paint):
                known.set_content(content)
                known.set_picture(picture, paint)
            self._shown[id_] = (content, picture, paint)
        if wanted != self._order:
            self._order = wanted
            self._lay_out(self._fitting())

    @property
    def cards(self) -> list[VehicleCard]:
        """The cards in their order."""
        return [self._cards[id_] for id_ in self._order]

    @property
    def columns(self) -> int:
        """How many stand side by side."""
        return self._columns

    def _on_clicked(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.opened.emit(str(sender.property("vehicle")))

    def _fitting(self) -> int:
        return max(1, (self.width() + GAP) // (LEAST + GAP))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fitting() != self._columns:
            self._lay_out(self._fitting())

    def _lay_out(self, columns: int) -> None:
        before: QWidget | None = None
        for place, card in enumerate(self.cards):
            self._grid.addWidget(card, place // columns, place % columns)
            if before is not None:
                QWidget.setTabOrder(before, card)
            before = card
        for column in range(max(columns, self._columns)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._columns = columns
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -self._columns,
            Qt.Key.Key_Down: self._columns,
        }
        step = steps.get(Qt.Key(event.key()))
        cards = self.cards
        here = next((at for at, card in enumerate(cards) if card.hasFocus()), -1)
        if step is None or here < 0:
            super().keyPressEvent(event)
            return
        there = here + step
        if 0 <= there < len(cards):
            cards[there].setFocus(Qt.FocusReason.TabFocusReason)
