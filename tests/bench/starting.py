"""Starting: the window on the big garage, and a command of the command line; whole processes."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from client.store import Store
from tests.bench.measure import RUNS, Figure, Size

ROOT = Path(__file__).resolve().parents[2]

BARE_WINDOW = """
import time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView
app = QApplication([])
window = QMainWindow()
window.setCentralWidget(QTableView())
window.resize(1440, 900)
window.show()
def done():
    window.grab()
    with open('/proc/self/status') as f:
        peak = next(line for line in f if line.startswith('VmRSS')).split()[1]
    print('USABLE', peak, flush=True)
    app.quit()
QTimer.singleShot(0, done)
app.exec()
"""
EMPTY_PYTHON = "import sqlalchemy"


def run(folder: Path, store: Store, vehicle_id: str) -> Iterator[Figure | Size]:
    """The figures of this room."""
    del folder, vehicle_id
    profile = str(store.folder)
    yield from _window(profile)
    command = [
        sys.executable,
        "-m",
        "client",
        "--profile",
        profile,
        "list",
        "vehicle",
        "--limit",
        "5",
        "--json",
    ]
    ours, floors = [], []
    for _ in range(RUNS + 1):
        floors.append(_timed([sys.executable, "-c", EMPTY_PYTHON])[""][0])
        ours.append(_timed(command)[""][0])
    yield Figure(
        "a command, start to answer",
        min(ours[1:]),
        min(floors[1:]),
        "python that imports SQLAlchemy",
        most_ratio=2.5,
    )


def _window(profile: str) -> Iterator[Figure | Size]:
    """The steady case: the first run, which is not counted, leaves its glimpse to the others."""
    ours, floors, filled = [], [], []
    sizes, bare = [], []
    for _ in range(RUNS + 1):
        said = _timed([sys.executable, "-c", BARE_WINDOW])
        floors.append(said["USABLE"][0])
        bare.append(said["USABLE"][1])
        said = _timed([sys.executable, "-m", "tests.bench.usable", profile])
        ours.append(said["USABLE"][0])
        filled.append(said["FILLED"][0])
        sizes.append(max(said[word][1] for word in ("USABLE", "FILLED", "SETTLED")))
    floor = min(floors[1:])
    bare_window = "bare PySide6 window"
    yield Figure("window usable", min(ours[1:]), floor, bare_window, most_ratio=2.5)
    yield Figure("all cards of 200 vehicles filled", min(filled[1:]), floor, bare_window)
    yield Size("memory of the window, all filled", min(sizes[1:]), min(bare[1:]), 250)


def _timed(command: list[str]) -> dict[str, tuple[float, float]]:
    """What a process said and when: word → (seconds since its start, megabytes); "" is its end."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    found: dict[str, tuple[float, float]] = {}
    start = time.perf_counter()
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            word, _, size = line.strip().partition(" ")
            if word in ("USABLE", "FILLED", "SETTLED"):
                found[word] = (time.perf_counter() - start, int(size) / 1024)
        process.wait()
    found[""] = (time.perf_counter() - start, 0.0)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return found
