"""Editors of single values: a typed line, several lines, a choice, several choices, yes or no.

Each shows a value (``show_value``), gives back what is typed (``value``, which raises
ValueRefused) and tells its ``state``, by which a form sees whether anything was changed.
``touched`` is emitted as it is typed in, ``left`` when one goes on to something else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QSizePolicy, QWidget

from client.ui.forms.completions import Completions
from client.ui.forms.written import Habits, is_figure
from client.ui.widgets.check_box import CheckBox
from client.ui.widgets.choice_box import ChoiceBox
from client.ui.widgets.form_field import UnitEdit
from garage.errors import ValueRefused
from garage.records import Field

Words = Mapping[Any, str]
"""Value → what people read for it, in their language."""


class LineEditor(UnitEdit):
    """One line in which text, figures, money, days and periods are typed as people write them.

    Inside at the right stands the unit, or how the text is understood where that is not plain.
    """

    touched = Signal()
    left = Signal()

    def __init__(
        self, spec: Field, habits: Habits, read: Callable[[str], Any] | None = None
    ) -> None:
        super().__init__(habits.inside(spec), number=is_figure(spec))
        self._spec, self._habits = spec, habits
        self._read = read or self._read_field
        self._completions: Completions | None = None
        self.setPlaceholderText(habits.example(spec))
        self.textChanged.connect(self._echo)
        self.textEdited.connect(self.touched)
        self.editingFinished.connect(self.left)

    def set_options(self, texts: Sequence[str]) -> None:
        """Offer texts as one types."""
        if self._completions is None:
            self._completions = Completions(self)
        self._completions.set_texts(texts)

    def set_habits(self, habits: Habits) -> None:
        """Read what is typed in another way, as after the region was changed."""
        self._habits = habits
        self._echo()

    def _read_field(self, text: str) -> Any:
        return self._habits.read(self._spec, text)

    def show_value(self, value: Any) -> None:
        """Show a value, or nothing for None."""
        self.setText(self._habits.text(value, self._spec))
        self.setCursorPosition(0)

    def value(self) -> Any:
        """What is typed, or None; raises ValueRefused."""
        return self._read(self.text())

    def state(self) -> object:
        """The typed text."""
        return self.text().strip()

    def _echo(self) -> None:
        try:
            value = self.value()
        except ValueRefused:
            value = None
        self.set_unit(self._habits.echo(value, self._spec, self.text()))


class LongEditor(QPlainTextEdit):
    """Several lines of text; Tab goes on to the next field."""

    touched = Signal()
    left = Signal()

    def __init__(self, lines: int = 3) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(24 + 20 * (lines - 1))
        self.textChanged.connect(self.touched)

    def show_value(self, value: Any) -> None:
        """Show a text."""
        self.setPlainText(str(value or ""))

    def value(self) -> Any:
        """The text, or None."""
        return self.toPlainText().strip() or None

    def state(self) -> object:
        """The text."""
        return self.toPlainText().strip()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class ChoiceEditor(ChoiceBox):
    """One of a list; "" stands for none where that can be."""

    touched = Signal()
    left = Signal()

    def __init__(self, words: Words, *, blank: str | None = None) -> None:
        super().__init__()
        if blank is not None:
            self.addItem(blank, "")
        for value, text in words.items():
            self.addItem(text, value)
        self.activated.connect(self._on_chosen)

    def show_value(self, value: Any) -> None:
        """Choose a value; a word of a newer version is put into the list."""
        wanted = value if value is not None else ""
        at = self.findData(wanted)
        if at < 0:
            self.addItem(str(wanted).replace("_", " "), wanted)
            at = self.count() - 1
        self.setCurrentIndex(at)

    def value(self) -> Any:
        """The chosen word, or None."""
        return self.currentData() or None

    def state(self) -> object:
        """The chosen word."""
        return self.currentData() or ""

    def _on_chosen(self) -> None:
        self.touched.emit()
        self.left.emit()


class ChoicesEditor(QWidget):
    """Boxes to tick, as many as there are choices."""

    touched = Signal()
    left = Signal()

    def __init__(self, words: Words, across: int = 4) -> None:
        super().__init__()
        self._boxes: dict[str, CheckBox] = {}
        self._others: tuple[str, ...] = ()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        for at, (value, text) in enumerate(words.items()):
            box = CheckBox(text, small=True)
            box.clicked.connect(self._on_ticked)
            grid.addWidget(box, at // across, at % across)
            self._boxes[value] = box
        self.setFocusProxy(next(iter(self._boxes.values())))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_value(self, value: Any) -> None:
        """Tick what is chosen; words of a newer version are kept."""
        chosen = tuple(value or ())
        self._others = tuple(word for word in chosen if word not in self._boxes)
        for word, box in self._boxes.items():
            box.setChecked(word in chosen)

    def value(self) -> Any:
        """The ticked words, or None."""
        return self.state() or None

    def state(self) -> tuple[str, ...]:
        """The ticked words."""
        ticked = tuple(word for word, box in self._boxes.items() if box.isChecked())
        return ticked + self._others

    def _on_ticked(self) -> None:
        self.touched.emit()
        self.left.emit()


class FlagEditor(CheckBox):
    """Yes or no, with its words beside the box."""

    touched = Signal()
    left = Signal()

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.clicked.connect(self._on_ticked)

    def show_value(self, value: Any) -> None:
        """Tick it or not."""
        self.setChecked(bool(value))

    def value(self) -> Any:
        """Whether it is ticked."""
        return self.isChecked()

    def state(self) -> object:
        """Whether it is ticked."""
        return self.isChecked()

    def _on_ticked(self) -> None:
        self.touched.emit()
        self.left.emit()
