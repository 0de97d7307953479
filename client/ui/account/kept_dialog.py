"""An edit that the server did not take: what it was and why, with what one can do about it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from client.operations.kept_edits import KeptEdit, discard_kept, do_again
from client.operations.vehicles import name_of
from client.store import Changes, Reader, Store
from client.ui.account.activity_rows import why_kept
from client.ui.account.kept_export import save_kept
from client.ui.desk import Desk
from client.ui.shell.said import sentence
from client.ui.text import _
from client.ui.theme import SEMIBOLD
from client.ui.vehicles.field_words import field_label, flat_words, is_told
from client.ui.vehicles.shown import Shown
from client.ui.widgets.buttons import Button, ButtonKind, PrimaryButton, SecondaryButton
from client.ui.widgets.labels import Remark, label

_WIDTH = 480
_MOST = 12
"""Fields that are shown; the copy has all."""


class KeptDialog(QDialog):
    """Put it back as an edit of now, save a copy, or discard it; Esc leaves it kept."""

    def __init__(self, desk: Desk, edit: KeptEdit, parent: QWidget) -> None:
        super().__init__(parent.window())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._edit = desk, edit
        title = _("Not taken: {what}").format(what=edit.title)
        self.setWindowTitle(title)
        self.put_back = PrimaryButton(_("Put back"), "undo-2")
        self.put_back.clicked.connect(self._on_put_back)
        self.save = SecondaryButton(_("Save a copy…"), "save")
        self.save.clicked.connect(self._on_save)
        self.discard = Button(_("Discard"), "trash-2", ButtonKind.DANGER)
        self.discard.clicked.connect(self._on_discard)
        cancel = SecondaryButton(_("Keep it"))
        cancel.clicked.connect(self.reject)
        self.fields = QGridLayout()
        self.fields.setHorizontalSpacing(16)
        self.fields.setVerticalSpacing(4)
        self.fields.setColumnStretch(1, 1)
        self.wrong = Remark()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.discard)
        row.addWidget(self.save)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.put_back)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        # Not as the dialog's least width: by that its buttons could be narrower than their words.
        column.addStrut(_WIDTH - 2 * 24)
        column.addWidget(label(title, "heading", weight=SEMIBOLD, wrap=True))
        column.addWidget(label(why_kept(edit), role="text_muted", wrap=True))
        column.addLayout(self.fields)
        column.addWidget(self.wrong)
        column.addLayout(row)
        self.put_back.setFocus()
        self._read()

    def _read(self) -> None:
        edit = self._edit
        shown = Shown(self._desk.preferences, self._desk.today(), self._desk.months)

        def words(reader: Reader) -> list[tuple[str, str]]:
            def name(id_: str) -> str:
                return name_of(reader, id_)

            return [
                (field_label(edit.kind, each),
                 flat_words(edit.kind, each, json, shown, name) or _("none"))
                for each, json in edit.fields.items()
                if is_told(edit.kind, each)
            ]  # fmt: skip

        self._desk.read(self, words, self._show_fields)

    def _show_fields(self, fields: list[tuple[str, str]]) -> None:
        for place, (name, value) in enumerate(fields[:_MOST]):
            self.fields.addWidget(label(name, role="text_muted"), place, 0)
            self.fields.addWidget(label(value, wrap=True), place, 1)

    def _on_put_back(self) -> None:
        number = self._edit.number

        def again(store: Store) -> Changes:
            return do_again(store, number)

        self._desk.operate(self, again, self._on_done, self._on_wrong)

    def _on_discard(self) -> None:
        number = self._edit.number

        def discard(store: Store) -> Changes:
            return discard_kept(store, [number])

        self._desk.operate(self, discard, self._on_done, self._on_wrong)

    def _on_save(self) -> None:
        save_kept(self._desk, self, self._edit.number)

    def _on_done(self, _changes: Changes) -> None:
        self.accept()

    def _on_wrong(self, error: Exception) -> None:
        self.wrong.say(sentence(error) + ".")
