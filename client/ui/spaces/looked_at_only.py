"""Where a role does not allow to add, an empty place says who may, and offers nothing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject

from client.ui.desk import Desk
from client.ui.spaces.access import access_of
from client.ui.widgets.empty_state import EmptyState
from garage.permissions import Verb


class LookedAtOnly(QObject):
    """Looks each time the empty place comes to be seen, and when roles change."""

    def __init__(self, desk: Desk, empty: EmptyState, kind: str, space: Callable[[], str]) -> None:
        super().__init__(empty)
        self._access = access_of(desk)
        self._empty, self._kind, self._space = empty, kind, space
        empty.installEventFilter(self)
        self._access.changed.connect(self.look)

    def look(self) -> None:
        """Offer to add, or say who may."""
        self._empty.lock(self._access.why_not(Verb.ADD, self._kind, self._space()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self.look()
        return False
