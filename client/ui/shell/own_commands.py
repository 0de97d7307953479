"""What can be done anywhere in the window, as data."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING

from client.ui.commands import Command
from client.ui.routes import CALENDAR, GARAGE, INSIGHTS, SETTINGS, TRASH, WELCOME, Route
from client.ui.shell.ways import forward
from client.ui.shell.window_keys import CLOSE_KEYS
from client.ui.spaces.space_commands import space_commands
from client.ui.text import _
from client.ui.theme import Scheme, theme

if TYPE_CHECKING:
    from client.store import Changes, Store
    from client.ui.shell.shell import Shell

SEARCH = "go.search"
"""The command that opens the search popup."""


def own_commands(shell: Shell) -> tuple[Command, ...]:
    """The window's commands; the pages add theirs."""
    to = functools.partial(_to, shell)
    desk, go, edit, garage, about = shell.desk, _("Go"), _("Edit"), _("Garage"), _("Help")
    return (
        Command("garage.import", _("Import"), shell.ask_for_file, "Ctrl+I", "download",
                group=garage),
        Command("garage.sample", _("Look at a sample garage"), shell.make_sample, "", "warehouse",
                lambda: not shell.sidebar.contents.vehicles, garage),
        Command("garage.no-sample", _("Remove the sample garage"), _sample_remover(shell), "",
                "trash-2", lambda: shell.sidebar.contents.sample, garage),
        Command("garage.welcome", _("First steps"), to(WELCOME), "", "list-checks",
                group=garage),
        Command("garage.export", _("Export everything…"), to(SETTINGS, "backups"), "", "upload",
                lambda: desk.is_open, garage),
        Command("garage.restore", _("Restore a backup…"), shell.ask_for_backup, "", "archive",
                lambda: desk.is_open, garage),
        Command("edit.undo", _("Undo"), shell.undo, "Ctrl+Z", "undo-2", group=edit),
        Command("edit.redo", _("Redo"), desk.redo, "Ctrl+Shift+Z", "redo-2", group=edit,
                also="Ctrl+Y"),
        Command(SEARCH, _("Search"), shell.open_search, "Ctrl+K", "search", group=go),
        Command("go.back", _("Back"), desk.back, "Alt+Left", "arrow-left",
                lambda: desk.trail.can_go_back, go),
        Command("go.forward", _("Forward"), functools.partial(forward, desk), "Alt+Right",
                "arrow-right", lambda: desk.trail.can_go_forward, go),
        Command("go.garage", _("Garage"), to(GARAGE), "Ctrl+1", "warehouse", group=go),
        Command("calendar.open", _("Calendar"), to(CALENDAR), "Ctrl+2", "calendar", group=go),
        Command("go.insights", _("Insights"), to(INSIGHTS), "Ctrl+3", "chart-column",
                group=go),
        *space_commands(shell),
        Command("go.trash", _("Trash"), to(TRASH), "Ctrl+Shift+T", "trash-2", group=go),
        Command("go.settings", _("Settings"), to(SETTINGS), "Ctrl+,", "settings", group=go),
        Command("go.next_part", _("Next part of the window"), shell.parts.next, "F6",
                "chevron-right", group=go),
        Command("go.previous_part", _("Previous part of the window"), shell.parts.previous,
                "Shift+F6", "chevron-left", group=go),
        Command("view.refresh", _("Refresh"), shell.refresh, "F5", "refresh-cw", group=go),
        Command("view.theme", _("Light or dark"), functools.partial(_turn_theme, shell), "",
                "moon", group=go),
        Command("help.menu", _("All commands"), shell.open_menu, "F10", "ellipsis", group=about),
        Command("help.shortcuts", _("Keyboard shortcuts"), shell.open_shortcuts, "F1", "keyboard",
                group=about),
        Command("window.close", _("Close the window"), shell.close_window, CLOSE_KEYS, "log-out",
                group=about),
    )  # fmt: skip


def _sample_remover(shell: Shell) -> Callable[[], None]:
    """What puts the sample garage in the trash; one undo brings it back."""

    def remove(store: Store) -> Changes:
        from client.operations.sample import remove_sample_garage

        return remove_sample_garage(store)

    return lambda: shell.desk.operate(shell, remove)


def _turn_theme(shell: Shell) -> None:
    """Show the other colours than those shown now, and keep that."""
    dark = theme().tokens.scheme is Scheme.DARK
    shell.desk.change_settings(shell, {"theme": "light" if dark else "dark"})


def _to(shell: Shell, page: str, tab: str = "") -> Callable[[], None]:
    """What goes to a page."""

    def go() -> None:
        shell.desk.go(Route(page, tab=tab))

    return go
