"""The time grid as a person uses it: with the pointer, with the keys, and listened to."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from client.ui.calendar.grid_geometry import HEAD
from client.ui.calendar.time_views import WeekView
from client.ui.desk import Desk
from tests.client.ui.calendar.entries import SURROUNDINGS, at, timed, whole

WED = date(2026, 11, 18)
REVIEW = timed("Review", 18, "9:30", "11:30")
DENTIST = timed("Dentist", 18, "9:45", "11:00", place="Main Street", vehicle="v1")
LUNCH = timed("Lunch", 20, "12:00", "13:00")
VISIT = whole("Visit", 17, 19)
FAIR = timed("Fair", 21, "10:00", "12:00", calendar="holidays")
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def view(desk, qtbot):
    made = WeekView(desk)
    qtbot.addWidget(made)
    made.resize(1_000, 800)
    made.show_surroundings(SURROUNDINGS)
    made.show()
    made.show_entries([VISIT, REVIEW, DENTIST, LUNCH, FAIR], *made.span(WED))
    return made


@pytest.fixture
def told(view):
    """What the view asked for, in order."""
    found = []
    view.entry_moved.connect(lambda *what: found.append(("moved", what[0].title, *what[1:])))
    view.wanted.connect(lambda *what: found.append(("wanted", *what)))
    view.entry_opened.connect(lambda entry: found.append(("opened", entry.title)))
    view.entry_deleted.connect(lambda entry: found.append(("deleted", entry.title)))
    view.day_chosen.connect(lambda day: found.append(("day", day)))
    view.went.connect(lambda day: found.append(("went", day)))
    view.stepped.connect(lambda count: found.append(("stepped", count)))
    return found


def middle(view, entry):
    return view.canvas.places.rect_of(entry).center().toPoint()


def point(view, day, hour):
    """Where a time of a day is seen."""
    geometry = view.canvas.places.scene.geometry
    at_day = geometry.days.index(day)
    return QPoint(round(geometry.day_rect(at_day).right() - 6), round(geometry.y_of(hour * 60)))


def press(view, where):
    QTest.mousePress(view.canvas.viewport(), Qt.MouseButton.LeftButton, pos=where)


def drag(view, begin, *ways, modifiers=Qt.KeyboardModifier.NoModifier):
    """Press, go on by way of these points, and stay there."""
    press(view, begin)
    for way in ways:
        move(view, way, modifiers)


def move(view, where, modifiers=Qt.KeyboardModifier.NoModifier):
    seen = view.canvas.viewport()
    event = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(where), QPointF(seen.mapToGlobal(where)),
        Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton, modifiers,
    )  # fmt: skip
    QApplication.sendEvent(seen, event)


def release(view, where):
    QTest.mouseRelease(view.canvas.viewport(), Qt.MouseButton.LeftButton, pos=where)


def key(view, which, held=Qt.KeyboardModifier.NoModifier):
    """Press a key while another is held, which QTest would let go at once in a click."""
    QTest.keyPress(view.canvas, which, held)


# ------------------------------------------------------------------ the pointer


def test_an_event_is_opened_by_a_click_and_stays_where_it_is(view, told):
    press(view, middle(view, DENTIST))
    release(view, middle(view, DENTIST))
    assert told == [("opened", "Dentist")]
    assert view.current is DENTIST


def test_an_event_dragged_to_another_day_asks_to_be_there(view, told):
    begin = middle(view, LUNCH)
    to = QPoint(point(view, WED, 15).x(), begin.y() + 52 * 3)
    drag(view, begin, begin + QPoint(0, 20), to)
    assert view.canvas.wish.start == at(18, "15:00")
    release(view, to)
    assert told == [("moved", "Lunch", at(18, "15:00"), at(18, "16:00"))]


def test_where_it_was_dropped_it_is_seen_until_the_entries_come(view, told):
    begin = middle(view, LUNCH)
    to = begin + QPoint(0, 104)
    drag(view, begin, to)
    release(view, to)
    assert view.canvas.wish is not None
    view.show_entries([VISIT, REVIEW], *view.span(WED))
    assert view.canvas.wish is None


def test_escape_lets_go_and_nothing_moves(view, told):
    begin = middle(view, LUNCH)
    drag(view, begin, begin + QPoint(0, 104))
    key(view, Qt.Key.Key_Escape)
    assert view.canvas.wish is None
    release(view, begin + QPoint(0, 104))
    assert told == []


def test_with_alt_a_drag_keeps_to_minutes(view, told):
    begin = middle(view, LUNCH)
    to = begin + QPoint(0, 11)
    drag(view, begin, to, modifiers=ALT)
    assert view.canvas.wish.start == at(20, "12:13")


def test_dragged_with_control_an_event_is_copied(view, told):
    copied = []
    view.entry_copied.connect(lambda *what: copied.append(what))
    begin = middle(view, LUNCH)
    to = begin + QPoint(0, 104)
    drag(view, begin, to)
    QTest.mouseRelease(view.canvas.viewport(), Qt.MouseButton.LeftButton, CTRL, to)
    assert copied == [(LUNCH, at(20, "14:00"), at(20, "15:00"))]
    assert told == []


def test_the_lower_edge_makes_an_event_longer(view, told):
    rect = view.canvas.places.rect_of(LUNCH)
    begin = QPoint(round(rect.center().x()), round(rect.bottom()) - 2)
    to = begin + QPoint(0, 52)
    drag(view, begin, to)
    release(view, to)
    assert told == [("moved", "Lunch", at(20, "12:00"), at(20, "14:00"))]


def test_drawing_out_on_empty_ground_wants_something_new(view, told):
    begin, to = point(view, date(2026, 11, 19), 14), point(view, date(2026, 11, 19), 15.6)
    drag(view, begin, to)
    release(view, to)
    assert told == [("wanted", at(19, "14:00"), at(19, "15:45"), False)]


def test_a_double_click_wants_an_hour_there(view, told):
    where = point(view, date(2026, 11, 19), 14.2)
    QTest.mouseDClick(view.canvas.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert told == [("wanted", at(19, "14:00"), at(19, "15:00"), False)]


def test_an_event_dragged_into_the_lane_becomes_one_of_a_whole_day(view, told):
    begin = middle(view, LUNCH)
    to = QPoint(begin.x(), HEAD + 20)
    drag(view, begin, begin - QPoint(0, 40), to)
    release(view, to)
    assert told == [("moved", "Lunch", date(2026, 11, 20), date(2026, 11, 21))]


def test_what_one_may_not_write_cannot_be_dragged(view, told):
    begin = middle(view, FAIR)
    drag(view, begin, begin + QPoint(0, 104))
    assert view.canvas.wish is None


def test_the_head_of_a_day_leads_to_that_day(view, told):
    where = QPoint(point(view, WED, 12).x(), 10)
    press(view, where)
    release(view, where)
    assert told == [("day", WED)]


# ------------------------------------------------------------------ the keys


def test_arrows_go_through_the_days_and_their_events(view, told):
    view.canvas.setFocus()
    view.go_to(WED)
    seen = [view.current.title]
    for which in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right):
        key(view, which)
        seen.append(view.current.title if view.current else "")
    assert seen == ["Visit", "Review", "Dentist", "Visit", "Lunch"]


def test_beyond_the_last_day_the_page_is_asked_to_go_on(view, told):
    view.go_to(date(2026, 11, 22))
    key(view, Qt.Key.Key_Right)
    assert told == [("went", date(2026, 11, 23))]
    key(view, Qt.Key.Key_PageDown)
    assert told[-1] == ("stepped", 1)


def test_enter_opens_del_deletes(view, told):
    view.canvas.stand_on(WED, DENTIST)
    key(view, Qt.Key.Key_Return)
    key(view, Qt.Key.Key_Delete)
    assert told == [("opened", "Dentist"), ("deleted", "Dentist")]


def test_enter_on_an_empty_day_wants_something_new(view, told):
    view.go_to(date(2026, 11, 22))
    key(view, Qt.Key.Key_Return)
    assert told == [("wanted", at(22, "9:00"), at(22, "10:00"), False)]


def test_control_and_arrows_move_an_event_as_one_change(view, told):
    view.canvas.stand_on(WED, DENTIST)
    key(view, Qt.Key.Key_Down, CTRL)
    key(view, Qt.Key.Key_Down, CTRL)
    key(view, Qt.Key.Key_Right, CTRL)
    assert told == []
    QTest.keyRelease(view.canvas, Qt.Key.Key_Control)
    assert told == [("moved", "Dentist", at(19, "10:15"), at(19, "11:30"))]


def test_shift_and_arrows_make_it_longer_and_escape_leaves_it(view, told):
    view.canvas.stand_on(WED, DENTIST)
    key(view, Qt.Key.Key_Down, SHIFT)
    assert view.canvas.wish.end == at(18, "11:15")
    assert "11:15" in view.canvas.accessibleDescription()
    key(view, Qt.Key.Key_Escape)
    QTest.keyRelease(view.canvas, Qt.Key.Key_Shift)
    assert told == []


# ------------------------------------------------------------------ what is told


def test_a_screen_reader_hears_all_that_is_seen(view):
    view.canvas.stand_on(WED, DENTIST)
    assert view.canvas.accessibleName() == (
        "Dentist, Wed 18 November, 09:45 – 11:00, Main Street, Octavia, calendar Family"
    )
    view.go_to(date(2026, 11, 22))
    assert view.canvas.accessibleName() == "Calendar: Sun 22 November, nothing chosen"


def test_what_repeats_is_estimated_or_done_is_said(view):
    oil = whole("Oil", 18, 18, estimate=True, late=True, recurring=True)
    view.show_entries([oil], *view.span(WED))
    view.go_to(WED)
    assert view.canvas.accessibleName().endswith("repeats, estimated, overdue")


def test_one_stays_on_the_event_that_was_moved(view):
    view.canvas.stand_on(WED, DENTIST)
    moved = timed("Dentist", 18, "14:00", "15:15")
    view.show_entries([moved], *view.span(WED))
    assert view.current is moved


def test_the_grid_begins_at_the_first_event_or_shows_now(view):
    geometry = view.canvas.places.scene.geometry
    now = geometry.y_of(10 * 60 + 42)
    assert geometry.top < now < geometry.height


def test_more_bars_than_there_is_room_for_are_shown_when_asked_for(view):
    bars = [whole(f"Bar {n}", 16, 18) for n in range(7)]
    view.show_entries(bars, *view.span(WED))
    places = view.canvas.places
    assert places.scene.left_out()[2] == 4
    view.canvas.stand_on(WED, bars[-1])
    assert view.canvas.places.scene.left_out()[2] == 0
    assert not view.canvas.places.rect_of(bars[-1]).isNull()


def test_early_in_the_morning_the_line_of_now_is_seen(store, person, qtbot):
    desk = Desk(store, person, clock=lambda: datetime(2026, 11, 18, 3, 30, tzinfo=UTC))
    try:
        view = WeekView(desk)
        qtbot.addWidget(view)
        view.resize(1_000, 800)
        view.show()
        view.show_entries([], *view.span(WED))
        geometry = view.canvas.places.scene.geometry
        assert geometry.top < geometry.y_of(4.5 * 60) < geometry.y_of(8 * 60) < geometry.height
    finally:
        desk.close()
