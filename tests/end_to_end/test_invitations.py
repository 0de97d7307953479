"""An invitation from the command line to a mailbox, answered on the page, seen by who asked."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message

from tests.end_to_end.serving import Profile, ServerProcess, until
from tests.ports import free_port
from tests.sync_server.visiting import forms_of

pytestmark = pytest.mark.slow


class Mailbox(Message):
    """What a mail server took."""

    def __init__(self) -> None:
        super().__init__()
        self.letters: list[bytes] = []

    def handle_message(self, message: email.message.Message) -> None:
        self.letters.append(message.as_bytes())


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def server(
    mailbox: Mailbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[ServerProcess]:
    smtp = Controller(mailbox, "127.0.0.1", free_port())
    smtp.start()
    monkeypatch.setenv("PADDOCK_SERVER_SMTP", f"smtp://127.0.0.1:{smtp.port}")
    monkeypatch.setenv("PADDOCK_SERVER_INVITATION_PAUSE", "0")
    made = ServerProcess(tmp_path / "server")
    made.start()
    try:
        yield made
    finally:
        made.stop()
        smtp.stop(no_assert=True)


def test_an_invitation_goes_out_and_the_answer_comes_back(
    server: ServerProcess, mailbox: Mailbox, tmp_path: Path
) -> None:
    server.command("account", "add", "ann@example.org", "--name", "Ann")
    ann = Profile(tmp_path / "ann")
    ann.ask("login", server.url, "--pair", server.pair("ann@example.org"))
    ann.ask("add", "calendar", "name=Garage")
    event = ann.ask("add", "event", "title=Tour", "calendar=Garage", "times=2047-03-05T10:00")
    ann.ask("add", "attendee", f"event={event['id']}", "address=mailto:bob@elsewhere.org")
    ann.ask("sync")
    letter = email.message_from_bytes(
        until(lambda: mailbox.letters, "the letter")[0], policy=email.policy.default
    )
    assert letter["Subject"] == "Ann invites you: Tour"
    body = letter.get_body(("plain",))
    assert body is not None
    found = re.search(r"http://\S+/invited/\S+", body.get_content())
    assert found is not None
    with httpx.Client(follow_redirects=True, timeout=60) as browser:
        form = forms_of(browser.get(found[0]).text)[0]
        data = {**form.fields, "answer": "accepted"}
        assert "Ann sees your answer" in browser.post(f"{server.url}{form.action}", data=data).text
    ann.ask("sync")
    (guest,) = ann.ask("list", "attendee")["records"]
    assert guest["state"] == "accepted"
