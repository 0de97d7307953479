"""Where the window stands: where it was, else in the middle, and never beyond the screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QByteArray, QSize

DEFAULT_SIZE = (1440, 900)


def place(shell: Any, settings: Mapping[str, Any]) -> None:
    """Put the window where it was, or in the middle at its usual size if the screen has room."""
    shell.resize(QSize(*DEFAULT_SIZE).boundedTo(shell.screen().availableGeometry().size()))
    kept = settings.get("window")
    if isinstance(kept, str):
        shell.restoreGeometry(QByteArray.fromBase64(kept.encode()))


def keep_frame_on_screen(shell: Any) -> None:
    """Make room for the frame of a window that fills the screen without it.

    How wide a frame is, is only known once the window is shown: its foot would be out of sight.
    """
    room, frame, inner = shell.screen().availableGeometry(), shell.frameGeometry(), shell.geometry()
    fits = frame.width() <= room.width() and frame.height() <= room.height()
    larger = inner.width() > room.width() or inner.height() > room.height()
    if fits or larger or shell.isMaximized() or shell.isFullScreen():
        return
    shell.resize(inner.size().boundedTo(room.size() - (frame.size() - inner.size())))
    shell.move(room.topLeft())


def place_of(shell: Any) -> str:
    """Where the window is, for the settings."""
    return bytes(shell.saveGeometry().toBase64().data()).decode()
