"""The window where there is no screen: the very program, driven through its main pages.

`python -m client.app.unseen DIR [--profile DIR]` opens the profile as the window does, waits on
each page until all of it is read and the sync is done, keeps a picture of it, and tells how the
sync stands. Nothing is pretended; pictures that are the same each time are the tour's.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from client.app.settling import something_is_put_off

if TYPE_CHECKING:
    from client.app.view import View
    from client.ui.routes import Route

PATIENCE_SECONDS = 60.0
LOOK_MILLISECONDS = 20
SIZE = (1440, 900)
"""In pixels: the screen that Qt pretends is smaller."""


class Driver(QObject):
    """Goes from page to page, each once it is at rest, and closes the window after the last."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._view: View | None = None
        self._ways: list[tuple[str, Route]] = []
        self._until = 0.0
        self._rested = False
        self.trouble = ""
        """Why it ended before the last page."""
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MILLISECONDS)
        self._look.timeout.connect(self._go_on)

    def watch(self, view: View) -> None:
        """Drive this view: for `run_window`."""
        self._view = view
        view.shell.resize(*SIZE)
        self._patiently()
        self._look.start()

    def _patiently(self) -> None:
        self._rested = False
        self._until = time.monotonic() + PATIENCE_SECONDS

    def _go_on(self) -> None:
        view = self._view
        if view is None:
            return
        rested, self._rested = self._rested, _at_rest(view)
        # Twice in a row: what was read last has been laid out as well.
        if not (rested and self._rested):
            if time.monotonic() > self._until:
                self.trouble = f"the window was not at rest after {PATIENCE_SECONDS:.0f} s"
                self._end(view)
            return
        if not self._ways:
            # Where it opened stands before all else.
            self._ways = [("00-as-it-opens", view.desk.trail.here or _garage()), *_pages(view)]
        self._keep(view, self._ways.pop(0)[0])
        if not self._ways:
            self._end(view)
            return
        self._patiently()
        view.desk.go(self._ways[0][1])

    def _keep(self, view: View, name: str) -> None:
        target = self._folder / f"{name}.png"
        if view.shell.grab().save(str(target)):
            print(f"unseen: {target.name}: {_sync_of(view)}", flush=True)
        else:
            self.trouble = f"{target} cannot be written"

    def _end(self, view: View) -> None:
        self._look.stop()
        self._view = None
        view.shell.close()


def _at_rest(view: View) -> bool:
    desk = view.desk
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    if not desk.is_open or not desk.workers.quiet or something_is_put_off(app):
        return False
    state = desk.sync.state
    if state is None:
        # With an account, how it stands is about to be said.
        return not view.shell.sidebar.contents.account
    return state.phase != "syncing"


def _sync_of(view: View) -> str:
    from client.ui.account.sync_words import sync_words

    sync = view.desk.sync
    if sync.state is None:
        return "no account, no sync"
    now, prefs = datetime.now().astimezone(), view.desk.preferences
    return sync_words(sync.state, now, prefs, sync.offline_since).line


def _garage() -> Route:
    from client.ui.routes import GARAGE, Route

    return Route(GARAGE)


def _pages(view: View) -> list[tuple[str, Route]]:
    from client.ui.routes import ACTIVITY, CALENDAR, INSIGHTS, SETTINGS, VEHICLE, Route

    pages = [("01-garage", _garage())]
    for vehicle in view.shell.sidebar.contents.vehicles[:1]:
        pages.append(("02-vehicle-overview", Route(VEHICLE, vehicle.id)))
        pages.append(("03-vehicle-fuel", Route(VEHICLE, vehicle.id, "fuel")))
    others = (("04-calendar", CALENDAR), ("08-insights", INSIGHTS), ("15-activity", ACTIVITY),
              ("20-settings", SETTINGS))  # fmt: skip
    return [*pages, *((name, Route(page)) for name, page in others)]


def main(arguments: Sequence[str]) -> int:
    """The window's exit status, or 1 where a page was not reached."""
    from client.app.profile import profile_folder
    from client.app.start import prepare_window, settle, split

    if not arguments:
        print("usage: python -m client.app.unseen DIR [--profile DIR]", file=sys.stderr)
        return 2
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    settle()
    profile, _ = split(arguments[1:])
    prepare_window()
    from client.app.window import run_window

    driver = Driver(folder)
    status = run_window(profile_folder(profile), [sys.argv[0]], driver.watch)
    if driver.trouble:
        print(f"error: {driver.trouble}", file=sys.stderr)
    return max(status, int(bool(driver.trouble)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
