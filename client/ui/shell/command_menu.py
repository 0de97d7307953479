"""The menu of all commands, with their shortcuts; what cannot be used now is grey."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from client.ui.commands import Command
from client.ui.text import _
from client.ui.widgets.tips import plain_tip


def command_menu(parent: QWidget, commands: Iterable[Command]) -> QMenu:
    """The page's own stand first, those of everywhere in a menu a group."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setAccessibleName(_("All commands"))
    parts: dict[str, QMenu] = {}
    for command in sorted(commands, key=lambda each: bool(each.group)):
        part = menu
        if command.group:
            if not parts:
                menu.addSeparator()
            if command.group not in parts:
                parts[command.group] = menu.addMenu(command.group)
            part = parts[command.group]
        _offer(part, command)
    return menu


def _offer(menu: QMenu, command: Command) -> None:
    """Add a command to a menu; where a role does not allow it, with who may."""
    why = command.forbidden()
    action = menu.addAction(command.title.replace("&", "&&"))
    action.setShortcut(QKeySequence(command.shortcut))
    action.setEnabled(command.enabled() and not why)
    action.setToolTip(plain_tip(why))
    action.triggered.connect(command.run)
    menu.setToolTipsVisible(True)
