"""The form of an event: all of it is written in one operation, and a series asks how much."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from client.errors import ServerAway
from client.operations.agenda import Entry, agenda
from client.operations.busy_elsewhere import BusyElsewhere
from client.operations.calendars import add_calendar
from client.operations.event_material import event_material
from client.operations.events import Along, Scope, add_event
from client.store import Query, Store
from client.ui.calendar.alarm_row import AlarmRow
from client.ui.calendar.attendee_rows import AttendeeRow
from client.ui.calendar.event_deeds import EventDeeds
from client.ui.calendar.event_form import EventForm
from client.ui.calendar.scope_question import ScopeQuestion
from client.ui.desk import Desk
from client.ui.forms.editors import ChoiceEditor
from client.ui.text import use_language
from garage.calendar.durations import Duration
from garage.calendar.rule_text import parse_rule
from garage.calendar.times import EventTimes
from garage.records import Calendar, Event, Subscription, kind_named
from garage.records.agenda_fields import Trigger
from tests.client.ui.calendar.conftest import BERLIN, TODAY

WEEKLY = EventTimes(
    start=datetime(2026, 11, 5, 19), end=datetime(2026, 11, 5, 21), zone="Europe/Berlin",
    rules=(parse_rule("FREQ=WEEKLY;BYDAY=TH"),),
)  # fmt: skip


@pytest.fixture
def family(store: Store) -> str:
    return add_calendar(store, {"name": "Family", "colour": "royalblue"}).ids[0]


def _events(store: Store) -> list[Event]:
    return store.read(lambda reader: reader.all(Event, Query()))


def _entries(store: Store, first: date, last: date) -> list[Entry]:
    return list(store.read(lambda reader: agenda(reader, first, last, BERLIN, today=TODAY)))


def _days(store: Store) -> list[str]:
    """When what is in November and December begins, and what it is called."""
    found = _entries(store, date(2026, 11, 1), date(2026, 12, 20))
    return [f"{entry.start:%d.%m. %H:%M} {entry.title}" for entry in found]


def _open(
    deeds: EventDeeds, store: Store, page: QWidget, settled: Callable[[], None], at: int = 0
) -> EventForm:
    deeds.edit(_entries(store, TODAY, date(2026, 12, 20))[at])
    settled()
    form = next(each for each in page.findChildren(EventForm) if each.isVisible())
    settled()
    return form


def _series(store: Store, calendar: str, **more: Any) -> str:
    values = {"calendar": calendar, "title": "Club", "times": WEEKLY, **more}
    alarm = Along("alarm", values={"trigger": Trigger(Duration(-1)), "action": "display"})
    return add_event(store, values, [alarm]).ids[0]


def _answer(form: EventForm, scope: Scope) -> None:
    question = next(each for each in form.findChildren(ScopeQuestion) if each.isVisible())
    question.take(scope)


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
    (event,) = _events(store)
    assert (event.title, event.place, event.calendar) == ("MOT", "TÜV Süd", family)
    assert event.times is not None
    assert event.times.start == datetime(2026, 11, 19, 8, 30)
    assert event.times.zone == "Europe/Berlin"
    material = store.read(lambda reader: event_material(reader, event.id))
    assert [each.trigger for each in material.alarms] == [Trigger(Duration.parse("-PT15M"))]
    assert [each.address for each in material.attendees] == ["mailto:anna@example.com"]
    store.undo()
    assert _events(store) == []


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
    assert {event.calendar for event in _events(store)} == {work}


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
    assert _days(store) == ["20.11. 09:00 Dentist"]
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


def test_one_time_of_a_series_is_changed_alone(
    deeds: EventDeeds, store: Store, page: QWidget, settled: Callable[[], None], family: str
) -> None:
    _series(store, family)
    form = _open(deeds, store, page, settled)
    assert form.times.start == datetime(2026, 11, 19, 19)
    form.entries["title"].set_text("Club, with cake")
    form.save()
    _answer(form, Scope.THIS)
    settled()
    assert _days(store)[1:4] == [
        "12.11. 19:00 Club", "19.11. 19:00 Club, with cake", "26.11. 19:00 Club",
    ]  # fmt: skip


def test_this_and_all_after_it_go_on_elsewhere(
    deeds: EventDeeds, store: Store, page: QWidget, settled: Callable[[], None], family: str
) -> None:
    _series(store, family)
    form = _open(deeds, store, page, settled)
    form.times.from_time.setText("18:00")
    form.times.from_time.left.emit()
    form.save()
    _answer(form, Scope.FOLLOWING)
    settled()
    assert _days(store)[:4] == [
        "05.11. 19:00 Club", "12.11. 19:00 Club", "19.11. 18:00 Club", "26.11. 18:00 Club",
    ]  # fmt: skip


def test_all_of_a_series_move_as_far_as_the_one_that_was_edited(
    deeds: EventDeeds, store: Store, page: QWidget, settled: Callable[[], None], family: str
) -> None:
    _series(store, family)
    form = _open(deeds, store, page, settled)
    form.times.starts.setText("20 Nov")
    form.times.starts.left.emit()
    form.save()
    _answer(form, Scope.ALL)
    settled()
    assert _days(store)[:3] == ["06.11. 19:00 Club", "13.11. 19:00 Club", "20.11. 19:00 Club"]


def test_another_rule_is_never_asked_of_one_alone(
    deeds: EventDeeds, store: Store, page: QWidget, settled: Callable[[], None], family: str
) -> None:
    _series(store, family)
    form = _open(deeds, store, page, settled)
    at = form.repeat.choice.findText("Every 2 weeks on Thursday")
    form.repeat.choice.setCurrentIndex(at)
    form.repeat.choice.activated.emit(at)
    form.save()
    question = form.findChild(ScopeQuestion)
    assert isinstance(question, ScopeQuestion)
    assert list(question.answers) == [Scope.FOLLOWING, Scope.ALL]
    question.take(Scope.FOLLOWING)
    settled()
    assert _days(store)[:5] == [
        "05.11. 19:00 Club", "12.11. 19:00 Club", "19.11. 19:00 Club", "03.12. 19:00 Club",
        "17.12. 19:00 Club",
    ]  # fmt: skip


def test_an_exception_keeps_its_series_when_all_are_changed(
    deeds: EventDeeds, store: Store, page: QWidget, settled: Callable[[], None], family: str
) -> None:
    _series(store, family)
    form = _open(deeds, store, page, settled)
    form.entries["place"].set_text("Post")
    form.save()
    _answer(form, Scope.THIS)
    settled()
    again = _open(deeds, store, page, settled)
    assert again.repeat.rules == WEEKLY.rules
    again.entries["title"].set_text("Club night")
    again.save()
    _answer(again, Scope.ALL)
    settled()
    assert {line.partition(" Club")[2] for line in _days(store)} == {" night"}
    assert len(_days(store)) == 7


def test_an_alarm_of_one_alone_leaves_the_others_theirs(
    deeds: EventDeeds, store: Store, page: QWidget, settled: Callable[[], None], family: str
) -> None:
    id_ = _series(store, family)
    form = _open(deeds, store, page, settled)
    form.alarms.rows[0].removed.emit()
    form.save()
    _answer(form, Scope.THIS)
    settled()
    material = store.read(lambda reader: event_material(reader, id_))
    assert len(material.alarms) == 1
    alone = next(each for each in _events(store) if each.recurrence is not None)
    assert store.read(lambda reader: event_material(reader, alone.id)).alarms == ()


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
    assert _events(store) == []
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
    _series(store, family)
    feed = {"calendar": family, "url": "https://example.com/a.ics"}
    store.operate(lambda t: t.add(kind_named("subscription"), feed), "add", "x")
    assert store.read(lambda reader: reader.all(Subscription))
    form = _open(deeds, store, page, settled)
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
    assert not _events(store)
    assert "no position" in form.entries["position"]._error.text()
    form.entries["position"].set_text("48.1371, 11.5754")
    form.save()
    settled()
    (event,) = _events(store)
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
    deeds.edit(_entries(store, TODAY, date(2026, 12, 1))[0])
    settled()
    form = page.findChild(EventForm)
    assert isinstance(form, EventForm)
    assert form.times.times() == times
    assert not form.is_changed()


def test_who_is_busy_then_is_told_while_one_types(
    deeds: EventDeeds, store: Store, settled: Callable[[], None], family: str
) -> None:
    review = EventTimes(
        start=datetime(2026, 11, 19, 9, 30), end=datetime(2026, 11, 19, 11), zone="Europe/Berlin"
    )
    anna = {"name": "Anna", "address": "mailto:anna@example.com", "state": "accepted"}
    values = {"calendar": family, "title": "Review", "times": review}
    add_event(store, values, [Along("attendee", values=anna)])
    add_event(store, {**values, "title": "Lunch menu", "free": True})
    start = datetime(2026, 11, 19, 9, tzinfo=BERLIN)
    form = deeds.new(start, start.replace(hour=10), all_day=False)
    settled()
    assert form.times.busy.text() == "At the same time: Review, 09:30"
    row = form.attendees.add_row()
    assert isinstance(row, AttendeeRow)
    row.who.setText("Anna <Anna@example.com>")
    row.touched.emit()
    settled()
    assert row.asked == "Busy then: Review, 09:30"
    form.times.from_time.setText("12")
    form.times.from_time.left.emit()
    settled()
    assert not form.times.busy.isVisible()
    assert row.asked == ""


def test_the_server_says_who_is_busy_whose_calendars_one_may_not_read(
    deeds: EventDeeds, settled: Callable[[], None], family: str, qtbot: QtBot, desk: Desk
) -> None:
    start = datetime(2026, 11, 19, 9, tzinfo=BERLIN)
    said = {
        "mailto:anna@example.com": BusyElsewhere(
            known=True, spans=((start, start.replace(hour=11)),)
        ),
        "mailto:karl@example.com": BusyElsewhere(known=True),
        "mailto:eve@example.com": BusyElsewhere(known=False),
    }
    asked: list[tuple[datetime, datetime]] = []
    errors: list[Exception] = []

    def ask(
        _store: Store, addresses: Sequence[str], since: datetime, before: datetime
    ) -> Mapping[str, BusyElsewhere]:
        asked.append((since, before))
        if errors:
            raise errors[0]
        return {each: said[each] for each in addresses if each in said}

    form = deeds.new(start, start.replace(hour=10), all_day=False)
    settled()
    far = form.busy.far
    far.ask = ask
    far.pause.setInterval(0)
    for who in (*said, "Uncle Karl"):
        row = form.attendees.add_row()
        assert isinstance(row, AttendeeRow)
        row.who.setText(who.removeprefix("mailto:"))
    with qtbot.waitSignal(far.answered):
        form.attendees.touched.emit()
    settled()

    def told() -> list[str]:
        return [row.asked or row.note for row in form.attendees.guests]

    assert told() == ["Busy then: 09:00 – 11:00", "Free then", "Not known whether free", ""]
    assert asked == [(start, start.replace(hour=10))]
    # Another time is another question; what was said of the first is not shown for it.
    errors.append(ServerAway("no answer", "look later"))
    far.pause.setInterval(60_000)
    form.times.from_time.setText("14")
    form.times.from_time.left.emit()
    settled()
    assert told() == ["", "", "", ""]
    with qtbot.waitSignal(far.answered):
        far.pause.start(0)
    away = "Not known whether free: the server cannot be reached"
    assert told() == [away, away, away, ""]
    # Of whole days nothing is asked.
    form.times.all_day.click()
    settled()
    assert told() == ["", "", "", ""]


def test_an_event_is_never_in_its_own_way(
    deeds: EventDeeds, store: Store, page: QWidget, settled: Callable[[], None], family: str
) -> None:
    _series(store, family)
    form = _open(deeds, store, page, settled)
    assert form.times.busy.text() == ""
