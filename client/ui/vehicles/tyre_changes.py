"""What happened to the tyres, as a table: mounted, taken off, measured."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from client.operations.tyre_sets import TyreChange, TyreSets
from client.ui.text import _
from client.ui.vehicles.shown import Shown
from client.ui.vehicles.table_keyboard import put_in_place
from client.ui.vehicles.tyre_shown import axle_name, axle_words, change_words
from client.ui.widgets.card import Card
from client.ui.widgets.rows_model import Column, RowsModel
from client.ui.widgets.rows_table import RowsTable
from garage.rules.wheels import measured


class TyreChanges(Card):
    """``opened`` carries a TyreChange, ``delete_wanted`` the ids of some."""

    opened = Signal(object)
    delete_wanted = Signal(list)
    table_made = Signal(object)
    """The table, whenever it is another."""

    def __init__(self) -> None:
        # The title stands above the words of the table's first column.
        super().__init__(_("What happened"), flush=True, rule=True, inset=12)
        self.table: RowsTable | None = None
        self._shown = ""

    def show_changes(self, tyres: TyreSets, shown: Shown) -> None:
        """Show the changes, written so."""
        self.setVisible(bool(tyres.changes))
        axles = tyres.cards[0].axles if tyres.cards else ()
        twins = frozenset(
            axle
            for axle in axles
            if any(len(measured(change.event, axle)) > 2 for change in tyres.changes)
        )
        written = repr((shown, axles, sorted(twins)))
        if self.table is None or written != self._shown:
            self._shown = written
            self._make_table(_columns(shown, axles, twins))
        assert self.table is not None
        self.table.rows.set_rows(tyres.changes)

    def _make_table(self, columns: tuple[Column[TyreChange], ...]) -> None:
        old = self.table
        model = RowsModel[TyreChange](columns, _id_of)
        self.table = RowsTable(model, _("What happened to the tyres"))
        self.table.fit_rows()
        self.table.opened.connect(self.opened)
        for keys, slot in (("E", self._on_edit), ("Del", self._on_delete)):
            shortcut = QShortcut(QKeySequence(keys), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        put_in_place(self.body, self.table, old, stretch=0)
        self.table_made.emit(self.table)

    def selected(self) -> list[TyreChange]:
        """The changes selected."""
        return self.table.selected_rows() if self.table is not None else []

    def _on_edit(self) -> None:
        for change in self.selected()[:1]:
            self.opened.emit(change)

    def _on_delete(self) -> None:
        ids = [change.event.id for change in self.selected()]
        if ids:
            self.delete_wanted.emit(ids)


def _id_of(change: TyreChange) -> str:
    return change.event.id


def _columns(
    shown: Shown, axles: tuple[str, ...], twins: Collection[str]
) -> tuple[Column[TyreChange], ...]:
    def day(change: TyreChange) -> str:
        return shown.day(change.event.date.day) if change.event.date else ""

    def odometer(change: TyreChange) -> str:
        reading = change.event.odometer
        return shown.way(reading.si) if reading is not None else ""

    distance = shown.symbol(shown.distance_unit)
    return (
        Column("day", _("Date"), day,
               lambda change: change.event.date.wall if change.event.date else None, width=108,
               holds=shown.days()),
        Column("what", _("What"), change_words, change_words, width=140, bold=True),
        Column("set", _("Tyre set"), lambda change: change.tyre_set.name,
               lambda change: change.tyre_set.name, width=112, stretch=True),
        Column("odometer", _("Odometer, {unit}").format(unit=distance), odometer,
               lambda change: change.event.odometer.si if change.event.odometer else None,
               number=True, width=128, spare=True),
        *(_tread(axle, shown, twins=axle in twins) for axle in axles),
    )  # fmt: skip


def _tread(axle: str, shown: Shown, *, twins: bool) -> Column[TyreChange]:
    def words(change: TyreChange) -> str:
        return axle_words(change.event, axle, shown)

    # Twin wheels are four numbers.
    return Column(axle, axle_name(axle), words, number=True, width=172 if twins else 128)
