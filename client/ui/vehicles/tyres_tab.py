"""The tyres tab of a vehicle's page: each set as a card, and what happened to them."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QMenu, QVBoxLayout, QWidget

from client.operations.records import delete
from client.operations.tyre_sets import TyreChange, TyreSets, read_tyres
from client.store import Changes, Reader, Store
from client.ui.commands import Command
from client.ui.desk import Desk
from client.ui.scroll_keeper import ScrollKeeper
from client.ui.spaces.looked_at_only import LookedAtOnly
from client.ui.text import _
from client.ui.theme import icon
from client.ui.vehicles.ask_popover import AskPopover
from client.ui.vehicles.many_change import ManyChange
from client.ui.vehicles.many_fields import Chosen, chosen_of
from client.ui.vehicles.overtaken_marks import OvertakenMarks
from client.ui.vehicles.record_form import open_form
from client.ui.vehicles.table_commands import save_command, save_shown
from client.ui.vehicles.tyre_card import TyreSetCard
from client.ui.vehicles.tyre_changes import TyreChanges
from client.ui.vehicles.tyre_popovers import DismountPopover, MeasurePopover, MountPopover
from client.ui.vehicles.vehicle_tab import VehicleTab
from client.ui.widgets.empty_state import EmptyState
from client.ui.widgets.page_scroll import MARGIN, PageScroll
from client.ui.widgets.rows_table import RowsTable
from garage.rules.wheels import field_of

_LEAST = 440
_GAP = 16


class TyresTab(VehicleTab):
    """Which set is on, how it wears, and when they were changed."""

    concerns = (
        "tyre_set", "tyre_event", "vehicle", "fill_up", "odometer_reading", "service", "repair",
        "upgrade", "trip", "inspection", "expense",
    )  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._tyres: TyreSets | None = None
        self._pick = self._current = ""
        self._across = 0
        self.cards: list[TyreSetCard] = []
        self.changes = TyreChanges()
        self.changes.opened.connect(self._open_change)
        self.changes.delete_wanted.connect(self._delete)
        self.marks = OvertakenMarks(self, self)
        self.marks.changed.connect(self._show_marks)
        self.changes.table_made.connect(self.marks.adopt)
        ground = QWidget()
        column = QVBoxLayout(ground)
        column.setContentsMargins(MARGIN, 20, MARGIN, MARGIN)
        column.setSpacing(_GAP)
        self._grid = QGridLayout()
        self._grid.setSpacing(_GAP)
        column.addLayout(self._grid)
        column.addWidget(self.changes)
        column.addStretch(1)
        self._scroll = PageScroll()
        self._scroll.set_content(ground)
        self._scrolled = ScrollKeeper(desk, "tyres", self._scroll)
        self.empty = EmptyState(
            "disc-3",
            _("No tyre sets yet"),
            _("Each set with its tread and age; how far it has run is worked out from changes."),
            (_("Add tyre set"), "plus"),
        )
        self.empty.primary.connect(self.add_set)
        LookedAtOnly(desk, self.empty, "tyre_set", lambda: self.vehicle.space)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroll, 1)
        whole.addWidget(self.empty, 1)
        self.empty.hide()
        self.many = ManyChange(desk, self, self._chosen)
        add = Command("tyres.add", _("Add tyre set"), self.add_set, "Ctrl+N", "plus")
        self.set_actions(add, (save_command("tyres", self.save_table, self._has_changes),))

    @property
    def table(self) -> RowsTable | None:
        """The changes of the sets."""
        return self.changes.table

    def _has_changes(self) -> bool:
        return self._tyres is not None and bool(self._tyres.changes)

    def save_table(self) -> None:
        """Ask for a file and write the changes that are shown."""
        save_shown(self)

    def _chosen(self) -> Chosen:
        ids = [change.event.id for change in self.changes.selected()]
        return chosen_of(self.vehicle, "tyre_event", ids)

    # ------------------------------------------------------------------ what it shows

    def refresh(self) -> None:
        vehicle, today = self.vehicle.id, self.desk.today()

        def tyres(reader: Reader) -> TyreSets:
            return read_tyres(reader, vehicle, today)

        self.desk.read(self, tyres, self._on_read)

    def _on_read(self, tyres: TyreSets) -> None:
        if tyres.vehicle.id != self.vehicle.id:
            return
        had = any(card.isAncestorOf(self._focused()) for card in self.cards)
        self._scrolled.show(self.vehicle.id)
        self._tyres = tyres
        for card in self.cards:
            self._grid.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = []
        for each in tyres.cards:
            card = TyreSetCard(each, self.shown, tyres.vehicle.type)
            card.mount_wanted.connect(self.mount)
            card.measure_wanted.connect(self.measure)
            card.edit_wanted.connect(self.edit)
            card.history_wanted.connect(self.marks.open)
            card.menu_wanted.connect(self._on_menu)
            self.cards.append(card)
        self._lay_out()
        self._show_marks()
        self.marks.follow()
        self.changes.show_changes(tyres, self.shown)
        self._scroll.setVisible(bool(tyres.cards))
        self.empty.setVisible(not tyres.cards)
        if self._pick or had:
            self.pick(self._pick or self._current)

    def _show_marks(self) -> None:
        for card in self.cards:
            card.show_mark(overtaken=card.id in self.marks.ids)

    def _focused(self) -> QWidget:
        return self.window().focusWidget() or self

    def _lay_out(self) -> None:
        """Set the cards side by side, as many as fit."""
        room = self.width() - 2 * MARGIN
        self._across = max(1, (room + _GAP) // (_LEAST + _GAP))
        across = min(self._across, max(len(self.cards), 2))
        for place, card in enumerate(self.cards):
            self._grid.addWidget(card, place // across, place % across)
            card.show()
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 1 if column < across else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if max(1, (self.width() - 2 * MARGIN + _GAP) // (_LEAST + _GAP)) != self._across:
            self._lay_out()

    def pick(self, record: str) -> None:
        self._pick = record
        if self._tyres is None:
            return
        table = self.changes.table
        if table is not None and table.select_id(record):
            self._pick = ""
            table.setFocus(Qt.FocusReason.OtherFocusReason)
        for card in self.cards:
            if card.id == record:
                self._pick = ""
                card.mount_button.setFocus(Qt.FocusReason.OtherFocusReason)
                self._scroll.ensureWidgetVisible(card, 0, 24)

    # ------------------------------------------------------------------ what one can do

    def _card(self, id_: str) -> TyreSetCard | None:
        self._current = id_
        return next((card for card in self.cards if card.id == id_), None)

    def add_set(self) -> None:
        """Open the form of a new set."""
        open_form(self.desk, self, "tyre_set", self.vehicle, done=self._on_added)

    def _on_added(self, changes: Changes) -> None:
        self.pick(next(iter(changes.touched.get("tyre_set", ())), ""))

    def mount(self, id_: str) -> None:
        """Ask when a set was mounted; of one that is on, when it came off."""
        card = self._card(id_)
        if card is not None and self._tyres is not None:
            kind = DismountPopover if card.card.state.on else MountPopover
            self._ask(kind(self.desk, self, self._tyres, card.card, self.shown), card.mount_button)

    def measure(self, id_: str) -> None:
        """Ask for a set's tread."""
        card = self._card(id_)
        if card is not None and self._tyres is not None:
            popover = MeasurePopover(self.desk, self, self._tyres, card.card, self.shown)
            self._ask(popover, card.measure_button, field_of(popover.asked[0]))

    def _ask(self, popover: AskPopover, button: QWidget, first: str = "date") -> None:
        corner = button.mapTo(self, QPoint(0, 0))
        popover.open_at(QRect(corner, button.size()), popover.fields[first])

    def edit(self, id_: str) -> None:
        """Open the form of a set."""
        card = self._card(id_)
        if card is not None:
            open_form(self.desk, self, "tyre_set", self.vehicle, card.card.tyre_set)

    def delete_current(self) -> None:
        """Put the set whose menu is open in the trash."""
        self._delete([self._current])

    def _edit_current(self) -> None:
        self.edit(self._current)

    def _look_back(self) -> None:
        self.marks.open(self._current)

    def _on_menu(self, id_: str) -> None:
        card = self._card(id_)
        if card is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(icon("pencil", "text"), _("Edit"), self._edit_current)
        menu.addAction(icon("history", "text"), _("History"), self._look_back)
        menu.addSeparator()
        menu.addAction(icon("trash-2", "late"), _("Delete"), self.delete_current)
        button = card.more_button
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _open_change(self, change: TyreChange) -> None:
        open_form(self.desk, self, "tyre_event", self.vehicle, change.event)

    def _delete(self, ids: list[str]) -> None:
        def work(store: Store) -> Changes:
            return delete(store, ids)

        self.desk.operate(self, work)
