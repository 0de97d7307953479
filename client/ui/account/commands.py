"""What can be done about the sync from anywhere in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from client.ui.commands import Command
from client.ui.routes import ACTIVITY, SETTINGS, Route
from client.ui.text import _

if TYPE_CHECKING:
    from client.ui.desk import Desk

SECTION = "account"
"""The section of the settings."""


def account_commands(desk: Desk) -> tuple[Command, ...]:
    """For the search popup and the menu, in a group of their own."""
    sync = desk.sync

    def activity() -> None:
        desk.go(Route(ACTIVITY))

    def account() -> None:
        desk.go(Route(SETTINGS, tab=SECTION))

    def signed_in() -> bool:
        return sync.signed_in

    def signed_out() -> bool:
        return not sync.signed_in

    group = _("Sync")
    return (
        Command("sync.now", _("Sync now"), sync.sync_now, "F9", "refresh-cw", signed_in, group),
        Command("sync.activity", _("Sync activity"), activity, "Ctrl+Shift+A", "history",
                group=group),
        Command("account.sign_in", _("Sign in"), account, "", "user", signed_out, group),
        Command("account.devices", _("Devices"), account, "", "monitor", signed_in, group),
    )  # fmt: skip
