"""Going about on the calendar page: days, views, routes, an empty calendar, a narrow window."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from client.operations.calendars import add_calendar
from client.operations.events import add_event
from client.ui.calendar.calendar_page import CalendarPage
from client.ui.routes import CALENDAR, Route
from client.ui.vehicles.record_route import go_to_record
from garage.calendar.times import EventTimes
from tests.client.ui.calendar.page.conftest import entry, event, titles


def test_the_week_of_today_is_shown_first(dentist, page):
    assert page.bar.title.text() == "16 – 22 November 2026"
    assert page.bar.segments.current == "week"
    assert titles(page) == ["Dentist"]


def test_one_goes_on_and_back_in_time_and_to_today(dentist, page, settled):
    page.bar.on.click()
    settled()
    assert page.bar.title.text() == "23 – 29 November 2026"
    assert titles(page) == []
    QTest.keyClick(page.view.canvas, Qt.Key.Key_PageUp)
    QTest.keyClick(page.view.canvas, Qt.Key.Key_PageUp)
    settled()
    assert page.bar.title.text() == "9 – 15 November 2026"
    QTest.keyClick(page.view.canvas, Qt.Key.Key_T)
    settled()
    assert titles(page) == ["Dentist"]


def test_a_day_of_the_small_month_is_gone_to(dentist, page, settled):
    page.side.month.picked.emit(date(2026, 12, 9))
    settled()
    assert page.bar.title.text() == "7 – 13 December 2026"
    assert page.view.canvas.day == date(2026, 12, 9)


def test_the_keyboard_goes_on_into_the_next_week(dentist, page, settled):
    page.view.go_to(date(2026, 11, 22))
    QTest.keyClick(page.view.canvas, Qt.Key.Key_Right)
    settled()
    assert page.bar.title.text() == "23 – 29 November 2026"
    assert page.view.canvas.day == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("view", "title"),
    [
        ("day", "Wednesday 18 November 2026"),
        ("work_week", "16 – 20 November 2026"),
        ("month", "November 2026"),
    ],
)
def test_every_view_shows_the_event(view, title, dentist, page, settled):
    page.bar.view_chosen.emit(view)
    settled()
    assert page.bar.title.text() == title
    assert entry(page, "Dentist")
    assert page.stack.currentWidget() is page.view


def test_the_head_of_a_day_shows_that_day(dentist, page, settled):
    page.view.day_chosen.emit(date(2026, 11, 20))
    settled()
    assert page.bar.title.text() == "Friday 20 November 2026"


@pytest.mark.parametrize("view", ["day", "work_week", "week", "month"])
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_at_the_ends_of_the_calendar_one_stops_where_there_are_days(
    view, day, dentist, page, settled
):
    page.show_route(Route(CALENDAR, tab=view, record=day))
    settled()
    page.step(1)
    page.step(-3)
    settled()
    assert page.bar.title.text().endswith(("1000", "999", "9000", "9001"))


def test_a_route_names_a_view_and_a_day(dentist, page, settled):
    page.show_route(Route(CALENDAR, tab="month", record="2027-03-05"))
    settled()
    assert page.bar.title.text() == "March 2027"


def test_the_way_to_an_event_leads_to_its_day_with_a_look_at_it(desk, family, store, page, settled):
    (id_,) = event(store, family, "Fair", "2027-03-05T10:00", "2027-03-05T12:00")
    desk.route_changed.connect(page.show_route)
    go_to_record(desk, page, id_)
    settled()
    assert page.bar.title.text() == "1 – 7 March 2027"
    assert page.view.current.title == "Fair"
    assert page.events.look_shown.accessibleName() == "Fair"
    page.events.look_shown.close_popover()


def test_view_and_day_are_kept_until_the_next_start(dentist, page, settled, next_desk):
    page.bar.view_chosen.emit("month")
    page.bar.on.click()
    settled()
    page.side.estimates.click()
    settled()
    later = CalendarPage(next_desk())
    assert (later.state.view, later.anchor) == ("month", date(2026, 12, 18))
    assert not later.side.estimates.isChecked()
    later.deleteLater()


def test_the_first_event_brings_the_keyboard_to_the_days(page, store, desk, settled):
    page.empty.findChildren(QAbstractButton)[0].setFocus()
    calendar = add_calendar(store, {"name": "Family"}).ids[0]
    values = {"calendar": calendar, "title": "Club", "times": EventTimes(start=date(2026, 11, 18))}
    desk.operate(page, lambda held: add_event(held, values))
    settled()
    assert page.stack.currentWidget() is page.view
    assert page.view.isAncestorOf(page.window().focusWidget())


def test_an_empty_garage_says_what_belongs_here_and_has_the_keyboard_there(page, settled):
    assert page.stack.currentWidget() is page.empty
    page.begins_at.setFocus()
    page.refresh()
    settled()
    assert page.window().focusWidget() is page.empty.primary_button


def test_a_narrow_page_has_its_calendars_behind_a_button(dentist, page, settled):
    page.resize(560, 700)
    assert page.side.isHidden()
    assert page.bar.segments.isHidden()
    page.bar.side.click()
    assert page.side.isVisible()
    QTest.keyClick(page.side.filter, Qt.Key.Key_Escape)
    assert page.side.isHidden()
    page.resize(1_224, 836)
    assert page.side.isVisible()
    assert page.side.height() > 700
    assert page.bar.segments.isVisible()
