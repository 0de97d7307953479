"""Guests without an account: asked by mail, and answering on the server's own page."""

from __future__ import annotations

from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest
from sqlalchemy import select, update

from garage.calendar.times import EventTimes
from sync_server.accounts.people import set_language
from sync_server.accounts.tables import PERSON
from sync_server.invited import letters as bounds
from sync_server.invited.marking import forget_person
from sync_server.invited.tables import TOKEN
from sync_server.invited.words import when
from sync_server.kit.tongues import Tongue, tongue_of
from tests.sync_server.calendars.program import Program, text
from tests.sync_server.invited.party import (
    TIMES,
    Party,
    Visitor,
    calendar_of,
    letters,
    link_of,
    turn,
)
from tests.sync_server.people import World


def plain(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def test_a_guest_is_asked_by_mail_and_answers_on_the_page(ann: Party) -> None:
    ann.invite("bob@elsewhere.org", name="Bob")
    ann.turn()
    ann.turn()
    (letter,) = ann.letters()
    assert letter["To"] == "bob@elsewhere.org"
    assert letter["Subject"] == "ann invites you: Tour"
    assert letter["Reply-To"] == "ann@example.org"
    method, text = calendar_of(letter)
    assert method == "REQUEST"
    assert "METHOD:REQUEST" in text
    assert "UID:tour@x" in text
    assert "ORGANIZER;CN=ann:mailto:ann@example.org" in text
    assert "PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=Bob:mailto:bob@elsewhere.org" in text
    assert [part.get_filename() for part in letter.iter_attachments()] == ["invite.ics"]

    bob, path = Visitor(ann.world), link_of(letter)
    page = bob.open(path)
    assert page.status_code == 200
    assert "Tuesday, 5 March 2047 at 10:00" in page.text or "5 March 2047" in page.text
    assert "state" not in ann.guests()["bob@elsewhere.org"]
    done = bob.send(path, answer="accepted", comment="Gladly")
    assert "ann sees your answer" in done.text
    guest = ann.guests()["bob@elsewhere.org"]
    assert (guest["state"], guest["notes"]) == ("accepted", "Gladly")
    ann.turn()
    assert len(ann.letters()) == 1

    german = Visitor(ann.world, "de").send(
        path, 1, start="2047-03-06T12:00", comment="Lieber mittags"
    )
    assert "die Zeit, die du vorschlägst" in german.text
    guest = ann.guests()["bob@elsewhere.org"]
    assert guest["proposed"] == {
        "start": "2047-03-06T12:00", "end": "2047-03-06T13:00", "zone": "Europe/Berlin",
    }  # fmt: skip


def test_guests_hear_of_what_changes_once_and_of_nothing_else(ann: Party) -> None:
    ann.invite("bob@elsewhere.org", state="accepted")
    ann.turn()
    ann.change(colour="red")
    ann.change(vehicle="01a2158d-6714-700a-84d2-a15a63a99e3e")
    ann.turn()
    assert len(ann.letters()) == 1
    ann.change(title="Long tour")
    ann.change(place="Harz")
    ann.turn()
    *_, letter = ann.letters()
    assert len(ann.letters()) == 2
    assert letter["Subject"] == "Changed: Long tour"
    method, text = calendar_of(letter)
    assert (method, "SEQUENCE:0" in text, "LOCATION:Harz" in text) == ("REQUEST", True, True)
    assert ann.guests()["bob@elsewhere.org"]["state"] == "accepted"

    ann.change(times={**TIMES, "start": "2047-03-06T10:00", "end": "2047-03-06T11:00"})
    ann.turn()
    _, text = calendar_of(ann.letters()[2])
    assert "SEQUENCE:1" in text
    # Who said yes to another day is asked anew.
    assert ann.guests()["bob@elsewhere.org"]["state"] == "needs_action"
    ann.turn()
    assert len(ann.letters()) == 3


def test_who_is_asked_no_more_and_who_was_asked_to_what_is_no_more_hear_of_it(ann: Party) -> None:
    bob, eve = ann.invite("bob@elsewhere.org"), ann.invite("eve@elsewhere.org")
    ann.turn()
    assert {letter["To"] for letter in ann.letters()} == {"bob@elsewhere.org", "eve@elsewhere.org"}
    ann.change_of(bob, deleted=True)
    ann.turn()
    (off,) = [each for each in ann.letters() if each["Subject"].startswith("Called off")]
    method, text = calendar_of(off)
    assert (off["To"], method) == ("bob@elsewhere.org", "CANCEL")
    assert "STATUS:CANCELLED" in text
    assert "SEQUENCE:1" in text
    assert "eve@" not in text
    ann.change(deleted=True)
    ann.turn()
    off = ann.letters()[-1]
    assert (off["To"], calendar_of(off)[0]) == ("eve@elsewhere.org", "CANCEL")
    page = Visitor(ann.world).open(link_of(ann.letters()[1]))
    assert "This was called off." in page.text
    assert "<form" not in page.text
    ann.change_of(eve, role="optional")
    ann.change(deleted=False)
    ann.turn()
    assert calendar_of(ann.letters()[-1])[0] == "REQUEST"


def test_one_instance_of_a_series_is_called_off_alone(world: World) -> None:
    times = {**TIMES, "rules": ["FREQ=DAILY"]}
    ann = Party.of(world, times=times)
    ann.invite("bob@elsewhere.org")
    ann.turn()
    ann.change(times={**times, "removed": ["2047-03-07T10:00"]})
    ann.turn()
    method, text = calendar_of(ann.letters()[-1])
    assert method == "CANCEL"
    assert "RECURRENCE-ID;TZID=Europe/Berlin:20470307T100000" in text
    assert "RRULE:FREQ=DAILY" not in text
    ann.turn()
    assert len(ann.letters()) == 2


def test_what_a_calendar_program_writes_is_told_as_well(world: World) -> None:
    ann = world.person("ann")
    program = Program(ann)
    work = program.calendar()
    name = f"{work}tour.ics"
    lines = (
        "UID:wash@x", "DTSTART:20470302T090000Z", f"ORGANIZER:mailto:{ann.person}@example.org",
        "ATTENDEE:mailto:bob@elsewhere.org",
        "ATTENDEE;SCHEDULE-AGENT=CLIENT:mailto:eve@elsewhere.org",
    )  # fmt: skip
    assert program.ask("PUT", name, text(*lines)).status_code == 201
    turn(world)
    (letter,) = letters(world)
    assert letter["To"] == "bob@elsewhere.org"
    Visitor(world).send(link_of(letter), answer="declined")
    assert "PARTSTAT=DECLINED" in program.ask("GET", name).text
    assert program.ask("DELETE", name).status_code == 204
    turn(world)
    assert calendar_of(letters(world)[-1])[0] == "CANCEL"


def test_nobody_is_told_of_what_is_over_imported_or_somebody_elses(ann: Party) -> None:
    typed = {"how": "imported", "format": "ics"}
    ann.invite("bob@elsewhere.org", source=typed)
    over = {**TIMES, "start": "2020-03-05T10:00", "end": "2020-03-05T11:00"}
    for fields in ({"times": over}, {"organizer": "mailto:boss@elsewhere.org"}):
        other = ann.device.add(
            "event", calendar=ann.calendar.id, uid=f"{len(fields)}{fields}"[:60], title="Other",
            **{"times": TIMES, **fields},
        )  # fmt: skip
        ann.device.add("attendee", event=other.id, address="mailto:eve@elsewhere.org")
    ann.turn()
    assert ann.letters() == []
    # Of what changes now they hear.
    ann.change(place="Harz")
    ann.turn()
    (letter,) = ann.letters()
    assert letter["To"] == "bob@elsewhere.org"


def test_a_wrong_link_a_wrong_answer_and_a_wrong_time_are_said_in_words(ann: Party) -> None:
    ann.invite("bob@elsewhere.org")
    ann.turn()
    (letter,) = ann.letters()
    bob, path = Visitor(ann.world), link_of(letter)
    assert bob.open("/invited/nothing").status_code == 404
    assert bob.send(path, answer="perhaps").status_code == 400
    page = bob.send(path, 1, start="2047-03-06T12:00", end="2047-03-06T11:00")
    assert "ends before it starts" in page.text
    assert "state" not in ann.guests()["bob@elsewhere.org"]
    assert ann.world.rows(select(TOKEN.c.token).where(TOKEN.c.token == path.split("/")[-1])) == []
    assert bob.open(path).status_code == 200
    with ann.world.database.write() as connection:
        forget_person(connection, ann.device.person)
    assert bob.open(path).status_code == 404


def test_no_more_letters_go_out_in_a_day_than_the_bound(
    ann: Party, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "MOST_LETTERS", 2)
    for name in ("bob", "eve", "mia"):
        ann.invite(f"{name}@elsewhere.org")
    with pytest.raises(AssertionError):
        ann.turn()
    assert len(ann.letters()) == 2
    monkeypatch.setattr(bounds, "MOST_LETTERS", 500)
    ann.turn()
    assert len(ann.letters()) == 3


def test_a_proposal_is_declined_by_mail_or_taken_over_without_asking_again(ann: Party) -> None:
    guest = ann.invite("bob@elsewhere.org")
    ann.turn()
    bob, path = Visitor(ann.world), link_of(ann.letters()[0])
    bob.send(path, 1, start="2047-03-06T12:00")
    ann.turn()
    assert len(ann.letters()) == 1
    ann.change_of(guest, proposed=None)
    ann.turn()
    method, text = calendar_of(ann.letters()[1])
    assert (method, "METHOD:DECLINECOUNTER" in text) == ("DECLINECOUNTER", True)
    bob.send(path, 1, start="2047-03-07T12:00")
    ann.turn()
    ann.change_of(guest, proposed=None, state="accepted")
    ann.change(times={**TIMES, "start": "2047-03-07T12:00", "end": "2047-03-07T13:00"})
    ann.turn()
    assert [calendar_of(each)[0] for each in ann.letters()] == [
        "REQUEST", "DECLINECOUNTER", "REQUEST",
    ]  # fmt: skip
    assert ann.guests()["bob@elsewhere.org"]["state"] == "accepted"


def test_an_answer_to_somebody_elsewhere_is_mailed_once(ann: Party) -> None:
    device = ann.device
    other = device.add(
        "event", calendar=ann.calendar.id, uid="boss@x", title="Talk", times=TIMES, sequence=3,
        organizer="mailto:boss@elsewhere.org",
    )  # fmt: skip
    own = device.add("attendee", event=other.id, address=f"mailto:{device.person}@example.org")
    ann.turn()
    assert ann.letters() == []
    ann.change_of(own, state="accepted", answered="2046-03-01T10:00+00:00", notes="Gladly")
    ann.turn()
    ann.change_of(own, name="Ann")
    ann.turn()
    (letter,) = ann.letters()
    assert (letter["To"], letter["Subject"]) == ("boss@elsewhere.org", "Yes: Talk (ann)")
    method, text = calendar_of(letter)
    assert method == "REPLY"
    assert "PARTSTAT=ACCEPTED" in text
    assert "SEQUENCE:3" in text
    assert "COMMENT:Gladly" in text


def test_letters_are_in_the_language_of_who_reads_them_and_name_the_zone(ann: Party) -> None:
    world, dan = ann.world, ann.world.person("dan")
    with world.database.write() as connection:
        set_language(connection, ann.device.person, Tongue("en", "US"))
        set_language(connection, dan.person, Tongue("de", "AT"))
        # An account without a garage of its own gets letters.
        connection.execute(update(PERSON).where(PERSON.c.id == dan.person).values(home=None))
    ann.change(times={**TIMES, "start": "2047-01-05T10:00", "end": "2047-01-06T14:00"})
    ann.invite("bob@elsewhere.org")
    ann.invite(f"{dan.person}@example.org")
    ann.turn()
    told = {str(letter["To"]): letter for letter in ann.letters()}
    english, german = told["bob@elsewhere.org"], told[f"{dan.person}@example.org"]
    # Nobody knows what Bob reads: Ann does, and the letter is hers.
    assert english["Subject"] == "ann invites you: Tour"
    assert (
        "Saturday, January 5, 2047, 10:00 AM – Sunday, January 6, 2047, 2:00 PM"
        " (Central European Standard Time, Berlin)"
    ) in plain(english)
    assert german["Subject"] == "ann lädt dich ein: Tour"
    assert (
        "Samstag, 5. Jänner 2047, 10:00 – Sonntag, 6. Jänner 2047, 14:00"
        " (Mitteleuropäische Normalzeit, Berlin)"
    ) in plain(german)


def test_where_no_region_is_known_dates_are_as_in_the_zone_of_the_event() -> None:
    def said(zone: str, tongue: Tongue) -> str:
        start = datetime(2047, 7, 5, 15)
        return when(EventTimes(start=start, end=start + timedelta(hours=1), zone=zone), tongue)

    american = said("America/New_York", Tongue())
    assert american.startswith("Friday, July 5, 2047, 3:00\u202fPM–4:00\u202fPM")
    assert american.endswith("(Eastern Daylight Time, New York)")
    assert said("Europe/Vienna", tongue_of("fr, en-IE;q=0.8")).startswith("Friday 5 July 2047")
    assert said("Asia/Tokyo", Tongue("de")).startswith("Freitag, 5. Juli 2047, 15:00–16:00")
    assert said("UTC", Tongue()) == "Friday, 5 July 2047, 15:00–16:00 (UTC)"
    assert said("Customized_Zone", Tongue()).endswith("(Customized Zone)")
    assert said("", Tongue()).endswith("16:00")
    assert tongue_of("xx, de-1996, de-CH-1996;q=0.9") == Tongue("de", "")
