"""What the window stands on, imported in a thread while the first picture is on the screen."""

from __future__ import annotations

import importlib
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QObject, Qt, Signal

if TYPE_CHECKING:
    from client.app.view import View

_BENEATH = (
    "asyncio",
    "qasync",
    "client.store",
    "client.operations.settings",
    "client.ui.vehicles.garage_page",
)


class _Import(QObject):
    """``done`` comes back to the thread of the window."""

    done = Signal()

    def run(self) -> None:
        """Import all of it; what fails fails again, and is told, where it is wanted."""
        try:
            for name in _BENEATH:
                importlib.import_module(name)
        finally:
            self.done.emit()


def import_beneath(view: View) -> None:
    """Keep a window that shows a glimpse alive while the rest of the program is imported.

    Not before it is painted: both would want the interpreter. The event loop is Qt's own, since
    asyncio's is among what is imported.
    """
    loop, rest = QEventLoop(), _Import()
    rest.done.connect(loop.quit, Qt.ConnectionType.QueuedConnection)
    with ThreadPoolExecutor(1, "paddock-importing") as aside:

        def begin() -> None:
            aside.submit(rest.run)

        view.when_painted(begin)
        loop.exec()
