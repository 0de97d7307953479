"""The month as a person uses it: bars, lines, what has no room, the pointer and the keys."""

from datetime import date

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from client.ui.calendar.time_views import MonthView
from tests.client.ui.calendar.entries import SURROUNDINGS, at, timed, whole

WED = date(2026, 11, 18)
VISIT = whole("Visit", 19, 26)
DENTIST = timed("Dentist", 20, "9:45", "11:00")
CALLS = [timed(f"Call {n}", 10, f"{8 + n}:00", f"{9 + n}:00") for n in range(9)]


@pytest.fixture
def view(desk, qtbot):
    made = MonthView(desk)
    qtbot.addWidget(made)
    made.resize(1_000, 800)
    made.show_surroundings(SURROUNDINGS)
    made.show()
    made.show_entries([*CALLS, VISIT, DENTIST], *made.span(WED))
    return made


@pytest.fixture
def told(view):
    """What the view asked for, in order."""
    found = []
    view.entry_moved.connect(lambda *what: found.append(("moved", what[0].title, *what[1:])))
    view.wanted.connect(lambda *what: found.append(("wanted", *what)))
    view.entry_opened.connect(lambda entry: found.append(("opened", entry.title)))
    view.day_chosen.connect(lambda day: found.append(("day", day)))
    view.went.connect(lambda day: found.append(("went", day)))
    return found


def cell(view, day):
    """The lower part of a day's cell, where nothing lies."""
    rect = view.canvas.places.cell_of(day)
    return QPoint(round(rect.center().x()), round(rect.bottom()) - 6)


def drag(view, begin, to):
    """Press, go there, let go."""
    seen = view.canvas.viewport()
    QTest.mousePress(seen, Qt.MouseButton.LeftButton, pos=begin)
    for where in (begin + QPoint(0, 14), to):
        event = QMouseEvent(
            QEvent.Type.MouseMove, QPointF(where), QPointF(seen.mapToGlobal(where)),
            Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        QApplication.sendEvent(seen, event)
    QTest.mouseRelease(seen, Qt.MouseButton.LeftButton, pos=to)


def test_november_is_shown_in_six_weeks_from_monday(view):
    assert view.title(WED) == "November 2026"
    assert view.span(WED) == (date(2026, 10, 26), date(2026, 12, 7))
    assert len(view.canvas.places.weeks) == 6


def test_a_bar_goes_on_in_the_next_week(view):
    first, second = view.canvas.places.rects_of(VISIT)
    assert first.right() == pytest.approx(view.canvas.viewport().width(), abs=1)
    assert second.left() == 0
    assert second.top() > first.bottom()


def test_an_event_dragged_to_another_day_keeps_its_time(view, told):
    begin = view.canvas.places.rect_of(DENTIST).center().toPoint()
    drag(view, begin, cell(view, date(2026, 11, 24)))
    assert told == [("moved", "Dentist", at(24, "9:45"), at(24, "11:00"))]


def test_the_end_of_a_bar_is_brought_to_another_day(view, told):
    last = view.canvas.places.rects_of(VISIT)[-1]
    begin = QPoint(round(last.right()) - 2, round(last.center().y()))
    drag(view, begin, cell(view, date(2026, 11, 28)))
    assert told == [("moved", "Visit", date(2026, 11, 19), date(2026, 11, 29))]


def test_drawing_over_days_wants_something_of_whole_days(view, told):
    drag(view, cell(view, date(2026, 11, 3)), cell(view, date(2026, 11, 5)))
    assert told == [("wanted", date(2026, 11, 3), date(2026, 11, 6), True)]


def test_the_number_of_a_day_leads_to_that_day(view, told):
    corner = view.canvas.places.cell_of(WED).topLeft().toPoint() + QPoint(14, 14)
    QTest.mouseClick(view.canvas.viewport(), Qt.MouseButton.LeftButton, pos=corner)
    assert told == [("day", WED)]


def test_what_has_no_room_is_in_a_popover(view, told, qtbot):
    day = date(2026, 11, 10)
    places = view.canvas.places
    assert places.left_out(day) > 0
    rect = places.more_rect(2, 1)
    QTest.mouseClick(view.canvas.viewport(), Qt.MouseButton.LeftButton, pos=rect.center().toPoint())
    more = view.canvas.more
    assert more.accessibleName() == "Tue 10 November"
    assert [row.entry for row in more.rows] == CALLS
    QTest.keyClick(more.rows[0], Qt.Key.Key_Down)
    assert more.window().focusWidget() is more.rows[1]
    more.rows[8].click()
    assert told == [("opened", "Call 8")]
    assert view.canvas.more is None


def test_arrows_go_by_days_and_by_weeks(view, told):
    view.go_to(WED)
    QTest.keyClick(view.canvas, Qt.Key.Key_Down)
    assert view.canvas.day == date(2026, 11, 25)
    assert view.current is VISIT
    QTest.keyClick(view.canvas, Qt.Key.Key_Left)
    QTest.keyClick(view.canvas, Qt.Key.Key_Up)
    assert view.canvas.day == date(2026, 11, 17)
    view.go_to(date(2026, 12, 6))
    QTest.keyClick(view.canvas, Qt.Key.Key_Right)
    assert told == [("went", date(2026, 12, 7))]


def test_going_on_from_the_last_line_of_a_full_day_shows_all_of_it(view):
    view.go_to(date(2026, 11, 10))
    for _time in range(len(view.canvas.places.entries_on(date(2026, 11, 10)))):
        QTest.keyClick(view.canvas, Qt.Key.Key_Down)
    assert view.canvas.more is not None
    QTest.keyClick(view.canvas.more.rows[0], Qt.Key.Key_Escape)
    assert view.canvas.more is None
    assert view.canvas.hasFocus()


def test_control_and_arrows_move_an_event_by_days_and_weeks(view, told):
    view.canvas.stand_on(date(2026, 11, 20), DENTIST)
    held = Qt.KeyboardModifier.ControlModifier
    QTest.keyPress(view.canvas, Qt.Key.Key_Down, held)
    QTest.keyPress(view.canvas, Qt.Key.Key_Left, held)
    QTest.keyClick(view.canvas, Qt.Key.Key_Return)
    assert told == [("moved", "Dentist", at(26, "9:45"), at(26, "11:00"))]


def test_a_small_window_scrolls_its_weeks(view):
    view.resize(600, 400)
    bar = view.canvas.verticalScrollBar()
    assert bar.maximum() > 0
    view.canvas.stand_on(date(2026, 12, 1))
    view.canvas.stand_on(date(2026, 11, 20), DENTIST)
    rect = view.canvas.places.rect_of(DENTIST)
    assert rect.bottom() <= view.canvas.viewport().height()
