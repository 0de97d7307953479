"""What is done about invitations: answered, another time proposed, guests' wishes decided."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, QRect
from PySide6.QtWidgets import QHBoxLayout, QWidget

from client.operations.invitations import (
    Invitation,
    answer,
    decline_proposal,
    open_invitations,
    propose,
    reply_text,
    take_over,
)
from client.store import Changes, Reader, Store
from client.ui.calendar.calendar_bar import CalendarBar
from client.ui.calendar.ics_files import save_text
from client.ui.calendar.invitations_popover import InvitationsPopover
from client.ui.calendar.quick_look import QuickLook
from client.ui.desk import Desk
from client.ui.shell.page import Page
from client.ui.text import _
from client.ui.theme import SEMIBOLD
from client.ui.vehicles.form_dialog import sentence
from client.ui.widgets.buttons import PrimaryButton
from client.ui.widgets.form_field import FormField
from client.ui.widgets.labels import Remark, label
from client.ui.widgets.popover import Popover
from garage.reading import Reading


class InvitationDeeds(QObject):
    """Each is one operation with one undo."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self._bar: CalendarBar | None = None
        self._go: Callable[[date], None] | None = None
        self.waiting: tuple[Invitation, ...] = ()

    def show_in(self, bar: CalendarBar, go: Callable[[date], None]) -> None:
        """Have the bar say how many wait, and list them when it is asked to; `go` shows a day."""
        self._bar, self._go = bar, go
        bar.invitations_wanted.connect(self.open_list)
        self._desk.changed.connect(self._on_changed)
        self.count()

    def _on_changed(self, changes: Changes) -> None:
        if changes.concerns("event", "attendee"):
            self.count()

    def count(self) -> None:
        """Read what waits for an answer."""
        now = self._desk.now()

        def read(reader: Reader) -> tuple[Invitation, ...]:
            return open_invitations(reader, now)

        self._desk.read(self, read, self._on_counted, patient=True)

    def _on_counted(self, waiting: tuple[Invitation, ...]) -> None:
        self.waiting = waiting
        if self._bar is None:
            return
        page = self._page
        if not waiting and self._bar.invitations.hasFocus() and isinstance(page, Page):
            # The button goes: else the keyboard would be at whatever stands beside it.
            (page.begins_at or page).setFocus()
        self._bar.show_invitations(len(waiting))

    def open_list(self) -> None:
        """Show what waits, below the bar."""
        if self._bar is None or self._go is None:
            return
        button = self._bar.invitations
        popover = InvitationsPopover(self._desk, button, self.waiting)
        popover.answered.connect(self.answer)
        popover.day_wanted.connect(self._go)
        popover.open_at(button.rect(), next(iter(popover.buttons), None), below=True)

    def attend_look(self, look: QuickLook, event: str, opener: QWidget, beside: QRect) -> None:
        """Do what the buttons of a quick look say; it closes as they are pressed."""
        answers, wishes = look.answers, look.wishes
        if answers is not None:
            answers.answered.connect(functools.partial(self.answer, event))
            answers.proposal_wanted.connect(functools.partial(self.propose, event, opener, beside))
            answers.reply_wanted.connect(functools.partial(self.save, event))
            for wanted in (answers.answered, answers.proposal_wanted, answers.reply_wanted):
                wanted.connect(look.close_popover)
        if wishes is not None:
            wishes.taken.connect(self.take_over)
            wishes.left.connect(self.leave)
            for wanted in (wishes.taken, wishes.left):
                wanted.connect(look.close_popover)

    def answer(self, event: str, state: str) -> None:
        """Answer an invitation."""
        self._desk.operate(self, functools.partial(_answer, event=event, state=state))

    def take_over(self, attendee: str) -> None:
        """Do what a guest proposes."""
        self._desk.operate(self, functools.partial(_take_over, attendee=attendee))

    def leave(self, attendee: str) -> None:
        """Leave things as they are."""
        self._desk.operate(self, functools.partial(_leave, attendee=attendee))

    def propose(self, event: str, opener: QWidget, beside: QRect) -> None:
        """Ask for another time, beside the event."""
        popover = ProposePopover(self._desk, opener, event)
        popover.open_at(beside, popover.field.line)

    def save(self, event: str) -> None:
        """Ask for a file, and write the answer into it."""
        written = functools.partial(save_text, self._desk, self._page, _("Answer"))
        self._desk.read(self._page, functools.partial(_reply, event=event), written, key="export")


class ProposePopover(Popover):
    """A line that says another time in words."""

    def __init__(self, desk: Desk, opener: QWidget, event: str) -> None:
        title = _("Propose another time")
        super().__init__(opener, title)
        self._desk, self._event = desk, event
        self.body.addWidget(label(title, weight=SEMIBOLD))
        self.field = FormField(_("When"))
        self.field.line.setPlaceholderText(_("Wednesday 15:00"))
        self.field.line.returnPressed.connect(self.keep)
        self.comment = FormField(_("A word to it"))
        self.comment.line.returnPressed.connect(self.keep)
        self.body.addWidget(self.field)
        self.body.addWidget(self.comment)
        self.wrong = Remark()
        self.body.addWidget(self.wrong)
        row = QHBoxLayout()
        row.addStretch(1)
        self.send = PrimaryButton(_("Propose"))
        self.send.clicked.connect(self.keep)
        row.addWidget(self.send)
        self.body.addLayout(row)

    def keep(self) -> None:
        """Propose what is typed; what is wrong with it is said below."""
        if not self.send.isEnabled():
            return
        desk = self._desk
        reading = Reading.of(desk.preferences, zone=desk.zone, today=desk.today())
        work = functools.partial(
            propose, event=self._event, words=self.field.text(), comment=self.comment.text(),
            reading=reading, zone=desk.zone,
        )  # fmt: skip
        self.send.setEnabled(False)
        desk.operate(self, work, self._on_done, self._on_refused)

    def _on_done(self, _changes: Changes) -> None:
        self.close_popover()

    def _on_refused(self, error: Exception) -> None:
        self.send.setEnabled(True)
        self.wrong.say(sentence(error))
        self.field.line.setFocus()


def _answer(store: Store, *, event: str, state: str) -> Changes:
    return answer(store, event, state)


def _take_over(store: Store, *, attendee: str) -> Changes:
    return take_over(store, attendee)


def _leave(store: Store, *, attendee: str) -> Changes:
    return decline_proposal(store, attendee)


def _reply(reader: Reader, *, event: str) -> str:
    return reply_text(reader, event)
