"""Asks before all devices of an account are signed out."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from client.ui.text import _
from client.ui.theme import SEMIBOLD
from client.ui.widgets.buttons import Button, ButtonKind, SecondaryButton
from client.ui.widgets.labels import label


class SignOutEverywhere(QDialog):
    """``chosen`` says that it is meant."""

    chosen = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent.window())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = _("Sign out on all devices?")
        self.setWindowTitle(title)
        self.setMinimumWidth(440)
        words = _("Each device keeps what it has, and asks to sign in again before it syncs.")
        self.out = Button(_("Sign out everywhere"), "log-out", ButtonKind.DANGER)
        self.out.clicked.connect(self._on_out)
        cancel = SecondaryButton(_("Cancel"))
        cancel.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.out)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addWidget(label(title, "heading", weight=SEMIBOLD))
        column.addWidget(label(words, role="text_muted", wrap=True))
        column.addLayout(row)
        cancel.setFocus()

    def _on_out(self) -> None:
        self.accept()
        self.chosen.emit()
