"""The form of a spec: a number with its unit and words have a field each, a code is words."""

from __future__ import annotations

from typing import Any

from client.ui.forms.editors import LineEditor
from client.ui.forms.entry import Editor
from client.ui.forms.spec_values import is_code
from client.ui.text import _
from client.ui.vehicles.record_form import RecordForm
from garage.errors import ValueRefused
from garage.records import Field


class SpecForm(RecordForm):
    """A code that is typed as the value goes into the text, where nothing stands there yet."""

    def _make_editor(self, spec: Field) -> Editor:
        if spec.name == "value":
            return LineEditor(spec, self._habits, self._read_value)
        return super()._make_editor(spec)

    def _read_value(self, text: str) -> Any:
        if is_code(text):
            raise ValueRefused(_("A code is no number"), _("put it into the text"))
        return self._habits.reading.value(self._kind.field("value"), text)

    def _move_code(self) -> None:
        value, text = self.entries["value"], self.entries["text"]
        if is_code(value.text()) and not text.text():
            text.set_text(value.text())
            value.set_text("")
            value.set_error("")

    def _on_left(self) -> None:
        self._move_code()
        super()._on_left()

    def _check(self) -> bool:
        self._move_code()
        return super()._check()
