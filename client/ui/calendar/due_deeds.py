"""What is done about a due thing from the calendar: it is completed, put off, or gone to."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect
from PySide6.QtWidgets import QWidget

from client.operations.agenda import Entry
from client.operations.plan_board import PlanBoard, plan_board
from client.operations.reminders import Reminders, read_reminders
from client.store import Reader
from client.ui.calendar.put_off_popover import PutOffPopover
from client.ui.desk import Desk
from client.ui.vehicles.ask_popover import AskPopover
from client.ui.vehicles.plan_popovers import DonePopover
from client.ui.vehicles.postpone_popover import PostponePopover
from client.ui.vehicles.record_route import go_to_record
from client.ui.vehicles.reminder_popovers import CompletePopover
from client.ui.vehicles.shown import Shown
from garage.records import PlanItem, Reminder


class DueDeeds(QObject):
    """Asks beside the entry, with the same popovers as the vehicle's own pages."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk

    def complete(self, opener: QWidget, entry: Entry, beside: QRect) -> None:
        """Ask when it was done."""
        if entry.kind == "reminder":
            self._with_reminder(opener, entry, beside, done=True)
        elif entry.kind == "plan_item":
            self._with_plan(opener, entry, beside, done=True)
        else:
            self.go(opener, entry)

    def put_off(self, opener: QWidget, entry: Entry, beside: QRect) -> None:
        """Ask until when it is put off."""
        if entry.kind == "reminder":
            self._with_reminder(opener, entry, beside, done=False)
        elif entry.kind == "plan_item":
            self._with_plan(opener, entry, beside, done=False)
        else:
            self.go(opener, entry)

    def go(self, opener: QWidget, entry: Entry) -> None:
        """Go to the record that it comes from."""
        go_to_record(self._desk, opener, entry.id)

    # ------------------------------------------------------------------ what has to be read

    def _shown(self) -> Shown:
        return Shown(self._desk.preferences, self._desk.today(), self._desk.months)

    def _with_reminder(self, opener: QWidget, entry: Entry, beside: QRect, *, done: bool) -> None:
        id_, today = entry.id, self._desk.today()

        def read(reader: Reader) -> tuple[Reminders, Reminder]:
            reminder = reader.get(Reminder, id_)
            return read_reminders(reader, reminder.vehicle, today), reminder

        def ask(found: tuple[Reminders, Reminder]) -> None:
            reminders, reminder = found
            shown = self._shown().of(reminders.vehicle)
            popover: AskPopover
            if done:
                popover = CompletePopover(self._desk, opener, reminders, reminder, shown)
            else:
                popover = PostponePopover(self._desk, opener, reminders, reminder, shown)
            popover.open_at(beside, next(iter(popover.fields.values())))

        self._desk.read(opener, read, ask, key="due")

    def _with_plan(self, opener: QWidget, entry: Entry, beside: QRect, *, done: bool) -> None:
        id_, today = entry.id, self._desk.today()

        def read(reader: Reader) -> tuple[PlanBoard, PlanItem]:
            item = reader.get(PlanItem, id_)
            return plan_board(reader, item.vehicle, today), item

        def ask(found: tuple[PlanBoard, PlanItem]) -> None:
            board, item = found
            shown = self._shown().of(board.vehicle)
            popover: AskPopover
            if done:
                card = next((one for one in board.cards if one.id == item.id), None)
                if card is None:
                    return
                popover = DonePopover(self._desk, opener, board, card, "", shown)
            else:
                popover = PutOffPopover(self._desk, opener, board.vehicle, item, shown)
            popover.open_at(beside, next(iter(popover.fields.values())))

        self._desk.read(opener, read, ask, key="due")
