"""The plan tab of a vehicle's page: its work as a board, as a list, or over the months."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from client.operations.plan_board import (
    COLUMNS,
    PlanBoard,
    PlanCard,
    move_plan_item,
    plan_board,
    total_of,
)
from client.operations.records import delete
from client.store import Changes, Reader, Store
from client.ui.commands import Command
from client.ui.desk import Desk
from client.ui.spaces.access import access_of
from client.ui.spaces.looked_at_only import LookedAtOnly
from client.ui.text import _
from client.ui.vehicles.card_drafts import CardDrafts
from client.ui.vehicles.many_change import ManyChange
from client.ui.vehicles.many_fields import Chosen, chosen_of
from client.ui.vehicles.overtaken_marks import OvertakenMarks, mark_words
from client.ui.vehicles.plan_filters import PlanFilters
from client.ui.vehicles.plan_list import PlanList
from client.ui.vehicles.plan_menu import card_menu
from client.ui.vehicles.plan_popovers import CardPopover, DonePopover
from client.ui.vehicles.plan_shown import CardWords, card_words, sum_words
from client.ui.vehicles.plan_timeline import PlanTimeline
from client.ui.vehicles.plan_view import PlanBoardView
from client.ui.vehicles.record_form import open_form
from client.ui.vehicles.shown import Shown
from client.ui.vehicles.table_commands import save_command, save_shown
from client.ui.vehicles.vehicle_tab import VehicleTab
from client.ui.widgets.buttons import SecondaryButton
from client.ui.widgets.empty_state import EmptyState
from client.ui.widgets.labels import label
from client.ui.widgets.rows_table import RowsTable
from client.ui.widgets.segmented import Segment, SegmentedControl
from client.ui.widgets.tips import plain_tip
from client.ui.widgets.wrapping_bar import WrappingBar
from garage.permissions import Verb
from garage.records import Vehicle

BOARD, LIST, TIMELINE = "board", "list", "timeline"
SETTING = "plan"
"""Which of them was looked at last, over a restart."""


@dataclass(frozen=True)
class _Read:
    """A plan with the words of its cards, made off the window's thread."""

    board: PlanBoard
    words: Mapping[str, CardWords]


class PlanTab(VehicleTab):
    """What is to be done, is being done and was done."""

    concerns = (
        "plan_item", "checklist_item", "service", "repair", "upgrade", "work_line", "reminder",
        "fill_up", "odometer_reading", "trip", "inspection", "expense",
    )  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._read: _Read | None = None
        self._pick = ""
        self._begun = CardDrafts()
        self._asking: DonePopover | None = None
        self.which = SegmentedControl(
            [
                Segment(BOARD, _("Board")),
                Segment(LIST, _("List")),
                Segment(TIMELINE, _("Timeline")),
            ],
            _("How the plan is shown"),
        )
        if desk.settings.get(SETTING) in (LIST, TIMELINE):
            self.which.set_current(str(desk.settings[SETTING]))
        self.which.chosen.connect(self._on_chosen)
        self.filters = PlanFilters(desk)
        self.filters.changed.connect(self._show)
        self.sums = label("", "small", "text_muted")
        self.board, self.list, self.timeline = PlanBoardView(), PlanList(desk), PlanTimeline()
        self.columns = SecondaryButton("", "sliders-horizontal", name=_("Columns"))
        self.columns.clicked.connect(self.choose_columns)
        self.board.moved.connect(self.move_card)
        for view in (self.board, self.list, self.timeline):
            view.opened.connect(self.open_card)
            view.delete_wanted.connect(self.delete_card)
        self.marks = OvertakenMarks(self, self)
        self.marks.changed.connect(self._on_marks)
        self.list.table_made.connect(self.marks.adopt)
        for canvas in (self.board, self.timeline):
            canvas.history_wanted.connect(self.marks.open)
        self.board.asked.connect(self.show_details)
        self.board.menu_wanted.connect(self._on_menu)
        self.board.add_wanted.connect(self.add_card)
        self.empty = EmptyState(
            "kanban",
            _("Nothing is planned"),
            _("A card for each thing to do; done, it becomes a service with what it cost."),
            (_("New card"), "plus"),
        )
        self.empty.primary.connect(self.add_card)
        LookedAtOnly(desk, self.empty, "plan_item", lambda: self.vehicle.space)
        self._views = QStackedWidget()
        for part in (self.board, self.list, self.timeline, self.empty):
            self._views.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(16)
        lead = (self.which, self.filters.people, self.filters.tags)
        column.addWidget(WrappingBar(lead, None, (self.sums, self.columns)))
        column.addWidget(self._views, 1)
        self.many = ManyChange(desk, self, self._chosen)
        columns = Command(
            "plan.columns", _("Choose columns…"), self.choose_columns, "Ctrl+Shift+L",
            "sliders-horizontal", self.columns.isVisible,
        )  # fmt: skip
        primary = Command("plan.add", _("New card"), self.add_card, "Ctrl+N", "plus")
        save = save_command("plan", self.save_table, self.columns.isVisible)
        self.set_actions(primary, (columns, save))

    @property
    def table(self) -> RowsTable | None:
        """The list's."""
        return self.list.table

    def save_table(self) -> None:
        """Ask for a file and write the cards that the list shows."""
        save_shown(self)

    def _chosen(self) -> Chosen | None:
        if not self.list.isVisible():
            return None
        return chosen_of(self.vehicle, "plan_item", self.list.selected())

    # ------------------------------------------------------------------ what it shows

    def refresh(self) -> None:
        vehicle, shown, today = self.vehicle.id, self.shown, self.desk.today()

        def plan(reader: Reader) -> _Read:
            board = plan_board(reader, vehicle, today)
            return _Read(board, {card.id: card_words(card, shown) for card in board.cards})

        self.desk.read(self, plan, self._on_read)

    def _on_read(self, read: _Read) -> None:
        if read.board.vehicle.id != self.vehicle.id:
            return
        self._read = read
        self.board.locked = access_of(self.desk).why_not(Verb.EDIT, "plan_item", self.space())
        self.board.setToolTip(plain_tip(self.board.locked))
        if self._asking is not None:
            # The card stays where it was put until the question is answered.
            return
        self.filters.offer(read.board)
        self._show()
        self.marks.follow()
        if self._pick:
            self.pick(self._pick)

    def _show(self) -> None:
        read = self._read
        if read is None:
            return
        board, shown, ids, mark = read.board, self.shown, self.marks.ids, mark_words()
        words = {
            id_: replace(words, mark=mark) if id_ in ids else words
            for id_, words in read.words.items()
        }
        left = {column: self.filters.of(board.columns[column]) for column in COLUMNS}
        self.board.show_cards(
            {
                column: [(card.id, words[card.id]) for card in cards]
                for column, cards in left.items()
            }
        )
        self.board.set_sums(
            {column: sum_words(total_of(cards), shown) for column, cards in left.items()}
        )
        cards = [card for column in COLUMNS for card in left[column]]
        self.list.show_cards(cards, shown, self.vehicle.id)
        self.timeline.show_cards(cards, shown, ids)
        self._show_sums(board)
        self._on_which(self.which.current)

    def _on_marks(self) -> None:
        if self._asking is None:
            self._show()

    def _show_sums(self, board: PlanBoard) -> None:
        currency = board.vehicle.currency or self.shown.prefs.currency
        spent = self.shown.amount(board.spent, currency)
        planned = sum_words(board.planned, self.shown)
        words = _("spent this year {spent}").format(spent=spent)
        if planned:
            words = _("Planned {planned} · spent this year {spent}").format(
                planned=planned, spent=spent
            )
        self.sums.setText(words)

    def show_vehicle(self, vehicle: Vehicle, shown: Shown) -> None:
        if vehicle.id != self.vehicle.id:
            self.list.leave()
        super().show_vehicle(vehicle, shown)

    def choose_columns(self) -> None:
        """Open the popover of the list's columns."""
        if self.columns.isVisible():
            self.list.choose_columns(self.columns)

    def _on_chosen(self, which: str) -> None:
        self.desk.keep({SETTING: which})
        self._on_which(which)

    def _on_which(self, which: str) -> None:
        read = self._read
        self.columns.setVisible(which == LIST and read is not None and bool(read.board.cards))
        if read is not None and not read.board.cards:
            self._views.setCurrentWidget(self.empty)
            return
        views: dict[str, QWidget] = {LIST: self.list, TIMELINE: self.timeline}
        self._views.setCurrentWidget(views.get(which, self.board))

    def show_view(self, which: str) -> None:
        """Show the plan as a board or as a list."""
        self.which.set_current(which)
        self._on_which(which)

    def pick(self, record: str) -> None:
        self._pick = record
        if self.card_of(record) is None:
            return
        self._pick = ""
        if not self._go_to(record) and self.filters.leaves_out:
            self.filters.clear()
            self._show()
        if not self._go_to(record):
            # A long column shows only its first cards.
            self.show_view(LIST)
            self._go_to(record)

    def _go_to(self, record: str) -> bool:
        if self.which.current == LIST:
            return self.list.select(record)
        if self.which.current == TIMELINE:
            return self.timeline.select(record)
        return self.board.focus_card(record)

    # ------------------------------------------------------------------ what one can do

    def card_of(self, id_: str) -> PlanCard | None:
        """The card of a plan item, as it was read last."""
        cards = self._read.board.cards if self._read else ()
        return next((card for card in cards if card.id == id_), None)

    def add_card(self, state: str = "backlog") -> None:
        """Open the form of a new card in a column."""
        open_form(
            self.desk, self, "plan_item", self.vehicle, preset={"state": state or "backlog"},
            done=self._on_added,
        )  # fmt: skip

    def _on_added(self, changes: Changes) -> None:
        self._pick = next(iter(changes.touched.get("plan_item", ())), "")

    def open_card(self, id_: str) -> None:
        """Open the form of a card."""
        card = self.card_of(id_)
        if card is not None:
            open_form(self.desk, self, "plan_item", self.vehicle, card.item)

    def delete_card(self, id_: str) -> None:
        """Put a card in the trash."""

        def work(store: Store) -> Changes:
            return delete(store, [id_])

        self.desk.operate(self, work)

    def show_details(self, id_: str) -> None:
        """Show a card's notes and its checklist beside it."""
        card = self.card_of(id_)
        if card is not None:
            popover = CardPopover(self.desk, self, card, self.shown, self._begun)
            popover.edit_wanted.connect(self.open_card)
            popover.open_at(self.board.rect_of(id_, self), popover.first)

    def _on_menu(self, id_: str, where: QPoint) -> None:
        card = self.card_of(id_)
        if card is not None:
            self.menu_of(card).popup(where)

    def menu_of(self, card: PlanCard) -> QMenu:
        """What can be done with a card, by whoever does not drag."""
        return card_menu(self, card)

    def move_card(self, id_: str, state: str, before: str) -> None:
        """Move a card; where that finishes it, ask what was done."""
        card = self.card_of(id_)
        if card is None or self._read is None:
            return
        if state == "done" and card.state != "done" and not card.item.became:
            popover = DonePopover(self.desk, self, self._read.board, card, before, self.shown)
            popover.closed.connect(self._on_answered)
            self._asking = popover
            popover.open_at(self.board.rect_of(id_, self), popover.fields["date"])
            return

        def work(store: Store) -> Changes:
            return move_plan_item(store, id_, state, before)

        self.desk.operate(self, work, failed=self._on_refused)

    def _on_answered(self) -> None:
        """Show the card where it was if the question was left open; else the next read comes."""
        asked, self._asking = self._asking, None
        if self._read is not None and asked is not None and not asked.kept:
            self.filters.offer(self._read.board)
            self._show()

    def _on_refused(self, error: Exception) -> None:
        self.board.put_back()
        self.desk.failed.emit(error)
