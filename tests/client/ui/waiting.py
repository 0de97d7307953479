"""Waiting for a window to come to rest."""

from __future__ import annotations

import time

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from client.ui.desk import Desk

PATIENCE_SECONDS = 60.0


def settle(qtbot: QtBot, desk: Desk, *, aside: bool = False) -> None:
    """Wait until all that was read and written is shown; `aside` is what asks others."""
    workers = desk.workers
    end = time.monotonic() + PATIENCE_SECONDS
    while not (workers.quiet if aside else workers.idle):
        if time.monotonic() > end:
            raise TimeoutError(f"the desk was still at work after {PATIENCE_SECONDS:.0f} seconds")
        # Mostly there is but a moment to wait; qtbot's own waiting looks every ten milliseconds.
        qtbot.wait(1)
    # What was just brought is laid out and shown by events of its own.
    QApplication.processEvents()
