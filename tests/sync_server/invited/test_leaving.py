"""Events that are erased for good or move to another garage, and what their guests hear of it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update

from sync_server.accounts.tables import PERSON
from sync_server.invited import letters as bounds
from sync_server.invited.tables import COPY, GUEST, TOKEN
from sync_server.kit.jobs import JOB as JOBS
from tests.sync_server.invited.party import (
    TIMES,
    Party,
    Visitor,
    calendar_of,
    link_of,
    turn,
)
from tests.sync_server.invited.test_copies import address_of, answer, here
from tests.sync_server.people import Device, World
from tests.sync_server.spaces.test_members import join


def erase(device: Device, *ids: str, space: str = "") -> None:
    answered = device.ask("POST", "/records/erase", {"space": space or device.home, "ids": ids})
    assert answered.status_code == 200, answered.text


def move(device: Device, space: str, to: str, *ids: str) -> None:
    answered = device.ask("POST", "/records/move", {"space": space, "to": to, "ids": ids})
    assert answered.status_code == 200, answered.text


def family(owner: Device, *others: Device) -> str:
    space: str = owner.ask("POST", "/spaces", {"name": "F", "kind": "family"}).json()["id"]
    if others:
        join(owner, space, *others, role="member")
    return space


def known_by_id(world: World) -> None:
    """Let everybody's address be the one that finds them."""
    with world.database.write() as connection:
        connection.execute(update(PERSON).values(email=PERSON.c.email_key))


def hanging(ann: Party) -> list[str]:
    return [each.id for each in ann.device.records().values() if each.kind == "attendee"]


def test_what_is_erased_for_good_is_called_off_and_nothing_of_it_is_kept(ann: Party) -> None:
    bob = ann.world.person("bob")
    ann.invite("dan@elsewhere.org")
    ann.invite(address_of(bob))
    ann.turn()
    path = link_of(ann.letters()[0])
    # Not even for the moment that changes wait for: the trash was emptied at once.
    ann.change(deleted=True)
    erase(ann.device, ann.event.id, *hanging(ann))
    ann.turn()
    *_, off = ann.letters()
    assert len(ann.letters()) == 2
    method, text = calendar_of(off)
    assert (off["To"], off["Subject"], method) == (
        "dan@elsewhere.org", "Called off: Tour", "CANCEL",
    )  # fmt: skip
    assert {"UID:tour@x", "SEQUENCE:1", "STATUS:CANCELLED"} <= set(text.splitlines())
    assert "ATTENDEE" in text
    assert here(bob, "event")["tour@x"].fields["status"] == "cancelled"
    assert Visitor(ann.world).open(path).status_code == 404
    for table in (GUEST, TOKEN, JOBS):
        assert ann.world.count(table) == 0
    turn(ann.world)
    assert len(ann.letters()) == 2


def test_of_what_was_called_off_before_or_is_over_nothing_more_is_told(ann: Party) -> None:
    ann.invite("dan@elsewhere.org")
    ann.turn()
    ann.change(deleted=True)
    ann.turn()
    assert len(ann.letters()) == 2
    erase(ann.device, ann.event.id)
    ann.turn()
    assert len(ann.letters()) == 2
    assert ann.world.count(GUEST) == 0


def test_an_erased_guest_and_an_erased_instance_are_told_alone(world: World) -> None:
    times = {**TIMES, "rules": ["FREQ=DAILY"]}
    ann = Party.of(world, times=times)
    dan, _ = ann.invite("dan@elsewhere.org"), ann.invite("eve@elsewhere.org")
    other = ann.device.add(
        "event", calendar=ann.calendar.id, uid="tour@x", title="Short tour",
        recurrence="2047-03-07T10:00[Europe/Berlin]",
        times={**TIMES, "start": "2047-03-07T12:00", "end": "2047-03-07T13:00"},
    )  # fmt: skip
    guest = ann.device.add("attendee", event=other.id, address="mailto:eve@elsewhere.org")
    ann.turn()
    assert len(ann.letters()) == 2
    erase(ann.device, dan.id)
    ann.turn()
    told = {letter["To"]: calendar_of(letter) for letter in ann.letters()[2:]}
    assert told["dan@elsewhere.org"][0] == "CANCEL"
    # Who attends is told as well.
    assert told["eve@elsewhere.org"][0] == "REQUEST"
    # The instance is as the series says again.
    erase(ann.device, other.id, guest.id)
    ann.turn()
    (changed,) = ann.letters()[4:]
    method, text = calendar_of(changed)
    assert (changed["To"], method) == ("eve@elsewhere.org", "REQUEST")
    assert "Short tour" not in text
    # The series goes: the whole of it is called off once.
    erase(ann.device, ann.event.id)
    ann.turn()
    (off,) = ann.letters()[5:]
    method, text = calendar_of(off)
    assert (method, "RECURRENCE-ID" in text) == ("CANCEL", False)


def test_more_than_a_days_letters_wait_for_the_next_day(ann: Party, monkeypatch: Any) -> None:
    for name in ("dan", "eve", "mia"):
        ann.invite(f"{name}@elsewhere.org")
    ann.turn()
    monkeypatch.setattr(bounds, "MOST_LETTERS", 4)
    erase(ann.device, ann.event.id)
    ann.turn()
    assert len(ann.letters()) == 4
    monkeypatch.setattr(bounds, "MOST_LETTERS", 500)
    ann.turn()
    assert len(ann.letters()) == 6
    assert ann.world.count(GUEST) == 0


def test_who_erases_a_copy_does_not_come(ann: Party) -> None:
    bob = ann.world.person("bob")
    ann.invite(address_of(bob))
    ann.turn()
    erase(bob, here(bob, "event")["tour@x"].id)
    turn(ann.world)
    assert ann.guests()[address_of(bob)]["state"] == "declined"
    assert ann.world.count(COPY) == 0


def test_guests_hear_nothing_of_a_move_after_which_the_same_person_asks(ann: Party) -> None:
    world, bob = ann.world, ann.world.person("bob")
    ann.invite("dan@elsewhere.org")
    ann.invite(address_of(bob))
    ann.turn()
    answer(bob, here(bob, "attendee")[f"mailto:{address_of(bob)}"], state="accepted")
    turn(world)
    space = family(ann.device, bob)
    move(ann.device, ann.device.home, space, ann.calendar.id)
    ann.turn()
    assert len(ann.letters()) == 1
    # The link goes on, and answers come to where the event is now.
    Visitor(world).send(link_of(ann.letters()[0]), answer="accepted")
    there = ann.device.records(space)
    states = {
        each.fields["address"]: each.fields.get("state")
        for each in there.values()
        if each.kind == "attendee"
    }
    assert states == {
        "mailto:dan@elsewhere.org": "accepted",
        f"mailto:{address_of(bob)}": "accepted",
    }
    # Who reads that garage has the event there, and not twice.
    assert here(bob, "event") == {}
    assert ann.world.count(COPY) == 0
    (verdict,) = ann.device.push(
        ann.device.patch(ann.event.id, "event", space, {}, title="Long tour")
    )
    assert verdict.verdict == "merged"
    ann.turn()
    method, text = calendar_of(ann.letters()[1])
    assert (method, "SEQUENCE:0" in text) == ("REQUEST", True)


def test_whoever_moves_it_where_the_organizer_may_not_follow_asks_from_then_on(
    world: World,
) -> None:
    known_by_id(world)
    ann, bob, eve = (world.person(name) for name in ("ann", "bob", "eve"))
    known_by_id(world)
    space = family(bob, ann, eve)
    calendar = ann.add("calendar", space, name="Tours", of="events")
    event = ann.add(
        "event", space, calendar=calendar.id, uid="tour@x", title="Tour", times=TIMES
    )  # fmt: skip
    for address in ("dan@elsewhere.org", address_of(eve)):
        ann.add("attendee", space, event=event.id, address=f"mailto:{address}", state="accepted")
    party = Party(bob, calendar, event)
    party.turn()
    (letter,) = party.letters()
    assert letter["Reply-To"] == address_of(ann)
    assert here(eve, "event") == {}
    move(bob, space, bob.home, calendar.id)
    party.turn()
    _, told = party.letters()
    assert told["Subject"] == "Now with bob: Tour"
    assert told["Reply-To"] == address_of(bob)
    method, text = calendar_of(told)
    assert (method, "SEQUENCE:1" in text) == ("REQUEST", True)
    assert f"ORGANIZER;CN=bob:mailto:{address_of(bob)}" in text
    # Answers stay, since nothing is asked anew; who read it in the old garage has a copy now.
    assert party.guests()["dan@elsewhere.org"]["state"] == "accepted"
    copy = here(eve, "event")["tour@x"]
    assert copy.fields["organizer"] == f"mailto:{address_of(bob)}"
    Visitor(world).send(link_of(letter), answer="declined")
    assert party.guests()["dan@elsewhere.org"]["state"] == "declined"
    party.turn()
    assert len(party.letters()) == 2


def test_a_copy_that_its_guest_moves_is_a_copy_there(ann: Party) -> None:
    world, bob = ann.world, ann.world.person("bob")
    ann.invite(address_of(bob))
    ann.turn()
    copy = here(bob, "event")["tour@x"]
    (calendar,) = [each for each in bob.records().values() if each.kind == "calendar"]
    space = family(bob)
    move(bob, bob.home, space, calendar.id)
    (guest,) = [each for each in bob.records(space).values() if each.kind == "attendee"]
    (verdict,) = bob.push(bob.patch(guest.id, "attendee", space, {}, state="accepted"))
    assert verdict.verdict == "merged"
    turn(world)
    assert ann.guests()[address_of(bob)]["state"] == "accepted"
    ann.change(title="Long tour")
    ann.turn()
    assert bob.records(space)[copy.id].fields["title"] == "Long tour"
    assert here(bob, "event") == {}
    ann.change(deleted=True)
    ann.turn()
    assert bob.records(space)[copy.id].fields["status"] == "cancelled"
    assert world.rows(select(COPY.c.space)) == [(space,)]
