"""A field of a form: which value it stands for, whether it changed, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal

from client.ui.forms.day_editor import DayEditor
from client.ui.forms.editors import ChoiceEditor, ChoicesEditor, FlagEditor, LineEditor, LongEditor
from client.ui.forms.reference_editor import ReferenceEditor
from client.ui.forms.tag_box import TagBox
from client.ui.forms.written import Habits, is_dated
from client.ui.text import _
from client.ui.vehicles.form_dialog import sentence
from client.ui.widgets.form_field import FormField
from garage.errors import ValueRefused
from garage.records import Field
from garage.records.elements import TagsField
from garage.records.fields import ChoiceField, ChoicesField, FlagField, ReferenceField, TextField

Editor = (
    LineEditor | LongEditor | ChoiceEditor | ChoicesEditor | FlagEditor | ReferenceEditor | TagBox
)


def editor_for(spec: Field, habits: Habits) -> Editor:
    """The editor of a field, by its type."""
    match spec.type:
        case TextField(long=True):
            return LongEditor()
        case ChoiceField(choices=choices):
            optional = not spec.required and spec.initial is None
            return ChoiceEditor(_words(choices), blank="–" if optional else None)
        case ChoicesField(choices=choices):
            return ChoicesEditor(_words(choices))
        case FlagField():
            return FlagEditor(_(spec.label))
        case ReferenceField():
            return ReferenceEditor()
        case TagsField():
            return TagBox()
    return DayEditor(spec, habits) if is_dated(spec) else LineEditor(spec, habits)


def _words(choices: Mapping[str, str]) -> dict[str, str]:
    return {word: _(label) for word, label in choices.items()}


class Entry(FormField):
    """``left`` says that one has gone on and the value has been looked at."""

    left = Signal()

    def __init__(self, spec: Field, editor: Editor, title: str | None = None) -> None:
        label = _(spec.label) if title is None else title
        # A box to tick has its words beside it; the line above keeps it level with its neighbours.
        super().__init__(" " if isinstance(editor, FlagEditor) else label, editor)
        unit = editor.unit if isinstance(editor, LineEditor) else ""
        self.call(label, unit)
        if spec.required:
            self.set_needed(_("required"))
        if isinstance(editor, TagBox):
            editor.line.setAccessibleName(label)
        self.spec, self.label = spec, label
        self._typed: Editor = editor
        self._before = editor.state()
        editor.left.connect(self._on_left)
        editor.touched.connect(self._on_touched)

    @property
    def typed(self) -> Editor:
        """The editor."""
        return self._typed

    def show_value(self, value: Any, *, known: bool = True) -> None:
        """Show a value; `known` False counts it as typed, for it is not kept anywhere yet."""
        self._typed.show_value(value)
        if known:
            self._before = self._typed.state()

    def show_none(self, words: str) -> None:
        """Show no value but words in its place, as where several records differ in it."""
        if isinstance(self._typed, ChoiceEditor):
            self._typed.setCurrentIndex(-1)
        if isinstance(self._typed, ChoiceEditor | LineEditor | LongEditor):
            self._typed.setPlaceholderText(words)
        self._before = self._typed.state()

    def text(self) -> str:
        """What is typed or chosen, as text."""
        if isinstance(self._typed, LineEditor | ReferenceEditor):
            return super().text()
        return str(self._typed.state())

    def set_text(self, text: str) -> None:
        """Put text in as if it were typed; of a choice it is the word that is kept."""
        match self._typed:
            case TagBox():
                self._typed.line.setText(text)
            case ReferenceEditor():
                self._typed.show_text(text)
            case LineEditor():
                super().set_text(text)
            case _:
                self._typed.show_value(text)

    @property
    def is_changed(self) -> bool:
        """Whether it was changed since it was shown."""
        return self._typed.state() != self._before

    def value(self) -> Any:
        """What is typed, or None where nothing is; raises ValueRefused."""
        found = self._typed.value()
        if self.spec.required and found in (None, "", ()):
            raise ValueRefused(*self._missing(), "missing_field", self.spec.name)
        return found

    def _missing(self) -> tuple[str, str]:
        if is_dated(self.spec):
            return _("A day is needed"), _("write it as “today” or “6 Nov”")
        if self.spec.heading:
            words = _("{field} is needed").format(field=self.label)
            return words, _("lists and searches show it by that")
        return _("{field} is needed").format(field=self.label), _(
            "without it the rest says nothing"
        )

    def check(self) -> bool:
        """Whether the value can be kept; says so at the field if not."""
        try:
            self.value()
        except ValueRefused as error:
            self.set_error(sentence(error))
            return False
        self.set_error("")
        return True

    def _on_touched(self) -> None:
        if self.error:
            self.check()
        if self.caution:
            self.set_caution("")

    def _on_left(self) -> None:
        if self.is_changed or self.error:
            self.check()
        self.left.emit()
