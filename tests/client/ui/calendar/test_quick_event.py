"""Quick add of an event: understood as it is typed, shown before it is kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from client.errors import BadRequest
from client.operations.calendars import add_calendar
from client.operations.event_material import event_material
from client.operations.records import add
from client.store import Query, Store
from client.ui.calendar.event_deeds import EventDeeds
from client.ui.calendar.event_form import EventForm
from client.ui.calendar.quick_event import QuickEvent
from client.ui.desk import Desk
from client.ui.shell.event_line import found_event
from client.ui.shell.known import Known
from client.ui.vehicles.shown import Shown
from garage.calendar.durations import Duration
from garage.reading import Reading
from garage.records import Event, kind_named
from garage.records.agenda_fields import Trigger
from garage.units import Quantity
from tests.client.ui.calendar.conftest import BERLIN, TODAY

LINE = "MOT Tuesday 9:00 for the Golf, remind 2 days before"


@pytest.fixture
def golf(store: Store) -> str:
    add_calendar(store, {"name": "Family", "colour": "royalblue"})
    return add(store, kind_named("vehicle"), {"name": "Golf", "make": "VW"}).ids[0]


@pytest.fixture
def quick(desk: Desk, page: QWidget, settled: Callable[[], None], golf: str) -> QuickEvent:
    made = EventDeeds(desk, page).quick(page)
    settled()
    return made


def _events(store: Store) -> list[Event]:
    return store.read(lambda reader: reader.all(Event, Query()))


def test_a_line_is_taken_apart_before_it_is_kept(quick: QuickEvent, store: Store) -> None:
    quick.edit.setText(LINE)
    assert quick.chips.said() == [
        "Title MOT", "When Tue 24 November, 09:00 – 10:00", "Alarm 2 days before",
        "Vehicle Golf",
    ]  # fmt: skip
    assert len(quick.edit.pieces) == 4
    assert _events(store) == []


def test_enter_again_while_the_event_is_being_kept_keeps_it_once(
    quick: QuickEvent, desk: Desk, store: Store, settled: Callable[[], None], qtbot: QtBot
) -> None:
    quick.edit.setText(LINE)
    desk.workers.hold()
    for _time in range(3):
        qtbot.keyClick(quick.edit, Qt.Key.Key_Return)
    desk.workers.release()
    settled()
    assert len(_events(store)) == 1


def test_a_line_that_is_left_stands_there_again_until_it_is_kept(
    desk: Desk, page: QWidget, store: Store, settled: Callable[[], None], qtbot: QtBot, golf: str
) -> None:
    deeds = EventDeeds(desk, page)
    quick = deeds.quick(page)
    qtbot.keyClicks(quick.edit, "Rally Tuesday 9:00")
    quick.close_popover()
    quick = deeds.quick(page)
    settled()
    assert (quick.edit.text(), quick.edit.hasSelectedText()) == ("Rally Tuesday 9:00", True)
    assert quick.understood is not None
    qtbot.keyClick(quick.edit, Qt.Key.Key_Return)
    settled()
    assert len(_events(store)) == 1
    assert deeds.quick(page).edit.text() == ""


def test_a_line_that_is_refused_after_it_was_closed_stands_there_again(
    desk: Desk, page: QWidget, store: Store, settled: Callable[[], None], golf: str, qtbot: QtBot
) -> None:
    deeds, told = EventDeeds(desk, page), []
    desk.failed.connect(told.append)
    quick = deeds.quick(page)
    settled()
    qtbot.keyClicks(quick.edit, "Rally Tuesday 9:00")
    desk.workers.hold()

    def cannot(*_: object, **__: object) -> None:
        raise BadRequest("no room")

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("client.ui.calendar.quick_event.add_understood_event", cannot)
        qtbot.keyClick(quick.edit, Qt.Key.Key_Return)
        quick.close_popover()
        desk.workers.release()
        settled()
    assert len(told) == 1
    assert deeds.quick(page).edit.text() == "Rally Tuesday 9:00"


def test_a_line_goes_into_the_calendar_used_last_and_says_so(
    desk: Desk, page: QWidget, store: Store, settled: Callable[[], None], golf: str
) -> None:
    club = add_calendar(store, {"name": "Club", "colour": "green"}).ids[0]
    deeds = EventDeeds(desk, page)
    for line, calendar in (("Rally Tuesday 9:00 #club", "Club"), ("Tea Friday 15:00", "Club")):
        quick = deeds.quick(page)
        settled()
        quick.edit.setText(line)
        assert f"Calendar {calendar}" in quick.chips.said()
        quick.keep()
        settled()
    assert {event.calendar for event in _events(store)} == {club}


def test_enter_keeps_it(
    quick: QuickEvent, store: Store, qtbot: QtBot, settled: Callable[[], None], golf: str
) -> None:
    quick.edit.setText(LINE)
    qtbot.keyClick(quick.edit, Qt.Key.Key_Return)
    settled()
    (event,) = _events(store)
    assert event.title == "MOT"
    assert event.vehicle == golf
    assert event.times is not None
    assert event.times.start == datetime(2026, 11, 24, 9)
    material = store.read(lambda reader: event_material(reader, event.id))
    assert [each.trigger for each in material.alarms] == [Trigger(Duration.parse("-P2D"))]


def test_a_line_that_says_no_day_is_not_kept(
    quick: QuickEvent, store: Store, qtbot: QtBot, settled: Callable[[], None]
) -> None:
    quick.edit.setText("Wash the Golf")
    assert not quick.add_button.isEnabled()
    qtbot.keyClick(quick.edit, Qt.Key.Key_Return)
    settled()
    assert quick.question.isVisible()
    assert quick.edit.text() == "Wash the Golf"
    assert _events(store) == []


def test_more_fields_begin_with_what_was_understood(
    quick: QuickEvent, page: QWidget, store: Store, settled: Callable[[], None], golf: str
) -> None:
    quick.edit.setText(f"{LINE}, every year")
    quick.more.click()
    settled()
    form = page.findChild(EventForm)
    assert isinstance(form, EventForm)
    assert form.entries["title"].text() == "MOT"
    assert form.is_changed()
    form.save()
    settled()
    (event,) = _events(store)
    assert event.vehicle == golf
    assert event.times is not None
    assert [rule.frequency for rule in event.times.rules] == ["YEARLY"]
    material = store.read(lambda reader: event_material(reader, event.id))
    assert len(material.alarms) == 1


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        (LINE, True),
        ("Dentist tomorrow 14:00", True),
        ("Stand-up every Monday at 9:00", True),
        ("brake pads", False),
        ("45.2 l 71.30 €", False),
        ("6 Nov", False),
        ("oil change 6 Nov", False),
    ],
)
def test_in_the_search_only_what_says_when_is_an_event(
    store: Store, golf: str, text: str, is_one: bool
) -> None:
    from garage.regions import Preferences

    prefs = Preferences.for_region("IE")
    reading = Reading.of(prefs, zone=BERLIN, today=TODAY)
    saved: list[object] = []
    found = store.read(
        lambda reader: found_event(
            reader, text, Shown(prefs, TODAY), reading, saved.append, Known()
        )
    )
    assert bool(found) is is_one
    if is_one:
        assert callable(found[0].open)
        found[0].open()
        assert len(saved) == 1


def test_an_odometer_can_be_what_reminds(quick: QuickEvent) -> None:
    quick.edit.setText("Oil change on 1 Dec for the Golf, remind at 90000 km")
    assert quick.understood is not None
    assert quick.understood.triggers == (Trigger(odometer=Quantity("90000", "km")),)
    assert "Alarm when the odometer passes 90,000 km" in quick.chips.said()
    assert quick.understood.times is not None
    assert quick.understood.times.start == date(2026, 12, 1)
