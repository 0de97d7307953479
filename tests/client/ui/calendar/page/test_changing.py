"""What is moved, copied or deleted on the calendar page, with Undo, and in a series by asking."""

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from client.operations.events import Scope
from client.ui.calendar.scope_question import ScopeQuestion
from garage.records import Reminder
from tests.client.ui.calendar.entries import at
from tests.client.ui.calendar.page.conftest import WED, entry, event, kept, titles

CTRL = Qt.KeyboardModifier.ControlModifier


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
