"""Waiting for a window to come to rest, for whoever drives it by a program."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from client.ui.desk import Desk

PATIENCE_SECONDS = 60.0
PUT_OFF_MILLISECONDS = 300
"""A timer of no more than this is waited for; a toast's, say, is not."""


def settle(app: QApplication, desk: Desk) -> None:
    """Wait until nothing is read, written or asked for, and all of it is shown.

    Raises TimeoutError after a minute.
    """
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        app.processEvents()
        if desk.workers.quiet and not something_is_put_off(app):
            break
        if time.monotonic() > end:
            raise TimeoutError("the window is still busy after a minute")
        time.sleep(0.002)
    app.processEvents()


def something_is_put_off(app: QApplication) -> bool:
    """Whether a timer is about to alter what is shown: one for what is slow, or for later."""
    from PySide6.QtCore import QTimer

    return any(
        timer.isActive() and timer.isSingleShot() and timer.interval() <= PUT_OFF_MILLISECONDS
        for window in app.topLevelWidgets()
        for timer in window.findChildren(QTimer)
    )
