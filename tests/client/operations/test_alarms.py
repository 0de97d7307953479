"""Alarms go off once, are done on all devices, are put off, keep quiet hours, survive a restart."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from client.operations import records
from client.operations.alarm_told import AlarmsNow
from client.operations.alarms import (
    alarms_now,
    finish_alarm,
    set_quiet_hours,
    snooze_alarm,
)
from client.operations.calendars import add_calendar, edit_calendar
from client.operations.events import Along, add_event, delete_event, move_event
from client.store import Store
from garage.calendar.durations import Duration
from garage.calendar.rule_text import parse_rule
from garage.calendar.times import EventTimes
from garage.moments import Moment
from garage.records import Alarm, kind_named
from garage.records.agenda_fields import Trigger
from garage.rules.own_marks import heard_id
from garage.units import Quantity
from tests.client.store.making import Clock, only, open_store
from tests.client.store.sharing import CLUB as CLUB_SPACE
from tests.client.store.sharing import hold, put, sign_in

BERLIN = ZoneInfo("Europe/Berlin")
MADE = 1_793_500_000_000  # in the night to 1 November 2026
START = datetime(2026, 11, 19, 19, 30)
CLUB = EventTimes(
    start=START, end=START + timedelta(hours=2), zone="Europe/Berlin",
    rules=(parse_rule("FREQ=WEEKLY;INTERVAL=2"),),
)  # fmt: skip
RING = datetime(2026, 11, 19, 18, 30, tzinfo=BERLIN)
A_MINUTE = timedelta(minutes=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path, Clock(now=MADE)) as made:
        yield made


@pytest.fixture
def calendar(store: Store) -> str:
    return only(add_calendar(store, {"name": "Family"}))


@pytest.fixture
def club(store: Store, calendar: str) -> str:
    return add(store, calendar, CLUB, Trigger(Duration.parse("-PT1H")))


def add(store: Store, calendar: str, times: EventTimes, *triggers: Trigger, **more: str) -> str:
    along = [Along("alarm", values={"trigger": each}) for each in triggers]
    values = {"calendar": calendar, "title": "Club", "times": times, **more}
    return next(iter(add_event(store, values, along).touched["event"]))


def look(store: Store, now: datetime) -> AlarmsNow:
    return store.read(lambda r: alarms_now(r, now, BERLIN, timedelta(days=20)))


def test_an_alarm_goes_off_in_time_and_the_next_is_known(store: Store, club: str) -> None:
    before = look(store, RING - A_MINUTE)
    assert before == AlarmsNow((), RING)
    (told,) = look(store, RING).told
    assert (told.event, told.title, told.at) == (club, "Club", RING)
    assert told.start == datetime(2026, 11, 19, 19, 30, tzinfo=BERLIN)
    assert look(store, RING).next == RING + timedelta(days=14)


def test_what_is_done_is_silent_until_it_comes_again(store: Store, club: str) -> None:
    (told,) = look(store, RING).told
    finish_alarm(store, told, RING + A_MINUTE)
    assert look(store, RING + A_MINUTE).told == ()
    (alarm,) = store.read(lambda r: r.all(Alarm))
    assert alarm.acknowledged is not None
    assert alarm.acknowledged.instant == RING + A_MINUTE
    assert len(look(store, RING + timedelta(days=14)).told) == 1


def test_another_device_that_has_done_it_silences_it_here(store: Store, club: str) -> None:
    (alarm,) = store.read(lambda r: r.all(Alarm))
    records.edit(store, alarm.id, {"acknowledged": "2026-11-19T18:31+01:00"})
    assert look(store, RING + 2 * A_MINUTE).told == ()


def test_what_is_put_off_is_told_again_after_a_restart(tmp_path: Path) -> None:
    with open_store(tmp_path, Clock(now=MADE)) as store:
        calendar = only(add_calendar(store, {"name": "Family"}))
        add(store, calendar, CLUB, Trigger(Duration.parse("-PT1H")))
        (told,) = look(store, RING).told
        assert not told.again
        snooze_alarm(store, told, RING + 10 * A_MINUTE)
        assert look(store, RING + A_MINUTE) == AlarmsNow((), RING + 10 * A_MINUTE)
    with open_store(tmp_path, Clock(now=MADE)) as store:
        (told,) = look(store, RING + 11 * A_MINUTE).told
        assert told.again
        finish_alarm(store, told, RING + 11 * A_MINUTE)
        assert look(store, RING + 12 * A_MINUTE).told == ()
        assert "snoozed" not in store.read(lambda r: r.settings()).get("alarms", {})


def test_what_rang_while_nothing_ran_is_told_for_a_week(store: Store, club: str) -> None:
    assert len(look(store, RING + timedelta(days=6)).told) == 1
    assert look(store, RING + timedelta(days=8)).told == ()


def test_an_old_calendar_that_comes_in_is_silent(store: Store, calendar: str) -> None:
    long_ago = EventTimes(start=datetime(2026, 10, 30, 9), zone="Europe/Berlin")
    add(store, calendar, long_ago, Trigger(Duration()))
    assert look(store, datetime(2026, 11, 2, tzinfo=BERLIN)).told == ()


def test_quiet_hours_put_it_to_their_end(store: Store, calendar: str) -> None:
    early = EventTimes(start=datetime(2026, 11, 20, 6), zone="Europe/Berlin")
    add(store, calendar, early, Trigger(Duration.parse("-PT1H")))
    set_quiet_hours(store, (time(22), time(7)))
    five, seven = (datetime(2026, 11, 20, hour, tzinfo=BERLIN) for hour in (5, 7))
    assert look(store, five) == AlarmsNow((), seven)
    assert len(look(store, seven).told) == 1
    set_quiet_hours(store, None)
    assert len(look(store, five).told) == 1


def test_muted_and_subscribed_calendars_are_quiet(store: Store, calendar: str, club: str) -> None:
    edit_calendar(store, calendar, {"muted": True})
    assert look(store, RING) == AlarmsNow()
    edit_calendar(store, calendar, {"muted": False})
    feed = {"calendar": calendar, "url": "https://example.com/a.ics"}
    feed_id = only(records.add(store, kind_named("subscription"), feed))
    assert look(store, RING).told == ()
    records.edit(store, feed_id, {"alarms": True})
    assert len(look(store, RING).told) == 1


def test_a_moved_or_deleted_event_takes_its_alarms_along(store: Store, club: str) -> None:
    later = RING + timedelta(hours=3)
    move_event(store, club, later, later + timedelta(hours=1), all_day=False)
    assert look(store, RING) == AlarmsNow((), later - timedelta(hours=1))
    delete_event(store, club)
    assert look(store, RING + timedelta(days=1)) == AlarmsNow()


def test_an_alarm_of_a_whole_day_goes_off_where_one_is(store: Store, calendar: str) -> None:
    day = EventTimes(start=date(2026, 11, 20))
    add(store, calendar, day, Trigger(Duration.parse("-PT15H")))
    at = datetime(2026, 11, 19, 9, tzinfo=BERLIN)
    assert look(store, at - A_MINUTE).told == ()
    (told,) = look(store, at).told
    assert told.all_day


def test_an_alarm_at_a_moment_goes_off_long_before_its_event(store: Store, calendar: str) -> None:
    far = EventTimes(start=date(2027, 9, 1))
    at = datetime(2026, 11, 20, 9, tzinfo=BERLIN)
    add(store, calendar, far, Trigger(at=at))
    assert look(store, at - A_MINUTE) == AlarmsNow((), at)
    (told,) = look(store, at).told
    assert told.start.date() == date(2027, 9, 1)


def test_an_alarm_that_is_mail_is_none_of_the_desktops(store: Store, calendar: str) -> None:
    mail = Along("alarm", values={"trigger": Trigger(Duration()), "action": "email"})
    add_event(store, {"calendar": calendar, "title": "x", "times": CLUB}, [mail])
    assert look(store, RING + timedelta(hours=2)).told == ()


def test_an_alarm_waits_for_the_odometer_and_rings_once(store: Store, calendar: str) -> None:
    car = only(records.add(store, kind_named("vehicle"), {"name": "Golf"}))
    trigger = Trigger(odometer=Quantity("90000", "km"))
    add(store, calendar, CLUB, trigger, vehicle=car)

    def reading(odometer: str, day: str) -> None:
        values = {"vehicle": car, "date": day, "odometer": Quantity(odometer, "km")}
        records.add(store, kind_named("odometer_reading"), values)

    reading("89000", "2026-11-10")
    assert look(store, RING).told == ()
    reading("90100", "2026-11-18")
    (told,) = look(store, RING).told
    (again,) = look(store, RING + A_MINUTE).told
    assert told.key == again.key
    finish_alarm(store, told, RING)
    assert look(store, RING + A_MINUTE).told == ()


def test_among_several_each_hears_for_themselves_on_all_of_their_devices(store: Store) -> None:
    sign_in(store)
    family = hold(store)
    calendar = put(store, family, "calendar", name="Family")
    event = put(store, family, "event", calendar=calendar, title="Club", times=CLUB)
    alarm = put(store, family, "alarm", event=event, trigger=Trigger(Duration.parse("-PT1H")))
    home = store.read(lambda r: r.home()[0])
    hold(store, role="viewer")
    (told,) = look(store, RING).told

    # Put off and done are records of one's own garage: they are sent to one's other devices.
    snooze_alarm(store, told, RING + 10 * A_MINUTE)
    assert look(store, RING + A_MINUTE) == AlarmsNow((), RING + 10 * A_MINUTE)
    (again,) = look(store, RING + 10 * A_MINUTE).told
    assert again.again
    for role in ("viewer", "owner"):
        hold(store, role=role)
        finish_alarm(store, again, RING + 11 * A_MINUTE)
        assert look(store, RING + 12 * A_MINUTE).told == ()
        # Nobody else's is silent for it, and the next time tells as ever.
        assert store.read(lambda r: r.get(Alarm, alarm)).acknowledged is None
        assert len(look(store, RING + timedelta(days=14)).told) == 1
        records.undo(store)
        assert len(look(store, RING + 12 * A_MINUTE).told) == 1
    # A calendar program of theirs acknowledged it: the server keeps the same mark, as of then.
    at = datetime(2026, 11, 19, 18, 31, tzinfo=BERLIN)
    with_program = {
        "uid": f"{alarm} {at:%Y%m%dT%H%M%SZ}", "trigger": Trigger(at=at.astimezone(UTC)),
        "acknowledged": Moment.parse("2026-11-19T18:31+01:00"),
    }  # fmt: skip
    records.edit(store, heard_id(home, alarm), with_program)
    assert look(store, RING + 12 * A_MINUTE).told == ()
    assert len(look(store, RING + timedelta(days=14)).told) == 1
    marks = [each for each in store.read(lambda r: r.all(Alarm)) if each.id != alarm]
    assert [each.space for each in marks] == [home]
    assert store.read(lambda r: r.settings()).get("alarms") is None


def test_what_others_heard_in_a_garage_of_theirs_silences_nothing_here(store: Store) -> None:
    sign_in(store)
    family, theirs = hold(store), hold(store, CLUB_SPACE)
    calendar = put(store, family, "calendar", name="Family")
    event = put(store, family, "event", calendar=calendar, title="Club", times=CLUB)
    alarm = put(store, family, "alarm", event=event, trigger=Trigger(Duration.parse("-PT1H")))
    (told,) = look(store, RING).told
    put(
        store, theirs, "alarm", event=alarm, uid=told.key, trigger=Trigger(at=RING),
        acknowledged=Moment.parse("2026-11-19T18:31+01:00"),
    )  # fmt: skip
    assert len(look(store, RING + A_MINUTE).told) == 1
