"""What the window stands on, imported in a thread while the first picture is on the screen."""

from __future__ import annotations

import importlib
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QObject, Qt, Signal

from client.ui.routes import CALENDAR, INSIGHTS, VEHICLE

if TYPE_CHECKING:
    from client.app.view import View

_BENEATH = (
    "asyncio",
    "qasync",
    "client.store",
    "client.operations.settings",
)
_PAGES = {
    VEHICLE: "client.ui.vehicles.vehicle_page",
    CALENDAR: "client.ui.calendar.calendar_page",
    INSIGHTS: "client.ui.insights.insights_page",
}
"""The pages that a window may open on beside the garage's, and take long to import."""


class _Import(QObject):
    """``done`` comes back to the thread of the window."""

    done = Signal()

    def __init__(self, page: str) -> None:
        super().__init__()
        self._names = (*_BENEATH, _PAGES.get(page, "client.ui.vehicles.garage_page"))

    def run(self) -> None:
        """Import all of it; what fails fails again, and is told, where it is wanted."""
        try:
            for name in self._names:
                importlib.import_module(name)
        finally:
            self.done.emit()


def import_beneath(view: View) -> None:
    """Keep a window that shows a glimpse alive while the rest of the program is imported.

    Not before it is painted: both would want the interpreter. The event loop is Qt's own, since
    asyncio's is among what is imported.
    """
    here = view.desk.trail.here
    loop, rest = QEventLoop(), _Import(here.page if here is not None else "")
    rest.done.connect(loop.quit, Qt.ConnectionType.QueuedConnection)
    with ThreadPoolExecutor(1, "paddock-importing") as aside:

        def begin() -> None:
            aside.submit(rest.run)

        view.when_painted(begin)
        loop.exec()
