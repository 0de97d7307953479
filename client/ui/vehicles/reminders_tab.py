"""The reminders tab of a vehicle's page: what is late, soon and later, and what is finished."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from client.operations.records import delete
from client.operations.reminders import (
    LATE,
    LATER,
    SOON,
    Reminders,
    Suggestion,
    add_suggested,
    read_reminders,
)
from client.store import Changes, Reader, Store
from client.ui.commands import Command
from client.ui.desk import Desk
from client.ui.scroll_keeper import ScrollKeeper
from client.ui.spaces.looked_at_only import LookedAtOnly
from client.ui.text import _
from client.ui.theme import icon
from client.ui.vehicles.overtaken_marks import OvertakenMarks, mark_words
from client.ui.vehicles.postpone_popover import PostponePopover
from client.ui.vehicles.record_form import open_form
from client.ui.vehicles.reminder_group import ReminderGroup
from client.ui.vehicles.reminder_popovers import CompletePopover, WhyPopover
from client.ui.vehicles.reminder_row import ReminderRow
from client.ui.vehicles.reminder_shown import ReminderWords, finished_words, reminder_words
from client.ui.vehicles.suggest_popover import SuggestPopover
from client.ui.vehicles.vehicle_tab import VehicleTab
from client.ui.widgets.empty_state import EmptyState
from client.ui.widgets.page_scroll import MARGIN, PageScroll
from garage.records import Reminder
from garage.rules.due import Due

FINISHED = "finished"


@dataclass(frozen=True)
class _Read:
    """Reminders with the words of their rows by group, made off the window's thread."""

    reminders: Reminders
    groups: dict[str, list[tuple[str, ReminderWords]]]


class RemindersTab(VehicleTab):
    """What falls due, the most urgent first."""

    concerns = (
        "reminder", "service", "repair", "upgrade", "inspection", "expense", "fill_up", "trip",
        "odometer_reading", "vehicle",
    )  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._read: _Read | None = None
        self._pick = self._current = ""
        titles = {
            LATE: _("Late"),
            SOON: _("Soon"),
            LATER: _("Later"),
            FINISHED: _("Finished"),
        }
        self.groups = {
            name: ReminderGroup(title, folding=name == FINISHED) for name, title in titles.items()
        }
        ground = QWidget()
        column = QVBoxLayout(ground)
        column.setContentsMargins(MARGIN, 20, MARGIN, MARGIN)
        column.setSpacing(16)
        for group in self.groups.values():
            group.row_made.connect(self._on_row_made)
            column.addWidget(group)
        column.addStretch(1)
        self._scroll = PageScroll()
        self._scroll.set_content(ground)
        self._scrolled = ScrollKeeper(desk, "reminders", self._scroll)
        self.empty = EmptyState(
            "bell",
            _("No reminders yet"),
            _("Inspection, oil, tyres, insurance: by day, by distance, or by the first of both."),
            (_("New reminder"), "plus"),
        )
        self.empty.primary.connect(self.new_reminder)
        LookedAtOnly(desk, self.empty, "reminder", lambda: self.vehicle.space)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroll, 1)
        whole.addWidget(self.empty, 1)
        self.empty.hide()
        self.marks = OvertakenMarks(self, self)
        self.marks.changed.connect(self._show_rows)
        add = Command("reminder.add", _("New reminder"), self.new_reminder, "Ctrl+N", "plus")
        self.set_actions(add)

    # ------------------------------------------------------------------ what it shows

    def refresh(self) -> None:
        vehicle, shown, today = self.vehicle.id, self.shown, self.desk.today()

        def reminders(reader: Reader) -> _Read:
            found = read_reminders(reader, vehicle, today)
            groups = {
                name: [(due.reminder.id, reminder_words(due, shown)) for due in found.group(name)]
                for name in (LATE, SOON, LATER)
            }
            groups[FINISHED] = [(each.id, finished_words(each, shown)) for each in found.finished]
            return _Read(found, groups)

        self.desk.read(self, reminders, self._on_read)

    def _on_read(self, read: _Read) -> None:
        if read.reminders.vehicle.id != self.vehicle.id:
            return
        self._scrolled.show(self.vehicle.id)
        self._read = read
        there = bool(read.reminders.dues or read.reminders.finished)
        self._show_rows()
        self._scroll.setVisible(there)
        self.empty.setVisible(not there)
        self.marks.follow()
        if self._pick:
            self.pick(self._pick)

    def _show_rows(self) -> None:
        """Show the rows with their marks, and the keyboard where it was."""
        if self._read is None:
            return
        had = isinstance(self.window().focusWidget(), ReminderRow)
        before, ids, mark = [row.id for row in self.rows], self.marks.ids, mark_words()
        for name, group in self.groups.items():
            group.show_rows(
                [(id_, replace(words, mark=mark) if id_ in ids else words)
                 for id_, words in self._read.groups[name]]
            )  # fmt: skip
        if had:
            self._focus_near(before)

    def _focus_near(self, before: Sequence[str]) -> None:
        """Go on at the row one was at, or at the one that took its place."""
        rows = self.rows
        ids = [row.id for row in rows]
        at = before.index(self._current) if self._current in before else 0
        wanted = next((id_ for id_ in (self._current, *before[at:]) if id_ in ids), "")
        if wanted:
            self._go_to(rows[ids.index(wanted)])
        elif rows:
            self._go_to(rows[-1])

    @property
    def rows(self) -> list[ReminderRow]:
        """All rows that can be seen, from top to bottom."""
        return [row for group in self.groups.values() for row in group.visible_rows]

    def pick(self, record: str) -> None:
        self._pick = record
        if self._read is None:
            return
        if any(id_ == record for id_, _words in self._read.groups[FINISHED]):
            self.groups[FINISHED].unfold()
        for row in self.rows:
            if row.id == record:
                self._pick = ""
                self._go_to(row)

    def _go_to(self, row: ReminderRow) -> None:
        self._current = row.id
        # A row that was just made has no place before the layout has run.
        ground = self._scroll.widget()
        if ground is not None and (layout := ground.layout()) is not None:
            layout.activate()
        row.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._scroll.ensureWidgetVisible(row, 0, 24)

    # ------------------------------------------------------------------ keys and clicks

    def _on_row_made(self, row: ReminderRow) -> None:
        row.clicked.connect(self._on_clicked)
        row.keyed.connect(self._on_key)
        row.done_wanted.connect(self._on_done)
        row.more_wanted.connect(self._on_more)

    def _sender(self) -> str:
        row = self.sender()
        if isinstance(row, ReminderRow):
            self._current = row.id
            return row.id
        return ""

    def _on_clicked(self) -> None:
        self.show_details(self._sender())

    def _on_done(self) -> None:
        self.complete(self._sender())

    def _on_key(self, event: QKeyEvent) -> None:
        id_, rows = self._sender(), self.rows
        if event.modifiers() not in (
            Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier,
        ):  # fmt: skip
            return
        at = next((at for at, row in enumerate(rows) if row.id == id_), 0)
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self._go_to(rows[min(max(at + step, 0), len(rows) - 1)])
            case Qt.Key.Key_D:
                self.complete(id_)
            case Qt.Key.Key_S:
                self.postpone(id_)
            case Qt.Key.Key_E:
                self.edit(id_)
            case Qt.Key.Key_H:
                self.marks.open(id_)
            case Qt.Key.Key_Delete:
                self.delete(id_)
            case _:
                return
        event.accept()

    def _on_more(self) -> None:
        row = self.sender()
        if not isinstance(row, ReminderRow):
            return
        self._current = row.id
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        parts: list[tuple[str, str, Callable[[str], None], str]] = [
            ("check", _("Done"), self.complete, "D"),
            ("clock", _("Put off"), self.postpone, "S"),
            ("pencil", _("Edit"), self.edit, "E"),
            ("history", _("History"), self.marks.open, "H"),
            ("trash-2", _("Delete"), self.delete, "Del"),
        ]
        for name, words, slot, keys in parts[2:] if row.words.finished else parts:
            role = "late" if keys == "Del" else "text"
            action = menu.addAction(icon(name, role), words, functools.partial(slot, row.id))
            action.setShortcut(keys)
        button = row.more_button
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    # ------------------------------------------------------------------ what one can do

    def _due(self, id_: str) -> Due | None:
        dues = self._read.reminders.dues if self._read else ()
        return next((due for due in dues if due.reminder.id == id_), None)

    def _reminder(self, id_: str) -> Reminder | None:
        due = self._due(id_)
        if due is not None:
            return due.reminder
        finished = self._read.reminders.finished if self._read else ()
        return next((each for each in finished if each.id == id_), None)

    def _beside(self, id_: str) -> QRect:
        """The row that a popover opens below."""
        row = next((row for row in self.rows if row.id == id_), None)
        if row is None:
            return QRect(24, 24, 1, 1)
        corner = row.mapTo(self, QPoint(0, 0))
        return QRect(corner.x(), corner.y(), row.width() - 16, row.height())

    def show_details(self, id_: str) -> None:
        """Say when it is due and how that is known; a finished one opens its form."""
        due = self._due(id_)
        if due is None or self._read is None:
            self.edit(id_)
            return
        popover = WhyPopover(self, self._read.reminders, due, self.shown)
        popover.done_wanted.connect(self.complete)
        popover.later_wanted.connect(self.postpone)
        popover.edit_wanted.connect(self.edit)
        popover.open_at(self._beside(id_), popover.done_button, below=True)

    def complete(self, id_: str) -> None:
        """Ask when it was done."""
        due = self._due(id_)
        if due is not None and self._read is not None:
            popover = CompletePopover(
                self.desk, self, self._read.reminders, due.reminder, self.shown
            )
            popover.open_at(self._beside(id_), popover.fields["date"], below=True)

    def postpone(self, id_: str) -> None:
        """Ask until when it is put off."""
        due = self._due(id_)
        if due is not None and self._read is not None:
            popover = PostponePopover(
                self.desk, self, self._read.reminders, due.reminder, self.shown
            )
            popover.open_at(self._beside(id_), next(iter(popover.fields.values())), below=True)

    def edit(self, id_: str) -> None:
        """Open its form."""
        reminder = self._reminder(id_)
        if reminder is not None:
            open_form(self.desk, self, "reminder", self.vehicle, reminder)

    def delete(self, id_: str) -> None:
        """Put it in the trash."""

        def work(store: Store) -> Changes:
            return delete(store, [id_])

        self.desk.operate(self, work)

    def new_reminder(self) -> None:
        """Offer what is usual for the vehicle, or the blank form."""
        if self._read is None:
            return
        popover = SuggestPopover(self, self._read.reminders, self.shown)
        popover.picked.connect(self.add_suggestion)
        popover.blank.connect(self._open_blank)
        popover.open_at(QRect(self.width() - 25, 0, 1, 4), popover.first, below=True)

    def _open_blank(self) -> None:
        open_form(self.desk, self, "reminder", self.vehicle, done=self._on_added)

    def add_suggestion(self, suggestion: Suggestion) -> None:
        """Add a usual reminder as it is; it can be edited afterwards."""
        vehicle, title = self.vehicle.id, _(suggestion.usual.title)

        def work(store: Store) -> Changes:
            return add_suggested(store, vehicle, title, suggestion)

        self.desk.operate(self, work, self._on_added)

    def _on_added(self, changes: Changes) -> None:
        self.pick(next(iter(changes.touched.get("reminder", ())), ""))
