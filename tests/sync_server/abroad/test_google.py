"""What is particular to Google: limits by reasons, days that are left out, series of others."""

from __future__ import annotations

import pytest

from tests.sync_server.abroad.sides import Connected, GoogleSide
from tests.sync_server.abroad.standing import status

WEEKLY = "FREQ=WEEKLY;BYDAY=MO"


@pytest.fixture(params=["google"])
def side(request: pytest.FixtureRequest) -> GoogleSide:
    return GoogleSide(request.getfixturevalue(request.param))


def test_a_limit_is_waited_out_and_a_refusal_is_kept(ann: Connected, side: GoogleSide) -> None:
    ann.add("Ours", "2026-03-03T19:00")
    side.stand_in.faults = [None, status(403, reason="rateLimitExceeded")]
    ann.turn()
    assert ann.told()[1] == "they ask for fewer requests"
    side.stand_in.faults = [None, None, status(403, reason="forbidden")]
    ann.turn()
    (pair,) = ann.device.ask("GET", "/calendars/connected").json()["connections"][0]["pairs"]
    assert pair["kept"] == 1
    ann.edit(ann.one("Ours")[0], place="Here")
    ann.turn()
    assert set(side.shown()) == {"Ours"}


def test_days_that_a_series_leaves_out_by_itself_come_in(ann: Connected, side: GoogleSide) -> None:
    id_ = side.add("Training", "2026-03-02T18:00", WEEKLY)
    lines = [f"RRULE:{WEEKLY}", "EXDATE;TZID=Europe/Berlin:20260309T180000"]
    side.edit(id_, recurrence=lines)
    ann.turn()
    record, event = ann.one("Training")
    assert event["times"]["removed"] == ["2026-03-09T18:00"]
    ann.edit(record, times={**event["times"], "end": "2026-03-02T21:00"})
    ann.turn()
    assert side.dropped(id_) == {"2026-03-09T18:00"}


def test_a_day_that_is_put_back_here_is_put_back_there(ann: Connected, side: GoogleSide) -> None:
    id_ = side.add("Training", "2026-03-02T18:00", WEEKLY)
    side.drop_instance(id_, "2026-03-09T18:00")
    ann.turn()
    record, event = ann.one("Training")
    times = {name: value for name, value in event["times"].items() if name != "removed"}
    ann.edit(record, times=times)
    ann.turn(2)
    assert side.dropped(id_) == set()
    assert "removed" not in ann.events()[record]["times"]


def test_one_day_of_a_series_of_others_is_an_event_of_its_own(
    ann: Connected, side: GoogleSide
) -> None:
    side.add(
        "Race", "2026-03-09T18:00", recurringEventId="elsewhere",
        originalStartTime={"dateTime": "2026-03-09T18:00:00+01:00"},
    )  # fmt: skip
    ann.turn()
    _, event = ann.one("Race")
    assert "recurrence" not in event


def test_times_that_are_told_in_another_zone_are_of_the_same_instant(
    ann: Connected, side: GoogleSide
) -> None:
    side.add("Call", "2026-03-03T19:00")
    side.google.calendars[side.calendar.id].put({
        **side.one("Call"),
        "start": {"dateTime": "2026-03-03T19:00:00+01:00", "timeZone": "America/New_York"},
        "end": {"dateTime": "2026-03-03T20:00:00+01:00", "timeZone": "America/New_York"},
    })  # fmt: skip
    ann.turn()
    assert ann.one("Call")[1]["times"] == {
        "start": "2026-03-03T13:00", "end": "2026-03-03T14:00", "zone": "America/New_York",
    }  # fmt: skip


def test_an_alarm_by_mail_stays_beside_ours(ann: Connected, side: GoogleSide) -> None:
    mail = {"method": "email", "minutes": 60}
    popup = {"method": "popup", "minutes": 10}
    side.add(
        "Meeting", "2026-03-02T19:00", reminders={"useDefault": False, "overrides": [mail, popup]}
    )
    ann.turn()
    record, _ = ann.one("Meeting")
    ann.device.add(kind="alarm", event=record, action="display", trigger={"offset": "-PT2H"})
    ann.turn()
    kept = side.one("Meeting")["reminders"]["overrides"]
    assert mail in kept
    assert {each["minutes"] for each in kept if each["method"] == "popup"} == {10, 120}
