"""A walk of the tour: the event's form, its repetition, the quick look, the list, the timeline."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from client.app.tour import Tour
    from client.operations.agenda import Entry
    from client.ui.calendar.calendar_page import CalendarPage
    from client.ui.shell.shell import Shell

_CLUB = """BEGIN:VCALENDAR
VERSION:2.0
X-WR-CALNAME:Beetle club
BEGIN:VEVENT
UID:rally@club.example
DTSTART;VALUE=DATE:20270502
SUMMARY:May rally
END:VEVENT
BEGIN:VEVENT
UID:dinner@club.example
DTSTART;TZID=Europe/Berlin:20261205T190000
SUMMARY:Advent dinner
END:VEVENT
BEGIN:VEVENT
UID:lost@club.example
SUMMARY:Committee
END:VEVENT
BEGIN:VTODO
UID:cake@club.example
SUMMARY:Bake a cake
END:VTODO
END:VCALENDAR
"""


def walk(tour: Tour, shell: Shell) -> None:
    """Keep the pictures of these; nothing is written."""
    from client.ui.routes import CALENDAR, Route

    desk = shell.desk
    desk.go(Route(CALENDAR, tab="week"))
    tour.settle(desk)
    from client.ui.calendar.calendar_page import CalendarPage

    page = shell.findChild(CalendarPage)
    assert isinstance(page, CalendarPage)
    _quick_look(tour, shell, page)
    _forms(tour, shell, page)
    _quick_add(tour, shell, page)
    _calendars(tour, shell, page)
    _paper(tour, shell, page)
    _file(tour, shell)
    for key, name in (("list", "05-calendar-list"), ("timeline", "05-calendar-timeline")):
        page.choose_view(key)
        page.go_today()
        tour.settle(desk)
        tour.in_both(name, shell, desk)


def _named(page: CalendarPage, title: str) -> Entry:
    assert page.read is not None
    return next(entry for entry in page.read.entries if entry.title == title)


def _quick_look(tour: Tour, shell: Shell, page: CalendarPage) -> None:
    page.choose_view("week")
    page.go_today()
    tour.settle(shell.desk)
    page.open_entry(_named(page, "Inspection (HU and AU)"))
    tour.settle(shell.desk)
    tour.in_both("04-calendar-look", shell, shell.desk)
    if page.events.look_shown is not None:
        page.events.look_shown.close_popover()


def _forms(tour: Tour, shell: Shell, page: CalendarPage) -> None:
    from client.ui.calendar.event_form import EventForm
    from client.ui.calendar.scope_question import ask_scope

    desk = shell.desk
    page.events.edit(_named(page, "Inspection (HU and AU)"))
    tour.settle(desk)
    form = shell.findChild(EventForm)
    assert isinstance(form, EventForm)
    form.unfold()
    form.entries["title"].setFocus()
    tour.settle(desk)
    tour.in_both("04-event-form", form, desk)
    form.done(0)
    tour.settle(desk)
    page.events.edit(_named(page, "Budget review"))
    tour.settle(desk)
    form = next(each for each in shell.findChildren(EventForm) if each.isVisible())
    own = form.repeat.choice.findData("own")
    form.repeat.choice.setCurrentIndex(own)
    form.repeat.choice.activated.emit(own)
    form.repeat.builder.interval.set_text("2")
    form.repeat.builder.interval.edited.emit("2")
    form.entries["title"].setFocus()
    tour.settle(desk)
    tour.in_both("04-event-repeats", form, desk)
    form.done(0)
    tour.settle(desk)
    question = ask_scope(page, "edit", lambda _scope: None, when="Tue 17 November, 19:30")
    tour.settle(desk)
    tour.in_both("04-event-scope", question, desk)
    question.reject()
    tour.settle(desk)


def _quick_add(tour: Tour, shell: Shell, page: CalendarPage) -> None:
    quick = page.events.quick(page.bar)
    quick.edit.setText("MOT Tuesday 9:00 for the Octavia, remind 2 days before")
    tour.settle(shell.desk)
    tour.in_both("04-event-quick-add", shell, shell.desk)
    quick.close_popover()


def _calendars(tour: Tour, shell: Shell, page: CalendarPage) -> None:
    from client.ui.calendar.calendar_form import CalendarForm

    desk = shell.desk
    assert page.read is not None
    page.calendars.edit(page.read.calendars[0])
    tour.settle(desk)
    form = shell.findChild(CalendarForm)
    assert isinstance(form, CalendarForm)
    tour.in_both("04-calendar-form", form, desk)
    form.close()
    tour.settle(desk)


def _paper(tour: Tour, shell: Shell, page: CalendarPage) -> None:
    from client.ui.calendar.page_commands import open_preview
    from client.ui.printing.print_preview import PrintPreview

    open_preview(page)
    tour.settle(shell.desk)
    preview = shell.findChild(PrintPreview)
    assert isinstance(preview, PrintPreview)
    tour.keep("04-calendar-print-light", preview)
    preview.reject()
    tour.settle(shell.desk)


def _file(tour: Tour, shell: Shell) -> None:
    from client.ui.calendar.ics_import import IcsImport

    with tempfile.TemporaryDirectory(prefix="paddock-tour-") as folder:
        path = Path(folder) / "beetle-club.ics"
        path.write_text(_CLUB, encoding="utf-8", newline="\r\n")
        dialog = IcsImport(shell.desk, path, shell)
        dialog.open()
        tour.settle(shell.desk)
        tour.in_both("04-calendar-import", dialog, shell.desk)
        dialog.reject()
        tour.settle(shell.desk)
