"""The forms of an own field: to make one, and to give one another name."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QPlainTextEdit, QWidget
from shiboken6 import isValid

from client.operations.own_fields import add_own_field, rename_own_field
from client.store import Changes, Store
from client.ui.desk import Desk
from client.ui.text import _
from client.ui.vehicles.form_dialog import FormDialog
from client.ui.widgets.choice_box import ChoiceBox
from client.ui.widgets.form_field import FormField
from garage.records import CustomFieldDefinition, kinds

_WITHOUT = (
    "custom_field", "vehicle_group", "calendar", "attendee", "alarm", "subscription", "shared_feed",
)  # fmt: skip


def sorts() -> dict[str, str]:
    """What an own field can take, in words."""
    return {"text": _("Text"), "number": _("Number"), "day": _("Date"), "choice": _("Choice")}


class FieldForm(FormDialog):
    """Makes an own field."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(_("Add a field"), _("Add"), parent)
        self._desk = desk
        self.put("name", FormField(_("Name")))
        self.kind, self.sort = ChoiceBox(), ChoiceBox()
        for kind in kinds():
            if kind.name not in _WITHOUT:
                self.kind.addItem(_(kind.plural), kind.name)
        self.kind.setCurrentIndex(self.kind.findData("vehicle"))
        for code, words in sorts().items():
            self.sort.addItem(words, code)
        self.put("applies_to", FormField(_("On which records"), self.kind))
        self.put("sort", FormField(_("Takes"), self.sort))
        self.unit = self.put("unit", FormField(_("Unit")))
        self.choices = QPlainTextEdit()
        self.choices.setTabChangesFocus(True)
        self.choices.setFixedHeight(96)
        self.options = self.put("options", FormField(_("Choices, a line each"), self.choices), 12)
        self.sort.currentIndexChanged.connect(self._on_sort)
        self._on_sort()
        self._before = self._state()
        self.fields["name"].setFocus()

    def _state(self) -> tuple[object, ...]:
        boxes = (self.kind.currentIndex(), self.sort.currentIndex())
        return (self.fields["name"].text(), self.unit.text(), self.choices.toPlainText(), *boxes)

    def is_changed(self) -> bool:
        return self._state() != self._before

    def _on_sort(self) -> None:
        sort = self.sort.currentData()
        self.unit.setEnabled(sort == "number")
        self.options.setVisible(sort == "choice")

    def save(self) -> None:
        self.clear_wrong()
        values: dict[str, Any] = {
            "name": self.fields["name"].text(),
            "applies_to": self.kind.currentData(),
            "sort": self.sort.currentData(),
        }
        if values["sort"] == "number":
            values["unit"] = self.unit.text()
        if values["sort"] == "choice":
            values["options"] = self.choices.toPlainText()

        def work(store: Store) -> Changes:
            return add_own_field(store, {name: value for name, value in values.items() if value})

        self.save_button.setEnabled(False)
        self._desk.operate(self, work, self._on_saved, self._on_refused)

    def _on_refused(self, error: Exception) -> None:
        if isValid(self):
            self.show_wrong(error)

    def _on_saved(self, changes: Changes) -> None:
        if isValid(self):
            self.accept()


class RenameForm(FormDialog):
    """Gives an own field another name, on all records that have it."""

    def __init__(self, desk: Desk, parent: QWidget, field: CustomFieldDefinition) -> None:
        super().__init__(_("Rename {field}").format(field=field.name), _("Save"), parent)
        self._desk, self._field = desk, field
        self.put("name", FormField(_("Name")), 12)
        self.fields["name"].set_text(field.name)
        self.fields["name"].line.selectAll()
        self.fields["name"].setFocus()

    def is_changed(self) -> bool:
        return self.fields["name"].text() != self._field.name

    def save(self) -> None:
        self.clear_wrong()
        id_, name = self._field.id, self.fields["name"].text()

        def work(store: Store) -> Changes:
            return rename_own_field(store, id_, name)

        self.save_button.setEnabled(False)
        self._desk.operate(self, work, self._on_saved, self.show_wrong)

    def _on_saved(self, changes: Changes) -> None:
        if isValid(self):
            self.accept()
