"""Alarms and attendees as they are typed in."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from client.ui.calendar.alarm_row import AlarmRow, Meter
from client.ui.calendar.alarm_rows import AlarmRows
from client.ui.calendar.attendee_rows import AttendeeRow, AttendeeRows, as_attendee, as_typed
from client.ui.calendar.trigger_words import trigger_words
from client.ui.forms.written import Habits
from garage.calendar.durations import Duration
from garage.errors import ValueRefused
from garage.moments import Moment
from garage.records.agenda import Alarm, Attendee
from garage.records.agenda_fields import Trigger
from garage.units import Quantity
from tests.client.ui.calendar.conftest import BERLIN

KEPT = (
    Trigger(Duration.parse("-P1D")),
    Trigger(Duration.parse("-PT45M")),
    Trigger(Duration.parse("PT0S"), from_end=True),
    Trigger(Duration.parse("-PT10M"), repeat=2, every=Duration.parse("PT5M")),
    Trigger(at=datetime(2026, 11, 18, 8, tzinfo=UTC)),
    Trigger(odometer=Quantity("90000", "km")),
)


@pytest.fixture
def rows(qtbot: QtBot, habits: Habits) -> AlarmRows:
    made = AlarmRows(habits)
    qtbot.addWidget(made)
    made.show()
    return made


def _choose(row: AlarmRow, key: str) -> None:
    at = row.when.findData(key)
    row.when.setCurrentIndex(at)
    row.when.activated.emit(at)


def test_every_trigger_comes_back_as_it_was(rows: AlarmRows) -> None:
    rows.set_records([Alarm(id=str(n), trigger=each) for n, each in enumerate(KEPT)])
    found = [row.trigger() for row in rows.rows if isinstance(row, AlarmRow)]
    assert found == list(KEPT)
    assert not rows.is_changed
    assert rows.along() == []


def test_several_alarms_are_added(rows: AlarmRows) -> None:
    rows.show_meter(Meter("Golf"))
    first, second = rows.add_row(), rows.add_row()
    assert isinstance(first, AlarmRow)
    assert isinstance(second, AlarmRow)
    _choose(first, "own")
    first.number.setText("3")
    first.unit.show_value("days")
    _choose(second, "odometer")
    second.odometer.setText("90,000")
    assert [each.values["trigger"] for each in rows.along()] == [
        Trigger(Duration.of(timedelta(days=-3))),
        Trigger(odometer=Quantity("90000", "km")),
    ]


def test_a_mail_says_that_the_server_sends_it(rows: AlarmRows) -> None:
    rows.set_records([Alarm(id="1", trigger=KEPT[0], action="display", channels=("desktop",))])
    assert not rows.note.isVisible()
    row = rows.rows[0]
    assert isinstance(row, AlarmRow)
    at = row.action.findData("email")
    row.action.setCurrentIndex(at)
    row.action.activated.emit(at)
    assert rows.note.isVisible()
    assert rows.note.text().startswith("An e-mail is sent by the server")
    assert rows.along()[0].values == {"trigger": KEPT[0], "action": "email", "channels": ()}


def test_ways_that_others_chose_are_kept_and_said_to_be_silent_where_they_are(
    rows: AlarmRows,
) -> None:
    rows.set_records([Alarm(id="1", trigger=KEPT[0], action="display", channels=("push", "email"))])
    row = rows.rows[0]
    assert isinstance(row, AlarmRow)
    assert row.action.currentText() == "Phone (not sent yet) · E-mail"
    assert "nothing sends it there yet" in rows.note.text()
    assert "sent by the server" in rows.note.text()
    _choose(row, "-PT5M")
    assert rows.along()[0].values == {"trigger": Trigger(Duration.parse("-PT5M"))}
    # What is offered are the ways that there are.
    assert [row.action.itemData(n) for n in range(3)] == ["display", "audio", "email"]
    row.action.show_value("display")
    row.action.touched.emit()
    assert rows.along()[0].values["channels"] == ()
    assert not rows.note.isVisible()


def test_an_odometer_is_one_of_the_events_vehicle(rows: AlarmRows) -> None:
    row = rows.add_row()
    assert isinstance(row, AlarmRow)
    _choose(row, "odometer")
    QTest.keyClicks(row.odometer, "90,000")
    assert row.asked == "Choose the vehicle of the event: its odometer is meant."
    assert not rows.check()
    assert row.wrong.startswith("The event has no vehicle")
    rows.show_meter(Meter("Golf", Quantity("90100", "km")))
    assert row.asked == "Golf has 90,100 km already: this goes off at once."
    row.odometer.selectAll()
    QTest.keyClicks(row.odometer, "95,000")
    assert row.asked == ""
    assert rows.check()


def test_another_odometer_is_waited_for_anew(rows: AlarmRows) -> None:
    heard = Moment(date(2026, 11, 1), time(9), 0)
    rows.set_records([Alarm(id="1", trigger=KEPT[5], action="display", acknowledged=heard)])
    row = rows.rows[0]
    assert isinstance(row, AlarmRow)
    row.odometer.setText("100,000")
    assert rows.along()[0].values["acknowledged"] is None


def test_what_is_missing_is_told_below_its_row(rows: AlarmRows) -> None:
    row = rows.add_row()
    assert isinstance(row, AlarmRow)
    _choose(row, "odometer")
    assert not rows.check()
    assert "odometer" in row.wrong.lower()


def test_whole_days_have_alarms_of_their_own(rows: AlarmRows) -> None:
    rows.set_all_day(True)
    row = rows.add_row()
    assert isinstance(row, AlarmRow)
    assert row.when.currentText() == "the day before at 09:00"
    assert row.trigger() == Trigger(Duration.parse("-PT15H"))


def test_an_alarm_that_is_taken_away_is_deleted(rows: AlarmRows) -> None:
    rows.set_records([Alarm(id="a", trigger=KEPT[0]), Alarm(id="b", trigger=KEPT[1])])
    rows.rows[0].removed.emit()
    assert [(each.id, each.deleted) for each in rows.along()] == [("a", True)]


@pytest.mark.parametrize(
    ("trigger", "words"),
    [
        (KEPT[0], "1 day before"),
        (KEPT[1], "45 minutes before"),
        (KEPT[2], "when it ends"),
        (KEPT[3], "10 minutes before, and 2 times more"),
        (KEPT[4], "Wed 18 November, 09:00"),
        (KEPT[5], "when the odometer passes 90,000 km"),
        (Trigger(Duration.parse("-P2W")), "2 weeks before"),
    ],
)
def test_triggers_have_words(habits: Habits, trigger: Trigger, words: str) -> None:
    assert trigger_words(trigger, habits.shown, habits.reading.zone) == words


@pytest.mark.parametrize(
    ("text", "attendee"),
    [
        ("Anna <anna@example.com>", ("Anna", "mailto:anna@example.com")),
        ("anna@example.com", ("", "mailto:anna@example.com")),
        ('"Lindner, Anna" <anna@example.com>', ("Lindner, Anna", "mailto:anna@example.com")),
        ("Uncle Karl", ("Uncle Karl", "")),
        ("urn:uuid:8", ("", "urn:uuid:8")),
    ],
)
def test_attendees_are_read_as_people_type_them(text: str, attendee: tuple[str, str]) -> None:
    assert as_attendee(text) == attendee


def test_a_wrong_address_is_refused() -> None:
    with pytest.raises(ValueRefused):
        as_attendee("Anna <anna>")


def test_an_attendee_that_nobody_touched_is_not_written(qtbot: QtBot, habits: Habits) -> None:
    rows = AttendeeRows(habits.shown, BERLIN)
    qtbot.addWidget(rows)
    rows.set_records([Attendee(id="1", name="Anna", address="MAILTO:anna@example.com")])
    assert rows.along() == []
    row = rows.rows[0]
    assert isinstance(row, AttendeeRow)
    row.answer.show_value("accepted")
    assert rows.along()[0].values["state"] == "accepted"


def test_a_name_and_an_address_stand_together() -> None:
    assert as_typed("Anna", "mailto:anna@example.com") == "Anna <anna@example.com>"
