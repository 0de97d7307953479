"""Qt's event loop as asyncio's: the one place that knows qasync."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from PySide6.QtWidgets import QApplication

T = TypeVar("T")


def run_in_loop(app: QApplication, work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine to its end on the application's event loop."""
    from qasync import QEventLoop

    # The work ends when it says so, after what is under way, not with the last window.
    app.setQuitOnLastWindowClosed(False)
    # asyncio.run takes no loop_factory on Python 3.11.
    with asyncio.Runner(loop_factory=lambda: QEventLoop(app)) as runner:
        return runner.run(work)
