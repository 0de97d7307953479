"""The sheet of keyboard shortcuts (F1)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from client.ui.commands import Command
from client.ui.text import _
from client.ui.theme import MEDIUM, SEMIBOLD
from client.ui.widgets.buttons import PrimaryButton
from client.ui.widgets.key_caps import KeyCaps, caps_of
from client.ui.widgets.labels import label

_Group = tuple[str, list[Command]]
_WIDTH = 640
_APART = 4
"""What a group lies further from the one above, in pixels."""


class ShortcutSheet(QDialog):
    """Every command that has a shortcut, under its heading; in two columns, to fit any screen."""

    def __init__(self, commands: Sequence[Command], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Keyboard shortcuts"))
        columns = QHBoxLayout()
        columns.setSpacing(48)
        for groups in _halves(_grouped(commands)):
            columns.addLayout(_column(groups), 1)
        close = PrimaryButton(_("Close"))
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addWidget(label(_("Keyboard shortcuts"), "heading", weight=SEMIBOLD))
        column.addLayout(columns)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        # What Qt makes of a dialog on a small screen may be narrower than what is in it.
        self.setMinimumWidth(max(_WIDTH, column.minimumSize().width()))
        close.setFocus()


def _grouped(commands: Sequence[Command]) -> list[_Group]:
    groups: dict[str, list[Command]] = {}
    for command in commands:
        if command.shortcut:
            groups.setdefault(command.group or _("On this page"), []).append(command)
    return list(groups.items())


def _halves(groups: list[_Group]) -> tuple[list[_Group], list[_Group]]:
    """In their order, each below what is shorter by then."""
    left: list[_Group] = []
    right: list[_Group] = []
    for group in groups:
        min(left, right, key=_length).append(group)
    return left, right


def _length(groups: list[_Group]) -> int:
    return sum(1 + len(members) for _heading, members in groups)


def _column(groups: list[_Group]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(32)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(0, 1)
    row = 0
    for heading, members in groups:
        if row:
            grid.setRowMinimumHeight(row, _APART)
            row += 1
        grid.addWidget(label(heading, "small", "text_muted", MEDIUM), row, 0)
        row += 1
        for command in members:
            title = label(command.title)
            title.setMinimumWidth(title.sizeHint().width())
            grid.addWidget(title, row, 0)
            keys = KeyCaps(caps_of(command.shortcut))
            grid.addWidget(keys, row, 1, Qt.AlignmentFlag.AlignRight)
            row += 1
    grid.setRowStretch(row, 1)
    return grid
