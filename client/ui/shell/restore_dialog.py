"""Asks whether what a record hangs on comes out of the trash with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from client.operations.trash import Trashed, name_of
from client.ui.text import _, ngettext
from client.ui.theme import SEMIBOLD
from client.ui.widgets.buttons import PrimaryButton, SecondaryButton
from client.ui.widgets.labels import label
from garage.records import Record


class RestoreWithOwners(QDialog):
    """``chosen`` carries the ids to restore: the records alone, or their owners too."""

    chosen = Signal(object)

    def __init__(self, items: Sequence[Trashed], owners: Sequence[Record], parent: QWidget) -> None:
        super().__init__(parent.window())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._items = [item.id for item in items]
        self._owners = [owner.id for owner in owners]
        names = ", ".join(dict.fromkeys(name_of(owner) for owner in owners))
        title = _("Restore {owner} too?").format(owner=names)
        self.setWindowTitle(title)
        self.setMinimumWidth(480)
        words = ngettext(
            "{owner} is in the trash as well. Without it the record cannot be seen.",
            "{owner} is in the trash as well. Without it the {n} records cannot be seen.",
            len(items),
        ).format(owner=names, n=len(items))
        self.both = PrimaryButton(_("Restore both"))
        self.both.clicked.connect(self._on_both)
        self.alone = SecondaryButton(ngettext("Only the record", "Only the records", len(items)))
        self.alone.clicked.connect(self._on_alone)
        cancel = SecondaryButton(_("Cancel"))
        cancel.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for button in (cancel, self.alone, self.both):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addWidget(label(title, "heading", weight=SEMIBOLD, wrap=True))
        column.addWidget(label(words, role="text_muted", wrap=True))
        column.addLayout(row)
        self.both.setFocus()

    def _on_both(self) -> None:
        self.accept()
        self.chosen.emit([*self._owners, *self._items])

    def _on_alone(self) -> None:
        self.accept()
        self.chosen.emit(self._items)
