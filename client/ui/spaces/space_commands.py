"""What can be done with garages from anywhere in the window, as commands."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from client.ui.commands import Command
from client.ui.routes import PEOPLE, Route
from client.ui.text import _

if TYPE_CHECKING:
    from client.store import Reader
    from client.ui.shell.shell import Shell


def space_commands(shell: Shell) -> tuple[Command, ...]:
    """The commands about garages; what they open is only imported then."""

    def switch() -> None:
        from client.ui.spaces.switcher import Switcher

        Switcher(shell.desk, shell.sidebar.space)

    def people() -> None:
        shell.desk.read(shell, _shown, show_people)

    def show_people(space: str) -> None:
        shell.desk.go(Route(PEOPLE, space))

    def new() -> None:
        from client.ui.spaces.garage_forms import NewGarageForm

        NewGarageForm(shell.desk, shell).open()

    def join() -> None:
        from client.ui.spaces.garage_forms import JoinForm

        JoinForm(shell.desk, shell).open()

    there, group = _open(shell), _("Garage")
    return (
        Command("space.switch", _("Choose a garage…"), switch, "Ctrl+Shift+G",
                "chevrons-up-down", there, _("Go")),
        Command("space.people", _("People in this garage…"), people, "", "users", there, group),
        Command("space.new", _("New family, club or workshop…"), new, "", "plus", there, group),
        Command("space.join", _("Join with a code or link…"), join, "", "log-in", there, group),
    )  # fmt: skip


def _open(shell: Shell) -> Callable[[], bool]:
    """Whether the store is open."""
    return lambda: shell.desk.is_open


def _shown(reader: Reader) -> str:
    """The garage that is shown; one's own if all are."""
    from client.operations.spaces import garage_shown_id

    return garage_shown_id(reader)
