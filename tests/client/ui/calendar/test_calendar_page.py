"""The calendar page as a person uses it: going about, moving, deleting, filtering, coming back."""

from datetime import date, datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from client.operations.agenda import agenda
from client.operations.calendars import add_calendar
from client.operations.events import Scope, add_event
from client.operations.records import add
from client.ui.calendar.calendar_page import CalendarPage
from client.ui.calendar.scope_question import ScopeQuestion
from client.ui.routes import CALENDAR, Route
from client.ui.vehicles.record_route import go_to_record
from garage.calendar.rule_text import parse_rule
from garage.calendar.times import EventTimes
from garage.records import Reminder, kind_named
from tests.client.ui.calendar.entries import ZONE, at

WED = date(2026, 11, 18)
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def family(store):
    return add_calendar(store, {"name": "Family", "colour": "royalblue"}).ids[0]


@pytest.fixture
def golf(store):
    """A vehicle with an inspection that is due."""
    id_ = add(store, kind_named("vehicle"), {"name": "Golf"}).ids[0]
    reminder = {"vehicle": id_, "title": "Oil change", "due": date(2026, 11, 20)}
    add(store, kind_named("reminder"), reminder)
    return id_


@pytest.fixture
def dentist(store, family):
    return event(store, family, "Dentist", "2026-11-18T09:45", "2026-11-18T11:00")


@pytest.fixture
def lesson(store, family):
    """A lesson on every Tuesday."""
    rule = parse_rule("FREQ=WEEKLY")
    return event(store, family, "Lesson", "2026-11-03T16:00", "2026-11-03T17:00", rule)


def event(store, calendar, title, start, end, *rules, **more):
    begin, finish = datetime.fromisoformat(start), datetime.fromisoformat(end)
    times = EventTimes(start=begin, end=finish, zone="Europe/Berlin", rules=rules)
    values = {"calendar": calendar, "title": title, "times": times, **more}
    return add_event(store, values).touched["event"]


@pytest.fixture
def page(desk, qtbot, settled):
    made = CalendarPage(desk)
    qtbot.addWidget(made)
    made.resize(1_224, 836)
    made.show()
    made.show_route(Route(CALENDAR))
    settled()
    return made


def titles(page):
    return [entry.title for entry in page.read.entries]


def entry(page, title, day=None):
    found = [each for each in page.read.entries if each.title == title]
    return next(each for each in found if day is None or (each.start.month, each.start.day) == day)


def kept(store, title):
    """When the occurrences of a month are."""
    found = store.read(lambda r: agenda(r, date(2026, 11, 1), date(2026, 12, 1), ZONE, today=WED))
    return [(each.start.day, each.start.hour) for each in found if each.title == title]


# ------------------------------------------------------------------ going about


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


@pytest.mark.parametrize("by", ["form", "line"])
def test_the_first_event_of_an_empty_calendar_is_moved_and_made_longer_by_keys(
    by, store, page, settled
):
    assert page.window().focusWidget() is not page.view.canvas
    if by == "form":
        form = page.events.new(datetime(2026, 11, 19, 5), datetime(2026, 11, 19, 6), all_day=False)
        form.entries["title"].set_text("Club")
        settled()
        form.save()
    else:
        line = page.events.quick(page.bar)
        settled()
        line.edit.setText("Club on 19 Nov 5:00")
        line.keep()
    settled()
    canvas = page.view.canvas
    assert page.window().focusWidget() is canvas
    assert page.view.current.title == "Club"
    assert canvas.viewport().rect().contains(page.view.place_of(page.view.current))
    for key, held, which in (
        (Qt.Key.Key_Right, CTRL, Qt.Key.Key_Control),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_Shift),
    ):
        QTest.keyPress(canvas, key, held)
        QTest.keyRelease(canvas, which)
        settled()
    assert kept(store, "Club") == [(20, 5)]
    assert page.view.current.end == at(20, "6:15")


def test_an_empty_garage_says_what_belongs_here_and_has_the_keyboard_there(page, settled):
    assert page.stack.currentWidget() is page.empty
    page.begins_at.setFocus()
    page.refresh()
    settled()
    assert page.window().focusWidget() is page.empty.primary_button


# ------------------------------------------------------------------ changing


def test_an_event_moved_by_keys_is_there_and_undo_takes_it_back(
    store, desk, dentist, page, settled
):
    page.view.canvas.stand_on(WED, entry(page, "Dentist"))
    QTest.keyPress(page.view.canvas, Qt.Key.Key_Right, CTRL)
    QTest.keyRelease(page.view.canvas, Qt.Key.Key_Control)
    settled()
    assert kept(store, "Dentist") == [(19, 9)]
    assert page.view.current.start == at(19, "9:45")
    assert page.view.canvas.wish is None
    desk.undo()
    settled()
    assert kept(store, "Dentist") == [(18, 9)]


def test_an_event_put_into_the_lane_is_of_the_whole_day(store, dentist, page, settled):
    page.view.entry_moved.emit(entry(page, "Dentist"), date(2026, 11, 20), date(2026, 11, 21))
    settled()
    moved = entry(page, "Dentist")
    assert (moved.all_day, moved.start) == (True, date(2026, 11, 20))


def test_what_is_due_is_put_off_by_moving_it_to_another_day(store, golf, page, settled):
    canvas = page.view.canvas
    canvas.stand_on(date(2026, 11, 20), entry(page, "Oil change"))
    QTest.keyPress(canvas, Qt.Key.Key_Right, CTRL)
    QTest.keyRelease(canvas, Qt.Key.Key_Control)
    settled()
    (reminder,) = store.read(lambda reader: reader.all(Reminder))
    assert reminder.due == date(2026, 11, 21)
    assert entry(page, "Oil change").start == date(2026, 11, 21)
    QTest.keyPress(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert canvas.wish is None


def test_what_others_change_waits_until_the_event_in_hand_is_let_go(
    store, desk, family, dentist, page, settled
):
    canvas = page.view.canvas
    canvas.stand_on(WED, entry(page, "Dentist"))
    QTest.keyPress(canvas, Qt.Key.Key_Down, CTRL)
    event(store, family, "Fair", "2026-11-19T10:00", "2026-11-19T12:00")
    page.refresh()
    settled()
    assert canvas.wish.start == at(18, "10:00")
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.wish is None
    assert [each.title for each in canvas.places.entries_on(date(2026, 11, 19))] == ["Fair"]


def test_one_of_a_series_asks_how_much_is_meant(store, lesson, page, settled):
    page.view.entry_moved.emit(entry(page, "Lesson"), at(19, "16:00"), at(19, "17:00"))
    page.findChild(ScopeQuestion).take(Scope.THIS)
    settled()
    assert kept(store, "Lesson") == [(3, 16), (10, 16), (19, 16), (24, 16)]


def test_all_after_one_of_a_series_move_with_it(store, lesson, page, settled):
    page.view.entry_moved.emit(entry(page, "Lesson"), at(18, "17:00"), at(18, "18:00"))
    page.findChild(ScopeQuestion).take(Scope.FOLLOWING)
    settled()
    assert kept(store, "Lesson") == [(3, 16), (10, 16), (18, 17), (25, 17)]


def test_thinking_better_of_it_leaves_the_series_and_shows_it_so(store, lesson, page, settled):
    canvas = page.view.canvas
    canvas.stand_on(date(2026, 11, 17), entry(page, "Lesson"))
    QTest.keyPress(canvas, Qt.Key.Key_Right, CTRL)
    QTest.keyRelease(canvas, Qt.Key.Key_Control)
    page.findChild(ScopeQuestion).reject()
    settled()
    assert canvas.wish is None
    assert kept(store, "Lesson") == [(3, 16), (10, 16), (17, 16), (24, 16)]


def test_a_copy_stands_beside_what_it_was_made_from(store, desk, dentist, page, settled):
    page.view.entry_copied.emit(entry(page, "Dentist"), at(20, "9:45"), at(20, "11:00"))
    settled()
    assert kept(store, "Dentist") == [(18, 9), (20, 9)]
    desk.undo()
    settled()
    assert kept(store, "Dentist") == [(18, 9)]


def test_del_deletes_and_undo_brings_it_back(store, desk, dentist, page, settled):
    page.view.canvas.stand_on(WED, entry(page, "Dentist"))
    QTest.keyClick(page.view.canvas, Qt.Key.Key_Delete)
    settled()
    assert titles(page) == []
    desk.undo()
    settled()
    assert titles(page) == ["Dentist"]


def test_one_of_a_series_is_deleted_alone(store, lesson, page, settled):
    page.view.entry_deleted.emit(entry(page, "Lesson"))
    page.findChild(ScopeQuestion).take(Scope.THIS)
    settled()
    assert kept(store, "Lesson") == [(3, 16), (10, 16), (24, 16)]


def test_what_a_record_causes_is_not_deleted_from_here(store, desk, golf, page, settled):
    told = []
    desk.said.connect(lambda words, _undo: told.append(words))
    page.view.entry_deleted.emit(entry(page, "Oil change"))
    settled()
    assert titles(page) == ["Oil change"]
    assert told == ["This comes from the vehicle’s records: open it there."]


# ------------------------------------------------------------------ what is left out


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


# ------------------------------------------------------------------ its shape


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
