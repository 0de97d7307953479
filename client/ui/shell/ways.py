"""Going back and forward: by the mouse's side buttons, and forward by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QMouseEvent

if TYPE_CHECKING:
    from client.ui.desk import Desk
    from client.ui.shell.shell import Shell


def forward(desk: Desk) -> None:
    """Go again to where one came back from."""
    route = desk.trail.forward()
    if route is not None:
        desk.route_changed.emit(route)


class MouseWays(QObject):
    """The side buttons go back and forward wherever nothing below the pointer has them."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._desk = shell.desk
        shell.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.MouseButtonPress or not isinstance(event, QMouseEvent):
            return False
        if event.button() is Qt.MouseButton.BackButton:
            self._desk.back()
        elif event.button() is Qt.MouseButton.ForwardButton:
            forward(self._desk)
        else:
            return False
        return True
