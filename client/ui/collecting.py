"""Python's garbage collector, kept to the GUI thread: it may throw widgets away, threads may not.

A collection begins wherever memory happens to be asked for. Where that is a worker's thread and
what is found in a cycle is a widget, Qt destroys it there, beside the painting, and crashes.
"""

from __future__ import annotations

import gc
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

INTERVAL_MILLISECONDS = 500
_YOUNG, _MIDDLE, _OLD = 20_000, 10, 20
"""New objects that begin a collection; so many young ones a middle one; so many of these a whole
one. A whole one of a big garage takes some 50 ms, so it waits for a person to pause anyway."""
_MOST_SKIPPED = 240
"""So often in a row it waits for work under way to end: two minutes."""


class Collector(QObject):
    """While it lives, only its timer collects. Make one in the GUI thread."""

    def __init__(
        self, parent: QObject | None = None, busy: Callable[[], bool] = lambda: False
    ) -> None:
        super().__init__(parent)
        self._busy = busy
        self._was_on = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MILLISECONDS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self._young = self._middle = self._skipped = 0

    def look(self) -> None:
        """Collect what has come together, the young often, the old seldom."""
        if gc.get_count()[0] < _YOUNG:
            return
        if self._busy() and self._skipped < _MOST_SKIPPED:
            # What a worker has in hand is young and in use: to go through 100,000 rows of an
            # import takes longer than a click may wait, and finds nothing.
            self._skipped += 1
            return
        self._skipped = 0
        self._young += 1
        if self._young < _MIDDLE:
            gc.collect(0)
            return
        self._young = 0
        self._middle += 1
        if self._middle < _OLD:
            gc.collect(1)
            return
        self._middle = 0
        gc.collect()

    def stop(self) -> None:
        """Leave collecting to Python again, as it was."""
        self._timer.stop()
        if self._was_on:
            gc.enable()
