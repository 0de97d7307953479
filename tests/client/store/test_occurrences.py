"""What is kept worked out of the calendar is what its events come to, whoever wrote them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from client.operations import records
from client.operations.agenda import agenda
from client.store import NewRow, Store
from client.store.layers import Envelope, confirm
from client.store.occurrences import is_behind, kept_in
from client.store.series_rows import Days
from garage.calendar.occurrences import Scheduled, days_stretch, occurrences
from garage.calendar.rule_text import parse_rule
from garage.calendar.series import InstanceId
from garage.calendar.times import EventTimes
from garage.ids import new_id
from garage.records import Event, kind_named
from tests.client.store.making import Clock, fixed_id, only, open_store, stamp

EVENT = kind_named("event")
BERLIN, AUCKLAND = ZoneInfo("Europe/Berlin"), ZoneInfo("Pacific/Auckland")
NOW = 1_795_000_000_000  # in November 2026
START = datetime(2026, 11, 5, 19, 30)
WEEKLY = EventTimes(start=START, zone="Europe/Berlin", rules=(parse_rule("FREQ=WEEKLY"),))
NOVEMBER = Days(date(2026, 11, 1), date(2026, 12, 1), BERLIN)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path, Clock(now=NOW)) as made:
        yield made


@pytest.fixture
def calendar(store: Store) -> str:
    return only(records.add(store, kind_named("calendar"), {"name": "Family"}))


def add(store: Store, calendar: str, times: EventTimes, **values: Any) -> str:
    return only(records.add(store, EVENT, {"calendar": calendar, "times": times, **values}))


def seen(store: Store, days: Days = NOVEMBER) -> list[tuple[str, str]]:
    """(title, start) of what is kept, in order."""

    def read(reader: Any) -> list[tuple[str, str]]:
        titles = dict(
            tuple(row) for row in reader.connection.exec_driver_sql("SELECT n, title FROM k_event")
        )
        rows = kept_in(reader.connection, days)
        return sorted((titles[row.event] or "", str(row.when(days.zone)[0])) for row in rows)

    return store.read(read)


def kept_rows(store: Store) -> int:
    query = "SELECT count(*) FROM occurrence"
    return int(store.read(lambda r: r.connection.exec_driver_sql(query).scalar_one()))


def rows_of(calendar: str, count: int) -> list[NewRow]:
    values = EVENT.complete({"calendar": calendar, "times": WEEKLY, "title": "Club"})
    return [NewRow.of(EVENT, new_id(NOW + n), values) for n in range(count)]


def test_an_import_shows_when_it_is_complete_and_goes_when_it_is_undone(
    store: Store, calendar: str
) -> None:
    batch = store.begin_batch("club.ics")
    store.land(batch, rows_of(calendar, 2))
    assert seen(store) == []
    assert kept_rows(store) == 0
    store.complete_batch(batch, "import")
    assert len(seen(store)) == 8
    store.undo()
    assert seen(store) == []
    store.redo()
    assert len(seen(store)) == 8
    # On a busy machine the twenty milliseconds of an edit may not have been enough for all of it.
    store.catch_up()
    assert not store.read(lambda r: is_behind(r.connection))
    assert len(seen(store)) == 8


def test_an_import_that_is_given_up_leaves_nothing(store: Store, calendar: str) -> None:
    batch = store.begin_batch("club.ics")
    store.land(batch, rows_of(calendar, 2))
    store.give_up_batch(batch)
    assert seen(store) == []
    assert kept_rows(store) == 0


def test_what_other_devices_write_is_shown(store: Store, calendar: str) -> None:
    space = store.read(lambda r: r.home()[0])
    fields = {"calendar": calendar, "title": "Club", "times": WEEKLY.to_json()}
    theirs = Envelope(space, fixed_id(7), "event", fields, {"": stamp(NOW)}, "ann", 5, 5)
    store.layered(lambda t: confirm(t, theirs))
    assert len(seen(store)) == 4
    moved = {**fields, "times": EventTimes(start=date(2026, 11, 20)).to_json()}
    later = Envelope(space, fixed_id(7), "event", moved, {"": stamp(NOW + 9)}, "ann", 5, 6)
    store.layered(lambda t: confirm(t, later))
    assert seen(store) == [("Club", "2026-11-20")]
    gone = Envelope(
        space, fixed_id(7), "event", {**moved, "deleted": True}, {"": stamp(NOW + 19)}, "ann", 5, 7
    )
    store.layered(lambda t: confirm(t, gone))
    assert seen(store) == []


def test_much_at_once_is_shown_before_it_is_worked_out(store: Store, calendar: str) -> None:
    batch = store.begin_batch("club.ics")
    store.land(batch, rows_of(calendar, 300))
    store.complete_batch(batch, "import")
    assert store.read(lambda r: is_behind(r.connection))
    assert len(seen(store)) == 1_200
    store.catch_up()
    assert not store.read(lambda r: is_behind(r.connection))
    assert len(seen(store)) == 1_200
    version = store.data_version()
    store.catch_up()
    assert store.data_version() == version


def test_days_far_from_today_are_worked_out_when_they_are_asked_for(
    store: Store, calendar: str
) -> None:
    add(store, calendar, WEEKLY, title="Club")
    add(store, calendar, EventTimes(start=date(2040, 2, 3)), title="Far")
    far = Days(date(2040, 2, 1), date(2040, 3, 1), BERLIN)
    assert [title for title, _ in seen(store, far)] == ["Club"] * 4 + ["Far"]
    assert seen(store, Days(date(1999, 1, 1), date(2000, 1, 1), BERLIN)) == []


def test_the_years_that_are_kept_move_on(tmp_path: Path) -> None:
    with open_store(tmp_path, Clock(now=NOW)) as store:
        calendar = only(records.add(store, kind_named("calendar"), {"name": "Family"}))
        add(store, calendar, WEEKLY, title="Club")
        before = kept_rows(store)
    with open_store(tmp_path, Clock(now=NOW + 2 * 365 * 86_400_000)) as store:
        store.catch_up()
        assert kept_rows(store) > before
        query = "SELECT max(starts) FROM occurrence"
        last = store.read(lambda r: r.connection.exec_driver_sql(query).scalar_one())
        assert datetime.fromtimestamp(last, UTC).year == 2030


def test_what_comes_every_hour_is_not_kept_and_shown_all_the_same(
    store: Store, calendar: str
) -> None:
    hourly = EventTimes(start=START, zone="UTC", rules=(parse_rule("FREQ=HOURLY"),))
    add(store, calendar, hourly, title="Pump")
    assert kept_rows(store) == 0
    day = Days(date(2026, 11, 20), date(2026, 11, 21), BERLIN)
    assert len(seen(store, day)) == 24


def test_a_rule_that_takes_too_long_shows_its_first_time(store: Store, calendar: str) -> None:
    never = parse_rule("FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30")
    add(store, calendar, EventTimes(start=START, zone="UTC", rules=(never,)), title="Never")
    assert seen(store) == [("Never", "2026-11-05 20:30:00+01:00")]


def test_what_began_on_another_day_is_shown_as_long_as_it_lasts(
    store: Store, calendar: str
) -> None:
    night = EventTimes(
        start=datetime(2026, 11, 5, 23), end=datetime(2026, 11, 6, 5), zone="Europe/Berlin"
    )
    add(store, calendar, night, title="Night")
    add(store, calendar, EventTimes(start=date(2026, 11, 5), end=date(2026, 11, 7)), title="Two")
    add(store, calendar, EventTimes(start=date(2026, 11, 1), end=date(2026, 11, 8)), title="Week")

    def titles(day: int) -> list[str]:
        days = Days(date(2026, 11, day), date(2026, 11, day + 1), BERLIN)
        return [title for title, _ in seen(store, days)]

    assert titles(4) == ["Week"]
    assert titles(5) == titles(6) == ["Night", "Two", "Week"]
    assert titles(7) == ["Week"]
    assert titles(8) == []


def test_an_exception_finds_its_series_and_leaves_it(store: Store, calendar: str) -> None:
    add(store, calendar, WEEKLY, title="Club", uid="u1")
    at = InstanceId(datetime(2026, 11, 12, 19, 30), "Europe/Berlin")
    own = EventTimes(start=datetime(2026, 11, 13, 18), zone="Europe/Berlin")
    other = add(store, calendar, own, title="Guests", uid="u1", recurrence=at)
    assert ("Guests", "2026-11-13 18:00:00+01:00") in seen(store)
    assert len(seen(store)) == 4
    records.edit(store, other, {"uid": "u2"})
    assert len(seen(store)) == 5
    records.undo(store)
    assert len(seen(store)) == 4
    records.delete(store, [other])
    assert ("Club", "2026-11-12 19:30:00+01:00") in seen(store)


def test_of_two_that_claim_to_be_one_series_the_first_has_the_exceptions(
    store: Store, calendar: str
) -> None:
    first, second = (
        EventTimes(start=datetime(2026, 11, 5, hour), end=datetime(2026, 11, 5, hour + 1))
        for hour in (9, 12)
    )
    later, earlier = fixed_id(9), fixed_id(8)
    space = store.read(lambda r: r.home()[0])
    for n, (id_, times) in enumerate([(later, second), (earlier, first)]):
        fields = {"calendar": calendar, "title": id_[-1], "times": times.to_json(), "uid": "u1"}
        clocks = {"": stamp(NOW + n)}
        theirs = Envelope(space, id_, "event", fields, clocks, "ann", 5 + n, 5 + n)
        store.layered(partial(confirm, envelope=theirs))
    at = InstanceId(first.start)
    add(store, calendar, EventTimes(start=date(2026, 11, 5)), title="X", uid="u1", recurrence=at)
    assert [title for title, _ in seen(store)] == [later[-1], "X"]


def test_an_event_of_year_1_and_one_of_9999_are_shown(store: Store, calendar: str) -> None:
    add(store, calendar, EventTimes(start=datetime(1, 1, 1, 0), zone="Asia/Tokyo"), title="One")
    add(store, calendar, EventTimes(start=date(9999, 12, 31)), title="Last")
    assert seen(store, Days(date(9999, 12, 1), date(9999, 12, 31), BERLIN)) == []
    assert [t for t, _ in seen(store, Days(date(9999, 12, 31), date.max, BERLIN))] == []
    assert len(seen(store, Days(date.min, date(2, 1, 1), UTC))) == 1


def test_no_event_at_the_calendars_ends_takes_the_others_away(store: Store, calendar: str) -> None:
    add(store, calendar, WEEKLY, title="Club")
    last = datetime(9999, 12, 31, 23, 59, 59)
    for rule in ("FREQ=DAILY;COUNT=9999999", "FREQ=MONTHLY;COUNT=3;BYMONTHDAY=1"):
        for start, zone in ((datetime(1, 1, 1), "Pacific/Kiritimati"), (last, "Etc/GMT+12")):
            add(store, calendar, EventTimes(start=start, zone=zone, rules=(parse_rule(rule),)))
            add(store, calendar, EventTimes(start=start, end=last, zone=zone))
            add(store, calendar, EventTimes(start=start, end=last))
    store.catch_up()
    for day in (date.min, date(2026, 11, 5), date(9999, 12, 20)):
        for zone in (ZoneInfo("Etc/GMT+12"), ZoneInfo("Pacific/Kiritimati"), BERLIN):
            asked = partial(agenda, first=day, last=day + timedelta(days=11), zone=zone, today=day)
            shown = store.read(asked)
            assert any(each.title == "Club" for each in shown) == (day.year > 1)
            assert len(shown) > 4


# ---------------------------------------------------------------------- the law


RULES = ("FREQ=WEEKLY", "FREQ=DAILY;COUNT=9", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=YEARLY")


@st.composite
def times_of(draw: st.DrawFn) -> EventTimes:
    day = date(2026, 11, 1) + timedelta(days=draw(st.integers(-500, 60)))
    rules = draw(st.sampled_from([(), *((parse_rule(each),) for each in RULES)]))
    long = draw(st.integers(1, 5))
    if draw(st.booleans()):
        return EventTimes(start=day, end=day + timedelta(days=long), rules=rules)
    start = datetime(day.year, day.month, day.day, draw(st.integers(0, 23)), 30)
    zone = draw(st.sampled_from(["", "UTC", "Europe/Berlin", "America/New_York", "Mars/Olympus"]))
    # How long what floats over a clock's change is, depends on whose clock that is.
    hours = draw(st.sampled_from([0, 1, 30, 100])) if zone not in ("", "Mars/Olympus") else 0
    end = start + timedelta(hours=hours)
    return EventTimes(start=start, end=end, zone=zone, rules=rules)


DEEDS = st.lists(
    st.tuples(st.sampled_from(["add", "edit", "delete", "undo", "exception"]), times_of()),
    min_size=1, max_size=8,
)  # fmt: skip


def do(store: Store, calendar: str, deed: str, times: EventTimes) -> None:
    json = EventTimes.from_json(times.to_json())
    events = store.read(lambda r: r.all(Event))
    last = store.read(lambda r: r.last_deed())
    # The calendar itself is not taken back.
    if deed == "undo" and last is not None and last.title != "Family":
        store.undo()
    elif deed == "delete" and events:
        records.delete(store, [events[0].id])
    elif deed == "exception" and events and events[0].times and not events[0].recurrence:
        master = events[0].times
        values = {
            "calendar": calendar, "times": json, "uid": events[0].uid,
            "recurrence": InstanceId(master.start, master.zone),
        }  # fmt: skip
        _write(store, None, values)
    elif deed == "edit" and events:
        _write(store, events[0].id, {"times": json})
    else:
        uid = f"u{len(events)}" if len(events) % 3 else None
        _write(store, None, {"calendar": calendar, "times": json, "uid": uid})


def _write(store: Store, id_: str | None, values: dict[str, Any]) -> None:
    """Past the check of zones, as what other devices write comes."""

    def work(transaction: Any) -> None:
        given = {name: value for name, value in values.items() if value is not None}
        if id_ is None:
            transaction.add(EVENT, given)
        else:
            transaction.change(EVENT, id_, given)

    store.operate(work, "edit", "")


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    DEEDS,
    st.sampled_from([BERLIN, AUCKLAND, UTC]),
    st.one_of(st.integers(-6, 6), st.integers(-900, 1_500)),
)
def test_what_is_kept_is_what_the_events_come_to(
    deeds: list[tuple[str, EventTimes]], zone: Any, away: int
) -> None:
    # Mostly around the start of what was done first, where days are cut.
    first = deeds[0][1].day + timedelta(days=away)
    last = first + timedelta(days=40)
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder), Clock(NOW)) as store:
        calendar = only(records.add(store, kind_named("calendar"), {"name": "Family"}))
        for deed, times in deeds:
            do(store, calendar, deed, times)
        scheduled = [
            Scheduled(e.id, e.times, e.uid, e.calendar, e.recurrence)
            for e in sorted(store.read(lambda r: r.all(Event)), key=lambda e: e.id)
            if e.times is not None
        ]
        stretch = days_stretch(first, last - timedelta(days=1), zone)
        wanted = sorted(
            (each.start, each.end, each.at.text if each.at else "")
            for each in occurrences(scheduled, stretch, zone).occurrences
        )

        def read(reader: Any) -> list[Any]:
            rows = kept_in(reader.connection, Days(first, last, zone))
            return sorted(
                (*(_aware(when, zone) for when in row.when(zone)),
                 row.instance.text if row.instance else "")
                for row in rows
            )  # fmt: skip

        assert store.read(read) == wanted


def _aware(when: date, zone: Any) -> datetime:
    if isinstance(when, datetime):
        return when
    return datetime(when.year, when.month, when.day, tzinfo=zone)
