"""The palette as one types: from a letter until its rows stand there, in the big garage."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from client.store import Store
from tests.bench.in_window import NOW, application, settle, wait_until
from tests.bench.measure import Figure, percentile

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from client.ui.shell.search_popup import SearchPopup

TYPED = (
    "Vehicle 12", "brake pads", "Shell Pasing", "Parking 31", "settings", "insights",
    "add service to vehicle 7", "45.2 l 71.30 EUR 84120 km vehicle 7", "brkae", "m xy 17",
)  # fmt: skip
RUNS = 2


def run(folder: Path, store: Store, vehicle_id: str) -> Iterator[Figure]:
    """What the benchmark's door calls."""
    del folder, vehicle_id
    from client.app.pages import PAGES
    from client.ui.desk import Desk
    from client.ui.shell.shell import Shell

    app = application()
    desk = Desk(store, {"region": "IE", "zone": "UTC"}, clock=lambda: NOW)
    shell = Shell(desk, PAGES)
    try:
        shell.resize(1440, 900)
        shell.show()
        shell.begin()
        settle(app, desk)
        shell.open_search()
        settle(app, desk)
        prefixes = [text[:n] for text in TYPED for n in range(1, len(text) + 1)] * RUNS
        ours = [_rows(app, shell.search, text) for text in prefixes]
        least = [_searched(store, text) for text in prefixes]
        yield Figure(
            "rows of the palette as you type, 95th percentile", percentile(ours, 0.95),
            percentile(least, 0.95), "the search of the records alone", most_seconds=0.020,
        )  # fmt: skip
    finally:
        shell.search.close_popup()
        shell.close()
        desk.stop()
        desk.close()
        shell.deleteLater()
        desk.deleteLater()
        app.processEvents()


def _rows(app: QApplication, popup: SearchPopup, text: str) -> float:
    """From the end of the pause after a letter until what it finds is painted."""
    from PySide6.QtCore import QSignalBlocker

    with QSignalBlocker(popup.field):
        popup.field.setText(text)
    start = time.perf_counter()
    popup.look()
    wait_until(app, lambda: popup.looked == text, "the palette is still busy")
    popup.box.repaint()
    return time.perf_counter() - start


def _searched(store: Store, text: str) -> float:
    start = time.perf_counter()
    store.read(lambda reader: reader.search(text))
    return time.perf_counter() - start
