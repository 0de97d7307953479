"""The calendar's kinds, and their values as flat JSON."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings

from garage.calendar.durations import Duration
from garage.calendar.observances import Observance
from garage.calendar.rule_text import parse_rule
from garage.calendar.series import InstanceId
from garage.calendar.times import Added, EventTimes
from garage.errors import ValueRefused
from garage.records import find_kind
from garage.records.agenda import AGENDA, Alarm, Event
from garage.records.agenda_fields import EventTimesField, TextListField, Trigger, TriggerField
from garage.records.registry import kind_of
from garage.units import Quantity
from tests.garage.ics.test_round_trip import some_times

EVENT = kind_of(Event)
TIMES = EventTimes(
    start=datetime(2026, 3, 27, 10),
    end=datetime(2026, 3, 27, 11),
    zone="Europe/Berlin",
    rules=(parse_rule("FREQ=DAILY;COUNT=3"),),
    added=(Added(datetime(2026, 4, 1, 10)),),
    removed=(datetime(2026, 3, 28, 10),),
)


def test_the_kinds_are_registered_in_their_order() -> None:
    assert [kind_of(type_).name for type_ in AGENDA] == [
        "calendar", "event", "attendee", "alarm", "subscription", "shared_feed",
    ]  # fmt: skip
    assert all(find_kind(kind_of(type_).name) is kind_of(type_) for type_ in AGENDA)


def test_an_event_is_flat_json_and_comes_back() -> None:
    values: dict[str, Any] = {
        "calendar": "0192f6f0-0000-7000-8000-000000000000", "title": "MOT", "times": TIMES,
        "recurrence": InstanceId(datetime(2026, 3, 28, 10), "Europe/Berlin"),
        "categories": ("Car", "Work"), "tags": frozenset({"winter"}), "free": True,
    }  # fmt: skip
    checked = EVENT.check(values)
    flat = EVENT.fields_json(checked)
    assert flat["times"] == {
        "start": "2026-03-27T10:00", "end": "2026-03-27T11:00", "zone": "Europe/Berlin",
        "rules": ["FREQ=DAILY;COUNT=3"], "added": ["2026-04-01T10:00"],
        "removed": ["2026-03-28T10:00"],
    }  # fmt: skip
    assert flat["recurrence"] == "2026-03-28T10:00[Europe/Berlin]"
    assert EVENT.read_json(flat) == (checked, {})


def test_a_new_event_needs_a_calendar_and_times() -> None:
    with pytest.raises(ValueRefused, match="event needs calendar"):
        EVENT.complete({"times": TIMES})


def test_what_cannot_be_read_is_kept_and_not_refused() -> None:
    values, extra = EVENT.read_json({"title": "x", "times": {"start": "some day"}, "new": 1})
    assert values == {"title": "x"}
    assert set(extra) == {"times", "new"}


def test_a_zone_that_only_another_machine_knows_is_kept_but_not_typed() -> None:
    json = {"start": "2026-03-27T10:00", "zone": "Mars/Olympus"}
    times = EventTimesField().from_json(json)  # type: ignore[arg-type]  # dict is invariant
    assert times.zone == "Mars/Olympus"
    assert not times.zone_known
    with pytest.raises(ValueRefused, match="there is no zone 'Mars/Olympus'"):
        EventTimesField().check(times)


@settings(max_examples=50)
@given(some_times())
def test_times_are_the_same_from_json_and_from_a_cell(times: EventTimes) -> None:
    type_ = EventTimesField()
    assert type_.from_json(type_.to_json(times)) == times
    assert type_.decode(type_.cell(times)) == times


def test_a_day_or_a_time_alone_is_a_start() -> None:
    type_ = EventTimesField()
    assert type_.check(date(2026, 3, 27)) == EventTimes(start=date(2026, 3, 27))
    assert type_.check("2026-03-27T10:00") == EventTimes(start=datetime(2026, 3, 27, 10))
    with pytest.raises(ValueRefused, match="is no time of an event"):
        type_.check("next week")


def test_times_sort_by_their_start() -> None:
    type_ = EventTimesField()
    earlier, later = EventTimes(start=date(2026, 3, 27)), TIMES
    assert type_.number(earlier) < type_.number(later)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"end": datetime(2026, 3, 26)}, "ends before it starts"),
        ({"end": date(2026, 3, 28)}, "do not mix"),
        ({"start": date(2026, 3, 27), "end": datetime(2026, 3, 27, 10)}, "do not mix"),
        ({"removed": (date(2026, 3, 28),)}, "do not mix"),
        ({"end": datetime(2026, 3, 28), "duration": Duration(1)}, "not both"),
        ({"duration": Duration(-1)}, "ends before it starts"),
        ({"start": datetime(2026, 3, 27, 10, tzinfo=UTC)}, "is wall time"),
        ({"rules": (parse_rule("FREQ=DAILY"),) * 11}, "too many exceptions"),
    ],
)
def test_times_that_do_not_go_together_are_refused(fields: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueRefused, match=words):
        EventTimes(**{"start": datetime(2026, 3, 27, 10), **fields})


def test_a_calendars_own_zone_travels_with_the_event() -> None:
    observance = Observance(
        datetime(1990, 10, 28, 3), 7200, 3600, parse_rule("FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"),
        (datetime(1990, 1, 1),), "WINTER",
    )  # fmt: skip
    times = EventTimes(start=datetime(2026, 3, 27, 10), zone="Mine", observances=(observance,))
    assert EventTimes.from_json(times.to_json()) == times
    assert times.zone_known


@pytest.mark.parametrize(
    "trigger",
    [
        Trigger(Duration.parse("-P2D")),
        Trigger(Duration(), from_end=True, repeat=3, every=Duration.parse("PT5M")),
        Trigger(at=datetime(2026, 3, 27, 9, tzinfo=UTC)),
        Trigger(odometer=Quantity("90000", "km")),
    ],
)
def test_a_trigger_comes_back_from_json_and_from_a_cell(trigger: Trigger) -> None:
    type_ = TriggerField()
    assert type_.from_json(type_.to_json(trigger)) == trigger
    assert type_.decode(type_.cell(trigger)) == trigger


@pytest.mark.parametrize("at", ["0001-01-01T00:00+14:00", "9999-12-31T23:59-12:00"])
@pytest.mark.parametrize("hours", [-23, 23])
def test_a_trigger_at_the_calendars_ends_has_a_wall_time_in_each_zone(at: str, hours: int) -> None:
    type_ = TriggerField()
    trigger = type_.from_json({"at": at})
    assert trigger.at is not None
    assert trigger.at.astimezone(timezone(timedelta(hours=hours)))
    assert type_.from_json(type_.to_json(trigger)) == trigger == type_.decode(type_.cell(trigger))


def test_a_trigger_is_typed_as_a_duration() -> None:
    checked = kind_of(Alarm).check({"trigger": "-PT15M"})
    assert checked == {"trigger": Trigger(Duration.parse("-PT15M"))}


@pytest.mark.parametrize(
    "json",
    [{}, "x", {"at": "x"}, {"offset": "PT1H", "at": "2026-01-01T00:00+00:00"},
     {"offset": "PT1H", "repeat": 2}],
)  # fmt: skip
def test_a_trigger_that_does_not_say_when_is_refused(json: Any) -> None:
    with pytest.raises(ValueRefused):
        TriggerField().from_json(json)


def test_texts_are_a_list_in_their_order() -> None:
    type_ = TextListField()
    assert type_.check(" b, a ,,") == ("b", "a")
    assert type_.decode(type_.cell(("b, c", "a"))) == ("b, c", "a")
