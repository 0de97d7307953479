"""Answers by mail out of a real mailbox, Dovecot's: read, marked, moved, and never lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest

from sync_server.app import create_app
from sync_server.invited.arriving import Arriving
from sync_server.invited.house import House
from sync_server.invited.mailbox import MOST_BYTES, Mailbox, MailboxFault
from sync_server.settings import Settings
from tests.interop.conftest import missing
from tests.interop.dovecot import Dovecot, program, serving
from tests.sync_server.invited.party import Party
from tests.sync_server.invited.test_mailbox import YES, mailed
from tests.sync_server.people import World, stand_in
from tests.sync_server.templates import with_tables


@pytest.fixture(scope="module")
def dovecot() -> Iterator[Dovecot]:
    """One for all of these tests: each has folders of its own."""
    if not program():
        missing("Dovecot is not installed (Debian: apt install dovecot-imapd)")
    with serving() as running:
        yield running


@pytest.fixture
def ann(tmp_path: Path, dovecot: Dovecot) -> Iterator[Party]:
    """Somebody who has asked Bob, on a server that reads the mailbox."""
    settings = Settings(with_tables(tmp_path / "server"))
    app = create_app(
        replace(settings, jobs=False, imap=dovecot.url(), imap_address="answers@garage.example")
    )
    app.state.authenticate = stand_in
    with World(app) as world:
        ann = Party.of(world)
        ann.invite("bob@elsewhere.org")
        ann.turn()
        yield ann


def reading(ann: Party, mailbox: Mailbox) -> Arriving:
    return Arriving(ann.world.database, mailbox, House.of(ann.world.app.state.settings), 60)


def bob(ann: Party) -> str:
    return str(ann.guests()["bob@elsewhere.org"].get("state", ""))


def subject_only(to: str, subject: str, date: str, **headers: str) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "bob@elsewhere.org", to, subject
    message["Date"] = date
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content("Sent from my telephone")
    return message.as_bytes()


def test_answers_are_read_over_tls_and_moved_where_they_were_dealt_with(
    ann: Party, dovecot: Dovecot
) -> None:
    to = str(ann.letters()[0]["Reply-To"])
    dovecot.deliver(mailed(to, "REPLY", YES, "SEQUENCE:0"))
    url = dovecot.url(sealed=True, more="?moved=Gelöscht %26 gelesen")
    arriving = reading(ann, Mailbox(url, dovecot.believing()))
    assert ann.world.run(arriving.round()) == 1
    assert arriving.fault == ""
    assert bob(ann) == "accepted"
    assert dovecot.subjects() == []
    assert dovecot.subjects('"Gel&APY-scht &- gelesen"') == ["Re: Tour"]
    # Polled again and again: what comes between two looks is found by the next.
    assert ann.world.run(arriving.round()) == 0
    dovecot.deliver(
        mailed(to, "REPLY", YES.replace("ACCEPTED", "DECLINED"), "DTSTAMP:20470102T100000Z")
    )
    assert ann.world.run(arriving.round()) == 1
    assert bob(ann) == "declined"

    refused = Mailbox(url.replace("secret", "another"), dovecot.believing())
    arriving = reading(ann, refused)
    ann.world.run(arriving.round())
    assert arriving.fault == "the mailbox refuses the user or the password"
    stranger = reading(ann, Mailbox(url))
    ann.world.run(stranger.round())
    assert "SSLCertVerificationError" in stranger.fault


def test_large_and_broken_letters_are_put_aside_and_hold_up_nothing(
    ann: Party, dovecot: Dovecot
) -> None:
    to = str(ann.letters()[0]["Reply-To"])
    odd = (
        b"Subject: empty\r\n\r\n",
        b"no header at all \xff\xfe\r\n\r\n\x01\x02",
        b"Subject: =?utf-8?b?////?=\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n",
        b"Subject: 8 bits \xe4\r\nContent-Type: text/calendar; method=REPLY; charset=none\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\n%%%\r\n",
        b"Subject: large\r\n\r\n" + b"A" * 998 + (b"\r\n" + b"A" * 998) * (MOST_BYTES // 1_000),
        mailed(to, "REPLY"),
    )
    for raw in odd:
        dovecot.deliver(raw)
    dovecot.deliver(mailed(to, "REPLY", YES, "SEQUENCE:0"))
    arriving = reading(ann, Mailbox(dovecot.url()))
    assert ann.world.run(arriving.round()) == 1
    assert arriving.fault == ""
    assert bob(ann) == "accepted"
    # Nothing is gone: all of it is marked, so that only what is new is looked at.
    assert len(dovecot.subjects()) == len(odd) + 1
    with dovecot.signed_in() as imap:
        _, found = imap.uid("SEARCH", "UNKEYWORD", "PaddockRead")
        assert found == [b""]
        _, found = imap.uid("SEARCH", "SEEN")
        assert found == [b""]
    assert ann.world.run(arriving.round()) == 0


def test_a_folder_that_is_made_anew_has_other_letters_of_the_same_numbers(
    ann: Party, dovecot: Dovecot
) -> None:
    to = str(ann.letters()[0]["Reply-To"])
    with dovecot.signed_in() as imap:
        imap.create("Answers")
    dovecot.deliver(mailed(to, "REPLY", YES, "SEQUENCE:0"), "Answers")
    mailbox = Mailbox(dovecot.url("Answers", more="?moved=Read"))
    (before,) = mailbox.unread()
    with dovecot.signed_in() as imap:
        imap.delete("Answers")
        imap.create("Answers")
    dovecot.deliver(mailed(to, "REPLY", YES.replace("ACCEPTED", "TENTATIVE")), "Answers")
    # What was read of the folder before marks nothing of the new one.
    mailbox.done([before])
    (after,) = mailbox.unread()
    assert (after.uid, after.raw != before.raw) == (before.uid, True)
    assert after.folder != before.folder
    assert ann.world.run(reading(ann, mailbox).round()) == 1
    assert bob(ann) == "tentative"
    assert dovecot.subjects("Read") == ["Re: Tour"]
    with dovecot.signed_in() as imap:
        imap.delete("Answers")
    with pytest.raises(MailboxFault, match="broke off"):
        mailbox.unread()


def test_an_answer_in_the_subject_alone_counts_where_the_secret_says_whose(
    ann: Party, dovecot: Dovecot
) -> None:
    to, arriving = str(ann.letters()[0]["Reply-To"]), reading(ann, Mailbox(dovecot.url()))

    def said(subject: str, date: str = "Fri, 01 Jan 2100 10:00:00 +0000", **more: str) -> str:
        dovecot.deliver(subject_only(to, subject, date, **more))
        ann.world.run(arriving.round())
        return bob(ann)

    assert said("Re: ann invites you: Tour") == ""
    assert said("Accepted: Tour", Auto_Submitted="auto-replied") == ""
    assert said("No idea: Tour") == ""
    assert said("Accepted: Tour", "Mon, 05 Mar 2001 10:00:00 +0000") == ""
    assert said("Accepted: Tour") == "accepted"
    assert said("Mit Vorbehalt: Ausfahrt: lang") == "tentative"
    assert said("nein") == "declined"
    to = "answers@garage.example"
    assert said("Yes: Tour") == "declined"
