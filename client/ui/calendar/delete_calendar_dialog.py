"""Asks what becomes of the events of a calendar that is to be deleted."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from client.operations.agenda import CalendarShown
from client.operations.calendar_emptying import empty_calendar
from client.operations.calendars import delete_calendar
from client.store import Changes
from client.ui.desk import Desk
from client.ui.shell.said import sentence
from client.ui.text import _, ngettext
from client.ui.theme import SEMIBOLD
from client.ui.widgets.buttons import Button, ButtonKind, SecondaryButton
from client.ui.widgets.choice_box import ChoiceBox
from client.ui.widgets.form_field import FormField
from client.ui.widgets.labels import label

_WITH = ""


class DeleteCalendarDialog(QDialog):
    """They go to the trash with it, or move into another one first."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        calendar: CalendarShown,
        events: int,
        others: Sequence[CalendarShown],
    ) -> None:
        super().__init__(parent.window())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._calendar = desk, calendar
        title = _("Delete the calendar “{name}”?").format(name=calendar.name)
        self.setWindowTitle(title)
        self.setMinimumWidth(440)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addWidget(label(title, "heading", weight=SEMIBOLD, wrap=True))
        column.addWidget(label(_how_many(events), role="text_muted", wrap=True))
        self.into = ChoiceBox(_("What becomes of its events"))
        self.into.addItem(_("They go to the trash with it"), _WITH)
        for other in others:
            self.into.addItem(_("They move into “{name}”").format(name=other.name), other.id)
        field = FormField(_("What becomes of its events"), self.into)
        field.setVisible(bool(events))
        column.addWidget(field)
        self.wrong = label("", "small", "late", wrap=True)
        self.wrong.hide()
        column.addWidget(self.wrong)
        cancel = SecondaryButton(_("Cancel"))
        cancel.clicked.connect(self.reject)
        self.delete_button = Button(_("Delete"), "trash-2", ButtonKind.DANGER)
        self.delete_button.clicked.connect(self._on_delete)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.delete_button)
        column.addLayout(row)
        cancel.setFocus()

    def _on_delete(self) -> None:
        into = str(self.into.currentData() or _WITH)
        if into == _WITH:
            work = partial(delete_calendar, id_=self._calendar.id)
        else:
            work = partial(empty_calendar, id_=self._calendar.id, into=into)
        self.delete_button.setEnabled(False)
        self._desk.operate(self, work, self._on_done, self._on_refused)

    def _on_done(self, _changes: Changes) -> None:
        if isValid(self):
            self.accept()

    def _on_refused(self, error: Exception) -> None:
        if isValid(self):
            self.delete_button.setEnabled(True)
            self.wrong.setText(sentence(error))
            self.wrong.show()


def _how_many(events: int) -> str:
    if not events:
        return _("There is no event in it.")
    words = ngettext("There is {n} event in it.", "There are {n} events in it.", events)
    return words.format(n=events)
