"""What a test of widgets leaves behind: windows that nobody closed, timers that still run.

Of threads `tests/conftest.py` knows.
"""

from __future__ import annotations

import gc
import sys
import weakref
from typing import Any

_started: weakref.WeakSet[Any] = weakref.WeakSet()
_watching = False


class Before:
    """What there was before a test; `left` says what there is more afterwards."""

    def __init__(self) -> None:
        _watch_timers()
        self._windows = {_place(each) for each in _windows()}
        self._timers = weakref.WeakSet(_running())

    def left(self) -> list[str]:
        """The windows and timers that the test leaves, in words."""
        found = self._left()
        if found:
            # Widgets in a cycle of Python's own go with it.
            gc.collect()
            found = self._left()
        return found

    def _left(self) -> list[str]:
        _delete_what_is_to_be()
        windows = [each for each in _windows() if _place(each) not in self._windows]
        timers = [each for each in _running() if each not in self._timers]
        return [
            *(f"the window {each!r}" for each in windows),
            *(f"the timer {each!r} of {each.parent()!r}" for each in timers),
        ]


def _watch_timers() -> None:
    """Remember each timer that is started from now on."""
    global _watching
    core = sys.modules.get("PySide6.QtCore")
    if core is None or _watching:
        return
    _watching = True
    start = core.QTimer.start

    def start_and_remember(timer: Any, *interval: Any) -> None:
        start(timer, *interval)
        _started.add(timer)

    core.QTimer.start = start_and_remember


def _running() -> list[Any]:
    from shiboken6 import isValid

    return [each for each in list(_started) if isValid(each) and each.isActive()]


def _windows() -> list[Any]:
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return []
    return list(widgets.QApplication.topLevelWidgets())


def _place(widget: Any) -> int:
    """Where it lies: Python's own object for it may be another one the next time."""
    from shiboken6 import getCppPointer

    return int(getCppPointer(widget)[0])


def _delete_what_is_to_be() -> None:
    core = sys.modules.get("PySide6.QtCore")
    if core is not None and core.QCoreApplication.instance() is not None:
        core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete)
