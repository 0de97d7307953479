"""Answers by mail: read from a mailbox over IMAP, believed by their address, never lost."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest

from sync_server.app import create_app
from sync_server.invited.arriving import Arriving
from sync_server.invited.house import House
from sync_server.invited.mailbox import Mailbox
from sync_server.settings import Settings
from tests.certificates import Authority
from tests.sync_server.invited.imap import Post, serving
from tests.sync_server.invited.party import Party, calendar_of
from tests.sync_server.people import World, stand_in


@pytest.fixture
def post() -> Iterator[Post]:
    with serving(Post()) as made:
        yield made


@pytest.fixture
def world(settings: Settings, post: Post) -> Iterator[World]:
    url = f"imap://answers:secret%20word@127.0.0.1:{post.port}/INBOX?moved=Done"
    more = replace(settings, jobs=False, imap=url, imap_address="answers@garage.example")
    app = create_app(more)
    app.state.authenticate = stand_in
    with World(app) as made:
        yield made


def read(world: World) -> int:
    taken: int = world.run(world.app.state.arriving.round())
    return taken


def mailed(
    to: str, method: str, *lines: str, by: str = "bob@elsewhere.org", uid: str = "tour@x"
) -> bytes:
    """An answer as programs send it."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = f"Bob <{by}>", to, "Re: Tour"
    message.set_content("Yes")
    stamped = any(line.startswith("DTSTAMP") for line in lines)
    lines = lines if stamped else ("DTSTAMP:20470101T100000Z", *lines)
    text = "\r\n".join(
        ["BEGIN:VCALENDAR", "VERSION:2.0", f"METHOD:{method}", "BEGIN:VEVENT", f"UID:{uid}",
         *lines, "END:VEVENT", "END:VCALENDAR", ""]
    )  # fmt: skip
    message.add_alternative(text.encode(), "text", "calendar", params={"method": method})
    return message.as_bytes()


YES = "ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@elsewhere.org"


def test_an_answer_is_taken_from_the_mailbox_and_put_away(ann: Party, post: Post) -> None:
    ann.invite("bob@elsewhere.org")
    ann.turn()
    (letter,) = ann.letters()
    to = str(letter["Reply-To"])
    assert to.startswith("answers+")
    assert to.endswith("@garage.example")
    _, text = calendar_of(letter)
    # A calendar program answers to the organizer's address.
    assert f"EMAIL=ann@example.org:mailto:{to}" in text

    post.deliver(b"Subject: spam\r\n\r\nBuy\r\n")
    # Exchange names no organizer, and writes addresses in capitals.
    post.deliver(mailed(to.upper(), "REPLY", YES, "SEQUENCE:0", "COMMENT:Gladly"))
    assert read(ann.world) == 1
    guest = ann.guests()["bob@elsewhere.org"]
    assert (guest["state"], guest["notes"]) == ("accepted", "Gladly")
    assert post.folders["INBOX"] == []
    assert len(post.folders["Done"]) == 2
    assert read(ann.world) == 0

    post.deliver(
        mailed(
            to, "COUNTER", "ATTENDEE:mailto:ann@example.org", YES, "SEQUENCE:0",
            "DTSTART:20470306T100000Z", "DTEND:20470306T110000Z", "DTSTAMP:20470102T100000Z",
        )
    )  # fmt: skip
    assert read(ann.world) == 1
    proposed = ann.guests()["bob@elsewhere.org"]["proposed"]
    assert proposed["start"] == "2047-03-06T10:00"
    ann.change(times={"start": "2047-03-07T10:00", "end": "2047-03-07T11:00", "zone": "UTC"})
    ann.turn()
    post.deliver(mailed(to, "REPLY", YES, "SEQUENCE:0", "DTSTAMP:20470103T100000Z"))
    assert read(ann.world) == 0
    assert ann.guests()["bob@elsewhere.org"]["state"] == "needs_action"


def test_nobody_answers_for_others(ann: Party, post: Post) -> None:
    ann.invite("bob@elsewhere.org")
    ann.invite("eve@elsewhere.org")
    ann.turn()
    to = {str(letter["To"]): str(letter["Reply-To"]) for letter in ann.letters()}
    eve = to["eve@elsewhere.org"]
    # By her own secret, by no secret at all, for an event that nobody knows.
    post.deliver(mailed(eve, "REPLY", YES, by="eve@elsewhere.org"))
    post.deliver(mailed("answers@garage.example", "REPLY", YES, by="eve@elsewhere.org"))
    post.deliver(mailed(eve, "REPLY", YES, by="bob@elsewhere.org", uid="other@x"))
    assert read(ann.world) == 0
    assert "state" not in ann.guests()["bob@elsewhere.org"]
    # Who was passed the invitation asks to take part, and is no guest.
    mia = "ATTENDEE;PARTSTAT=ACCEPTED;CN=Mia:mailto:mia@elsewhere.org"
    post.deliver(mailed(eve, "REPLY", mia, by="mia@elsewhere.org"))
    # Without the secret, the guest's own address and the event's identifier do.
    post.deliver(mailed("answers@garage.example", "REPLY", YES))
    assert read(ann.world) == 2
    guests = ann.guests()
    assert guests["mia@elsewhere.org"]["uninvited"] is True
    assert guests["bob@elsewhere.org"]["state"] == "accepted"
    before = len(ann.letters())
    ann.turn()
    assert len(ann.letters()) == before


def test_without_the_secret_nobody_answers_where_two_ask_to_one_identifier(
    ann: Party, post: Post
) -> None:
    eve = Party.of(ann.world, title="Of the same identifier")
    for each in (ann, eve):
        each.invite("bob@elsewhere.org")
        each.turn()
    post.deliver(mailed("answers@garage.example", "REPLY", YES))
    assert read(ann.world) == 0
    letter = next(each for each in ann.letters() if "Tour" in each["Subject"])
    post.deliver(mailed(str(letter["Reply-To"]), "REPLY", YES))
    assert read(ann.world) == 1
    assert ann.guests()["bob@elsewhere.org"]["state"] == "accepted"
    assert "state" not in eve.guests()["bob@elsewhere.org"]


def test_what_is_the_matter_with_the_mailbox_is_told_and_no_letter_lost(
    ann: Party, post: Post
) -> None:
    def told() -> str:
        answer = ann.world.run(ann.world.http.get("/health"))
        assert answer.status_code == 200
        return str(answer.json()["mailbox"])

    ann.invite("bob@elsewhere.org")
    ann.turn()
    to = str(ann.letters()[0]["Reply-To"])
    post.deliver(mailed(to, "REPLY", YES))
    post.password, right = "another", post.password
    assert read(ann.world) == 0
    assert told() == "the mailbox refuses the user or the password"
    post.password, post.broken = right, True
    assert read(ann.world) == 0
    assert "broke off" in told()
    post.broken = False
    assert read(ann.world) == 1
    assert told() == "ok"
    for odd in (b"", b"\xff" * 999, mailed(to, "REPLY"), mailed(to, "COUNTER", YES)):
        post.deliver(odd)
    assert read(ann.world) == 0
    assert post.folders["INBOX"] == []


def test_over_tls_and_without_marks_of_our_own(ann: Party, tmp_path: Path) -> None:
    authority = Authority(tmp_path / "authority")
    post = Post(keywords=False)
    ann.invite("bob@elsewhere.org")
    ann.turn()
    with serving(post, authority.certificate("127.0.0.1")):
        post.deliver(mailed(str(ann.letters()[0]["Reply-To"]), "REPLY", YES))
        url = f"imaps://answers:secret%20word@127.0.0.1:{post.port}/INBOX"
        believing = ssl.create_default_context(cafile=str(authority.file))
        house = House.of(ann.world.app.state.settings)
        reading = Arriving(ann.world.database, Mailbox(url, believing), house, 60)
        assert ann.world.run(reading.round()) == 1
        assert post.folders["INBOX"][0].flags == {"\\Seen"}
        assert ann.world.run(reading.round()) == 0
        stranger = Arriving(ann.world.database, Mailbox(url), house, 60)
        ann.world.run(stranger.round())
        assert "SSLCertVerificationError" in stranger.fault
