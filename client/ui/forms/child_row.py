"""One row of what hangs on a record: an editor a column, and whether it is blank or changed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from client.operations.whole_record import Along
from client.ui.forms.editors import ChoiceEditor
from client.ui.forms.entry import Editor, editor_for
from client.ui.forms.layouts import Fields
from client.ui.forms.reference_editor import ReferenceEditor
from client.ui.forms.written import Habits
from client.ui.text import _, said
from client.ui.widgets.buttons import QuietButton
from garage.errors import ValueRefused
from garage.moments import Moment
from garage.records import Kind, Record
from garage.records.times import MomentField

GAP = 4
BUTTONS = 56
"""The width that the two buttons at the end of a row take."""


class ChildRow(QWidget):
    """``touched`` as it is typed in; ``removed`` and ``raised`` ask to go, or to go up."""

    touched = Signal()
    left = Signal()
    removed = Signal()
    raised = Signal()

    def __init__(
        self, kind: Kind, columns: Fields, habits: Habits, record: Record | None = None
    ) -> None:
        super().__init__()
        self.record = record
        self._kind, self._habits = kind, habits
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        self.editors: dict[str, Editor] = {}
        for name, share in columns:
            editor = editor_for(kind.field(name), habits)
            editor.show_value(getattr(record, name) if record else kind.field(name).initial)
            editor.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            editor.setMinimumWidth(1)
            editor.touched.connect(self._on_touched)
            editor.left.connect(self._on_left)
            row.addWidget(editor, share)
            self.editors[name] = editor
        self._before = self._states()
        self._up = self._button("chevron-up", _("Move up (Ctrl+Shift+Up)"))
        self._up.clicked.connect(self.raised)
        self._gone = self._button("x", _("Take away (Ctrl+Shift+Del)"))
        self._gone.clicked.connect(self.removed)
        for button in (self._up, self._gone):
            row.addWidget(button)
        self._show_buttons()

    def _button(self, icon: str, name: str) -> QuietButton:
        button = QuietButton(icon=icon, name=name, small=True)
        # The keys do it from within the row; two stops a row would be two too many.
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        policy = button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        button.setSizePolicy(policy)
        return button

    def number(self, place: int) -> None:
        """Say in which line it stands to those who hear it."""
        for name, editor in self.editors.items():
            words = _("{field}, line {n}")
            editor.setAccessibleName(words.format(field=_(self._kind.field(name).label), n=place))

    # ------------------------------------------------------------------ what it holds

    def _states(self) -> dict[str, object]:
        return {name: editor.state() for name, editor in self.editors.items()}

    @property
    def is_blank(self) -> bool:
        """Whether nothing is typed; a choice alone says nothing."""
        return not any(
            editor.state()
            for editor in self.editors.values()
            if not isinstance(editor, ChoiceEditor)
        )

    @property
    def is_changed(self) -> bool:
        """Whether it differs from what is kept."""
        return self._states() != self._before and not (self.record is None and self.is_blank)

    def wrong(self) -> str:
        """What cannot be kept, and why; "" where all can. Marks its cell."""
        found = ""
        for name, editor in self.editors.items():
            problem = "" if self.is_blank else self._problem(name, editor)
            editor.setProperty("wrong", bool(problem))
            editor.style().unpolish(editor)
            editor.style().polish(editor)
            editor.update()
            editor.setAccessibleDescription(problem)
            if problem and not found:
                found = problem
        return found

    def _problem(self, name: str, editor: Editor) -> str:
        spec = self._kind.field(name)
        try:
            if editor.value() is None and spec.required:
                return _("{field} is needed").format(field=_(spec.label))
        except ValueRefused as error:
            return "; ".join(said(part) for part in (error.reason, error.hint) if part)
        return ""

    def first_wrong(self) -> Editor | None:
        """The first cell that is marked."""
        return next((one for one in self.editors.values() if one.property("wrong")), None)

    def value(self, name: str) -> Any:
        """The value of a cell, or None where there is none or it cannot be read."""
        editor = self.editors.get(name)
        try:
            return editor.value() if editor is not None else None
        except ValueRefused:
            return None

    def readable(self) -> Record:
        """The row as a record, without what cannot be read."""
        values = {name: self.value(name) for name in self.editors}
        return self._kind.type(**{name: v for name, v in values.items() if v is not None})

    def along(self) -> Along | None:
        """What is to be saved of it, or None where nothing is; raises ValueRefused."""
        if self.record is not None and self.is_blank:
            return Along(self._kind.name, self.record.id, deleted=True)
        if self.is_blank:
            return None
        now = self._states()
        changed = [n for n in self.editors if self.record is None or now[n] != self._before[n]]
        values = {name: self.editors[name].value() for name in changed}
        if self.record is None:
            values = {name: value for name, value in values.items() if value is not None}
            return Along(self._kind.name, values=values)
        return Along(self._kind.name, self.record.id, values)

    # ------------------------------------------------------------------ as it is typed in

    def _on_touched(self) -> None:
        self._show_buttons()
        if not self.is_blank:
            self._fill_in_day()
        self.touched.emit()

    def _fill_in_day(self) -> None:
        """A new row is of today until another day is typed."""
        for name, editor in self.editors.items():
            spec = self._kind.field(name)
            dated = isinstance(spec.type, MomentField) and spec.required
            if self.record is None and dated and not editor.state() and not editor.hasFocus():
                editor.show_value(Moment(self._habits.reading.day))

    def _on_left(self) -> None:
        part, title = self.editors.get("part"), self.editors.get("title")
        if isinstance(part, ReferenceEditor) and title is not None and not title.state():
            title.show_value(part.chosen_title())
        self.left.emit()

    def _show_buttons(self) -> None:
        shown = self.record is not None or not self.is_blank
        self._up.setVisible(shown and "order" in self._kind.by_name)
        self._gone.setVisible(shown)
