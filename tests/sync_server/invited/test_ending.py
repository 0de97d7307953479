"""Garages and calendars that go with all of their events, and what the guests of those hear."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from garage.sync.wire import WireEnvelope
from sync_server.invited import ending, leaving
from sync_server.invited import letters as bounds
from sync_server.invited.tables import GUEST, TOKEN, WAITING
from sync_server.kit.clock import DAY, now
from sync_server.kit.jobs import JOB as JOBS
from tests.sync_server.invited.party import TIMES, Party, Visitor, calendar_of, link_of, turn
from tests.sync_server.invited.test_copies import address_of, here
from tests.sync_server.invited.test_leaving import family
from tests.sync_server.people import Device, World

PAST = {"start": "2020-03-05T10:00", "end": "2020-03-05T11:00", "zone": "Europe/Berlin"}


def enclosed(owner: Device, parent: str) -> str:
    asked = {"name": "Private", "parent": parent}
    answered = owner.ask("POST", f"/spaces/{parent}/enclosed", asked)
    assert answered.status_code < 300, answered.text
    return str(answered.json()["id"])


def planned(device: Device, space: str, uid: str = "tour@x", **more: Any) -> Party:
    """A calendar in a garage, with an event that nobody is asked to yet."""
    calendar = device.add("calendar", space, name="Tours", of="events")
    return Party(device, calendar, event_in(device, calendar, uid, **more))


def event_in(device: Device, calendar: WireEnvelope, uid: str, **more: Any) -> WireEnvelope:
    fields = {"calendar": calendar.id, "uid": uid, "title": "Tour", "times": TIMES, **more}
    return device.add("event", calendar.space, **fields)


def ask(device: Device, event: WireEnvelope, *addresses: str) -> None:
    for address in addresses:
        device.add("attendee", event.space, event=event.id, address=f"mailto:{address}")


def delete(device: Device, space: str) -> None:
    answered = device.ask("DELETE", f"/spaces/{space}")
    assert answered.status_code == 204, answered.text


def told(party: Party, since: int) -> list[tuple[str, str]]:
    """To whom letters went since, and what they do."""
    return sorted((str(each["To"]), calendar_of(each)[0]) for each in party.letters()[since:])


@pytest.mark.parametrize("within", [False, True], ids=["a garage", "an enclosed calendar"])
def test_guests_of_a_garage_that_is_deleted_are_told_once(world: World, within: bool) -> None:
    ann, bob = world.person("ann"), world.person("bob")
    around = family(ann)
    party = planned(ann, enclosed(ann, around) if within else around)
    ask(ann, party.event, "dan@elsewhere.org", address_of(bob))
    single = {"recurrence": "2047-03-07T10:00[Europe/Berlin]"}
    ask(ann, event_in(ann, party.calendar, "once@x", **single), "eve@elsewhere.org")
    party.turn()
    assert len(party.letters()) == 2
    path = link_of(party.letters()[0])
    # The garage takes along what it encloses.
    delete(ann, around)
    party.turn()
    assert told(party, 2) == [("dan@elsewhere.org", "CANCEL"), ("eve@elsewhere.org", "CANCEL")]
    off = next(each for each in party.letters()[2:] if each["To"] == "dan@elsewhere.org")
    assert off["Subject"] == "Called off: Tour"
    assert {"UID:tour@x", "SEQUENCE:1", "STATUS:CANCELLED"} <= set(calendar_of(off)[1].split("\n"))
    assert here(bob, "event")["tour@x"].fields["status"] == "cancelled"
    assert Visitor(world).open(path).status_code == 404
    for table in (GUEST, TOKEN, WAITING, JOBS):
        assert world.count(table) == 0
    turn(world)
    assert len(party.letters()) == 4


def test_only_who_still_waits_for_something_hears_that_a_garage_goes(world: World) -> None:
    ann = world.person("ann")
    party = planned(ann, family(ann))
    ask(ann, party.event, "dan@elsewhere.org")
    ask(ann, event_in(ann, party.calendar, "off@x"), "eve@elsewhere.org")
    ask(ann, event_in(ann, party.calendar, "past@x", times=PAST), "mia@elsewhere.org")
    imported = {"how": "imported", "name": "tours.ics"}
    other = event_in(ann, party.calendar, "theirs@x")
    ann.add("attendee", other.space, event=other.id, address="mailto:kai@x.org", source=imported)
    party.turn()
    (off,) = [each for each in ann.records(party.event.space).values()
              if each.fields.get("uid") == "off@x"]  # fmt: skip
    party.change_of(off, deleted=True)
    party.turn()
    before = len(party.letters())
    # Asked a moment ago, and nobody has been told yet.
    ask(ann, event_in(ann, party.calendar, "new@x"), "new@elsewhere.org")
    delete(ann, party.event.space)
    party.turn()
    assert told(party, before) == [("dan@elsewhere.org", "CANCEL")]


def test_beyond_a_days_letters_a_garages_events_are_called_off_on_the_next_days(
    world: World, monkeypatch: Any
) -> None:
    ann = world.person("ann")
    party = planned(ann, family(ann), "tour0@x")
    for n in range(1, 5):
        ask(ann, event_in(ann, party.calendar, f"tour{n}@x"), "dan@elsewhere.org")
    party.turn()
    monkeypatch.setattr(bounds, "MOST_LETTERS", 2)
    delete(ann, party.event.space)
    calling_off = select(JOBS.c.due).where(JOBS.c.name == leaving.JOB)
    due = world.rows(calling_off.order_by(JOBS.c.due))
    assert [round((each - now()) / DAY) for (each,) in due] == [0, 0, 1, 1]


def test_a_calendar_in_the_trash_calls_off_and_one_that_comes_back_asks_again(
    ann: Party, monkeypatch: Any
) -> None:
    monkeypatch.setattr(ending, "SLICE", 2)
    device, calendar = ann.device, ann.calendar
    for n in range(4):
        ask(device, event_in(device, calendar, f"more{n}@x"), "eve@elsewhere.org")
    ann.invite("dan@elsewhere.org")
    elsewhere = planned(device, device.home, "other@x")
    ask(device, elsewhere.event, "mia@elsewhere.org")
    ann.turn()
    assert len(ann.letters()) == 6
    path = link_of(next(each for each in ann.letters() if each["To"] == "dan@elsewhere.org"))
    # Another name is nothing to guests.
    ann.change_of(calendar, name="Yours")
    ann.turn()
    assert len(ann.letters()) == 6
    ann.change_of(calendar, deleted=True)
    assert "called off" in Visitor(ann.world).open(path).text.lower()
    ann.turn()
    off = [("dan@elsewhere.org", "CANCEL"), *[("eve@elsewhere.org", "CANCEL")] * 4]
    assert told(ann, 6) == off
    ann.change_of(calendar, name="Theirs")
    ann.turn()
    assert len(ann.letters()) == 11
    ann.change_of(calendar, deleted=False)
    ann.turn()
    assert told(ann, 11) == [(to, "REQUEST") for to, _ in off]


def test_a_calendar_that_is_taken_out_of_the_trash_at_once_says_nothing(ann: Party) -> None:
    ann.invite("dan@elsewhere.org")
    ann.turn()
    ann.change_of(ann.calendar, deleted=True)
    ann.change_of(ann.calendar, deleted=False)
    ann.turn()
    assert len(ann.letters()) == 1


def test_a_vehicle_that_is_deleted_takes_no_event_of_a_calendar_with_it(ann: Party) -> None:
    vehicle = ann.device.add("vehicle", name="Golf")
    ann.change(vehicle=vehicle.id)
    ann.invite("dan@elsewhere.org")
    ann.turn()
    ann.change_of(vehicle, deleted=True)
    ann.turn()
    assert len(ann.letters()) == 1


def test_a_guest_whose_calendar_of_copies_is_in_the_trash_has_not_answered(ann: Party) -> None:
    bob = ann.world.person("bob")
    ann.invite(address_of(bob))
    ann.turn()
    (copies,) = [each for each in bob.records().values() if each.kind == "calendar"]
    Party(bob, copies, copies).change_of(copies, deleted=True)
    turn(ann.world)
    ann.change(title="Long tour")
    ann.turn()
    assert ann.guests()[address_of(bob)].get("state", "") == ""
    # What is told anew is to be seen.
    assert not bob.records()[copies.id].fields.get("deleted")
    assert here(bob, "event")["tour@x"].fields["title"] == "Long tour"
