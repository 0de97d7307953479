"""A day of use: thousands of random clicks and keys by a monkey leak little, raise nothing."""

from __future__ import annotations

import functools
import gc
import os
import random
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from client.store import Store
from tests.bench.measure import Size

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from client.ui.shell.shell import Shell

ROOT = Path(__file__).resolve().parents[2]
SEED = 20261118
ACTIONS = 10_000
WARM_UP = 2_000
"""So many actions fill the caches (pages, icons, fonts); what comes on top of them is a leak."""
ACTIONS_TO_A_PAUSE = 200
"""Somebody who stops so seldom is busy: a day of 10,000 actions has 50 pauses, not thousands."""
MOST_MEGABYTES = 20
_LEFT_ALONE = frozenset({
    "window.close", "garage.import", "garage.restore", "vehicle.print", "garage.sample",
})  # fmt: skip
"""Commands that leave the window, or ask the system's dialogs for files."""
_KEYS = (
    "Tab", "Tab", "Tab", "Backtab", "Down", "Down", "Up", "Left", "Right", "Return", "Escape",
    "Escape", "Space", "Delete", "Home", "End", "F2", "Menu", "PageDown", "Backspace",
)  # fmt: skip
_TYPED = ("45.2 l 71.30 € 84120 km", "brake", "octa", "12", "6 Nov", "€", "total > 100 eur", "x")


def run(folder: Path, store: Store, vehicle_id: str) -> Iterator[Size]:
    """The figures of this room, from a process of its own."""
    del folder, store, vehicle_id
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    with tempfile.TemporaryDirectory() as name:
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.monkey", str(ACTIONS), str(WARM_UP)],
            env=environment | {"HOME": name},
            cwd=name,
            stdout=subprocess.PIPE,
            text=True,
            timeout=1_800,
        )
    if done.returncode:
        raise SystemExit(f"the monkey found a fault:\n{done.stdout}")
    before, after = (float(word) for word in done.stdout.split()[-2:])
    yield Size(f"{ACTIONS:,} random actions leave behind", after - before, 1, MOST_MEGABYTES)


class Monkey:
    """Clicks and types at random into one window; `faults` are what must never happen."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.faults: list[str] = []
        self.done: list[str] = []

    def fault(self, words: str) -> None:
        """Keep what went wrong, and what was done before it."""
        self.faults.append(f"{words}\n  after {' · '.join(self.done[-8:])}")

    def watch(self, shell: Shell) -> None:
        """Take every exception, warning of Qt's and fault of ours for what it is."""
        from PySide6.QtCore import QtMsgType, qInstallMessageHandler

        from client.errors import ClientError
        from garage.errors import GarageError

        def raised(kind: type[BaseException], error: BaseException, trace: Any) -> None:
            self.fault("".join(traceback.format_exception(kind, error, trace)))

        def told(kind: QtMsgType, _context: object, message: str) -> None:
            if kind is not QtMsgType.QtDebugMsg and "This plugin does not support" not in message:
                self.fault(f"Qt says: {message}")

        def failed(error: Exception) -> None:
            if not isinstance(error, ClientError | GarageError):
                self.fault("".join(traceback.format_exception(error)))

        sys.excepthook = raised
        qInstallMessageHandler(told)
        shell.desk.failed.connect(failed)

    # ------------------------------------------------------------------ what it does

    def act(self, shell: Shell) -> None:
        """One action, and a moment for the window to follow."""
        from PySide6.QtWidgets import QApplication

        chance = self.random.random()
        # Behind a dialog nobody reaches the window's own commands.
        free = QApplication.activeModalWidget() is None
        if chance < 0.05 and free:
            self._command(shell)
        elif chance < 0.1 and free:
            self._go(shell)
        elif chance < 0.55:
            self._click(shell)
        elif chance < 0.95:
            self._press()
        else:
            self._type()
        QApplication.processEvents()
        if self.random.random() < 0.1:
            quiet(shell)

    def _command(self, shell: Shell) -> None:
        fitting = [
            command
            for command in shell.shown_commands()
            if command.id not in _LEFT_ALONE and "…" not in command.title and command.enabled()
        ]
        chosen = self.random.choice(fitting)
        self.done.append(f"command {chosen.id}")
        chosen.run()

    def _go(self, shell: Shell) -> None:
        from client.ui.routes import GARAGE, INSIGHTS, SETTINGS, TRASH, VEHICLE, Route
        from client.ui.vehicles.tabs import tab_specs

        vehicles = shell.sidebar.contents.vehicles
        route = Route(self.random.choice((GARAGE, INSIGHTS, TRASH, SETTINGS)))
        if vehicles and self.random.random() < 0.7:
            tabs = ["overview", "fuel", *(spec.key for spec in tab_specs())]
            route = Route(VEHICLE, self.random.choice(vehicles).id, self.random.choice(tabs))
        self.done.append(f"go {route.page} {route.tab}")
        shell.desk.go(route)

    def _click(self, shell: Shell) -> None:
        from PySide6.QtCore import QPoint, Qt
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QApplication, QFileDialog

        window = QApplication.activePopupWidget() or QApplication.activeModalWidget() or shell
        if isinstance(window, QFileDialog):
            window.reject()
            return
        inside = QPoint(
            self.random.randrange(max(window.width(), 1)),
            self.random.randrange(max(window.height(), 1)),
        )
        target = window.childAt(inside) or window
        button = Qt.MouseButton.LeftButton
        if self.random.random() < 0.1:
            button = Qt.MouseButton.RightButton
        if asks_for_a_file(target):
            return
        self.done.append(f"click {described(target)}")
        place = target.mapFrom(window, inside)
        if self.random.random() < 0.1:
            QTest.mouseDClick(target, button, Qt.KeyboardModifier.NoModifier, place)
        else:
            QTest.mouseClick(target, button, Qt.KeyboardModifier.NoModifier, place)

    def _press(self) -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QApplication

        target = QApplication.focusWidget()
        name = self.random.choice(_KEYS)
        if target is None or asks_for_a_file(target):
            return
        held = Qt.KeyboardModifier.NoModifier
        if self.random.random() < 0.1:
            held = self.random.choice(
                (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier)
            )
        self.done.append(f"{name} in {described(target)}")
        QTest.keyClick(target, getattr(Qt.Key, f"Key_{name}"), held)

    def _type(self) -> None:
        from PySide6.QtCore import QEvent, Qt
        from PySide6.QtGui import QKeyEvent
        from PySide6.QtWidgets import QApplication

        words = self.random.choice(_TYPED)
        for letter in words:
            target = QApplication.focusWidget()
            if target is None or asks_for_a_file(target):
                return
            # Not QTest's: that knows the letters of ASCII alone.
            event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(target, event)
        self.done.append(f"“{words}”")


def described(widget: QWidget) -> str:
    """A widget, for the list of what was done."""
    return f"{type(widget).__name__} {words_of(widget)[:30]!r}"


def words_of(widget: QWidget) -> str:
    """What a widget is called, and what it says."""
    from PySide6.QtWidgets import QAbstractButton

    own = widget.text() if isinstance(widget, QAbstractButton) else ""
    return f"{widget.accessibleName()} {own}".strip()


def asks_for_a_file(widget: QWidget) -> bool:
    """Whether it leads to a dialog of the system's, or to another program."""
    words = words_of(widget).casefold()
    marks = ("import", "file", "folder", "backup", "export", "print", "pdf", "picture")
    return any(mark in words for mark in marks)


def quiet(shell: Shell) -> None:
    """Wait until nothing is being read or written, and what was thrown away is gone."""
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication

    # On a machine that does much else, a minute is little.
    end = time.monotonic() + 300
    while not shell.desk.workers.idle:
        QApplication.processEvents()
        if time.monotonic() > end:
            raise TimeoutError("the window is still busy after five minutes")
        time.sleep(0.001)
    QApplication.processEvents()
    # Outside of a running loop Qt keeps what was to be deleted later.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def pause(shell: Shell) -> None:
    """Let the window do what it does when a person stops for two seconds, without the wait.

    A person does so thousands of times in ten thousand actions. The program collects garbage and
    gives memory back then; pressed on and on, it keeps what is to be thrown away for longer.
    """
    from client.ui.collecting import PAUSE_LOOKS

    quiet(shell)
    for _ in range(PAUSE_LOOKS + 2):
        shell.desk.workers.collector.look()
    quiet(shell)


def load_what_is_seldom_used() -> None:
    """What a lucky click would load in the middle, once: it would look like a leak.

    The VIN tables, pint for units that nobody else knows, with all of numpy, and what talks to a
    server, with all that its library brings.
    """
    import client.sync.service  # noqa: F401  # the import is the work
    from garage.units import Dimension
    from garage.units.odd import odd_quantity
    from garage.vin.engine import warm

    odd_quantity("1", "furlong", Dimension.DISTANCE, None, "1 furlong")
    warm()


def see_every_page(shell: Shell) -> None:
    """Open each page, part and view once: the first time makes it, and loads what it needs."""
    from client.ui.calendar.views import view_kinds
    from client.ui.routes import (
        ACTIVITY,
        CALENDAR,
        GARAGE,
        INSIGHTS,
        SETTINGS,
        TRASH,
        VEHICLE,
        Route,
    )
    from client.ui.settings.sections import sections
    from client.ui.vehicles.tabs import tab_specs

    for page in (GARAGE, INSIGHTS, CALENDAR, ACTIVITY, SETTINGS, TRASH):
        shell.desk.go(Route(page))
        quiet(shell)
    for section in sections():
        shell.desk.go(Route(SETTINGS, tab=section.key))
        quiet(shell)
    for view in view_kinds():
        shell.desk.go(Route(CALENDAR, tab=view.key))
        quiet(shell)
    vehicle = shell.sidebar.contents.vehicles[0]
    for tab in ("overview", "fuel", *(spec.key for spec in tab_specs())):
        shell.desk.go(Route(VEHICLE, vehicle.id, tab))
        quiet(shell)


def at_rest(shell: Shell) -> None:
    """Put the window as it is between two sittings: the garage is shown, and nothing in front."""
    from PySide6.QtWidgets import QApplication, QDialog

    from client.ui.routes import GARAGE, Route

    quiet(shell)
    # A form asks once before it throws away what was typed.
    for _ in range(8):
        front = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if front is None:
            break
        if isinstance(front, QDialog):
            front.reject()
        else:
            front.close()
        quiet(shell)
    shell.show()
    shell.desk.go(Route(GARAGE))
    quiet(shell)


def megabytes(shell: Shell) -> float:
    """What the process takes of the memory (Linux), after what the window does in a pause."""
    from client.app.view import rest_a_while

    gc.collect()
    # Memory that is free, but kept by the C library for what comes next, is no leak.
    rest_a_while(shell.desk, shell.desk._store)
    quiet(shell)
    lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmRSS"))) / 1024


def main(actions: int, warm_up: int, seed: int = SEED) -> int:
    """Play; says the megabytes before and after, or what went wrong."""
    from PySide6.QtWidgets import QApplication

    from client.app.memory import give_memory_back
    from client.app.tour import with_window
    from client.app.view import rest_a_while

    give_memory_back()
    load_what_is_seldom_used()
    app = QApplication(["paddock-monkey"])
    monkey = Monkey(seed)
    sizes: list[float] = []

    def play(shell: Shell) -> None:
        monkey.watch(shell)
        rest = functools.partial(rest_a_while, shell.desk, shell.desk._store)
        shell.desk.workers.collector.collected = rest
        quiet(shell)
        if warm_up:
            see_every_page(shell)
        for n in range(warm_up + actions):
            if n == warm_up:
                at_rest(shell)
                sizes.append(megabytes(shell))
            if not shell.isVisible():
                shell.show()
            monkey.act(shell)
            if n % ACTIONS_TO_A_PAUSE == 0:
                pause(shell)
            if monkey.faults:
                break
        at_rest(shell)
        sizes.append(megabytes(shell))

    try:
        with_window(app, True, play)
    except Exception as error:
        monkey.fault("".join(traceback.format_exception(error)))
    for fault in monkey.faults:
        print(fault)
    print(*(f"{size:.1f}" for size in sizes))
    return int(bool(monkey.faults))


if __name__ == "__main__":
    sys.exit(main(*(int(word) for word in sys.argv[1:])))
