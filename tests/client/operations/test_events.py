"""Events are added, changed, moved, copied and deleted: one of a series, those after it, or all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from client.errors import Forbidden
from client.operations import records
from client.operations.agenda import Entry, agenda, calendars
from client.operations.calendars import (
    add_calendar,
    delete_calendar,
    edit_calendar,
    show_calendar,
)
from client.operations.events import (
    Along,
    Scope,
    add_event,
    copy_event,
    delete_event,
    edit_event,
    move_event,
)
from client.store import Query, Store
from garage.calendar.durations import Duration
from garage.calendar.rule_text import parse_rule
from garage.calendar.times import EventTimes
from garage.errors import ValueRefused
from garage.records import Alarm, Attendee, Calendar, Event, kind_named
from garage.records.agenda_fields import Trigger
from tests.client.store.making import Clock, only, open_store

BERLIN = ZoneInfo("Europe/Berlin")
TODAY = date(2026, 11, 18)
NOW = 1_795_000_000_000  # in November 2026
CLUB = EventTimes(
    start=datetime(2026, 11, 5, 19, 30), end=datetime(2026, 11, 5, 22), zone="Europe/Berlin",
    rules=(parse_rule("FREQ=WEEKLY;INTERVAL=2"),),
)  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path, Clock(now=NOW)) as made:
        yield made


@pytest.fixture
def calendar(store: Store) -> str:
    return only(add_calendar(store, {"name": "Family", "colour": "royalblue"}))


@pytest.fixture
def club(store: Store, calendar: str) -> str:
    return only(add_event(store, {"calendar": calendar, "title": "Club", "times": CLUB}))


def shown(
    store: Store, first: date = date(2026, 11, 1), last: date = date(2027, 1, 1)
) -> list[Entry]:
    return list(store.read(lambda r: agenda(r, first, last, BERLIN, today=TODAY)))


def said(store: Store) -> list[str]:
    """ "19 Nov 19:30 Club" of November and December."""
    return [
        f"{e.start:%d %b %H:%M} {e.title}" if not e.all_day else f"{e.start:%d %b} {e.title}"
        for e in shown(store)
    ]


def at(store: Store, day: int, month: int = 11) -> Entry:
    """The entry of a day of 2026."""
    (found,) = [e for e in shown(store) if (e.start.month, e.start.day) == (month, day)]
    return found


ALL = ["05 Nov 19:30 Club", "19 Nov 19:30 Club", "03 Dec 19:30 Club", "17 Dec 19:30 Club",
       "31 Dec 19:30 Club"]  # fmt: skip


def test_a_series_is_shown_at_each_of_its_times(store: Store, club: str) -> None:
    assert said(store) == ALL
    entry = at(store, 19)
    assert (entry.id, entry.kind, entry.recurring, entry.all_day) == (club, "event", True, False)
    assert entry.end == datetime(2026, 11, 19, 22, tzinfo=BERLIN)
    record = store.read(lambda r: r.get(Event, club))
    assert record.uid == f"{club}@paddock"
    assert record.sequence == 0
    assert record.created is not None


def test_an_event_without_a_calendar_goes_into_the_first_or_one_that_is_made(store: Store) -> None:
    day = EventTimes(start=date(2026, 11, 20))
    add_event(store, {"title": "Wash", "times": day}, first_calendar="Mine")
    (made,) = store.read(lambda r: r.all(Calendar))
    assert made.name == "Mine"
    add_event(store, {"title": "Polish", "times": day})
    assert {e.calendar for e in shown(store)} == {made.id}
    records.undo(store)
    records.undo(store)
    assert not store.read(lambda r: r.all(Calendar))
    assert shown(store) == []


def test_one_instance_is_changed_and_undone(store: Store, club: str) -> None:
    entry = at(store, 19)
    edit_event(store, club, {"title": "Club with guests"}, entry.instance, Scope.THIS)
    assert said(store)[1] == "19 Nov 19:30 Club with guests"
    guests = at(store, 19)
    assert guests.id != club
    assert guests.instance == entry.instance
    # It is changed again under its own id, and no second exception comes of it.
    edit_event(store, guests.id, {"place": "Gasthof Post"}, guests.instance, Scope.THIS)
    assert at(store, 19).place == "Gasthof Post"
    assert len(store.read(lambda r: r.all(Event))) == 2
    records.undo(store)
    records.undo(store)
    assert said(store) == ALL


def test_one_instance_is_moved_by_hand(store: Store, club: str) -> None:
    entry = at(store, 19)
    start = datetime(2026, 11, 20, 18, tzinfo=BERLIN)
    move_event(
        store, club, start, start + timedelta(hours=1), all_day=False,
        instance=entry.instance, scope=Scope.THIS,
    )  # fmt: skip
    assert said(store) == ["05 Nov 19:30 Club", "20 Nov 18:00 Club", *ALL[2:]]
    assert at(store, 20).end == datetime(2026, 11, 20, 19, tzinfo=BERLIN)
    records.undo(store)
    assert said(store) == ALL


def test_this_and_following_go_on_as_another_series(store: Store, club: str) -> None:
    edit_event(store, club, {"title": "Guests"}, at(store, 17, 12).instance, Scope.THIS)
    entry = at(store, 3, 12)
    start = datetime(2026, 12, 3, 20, tzinfo=BERLIN)
    move_event(
        store, club, start, start + timedelta(hours=2), all_day=False,
        instance=entry.instance, scope=Scope.FOLLOWING,
    )  # fmt: skip
    assert said(store) == [
        *ALL[:2], "03 Dec 20:00 Club", "17 Dec 20:00 Guests", "31 Dec 20:00 Club",
    ]  # fmt: skip
    later = at(store, 3, 12)
    assert later.id != club
    old, new = (store.read(lambda r, i=i: r.get(Event, i)) for i in (club, later.id))
    assert new.uid != old.uid
    assert new.related == (old.uid,)
    records.undo(store)
    assert said(store) == [*ALL[:3], "17 Dec 19:30 Guests", ALL[4]]


def test_all_move_with_their_exceptions(store: Store, club: str) -> None:
    edit_event(store, club, {"place": "Post"}, at(store, 17, 12).instance, Scope.THIS)
    delete_event(store, club, at(store, 3, 12).instance, Scope.THIS)
    entry = at(store, 19)
    start = datetime(2026, 11, 20, 19, tzinfo=BERLIN)
    move_event(
        store, club, start, start + timedelta(hours=3), all_day=False, instance=entry.instance
    )
    assert said(store) == ["06 Nov 19:00 Club", "20 Nov 19:00 Club", "18 Dec 19:00 Club"]
    assert at(store, 18, 12).place == "Post"
    records.undo(store)
    records.undo(store)
    records.undo(store)
    assert said(store) == ALL


def test_all_take_a_new_title_but_for_exceptions_that_said_their_own(
    store: Store, club: str
) -> None:
    edit_event(store, club, {"title": "Guests"}, at(store, 19).instance, Scope.THIS)
    edit_event(store, club, {"place": "Post"}, at(store, 3, 12).instance, Scope.THIS)
    edit_event(store, club, {"title": "Meeting"}, at(store, 17, 12).instance, Scope.ALL)
    assert [e.title for e in shown(store)] == ["Meeting", "Guests", *["Meeting"] * 3]
    assert at(store, 3, 12).place == "Post"


def test_another_rule_for_this_and_following(store: Store, club: str) -> None:
    entry = at(store, 3, 12)
    weekly = EventTimes(
        start=datetime(2026, 12, 3, 19, 30), end=datetime(2026, 12, 3, 22), zone="Europe/Berlin",
        rules=(parse_rule("FREQ=WEEKLY"),),
    )  # fmt: skip
    edit_event(store, club, {"times": weekly}, entry.instance, Scope.FOLLOWING)
    assert said(store) == [
        *ALL[:3], "10 Dec 19:30 Club", "17 Dec 19:30 Club", "24 Dec 19:30 Club",
        "31 Dec 19:30 Club",
    ]  # fmt: skip


def test_a_series_that_is_not_to_come_again(store: Store, club: str) -> None:
    edit_event(store, club, {"place": "Post"}, at(store, 17, 12).instance, Scope.THIS)
    once = EventTimes(start=datetime(2026, 11, 19, 19, 30), zone="Europe/Berlin")
    edit_event(store, club, {"times": once}, at(store, 19).instance, Scope.ALL)
    assert said(store) == ["19 Nov 19:30 Club"]
    assert not at(store, 19).recurring
    records.undo(store)
    assert said(store) == ALL
    assert at(store, 17, 12).place == "Post"


def test_instances_are_deleted_one_the_rest_and_all(store: Store, club: str) -> None:
    edit_event(store, club, {"place": "Post"}, at(store, 19).instance, Scope.THIS)
    delete_event(store, at(store, 19).id, at(store, 19).instance, Scope.THIS)
    assert said(store) == [ALL[0], *ALL[2:]]
    delete_event(store, club, at(store, 17, 12).instance, Scope.FOLLOWING)
    assert said(store) == [ALL[0], ALL[2]]
    delete_event(store, club, at(store, 3, 12).instance, Scope.ALL)
    assert said(store) == []
    for left in ([ALL[0], ALL[2]], [ALL[0], *ALL[2:]], ALL):
        records.undo(store)
        assert said(store) == left
    assert at(store, 19).place == "Post"


def test_from_the_first_on_is_all(store: Store, club: str) -> None:
    delete_event(store, club, at(store, 5).instance, Scope.FOLLOWING)
    assert said(store) == []
    assert not store.read(lambda r: r.all(Event))


def test_a_single_event_becomes_all_day_and_back(store: Store, calendar: str) -> None:
    times = EventTimes(
        start=datetime(2026, 11, 19, 8, 30), end=datetime(2026, 11, 19, 10), zone="Europe/London"
    )
    id_ = only(add_event(store, {"calendar": calendar, "title": "HU", "times": times}))
    assert said(store) == ["19 Nov 09:30 HU"]
    move_event(store, id_, date(2026, 11, 20), date(2026, 11, 22), all_day=True)
    assert said(store) == ["20 Nov HU"]
    assert at(store, 20).end == date(2026, 11, 22)
    start = datetime(2026, 11, 23, 8, tzinfo=BERLIN)
    move_event(store, id_, start, start + timedelta(hours=1), all_day=False)
    assert said(store) == ["23 Nov 08:00 HU"]
    moved = store.read(lambda r: r.get(Event, id_))
    assert moved.times is not None
    assert moved.times.zone == "Europe/Berlin"
    assert moved.sequence == 2


def test_alarms_and_attendees_go_with_an_instance_that_parts(store: Store, calendar: str) -> None:
    along = [
        Along("alarm", values={"trigger": Trigger(Duration.parse("-PT15M"))}),
        Along("attendee", values={"address": "mailto:anna@example.com", "name": "Anna"}),
    ]
    values = {"calendar": calendar, "title": "Club", "times": CLUB}
    club = next(id_ for id_ in add_event(store, values, along).touched["event"])
    (alarm,) = store.read(lambda r: r.all(Alarm, Query(owner=club)))
    later = Along("alarm", alarm.id, {"trigger": Trigger(Duration.parse("-PT1H"))})
    edit_event(store, club, {"place": "Post"}, at(store, 19).instance, Scope.THIS, [later])
    own = at(store, 19).id
    (theirs,) = store.read(lambda r: r.all(Alarm, Query(owner=own)))
    assert theirs.trigger == Trigger(Duration.parse("-PT1H"))
    assert store.read(lambda r: r.get(Alarm, alarm.id)).trigger == alarm.trigger
    assert [a.name for a in store.read(lambda r: r.all(Attendee, Query(owner=own)))] == ["Anna"]


def test_a_copy_is_an_event_of_its_own(store: Store, club: str) -> None:
    start = datetime(2026, 11, 25, 19, tzinfo=BERLIN)
    entry = at(store, 19)
    copy_event(
        store, club, start, start + timedelta(hours=2), all_day=False, instance=entry.instance
    )
    copied = at(store, 25)
    assert not copied.recurring
    assert copied.id != club
    assert said(store) == [*ALL[:2], "25 Nov 19:00 Club", *ALL[2:]]


def test_wrong_times_change_nothing(store: Store, club: str) -> None:
    first = EventTimes(
        start=datetime(2026, 11, 5, 9), zone="Europe/Berlin",
        rules=(parse_rule("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"),),
    )  # fmt: skip
    edit_event(store, club, {"times": first})
    before = said(store)
    entry = at(store, 30)
    start = datetime(2026, 11, 28, 9, tzinfo=BERLIN)
    with pytest.raises(ValueRefused, match="cannot be moved to other days"):
        move_event(store, club, start, start, all_day=False, instance=entry.instance)
    assert said(store) == before


def test_what_is_subscribed_is_not_written(store: Store, calendar: str, club: str) -> None:
    feed = {"calendar": calendar, "url": "https://example.com/a.ics"}
    records.add(store, kind_named("subscription"), feed)
    (there,) = [c for c in store.read(calendars) if c.id == calendar]
    assert (there.editable, there.muted, there.subscribed) == (False, True, True)
    for work in (
        lambda: edit_event(store, club, {"title": "x"}),
        lambda: delete_event(store, club),
        lambda: add_event(store, {"calendar": calendar, "times": CLUB}),
    ):
        with pytest.raises(Forbidden, match="filled by a feed"):
            work()


def test_calendars_are_hidden_coloured_and_taken_away_with_their_events(
    store: Store, calendar: str, club: str
) -> None:
    show_calendar(store, calendar, False)
    assert said(store) == []
    assert len(store.read(lambda r: agenda(
        r, date(2026, 11, 1), date(2027, 1, 1), BERLIN, today=TODAY, everything=True
    ))) == 5  # fmt: skip
    show_calendar(store, calendar, True)
    edit_calendar(store, calendar, {"colour": "teal", "name": "Club"})
    (own, *due) = store.read(calendars)
    assert (own.name, own.colour, own.shown, own.editable) == ("Club", "teal", True, True)
    assert [each.id for each in due] == [
        "due:reminders", "due:inspections", "due:insurance", "due:warranties", "due:plan",
    ]  # fmt: skip
    delete_calendar(store, calendar)
    assert said(store) == []
    assert not store.read(lambda r: r.all(Event))
    assert next(c.of for c in store.read(calendars)) == "reminders"
    records.undo(store)
    assert said(store) == ALL
    assert [e.id for e in store.read(lambda r: r.all(Event))] == [club]


def test_the_calendar_of_what_is_due_can_be_named_and_coloured(store: Store) -> None:
    edit_calendar(store, "due:inspections", {"name": "Inspection and legal", "muted": True})
    edit_calendar(store, "due:inspections", {"colour": "sienna"})
    (found,) = [c for c in store.read(calendars) if c.of == "inspections"]
    assert (found.id, found.name, found.colour, found.muted) == (
        "due:inspections", "Inspection and legal", "sienna", True,
    )  # fmt: skip
    assert len(store.read(lambda r: r.all(Calendar))) == 1
    show_calendar(store, "due:inspections", False)
    (found,) = [c for c in store.read(calendars) if c.of == "inspections"]
    assert not found.shown


def test_what_is_due_stands_beside_the_events(store: Store, club: str) -> None:
    car = only(records.add(store, kind_named("vehicle"), {"name": "Golf"}))
    reminder = only(
        records.add(
            store, kind_named("reminder"), {"vehicle": car, "title": "Oil", "due": "2026-11-10"}
        )
    )
    entry = at(store, 10)
    assert (entry.id, entry.kind, entry.calendar) == (reminder, "reminder", "due:reminders")
    assert (entry.start, entry.end, entry.all_day) == (
        date(2026, 11, 10), date(2026, 11, 11), True,
    )  # fmt: skip
    assert (entry.late, entry.completable, entry.vehicle) == (True, True, car)
