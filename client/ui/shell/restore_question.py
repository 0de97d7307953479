"""Asks once more before a backup takes the garage's place; the keyboard stands on Cancel."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from client.operations.settings import system_region
from client.ui.text import _, months
from client.ui.theme import SEMIBOLD
from client.ui.widgets.buttons import PrimaryButton, SecondaryButton
from client.ui.widgets.labels import label
from garage.regions import Preferences, format_day


class RestoreQuestion(QDialog):
    """``agreed`` says that the backup of that day is to be restored."""

    agreed = Signal()

    def __init__(self, day: date, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # The garage's own settings cannot be read: the system says how days are written.
        written = format_day(day, Preferences.for_region(system_region()), months())
        title = _("Restore the garage of {day}?").format(day=written)
        self.setWindowTitle(title)
        self.setMinimumWidth(440)
        words = _(
            "What was entered after that day is not in it. The file that is there now is kept "
            "beside it."
        )
        self.restore = PrimaryButton(_("Restore"))
        self.restore.clicked.connect(self._on_restore)
        self.cancel = SecondaryButton(_("Cancel"))
        self.cancel.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.restore)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addWidget(label(title, "heading", weight=SEMIBOLD, wrap=True))
        column.addWidget(label(words, role="text_muted", wrap=True))
        column.addLayout(row)
        self.cancel.setFocus()

    def _on_restore(self) -> None:
        self.accept()
        self.agreed.emit()
