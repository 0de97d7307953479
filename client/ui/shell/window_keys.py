"""The keys of the window: each command's shortcut, and what is put away before it is done."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence

from client.ui.commands import Command
from client.ui.shell.ways import MouseWays

if TYPE_CHECKING:
    from client.ui.shell.page import Page
    from client.ui.shell.shell import Shell

CLOSE_KEYS = "Ctrl+Q"
"""Close the window, also from a dialog over it in which something takes long."""


class CommandKey(QAction):
    """Does a command when its keys are pressed in the window."""

    # Connected to itself: of an action that is connected to what is no QObject PySide keeps a
    # little for good, and these are made anew all the time.

    def __init__(self, shell: Shell, command: Command) -> None:
        super().__init__(command.title.replace("&", "&&"), shell)
        self._shell, self._command = shell, command
        if command.shortcut:
            keys = (command.shortcut, command.also)
            self.setShortcuts([QKeySequence(each) for each in keys if each])
        self.triggered.connect(self._do)
        shell.addAction(self)

    def _do(self) -> None:
        self._shell.make_way(self._command)
        self._command.run()


class WindowKeys:
    """The keys of what can be done anywhere, and of what can be done on the page that is shown."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        MouseWays(shell)
        self._everywhere: dict[str, CommandKey] = {}
        self._here: list[CommandKey] = []

    def adopt(self, commands: Iterable[Command]) -> None:
        """Heed the keys of these commands from now on; those known already stay as they are."""
        for command in commands:
            if command.id not in self._everywhere:
                self._everywhere[command.id] = CommandKey(self._shell, command)

    def follow(self, page: Page) -> None:
        """Heed the keys of the shown page's own commands in place of those of the page before."""
        known = self._shell.desk.commands
        commands = [
            command
            for command in page.own_commands
            if command.id not in known or command.shortcut != known[command.id].shortcut
        ]
        for key in self._here:
            self._shell.removeAction(key)
            key.deleteLater()
        self._here = [CommandKey(self._shell, command) for command in commands]
