"""Letters go out once they are durable, wait out faults, and are given up in the end."""

import asyncio
from collections.abc import Iterator
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from sync_server.kit import clock, jobs
from sync_server.kit.working import Worker
from sync_server.mail.sender import Sender
from sync_server.mail.service import JOB, post
from sync_server.mail.transports import Smtp, Transport
from tests.ports import free_port
from tests.sync_server.visiting import Server, plain

HOUSE = {"server": "Paddock", "link": "http://127.0.0.1:8765"}


class Mailbox:
    """What an SMTP server took, and what it is told to answer."""

    def __init__(self) -> None:
        self.letters: list[bytes] = []
        self.to: list[str] = []
        self.rcpt = "250 OK"
        self.data = "250 OK"

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        if self.data.startswith("250"):
            self.letters.append(envelope.content or b"")
            self.to += envelope.rcpt_tos
        return self.data


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def smtp(mailbox: Mailbox) -> Iterator[Controller]:
    """A real SMTP server on this machine."""
    controller = Controller(mailbox, "127.0.0.1", free_port(), enable_SMTPUTF8=True)
    controller.start()
    yield controller
    controller.stop(no_assert=True)


def over(server: Server, port: int) -> Worker:
    return sending(server, Smtp(f"smtp://127.0.0.1:{port}"))


def sending(server: Server, transport: Transport) -> Worker:
    """Who does the letters' jobs by this way."""
    return Worker(server.database, {JOB: Sender(transport, "paddock@localhost", HOUSE).send})


def a_letter(server: Server, to: str = "anna@example.org", **more: str) -> None:
    values = {"code": "12345678", **more}
    server.write(lambda c: post(c, to, "reset_code", values))


def rows(server: Server) -> list:
    return server.read(lambda c: c.execute(jobs.JOB.select()).mappings().all())


def due_now(server: Server) -> None:
    server.write(lambda c: c.execute(jobs.JOB.update().values(due=0, lease=0)))


def test_a_letter_goes_to_the_folder_and_what_was_in_the_outbox_is_forgotten(
    server: Server,
) -> None:
    a_letter(server)
    [letter] = server.letters()
    assert letter["to"] == "anna@example.org"
    assert letter["auto-submitted"] == "auto-generated"
    assert "12345678" in plain(letter)
    html = letter.get_body(("html",)).get_content()
    assert "12345678" in html
    assert rows(server) == []
    [file] = (server.settings.data / "mail").iterdir()
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_letter_of_a_transaction_that_failed_is_not_sent(server: Server) -> None:
    def fails(connection) -> None:
        post(connection, "anna@example.org", "reset_code", {})
        raise RuntimeError("no")

    with pytest.raises(RuntimeError, match="no"):
        server.write(fails)
    assert server.letters() == []


def test_what_people_write_makes_no_second_header_and_no_markup(server: Server) -> None:
    values = {
        "server": "Paddock", "by": "Eve\r\nBcc: all@example.org", "space": "<b>Club</b>",
        "code": "ABCD", "link": "http://x",
    }  # fmt: skip
    server.write(lambda c: post(c, "anna@example.org", "invitation", values))
    [letter] = server.letters()
    assert letter["bcc"] is None
    assert "Bcc: all@example.org" in letter["subject"]
    assert "&lt;b&gt;Club&lt;/b&gt;" in letter.get_body(("html",)).get_content()


def test_letters_speak_german_too(server: Server) -> None:
    values = {"server": "Paddock", "code": "12345678"}
    server.write(lambda c: post(c, "anna@example.org", "reset_code", values, "de"))
    [letter] = server.letters()
    assert letter["subject"] == "Dein Code für ein neues Passwort: 12345678"


def test_a_letter_goes_over_smtp(server: Server, smtp: Controller, mailbox: Mailbox) -> None:
    a_letter(server, "jürgen@example.org")
    assert server.run(over(server, smtp.port).work_one())
    assert mailbox.to == ["jürgen@example.org"]
    assert b"12345678" in mailbox.letters[0]
    assert rows(server) == []
    assert not server.run(over(server, smtp.port).work_one())


@pytest.mark.parametrize(
    ("rcpt", "data"), [("451 greylisted", "250 OK"), ("250 OK", "452 disk full")]
)
def test_a_refusal_for_now_is_waited_out(
    server: Server, smtp: Controller, mailbox: Mailbox, rcpt: str, data: str
) -> None:
    mailbox.rcpt, mailbox.data = rcpt, data
    a_letter(server)
    sender = over(server, smtp.port)
    assert server.run(sender.work_one())
    [row] = rows(server)
    assert row["poisoned"] is None
    assert row["due"] > clock.now() + 3_000
    assert not server.run(sender.work_one()), "it is not due yet"
    mailbox.rcpt = mailbox.data = "250 OK"
    due_now(server)
    assert server.run(sender.work_one())
    assert len(mailbox.letters) == 1


@pytest.mark.parametrize(("rcpt", "data"), [("550 no such user", "250 OK"), ("250 OK", "554 spam")])
def test_a_refusal_for_good_puts_the_letter_on_the_poison_list(
    server: Server,
    smtp: Controller,
    mailbox: Mailbox,
    rcpt: str,
    data: str,
) -> None:
    mailbox.rcpt, mailbox.data = rcpt, data
    a_letter(server)
    due_now(server)  # before the other, though it be posted in the same millisecond
    a_letter(server, "ben@example.org")
    sender = over(server, smtp.port)
    assert server.run(sender.work_one())
    mailbox.rcpt = mailbox.data = "250 OK"
    assert server.run(sender.work_one()), "the next one is not held up"
    assert mailbox.to == ["ben@example.org"]
    [one] = server.read(jobs.poisoned)
    assert (one.payload["template"], one.attempts) == ("reset_code", 1)
    assert (rcpt + data).find(one.error[-3:]) >= 0
    assert "anna" not in one.error


def test_a_server_that_is_down_is_tried_again_until_the_letter_is_given_up(
    server: Server,
) -> None:
    a_letter(server)
    sender = over(server, free_port())
    waited = 0
    for _ in range(jobs.MOST_ATTEMPTS - 1):
        assert server.run(sender.work_one())
        [row] = rows(server)
        assert row["poisoned"] is None
        waited += row["due"] - clock.now()
        due_now(server)
    assert waited > 18 * clock.HOUR, "a mail server may be away for a night"
    assert server.run(sender.work_one())
    [row] = rows(server)
    assert row["poisoned"] is not None
    assert row["error"].startswith("the mail server is not to be had")
    due_now(server)
    assert not server.run(sender.work_one())


def test_a_letter_that_cannot_be_written_is_given_up_at_once(server: Server) -> None:
    server.write(lambda c: post(c, "anna@example.org", "nothing_of_ours", {}))
    server.write(lambda c: post(c, "anna@example.org", "reset_code", {"other": "x"}))
    assert server.letters() == []
    assert len(server.read(jobs.poisoned)) == 2


def test_a_sender_that_died_leaves_its_letter_to_the_next(server: Server) -> None:
    class Dies:
        async def send(self, id_: str, message: EmailMessage) -> None:
            raise asyncio.CancelledError

    a_letter(server)
    dying = sending(server, Dies())
    with pytest.raises(asyncio.CancelledError):
        server.run(dying.work_one())
    assert server.letters() == [], "it is still leased"
    server.write(lambda c: c.execute(jobs.JOB.update().values(lease=0)))
    assert len(server.letters()) == 1


def test_two_senders_never_send_one_letter_twice(server: Server) -> None:
    sent: list[str] = []

    class Slow:
        async def send(self, id_: str, message: EmailMessage) -> None:
            await asyncio.sleep(0.01)
            sent.append(id_)

    for n in range(12):
        a_letter(server, f"p{n}@example.org")
    senders = [sending(server, Slow()) for _ in range(3)]

    async def all_at_once() -> None:
        await asyncio.gather(*(sender.drain() for sender in senders))

    server.run(all_at_once())
    assert len(sent) == len(set(sent)) == 12


def test_the_address_of_a_mail_server_is_checked_at_the_start() -> None:
    for wrong in ("http://x", "smtp://", "mail.example.org"):
        with pytest.raises(ValueError, match="smtp://"):
            Smtp(wrong)
