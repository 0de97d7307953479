"""Settings: what every shortcut does."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from client.ui.commands import Command
from client.ui.desk import Desk
from client.ui.settings.section import SettingsSection
from client.ui.text import _
from client.ui.widgets.card import Card
from client.ui.widgets.key_caps import KeyCaps, caps_of
from client.ui.widgets.labels import label


class KeysSection(SettingsSection):
    """The commands of everywhere; F1 shows those of the page one is at too."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        groups: dict[str, list[Command]] = {}
        for command in desk.commands:
            if command.shortcut:
                groups.setdefault(command.group or _("On this page"), []).append(command)
        for heading, members in groups.items():
            grid = QGridLayout()
            grid.setVerticalSpacing(8)
            grid.setColumnStretch(0, 1)
            for row, command in enumerate(members):
                grid.addWidget(label(command.title), row, 0)
                caps = KeyCaps(caps_of(command.shortcut))
                grid.addWidget(caps, row, 1, Qt.AlignmentFlag.AlignRight)
            card = Card(heading)
            card.body.addLayout(grid)
            self.add(card)
        note = _("F1 shows the shortcuts of the page you are at. Ctrl+K finds every command.")
        self.add(label(note, "small", "text_muted", wrap=True))
