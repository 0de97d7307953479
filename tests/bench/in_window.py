"""What the benchmarks of the window share: the application, and waiting for what is to come."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from client.ui.desk import Desk

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
PATIENCE_SECONDS = 120.0


def application() -> QApplication:
    """The one application, out of sight and in the light scheme."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from client.ui.theme import Scheme, apply

    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(["paddock-bench"])
    apply(app, Scheme.LIGHT)
    return app


def wait_until(app: QApplication, there: Callable[[], bool], what: str) -> None:
    """Wait for events until something is there; raises TimeoutError, which says what is not."""
    from PySide6.QtCore import QEventLoop

    end = time.perf_counter() + PATIENCE_SECONDS
    while not there():
        if time.perf_counter() > end:
            raise TimeoutError(what)
        # Waiting as the window does: a loop that spins would take the worker's time.
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def settle(app: QApplication, desk: Desk) -> None:
    """Wait until all that was asked for has been read, and is painted."""
    app.processEvents()
    wait_until(app, lambda: desk.workers.idle, "the window is still busy")
    app.processEvents()
