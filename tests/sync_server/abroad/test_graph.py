"""What is particular to Microsoft Graph: its window, its series, its recurrences, its links."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from garage.calendar.instances import Stretch, instances
from garage.calendar.rule_text import parse_rule
from garage.calendar.times import EventTimes
from garage.errors import ValueRefused
from sync_server.abroad import graph_rules
from sync_server.abroad.asking import Asking
from sync_server.abroad.foreign import Later, TheirCalendar
from sync_server.abroad.graph import Graph
from sync_server.abroad.graph_cursor import OLD_MS
from sync_server.kit import clock
from tests.sync_server.abroad.microsoft import Microsoft
from tests.sync_server.abroad.sides import Connected, MicrosoftSide
from tests.sync_server.abroad.standing import Answer

WEEKLY = "FREQ=WEEKLY;BYDAY=MO"
HELD = (
    "FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", "FREQ=MONTHLY;BYMONTHDAY=2",
    "FREQ=MONTHLY;BYDAY=1MO", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1",
    "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=2", "FREQ=YEARLY;BYMONTH=3;BYDAY=1MO",
    "FREQ=WEEKLY;UNTIL=20260330T160000Z;BYDAY=MO", "FREQ=WEEKLY;COUNT=4;BYDAY=MO",
)  # fmt: skip
NOT_HELD = (
    "FREQ=HOURLY", "FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=YEARLY;BYMONTH=3,4;BYMONTHDAY=2",
    "FREQ=YEARLY;BYDAY=9MO", "FREQ=DAILY;BYDAY=MO", "FREQ=MONTHLY;BYMONTHDAY=2,5",
    "FREQ=WEEKLY;COUNT=1000;BYDAY=MO", "FREQ=MONTHLY;BYDAY=TU", "FREQ=WEEKLY;BYDAY=TU",
)  # fmt: skip


@pytest.fixture(params=["microsoft"])
def side(request: pytest.FixtureRequest) -> MicrosoftSide:
    return MicrosoftSide(request.getfixturevalue(request.param))


def of(rule: str) -> EventTimes:
    return EventTimes(
        start=datetime(2026, 3, 2, 18), end=datetime(2026, 3, 2, 19), zone="Europe/Berlin",
        rules=(parse_rule(rule),),
    )  # fmt: skip


def days(times: EventTimes) -> list[datetime]:
    stretch = Stretch(datetime(2026, 1, 1, tzinfo=UTC), datetime(2029, 1, 1, tzinfo=UTC))
    return [each.start for each in instances(times, stretch, UTC)]


@pytest.mark.parametrize("rule", HELD)
def test_a_rule_goes_there_and_back_with_the_same_days(rule: str) -> None:
    times = of(rule)
    said = graph_rules.written(times)
    assert said is not None
    back = graph_rules.read_rule(said, all_day=False)
    again = EventTimes(start=times.start, end=times.end, zone=times.zone, rules=(back,))
    assert days(again) == days(times)


@pytest.mark.parametrize("rule", NOT_HELD)
def test_a_rule_that_they_would_follow_otherwise_is_not_sent(rule: str) -> None:
    with pytest.raises(ValueRefused):
        graph_rules.written(of(rule))


def test_a_day_that_a_month_lacks_is_its_last_as_with_them() -> None:
    pattern = {"type": "absoluteMonthly", "interval": 1, "dayOfMonth": 31}
    rule = graph_rules.read_rule({"pattern": pattern, "range": {"type": "noEnd"}}, all_day=True)
    times = EventTimes(start=date(2026, 1, 31), rules=(rule,))
    assert [each.date().isoformat() for each in days(times)[:3]] == [
        "2026-01-31", "2026-02-28", "2026-03-31",
    ]  # fmt: skip
    assert graph_rules.written(times) is not None


def test_events_outside_the_window_come_in_and_their_edits_when_it_is_moved_on(
    ann: Connected, side: MicrosoftSide, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("before", "after"):
        monkeypatch.setattr(Graph, name, timedelta(days=10))
    old = side.add("Old", "2001-05-02T18:00")
    ann.turn()
    assert set(ann.shown()) == {"Old"}
    side.edit(old, title="Older")
    ann.turn()
    assert set(ann.shown()) == {"Old"}
    present = clock.now()
    monkeypatch.setattr(clock, "now", lambda: present + OLD_MS + clock.HOUR)
    ann.turn()
    assert set(ann.shown()) == {"Older"}


def test_a_series_that_is_moved_here_keeps_its_changed_and_its_dropped_days(
    ann: Connected, side: MicrosoftSide
) -> None:
    id_ = side.add("Training", "2026-03-02T18:00", WEEKLY)
    side.edit_instance(id_, "2026-03-09T18:00", title="Race")
    side.drop_instance(id_, "2026-03-16T18:00")
    ann.turn()
    record, event = ann.one("Training")
    ann.edit(record, times={**event["times"], "end": "2026-03-02T21:00"})
    ann.turn(3)
    assert set(side.shown()) == {"Training", "Race"} == set(ann.shown())
    assert side.dropped(id_) == {"2026-03-16T18:00"}
    assert ann.events()[record]["times"]["removed"] == ["2026-03-16T18:00"]


def test_a_series_that_is_moved_there_forgets_its_changed_days_here_too(
    ann: Connected, side: MicrosoftSide
) -> None:
    id_ = side.add("Training", "2026-03-02T18:00", WEEKLY)
    side.edit_instance(id_, "2026-03-09T18:00", title="Race")
    ann.turn()
    side.edit(id_, start="2026-03-02T20:00")
    ann.turn(2)
    assert ann.shown() == {"Training": "2026-03-02T20:00"} == side.shown()


def test_a_link_to_somebody_else_is_not_followed(microsoft: Microsoft) -> None:
    access, _ = microsoft.let_in()
    graph = Graph(Asking(allowed=lambda _: True), f"{microsoft.url}/v1.0", access)
    microsoft.faults = [
        None,
        lambda asked, plain: Answer(
            {"value": [], "@odata.nextLink": "http://169.254.169.254/v1.0/me/calendars"}
        ),
    ]
    with pytest.raises(Later):
        graph.calendars()
    assert microsoft.asked[-1].path.endswith("/calendars")


def test_all_times_are_asked_for_in_utc_and_texts_plain(microsoft: Microsoft) -> None:
    access, _ = microsoft.let_in()
    graph = Graph(Asking(allowed=lambda _: True), f"{microsoft.url}/v1.0", access)
    graph.changes(TheirCalendar("AAMk/ann=", "Calendar"), "", "")
    said = microsoft.asked[-1].headers["prefer"]
    for wish in ('timezone="UTC"', 'body-content-type="text"', 'IdType="ImmutableId"'):
        assert wish in said
