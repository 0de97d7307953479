"""The form of an event: all of it is written in one operation, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from client.operations.calendars import add_calendar
from client.operations.event_material import event_material
from client.operations.events import add_event
from client.store import Store
from client.ui.calendar.alarm_row import AlarmRow
from client.ui.calendar.attendee_rows import AttendeeRow
from client.ui.calendar.event_deeds import EventDeeds
from client.ui.calendar.event_form import EventForm
from client.ui.forms.editors import ChoiceEditor
from client.ui.text import use_language
from garage.calendar.durations import Duration
from garage.calendar.times import EventTimes
from garage.records import Calendar, Subscription, kind_named
from garage.records.agenda_fields import Trigger
from tests.client.ui.calendar.conftest import BERLIN, TODAY
from tests.client.ui.calendar.event_forms import days, entries, events, opened, series


def test_a_new_event_is_written_with_its_alarms_and_attendees(
    deeds: EventDeeds, store: Store, settled: Callable[[], None], family: str
) -> None:
    start = datetime(2026, 11, 19, 8, 30, tzinfo=BERLIN)
    form = deeds.new(start, start.replace(hour=10), all_day=False)
    settled()
    form.entries["title"].set_text("MOT")
    form.entries["place"].set_text("TÜV Süd")
    alarm = form.alarms.add_row()
    assert isinstance(alarm, AlarmRow)
    attendee = form.attendees.add_row()
    assert isinstance(attendee, AttendeeRow)
    attendee.who.setText("Anna <anna@example.com>")
    form.save()
    settled()
    (event,) = events(store)
    assert (event.title, event.place, event.calendar) == ("MOT", "TÜV Süd", family)
    assert event.times is not None
    assert event.times.start == datetime(2026, 11, 19, 8, 30)
    assert event.times.zone == "Europe/Berlin"
    material = store.read(lambda reader: event_material(reader, event.id))
    assert [each.trigger for each in material.alarms] == [Trigger(Duration.parse("-PT15M"))]
    assert [each.address for each in material.attendees] == ["mailto:anna@example.com"]
    store.undo()
    assert events(store) == []


def test_the_next_new_event_goes_where_the_last_one_went(
    deeds: EventDeeds, store: Store, settled: Callable[[], None], family: str
) -> None:
    work = add_calendar(store, {"name": "Work", "colour": "grey"}).ids[0]
    for title, shown in (("Handover", family), ("Review", work)):
        form = deeds.new_on(date(2026, 11, 20))
        settled()
        box = form.entries["calendar"].typed
        assert isinstance(box, ChoiceEditor)
        assert box.state() == shown
        box.setCurrentIndex(box.findData(work))
        form.entries["title"].set_text(title)
        form.save()
        settled()
    assert {event.calendar for event in events(store)} == {work}


@pytest.mark.parametrize(("language", "name"), [("en", "My calendar"), ("de", "Mein Kalender")])
def test_without_a_calendar_it_says_which_one_will_be_made(
    language: str, name: str, deeds: EventDeeds, store: Store, settled: Callable[[], None],
    request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    request.addfinalizer(partial(use_language, "en"))
    use_language(language)
    form = deeds.new_on(date(2026, 11, 20))
    settled()
    box = form.entries["calendar"].typed
    assert isinstance(box, ChoiceEditor)
    assert box.currentText().startswith(f"{name} (")
    assert not form.is_changed()
    form.entries["title"].set_text("Dentist")
    form.save()
    settled()
    assert [each.name for each in store.read(lambda r: r.all(Calendar))] == [name]
    assert days(store) == ["20.11. 09:00 Dentist"]
    again = deeds.new_on(date(2026, 11, 21))
    settled()
    box = again.entries["calendar"].typed
    assert isinstance(box, ChoiceEditor)
    assert [box.itemText(at) for at in range(box.count())] == [name]


def test_today_a_new_event_is_at_the_next_full_hour(
    deeds: EventDeeds, settled: Callable[[], None]
) -> None:
    form = deeds.new_on(TODAY)
    settled()
    assert form.times.start == datetime(2026, 11, 18, 11)


def test_what_is_wrong_is_told_in_its_place_and_nothing_is_lost(
    deeds: EventDeeds, store: Store, settled: Callable[[], None], family: str
) -> None:
    form = deeds.new_on(TODAY)
    settled()
    form.entries["title"].set_text("MOT")
    form.times.from_time.setText("when it suits")
    form.save()
    assert form.times.fields["from_time"].error
    assert form.isVisible()
    assert form.entries["title"].text() == "MOT"
    assert events(store) == []
    form.reject()
    assert form.asks


def test_a_new_event_that_nobody_touched_closes_without_a_word(
    deeds: EventDeeds, qtbot: QtBot, settled: Callable[[], None], family: str
) -> None:
    form = deeds.new_on(TODAY)
    settled()
    with qtbot.waitSignal(deeds.nothing_came):
        form.reject()
    assert not form.asks


def test_a_subscribed_calendar_is_only_looked_at(
    deeds: EventDeeds, store: Store, page: QWidget, settled: Callable[[], None], family: str
) -> None:
    series(store, family)
    feed = {"calendar": family, "url": "https://example.com/a.ics"}
    store.operate(lambda t: t.add(kind_named("subscription"), feed), "add", "x")
    assert store.read(lambda reader: reader.all(Subscription))
    form = opened(deeds, store, page, settled)
    assert not form.save_button.isEnabled()
    assert "feed" in form.locked.text()


def test_more_fields_are_there_when_asked_for(
    deeds: EventDeeds, store: Store, settled: Callable[[], None], family: str
) -> None:
    form = deeds.new_on(TODAY)
    settled()
    form.unfold()
    form.entries["title"].set_text("Rally")
    form.entries["categories"].set_text("Club, Outing")
    form.entries["url"].set_text("example.com/rally")
    form.entries["conferences"].set_text("meet.example.com/abc tel:+49301234567")
    form.entries["attachments"].set_text("https://example.com/files/route.pdf")
    form.entries["free"].typed.show_value(True)
    form.entries["privacy"].set_text("private")
    form.entries["colour"].set_text("sienna")
    form.entries["position"].set_text("in the wood")
    form.save()
    settled()
    assert not events(store)
    assert "no position" in form.entries["position"]._error.text()
    form.entries["position"].set_text("48.1371, 11.5754")
    form.save()
    settled()
    (event,) = events(store)
    assert event.position == "48.1371,11.5754"
    assert event.categories == ("Club", "Outing")
    assert event.url == "https://example.com/rally"
    assert event.conferences == ("https://meet.example.com/abc", "tel:+49301234567")
    assert event.attachments == ("https://example.com/files/route.pdf",)
    assert (event.free, event.privacy, event.colour) == (True, "private", "sienna")


def test_an_event_that_is_an_instant_stays_one(
    deeds: EventDeeds, store: Store, page: QWidget, settled: Callable[[], None], family: str
) -> None:
    times = EventTimes(start=datetime(2026, 11, 19, 8), zone="Europe/Berlin")
    add_event(store, {"calendar": family, "title": "MOT", "times": times})
    deeds.edit(entries(store, TODAY, date(2026, 12, 1))[0])
    settled()
    form = page.findChild(EventForm)
    assert isinstance(form, EventForm)
    assert form.times.times() == times
    assert not form.is_changed()
