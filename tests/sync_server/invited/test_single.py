"""Answers to one time of a recurring invitation alone, by mail, by the page and in a copy."""

from __future__ import annotations

from typing import Any

import pytest

from garage.sync.wire import WireEnvelope
from sync_server.invited.arriving import take
from sync_server.invited.house import House, mail_token
from sync_server.kit.clock import now
from tests.sync_server.invited.party import (
    TIMES,
    Party,
    Visitor,
    calendar_of,
    link_of,
    turn,
)
from tests.sync_server.invited.test_copies import address_of, answer, here
from tests.sync_server.invited.test_mailbox import mailed
from tests.sync_server.people import Device, World
from tests.sync_server.visiting import forms_of

DAILY = {**TIMES, "rules": ["FREQ=DAILY"]}
THIRD = "2047-03-07T10:00[Europe/Berlin]"
DAN = "dan@elsewhere.org"


@pytest.fixture
def ann(world: World) -> Party:
    """She does it each day, and has asked Dan and Eve."""
    ann = Party.of(world, times=DAILY)
    for name in ("dan", "eve"):
        ann.invite(f"{name}@elsewhere.org", state="accepted")
    ann.turn()
    assert len(ann.letters()) == 2
    return ann


def read(ann: Party, method: str, *lines: str) -> str:
    """What becomes of Dan's answer that came by mail."""
    house = House("", "", "en", "answers@garage.example", 0)

    def taken(connection: Any) -> str:
        token = mail_token(connection, ann.device.home, "tour@x", DAN)
        letter = mailed(house.answers_to(token), method, *lines, by=DAN)
        return take(connection, house, letter, now())

    with ann.world.database.write() as connection:
        return taken(connection)


def single(device: Device, instance: str = THIRD) -> dict[str, WireEnvelope]:
    """Address → who attends one instance that has a record of its own."""
    records = device.records().values()
    ids = {
        each.id
        for each in records
        if each.fields.get("recurrence") == instance and not each.fields.get("deleted")
    }
    assert len(ids) <= 1
    return {
        each.fields["address"].removeprefix("mailto:"): each
        for each in records
        if each.kind == "attendee" and each.fields["event"] in ids
    }


def series(ann: Party) -> dict[str, str]:
    """Address → answer to the series."""
    return {
        each.fields["address"].removeprefix("mailto:"): each.fields["state"]
        for each in ann.device.records().values()
        if each.kind == "attendee" and each.fields["event"] == ann.event.id
    }


NO = f"ATTENDEE;PARTSTAT=DECLINED:mailto:{DAN}"
AT_THIRD = "RECURRENCE-ID;TZID=Europe/Berlin:20470307T100000"


def test_a_reply_to_one_instance_counts_for_that_alone_and_nobody_else_hears(ann: Party) -> None:
    # Exchange writes it in UTC.
    assert read(ann, "REPLY", NO, "RECURRENCE-ID:20470307T090000Z") == "taken"
    states = {name: each.fields["state"] for name, each in single(ann.device).items()}
    assert states == {DAN: "declined", "eve@elsewhere.org": "accepted"}
    assert series(ann) == {DAN: "accepted", "eve@elsewhere.org": "accepted"}
    ann.turn()
    assert len(ann.letters()) == 2
    # A later one is to the record that is there, an earlier one late, and no guest makes days up.
    yes = NO.replace("DECLINED", "TENTATIVE")
    assert read(ann, "REPLY", yes, AT_THIRD, "DTSTAMP:20470102T100000Z") == "taken"
    assert read(ann, "REPLY", NO, AT_THIRD, "DTSTAMP:20470101T110000Z") == "stale"
    assert single(ann.device)[DAN].fields["state"] == "tentative"
    assert read(ann, "REPLY", NO, "RECURRENCE-ID:20470307T093000Z") == "stale"
    assert read(ann, "REPLY", NO, "RECURRENCE-ID:20460307T090000Z") == "stale"
    # What changes then is told with it, and whoever did not answer anew stands as before.
    ann.change(title="Long tour")
    ann.turn()
    assert len(ann.letters()) == 4
    assert series(ann)[DAN] == "accepted"


def test_a_counter_for_one_instance_moves_that_alone(ann: Party) -> None:
    lines = ("DTSTART:20470307T140000Z", "DTEND:20470307T150000Z")
    assert read(ann, "COUNTER", NO, AT_THIRD, *lines) == "taken"
    own = single(ann.device)[DAN]
    assert own.fields["proposed"]["start"] == "2047-03-07T14:00"
    ann.turn()
    assert len(ann.letters()) == 2
    # It is put aside: he hears of that day alone.
    ann.change_of(own, proposed=None)
    ann.turn()
    (kept,) = ann.letters()[2:]
    method, text = calendar_of(kept)
    assert (kept["To"], method) == (DAN, "DECLINECOUNTER")
    assert AT_THIRD in text

    later = "DTSTAMP:20470103T100000Z"
    assert read(ann, "COUNTER", NO, AT_THIRD, *lines, later) == "taken"
    ann.turn()
    event = next(
        each for each in ann.device.records().values() if each.fields.get("recurrence") == THIRD
    )
    moved = {"start": "2047-03-07T14:00", "end": "2047-03-07T15:00", "zone": "UTC"}
    ann.change_of(own, proposed=None, state="accepted")
    ann.change_of(event, times=moved)
    ann.turn()
    told = {str(letter["To"]): calendar_of(letter) for letter in ann.letters()[3:]}
    assert {method for method, _ in told.values()} == {"REQUEST"}
    assert all("SEQUENCE:1" in text and AT_THIRD in text for _, text in told.values())
    # Dan wanted it so; Eve is asked anew, for that day and no other.
    states = {name: each.fields["state"] for name, each in single(ann.device).items()}
    assert states == {DAN: "accepted", "eve@elsewhere.org": "needs_action"}
    assert series(ann) == {DAN: "accepted", "eve@elsewhere.org": "accepted"}


def test_on_the_page_one_day_is_answered_and_another_time_proposed_for_it(ann: Party) -> None:
    dan, path = Visitor(ann.world), link_of(ann.letters()[0])
    page = dan.open(path).text
    assert "Thursday, 7 March 2047" in page
    assert page.count("Thursday, 7 March 2047") == 2
    done = dan.send(path, **{"for": THIRD, "answer": "declined", "comment": "Away"})
    assert "7 March 2047, 10:00–11:00 (Central European Standard Time, Berlin): No" in done.text
    own = single(ann.device)[DAN].fields
    assert (own["state"], own["notes"]) == ("declined", "Away")
    assert series(ann)[DAN] == "accepted"
    dan.send(path, 1, **{"for": THIRD, "start": "2047-03-07T15:00"})
    assert single(ann.device)[DAN].fields["proposed"]["end"] == "2047-03-07T16:00"
    assert series(ann)[DAN] == "accepted"
    assert "none of its times" in dan.send(path, **{"for": "x", "answer": "declined"}).text
    # An answer to all is one to that day too.
    dan.send(path, answer="accepted")
    assert single(ann.device)[DAN].fields["state"] == "accepted"
    ann.turn()
    assert len(ann.letters()) == 2


def test_what_comes_once_has_no_days_to_choose_from(world: World) -> None:
    ann = Party.of(world)
    ann.invite(DAN)
    ann.turn()
    dan, path = Visitor(world), link_of(ann.letters()[0])
    assert all("for" not in form.fields for form in forms_of(dan.open(path).text))
    assert dan.send(path, **{"for": THIRD, "answer": "declined"}).status_code == 400


def test_in_a_copy_one_day_is_answered_alone(ann: Party) -> None:
    bob = ann.world.person("bob")
    ann.invite(address_of(bob))
    ann.turn()
    letters = len(ann.letters())
    copy = here(bob, "event")["tour@x"]
    own = here(bob, "attendee")[f"mailto:{address_of(bob)}"]
    answer(bob, own, state="accepted", answered="2046-03-01T10:00+00:00")
    turn(ann.world)
    # The program makes a record of that day, with an answer of its own, and names it its way.
    day = bob.add(
        "event", calendar=copy.fields["calendar"], uid="tour@x", title="Tour",
        recurrence="2047-03-07T09:00[UTC]", organizer=copy.fields["organizer"],
        times={**TIMES, "start": "2047-03-07T10:00", "end": "2047-03-07T11:00"},
    )  # fmt: skip
    bob.add(
        "attendee", event=day.id, address=f"mailto:{address_of(bob)}", state="declined",
        answered="2046-03-02T10:00+00:00", notes="Away",
    )  # fmt: skip
    turn(ann.world)
    theirs = single(ann.device)[address_of(bob)].fields
    assert (theirs["state"], theirs["notes"]) == ("declined", "Away")
    assert series(ann)[address_of(bob)] == "accepted"
    assert len(ann.letters()) == letters
    # The day moves: the copy of it is the record that is there already.
    event = next(
        each for each in ann.device.records().values() if each.fields.get("recurrence") == THIRD
    )
    ann.change_of(event, times={**TIMES, "start": "2047-03-07T12:00", "end": "2047-03-07T13:00"})
    ann.turn()
    days = [
        each
        for each in bob.records().values()
        if each.kind == "event" and each.fields.get("recurrence")
    ]
    assert [(each.id, each.fields["times"]["start"]) for each in days] == [
        (day.id, "2047-03-07T12:00")
    ]
    (mine,) = [
        each
        for each in bob.records().values()
        if each.kind == "attendee"
        and each.fields["event"] == day.id
        and each.fields["address"] == f"mailto:{address_of(bob)}"
    ]
    assert mine.fields["state"] == "needs_action"
    assert series(ann)[address_of(bob)] == "accepted"
