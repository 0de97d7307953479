"""A form in a dialog: fields in two columns, one sentence when something is wrong, two buttons."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from client.errors import ClientError
from client.ui.text import _, said
from client.ui.theme import SEMIBOLD
from client.ui.widgets.buttons import PrimaryButton, SecondaryButton
from client.ui.widgets.form_field import FormField
from client.ui.widgets.labels import label
from garage.errors import GarageError, ValueRefused

_COLUMNS = 12


class FormDialog(QDialog):
    """Open it with ``open()``; it deletes itself. ``save`` is called by Enter and the button."""

    def __init__(self, title: str, done: str, parent: QWidget) -> None:
        super().__init__(parent.window())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(520)
        self.fields: dict[str, FormField] = {}
        self._at = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addWidget(label(title, "heading", weight=SEMIBOLD))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(12)
        for place in range(_COLUMNS):
            self._grid.setColumnStretch(place, 1)
        column.addLayout(self._grid)
        self._wrong = label("", "small", "late", wrap=True)
        self._wrong.hide()
        column.addWidget(self._wrong)
        column.addLayout(self._buttons(done))

    def _buttons(self, done: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        cancel = SecondaryButton(_("Cancel"))
        cancel.clicked.connect(self.reject)
        self.save_button = PrimaryButton(done)
        self.save_button.clicked.connect(self.save)
        row.addWidget(cancel)
        row.addWidget(self.save_button)
        return row

    def put(self, name: str, field: FormField, span: int = 6) -> FormField:
        """Add a field, `span` twelfths wide; a row that is full begins another."""
        self.fields[name] = field
        # In a box of its own the field stays at the top, and a long complaint makes the row higher.
        box = QWidget()
        box.setFocusProxy(field)
        field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(field)
        column.addStretch(1)
        self.put_widget(box, span)
        return field

    def put_widget(self, widget: QWidget, span: int = 6) -> None:
        """Add anything, `span` twelfths wide."""
        if self._at % _COLUMNS + span > _COLUMNS:
            self._at += _COLUMNS - self._at % _COLUMNS
        row, column = divmod(self._at, _COLUMNS)
        self._grid.addWidget(widget, row, column, 1, span)
        self._at += span

    def save(self) -> None:
        """Keep what was typed; a form says how."""

    def event(self, event: QEvent) -> bool:
        told = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._grow()
        return told

    def _grow(self) -> None:
        """Make room for a complaint that breaks into lines: Qt does so for no window."""
        layout = self.layout()
        wanted = layout.totalHeightForWidth(self.width()) if layout is not None else 0
        if wanted > self.height():
            self.resize(self.width(), wanted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.save()
        else:
            super().keyPressEvent(event)

    def clear_wrong(self) -> None:
        """Take all complaints away."""
        self._wrong.hide()
        for field in self.fields.values():
            field.set_error("")

    def show_wrong(self, error: Exception, names: Mapping[str, str] | None = None) -> None:
        """Say what is wrong: at its field where that is known, else below the form."""
        # The operation may end after the dialog was closed.
        if not isValid(self):
            return
        self.save_button.setEnabled(True)
        name = error.field if isinstance(error, ValueRefused) and error.field else ""
        field = self.fields.get((names or {}).get(name, name))
        words = sentence(error)
        if field is not None:
            field.set_error(words)
            field.setFocus()
            return
        self._wrong.setText(words)
        self._wrong.show()


def sentence(error: Exception) -> str:
    """An error as one sentence: what is wrong and what to do."""
    if not isinstance(error, GarageError | ClientError):
        return str(error)
    what = error.reason if isinstance(error, ValueRefused) else error.message
    words = "; ".join(said(part) for part in (what, error.hint) if part)
    return f"{words[:1].upper()}{words[1:]}."


def check_box(words: str, *, on: bool = False) -> QCheckBox:
    """A box to tick, as high as a field's line."""
    box = QCheckBox(words)
    box.setChecked(on)
    box.setMinimumHeight(32)
    return box
