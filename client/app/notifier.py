"""Tells alarms as they go off: by a card in the window, and by the system while it is away."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QSystemTrayIcon, QWidget

from client.app.desktop_notices import DEFAULT, DesktopNotices, session_bus
from client.operations.agenda import Entry
from client.operations.alarm_told import AlarmsNow, AlarmTold
from client.operations.alarms import alarms_now, finish_alarm, snooze_alarm
from client.store import Changes, Store
from client.ui.calendar.alarm_cards import MOST, AlarmCards, snoozes, title_of, when_of
from client.ui.calendar.due_deeds import DueDeeds
from client.ui.commands import Command
from client.ui.routes import CALENDAR, Route
from client.ui.text import _, pgettext
from client.ui.vehicles.record_route import go_to_record
from garage.records import Event

if TYPE_CHECKING:
    from client.app.desktop_line import Notice
    from client.ui.shell.shell import Shell

AHEAD = timedelta(days=1)
LOOK_EVERY = 60_000
"""Milliseconds between two looks at least: a machine that slept lets no timer ring in time."""
_SOON = 200
_SHOWN_FOR = 15_000


class Notifier(QObject):
    """Looks for alarms as long as the window lives; what is answered is done or put off."""

    def __init__(
        self,
        shell: Shell,
        tray: Callable[[], bool] | None = None,
        bus: Callable[[], str | None] = session_bus,
    ) -> None:
        super().__init__(shell)
        self._shell, self._desk = shell, shell.desk
        self._has_tray = tray or QSystemTrayIcon.isSystemTrayAvailable
        self.cards = AlarmCards(shell.stack)
        self._due = DueDeeds(self._desk, self)
        self.cards.done.connect(self.done)
        self.cards.silenced.connect(self.finish)
        self.cards.snoozed.connect(self.put_off)
        self.cards.opened.connect(self.open)
        self.cards.left.connect(shell.parts.to_page)
        shell.parts.add(self._answerable)
        self.tray: QSystemTrayIcon | None = None
        there = bus()
        self.notices = DesktopNotices(there, self._desk.workers, self) if there else None
        if self.notices is not None:
            self.notices.acted.connect(self._on_acted)
            self._desk.closing.connect(self.notices.close)
        self.told: tuple[AlarmTold, ...] = ()
        self._known: set[str] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        self._desk.changed.connect(self._on_changed)
        self._desk.settings_changed.connect(self._look_soon)
        self._desk.closing.connect(self._timer.stop)
        self._desk.route_changed.connect(self._on_route)
        self._desk.commands.add(
            Command("alarms.first", _("Go to the first alarm"), self.cards.take_keyboard, "",
                    "bell", self._any, _("Go"))
        )  # fmt: skip
        self.look()

    def _any(self) -> bool:
        return bool(self.told)

    def _answerable(self) -> Sequence[QWidget]:
        return self.cards.cards

    def _on_changed(self, _changes: Changes) -> None:
        # Nearly every record may say an odometer, or be due itself.
        self._look_soon()

    def _on_route(self, _route: Route) -> None:
        self.cards.come_up()

    def _look_soon(self) -> None:
        self._timer.start(_SOON)

    # ------------------------------------------------------------------ looking

    def look(self) -> None:
        """Read what has gone off, over all garages, whichever is shown."""
        now, zone = self._desk.now(), self._desk.zone

        def work(store: Store) -> AlarmsNow | None:
            # After very many events at once, the calendar first catches up, a little at a time.
            if not store.catch_up_once():
                return None
            return store.read(lambda reader: alarms_now(reader, now, zone, AHEAD))

        self._desk.run(self, work, self._on_read)

    def _on_read(self, found: AlarmsNow | None) -> None:
        if found is None:
            self._timer.start(0)
            return
        now, prefs = self._desk.now(), self._desk.preferences
        self.told = found.told
        self.cards.show_alarms(found.told, now, prefs)
        fresh = [each for each in found.told if each.key not in self._known]
        self._known = {each.key for each in found.told}
        self._tell_outside(fresh)
        wait = LOOK_EVERY
        if found.next is not None:
            left = int((found.next - now) / timedelta(milliseconds=1))
            wait = max(_SOON, min(wait, left))
        self._timer.start(wait)

    # ------------------------------------------------------------------ answers

    def done(self, told: AlarmTold) -> None:
        """It is done; of what is due in the garage is asked when, which ends its alarm too."""
        if not told.completable:
            self.finish(told)
            return
        self.raise_window()
        over = self._shell.stack
        card = self.cards.card_of(told)
        beside = card.geometry() if card is not None else over.rect()
        day = told.start.date()
        entry = Entry(told.event, told.kind, "", told.title, day, day, True)
        self._due.complete(over, entry, beside)

    def finish(self, told: AlarmTold) -> None:
        """It is silent from now on, on all devices."""
        now = self._desk.now()
        self._desk.operate(self, lambda store: finish_alarm(store, told, now), self._answered)

    def put_off(self, told: AlarmTold, until: datetime) -> None:
        """It is told again later."""
        self._desk.operate(self, lambda store: snooze_alarm(store, told, until), self._answered)

    def _answered(self, _done: object) -> None:
        self.look()

    def open(self, told: AlarmTold) -> None:
        """Show the event in the calendar, or the record that is due; the window too."""
        self.raise_window()
        if told.kind != Event.kind:
            go_to_record(self._desk, self._shell, told.event)
            return
        day = told.start.astimezone(self._desk.zone).date()
        self._desk.go(Route(CALENDAR, told.event, "", day.isoformat()))

    def raise_window(self) -> None:
        """Bring the window to the front."""
        if not self._shell.isActiveWindow():
            self._shell.come_to_front()

    # ------------------------------------------------------------------ while the window is away

    def _tell_outside(self, fresh: list[AlarmTold]) -> None:
        if self.notices is not None:
            self.notices.withdraw(frozenset(self._known))
        if not self.told:
            self._put_tray_away()
            return
        if not fresh or self._is_seen():
            return
        if self.notices is not None:
            shown = [self._notice(each) for each in fresh[:MOST]]
            self.notices.tell(shown, functools.partial(self._tell_by_tray, fresh))
        else:
            self._tell_by_tray(fresh)

    def _notice(self, told: AlarmTold) -> Notice:
        from client.app.desktop_line import Notice

        actions = (
            (DEFAULT, pgettext("deed", "Open")),
            ("done", _("Done")),
            ("snooze", _("Snooze")),
        )
        return Notice(told.key, title_of(told), when_of(told, self._desk.preferences), actions)

    def _on_acted(self, key: str, action: str) -> None:
        told = next((each for each in self.told if each.key == key), None)
        if told is None:
            return
        if action == "snooze":
            self.put_off(told, snoozes(told, self._desk.now())[0][1])
        elif action == "done":
            self.done(told)
        else:
            self.open(told)

    def _tell_by_tray(self, fresh: list[AlarmTold]) -> None:
        if not self._has_tray():
            return
        tray = self._tray()
        before = tray.contextMenu()
        tray.setContextMenu(self._menu(fresh[0]))
        if before is not None:
            before.deleteLater()
        first, rest = fresh[0], len(fresh) - 1
        words = when_of(first, self._desk.preferences)
        if rest:
            words = _("{words}, and {n} more").format(words=words, n=rest)
        tray.showMessage(title_of(first), words, self._shell.windowIcon(), _SHOWN_FOR)

    def _is_seen(self) -> bool:
        return QGuiApplication.focusWindow() is not None

    def _tray(self) -> QSystemTrayIcon:
        if self.tray is None:
            self.tray = QSystemTrayIcon(self._shell.windowIcon(), self)
            self.tray.setToolTip("Paddock")
            self.tray.messageClicked.connect(self.raise_window)
            self.tray.activated.connect(self.raise_window)
        self.tray.show()
        return self.tray

    def _menu(self, told: AlarmTold) -> QMenu:
        """What can be answered without the window: done, or later."""
        menu = QMenu(self._shell)
        menu.addAction(_("Done")).triggered.connect(functools.partial(self.done, told))
        later = menu.addMenu(_("Snooze"))
        for words, until in snoozes(told, self._desk.now()):
            later.addAction(words).triggered.connect(functools.partial(self.put_off, told, until))
        menu.addAction(_("Open Paddock")).triggered.connect(self.raise_window)
        return menu

    def _put_tray_away(self) -> None:
        if self.tray is not None:
            self.tray.hide()
