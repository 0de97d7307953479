"""The sheet of keyboard shortcuts (F1)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from client.ui.commands import Command
from client.ui.text import _
from client.ui.theme import MEDIUM, SEMIBOLD
from client.ui.widgets.buttons import PrimaryButton
from client.ui.widgets.key_caps import KeyCaps, caps_of
from client.ui.widgets.labels import label

_APART = 4
"""What a group lies further from the one above, in pixels."""


class ShortcutSheet(QDialog):
    """Every command that has a shortcut, under its heading."""

    def __init__(self, commands: Sequence[Command], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Keyboard shortcuts"))
        self.setMinimumWidth(420)
        grid = QGridLayout()
        grid.setHorizontalSpacing(32)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        groups: dict[str, list[Command]] = {}
        for command in commands:
            if command.shortcut:
                groups.setdefault(command.group or _("On this page"), []).append(command)
        row = 0
        for heading, members in groups.items():
            if row:
                grid.setRowMinimumHeight(row, _APART)
                row += 1
            grid.addWidget(label(heading, "small", "text_muted", MEDIUM), row, 0)
            row += 1
            for command in members:
                grid.addWidget(label(command.title), row, 0)
                keys = KeyCaps(caps_of(command.shortcut))
                grid.addWidget(keys, row, 1, Qt.AlignmentFlag.AlignRight)
                row += 1
        close = PrimaryButton(_("Close"))
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addWidget(label(_("Keyboard shortcuts"), "heading", weight=SEMIBOLD))
        column.addLayout(grid)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        close.setFocus()
