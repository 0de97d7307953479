"""Marks of what recurs, rings or has guests: seen, pointed at and heard, and never in the way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from client.operations.agenda import Entry, agenda
from client.operations.calendars import add_calendar, edit_calendar
from client.operations.events import Along, add_event
from client.operations.records import edit
from client.store import Store
from client.ui.calendar.calendar_page import CalendarPage
from client.ui.calendar.colours import painted
from client.ui.calendar.entry_paint import OVERTAKEN, Look, paint_bar, paint_block, paint_line
from client.ui.calendar.entry_words import marks_of, spoken, tip
from client.ui.desk import Desk
from client.ui.routes import CALENDAR, Route
from garage.calendar.durations import Duration
from garage.calendar.times import EventTimes
from garage.records.agenda import Attendee
from garage.records.agenda_fields import Trigger
from tests.client.ui.calendar.conftest import BERLIN, TODAY

MARKS = ("repeat", "bell", "users")


def _entry(store: Store) -> Entry:
    (found,) = store.read(
        lambda reader: agenda(reader, TODAY, date(2026, 11, 19), BERLIN, today=TODAY)
    )
    return found


def test_an_alarm_and_guests_are_marked_said_and_silent_where_muted(
    store: Store, desk: Desk, qtbot: QtBot, settled: Callable[[], None]
) -> None:
    calendar = add_calendar(store, {"name": "Family"}).ids[0]
    times = EventTimes(
        start=datetime(2026, 11, 18, 9), end=datetime(2026, 11, 18, 11), zone="Europe/Berlin"
    )
    along = [
        Along("alarm", values={"trigger": Trigger(Duration.parse("-PT1H"))}),
        Along("attendee", values={"name": "Anna"}),
        Along("attendee", values={"name": "Karl"}),
    ]
    add_event(store, {"calendar": calendar, "title": "Tour", "times": times}, along)
    page = CalendarPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.show_route(Route(CALENDAR))
    settled()

    def marks() -> tuple[str, ...]:
        return marks_of(_entry(store), page.view.surroundings)

    assert marks() == ("bell", "users")
    around, prefs = page.view.surroundings, desk.preferences
    for words in (spoken(_entry(store), around, prefs), tip(_entry(store), around, prefs)):
        assert words.endswith("with an alarm, 2 attendees")
    edit_calendar(store, calendar, {"muted": True})
    page.refresh()
    settled()
    assert marks() == ("users",)
    # Who only asks to take part is no guest yet.
    for guest in store.read(lambda reader: reader.all(Attendee)):
        edit(store, guest.id, {"uninvited": True})
    assert marks() == ()


def _painted(width: float, height: float, look: Look, paint: Callable[..., None]) -> QImage:
    image = QImage(int(width), int(height), QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    paint(painter, QRectF(0, 0, width, height), look, "Supplier call", "14:00")
    painter.end()
    return image


@pytest.mark.parametrize(
    ("paint", "height", "narrow", "wide"),
    [
        (paint_block, 22, 130, 240), (paint_block, 36, 96, 160), (paint_block, 80, 60, 160),
        (paint_bar, 22, 110, 220), (paint_line, 22, 150, 260),
    ],
)  # fmt: skip
def test_marks_stand_where_words_leave_room_and_nowhere_else(
    paint: Callable[..., None], height: int, narrow: int, wide: int
) -> None:
    plain, marked = Look(painted("sienna")), Look(painted("sienna"), marks=MARKS[1:])
    assert _painted(narrow, height, plain, paint) == _painted(narrow, height, marked, paint)
    assert _painted(wide, height, plain, paint) != _painted(wide, height, marked, paint)


@pytest.mark.parametrize(
    ("paint", "height"), [(paint_block, 22), (paint_block, 80), (paint_bar, 22), (paint_line, 22)]
)
def test_that_a_value_was_overtaken_is_marked_where_words_are_cut_off_for_it(
    paint: Callable[..., None], height: int
) -> None:
    plain, marked = Look(painted("sienna")), Look(painted("sienna"), marks=(OVERTAKEN,))
    assert _painted(100, height, plain, paint) != _painted(100, height, marked, paint)
