"""Dragging a card over the board: the ghost, the drop place, and scrolling at the edges."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtWidgets import QScrollArea

from client.ui.vehicles.plan_card import CardGhost, PlanCardWidget, card_height
from client.ui.vehicles.plan_column import PlanColumn
from client.ui.widgets.edge_roll import EdgeRoll

_TICK_MILLISECONDS = 16
_ROLL = EdgeRoll(edge=40, fastest=16)


class CardDrag(QObject):
    """One card on its way; the board asks where it stands when it is dropped."""

    def __init__(
        self, board: QScrollArea, columns: Sequence[PlanColumn], card: PlanCardWidget
    ) -> None:
        super().__init__(board)
        self.card = card
        self._board, self._columns = board, columns
        self._where = QPoint()
        self.column: PlanColumn | None = None
        self.place = 0
        self._height = card_height(card.words)
        self._ghost = CardGhost(board.window(), card.words, card.width())
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MILLISECONDS)
        self._timer.timeout.connect(self._scroll)
        card.set_away(True)
        self._ghost.show()
        self._ghost.raise_()
        self._timer.start()

    def move_to(self, where: QPoint) -> None:
        """Follow the pointer (global)."""
        self._where = where
        self._ghost.hang(where, self.card.grabbed_at)
        self._find()

    def _find(self) -> None:
        found = self._column_at(self._where)
        middle = self._where - QPoint(0, self.card.grabbed_at.y() - self._height // 2)
        if self.column is not None and found is not self.column:
            self.column.close_gap()
        self.column = found
        if found is not None:
            self.place = found.place_at(middle)
            found.set_gap(self.place, self._height)

    def _column_at(self, where: QPoint) -> PlanColumn | None:
        """The column below or above the pointer; none where it is beside the board."""
        here = self._board.viewport().mapFromGlobal(where)
        if not self._board.viewport().rect().adjusted(-24, -64, 24, 64).contains(here):
            return None
        for column in self._columns:
            x = column.mapFromGlobal(where).x()
            if -8 <= x < column.width() + 8:
                return column
        return None

    def _scroll(self) -> None:
        sideways = self._board.viewport()
        x = sideways.mapFromGlobal(self._where).x()
        moved = _ROLL.roll(self._board.horizontalScrollBar(), x, sideways.width())
        if self.column is not None:
            view = self.column.roll.viewport()
            y = view.mapFromGlobal(self._where).y()
            moved = _ROLL.roll(self.column.roll.verticalScrollBar(), y, view.height()) or moved
        if moved:
            self._find()

    def end(self) -> None:
        """Put the ghost and the drop place away; the card shows again."""
        self._timer.stop()
        for column in self._columns:
            column.close_gap()
        self._ghost.hide()
        self._ghost.deleteLater()
        self.card.set_away(False)
        self.card.let_go()
        self.deleteLater()
