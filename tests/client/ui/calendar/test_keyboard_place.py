"""Where the keyboard is in the calendar's views can be seen, and undoing takes it along."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from client.operations.calendars import add_calendar
from client.operations.events import Scope, add_event
from client.store import Store
from client.ui.calendar.calendar_page import CalendarPage
from client.ui.calendar.scope_question import ScopeQuestion
from client.ui.desk import Desk
from client.ui.routes import CALENDAR, Route
from client.ui.theme import Scheme, apply, colour
from garage.calendar.rule_text import parse_rule
from garage.calendar.times import EventTimes
from tests.client.ui.contrast import contrast

WED, THU = date(2026, 11, 18), date(2026, 11, 19)
RIGHT = Qt.Key.Key_Right


@pytest.fixture
def family(store: Store) -> str:
    return add_calendar(store, {"name": "Family"}).ids[0]


@pytest.fixture
def dentist(store: Store, family: str) -> None:
    _event(store, family, "Dentist", WED)


@pytest.fixture
def page(desk: Desk, qtbot: QtBot, settled: Callable[[], None]) -> CalendarPage:
    made = CalendarPage(desk)
    qtbot.addWidget(made)
    made.resize(1_224, 836)
    made.show()
    made.show_route(Route(CALENDAR))
    settled()
    made.activateWindow()
    made.view.setFocus()
    qtbot.waitUntil(made.view.canvas.hasFocus)
    return made


def _event(store: Store, calendar: str, title: str, day: date, rule: str = "") -> None:
    start = datetime(day.year, day.month, day.day, 9)
    rules = (parse_rule(rule),) if rule else ()
    times = EventTimes(start=start, end=start.replace(hour=10), zone="Europe/Berlin", rules=rules)
    add_event(store, {"calendar": calendar, "title": title, "times": times})


def _show(page: CalendarPage, view: str, settled: Callable[[], None]) -> None:
    page.choose_view(view)
    settled()


def _column(page: CalendarPage, day: date) -> QRectF:
    """Where a day is seen in the view that is shown."""
    places = page.view.canvas.places
    if page.state.view == "month":
        return places.cell_of(day)
    if page.state.view == "timeline":
        x = places.x((day - places.first).days)
        return QRectF(x, 0, places.day_width, places.height)
    geometry = places.scene.geometry
    return geometry.column_rect(geometry.days.index(day))


def _is_ringed(page: CalendarPage, day: date) -> bool:
    """Whether a line of two pixels goes down at both sides of a day, of the ring's colour."""
    picture = page.view.canvas.viewport().grab().toImage()
    where = _column(page, day)
    sides = (round(where.left()), round(where.right()) - 5)
    y = round(where.top() + 0.7 * where.height())
    return all(
        sum(picture.pixelColor(x + step, y) == QColor(colour("focus")) for step in range(5)) >= 2
        for x in sides
    )


# ------------------------------------------------------------------ an empty day


@pytest.mark.parametrize("view", ["week", "work_week", "month", "timeline"])
@pytest.mark.parametrize("scheme", Scheme)
def test_an_empty_day_that_the_keys_went_to_is_ringed(
    view: str, scheme: Scheme, qapp: QApplication, dentist: None, page: CalendarPage,
    settled: Callable[[], None],
) -> None:  # fmt: skip
    apply(qapp, scheme)
    _show(page, view, settled)
    page.view.go_to(WED)
    assert page.view.current is not None
    assert not _is_ringed(page, WED)
    QTest.keyClick(page.view.canvas, RIGHT)
    assert (page.view.standing, page.view.current) == (THU, None)
    assert _is_ringed(page, THU)
    assert not _is_ringed(page, WED)
    page.side.filter.setFocus()
    assert not _is_ringed(page, THU)
    assert contrast(colour("focus"), colour("surface")) >= 3


def test_an_empty_day_outside_of_what_was_shown_is_ringed(
    dentist: None, page: CalendarPage, settled: Callable[[], None]
) -> None:
    page.view.go_to(date(2026, 11, 22))
    QTest.keyClick(page.view.canvas, RIGHT)
    settled()
    assert page.bar.title.text() == "23 – 29 November 2026"
    assert _is_ringed(page, date(2026, 11, 23))


def test_a_click_on_an_hour_of_an_empty_day_rings_no_column(
    dentist: None, page: CalendarPage
) -> None:
    canvas = page.view.canvas
    place = _column(page, THU).center().toPoint()
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page.view.standing == THU
    assert not _is_ringed(page, THU)
    QTest.keyClick(canvas, RIGHT)
    assert _is_ringed(page, date(2026, 11, 20))


def test_in_a_small_window_the_month_scrolls_to_the_empty_day(
    dentist: None, page: CalendarPage, settled: Callable[[], None]
) -> None:
    _show(page, "month", settled)
    page.resize(900, 420)
    seen = page.view.canvas.viewport().rect()
    page.view.go_to(WED)
    for _week in range(2):
        QTest.keyClick(page.view.canvas, Qt.Key.Key_Down)
    december = date(2026, 12, 2)
    assert (page.view.standing, page.view.current) == (december, None)
    assert seen.contains(_column(page, december).toRect())
    assert _is_ringed(page, december)


def test_a_list_without_anything_says_so_where_the_keyboard_is(
    dentist: None, page: CalendarPage, settled: Callable[[], None]
) -> None:
    page.show_route(Route(CALENDAR, tab="list", record="2027-03-01"))
    settled()
    canvas = page.view.canvas
    canvas.setFocus()
    assert [(row.day, row.heading, row.entry) for row in canvas.listed] == [
        (date(2027, 3, 1), True, None), (date(2027, 3, 1), False, None),
    ]  # fmt: skip
    QTest.keyClick(canvas, Qt.Key.Key_Down)
    row = canvas.places.rect(canvas.listed[1])
    picture = canvas.viewport().grab().toImage()
    edge = QPoint(round(row.center().x()), round(row.top()) + 2)
    assert picture.pixelColor(edge) == QColor(colour("focus"))


# ------------------------------------------------------------------ what undoing brings back


@pytest.mark.parametrize("view", ["week", "month", "list", "timeline"])
def test_what_undoing_brings_back_has_the_keyboard(
    view: str, desk: Desk, dentist: None, page: CalendarPage, settled: Callable[[], None]
) -> None:
    _show(page, view, settled)
    page.view.go_to(WED)
    QTest.keyClick(page.view.canvas, Qt.Key.Key_Delete)
    settled()
    assert page.view.current is None
    # Wherever it went in between.
    QTest.keyClick(page.view.canvas, RIGHT)
    page.side.filter.setFocus()
    desk.undo()
    settled()
    assert page.view.current is not None
    assert page.view.current.title == "Dentist"
    assert page.view.standing == WED
    assert page.window().focusWidget() is page.view.canvas


def test_one_of_a_series_that_comes_back_has_the_keyboard(
    store: Store, family: str, desk: Desk, page: CalendarPage, settled: Callable[[], None]
) -> None:
    _event(store, family, "Lesson", date(2026, 11, 16), "FREQ=DAILY")
    page.refresh()
    settled()
    page.view.go_to(THU)
    QTest.keyClick(page.view.canvas, Qt.Key.Key_Delete)
    question = page.findChild(ScopeQuestion)
    assert question is not None
    question.take(Scope.THIS)
    settled()
    QTest.keyClick(page.view.canvas, RIGHT)
    desk.undo()
    settled()
    assert page.view.standing == THU
    assert page.view.current is not None
    assert page.view.current.title == "Lesson"


def test_an_event_whose_move_is_undone_takes_the_keyboard_back(
    desk: Desk, dentist: None, page: CalendarPage, settled: Callable[[], None]
) -> None:
    page.view.go_to(WED)
    QTest.keyPress(page.view.canvas, RIGHT, Qt.KeyboardModifier.ControlModifier)
    QTest.keyRelease(page.view.canvas, Qt.Key.Key_Control)
    settled()
    for deed, day in ((desk.undo, WED), (desk.redo, THU)):
        deed()
        settled()
        assert page.view.standing == day
        assert page.view.current is not None
        assert page.view.current.title == "Dentist"


def test_undoing_what_is_not_of_the_calendar_leaves_the_keyboard(
    store: Store, family: str, desk: Desk, dentist: None, page: CalendarPage,
    settled: Callable[[], None],
) -> None:  # fmt: skip
    _event(store, family, "Club", THU)
    desk.operate(page, lambda held: add_calendar(held, {"name": "Work"}))
    settled()
    page.view.go_to(WED)
    page.side.filter.setFocus()
    desk.undo()
    settled()
    assert page.view.standing == WED
    assert page.side.filter.hasFocus()
