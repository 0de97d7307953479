"""How the sync stands and what it did: the page of its own, and the history's right column."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from client.operations.sync_activity import SyncActivity, sync_activity
from client.store import Changes, Reader
from client.ui.account.activity_list import ActivityList
from client.ui.account.activity_rows import ActivityRow, activity_rows
from client.ui.account.kept_dialog import KeptDialog
from client.ui.account.state_card import StateCard
from client.ui.account.sync_words import SyncWords, sync_words
from client.ui.desk import Desk
from client.ui.text import _
from client.ui.theme import SEMIBOLD
from client.ui.vehicles.record_history import open_history
from client.ui.vehicles.record_route import go_to_record
from client.ui.vehicles.shown import Shown
from client.ui.widgets.buttons import SecondaryButton
from client.ui.widgets.card import Card
from client.ui.widgets.labels import SyncState, label

_PAUSE_MILLISECONDS = 100
"""States come in twos and threes: they are read together."""


class ActivityPanel(QWidget):
    """Reads while it can be seen; with a `head` it bears its title and “Sync now”."""

    def __init__(self, desk: Desk, *, head: bool = False) -> None:
        super().__init__()
        self._desk = desk
        self.activity: SyncActivity | None = None
        self.card = StateCard()
        self.card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.list = ActivityList()
        self.list.opened.connect(self._on_opened)
        self.sync_now = SecondaryButton(_("Sync now"), "refresh-cw", small=True)
        self.sync_now.clicked.connect(desk.sync.sync_now)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self.refresh)
        self._frame = Card(flush=True)
        self._frame.body.addWidget(self.list, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        if head:
            row = QHBoxLayout()
            row.addWidget(label(_("Sync activity"), "heading", weight=SEMIBOLD), 1)
            row.addWidget(self.sync_now)
            column.addLayout(row)
        else:
            self.sync_now.setParent(self)
            self.sync_now.hide()
        column.addWidget(self.card)
        column.addWidget(self._frame, 1)
        self.nothing = label(
            _("Nothing has gone or come yet."), role="text_muted", wrap=True
        )  # fmt: skip
        column.addWidget(self.nothing)
        column.addStretch(0)
        desk.sync.state_changed.connect(self._on_state)
        desk.changed.connect(self._on_changed)

    def words(self) -> SyncWords:
        """How the sync stands."""
        link = self._desk.sync
        if link.state is None:
            return SyncWords(
                SyncState.OFF, _("Not syncing"), _("Everything stays on this computer.")
            )
        return sync_words(link.state, self._desk.now(), self._desk.preferences, link.offline_since)

    def refresh(self) -> None:
        """Read the activity and show it."""
        desk = self._desk
        shown, zone = Shown(desk.preferences, desk.today(), desk.months), desk.zone
        midnight = desk.now().replace(hour=0, minute=0, second=0, microsecond=0)

        def read(reader: Reader) -> tuple[SyncActivity, list[ActivityRow]]:
            activity = sync_activity(reader, desk.folder, midnight)
            return activity, activity_rows(activity, shown, zone)

        desk.read(self, read, self._on_read, key="activity")

    def _on_read(self, read: tuple[SyncActivity, list[ActivityRow]]) -> None:
        self.activity, rows = read
        self.card.show_state(self.words(), self.activity)
        self.sync_now.setEnabled(self._desk.sync.signed_in)
        place = max(0, self.list.currentIndex().row())
        scrolled = self.list.verticalScrollBar().value()
        if rows != list(self.list.all_rows()):
            self.list.show_rows(rows)
            self.list.choose(min(place, max(0, len(rows) - 1)))
            self.list.verticalScrollBar().setValue(scrolled)
        self._frame.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def _on_state(self) -> None:
        if self.isVisible():
            self._pause.start()

    def _on_changed(self, changes: Changes) -> None:
        self._on_state()

    def _on_opened(self, row: ActivityRow) -> None:
        if row.kept is not None:
            KeptDialog(self._desk, row.kept, self).open()
        elif row.history:
            open_history(self._desk, self, row.history)
        elif row.record:
            go_to_record(self._desk, self, row.record)
