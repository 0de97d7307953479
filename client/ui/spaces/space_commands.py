"""What can be done with garages from anywhere in the window, as commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from client.ui.commands import Command
from client.ui.text import _

if TYPE_CHECKING:
    from client.ui.shell.shell import Shell


def space_commands(shell: Shell) -> tuple[Command, ...]:
    """The commands about garages; what they open is only imported then."""

    def switch() -> None:
        from client.ui.spaces.switcher import Switcher

        Switcher(shell.desk, shell.sidebar.space)

    return (
        Command("space.switch", _("Choose a garage…"), switch, "Ctrl+Shift+G",
                "chevrons-up-down", lambda: shell.desk.is_open, _("Go")),
    )  # fmt: skip
