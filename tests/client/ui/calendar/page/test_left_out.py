"""What the calendar page leaves out: calendars, vehicles, words; and which days have a dot."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from client.ui.routes import CALENDAR, Route
from tests.client.ui.calendar.page.conftest import WED, event, titles


def test_a_calendar_that_is_not_ticked_is_not_shown(store, family, dentist, golf, page, settled):
    assert titles(page) == ["Dentist", "Oil change"]
    row = page.side.calendars.rows[family]
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    settled()
    assert titles(page) == ["Oil change"]
    assert not row.isChecked()


def test_only_what_is_of_one_vehicle_is_shown(dentist, golf, page, settled):
    box = page.side.vehicles
    box.setCurrentIndex(box.findData(golf))
    box.activated.emit(1)
    settled()
    assert titles(page) == ["Oil change"]


def test_words_and_categories_find_events(store, family, dentist, page, settled):
    event(store, family, "Fair", "2026-11-19T10:00", "2026-11-19T12:00", categories=("Fun",))
    page.refresh()
    settled()
    box = page.side.categories
    assert [box.itemText(n) for n in range(box.count())] == ["All categories", "Fun"]
    box.setCurrentIndex(1)
    box.activated.emit(1)
    settled()
    assert titles(page) == ["Fair"]
    box.setCurrentIndex(0)
    box.activated.emit(0)
    page.start_filter()
    page.side.filter.setText("dent")
    page.side.filter.ask()
    settled()
    assert titles(page) == ["Dentist"]


def test_a_day_with_something_has_a_dot(dentist, golf, page):
    assert page.side.month._dots == {WED, date(2026, 11, 20)}


@pytest.mark.parametrize("view", ["week", "timeline"])
def test_the_dots_are_those_of_the_month_that_one_went_to(view, lesson, page, settled):
    page.show_route(Route(CALENDAR, record="2026-12-15", tab=view))
    settled()
    lessons = {date(2026, 12, day) for day in range(1, 30, 7)} | {date(2027, 1, 5)}
    assert page.side.month._dots == lessons


def test_in_the_timeline_the_dots_follow_the_filters(dentist, golf, page, settled):
    page.choose_view("timeline")
    settled()
    assert page.side.month._dots == {WED, date(2026, 11, 20)}
    box = page.side.vehicles
    box.setCurrentIndex(box.findData(golf))
    box.activated.emit(1)
    settled()
    assert page.side.month._dots == {date(2026, 11, 20)}
