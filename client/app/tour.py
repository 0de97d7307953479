"""The tour: the window driven through every screen, light and dark, each kept as a picture.

`python -m client.app.tour DIR` needs no display. It shows the sample garage on a fixed day, so
that two tours give the same pictures.
"""

from __future__ import annotations

import gc
import os
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from client.app.settling import settle
from garage.words import N_

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap
    from PySide6.QtWidgets import QApplication, QWidget

    from client.ui.desk import Desk
    from client.ui.shell.shell import Shell
    from client.ui.theme import Scheme

NOW = datetime(2026, 11, 18, 9, 42, tzinfo=UTC)
"""The moment of every picture."""
ZONE = "Europe/Berlin"
SIZE = (1440, 900)
NARROW = (1100, 900)
SCALES = ("1.25", "1.5", "2")
"""Of enlarged screens, each toured by a process of its own."""
ACTIVE_SECONDS = 1.0
HABITS = {"name": "Jonas", "region": "IE", "zone": ZONE, "theme": "light", "language": "en"}


def clock() -> datetime:
    """The tour's time."""
    return NOW


class Tour:
    """Drives one window and keeps what it shows."""

    def __init__(self, app: QApplication, folder: Path, mark: str = "") -> None:
        # A cursor that blinks would be on some pictures and not on others.
        app.setCursorFlashTime(0)
        self._app = app
        self._folder = folder
        self._mark = mark
        self._taken: list[Path] = []
        self._desk: Desk | None = None

    @property
    def pictures(self) -> list[Path]:
        """What was taken so far."""
        return self._taken

    def keep(self, name: str, widget: QWidget) -> None:
        """Keep what a widget shows in the light scheme."""
        from client.ui.theme import Scheme

        self._wear(Scheme.LIGHT)
        self.picture(name, widget)

    def picture(self, name: str, widget: QWidget) -> None:
        """Keep what a widget shows as it is, and say so."""
        self._compose(widget)
        self.save(self.grab(widget), f"{name}{self._mark}")

    def grab(self, widget: QWidget) -> QPixmap:
        """What a widget shows."""
        return widget.grab()

    def save(self, picture: QPixmap, name: str) -> None:
        """Keep a picture under a name."""
        target = self._folder / f"{name}.png"
        if not picture.save(str(target)):
            raise OSError(f"{target} cannot be written")
        self._taken.append(target)
        print(f"tour: {target.name}", flush=True)

    def _compose(self, widget: QWidget) -> None:
        """Leave out what comes and goes by the clock, and give the keyboard to what is shown."""
        from client.ui.shell.shell import Shell
        from client.ui.widgets.toast import Toast

        if isinstance(widget, Shell):
            for toast in widget.findChildren(Toast):
                toast.dismiss()
        end = time.monotonic() + ACTIVE_SECONDS
        while widget.isWindow() and not widget.isActiveWindow() and time.monotonic() < end:
            widget.activateWindow()
            self._app.processEvents()
        self._app.processEvents()

    def settle(self, desk: Desk) -> None:
        """Wait until nothing is read, written or asked for, and all of it is shown."""
        self._desk = desk
        settle(self._app, desk)

    def in_both(self, name: str, widget: QWidget, desk: Desk) -> None:
        """Keep a screen in the light and in the dark scheme, the one that is worn first."""
        from client.ui.theme import Scheme, theme

        self.settle(desk)
        for scheme in sorted(Scheme, key=lambda each: each is not theme().scheme):
            self._wear(scheme)
            self.picture(f"{name}-{scheme}", widget)

    def _wear(self, scheme: Scheme) -> None:
        """Change the scheme, which takes half a second in a window of many pages."""
        from client.ui.theme import apply, theme

        if theme().scheme is scheme:
            return
        apply(self._app, scheme)
        if self._desk is not None:
            self.settle(self._desk)


def with_window(
    app: QApplication,
    sample: bool,
    walk: Callable[[Shell], None],
    habits: Mapping[str, str] = HABITS,
) -> None:
    """Open a window on a new profile, with or without the sample garage, and walk through it."""
    from PySide6.QtCore import QEvent

    from client.app.pages import PAGES
    from client.operations.sample import make_sample_garage
    from client.operations.settings import change_settings
    from client.store import Store
    from client.ui.desk import Desk
    from client.ui.shell.shell import Shell
    from client.ui.theme import Scheme, apply

    apply(app, Scheme.LIGHT)
    with (
        tempfile.TemporaryDirectory(prefix="paddock-tour-") as folder,
        Store(Path(folder) / "Paddock", lambda: int(NOW.timestamp() * 1000)) as store,
    ):
        change_settings(store, dict(habits))
        if sample:
            here = ZoneInfo(ZONE)
            make_sample_garage(store, NOW.astimezone(here).date(), here)
        desk = Desk(store, store.read(lambda reader: reader.settings()), clock)
        shell = Shell(desk, PAGES)
        try:
            shell.resize(*SIZE)
            shell.show()
            shell.begin()
            walk(shell)
        finally:
            shell.close()
            desk.stop()
            desk.close()
            shell.deleteLater()
            desk.deleteLater()
            # Where no event loop runs, Qt would keep them for the end, after the application.
            app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            gc.collect()


def vehicle_named(shell: Shell, name: str) -> str:
    """The id of a vehicle that the sidebar shows."""
    return next(v.id for v in shell.sidebar.contents.vehicles if v.name == name)


def walk_garage(tour: Tour, shell: Shell) -> None:
    """The screens of a garage that is in use."""
    from client.ui.routes import GARAGE, SETTINGS, VEHICLE, Route
    from client.ui.shell.shortcuts import ShortcutSheet
    from client.ui.vehicles.quick_panel import QuickPanel

    desk = shell.desk
    tour.settle(desk)
    tour.in_both("01-garage", shell, desk)
    octavia = vehicle_named(shell, "Octavia")
    desk.go(Route(VEHICLE, octavia))
    tour.settle(desk)
    tour.in_both("02-vehicle-overview", shell, desk)
    desk.go(Route(VEHICLE, octavia, "fuel"))
    tour.settle(desk)
    tour.in_both("03-vehicle-fuel", shell, desk)
    quick = shell.findChild(QuickPanel)
    assert quick is not None
    quick.edit.setText("45.2 l 71.30 € 84500 km Aral Pasing")
    tour.settle(desk)
    tour.in_both("03-vehicle-fuel-quick", shell, desk)
    quick.edit.clear()
    shell.open_search()
    shell.search.field.setText("brake")
    # The pause after the last letter is a person's, not a picture's.
    shell.search.look()
    tour.settle(desk)
    tour.in_both("10-search", shell, desk)
    shell.search.close_popup()
    desk.go(Route(SETTINGS))
    tour.settle(desk)
    tour.in_both("20-settings", shell, desk)
    sheet = ShortcutSheet(shell.shown_commands(), shell)
    sheet.open()
    tour.settle(desk)
    tour.in_both("21-shortcuts", sheet, desk)
    sheet.accept()
    for walk in more_walks():
        walk(tour, shell)
    for name, route in (("01-garage", Route(GARAGE)), ("02-vehicle-overview",
                        Route(VEHICLE, octavia)), ("03-vehicle-fuel",
                        Route(VEHICLE, octavia, "fuel"))):  # fmt: skip
        desk.go(route)
        shell.resize(*NARROW)
        tour.settle(desk)
        tour.keep(f"{name}-narrow", shell)
    shell.resize(*SIZE)


def more_walks() -> tuple[Callable[[Tour, Shell], None], ...]:
    """The walks through single rooms, in the order of their pictures."""
    from client.app.walks import (
        account,
        alarms,
        calendar,
        calendar_forms,
        forms,
        garage_table,
        importing,
        insights,
        many_rows,
        palette,
        plan_tabs,
        record_tabs,
        trash,
    )

    rooms = (importing, record_tabs, plan_tabs, forms, many_rows, insights, palette, trash,
             garage_table, account, calendar, calendar_forms, alarms)  # fmt: skip
    return tuple(room.walk for room in rooms)


def walk_trouble(app: QApplication, tour: Tour) -> None:
    """A garage that cannot be opened."""
    from client.errors import StoreDamaged
    from client.ui.shell.trouble import Trouble

    with tempfile.TemporaryDirectory(prefix="paddock-tour-") as folder:
        backups = Path(folder) / "backups"
        backups.mkdir()
        for day in (17, 16, 9):
            (backups / f"paddock-2026-11-{day:02}.sqlite").write_bytes(bytes(1_400_000))
        hint = N_("restore a backup; the damaged file is kept beside it")
        error = StoreDamaged(N_("paddock.sqlite is damaged"), hint)
        window = Trouble(error, Path(folder), lambda _answer: None)
        window.folder_line.setText("Paddock")
        window.show()
        app.processEvents()
        tour.keep("23-trouble-light", window)
        window.close()
        window.deleteLater()
        app.processEvents()


def walk_empty(tour: Tour, shell: Shell) -> None:
    """The first start: nothing is there yet."""
    from client.app.walks import first_steps

    tour.settle(shell.desk)
    tour.in_both("12-empty-garage", shell, shell.desk)
    first_steps.walk(tour, shell)


def walk_sheet(app: QApplication, tour: Tour) -> None:
    """The sheet of all components."""
    from client.ui.theme import Scheme, apply
    from client.ui.widgets.sheet import ComponentSheet

    for scheme in (Scheme.LIGHT, Scheme.DARK):
        apply(app, scheme)
        sheet = ComponentSheet()
        sheet.show()
        # Only an active window shows where the keyboard is.
        sheet.activateWindow()
        app.processEvents()
        sheet.pose()
        app.processEvents()
        tour.picture(f"00-components-{scheme}", sheet)
        sheet.close()
        sheet.deleteLater()
    apply(app, Scheme.LIGHT)
    app.processEvents()


def take(folder: Path, *, enlarged: bool = False, make: type[Tour] = Tour) -> list[Path]:
    """Take all pictures into `folder`, by a tour of this type; gives their paths."""
    from PySide6.QtWidgets import QApplication

    from client.ui.theme import Scheme, apply

    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(["paddock-tour"])
    folder.mkdir(parents=True, exist_ok=True)
    apply(app, Scheme.LIGHT)
    if enlarged:
        from client.app.walks.enlarged import walk_enlarged

        return walk_enlarged(app, folder, make).pictures
    tour = make(app, folder)
    walk_sheet(app, tour)
    walk_trouble(app, tour)
    with_window(app, False, lambda shell: walk_empty(tour, shell))
    with_window(app, True, lambda shell: walk_garage(tour, shell))
    from client.app.walks import languages, spaces

    with_window(app, True, lambda shell: spaces.walk(tour, shell))
    others = languages.walk_languages(app, folder, make)
    return [*tour.pictures, *(picture for other in others for picture in other.pictures)]


def main(arguments: Sequence[str]) -> int:
    """`python -m client.app.tour DIR`; the exit status."""
    if len(arguments) not in (1, 2):
        print("usage: python -m client.app.tour DIR", file=sys.stderr)
        return 2
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    enlarged = arguments[1:] == ["--enlarged"]
    take(Path(arguments[0]), enlarged=enlarged)
    if enlarged:
        return 0
    import subprocess

    command = [sys.executable, "-m", "client.app.tour", arguments[0], "--enlarged"]
    return max(
        subprocess.run(command, env={**os.environ, "QT_SCALE_FACTOR": scale}).returncode
        for scale in SCALES
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
