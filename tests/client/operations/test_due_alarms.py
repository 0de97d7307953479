"""What is due in the garage is told in time, once, with the person's lead, on all devices."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from client.operations import records
from client.operations.alarm_told import AlarmsNow
from client.operations.alarms import alarms_now, finish_alarm, snooze_alarm
from client.operations.calendars import edit_calendar
from client.operations.due_alarms import Lead, set_due_lead
from client.store import Store
from garage.periods import Period
from garage.records import Alarm, kind_named
from garage.units import Quantity
from tests.client.store.making import Clock, only, open_store
from tests.client.store.sharing import CLUB, hold, put, sign_in

BERLIN = ZoneInfo("Europe/Berlin")
MADE = 1_793_500_000_000  # in the night to 1 November 2026
NINE = datetime(2026, 11, 20, 9, tzinfo=BERLIN)
A_MINUTE = timedelta(minutes=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path, Clock(now=MADE)) as made:
        yield made


@pytest.fixture
def car(store: Store) -> str:
    return add(store, "vehicle", name="Golf")


def add(store: Store, kind: str, **values: object) -> str:
    return only(records.add(store, kind_named(kind), values))


def remind(store: Store, car: str, **values: object) -> str:
    return add(store, "reminder", vehicle=car, title="Oil change", **values)


def look(store: Store, now: datetime, days: int = 5) -> AlarmsNow:
    return store.read(lambda r: alarms_now(r, now, BERLIN, timedelta(days=days)))


def test_a_reminder_is_told_on_its_day_and_once(store: Store, car: str) -> None:
    reminder = remind(store, car, due=date(2026, 11, 20))
    assert look(store, NINE - A_MINUTE) == AlarmsNow((), NINE)
    (told,) = look(store, NINE).told
    assert (told.event, told.kind, told.place, told.completable) == (
        reminder, "reminder", "Golf", True,
    )  # fmt: skip
    finish_alarm(store, told, NINE)
    assert look(store, NINE + A_MINUTE).told == ()
    records.undo(store)
    assert len(look(store, NINE + A_MINUTE).told) == 1
    finish_alarm(store, told, NINE)
    assert look(store, NINE + A_MINUTE).told == ()
    # On another day it is due anew.
    records.edit(store, reminder, {"due": "2026-11-24"})
    assert look(store, NINE).next == NINE + timedelta(days=4)


def test_what_another_device_heard_is_silent_here(store: Store, car: str) -> None:
    reminder = remind(store, car, due=date(2026, 11, 20))
    (told,) = look(store, NINE).told
    finish_alarm(store, told, NINE)
    (heard,) = store.read(lambda r: r.all(Alarm))
    assert heard.event == reminder
    assert heard.acknowledged is not None
    assert "done" not in store.read(lambda r: r.settings()).get("alarms", {})


def test_the_lead_of_each_kind_is_the_persons(store: Store, car: str) -> None:
    remind(store, car, due=date(2026, 11, 20))
    add(store, "inspection", vehicle=car, title="TÜV", date="2025-11-20", valid_until="2026-11-22")
    add(store, "insurance_policy", vehicle=car, insurer="HUK", end="2026-11-21")
    add(store, "plan_item", vehicle=car, title="Tow bar", due="2026-11-23")
    add(store, "service", vehicle=car, title="Battery", date="2024-11-24",
        warranty_until="2026-11-24")  # fmt: skip
    set_due_lead(store, "inspections", Lead(3, time(18, 30)))
    set_due_lead(store, "plan", None)
    edit_calendar(store, "due:insurance", {"muted": True})
    moments = []
    now = NINE - timedelta(days=3)
    while (soonest := look(store, now, days=9).next) is not None:
        told = look(store, soonest).told
        fresh = [each for each in told if each.at == soonest]
        moments += [(soonest, each.kind) for each in fresh]
        now = soonest
    assert moments == [
        (datetime(2026, 11, 19, 18, 30, tzinfo=BERLIN), "inspection"),
        (NINE, "reminder"),
        (NINE + timedelta(days=4), "service"),
    ]


def test_by_the_odometer_it_rings_once_until_it_is_done(store: Store, car: str) -> None:
    reminder = remind(store, car, due_odometer=Quantity("90000", "km"))

    def reading(odometer: str, day: str) -> None:
        add(store, "odometer_reading", vehicle=car, date=day, odometer=Quantity(odometer, "km"))

    reading("80000", "2026-10-20")
    assert look(store, NINE).told == ()
    reading("90100", "2026-11-18")
    (told,) = look(store, NINE).told
    assert told.estimate
    finish_alarm(store, told, NINE)
    assert look(store, NINE + timedelta(days=1)).told == ()
    records.edit(store, reminder, {"due_odometer": Quantity("90050", "km")})
    assert len(look(store, NINE).told) == 1


def test_what_is_put_off_is_told_again_after_a_restart(tmp_path: Path) -> None:
    with open_store(tmp_path, Clock(now=MADE)) as store:
        remind(store, add(store, "vehicle", name="Golf"), due=date(2026, 11, 20))
        (told,) = look(store, NINE).told
        snooze_alarm(store, told, NINE + timedelta(hours=1))
        assert look(store, NINE) == AlarmsNow((), NINE + timedelta(hours=1))
    with open_store(tmp_path, Clock(now=MADE)) as store:
        (told,) = look(store, NINE + timedelta(hours=1)).told
        assert told.again


def test_what_was_due_long_ago_and_plans_of_plans_are_silent(store: Store, car: str) -> None:
    remind(store, car, due=date(2026, 10, 30))
    remind(store, car, due=date(2026, 10, 20), every=Period(1, "M"))
    assert look(store, NINE) == AlarmsNow()


def test_what_is_due_for_several_is_heard_by_each(store: Store) -> None:
    sign_in(store)
    family = hold(store)
    car = put(store, family, "vehicle", name="Golf")
    put(store, family, "reminder", title="Oil", vehicle=car, due=date(2026, 11, 20))
    hold(store, role="viewer")
    (told,) = look(store, NINE).told
    finish_alarm(store, told, NINE)
    assert look(store, NINE).told == ()
    home = store.read(lambda r: r.home()[0])
    (mark,) = store.read(lambda r: r.all(Alarm))
    assert mark.space == home
    # Somebody else's is in a garage of theirs.
    store.undo()
    club = hold(store, CLUB)
    put(
        store, club, "alarm", event=told.event, uid=told.key, trigger=mark.trigger,
        acknowledged=mark.acknowledged,
    )  # fmt: skip
    assert len(look(store, NINE).told) == 1
