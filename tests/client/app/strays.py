"""Parts of a window that are shown before they have a place in it: each is a window for a moment.

Such a window flashes up, and takes the keyboard from the one in which somebody types.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

_CODE = Path(__file__).resolve().parents[3] / "client" / "ui"
_OWN = (Qt.WindowType.Dialog, Qt.WindowType.Popup, Qt.WindowType.ToolTip, Qt.WindowType.Tool)
_MAIN = ("Shell", "Trouble")
"""What is a window of its own, and says so by no flag."""


class Strays(QObject):
    """Notes each part that the interface's code shows as a window, and where it does.

    From now on, for as long as it lives.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self._seen: set[str] = set()
        app.installEventFilter(self)

    def taken(self) -> set[str]:
        """What it noted since it was asked last."""
        seen, self._seen = self._seen, set()
        return seen

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            name = type(watched).__name__
            unseen = watched.testAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
            own = unseen or name in _MAIN or watched.windowType() in _OWN
            if watched.isWindow() and not own and (place := _shown_at()):
                self._seen.add(f"{name} is shown as a window at {place}")
        return False


def _shown_at() -> str:
    """The line that is at work, of the interface's code; "" of a test's or a tour's."""
    frame = sys._getframe(2)
    while frame is not None and frame.f_code.co_filename.endswith("overrides.py"):
        frame = frame.f_back
    path = Path(frame.f_code.co_filename) if frame is not None else Path()
    return f"{path.name}:{frame.f_lineno}" if path.is_relative_to(_CODE) else ""
