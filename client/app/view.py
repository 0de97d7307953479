"""A view of the garage: the shell with its desk, from the first picture until it is closed."""

from __future__ import annotations

import contextlib
import functools
import gc
import importlib
import sqlite3
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from client.app.appearance import dress
from client.app.glimpse import Glimpse, drop_glimpse, glimpse_of, keep_glimpse
from client.app.memory import give_memory_back, trim
from client.app.pages import PAGES
from client.app.placing import keep_frame_on_screen, place, place_of
from client.app.syncing import Syncing
from client.errors import ClientError
from client.ui.desk import Desk
from client.ui.qt_words import use_qt_language
from client.ui.routes import GARAGE, WELCOME, Route, kept_route, to_keep
from client.ui.shell.page import Page
from client.ui.shell.shell import Shell
from client.ui.shell.stand_in import StandIn
from client.ui.text import language_of, use_language
from client.ui.vehicles.garage_glimpse import GarageGlimpse
from client.ui.vehicles.garage_view import TABLE
from client.ui.vehicles.garage_view import View as GarageView

if TYPE_CHECKING:
    from client.app.opening import Opened
    from client.app.typed_words import Words
    from client.store import Changes, Reader, Store
    from client.ui.vehicles.garage_read import GarageRead

Watching = Callable[["View"], None]

GLIMPSE_PAUSE_MILLISECONDS = 1_500
"""From the last reading of the garage until its glimpse is kept."""
FRAME_MILLISECONDS = 250
"""Until a window has its frame, which the window manager adds in its own time."""
AGAIN_MILLISECONDS = 500
"""Until it is looked again whether a dialog that is in the way of other words is closed."""
_UNSEEN_MILLISECONDS = 500
"""A window that starts out of sight is not painted, and not waited for."""


class View(QObject):
    """Made on a store that is open, or on a glimpse and then given its store by `open`."""

    def __init__(self, app: QApplication, folder: Path, settings: Mapping[str, Any]) -> None:
        super().__init__()
        self._app = app
        self._folder = folder
        self._store: Store | None = None
        self._garage: GarageRead | None = None
        """What the garage's page read last; None once that is no longer so."""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(GLIMPSE_PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self._keep_glimpse)
        self._language = language_of(settings)
        use_language(self._language)
        use_qt_language(app, self._language)
        dress(app, settings)
        self.desk = Desk(None, settings)
        self._syncing = self.desk.sync.runner = Syncing(self.desk.sync)
        self.shell = Shell(self.desk, PAGES)
        self.shell.stack.made.connect(self._on_page)
        self._closed = False
        self._on_close: Callable[[], None] | None = None
        self.words: list[Words] = []
        """What was typed on its pages when it was stopped."""
        self.outdated = False
        """Whether it speaks a language that is no longer the person's: another is to follow it."""
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(AGAIN_MILLISECONDS)
        self._again.timeout.connect(self._follow_language)
        self.shell.installEventFilter(self)
        self.shell.closed.connect(self._on_closed)
        self.desk.settings_changed.connect(self._dress)
        place(self.shell, settings)

    def _dress(self) -> None:
        dress(self._app, self.desk.settings)
        # Once what changed the settings has run to its end.
        QTimer.singleShot(0, self, self._follow_language)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LocaleChange:
            QTimer.singleShot(0, self, self._follow_language)
        return False

    def _follow_language(self) -> None:
        if self._closed or self._store is None or self._language == language_of(self.desk.settings):
            return
        if self._is_asking():
            # What is typed there is not to be lost.
            self._again.start()
            return
        self.outdated = True
        self._on_closed()

    def _is_asking(self) -> bool:
        """Whether a dialog, a menu, a popover or a cell to be changed is open."""
        from client.ui.widgets.popover import Popover
        from client.ui.widgets.rows_editing import CellLine

        if QApplication.activeModalWidget() or QApplication.activePopupWidget():
            return True
        asking = (*self.shell.findChildren(Popover), *self.shell.findChildren(CellLine))
        return any(each.isVisible() for each in asking)

    def _on_closed(self) -> None:
        self._closed = True
        if self._on_close is not None:
            self._on_close()

    def follow(self, other: View) -> None:
        """Show the window where another one is, at the same page, with its way back."""
        self.shell.restoreGeometry(other.shell.saveGeometry())
        here, self.desk.trail = other.desk.trail.here, other.desk.trail
        self.shell.begin(here)
        self.shell.show()
        from client.app.typed_words import TypedAgain

        TypedAgain(self.shell, other.words)

    def show(self, glimpse: Glimpse | None = None, *, first: bool = False) -> None:
        """Show the window: a glimpse until the garage itself is read, or the first steps."""
        route = Route(WELCOME) if first else kept_route(self.desk.settings.get("page"))
        if glimpse is not None:
            self.shell.stack.begin_with(
                {
                    route.page: functools.partial(StandIn, glimpse.contents),
                    GARAGE: functools.partial(GarageGlimpse, self.desk, glimpse.garage),
                }
            )
        if route.page not in (GARAGE, WELCOME):
            # The way back from there.
            self.desk.trail.go(Route(GARAGE))
        self.shell.begin(route)
        if glimpse is not None:
            self.shell.sidebar.show_glimpse(glimpse.contents)
        self.shell.show()

    def when_painted(self, work: Callable[[], None]) -> None:
        """Call `work` once the window has been painted, or soon if it is out of sight."""
        _FirstPicture(self.shell, work)

    def when_closed(self, work: Callable[[], None]) -> None:
        """Call `work` once the person has closed the window, which may be so already."""
        self._on_close = work
        if self._closed:
            work()

    # ------------------------------------------------------------------ on its store

    def open(self, opened: Opened) -> None:
        """Go on with the garage itself: what one asked for meanwhile is done now."""
        self._store = opened.store
        self.desk.changed.connect(self._on_changed)
        self.desk.settings_changed.connect(self._on_settings)
        self.desk.open(opened.store, opened.settings)
        if not (self._closed or self.shell.isVisible()):
            self._dress()
            self.shell.show()
        QTimer.singleShot(0, self.shell, functools.partial(after_showing, self.shell, opened))

    def close(self) -> None:
        """Put the window away: what is under way ends, the glimpse is kept, the store closes.

        To be called off the GUI thread, after `stop`.
        """
        self.let_go()
        if self._store is not None:
            with self._store, contextlib.suppress(ClientError):
                self._keep(self._garage or self._store.read(self._read, self.desk.garage))

    def let_go(self) -> None:
        """Let what is under way end, and leave the store open for the view that follows."""
        self._syncing.close()
        self.desk.close()

    def stop(self, *, in_sight: bool = False) -> None:
        """Ask long work to stop, and keep where the window was, and what is typed in it."""
        from client.app.typed_words import words_typed

        self.words = words_typed(self.shell)
        self._pause.stop()
        self._again.stop()
        self._syncing.end()
        self.desk.keep({"window": place_of(self.shell), "page": to_keep(self.desk.trail.here)})
        # Nothing that is done to it from now on would be kept.
        self.shell.setEnabled(False)
        self.shell.setVisible(in_sight)
        self.desk.stop()

    def delete(self) -> None:
        """Let the widgets go."""
        self.shell.deleteLater()
        self.desk.deleteLater()
        self.deleteLater()

    # ------------------------------------------------------------------ its glimpse

    def _on_page(self, name: str, page: Page) -> None:
        if name == GARAGE:
            from client.ui.vehicles.garage_page import GaragePage

            assert isinstance(page, GaragePage)
            page.refreshed.connect(self._on_refreshed)

    def _on_refreshed(self, read: GarageRead) -> None:
        # A page out of sight does not follow changes: this may be older than the last of them.
        here = self.desk.trail.here
        if here is not None and here.page == GARAGE and self.shell.isVisible():
            self._garage = read
            self._pause.start()

    def _on_changed(self, changes: Changes) -> None:
        self._garage = None

    def _on_settings(self) -> None:
        self._garage = None

    def _keep_glimpse(self) -> None:
        if self._garage is not None:
            work = functools.partial(self._keep, self._garage)
            self.desk.workers.read(self, "glimpse", work, None, None)

    def _keep(self, read: GarageRead) -> None:
        view = GarageView.kept(self.desk.settings.get("garage"))
        if view.layout == TABLE:
            # A table is not glimpsed: its start waits for the store.
            drop_glimpse(self._folder)
            return
        garage = read.words(view)
        contents = self.shell.sidebar.contents
        keep_glimpse(self._folder, glimpse_of(self.desk.settings, contents, garage))

    def _read(self, reader: Reader) -> GarageRead:
        from client.ui.vehicles.garage_read import read_garage
        from client.ui.vehicles.shown import Shown

        desk = self.desk
        return read_garage(reader, Shown(desk.preferences, desk.today(), desk.months))


class _FirstPicture(QObject):
    """Waits until a widget and all in it was painted."""

    def __init__(self, shell: Shell, work: Callable[[], None]) -> None:
        super().__init__(shell)
        self._work: Callable[[], None] | None = work
        shell.installEventFilter(self)
        QTimer.singleShot(_UNSEEN_MILLISECONDS, self, self._done)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            # Those inside it are painted after it, before the next event.
            QTimer.singleShot(0, self, self._done)
        return False

    def _done(self) -> None:
        work, self._work = self._work, None
        if work is not None:
            work()
            self.deleteLater()


def after_showing(shell: Any, opened: Opened) -> None:
    """What can wait until the person sees the window: the file's check, the backup."""
    desk, store = shell.desk, opened.store
    framed = functools.partial(keep_frame_on_screen, shell)
    QTimer.singleShot(FRAME_MILLISECONDS, shell, framed)
    desk.watch()
    give_memory_back()
    desk.workers.collector.collected = functools.partial(rest_a_while, desk, store)
    # Nothing was thrown away while starting, so the collector need not go through it again.
    gc.freeze()
    today = desk.today()
    desk.workers.read(shell, "pages", load_pages, functools.partial(_notify, shell), None)
    desk.workers.read(shell, "sync", lambda: desk.sync.begin(store), None, desk.failed.emit)
    desk.workers.read(shell, "check", store.quick_check, None, shell.tell_damage)
    desk.workers.read(shell, "agenda", store.catch_up, None, desk.failed.emit)
    desk.workers.read(shell, "backup", lambda: keep_safe(store, today), None, desk.failed.emit)


def rest_a_while(desk: Desk, store: Store) -> None:
    """In a pause: give back the memory that is free, and what was kept for speed."""
    from client.store.resting import rest

    desk.workers.read(desk, "rest", lambda: rest(store), lambda _: trim(), desk.failed.emit)


def keep_safe(store: Store, today: date) -> None:
    """Make the day's backup; then look for photos that nothing names any more."""
    from client.operations.unused_pictures import tidy_pictures

    store.daily_backup(today)
    # What cannot be read keeps its photos; the next day looks again.
    with contextlib.suppress(OSError, sqlite3.Error, ClientError):
        tidy_pictures(store, today)


def _notify(shell: Any, _loaded: None) -> None:
    """Tell alarms, read foreign feeds and look for fonts as long as the window lives."""
    from client.app.notifier import Notifier
    from client.ui.calendar.feed_reading import FeedReading
    from client.ui.shell.missing_letters import MissingLetters

    Notifier(shell)
    MissingLetters(shell).look()
    FeedReading(shell.desk, shell).begin()


def load_pages() -> None:
    """Import what the other pages need, so that the first click on a vehicle or tab need not wait.

    Python alone: what is made of it waits until somebody goes there.
    """
    for name in (
        "client.ui.vehicles.vehicle_page",
        "client.ui.shell.search_popup",
        "client.ui.shell.settings_page",
        "client.app.notifier",
        "client.ui.shell.missing_letters",
    ):
        importlib.import_module(name)
    from client.ui.vehicles.tabs import load_tabs

    load_tabs()
