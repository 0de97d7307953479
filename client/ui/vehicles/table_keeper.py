"""Keeping how a table is arranged, and where one was in it, over going away and a restart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from client.ui.desk import Desk
from client.ui.widgets.rows_layout import RowsLayout
from client.ui.widgets.rows_table import RowsTable

_PAUSE_MILLISECONDS = 400
_MOST_PLACES = 20
_MOST_SELECTED = 50


@dataclass(frozen=True)
class Place:
    """Where one was: the first row that was seen, and the rows selected."""

    top: str = ""
    selected: tuple[str, ...] = ()


class TableKeeper(QObject):
    """One for each table that has a `key`; `adopt` gives it the table, also a newer one."""

    def __init__(self, desk: Desk, key: str, owner: QWidget) -> None:
        super().__init__(owner)
        self._desk, self._key = desk, key
        self._table: RowsTable | None = None
        kept = self._kept()
        self._layout = RowsLayout.from_json(kept.get("layout"))
        self._places = _places(kept.get("places"))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MILLISECONDS)
        self._timer.timeout.connect(self.keep)
        desk.closing.connect(self.keep)

    def _kept(self) -> Mapping[str, Any]:
        tables = self._desk.settings.get("tables")
        kept = tables.get(self._key) if isinstance(tables, Mapping) else None
        return kept if isinstance(kept, Mapping) else {}

    def adopt(self, table: RowsTable) -> None:
        """Arrange a table as it was kept, and keep how it is arranged from now on."""
        self._table = table
        table.arrangement.set_layout(self._layout)
        table.arrangement.changed.connect(self._on_changed)

    def _on_changed(self) -> None:
        if self._table is not None:
            self._layout = self._table.arrangement.layout
            self._timer.start()

    def leave(self, what: str) -> None:
        """Remember where one is, in the table of this (a vehicle's id)."""
        table = self._table
        if not what or table is None or not isValid(table):
            return
        selected = [str(table.rows.id_at(place)) for place in table.selected_places()]
        place = Place(str(table.top_id() or ""), tuple(selected[:_MOST_SELECTED]))
        self._places.pop(what, None)
        if place != Place():
            self._places[what] = place

    def come_back(self, what: str) -> None:
        """Go to where one was."""
        place = self._places.get(what)
        if place is None or self._table is None:
            return
        self._table.select_ids(place.selected)
        if place.top:
            self._table.bring_to_top(place.top)

    def keep(self) -> None:
        """Write down what is not written yet."""
        self._timer.stop()
        recent = dict(list(self._places.items())[-_MOST_PLACES:])
        now = {
            "layout": self._layout.to_json(),
            "places": {what: [each.top, list(each.selected)] for what, each in recent.items()},
        }
        kept = self._kept()
        if now == kept or (not kept and self._layout == RowsLayout() and not recent):
            return
        tables = self._desk.settings.get("tables")
        others = dict(tables) if isinstance(tables, Mapping) else {}
        self._desk.keep({"tables": {**others, self._key: now}})


def _places(kept: object) -> dict[str, Place]:
    """What the settings kept; whatever is none is left out."""
    found: dict[str, Place] = {}
    for what, place in kept.items() if isinstance(kept, Mapping) else ():
        match place:
            case [str() as top, [*ids]] if isinstance(what, str):
                found[what] = Place(top, tuple(str(each) for each in ids[:_MOST_SELECTED]))
    return found
