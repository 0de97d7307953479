"""The fields that people made for themselves, and the line by which one makes another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from client.operations.whole_record import Along
from client.ui.forms.day_editor import DayEditor
from client.ui.forms.editors import ChoiceEditor, LineEditor
from client.ui.forms.entry import Editor, Entry
from client.ui.forms.field_grid import FieldGrid
from client.ui.forms.written import Habits
from client.ui.text import _
from client.ui.vehicles.form_dialog import sentence
from client.ui.widgets.buttons import LinkButton, SecondaryButton
from client.ui.widgets.choice_box import ChoiceBox
from client.ui.widgets.form_field import FormField
from garage.errors import ValueRefused
from garage.records import CustomFieldDefinition, CustomValue, Field, kind_named
from garage.records.elements import element_name
from garage.records.fields import TextField
from garage.records.measures import QuantityField
from garage.records.times import DayField
from garage.units import Quantity, unit

_DEFINITION = kind_named("custom_field")


class OwnFields(QWidget):
    """``left`` says that one of its fields was left; who shows it finds a place for ``link``."""

    left = Signal()

    def __init__(self, kind: str, habits: Habits) -> None:
        super().__init__()
        self._kind, self._habits = kind, habits
        self._new: list[CustomFieldDefinition] = []
        self._choices: set[str] = set()
        self.entries: dict[str, Entry] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._grid = FieldGrid()
        self._grid.hide()
        column.addWidget(self._grid)
        self.maker = _Maker()
        self.maker.hide()
        self.maker.made.connect(self._on_made)
        column.addWidget(self.maker)
        self.hide()
        self.link = LinkButton(_("Add own field…"))
        self.link.clicked.connect(self._open_maker)

    def show_fields(
        self, definitions: Sequence[CustomFieldDefinition], values: Mapping[str, CustomValue]
    ) -> None:
        """Show a field for each definition, and for each value that has none."""
        known = {one.name: one for one in definitions}
        for name, value in values.items():
            known.setdefault(name, _like(name, value))
        for name, definition in sorted(known.items()):
            if name not in self.entries:
                self._put(definition, values.get(name))

    def _put(self, definition: CustomFieldDefinition, value: CustomValue | None) -> None:
        entry = Entry(*_parts(definition, self._habits), title=definition.name)
        if definition.sort == "choice":
            self._choices.add(definition.name)
        entry.show_value(value[0] if isinstance(value, tuple) else value)
        entry.left.connect(self.left)
        self.entries[definition.name] = entry
        self._grid.put(entry, 4)
        self._grid.show()
        self.show()

    def follow(self, before: QWidget) -> None:
        """Let Tab come here after a field that stands above."""
        for after in (*self.entries.values(), self.link):
            QWidget.setTabOrder(before, after)
            before = after

    # ------------------------------------------------------------------ what was typed

    @property
    def is_changed(self) -> bool:
        """Whether a value was changed, a field made, or one begun."""
        begun = bool(self._new) or self.maker.is_begun
        return begun or any(entry.is_changed for entry in self.entries.values())

    def check(self) -> bool:
        """Whether all can be kept, a field too that is begun; says at each what is wrong."""
        if self.maker.is_begun:
            self.maker.make()
        wrong = [entry for entry in self.entries.values() if not entry.check()]
        return not wrong and not self.maker.is_begun

    def focus_wrong(self) -> None:
        """Go to the first that cannot be kept."""
        fields = (*self.entries.values(), *self.maker.fields)
        wrong = next((field for field in fields if field.error), None)
        if wrong is not None:
            wrong.setFocus()

    def values(self) -> dict[str, CustomValue]:
        """All values by name; raises ValueRefused."""
        found: dict[str, CustomValue] = {}
        for name, entry in self.entries.items():
            value: Any = entry.value()
            if value not in (None, ""):
                found[name] = (value,) if name in self._choices else value
        return found

    def along(self) -> list[Along]:
        """The definitions made here."""
        names = ("name", "applies_to", "sort", "unit", "options")
        return [
            Along("custom_field", values={n: v for n in names if (v := getattr(one, n))})
            for one in self._new
        ]

    # ------------------------------------------------------------------ a new one

    def _open_maker(self) -> None:
        self.link.hide()
        self.show()
        self.maker.show()
        self.maker.name.setFocus()

    def _on_made(self, made: CustomFieldDefinition) -> None:
        if made.name in self.entries:
            self.maker.name.set_error(_("There is a field of this name already."))
            return
        definition = CustomFieldDefinition(
            name=made.name, applies_to=self._kind, sort=made.sort, unit=made.unit,
            options=made.options,
        )  # fmt: skip
        self._new.append(definition)
        self._put(definition, None)
        self.maker.clear()
        self.maker.hide()
        self.link.show()
        self.entries[made.name].setFocus()


class _Maker(QWidget):
    """Name, what it takes, and its unit or choices; ``made`` carries a definition."""

    made = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.name = FormField(_("Name of the field"))
        self.sort = ChoiceBox()
        type_ = _DEFINITION.field("sort").type
        for word, words in getattr(type_, "choices", {}).items():
            self.sort.addItem(_(words), word)
        self.sort.currentIndexChanged.connect(self._fit)
        self.unit = FormField(_("Unit"))
        self.options = FormField(_("Choices, with commas between"))
        self.fields = (self.name, self.unit, self.options)
        self.button = SecondaryButton(_("Add field"))
        self.button.clicked.connect(self.make)
        grid = FieldGrid()
        grid.put(self.name, 4)
        grid.put(FormField(_("Takes"), self.sort), 3)
        self._third = QWidget()
        stack = QVBoxLayout(self._third)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.addWidget(self.unit)
        stack.addWidget(self.options)
        stack.addStretch(1)
        grid.put_widget(self._third, 3)
        # Under an empty label it stands level with the lines.
        grid.put(FormField(" ", self.button), 2)
        self.button.setAccessibleName(_("Add field"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(grid)
        self._fit()

    def _fit(self) -> None:
        self.unit.setVisible(self.sort.currentData() == "number")
        self.options.setVisible(self.sort.currentData() == "choice")

    @property
    def is_begun(self) -> bool:
        """Whether something is typed that no field was made of yet."""
        lines = [field for field in self.fields if not field.isHidden()]
        return not self.isHidden() and any(field.text() for field in lines)

    def clear(self) -> None:
        """Be ready for another."""
        for field in self.fields:
            field.set_text("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.make()
        else:
            super().keyPressEvent(event)

    def make(self) -> None:
        """Make the field, or say at which line what is wrong."""
        for field in self.fields:
            field.set_error("")
        try:
            name = element_name(self.name.text())
        except ValueRefused:
            self.name.set_error(_("Give it a name of letters and digits, without a slash."))
            return
        sort = str(self.sort.currentData())
        code = self.unit.text() if sort == "number" else ""
        try:
            unit(code)
        except ValueRefused as error:
            self.unit.set_error(sentence(error))
            return
        options = [part.strip() for part in self.options.text().split(",") if part.strip()]
        if sort == "choice" and not options:
            self.options.set_error(_("Say what there is to choose from."))
            return
        chosen = "\n".join(options) if sort == "choice" else ""
        self.made.emit(CustomFieldDefinition(name=name, sort=sort, unit=code, options=chosen))


def _parts(definition: CustomFieldDefinition, habits: Habits) -> tuple[Field, Editor]:
    """The field that a definition stands for, and its editor."""
    name = f"custom.{definition.name}"
    read = partial(_own_value, habits, definition)
    match definition.sort:
        case "number":
            spec = Field(name, QuantityField(None, negative=True), definition.name)
            line = LineEditor(spec, habits, read)
            line.setPlaceholderText(habits.shown.symbol(definition.unit) if definition.unit else "")
            return spec, line
        case "day":
            spec = Field(name, DayField(), definition.name)
            return spec, DayEditor(spec, habits)
        case "choice":
            words = [line.strip() for line in definition.options.splitlines() if line.strip()]
            spec = Field(name, TextField(), definition.name)
            return spec, ChoiceEditor(dict(zip(words, words, strict=True)), blank="–")
    spec = Field(name, TextField(limit=5000), definition.name)
    return spec, LineEditor(spec, habits)


def _own_value(habits: Habits, definition: CustomFieldDefinition, text: str) -> Any:
    return habits.reading.own_value(text, definition) or None


def _like(name: str, value: CustomValue) -> CustomFieldDefinition:
    """A definition that a value without one fits."""
    match value:
        case Quantity():
            return CustomFieldDefinition(name=name, sort="number", unit=value.unit)
        case date():
            return CustomFieldDefinition(name=name, sort="day")
        case tuple():
            return CustomFieldDefinition(name=name, sort="choice", options=value[0])
    return CustomFieldDefinition(name=name, sort="text")
