"""What can be done to a calendar of the list: edited, exported, emptied into another, deleted."""

from __future__ import annotations

import functools
from datetime import date

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from client.operations.agenda import CalendarShown, calendars
from client.operations.calendar_emptying import count_events
from client.operations.calendars import edit_calendar
from client.operations.event_file import calendar_file, range_file
from client.operations.event_line import zone_name
from client.operations.spaces import Garage, garage_of, garage_shown_id
from client.store import Query, Reader
from client.ui.calendar.calendar_form import CalendarForm
from client.ui.calendar.delete_calendar_dialog import DeleteCalendarDialog
from client.ui.calendar.feed_form import FeedForm, Shared
from client.ui.calendar.feed_reading import FeedReading
from client.ui.calendar.ics_files import save_text
from client.ui.calendar.subscribe_form import SubscribeForm
from client.ui.desk import Desk
from client.ui.spaces.access import access_of
from client.ui.text import _
from client.ui.theme import icon
from client.ui.widgets.tips import plain_tip
from garage.records import Subscription

_Read = tuple[CalendarShown | None, int, tuple[CalendarShown, ...]]


def garage_shown(reader: Reader) -> Garage | None:
    """The garage that is shown, one's own where all are."""
    return garage_of(reader, garage_shown_id(reader))


class CalendarMenu(QObject):
    """Over the calendar page."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self.feeds = FeedReading(desk, self)

    def subscribe(self) -> None:
        """Open the form that subscribes to a calendar on the web."""
        SubscribeForm(self._desk, self._page, self.feeds.read_now).open()

    def new(self) -> None:
        """Open the form of a new calendar."""
        CalendarForm(self._desk, self._page).open()

    def open_menu(self, id_: str, where: QPoint) -> None:
        """Show what can be done to a calendar, at a place of the screen."""

        def read(reader: Reader) -> CalendarShown | None:
            return next((one for one in calendars(reader) if one.id == id_), None)

        shown = functools.partial(self._show_menu, where)
        self._desk.read(self._page, read, shown, key="calendar menu")

    def _show_menu(self, where: QPoint, calendar: CalendarShown | None) -> None:
        if calendar is not None:
            self.menu_of(calendar).popup(where)

    def menu_of(self, calendar: CalendarShown) -> QMenu:
        """The menu of a calendar; what is due has neither events of its own nor an end."""
        menu = QMenu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        edit = menu.addAction(icon("pencil", "text"), _("Edit…"))
        edit.triggered.connect(functools.partial(self.edit, calendar))
        quiet = menu.addAction(_("Its alarms stay quiet"))
        quiet.setCheckable(True)
        quiet.setChecked(calendar.muted)
        quiet.triggered.connect(functools.partial(self.mute, calendar, not calendar.muted))
        if calendar.subscribed:
            again = menu.addAction(icon("refresh-cw", "text"), _("Read again"))
            again.triggered.connect(functools.partial(self.read_again, calendar))
        share = menu.addAction(icon("link", "text"), _("Share by an address…"))
        share.triggered.connect(functools.partial(self.share, calendar))
        if calendar.of == "events":
            past = menu.addAction(icon("history", "text"), _("History"))
            past.triggered.connect(functools.partial(self.look_back, calendar))
            export = menu.addAction(icon("download", "text"), _("Export…"))
            export.triggered.connect(functools.partial(self.export, calendar))
            who = menu.addAction(icon("users", "text"), _("Who may see this…"))
            who.triggered.connect(functools.partial(self.restrict, calendar))
            why = access_of(self._desk).restricting(lambda: calendar.space)()
            who.setEnabled(not why)
            who.setToolTip(plain_tip(why))
            menu.setToolTipsVisible(True)
            menu.addSeparator()
            delete = menu.addAction(icon("trash-2", "late"), _("Delete…"))
            delete.triggered.connect(functools.partial(self.delete, calendar))
        return menu

    def read_again(self, calendar: CalendarShown) -> None:
        """Read the feed that fills a calendar now."""

        def read(reader: Reader) -> str:
            found = reader.all(Subscription, Query(owner=calendar.id, limit=1))
            return found[0].id if found else ""

        def go(id_: str) -> None:
            if id_:
                self.feeds.read_now(id_)

        self._desk.read(self._page, read, go, key="read again")

    def edit(self, calendar: CalendarShown) -> None:
        """Open a calendar's form."""
        form = CalendarForm(self._desk, self._page, calendar)
        form.open()
        if calendar.of == "events":
            from client.ui.vehicles.overtaken_marks import mark_form

            mark_form(self._desk, form, calendar.id)

    def look_back(self, calendar: CalendarShown) -> None:
        """Show the history of a calendar, with what was overtaken of it."""
        # Histories are seldom looked at: they do not hold up the calendar.
        from client.ui.vehicles.record_history import open_history

        open_history(self._desk, self._page, calendar.id)

    def mute(self, calendar: CalendarShown, muted: bool) -> None:
        """Have a calendar's alarms quiet or heard; where others see it too, for oneself alone."""
        work = functools.partial(edit_calendar, id_=calendar.id, values={"muted": muted})
        self._desk.operate(self._page, work)

    def share(self, calendar: CalendarShown) -> None:
        """Open the form that makes an address at which others read a calendar."""
        name = calendar.name if calendar.of == "events" else _(calendar.name)
        FeedForm(self._desk, self._page, Shared(calendar.id, name)).open()

    def share_all(self) -> None:
        """Open the form for an address of all that the person sees, in all of their garages."""
        FeedForm(self._desk, self._page, Shared("", _("All my calendars"), "person")).open()

    def share_garage(self) -> None:
        """Open the form for an address of the garage that is shown."""
        self._desk.read(self._page, garage_shown, self._share_garage, key="share garage")

    def _share_garage(self, garage: Garage | None) -> None:
        if garage is not None:
            shared = Shared(garage.id, garage.name or _("My garage"), "garage")
            FeedForm(self._desk, self._page, shared).open()

    def restrict(self, calendar: CalendarShown) -> None:
        """Ask who may go on seeing a calendar with all that is in it."""
        from client.ui.spaces.vehicle_forms import RestrictForm

        RestrictForm(self._desk, self._page, calendar).open()

    def delete(self, calendar: CalendarShown) -> None:
        """Ask what becomes of its events, then delete it."""

        def read(reader: Reader) -> _Read:
            every = calendars(reader)
            mine = next((one for one in every if one.id == calendar.id), None)
            others = tuple(one for one in every if one.editable and one.id != calendar.id)
            return mine, count_events(reader, calendar.id), others

        self._desk.read(self._page, read, self._ask, key="delete calendar")

    def _ask(self, read: _Read) -> None:
        calendar, events, others = read
        if calendar is not None:
            DeleteCalendarDialog(self._desk, self._page, calendar, events, others).open()

    # ------------------------------------------------------------------ export

    def export(self, calendar: CalendarShown) -> None:
        """Ask for a file, and write all events of a calendar into it."""
        id_, zone = calendar.id, zone_name(self._desk.zone)

        def text(reader: Reader) -> str:
            return calendar_file(reader, id_, zone)

        written = functools.partial(save_text, self._desk, self._page, calendar.name)
        self._desk.read(self._page, text, written, key="export")

    def export_days(self, first: date, last: date, title: str) -> None:
        """Ask for a file, and write what is shown on some days into it; series come whole."""
        zone, today = self._desk.zone, self._desk.today()

        def text(reader: Reader) -> str:
            return range_file(reader, first, last, zone, title, today)

        written = functools.partial(save_text, self._desk, self._page, title)
        self._desk.read(self._page, text, written, key="export")
