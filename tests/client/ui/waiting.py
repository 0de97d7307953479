"""Waiting for a window to come to rest."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from client.ui.desk import Desk

PATIENCE_MILLISECONDS = 30_000


def settle(qtbot: QtBot, desk: Desk, *, aside: bool = False) -> None:
    """Wait until all that was read and written is shown; `aside` is what asks others."""
    workers = desk.workers
    qtbot.waitUntil(lambda: workers.quiet if aside else workers.idle, timeout=PATIENCE_MILLISECONDS)
    # What was just brought is laid out and shown by events of its own.
    QApplication.processEvents()
