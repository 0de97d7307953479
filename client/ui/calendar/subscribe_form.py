"""The form that subscribes to a calendar on the web: its address, name, colour, how often."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from client.store import Changes, Store
from client.ui.calendar.colour_row import ColourRow
from client.ui.desk import Desk
from client.ui.text import _
from client.ui.vehicles.form_dialog import FormDialog, check_box, sentence
from client.ui.widgets.choice_box import ChoiceBox
from client.ui.widgets.form_field import FormField
from client.ui.widgets.labels import label
from garage.errors import ValueRefused

_USUAL = "PT12H"


class SubscribeForm(FormDialog):
    """``done`` is called with the subscription's id, whose feed is then to be read, and the number
    under which it is undone.
    """

    def __init__(
        self, desk: Desk, parent: QWidget, done: Callable[[str, int | None], None]
    ) -> None:
        super().__init__(_("Subscribe to a calendar"), _("Subscribe"), parent)
        self._desk, self._done = desk, done
        words = _(
            "A calendar that others publish on the web comes in and is read again from time to "
            "time. It can only be looked at here."
        )
        self.put_widget(label(words, role="text_muted", wrap=True), 12)
        self.address = FormField(_("Address"))
        self.address.line.setPlaceholderText("https://example.com/calendar.ics")
        self.put("url", self.address, 12)
        self.put("name", FormField(_("Name")), 7)
        self.fields["name"].line.setPlaceholderText(_("as the address says"))
        self.every = ChoiceBox(_("Read again"))
        for value, text in (
            ("PT1H", _("every hour")), ("PT6H", _("every 6 hours")),
            (_USUAL, _("every 12 hours")), ("P1D", _("every day")), ("P1W", _("every week")),
        ):  # fmt: skip
            self.every.addItem(text, value)
        self.every.setCurrentIndex(self.every.findData(_USUAL))
        self.put("every", FormField(_("Read again"), self.every), 5)
        self.colour = ColourRow()
        self.colour.show_value("darkgray")
        self.put("colour", FormField(_("Colour"), self.colour), 12)
        self.alarms = check_box(_("With its alarms"))
        self.put_widget(self.alarms, 12)
        self.buttons_last()
        self.address.setFocus()

    def is_changed(self) -> bool:
        return bool(self.address.text() or self.fields["name"].text())

    def save(self) -> None:
        self.clear_wrong()
        values = {
            "url": self.address.text(), "name": self.fields["name"].text(),
            "colour": self.colour.value(), "every": str(self.every.currentData()),
            "alarms": self.alarms.isChecked(),
        }  # fmt: skip
        if not values["url"]:
            self.address.set_error(_("Write the address, which often ends with .ics."))
            self.address.setFocus()
            return
        made: list[str] = []
        self.save_button.setEnabled(False)
        work = partial(_subscribe, values=values, made=made)
        self._desk.operate(self, work, partial(self._on_made, made), self._on_refused)

    def _on_made(self, made: list[str], changes: Changes) -> None:
        if made:
            self._done(made[0], changes.undo)
        if isValid(self):
            self.accept()

    def _on_refused(self, error: Exception) -> None:
        if not isValid(self):
            return
        if isinstance(error, ValueRefused):
            self.save_button.setEnabled(True)
            self.address.set_error(sentence(error))
            self.address.setFocus()
        else:
            self.show_wrong(error)


def _subscribe(store: Store, *, values: dict[str, Any], made: list[str]) -> Changes:
    # The network is not needed before: importing it would hold up the first look.
    from client.operations.subscriptions import add_subscription

    id_, changes = add_subscription(
        store, values["url"], values["name"], values["colour"], values["every"],
        alarms=values["alarms"],
    )  # fmt: skip
    made.append(id_)
    return changes
