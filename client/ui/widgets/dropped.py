"""How things from elsewhere are taken when they are dropped onto us."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QDropEvent


def take_a_copy(event: QDropEvent) -> None:
    """Accept what is dragged or dropped as copied, whatever its source would rather do.

    A source that hears that its file was moved deletes it.
    """
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()
