"""Where several share a calendar, each person has its alarms quiet or not for themselves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from client.operations import records
from client.operations.agenda import CalendarShown, calendars
from client.operations.alarm_marks import AlarmMarks, marks_of
from client.operations.calendars import add_calendar, edit_calendar
from client.operations.settings import change_settings
from client.store import Reader, Store
from garage.calendar.durations import Duration
from garage.records import Alarm, Calendar, Subscription, kind_named
from garage.records.agenda_fields import Trigger
from garage.rules.own_marks import AT_ONCE, mute_id
from tests.client.operations.test_alarms import CLUB, MADE, RING, look
from tests.client.store.making import Clock, only, open_store
from tests.client.store.sharing import FAMILY, hold, put, sign_in


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path, Clock(now=MADE)) as made:
        sign_in(made)
        yield made


def _shared(store: Store, **values: object) -> str:
    """A calendar of a garage of three, with an event whose alarm rings at `RING`."""
    calendar = put(store, hold(store), "calendar", name="Family", **values)
    event = put(store, FAMILY, "event", calendar=calendar, title="Club", times=CLUB)
    put(store, FAMILY, "alarm", event=event, trigger=Trigger(Duration.parse("-PT1H")))
    return calendar


def _shown(store: Store, id_: str) -> CalendarShown:
    return next(each for each in store.read(calendars) if each.id == id_)


def _record(store: Store, id_: str) -> Calendar:
    return store.read(lambda reader: reader.get(Calendar, id_))


@pytest.mark.parametrize("role", ["viewer", "owner"])
def test_whoever_is_in_a_garage_of_several_mutes_for_themselves(store: Store, role: str) -> None:
    calendar = _shared(store)
    hold(store, role=role)
    home = store.read(lambda reader: reader.home()[0])
    edit_calendar(store, calendar, {"muted": True})
    assert look(store, RING).told == ()
    assert _shown(store, calendar).muted
    # Also where their own garage is not what is shown.
    assert next(
        each.muted
        for each in store.read(lambda r: calendars(Reader(r.connection, FAMILY)))
        if each.id == calendar
    )
    assert not _record(store, calendar).muted
    mark = store.read(lambda r: r.get(Alarm, mute_id(home, calendar)))
    assert (mark.space, mark.event) == (home, calendar)
    assert store.read(marks_of) == AlarmMarks({}, frozenset(), {})
    store.undo()
    assert len(look(store, RING).told) == 1
    store.redo()
    assert look(store, RING).told == ()
    edit_calendar(store, calendar, {"muted": False})
    assert len(look(store, RING).told) == 1


def test_ones_own_choice_goes_before_the_calendars_and_nobody_elses_does(store: Store) -> None:
    calendar = _shared(store, muted=True)
    home = store.read(lambda reader: reader.home()[0])
    # Another person's choice, in a garage of theirs that is seen here.
    theirs = {"event": calendar, "uid": "wanted", "trigger": AT_ONCE}
    put(store, FAMILY, "alarm", **theirs)
    assert look(store, RING).told == ()
    edit_calendar(store, calendar, {"muted": False})
    assert len(look(store, RING).told) == 1
    assert _record(store, calendar).muted
    # Once the others have left, the calendar's own record says it again, and the mark says no less.
    hold(store, members=1)
    edit_calendar(store, calendar, {"muted": True})
    assert _shown(store, calendar).muted
    edit_calendar(store, calendar, {"muted": False})
    assert not _shown(store, calendar).muted
    assert not _record(store, calendar).muted
    marks = [each for each in store.read(lambda r: r.all(Alarm)) if each.space == home]
    assert len(marks) == 1


def test_a_name_and_quiet_are_one_edit_with_one_undo(store: Store) -> None:
    calendar = _shared(store)
    edit_calendar(store, calendar, {"name": "All of us", "muted": True})
    assert (_shown(store, calendar).name, _shown(store, calendar).muted) == ("All of us", True)
    store.undo()
    assert (_shown(store, calendar).name, _shown(store, calendar).muted) == ("Family", False)


def test_what_is_due_and_what_is_new_are_quiet_for_oneself_among_several(store: Store) -> None:
    hold(store)
    change_settings(store, {"space": FAMILY})
    edit_calendar(store, "due:plan", {"muted": True})
    assert _shown(store, "due:plan").muted
    assert store.read(lambda r: r.all(Calendar)) == []
    own = put(store, FAMILY, "calendar", name="Plan", of="plan")
    edit_calendar(store, "due:plan", {"muted": False, "colour": "teal"})
    assert (_shown(store, "due:plan").muted, _shown(store, "due:plan").colour) == (False, "teal")
    made = add_calendar(store, {"name": "Club", "muted": True}).touched["calendar"]
    (club,) = made
    assert _shown(store, club).muted
    assert [_record(store, each).muted for each in (own, club)] == [False, False]


def test_alone_the_calendar_says_it_itself_and_its_feed_is_asked_for(store: Store) -> None:
    calendar = only(add_calendar(store, {"name": "Club", "muted": True}))
    assert _record(store, calendar).muted
    feed = {"calendar": calendar, "url": "https://example.com/a.ics"}
    feed_id = only(records.add(store, kind_named("subscription"), feed))
    edit_calendar(store, calendar, {"muted": False})
    assert not _shown(store, calendar).muted
    assert store.read(lambda r: r.get(Subscription, feed_id)).alarms
    assert store.read(lambda r: r.all(Alarm)) == []
