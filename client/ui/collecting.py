"""Python's garbage collector, kept to the GUI thread: it may throw widgets away, threads may not.

A collection begins wherever memory happens to be asked for. Where that is a worker's thread and
what is found in a cycle is a widget, Qt destroys it there, beside the painting, and crashes.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

INTERVAL_MILLISECONDS = 500
_YOUNG = 10_000
"""So many new objects begin a collection of the young, which takes 2 ms."""
_MIDDLE = 10
"""Every so many of those look at what survived them as well."""
SOME, MUCH = 20_000, 100_000
"""So many more blocks of memory (of some 80 bytes) than after the last whole collection begin
another: some when the person pauses, much whatever they do. It takes some 50 ms."""
PAUSE_LOOKS = 4
_STILL = 50
"""Python makes no more objects than these from look to look when nobody does anything."""
_MOST_SKIPPED = 240
"""So often in a row it waits for work under way to end: two minutes."""


class Collector(QObject):
    """While it lives, only its timer collects. Make one in the GUI thread."""

    def __init__(
        self, parent: QObject | None = None, busy: Callable[[], bool] = lambda: False
    ) -> None:
        super().__init__(parent)
        self._busy = busy
        self.collected: Callable[[], None] | None = None
        """Called after a whole collection in a pause: the moment to give memory back."""
        self._was_on = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MILLISECONDS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self._young = self._still = self._made = self._skipped = 0
        self._left = sys.getallocatedblocks()

    def look(self) -> None:
        """Collect what has come together: the young often, all when much did or nobody waits."""
        made = gc.get_count()[0]
        if made >= _YOUNG and self._busy() and self._skipped < _MOST_SKIPPED:
            # What a worker has in hand is young and in use: to go through 100,000 rows of an
            # import takes longer than a click may wait, and finds nothing.
            self._skipped += 1
            return
        self._skipped = 0
        self._still = self._still + 1 if abs(made - self._made) <= _STILL else 0
        grown = sys.getallocatedblocks() - self._left
        if grown >= MUCH or (grown >= SOME and self._still >= PAUSE_LOOKS):
            gc.collect()
            self._left = sys.getallocatedblocks()
            if self.collected is not None and self._still >= PAUSE_LOOKS:
                self.collected()
        elif made >= _YOUNG:
            self._young += 1
            gc.collect(0 if self._young % _MIDDLE else 1)
        self._made = gc.get_count()[0]

    def stop(self) -> None:
        """Leave collecting to Python again, as it was."""
        self._timer.stop()
        if self._was_on:
            gc.enable()
