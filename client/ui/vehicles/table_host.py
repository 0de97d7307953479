"""What a tab gives to those who change its table: whose records they are, and how to read texts."""

from __future__ import annotations

from typing import Any, Protocol

from PySide6.QtWidgets import QWidget

from client.ui.desk import Desk
from client.ui.vehicles.shown import Shown
from client.ui.widgets.rows_model import Column
from garage.reading import Reading
from garage.records import Vehicle


class TableHost(Protocol):
    """A tab with a table whose cells can be changed and that takes rows."""

    desk: Desk

    @property
    def vehicle(self) -> Vehicle:
        """Whose records they are."""

    @property
    def shown(self) -> Shown:
        """How their values are written."""

    @property
    def reading(self) -> Reading:
        """How what is typed is read."""

    @property
    def kinds_to_add(self) -> tuple[str, ...]:
        """The kinds that new rows may be, the usual one first."""

    def window(self) -> QWidget:
        """The window, for dialogs."""

    def selected(self) -> list[Any]:
        """The rows selected."""

    def cell_field(self, row: Any, column: Column[Any]) -> str:
        """The field of the row's own kind that a cell changes; "" for none."""

    def cell_words(self, row: Any, column: Column[Any]) -> str | None:
        """What a cell is changed from, where that is not just a field's value."""

    def typed_values(self, row: Any, column: Column[Any], text: str) -> dict[str, Any]:
        """The values that a text typed in a cell means. Raises ValueRefused."""

    def pasted_field(self, column: Column[Any]) -> str:
        """The field that a column of pasted rows means; "" for none."""
