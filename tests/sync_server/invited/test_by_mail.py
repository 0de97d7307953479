"""Guests without an account: asked by mail, and answering on the server's own page."""

from __future__ import annotations

from tests.sync_server.invited.party import Party, Visitor, calendar_of, link_of


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
