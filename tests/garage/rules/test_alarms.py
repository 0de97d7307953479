"""When alarms go off."""

from datetime import UTC, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from garage.calendar.durations import Duration
from garage.calendar.occurrences import Occurrence
from garage.moments import Moment
from garage.records.agenda import Alarm
from garage.records.agenda_fields import Trigger
from garage.rules.alarms import after_quiet_hours, rings
from tests.garage.rules.making import q

BERLIN = ZoneInfo("Europe/Berlin")
START = datetime(2026, 3, 29, 10, tzinfo=BERLIN)
MOT = Occurrence("e", "e", START, START.replace(hour=11), START.date(), START.date(), False)


def alarm(id_: str, trigger: Trigger, **fields: Any) -> Alarm:
    """Of the MOT."""
    return Alarm(id=id_, event="e", trigger=trigger, **fields)


BEFORE = Trigger(Duration.parse("-PT15M"))


def test_a_message_and_a_mail_of_one_moment_are_one() -> None:
    (ring,) = rings(MOT, [alarm("a", BEFORE), alarm("b", BEFORE, action="email")])
    assert ring.at == datetime(2026, 3, 29, 7, 45, tzinfo=UTC)
    assert (ring.alarms, ring.channels) == (("a", "b"), ("desktop", "email"))


def test_a_day_before_is_a_day_by_the_clock_over_daylight_saving() -> None:
    (ring,) = rings(MOT, [alarm("a", Trigger(Duration.parse("-P1D")))])
    assert ring.at == datetime(2026, 3, 28, 9, tzinfo=UTC)


def test_alarms_are_from_the_end_at_a_moment_and_repeated() -> None:
    every = Duration.parse("PT5M")
    found = rings(
        MOT,
        [alarm("end", Trigger(Duration(), from_end=True)),
         alarm("at", Trigger(at=datetime(2026, 3, 1, tzinfo=UTC), repeat=2, every=every))],
    )  # fmt: skip
    assert [(each.alarms[0], each.at.minute, each.at.hour) for each in found] == [
        ("at", 0, 0), ("at", 5, 0), ("at", 10, 0), ("end", 0, 9),
    ]  # fmt: skip


def test_what_was_acknowledged_is_silent_and_so_is_a_muted_calendar() -> None:
    done = alarm("a", BEFORE, acknowledged=Moment.parse("2026-03-29T09:45+02:00"))
    assert rings(MOT, [done]) == []
    earlier = alarm("a", BEFORE, acknowledged=Moment.parse("2026-03-29T09:44+02:00"))
    assert len(rings(MOT, [earlier])) == 1
    assert rings(MOT, [earlier], muted=True) == []


def test_an_alarm_waits_for_the_odometer() -> None:
    belt = [alarm("belt", Trigger(odometer=q("90000 km")))]
    now = datetime(2026, 5, 1, tzinfo=UTC)
    assert rings(MOT, belt, now=now) == []
    assert rings(MOT, belt, odometer=q("89999 km"), now=now) == []
    (ring,) = rings(MOT, belt, odometer=q("56000 mi"), now=now)
    assert ring.at == now


def test_quiet_hours_put_an_alarm_off_to_their_end() -> None:
    def put_off(hour: int) -> str:
        at = datetime(2026, 3, 10, hour, 30, tzinfo=BERLIN)
        later = after_quiet_hours(at, time(22), time(7), BERLIN)
        return f"{later.astimezone(BERLIN):%d %H:%M}"

    assert [put_off(hour) for hour in (21, 23, 3, 7)] == [
        "10 21:30", "11 07:00", "10 07:00", "10 07:30",
    ]  # fmt: skip
    noon = datetime(2026, 3, 10, 12, 30, tzinfo=BERLIN)
    assert after_quiet_hours(noon, time(12), time(14), BERLIN).astimezone(BERLIN).hour == 14
    assert after_quiet_hours(noon, time(12), time(12), BERLIN) == noon


def test_what_would_ring_past_the_calendars_ends_takes_no_other_alarm_away() -> None:
    far, often = Duration.parse("-P3650000D"), Duration.parse("P3649000D")
    first = datetime(2026, 3, 1, tzinfo=UTC)
    found = rings(
        MOT,
        [alarm("far", Trigger(far)), alarm("near", BEFORE),
         alarm("often", Trigger(at=first, repeat=2, every=often))],
    )  # fmt: skip
    assert [each.alarms for each in found] == [("often",), ("near",)]
