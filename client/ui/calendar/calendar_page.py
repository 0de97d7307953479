"""The calendar page: a view of the days, the bar over it, and the calendars beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from client.operations.calendars import show_calendar
from client.ui.calendar import calendar_read
from client.ui.calendar.arrival import Arrival
from client.ui.calendar.calendar_bar import CalendarBar
from client.ui.calendar.calendar_deeds import CalendarDeeds
from client.ui.calendar.calendar_menu import CalendarMenu
from client.ui.calendar.calendar_read import CalendarRead, Dots
from client.ui.calendar.calendar_side import CalendarSide
from client.ui.calendar.calendar_state import SETTING, CalendarState
from client.ui.calendar.calendar_view import CalendarView
from client.ui.calendar.empty_calendar import empty_calendar, show_one
from client.ui.calendar.event_deeds import EventDeeds
from client.ui.calendar.going_commands import going_commands
from client.ui.calendar.page_commands import page_commands
from client.ui.calendar.side_popover import SidePopover, give_back
from client.ui.calendar.spans import within_reach
from client.ui.calendar.views import view_kinds
from client.ui.commands import Command
from client.ui.routes import Route
from client.ui.shell.page import Page
from client.ui.spaces.access import access_of
from client.ui.text import _

if TYPE_CHECKING:
    from client.operations.agenda import Entry
    from client.store import Changes, Reader
    from client.ui.desk import Desk

_MINUTE_MILLISECONDS = 60_000


class CalendarPage(Page):
    """Stands on a day (`anchor`) in one of its views; `Route.tab` is a view, `record` a day."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.state = CalendarState.kept(desk.settings.get(SETTING), desk.today())
        self.anchor = self.state.day or desk.today()
        self.read: CalendarRead | None = None
        self._kinds = {kind.key: kind for kind in view_kinds()}
        if self.state.view not in self._kinds:
            self.state = replace(self.state, view=CalendarState().view)
        self._views: dict[str, CalendarView] = {}
        self._arrival = Arrival()
        self._side_popover: SidePopover | None = None
        self.deeds = CalendarDeeds(desk, self)
        self.deeds.nothing_came.connect(self._forget_wish)
        self.events = EventDeeds(desk, self)
        self.events.nothing_came.connect(self._forget_wish)
        self.events.delete_wanted.connect(self.deeds.delete)
        self.events.added.connect(self._on_added)
        self.calendars = CalendarMenu(desk, self)
        self.set_title(_("Calendar"))
        self.bar = CalendarBar([(kind.key, kind.words) for kind in self._kinds.values()])
        self.side = CalendarSide(desk, self.state)
        self.stack = QStackedWidget()
        self.empty = empty_calendar()
        self.stack.addWidget(QWidget())  # Until it is known whether there is anything.
        self.stack.addWidget(self.empty)
        self._minute = QTimer(self, interval=_MINUTE_MILLISECONDS)
        self._minute.timeout.connect(self._on_minute)
        self._make_commands()
        self._lay_out()
        self._connect()
        self._show_where()

    def _make_commands(self) -> None:
        self.new_command = Command(
            "calendar.new", _("New event"), self.new_event, "Ctrl+N", "plus",
            forbidden=access_of(self.desk).adding("event"),
        )  # fmt: skip
        more = (*page_commands(self), *going_commands(self, self._kinds.values()))
        self.set_actions(self.new_command, (), more)

    def _lay_out(self) -> None:
        self._below = QHBoxLayout()
        self._below.setContentsMargins(0, 0, 0, 0)
        self._below.setSpacing(0)
        self._below.addWidget(self.side)
        self._below.addWidget(self.stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addLayout(self._below, 1)

    def _connect(self) -> None:
        desk, bar, side = self.desk, self.bar, self.side
        bar.today_wanted.connect(self.go_today)
        bar.stepped.connect(self.step)
        bar.view_chosen.connect(self.choose_view)
        bar.side_wanted.connect(self.open_side)
        self.events.invitations.show_in(bar, self.show_day)
        side.month.picked.connect(self.go)
        side.month.turned.connect(self._refresh_dots)
        side.filtered.connect(self._on_filtered)
        side.switched.connect(self._on_switched)
        side.left.connect(self._to_view)
        side.calendar_wanted.connect(self.calendars.new)
        side.calendar_menu_wanted.connect(self.calendars.open_menu)
        self.empty.primary.connect(self.new_event)
        self.empty.secondary.connect(self._import)
        access_of(desk).changed.connect(self.actions_changed)
        desk.changed.connect(self._on_changed)
        desk.settings_changed.connect(self._on_settings)

    # ------------------------------------------------------------------ where one is

    @property
    def view(self) -> CalendarView:
        """The view that is chosen, made if need be."""
        key = self.state.view
        if key not in self._views:
            view = self._views[key] = self._kinds[key].make(self.desk)
            self.stack.addWidget(view)
            self._connect_view(view)
        return self._views[key]

    def _connect_view(self, view: CalendarView) -> None:
        view.entry_opened.connect(self.open_entry)
        view.entry_moved.connect(self.deeds.move)
        view.entry_copied.connect(self.deeds.copy)
        view.entry_deleted.connect(self.deeds.delete)
        view.wanted.connect(self.new_event_at)
        view.day_chosen.connect(self.show_day)
        view.went.connect(self.go)
        view.stepped.connect(self.step)
        view.span_changed.connect(self.refresh)
        view.retitled.connect(self.bar.show_title)

    @property
    def begins_at(self) -> QWidget | None:
        return self.view

    def show_route(self, route: Route) -> None:
        if route.tab in self._kinds:
            self.state = replace(self.state, view=route.tab)
            self._keep()
        if route.record:
            self.anchor = self._arrival.day = within_reach(date.fromisoformat(route.record))
            self._arrival.event = route.vehicle
        self.refresh()

    def go(self, day: date) -> None:
        """Stand on a day."""
        self.anchor = self._arrival.day = within_reach(day)
        self._moved()

    def go_today(self) -> None:
        """Stand on today."""
        self.go(self.desk.today())

    def step(self, count: int) -> None:
        """Go on, or back, by so many of what is shown."""
        self.anchor = within_reach(self.view.step(self.anchor, count))
        self._moved()

    def show_day(self, day: date) -> None:
        """Show one day with its hours."""
        self.anchor = self._arrival.day = within_reach(day)
        self.choose_view("day")

    def choose_view(self, key: str) -> None:
        """Show the days in another way."""
        had = self.stack.isAncestorOf(self.window().focusWidget() or self)
        self.state = replace(self.state, view=key)
        self._moved()
        if had:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _moved(self) -> None:
        self.state = self.side.state = replace(self.state, day=self.anchor)
        self._keep()
        self.refresh()

    def _keep(self) -> None:
        self.desk.keep({SETTING: self.state.to_setting(self.desk.today())})

    def _show_where(self) -> None:
        self.bar.show_view(self.state.view)
        self.bar.show_title(*self.view.titles(self.anchor))
        month = self.side.month
        month.blockSignals(True)
        month.show_span(self.anchor, *self.view.span(self.anchor))
        month.blockSignals(False)

    # ------------------------------------------------------------------ what it shows

    def refresh(self) -> None:
        self._show_where()
        state, span = self.state, self.view.span(self.anchor)
        zone, today = self.desk.zone, self.desk.today()
        self.side.month.show_today(today, self.desk.preferences.first_weekday)
        month = self.side.month.span

        def calendar(reader: Reader) -> CalendarRead:
            return calendar_read.read_calendar(reader, state, span, month, zone, today)

        self.desk.read(self, calendar, self._on_read)
        if not calendar_read.covers(span, month):
            self._refresh_dots()

    def _refresh_dots(self) -> None:
        """Read on which days of the small month anything is; the view does not wait for it."""
        state, month = self.state, self.side.month.span
        zone, today = self.desk.zone, self.desk.today()

        def dots(reader: Reader) -> Dots:
            return calendar_read.read_dots(reader, state, month, zone, today)

        self.desk.read(self, dots, self._on_dots, patient=True)

    def _on_dots(self, dots: Dots) -> None:
        # Of another month, or of what another state let through, they came too late.
        if dots.month == self.side.month.span and dots.state is self.state:
            self.side.month.show_dots(dots.days)

    def _on_changed(self, changes: Changes) -> None:
        # Hidden, it reads everything when one comes back to it.
        if calendar_read.concerns(changes) and self.isVisible():
            self._arrival.follow(changes, self.read.entries if self.read is not None else ())
            self.refresh()

    def _on_settings(self) -> None:
        if self.isVisible():
            self.refresh()

    def _on_read(self, read: CalendarRead) -> None:
        self.read = read
        view = self.view
        view.show_surroundings(read.surroundings)
        view.show_entries(read.entries, *read.span)
        self.side.show_calendars(read.calendars, read.vehicles, read.categories)
        if read.dots is not None:
            self._on_dots(read.dots)
        show_one(self.stack, self.empty, view, empty=read.empty)
        look_at = self._arrival.arrive(view, read.entries)
        if look_at is not None:
            self.open_entry(look_at)
        self._show_where()
        self.actions_changed.emit()

    def _on_minute(self) -> None:
        self.view.show_moment()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._minute.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._minute.stop()

    # ------------------------------------------------------------------ filters

    def _on_filtered(self, state: CalendarState) -> None:
        self.state = replace(state, view=self.state.view, day=self.state.day)
        self._keep()
        self.refresh()

    def _on_switched(self, calendar: str, shown: bool) -> None:
        self.desk.run(
            self, lambda store: show_calendar(store, calendar, shown), lambda _none: self.refresh()
        )

    def start_filter(self) -> None:
        """Have the keyboard where words are looked for."""
        if self.side.isHidden():
            self.open_side()
        self.side.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _to_view(self) -> None:
        if self._side_popover is not None:
            self._side_popover.close_popover()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    # ------------------------------------------------------------------ entries

    def open_entry(self, entry: Entry) -> None:
        """Show what an entry is, beside it."""
        self.events.look(self.view, entry, self.view.place_of(entry))

    def new_event(self) -> None:
        """Add an event on the day where one stands."""
        if self._may_add():
            self.events.new_on(self.view.standing)

    def new_event_at(self, start: date, end: date, all_day: bool) -> None:
        """Add an event at a time."""
        if self._may_add():
            self.events.new(start, end, all_day=all_day)

    def _on_added(self, event: str) -> None:
        self._arrival.added = event

    def _may_add(self) -> bool:
        """Whether one may add events here; who may instead is said."""
        why = self.new_command.forbidden()
        if why:
            self._forget_wish()
            self.desk.said.emit(why, False)
        return not why

    def _forget_wish(self) -> None:
        self.view.forget_wish()

    def _import(self) -> None:
        self.desk.command("garage.import").run()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_T and not event.modifiers():
            self.go_today()
        elif event.key() == Qt.Key.Key_Q and not event.modifiers():
            self.events.quick(self.bar)
        else:
            super().keyPressEvent(event)

    # ------------------------------------------------------------------ its shape

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.side.setVisible(self.bar.fit(self.width()))

    def open_side(self) -> None:
        """Show the calendars and filters over the view, where there is no room beside it."""
        button = self.bar.side
        popover = self._side_popover = SidePopover(button, self.side)
        popover.closed.connect(self._take_side_back)
        popover.open_at(button.rect(), self.side.filter, below=True)

    def _take_side_back(self) -> None:
        self._side_popover = None
        give_back(self.side)
        self._below.insertWidget(0, self.side)
        self.side.setVisible(self.bar.fit(self.width()))
