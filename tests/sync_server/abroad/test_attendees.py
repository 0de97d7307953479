"""Who attends, in a calendar here that is one with one abroad: asked once, and answers come in."""

from __future__ import annotations

from random import Random

from tests.sync_server.abroad.google import Google
from tests.sync_server.abroad.microsoft import Microsoft
from tests.sync_server.abroad.sides import Connected, GoogleSide, Side
from tests.sync_server.abroad.standing import half, lost, status
from tests.sync_server.abroad.test_agreement import sometimes
from tests.sync_server.abroad.test_two_way import WEEKLY
from tests.sync_server.invited.party import letters, turn

BOB, EVE, MIA = "bob@elsewhere.org", "eve@elsewhere.org", "mia@elsewhere.org"
WHEN = "2047-03-05T10:00"


def there(side: Side, title: str) -> str:
    return str(side.one(title)["id"])


def mailed(ann: Connected) -> list[str]:
    """To whom our own letters went."""
    turn(ann.device.world)
    return [str(each["To"]) for each in letters(ann.device.world)]


def written_to(side: Side) -> list[str]:
    """To whom the other side wrote."""
    stand_in = side.stand_in
    if isinstance(stand_in, Microsoft):
        return stand_in.invited
    assert isinstance(stand_in, Google)
    return [each for each in stand_in.sent if each != "none"]


def test_guests_of_ours_go_out_and_are_asked_once_by_one_of_both(
    ann: Connected, side: Side
) -> None:
    event = ann.add("Tour", WHEN)
    bob, _ = ann.invite(event.id, BOB, EVE, name="Guest")
    ann.turn(2)
    id_ = there(side, "Tour")
    assert side.attending(id_) == {BOB: "", EVE: ""}
    # Google writes to nobody of what is ours; Outlook writes to whoever attends, so we do not.
    asked = [*mailed(ann), *written_to(side)]
    assert sorted(asked) == [BOB, EVE]
    side.answers(id_, BOB, "accepted")
    ann.turn(2)
    assert ann.states(event.id) == {BOB: "accepted", EVE: ""}
    assert ann.guests(event.id)[BOB].fields["name"] == "Guest"
    # One more, one less, and one who need not come.
    ann.invite(event.id, MIA, role="optional")
    ann.delete(ann.guests(event.id)[EVE].id)
    ann.edit(event.id, place="Harz")
    ann.turn(2)
    assert side.attending(id_) == {BOB: "accepted", MIA: ""}
    assert ann.states(event.id) == {BOB: "accepted", MIA: ""}
    before = len(side.stand_in.asked)
    ann.turn(2)
    assert {each.method for each in side.stand_in.asked[before:]} == {"GET"}
    assert bob.id == ann.guests(event.id)[BOB].id


def test_guests_of_theirs_come_in_and_are_asked_by_nobody_here(ann: Connected, side: Side) -> None:
    id_ = side.add("Dinner", WHEN)
    side.invite(id_, BOB, EVE)
    side.answers(id_, EVE, "declined")
    ann.turn()
    record, event = ann.one("Dinner")
    assert event["organizer"] == "mailto:ann@example.com"
    assert ann.states(record) == {BOB: "", EVE: "declined"}
    ann.edit(record, title="Late dinner")
    ann.turn(2)
    assert mailed(ann) == []
    # What guests have to know they hear from where they were asked.
    if isinstance(side.stand_in, Google):
        assert side.stand_in.sent == ["all"]
    # Changed on both sides: each guest by themselves.
    ann.delete(ann.guests(record)[EVE].id)
    ann.invite(record, MIA)
    side.answers(id_, BOB, "tentative")
    ann.turn(2)
    assert side.attending(id_) == {BOB: "tentative", MIA: ""}
    assert ann.states(record) == {BOB: "tentative", MIA: ""}
    if isinstance(side, GoogleSide):
        # What they know beside of a guest, and whose event it is, stays.
        people = {each["email"]: each for each in side.one("Late dinner")["attendees"]}
        assert people[BOB]["comment"] == "By telephone"
        assert people["ann@example.com"]["organizer"] is True
    assert mailed(ann) == []


def test_of_somebody_elses_event_who_attends_is_not_ours_to_say(ann: Connected, side: Side) -> None:
    id_ = side.add("Talk", WHEN)
    side.invite(id_, "ann@example.com", BOB, organizer="boss@elsewhere.org")
    ann.turn()
    record, event = ann.one("Talk")
    assert event["organizer"] == "mailto:boss@elsewhere.org"
    own = ann.guests(record)["ann@example.com"]
    ann.edit(own.id, state="accepted", answered="2046-03-01T10:00+00:00")
    ann.invite(record, MIA)
    ann.turn(2)
    # One's own answer is; at Outlook it is given in Outlook.
    answer = "accepted" if isinstance(side, GoogleSide) else ""
    assert side.attending(id_) == {"ann@example.com": answer, BOB: ""}
    side.answers(id_, BOB, "accepted")
    ann.turn(2)
    assert ann.states(record)[BOB] == "accepted"
    assert mailed(ann) == []


def test_an_instance_has_guests_and_answers_of_its_own(ann: Connected, side: Side) -> None:
    id_ = side.add("Training", "2026-03-02T18:00", WEEKLY)
    side.invite(id_, BOB)
    ann.turn()
    record, event = ann.one("Training")
    day = ann.device.add(
        kind="event", calendar=ann.calendar.id, uid=event["uid"], title="Short training",
        recurrence="2026-03-09T18:00[Europe/Berlin]",
        times={"start": "2026-03-09T18:00", "end": "2026-03-09T18:30", "zone": "Europe/Berlin"},
    )  # fmt: skip
    ann.invite(day.id, BOB, EVE)
    ann.turn(2)
    short = there(side, "Short training")
    assert side.attending(short) == {BOB: "", EVE: ""}
    side.answers(short, EVE, "accepted")
    ann.turn(2)
    assert ann.states(day.id) == {BOB: "", EVE: "accepted"}
    assert ann.states(record) == {BOB: ""}


def test_a_crowd_that_is_not_told_takes_nobody_away(ann: Connected, side: Side) -> None:
    if not isinstance(side, GoogleSide):
        return
    id_ = side.add("Fair", WHEN)
    side.invite(id_, BOB)
    ann.turn()
    side.edit(id_, attendees=[], attendeesOmitted=True, title="Big fair")
    ann.turn()
    record, _ = ann.one("Big fair")
    assert ann.states(record) == {BOB: ""}


def test_faults_ask_nobody_twice_and_lose_no_answer(ann: Connected, side: Side) -> None:
    event = ann.add("Tour", WHEN)
    ann.invite(event.id, BOB, EVE)
    for fault in (lost, half, status(503)):
        side.stand_in.faults = [None, None, fault]
        ann.turn()
    side.stand_in.faults = []
    ann.turn(2)
    assert list(ann.events()) == [event.id]
    id_ = there(side, "Tour")
    assert side.attending(id_) == {BOB: "", EVE: ""}
    side.stand_in.always = sometimes(Random(7), 0.3)
    for n, (guest, state) in enumerate([(BOB, "accepted"), (EVE, "tentative"), (BOB, "declined")]):
        side.answers(id_, guest, state)
        ann.edit(event.id, place=f"Place {n}")
        ann.turn(2)
    ann.invite(event.id, MIA)
    ann.turn(2)
    side.stand_in.always = None
    ann.turn(4)
    assert ann.states(event.id) == {BOB: "declined", EVE: "tentative", MIA: ""}
    assert side.attending(id_) == ann.states(event.id)
    asked = [*mailed(ann), *written_to(side)]
    assert sorted(asked) == [BOB, EVE, MIA]
    assert ann.told() == ("ok", "", "")
