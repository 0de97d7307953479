"""The calendar's records, which earlier versions kept aside, move into their tables unharmed."""

from __future__ import annotations

import json
import sqlite3
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from client.operations import records
from client.store import DATABASE_NAME, Query, Store
from garage.calendar.times import EventTimes
from garage.records import Calendar, Event
from tests.client.store.making import Clock, fixed_id, found, open_store, row_stamps, stamp
from tests.client.store.test_released import RELEASED

CALENDAR, MOT, CLUB, AGAIN = map(fixed_id, (201, 202, 203, 204))
HERS = stamp(1_800_000_000_000)
LATER = stamp(1_800_000_060_000)
TIMES = {"start": "2027-03-03T10:00", "end": "2027-03-03T11:00", "zone": "Europe/Berlin"}
WEEKLY = {"start": "2027-03-04", "rules": ["FREQ=WEEKLY;INTERVAL=2"]}
KEPT: list[tuple[str, str, dict[str, Any], dict[str, str], int | None]] = [
    # id, kind, fields, stamps, seq
    (CALENDAR, "calendar", {"name": "Family", "colour": "teal"}, {"": HERS}, 7),
    (MOT, "event", {"calendar": CALENDAR, "title": "MOT", "times": TIMES, "hover": 1},
     {"": HERS, "title": LATER}, 8),
    (CLUB, "event", {"calendar": CALENDAR, "title": "Club evening", "times": WEEKLY},
     {"": HERS}, None),
    (AGAIN, "event", {"calendar": CALENDAR, "title": "Rally", "deleted": True,
                      "times": {"start": "2027-06-12", "end": "2027-06-14"}}, {"": HERS}, 9),
]  # fmt: skip


@pytest.fixture(params=[path for path in RELEASED if path.stem < "version-3"], ids=lambda p: p.stem)
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A profile of a release that did not know the calendar, with events of a later version."""
    raw = sqlite3.connect(tmp_path / DATABASE_NAME)
    raw.executescript(request.param.read_text(encoding="utf-8"))
    (space,) = raw.execute("SELECT id FROM space WHERE home = 1").fetchone()
    columns = [row[1] for row in raw.execute("PRAGMA table_info(unknown_kind)")]
    for id_, kind, fields, stamps, seq in KEPT:
        envelope = json.dumps({"fields": fields, "stamps": stamps})
        raw.execute(
            "INSERT INTO unknown_kind (space, id, kind, envelope) VALUES (?, ?, ?, ?)",
            (space, id_, kind, envelope),
        )
        given = ("ann" if seq else None, seq, seq)
        if "seq" in columns:
            raw.execute(
                "UPDATE unknown_kind SET author = ?, born = ?, seq = ? WHERE id = ?", (*given, id_)
            )
        elif seq:
            raw.execute(
                "INSERT INTO confirmed (space, id, kind, author, born, seq, fields, stamps) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (space, id_, kind, *given, json.dumps(fields), json.dumps(stamps)),
            )
    raw.commit()
    raw.close()
    return tmp_path


def opened(folder: Path) -> Store:
    return open_store(folder, Clock(now=1_950_000_000_000))


def test_what_was_kept_aside_is_shown(folder: Path) -> None:
    with opened(folder) as store:
        store.quick_check()
        (calendar,) = store.read(lambda r: r.all(Calendar))
        assert (calendar.id, calendar.name, calendar.colour) == (CALENDAR, "Family", "teal")
        events = {e.id: e for e in store.read(lambda r: r.all(Event, Query(owner=CALENDAR)))}
        assert set(events) == {MOT, CLUB}
        assert events[MOT].times == EventTimes(
            start=datetime(2027, 3, 3, 10), end=datetime(2027, 3, 3, 11), zone="Europe/Berlin"
        )
        assert events[MOT].extra == {"hover": 1}
        assert [e.title for e in store.read(lambda r: r.all(Event, Query(deleted=True)))] == [
            "Rally"
        ]
        assert found(store, "club evening") == {CLUB}
        club = events[CLUB].times
        assert club is not None
        assert (club.day, club.recurs) == (date(2027, 3, 4), True)


def test_stamps_and_what_the_server_said_stay_with_them(folder: Path) -> None:
    with opened(folder) as store:
        stamps = row_stamps(store, MOT, "event")
        assert stamps == {
            "calendar": HERS, "times": HERS, "hover": HERS, "title": LATER,
        }  # fmt: skip
        rows = store.read(
            lambda r: r.connection.exec_driver_sql(
                "SELECT id, author, born, seq FROM k_event ORDER BY id"
            ).all()
        )
        assert [tuple(row) for row in rows] == [
            (MOT, "ann", 8, 8), (CLUB, None, None, None), (AGAIN, "ann", 9, 9),
        ]  # fmt: skip


def test_what_no_server_had_still_waits_and_nothing_else(folder: Path) -> None:
    with opened(folder) as store:
        # The seven of the release, its hovercraft among them, and the club evening.
        assert store.read(lambda r: r.waiting()) == 8
        records.edit(store, MOT, {"title": "MOT at the garage"})
        assert store.read(lambda r: r.waiting()) == 9
        records.undo(store)


def test_what_was_already_written_down_to_be_sent_goes_on_as_a_patch(folder: Path) -> None:
    raw = sqlite3.connect(folder / DATABASE_NAME)
    (space,) = raw.execute("SELECT id FROM space WHERE home = 1").fetchone()
    fields = {"calendar": CALENDAR, "title": "Club evening", "times": WEEKLY}
    raw.execute(
        "INSERT INTO pending (space, id, kind, fields, stamps, base) VALUES (?, ?, ?, ?, ?, ?)",
        (space, CLUB, "event", json.dumps(fields), json.dumps({"": HERS}), "{}"),
    )
    raw.commit()
    raw.close()
    with opened(folder) as store:
        assert store.read(lambda r: r.get(Event, CLUB)).title == "Club evening"
        assert store.read(lambda r: r.waiting()) == 8
        assert not store.read(
            lambda r: r.connection.exec_driver_sql(
                f"SELECT count(*) FROM confirmed WHERE id = '{CLUB}'"
            ).scalar_one()
        )


def test_a_second_opening_changes_nothing(folder: Path) -> None:
    with opened(folder) as store:
        before = store.read(lambda r: r.all(Event))
    with opened(folder) as store:
        assert store.read(lambda r: r.all(Event)) == before
        assert (
            store.read(
                lambda r: r.connection.exec_driver_sql(
                    "SELECT count(*) FROM unknown_kind"
                ).scalar_one()
            )
            == 1
        )
