"""A popover that asks for a few values beside what they are about, and keeps them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from shiboken6 import isValid

from client.store import Changes, Store
from client.ui.desk import Desk
from client.ui.forms.written import is_figure
from client.ui.text import _
from client.ui.theme import SEMIBOLD
from client.ui.vehicles.form_dialog import sentence
from client.ui.vehicles.shown import Shown
from client.ui.widgets.buttons import PrimaryButton, SecondaryButton
from client.ui.widgets.form_field import FormField
from client.ui.widgets.labels import Remark, label
from client.ui.widgets.popover import Popover
from garage.errors import ValueRefused
from garage.moments import Moment
from garage.reading import Reading
from garage.records import Field, Vehicle, kind_named


class AskPopover(Popover):
    """Fields below a title; Enter and the primary button call ``keep``, which a popover says."""

    def __init__(
        self, desk: Desk, opener: QWidget, vehicle: Vehicle, title: str, shown: Shown
    ) -> None:
        super().__init__(opener, title)
        self.desk, self.shown = desk, shown
        reading = Reading.of(desk.preferences, zone=desk.zone, today=desk.today())
        self.reading = reading.for_vehicle(vehicle)
        self.fields: dict[str, FormField] = {}
        self._specs: dict[str, Field] = {}
        self.kept = False
        """Whether what it asks for was done."""
        self.body.addWidget(label(title, weight=SEMIBOLD, wrap=True))
        self.wrong = Remark()

    def ask(
        self, name: str, kind: str, field: str, title: str = "", text: str = "", unit: str = ""
    ) -> FormField:
        """A line that is read as a field of a kind is; lay it out with ``side_by_side``."""
        spec = kind_named(kind).field(field)
        made = FormField(title or _(spec.label), unit=unit, number=is_figure(spec))
        made.set_text(text)
        self.fields[name], self._specs[name] = made, spec
        return made

    def ask_day(self, name: str = "date", kind: str = "service") -> FormField:
        """A line for a day, today at first."""
        return self.ask(name, kind, "date", _("Date"), self.shown.day(self.shown.today))

    def ask_odometer(self, name: str = "odometer", kind: str = "service") -> FormField:
        """A line for what the odometer shows."""
        unit = self.shown.symbol(self.shown.distance_unit)
        return self.ask(name, kind, "odometer", _("Odometer"), unit=unit)

    def side_by_side(self, *fields: QWidget) -> None:
        """Put fields into one row."""
        row = QHBoxLayout()
        row.setSpacing(12)
        for field in fields:
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)

    def close_with(self, keep: str, other: str = "", do: Callable[[], None] | None = None) -> None:
        """Add the buttons: the one that keeps, and another before it."""
        self.body.addWidget(self.wrong)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        if do is not None:
            self.other_button = SecondaryButton(other)
            self.other_button.clicked.connect(do)
            row.addWidget(self.other_button)
        self.keep_button = PrimaryButton(keep)
        self.keep_button.clicked.connect(self.keep)
        row.addWidget(self.keep_button)
        self.body.addLayout(row)

    def values(self, *names: str) -> dict[str, Any]:
        """What was typed into fields, None where nothing was; raises ValueRefused with the name."""
        found: dict[str, Any] = {}
        for name in names or tuple(self.fields):
            try:
                found[name] = self.reading.value(self._specs[name], self.fields[name].text())
            except ValueRefused as error:
                raise ValueRefused(error.message, error.hint, error.code, name) from error
        return found

    def day(self, values: Mapping[str, Any], name: str = "date") -> Moment:
        """The day that was typed; raises ValueRefused where none was."""
        moment = values.get(name)
        if not isinstance(moment, Moment):
            hint = _("write a day, as in {example}").format(
                example=self.shown.day(self.shown.today)
            )
            raise ValueRefused(_("the day is missing"), hint, "missing_field", name)
        return moment

    def keep(self) -> None:
        """Read the fields, do what is to be done; complain in place where something is wrong.

        Once: not again while it is being done.
        """
        if not self.keep_button.isEnabled():
            return
        for field in self.fields.values():
            field.set_error("")
        self.wrong.say("")
        try:
            work = self.work()
        except ValueRefused as error:
            self.show_wrong(error)
            return
        self.operate(work)

    def work(self) -> Callable[[Store], Changes]:
        """The operation that what was typed asks for; raises ValueRefused."""
        raise ValueRefused(_("nothing is asked for"), "")

    def operate(self, work: Callable[[Store], Changes]) -> None:
        """Do it off the window's thread; close once it is done."""
        self.keep_button.setEnabled(False)
        self.desk.operate(self, work, self._on_kept, self.show_wrong)

    def _on_kept(self, changes: Changes) -> None:
        self.kept = True
        self.close_popover()

    def show_wrong(self, error: Exception) -> None:
        """Say what is wrong: at its field where that is known, else above the buttons."""
        if not isValid(self):
            return
        self.keep_button.setEnabled(True)
        name = error.field if isinstance(error, ValueRefused) and error.field else ""
        field = self.fields.get(name)
        if field is not None:
            field.set_error(sentence(error))
            field.setFocus()
            return
        self.wrong.say(sentence(error))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.keep()
            event.accept()
        else:
            super().keyPressEvent(event)
