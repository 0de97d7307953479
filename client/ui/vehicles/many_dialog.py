"""Asks for a field of many records and its new value, and sets it in one operation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from client.errors import ClientError
from client.operations.many_doubts import DoubtedRecord, doubts_of_many
from client.operations.many_records import Edited, ManyRecords, change_many, read_many
from client.store import Changes, Reader, Store
from client.ui.desk import Desk
from client.ui.forms.caution_shown import caution_words
from client.ui.forms.editors import ChoiceEditor, LineEditor
from client.ui.forms.entry import Editor, Entry, editor_for
from client.ui.forms.written import Habits
from client.ui.text import _, ngettext
from client.ui.vehicles.form_dialog import FormDialog, sentence
from client.ui.vehicles.many_fields import Chosen, ManyField
from client.ui.vehicles.many_words import counted, left_alone, state_words
from client.ui.vehicles.records_edit import can_be_odd
from client.ui.vehicles.vehicle_units import unit_editor
from client.ui.widgets.choice_box import ChoiceBox
from client.ui.widgets.form_field import FormField
from client.ui.widgets.labels import label
from garage.errors import GarageError, ValueRefused
from garage.records import Record
from garage.records.fields import FlagField

_YES, _NO = "yes", "no"
Values = Mapping[str, Mapping[str, Any]]
"""A record's id → the fields it is to have."""


class ManyDialog(FormDialog):
    """What the records share is shown at first; Enter asks once more before it clears or doubts."""

    def __init__(self, desk: Desk, parent: QWidget, chosen: Chosen) -> None:
        words = counted([kind for kind, _measure in chosen.sorts.values()])
        super().__init__(_("Change a field: {what}").format(what=words), _("Change"), parent, 440)
        self._desk, self._chosen = desk, chosen
        self._habits = Habits.of(desk, chosen.vehicle)
        self._records: tuple[Record, ...] = ()
        self._asked: Values | None = None
        """What was asked about last: given once more as it is, it is kept."""
        self.which = ChoiceBox()
        for each in chosen.fields:
            self.which.addItem(each.title)
        self.which.setCurrentIndex(max(chosen.begin, 0))
        self.which.currentIndexChanged.connect(self._on_field)
        self.put("field", FormField(_("Field"), self.which), 12)
        self.entries = [self._make_entry(each) for each in chosen.fields]
        host = QWidget()
        column = QVBoxLayout(host)
        column.setContentsMargins(0, 0, 0, 0)
        for entry in self.entries:
            entry.hide()
            column.addWidget(entry)
        self.put_widget(host, 12)
        self.told = label("", "small", "text_muted", wrap=True)
        self.put_widget(self.told, 12)
        self.alone = label("", "small", "warn", wrap=True)
        self.alone.hide()
        self.put_widget(self.alone, 12)
        self._show_field()
        (self.which if chosen.begin < 0 else self.entry).setFocus()
        self.save_button.setEnabled(False)
        self._read()

    def _make_entry(self, field: ManyField) -> Entry:
        entry = Entry(field.spec, self._make_editor(field), _("New value"))
        entry.typed.touched.connect(self._on_touched)
        return entry

    def _make_editor(self, field: ManyField) -> Editor:
        spec, kinds = field.spec, {kind for kind, _measure in field.names}
        if isinstance(spec.type, FlagField):
            return ChoiceEditor({_YES: _("Yes"), _NO: _("No")})
        units = None
        if kinds == {"vehicle"}:
            units = unit_editor(spec.name, self._habits.shown, self._desk.preferences)
        return units if units is not None else editor_for(spec, self._habits)

    # ------------------------------------------------------------------ what is there

    def _read(self) -> None:
        ids = {id_: kind for id_, (kind, _measure) in self._chosen.sorts.items()}

        def many(reader: Reader) -> ManyRecords:
            return read_many(reader, ids)

        self._desk.read(self, many, self._on_read, self._on_unreadable)

    def _on_unreadable(self, error: Exception) -> None:
        self.say_wrong(sentence(error))

    def _on_read(self, many: ManyRecords) -> None:
        self._records = many.records
        self.alone.setText(left_alone(many.locked))
        self.alone.setVisible(bool(many.locked))
        if many.locked and not many.records:
            self.forbid(many.locked[0].why)
            return
        for field, entry in zip(self._chosen.fields, self.entries, strict=True):
            if not entry.is_changed:
                self._show_shared(field, entry)
        self.save_button.setEnabled(bool(many.records))
        typed = self.entry.typed
        untyped = self.focusWidget() is typed and not self.entry.is_changed
        if untyped and isinstance(typed, LineEditor):
            typed.selectAll()  # As in a cell: what is typed takes the place of what is there.
        self._tell()

    def _show_shared(self, field: ManyField, entry: Entry) -> None:
        """Show the value that all have; where they differ, nothing, and that they do."""
        values = [getattr(record, self._name(field, record)) for record in self._records]
        shared = bool(values) and all(value == values[0] for value in values)
        if shared:
            entry.show_value(_as_shown(values[0]))
        else:
            entry.show_none(_("different values"))

    def _name(self, field: ManyField, record: Record) -> str:
        return field.names[self._chosen.sorts[record.id]]

    # ------------------------------------------------------------------ what is typed

    @property
    def field(self) -> ManyField:
        """The field that is chosen."""
        return self._chosen.fields[self.which.currentIndex()]

    @property
    def entry(self) -> Entry:
        """Where its value is typed."""
        return self.entries[self.which.currentIndex()]

    def choose(self, title: str) -> None:
        """Choose the field of this title."""
        self.which.setCurrentIndex(self.which.findText(title))

    def is_changed(self) -> bool:
        return any(entry.is_changed for entry in self.entries)

    def _on_field(self, _place: int) -> None:
        self._show_field()
        self._on_touched()
        self.give_back()

    def _show_field(self) -> None:
        here = self.focusWidget()
        left = any(here is entry.typed for entry in self.entries)
        for entry in self.entries:
            if entry is not self.entry:
                entry.hide()
        self.entry.show()
        self.fields["value"] = self.entry
        if left:
            self.entry.setFocus()

    def _on_touched(self) -> None:
        self._asked = None
        self.say_wrong("")
        self.entry.set_caution("")
        self._tell()

    def _tell(self) -> None:
        """Say how many records it changes, as it is typed."""
        empty = self.entry.typed.state() in ("", ())
        try:
            count = len(self._edits())
            words = state_words(len(self._records), count, clears=empty)
        except ValueRefused:
            words = _("It cannot be left empty.") if empty else ""
        self.told.setText(words)
        self.told.show()
        self.save_button.set_words(_("Change"))
        self.save_button.setAccessibleDescription(self.told.text())

    def _value(self) -> Any:
        """What is typed; None clears. Raises ValueRefused."""
        value = self.entry.value()
        if value in (None, "", ()):
            if not self.field.clearable:
                raise ValueRefused(
                    _("{field} cannot be left empty").format(field=self.field.title),
                    _("say what it is to be"),
                )
            return None
        return value == _YES if isinstance(self.field.spec.type, FlagField) else value

    def _edits(self) -> dict[str, dict[str, Any]]:
        """The records that are not so already; raises ValueRefused."""
        field, value = self.field, self._value()
        edits = {}
        for record in self._records:
            name = self._name(field, record)
            if (getattr(record, name) or None) != (value or None):
                edits[record.id] = {name: value}
        return edits

    def _is_still(self, edits: Values) -> bool:
        """Whether what is typed still means these."""
        try:
            return self._edits() == edits
        except ValueRefused:
            return False

    # ------------------------------------------------------------------ keeping it

    def save(self) -> None:
        self._tell()
        self.say_wrong("")
        try:
            edits = self._edits()
        except ValueRefused as error:
            self.entry.set_error(sentence(error))
            self.entry.setFocus()
            return
        if not edits:
            self.accept()
        elif edits == self._asked:
            self._keep(edits)
        elif self._value() is None:
            words = _("Clears {field} in {what}. Enter does it.")
            self._ask(edits, words.format(field=self.field.title, what=self._counted(edits)))
            self.save_button.set_words(_("Clear"))
        elif can_be_odd(next(iter(edits.values()))):
            self._look(edits)
        else:
            self._keep(edits)

    def _counted(self, edits: Values) -> str:
        return counted([self._chosen.sorts[id_][0] for id_ in edits])

    def _ask(self, edits: Values, words: str) -> None:
        self._asked = edits
        self.save_button.setEnabled(True)
        self.told.hide()
        self.entry.set_caution(words)
        # Where the button had the keyboard, Enter would mean another one now.
        self.entry.setFocus()

    def _edited(self, edits: Values) -> list[Edited]:
        sorts = self._chosen.sorts
        return [Edited(sorts[id_][0], id_, values) for id_, values in edits.items()]

    def _look(self, edits: Values) -> None:
        """Have the rules look at the records as they would be, off the GUI thread."""
        records, edited, today = self._records, self._edited(edits), self._desk.today()
        self.save_button.setEnabled(False)

        def doubts(reader: Reader) -> Sequence[DoubtedRecord]:
            try:
                return doubts_of_many(reader, records, edited, today)
            except (GarageError, ClientError):
                # What no rule reckons with, the operation checks anyway.
                return ()

        self._desk.read(self, doubts, partial(self._on_doubts, edits), self.show_wrong)

    def _on_doubts(self, edits: Values, doubts: Sequence[DoubtedRecord]) -> None:
        if not self._is_still(edits):
            # Typed otherwise meanwhile: that was not given yet.
            self.save_button.setEnabled(True)
            self._tell()
            return
        if not doubts:
            self._keep(edits)
            return
        first = doubts[0]
        question = caution_words(first.caution, self._habits.shown)
        words = ngettext(
            "{n} looks wrong, “{title}”: {question} Enter keeps it.",
            "{n} look wrong, first “{title}”: {question} Enter keeps them.",
            len(doubts),
        )
        self._ask(edits, words.format(n=len(doubts), title=first.title, question=question))

    def _keep(self, edits: Values) -> None:
        edited, entry = self._edited(edits), self.entry
        saved = partial(self._on_saved, entry, entry.typed.state())
        self.save_button.setEnabled(False)

        def work(store: Store) -> Changes:
            return change_many(store, edited)

        self._desk.operate(self, work, saved, self.show_wrong)

    def _on_saved(self, entry: Entry, state: object, _changes: Changes) -> None:
        """Close, but where something else was typed meanwhile: that was not given yet."""
        is_still = entry.typed.state() == state
        if is_still and entry is self.entry:
            self.accept()
            return
        if is_still:
            entry.show_value(entry.value())
        self._read()


def _as_shown(value: Any) -> Any:
    """A value as its editor takes it: yes or no is chosen from a list."""
    if isinstance(value, bool):
        return _YES if value else _NO
    return value
