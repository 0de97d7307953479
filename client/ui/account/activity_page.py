"""The page of the sync's activity."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from client.operations.kept_edits import discard_kept
from client.store import Changes, Store
from client.ui.account.activity_panel import ActivityPanel
from client.ui.account.kept_export import save_kept
from client.ui.commands import Command
from client.ui.desk import Desk
from client.ui.routes import Route
from client.ui.shell.page import Page
from client.ui.text import _

_WIDEST = 760


class ActivityPage(Page):
    """Chosen from the sidebar's last line."""

    back = True

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.set_title(_("Sync activity"))
        self.panel = ActivityPanel(desk)
        self.panel.setMaximumWidth(_WIDEST)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 20, 24, 24)
        row.addWidget(self.panel, 1)
        row.addStretch(0)
        desk.sync.state_changed.connect(self._on_state)
        self._on_state()

    @property
    def begins_at(self) -> QWidget | None:
        return self.panel.list

    def show_route(self, route: Route) -> None:
        self._on_state()
        self.panel.refresh()

    def refresh(self) -> None:
        self.panel.refresh()

    def _on_state(self) -> None:
        sync = self._desk.sync
        now, sign_in = self._desk.commands["sync.now"], self._desk.commands["account.sign_in"]
        more = (
            Command("sync.save_kept", _("Save kept edits…"), self.save_kept, "", "save",
                    self._any_kept),
            Command("sync.discard_kept", _("Discard kept edits"), self.discard_kept, "", "trash-2",
                    self._any_kept),
        )  # fmt: skip
        self.set_actions(now if sync.signed_in else sign_in, more=more)

    def _any_kept(self) -> bool:
        activity = self.panel.activity
        return activity is not None and bool(activity.kept)

    def save_kept(self) -> None:
        """Save all that the server did not take to a file."""
        save_kept(self._desk, self)

    def discard_kept(self) -> None:
        """Let all go that is shown as not taken."""
        activity = self.panel.activity
        numbers = [edit.number for edit in activity.kept] if activity is not None else []

        def discard(store: Store) -> Changes:
            return discard_kept(store, numbers)

        self._desk.operate(self, discard)
