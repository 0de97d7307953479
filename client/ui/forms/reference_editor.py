"""A line that refers to another record: one types part of its name, or goes down the list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from client.ui.forms.completions import Completions
from client.ui.text import _
from client.ui.widgets.form_field import UnitEdit
from garage.errors import ValueRefused

Choice = tuple[str, str, str]
"""A record's id, how it is called in the list, and its title alone."""


class ReferenceEditor(UnitEdit):
    """The records to choose from come later (``set_options``), when they have been read."""

    touched = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._ids: dict[str, str] = {}
        self._kept = ""
        """The id shown, as long as nobody types."""
        self._read = False
        """Whether the records to choose from have come."""
        self._names: dict[str, str] = {}
        self._titles: dict[str, str] = {}
        self._completions = Completions(self)
        self._completions.activated.connect(self._on_chosen)
        self.textEdited.connect(self._on_typed)
        self.editingFinished.connect(self.left)

    def set_options(self, options: Sequence[Choice]) -> None:
        """Offer these records; of two that are called alike each has its number."""
        self._ids, self._read = {}, True
        self._titles = {id_: title for id_, _words, title in options}
        for id_, words, _title in options:
            name, count = words, 1
            while name in self._ids:
                count += 1
                name = f"{words} ({count})"
            self._ids[name] = id_
        self._names = {id_: name for name, id_ in self._ids.items()}
        self._completions.set_texts(list(self._ids))
        if self._kept:
            self.setText(self._name(self._kept))
            self.setCursorPosition(0)

    def _name(self, id_: str) -> str:
        if id_ in self._names:
            return self._names[id_]
        if self._ids:
            return _("not among those of this vehicle")
        return _("not shared with you") if self._read else "…"

    def show_value(self, value: Any) -> None:
        """Show the record of this id."""
        self._kept = str(value or "")
        self.setText(self._name(self._kept) if self._kept else "")
        self.setCursorPosition(0)

    def show_text(self, text: str) -> None:
        """Put text in as if it were typed."""
        self._kept = ""
        self.setText(text)

    def value(self) -> Any:
        """The id of the record that is typed, or None; raises ValueRefused."""
        if self._kept:
            return self._kept
        text = self.text().strip()
        if not text:
            return None
        found = self._ids.get(text)
        if found is None:
            asked = text.casefold()
            likely = [id_ for name, id_ in self._ids.items() if asked in name.casefold()]
            if len(likely) != 1:
                wrong = _("“{text}” is none of those there are").format(text=text[:40])
                if likely:
                    wrong = _("“{text}” could be more than one").format(text=text[:40])
                raise ValueRefused(wrong, _("choose one of the list (Down)"))
            found = likely[0]
        return found

    def chosen_title(self) -> str:
        """What the record that is chosen is called; "" where none is."""
        try:
            return self._titles.get(self.value() or "", "")
        except ValueRefused:
            return ""

    def state(self) -> object:
        """The id, or the text where it is none."""
        return self._kept or self._ids.get(self.text().strip()) or self.text().strip()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        completer, popup = self._completions, self._completions.popup()
        closed = popup is None or not popup.isVisible()
        if event.key() == Qt.Key.Key_Down and closed:
            completer.setCompletionPrefix("" if self._kept else self.text())
            completer.complete()
        else:
            super().keyPressEvent(event)

    def _on_typed(self) -> None:
        self._kept = ""
        self.touched.emit()

    def _on_chosen(self, name: str) -> None:
        self._kept = self._ids.get(name, "")
        self.touched.emit()
        self.left.emit()
