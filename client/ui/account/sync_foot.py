"""The sidebar's last line: how the sync stands, and the way to its activity."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from client.ui.account.sync_words import SyncWords, sync_words
from client.ui.desk import Desk
from client.ui.widgets.buttons import PaintedButton
from client.ui.widgets.labels import SyncState, paint_sync
from client.ui.widgets.painting import draw_box
from client.ui.widgets.speaking import aloud, announce
from client.ui.widgets.tips import plain_tip

_SIDE = 8
_TROUBLE = (SyncState.OFFLINE, SyncState.REFUSED)
_LEAST = 80
"""Narrower than that there is the dot alone."""
BRIEF_MILLISECONDS = 400
"""A sync that is done sooner is not told of: the line would only flicker."""


def _nothing() -> None:
    """Nobody follows yet."""


class SyncFoot(PaintedButton):
    """Words without an account until ``show_words`` has others."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._alone = SyncWords(SyncState.OFF, words)
        self._desk: Desk | None = None
        self._account_changed: Callable[[], None] = _nothing
        self._synced = False
        self._words: SyncWords | None = None
        self._next: SyncWords | None = None
        self._trouble: SyncState | None = None
        """What was read out and is not over."""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(BRIEF_MILLISECONDS)
        self._pause.timeout.connect(self._take_next)
        self._speak()

    def follow(self, desk: Desk, account_changed: Callable[[], None]) -> None:
        """Say how the sync of a desk stands, from now on.

        ``account_changed`` is called once an account's first sync is through, or it has ended.
        """
        self._desk, self._account_changed = desk, account_changed
        desk.sync.state_changed.connect(self._on_state)

    def _on_state(self) -> None:
        assert self._desk is not None
        sync = self._desk.sync
        if sync.state is None or sync.state.phase == "local":
            self.show_words(None)
        else:
            now, prefs = self._desk.now(), self._desk.preferences
            self.show_words(sync_words(sync.state, now, prefs, sync.offline_since))
        synced = sync.signed_in and sync.state is not None and sync.state.last_sync > 0
        if synced != self._synced:
            self._synced = synced
            self._account_changed()

    @property
    def shown(self) -> SyncWords:
        """What is said now."""
        return self._words or self._alone

    def set_alone(self, state: SyncState, words: str, more: str = "") -> None:
        """What to say as long as no sync says anything."""
        self._alone = SyncWords(state, words, more)
        self._speak()

    def show_words(self, words: SyncWords | None) -> None:
        """Say how the sync stands; None: there is none."""
        self._pause.stop()
        if words is not None and words.dot is SyncState.SENDING and self._words is not None:
            self._next = words
            self._pause.start()
            return
        self._words = words
        self._speak()
        self._announce()

    def _take_next(self) -> None:
        self._words = self._next
        self._speak()
        self._announce()

    def _announce(self) -> None:
        """Have trouble read out as it comes, and once it is over; not each try between."""
        dot = self.shown.dot
        over = self._trouble is not None and dot in (SyncState.SYNCED, SyncState.OFF)
        if over or (dot in _TROUBLE and dot is not self._trouble):
            self._trouble = None if over else dot
            announce(self, self.shown.line)

    def _speak(self) -> None:
        self.setAccessibleName(aloud(self.shown.line))
        self.setAccessibleDescription(aloud(self.shown.more))
        self.setToolTip(plain_tip(self._tip()))
        self.update()

    def _tip(self) -> str:
        """What cannot be read in the line."""
        cut = self.width() <= _LEAST
        return "\n".join(part for part in (self.shown.line if cut else "", self.shown.more) if part)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setToolTip(plain_tip(self._tip()))

    def sizeHint(self) -> QSize:
        return QSize(200, 32)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        if self.hovered:
            draw_box(painter, rect, "surface_hover")
        line = self.shown.line if rect.width() > _LEAST else ""
        side = _SIDE if line else (rect.width() - 8) / 2
        paint_sync(painter, rect.adjusted(side, 0, -_SIDE, 0), self.shown.dot, line)
