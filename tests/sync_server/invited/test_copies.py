"""Guests who have an account: a copy in their own calendar, and answers without mail."""

from __future__ import annotations

from typing import Any

from garage.sync.wire import WireEnvelope
from tests.sync_server.invited.party import TIMES, Party, turn
from tests.sync_server.people import Device


def here(device: Device, kind: str) -> dict[str, WireEnvelope]:
    """UID or address → record of a person's own garage."""
    name = "uid" if kind == "event" else "address"
    return {
        each.fields[name]: each
        for each in device.records().values()
        if each.kind == kind and not each.fields.get("deleted")
    }


def address_of(device: Device) -> str:
    return f"{device.person}@example.org"


def answer(device: Device, record: WireEnvelope, **fields: Any) -> None:
    (verdict,) = device.push(device.patch(record.id, record.kind, base={}, **fields))
    assert verdict.verdict == "merged"


def test_the_event_comes_as_a_copy_and_the_answer_goes_back(ann: Party) -> None:
    bob = ann.world.person("bob")
    ann.invite(address_of(bob))
    ann.turn()
    assert ann.letters() == []
    copy = here(bob, "event")["tour@x"]
    assert copy.fields["title"] == "Tour"
    assert copy.fields["times"] == TIMES
    (calendar,) = [each for each in bob.records().values() if each.kind == "calendar"]
    assert calendar.fields["name"] == "Invitations"
    assert copy.fields["calendar"] == calendar.id
    mine = here(bob, "attendee")[f"mailto:{address_of(bob)}"]
    assert mine.fields.get("rsvp") is True

    answer(bob, mine, state="accepted", notes="Gladly")
    turn(ann.world)
    guest = ann.guests()[address_of(bob)]
    assert (guest["state"], guest["notes"]) == ("accepted", "Gladly")

    # What changes comes along, and the answer stays; another day is asked for anew.
    ann.change(title="Long tour")
    ann.turn()
    assert here(bob, "event")["tour@x"].fields["title"] == "Long tour"
    assert here(bob, "attendee")[mine.fields["address"]].fields["state"] == "accepted"
    later = {**TIMES, "start": "2047-03-06T10:00", "end": "2047-03-06T11:00"}
    ann.change(times=later)
    ann.turn()
    assert here(bob, "attendee")[mine.fields["address"]].fields["state"] == "needs_action"
    assert ann.guests()[address_of(bob)]["state"] == "needs_action"
    answer(bob, mine, state="tentative", proposed=TIMES)
    turn(ann.world)
    assert ann.guests()[address_of(bob)]["proposed"] == TIMES

    ann.change(deleted=True)
    ann.turn()
    assert here(bob, "event")["tour@x"].fields["status"] == "cancelled"
    assert ann.letters() == []


def test_to_delete_a_copy_is_to_decline(ann: Party) -> None:
    bob = ann.world.person("bob")
    ann.invite(address_of(bob))
    ann.turn()
    answer(bob, here(bob, "event")["tour@x"], deleted=True)
    turn(ann.world)
    assert ann.guests()[address_of(bob)]["state"] == "declined"


def test_whoever_knows_an_identifier_takes_nobodys_event_over(ann: Party) -> None:
    bob = ann.world.person("bob")
    ann.invite(address_of(bob))
    ann.turn()
    copy = here(bob, "event")["tour@x"]
    eve = Party.of(ann.world, title="Send money")
    eve.invite(address_of(bob))
    eve.turn()

    events = [each for each in bob.records().values() if each.kind == "event"]
    assert {each.fields["title"] for each in events} == {"Tour", "Send money"}
    (other,) = [each for each in events if each.id != copy.id]
    assert bob.records()[copy.id].fields["title"] == "Tour"
    assert other.fields["uid"] != "tour@x"

    # Each answer goes to who asked, and what is changed later comes to its own copy.
    mine = {each.fields["event"]: each for each in bob.records().values()
            if each.kind == "attendee"}  # fmt: skip
    answer(bob, mine[copy.id], state="accepted")
    answer(bob, mine[other.id], state="declined")
    eve.change(title="Send more")
    ann.change(title="Long tour")
    turn(ann.world)
    assert ann.guests()[address_of(bob)]["state"] == "accepted"
    assert eve.guests()[address_of(bob)]["state"] == "declined"
    assert bob.records()[copy.id].fields["title"] == "Long tour"
    assert bob.records()[other.id].fields["title"] == "Send more"
    eve.change(deleted=True)
    turn(ann.world)
    assert bob.records()[copy.id].fields.get("status") != "cancelled"
    assert bob.records()[other.id].fields["status"] == "cancelled"
