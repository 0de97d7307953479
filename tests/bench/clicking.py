"""Clicks during an import: how long one waits while 100,000 rows are looked at, land and show."""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from client.store import Store
from tests.bench.in_window import NOW, application, settle
from tests.bench.measure import Figure
from tests.bench.writing import ROWS, write_fuelio

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from client.ui.desk import Desk
    from client.ui.shell.shell import Shell

RUNS = 5
PAUSE_SECONDS = 0.007
"""Between two clicks: no multiple of what the import does in one go."""
IDLE_CLICKS = 200


def run(folder: Path, store: Store, vehicle_id: str) -> Iterator[Figure]:
    """What the benchmark's door calls."""
    del store, vehicle_id

    app = application()
    file = folder / "clicking.csv"
    write_fuelio(file)
    runs = [_once(app, file) for _ in range(RUNS)]
    floor = min(idle for idle, _busy in runs)
    yield Figure(
        f"longest wait of a click, importing {ROWS:,} rows", min(busy for _idle, busy in runs),
        floor, "in a window at rest", most_seconds=0.050,
    )  # fmt: skip


def _once(app: QApplication, file: Path) -> tuple[float, float]:
    """(the longest wait at rest, the longest from the file's name until the garage shows it)."""
    from client.app.pages import PAGES
    from client.ui.desk import Desk
    from client.ui.shell.shell import Shell

    settings = {"region": "DE", "currency": "EUR", "zone": "UTC"}
    with tempfile.TemporaryDirectory() as name, Store(Path(name)) as store:
        store.set_settings(settings)
        desk = Desk(store, settings, clock=lambda: NOW)
        shell = Shell(desk, PAGES)
        try:
            shell.resize(1440, 900)
            shell.show()
            shell.begin()
            _until_idle(app, desk)
            with Clicks(shell) as clicks:
                clicks.wait_for(app, IDLE_CLICKS)
                rest = clicks.worst()
                _import(app, shell, file)
                return rest, clicks.worst()
        finally:
            shell.close()
            desk.stop()
            desk.close()
            shell.deleteLater()
            desk.deleteLater()
            app.processEvents()


def _import(app: QApplication, shell: Shell, file: Path) -> None:
    """As a person does: the dialog looks at the file, is told to go on, and is gone at last."""
    from client.ui.shell.import_dialog import ImportDialog

    shell.import_file(str(file))
    (dialog,) = shell.findChildren(ImportDialog)
    _until_idle(app, shell.desk)
    gone: list[bool] = []
    dialog.destroyed.connect(lambda: gone.append(True))
    dialog.go_button.click()
    _until_idle(app, shell.desk)
    assert gone, "the import did not come to its end"
    assert shell.sidebar.contents.records > ROWS


def _until_idle(app: QApplication, desk: Desk) -> None:
    from PySide6.QtCore import QEventLoop

    app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    settle(app, desk)


class Clicks:
    """Clicks on the window every few milliseconds, asked for from a thread as a mouse does."""

    def __init__(self, shell: Shell) -> None:
        from PySide6.QtCore import QObject, Qt, Signal

        waits: list[float] = []

        class Finger(QObject):
            pressed = Signal(float)

            def click(self, asked: float) -> None:
                """Press what the keyboard and the mouse reach now."""
                from PySide6.QtTest import QTest
                from PySide6.QtWidgets import QApplication

                target = QApplication.activeModalWidget() or shell.header
                QTest.mouseClick(target, Qt.MouseButton.LeftButton)
                waits.append(time.perf_counter() - asked)

        self._waits = waits
        self._finger = Finger()
        self._finger.pressed.connect(self._finger.click, Qt.ConnectionType.QueuedConnection)
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._keep_clicking)

    def _keep_clicking(self) -> None:
        while not self._done.wait(PAUSE_SECONDS):
            self._finger.pressed.emit(time.perf_counter())

    def __enter__(self) -> Clicks:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def wait_for(self, app: QApplication, count: int) -> None:
        """Until so many clicks have been answered."""
        from PySide6.QtCore import QEventLoop

        while len(self._waits) < count:
            app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def worst(self) -> float:
        """The longest wait since this was asked last, in seconds."""
        longest = max(self._waits)
        self._waits.clear()
        return longest
