"""What is selected while a table's rows change: the same rows, or the one in their place."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from client.ui.widgets.rows_editing import WHOLE_ROW
from client.ui.widgets.rows_model import RowsModel

if TYPE_CHECKING:
    from client.ui.widgets.rows_table import RowsTable


class KeptChoice(QObject):
    """After Del the next row is selected, so that the keys of a table always have one to act on.

    Only while the keyboard is in the table: what a filter hides chooses nothing in its place.
    """

    def __init__(self, table: RowsTable, model: RowsModel[Any]) -> None:
        super().__init__(table)
        self._table, self._model = table, model
        self._before: Sequence[Hashable] = ()
        self._chosen: Sequence[Hashable] = ()
        self._column = 0
        model.taking_over.connect(self._on_taking_over)
        model.taken_over.connect(self._on_taken_over)

    def _on_taking_over(self) -> None:
        model, places = self._model, self._table.selected_places()
        self._chosen = [model.id_at(place) for place in places]
        self._before = model.ids if places else ()
        self._column = max(self._table.currentIndex().column(), 0)

    def _on_taken_over(self) -> None:
        chosen, before, self._chosen, self._before = self._chosen, self._before, (), ()
        if not chosen or self._table.selected_places():
            return
        stayed = [each for each in chosen if self._model.place_of(each) >= 0]
        if stayed:
            self._table.select_ids(stayed)
        elif self._table.hasFocus():
            self._choose(self._next_of(before, chosen[0]))

    def _next_of(self, before: Sequence[Hashable], gone: Hashable) -> int:
        """Where the row is that came next after one that is gone, else the one before it."""
        at = before.index(gone)
        places = map(self._model.place_of, (*before[at:], *reversed(before[:at])))
        return next((place for place in places if place >= 0), -1)

    def _choose(self, place: int) -> None:
        if place >= 0:
            index = self._model.index(place, self._column)
            self._table.selectionModel().setCurrentIndex(index, WHOLE_ROW)
