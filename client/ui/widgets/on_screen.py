"""Where a dialog stands that grew after it was placed."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

_FRAME = 32
"""What the window's own frame may take at the top."""


def stay_on_screen(window: QWidget) -> None:
    """Go up and left as far as is needed to be seen whole: Qt placed what was smaller."""
    screen = window.screen()
    if screen is None or not window.isVisible():
        return
    room, frame = screen.availableGeometry(), window.frameGeometry()
    # The window manager may not have said yet how high its frame is.
    height = max(frame.height(), window.height() + _FRAME)
    left = min(frame.left(), max(room.left(), room.right() + 1 - frame.width()))
    top = min(frame.top(), max(room.top(), room.bottom() + 1 - height))
    if (left, top) != (frame.left(), frame.top()):
        window.move(left, top)


def widen(window: QWidget, width: int) -> None:
    """Be that wide, about the middle that it has."""
    more = width - window.width()
    window.resize(width, window.height())
    if more and window.isVisible():
        window.move(window.x() - more // 2, window.y())
