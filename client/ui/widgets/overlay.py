"""What lies over the page within the window: it is put away before anything else opens."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


class Overlay(QWidget):
    """A child of its window that covers some of it: a popover, the search popup."""

    def put_away(self) -> None:
        """Close it, the keyboard back to where it was; does nothing while it is not open."""
        self.close()


def put_away_overlays(window: QWidget, keeping: Overlay | None = None) -> None:
    """Put away all that lies over the page of a window but for `keeping`, the uppermost first."""
    there = window.findChildren(Overlay, options=Qt.FindChildOption.FindDirectChildrenOnly)
    for overlay in reversed(there):
        if overlay is not keeping:
            overlay.put_away()
