"""A table's columns arranged as a person chose: hidden, moved, as wide as dragged, sorted."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QTableView

from client.ui.widgets.rows_delegate import held_width
from client.ui.widgets.rows_header import SortHeader, title_width
from client.ui.widgets.rows_layout import RowsLayout
from client.ui.widgets.rows_model import RowsModel


class Arrangement(QObject):
    """Puts a layout on a table, and says ``changed`` when the person arranges it otherwise."""

    changed = Signal()

    def __init__(self, table: QTableView, model: RowsModel[Any], header: SortHeader) -> None:
        super().__init__(table)
        self._table, self._model, self._header = table, model, header
        self._layout = RowsLayout()
        self._placing = False
        header.sectionMoved.connect(self._on_moved)
        header.sectionResized.connect(self._on_resized)
        header.sortIndicatorChanged.connect(self._on_sorted)

    # ------------------------------------------------------------------ what is chosen

    @property
    def layout(self) -> RowsLayout:
        """What the person has chosen."""
        return self._layout

    def set_layout(self, layout: RowsLayout) -> None:
        """Arrange the table so; nothing is said."""
        self._layout = layout
        self._placing = True
        try:
            for place, key in enumerate(layout.ordered(self.keys)):
                section = self._model.section_of(key)
                self._header.moveSection(self._header.visualIndex(section), place)
            section = self._model.section_of(layout.sort.removeprefix("-"))
            if not self._is_sortable(section):
                section = -1
            descending = layout.sort.startswith("-")
            order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
            if (section, order) != self._sorted_by() and (
                section >= 0 or self._sorted_by()[0] >= 0
            ):
                self._header.setSortIndicator(section, order)
        finally:
            self._placing = False
        self.share_out()

    def choose(self, layout: RowsLayout) -> None:
        """Arrange the table so, as the person wants it."""
        self.set_layout(layout)
        self.changed.emit()

    @property
    def keys(self) -> list[str]:
        """The keys of all columns, in their natural order."""
        return [column.key for column in self._model.columns]

    @property
    def hidden(self) -> frozenset[str]:
        """The keys of columns that the person, or else the table itself, does not show."""
        if self._layout.hidden is not None:
            return self._layout.hidden
        return frozenset(column.key for column in self._model.columns if column.hidden)

    def shown_sections(self) -> list[int]:
        """The columns that are to be seen, from left to right."""
        header = self._header
        sections = (header.logicalIndex(place) for place in range(header.count()))
        return [section for section in sections if not header.isSectionHidden(section)]

    # ------------------------------------------------------------------ what the person does

    def _on_moved(self, section: int, before: int, after: int) -> None:
        if self._placing:
            return
        header = self._header
        shown = [
            self._model.columns[header.logicalIndex(place)].key for place in range(header.count())
        ]
        self._layout = replace(self._layout, order=self._layout.merged_order(shown))
        self.changed.emit()

    def _on_resized(self, section: int, before: int, width: int) -> None:
        if self._placing or not width or not before:
            return
        key = self._model.columns[section].key
        self._layout = replace(self._layout, widths={**self._layout.widths, key: width})
        self.changed.emit()

    def _on_sorted(self, section: int, order: Qt.SortOrder) -> None:
        if self._placing:
            return
        if section >= 0 and not self._is_sortable(section):
            # A title without an order, as that of pictures, leaves the rows as they were.
            self.set_layout(self._layout)
            return
        key = self._model.columns[section].key if section >= 0 else ""
        sign = "-" if key and order == Qt.SortOrder.DescendingOrder else ""
        if f"{sign}{key}" != self._layout.sort:
            self._layout = replace(self._layout, sort=f"{sign}{key}")
            self.changed.emit()

    def _is_sortable(self, section: int) -> bool:
        columns = self._model.columns
        return 0 <= section < len(columns) and columns[section].sort is not None

    def _sorted_by(self) -> tuple[int, Qt.SortOrder]:
        return self._header.sortIndicatorSection(), self._header.sortIndicatorOrder()

    # ------------------------------------------------------------------ widths

    def share_out(self) -> None:
        """Give columns their widths, and what is left over to those that stretch."""
        columns, own = self._model.columns, self._layout.widths
        least = [
            own.get(column.key) or max(column.width, held_width(column), title_width(column.title))
            for column in columns
        ]
        room = self._table.viewport().width()
        shown = self._fitting(least, room)
        left = room - sum(least[place] for place in shown)
        free = [place for place in shown if columns[place].key not in own]
        takers = [place for place in free if columns[place].stretch] or free or shown[-1:]
        self._placing = True
        try:
            for place, width in enumerate(least):
                share = 0
                if left > 0 and place in takers:
                    turn = takers.index(place)
                    share = left * (turn + 1) // len(takers) - left * turn // len(takers)
                self._table.setColumnHidden(place, place not in shown)
                if place in shown:
                    self._table.setColumnWidth(place, width + share)
        finally:
            self._placing = False

    def _fitting(self, least: list[int], room: int) -> list[int]:
        """The places of columns to show; while none was chosen, spare ones give way in turn."""
        columns, hidden = self._model.columns, self.hidden
        shown = [place for place in range(len(columns)) if columns[place].key not in hidden]
        if not shown and columns:
            shown = [0]
        if self._layout.hidden is None:
            spare = [place for place in reversed(shown) if columns[place].spare]
            for place in sorted(spare, key=lambda each: -columns[each].spare):
                if sum(least[each] for each in shown) <= room:
                    break
                shown.remove(place)
        return shown
