"""Asks what becomes of the events of a calendar that is to be deleted."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from client.operations.agenda import CalendarShown
from client.operations.calendar_emptying import empty_calendar
from client.operations.calendars import delete_calendar
from client.store import Changes
from client.ui.desk import Desk
from client.ui.shell.said import sentence
from client.ui.text import _, ngettext
from client.ui.widgets.choice_box import ChoiceBox
from client.ui.widgets.form_field import FormField
from client.ui.widgets.question_dialog import QuestionDialog

_WITH = ""


class DeleteCalendarDialog(QuestionDialog):
    """They go to the trash with it, or move into another one first."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        calendar: CalendarShown,
        events: int,
        others: Sequence[CalendarShown],
    ) -> None:
        title = _("Delete the calendar “{name}”?").format(name=calendar.name)
        super().__init__(parent, title, _how_many(events), _("Delete"), icon="trash-2", final=True)
        self._desk, self._calendar = desk, calendar
        self.into = ChoiceBox(_("What becomes of its events"))
        self.into.addItem(_("They go to the trash with it"), _WITH)
        for other in others:
            self.into.addItem(_("They move into “{name}”").format(name=other.name), other.id)
        field = FormField(_("What becomes of its events"), self.into)
        if not events:
            field.hide()
        self.put(field)

    def agree(self) -> None:
        """Delete it; it closes once that is done."""
        into = str(self.into.currentData() or _WITH)
        if into == _WITH:
            work = partial(delete_calendar, id_=self._calendar.id)
        else:
            work = partial(empty_calendar, id_=self._calendar.id, into=into)
        self.action.setEnabled(False)
        self._desk.operate(self, work, self._on_done, self._on_refused)

    def _on_done(self, _changes: Changes) -> None:
        if isValid(self):
            self.accept()

    def _on_refused(self, error: Exception) -> None:
        if isValid(self):
            self.action.setEnabled(True)
            self.say_wrong(sentence(error))


def _how_many(events: int) -> str:
    if not events:
        return _("There is no event in it.")
    words = ngettext("There is {n} event in it.", "There are {n} events in it.", events)
    return words.format(n=events)
