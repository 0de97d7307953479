"""A password of the mail server's goes to no other machine without TLS, whoever offers none."""

import asyncio
import contextlib
import ssl
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from sync_server.mail.transports import Later, Smtp
from tests.certificates import Authority
from tests.ports import free_port

OTHER_MACHINE = "127.0.0.2"
"""This one as well, under an address that is not among its names."""


class Post:
    """A mail server that takes every log-in, and says who tried one."""

    def __init__(self) -> None:
        self.users: list[bytes] = []
        self.letters: list[bytes] = []

    def authenticate(self, *asked: Any) -> AuthResult:
        self.users.append(asked[-1].login)
        return AuthResult(success=True)

    async def handle_DATA(self, _: Any, __: Any, envelope: Any) -> str:  # noqa: N802
        self.letters.append(envelope.content)
        return "250 OK"


@contextlib.contextmanager
def serving(post: Post, host: str, tls: ssl.SSLContext | None = None) -> Iterator[int]:
    """Its port."""
    controller = Controller(
        post, host, free_port(), tls_context=tls, authenticator=post.authenticate,
        auth_require_tls=False,
    )  # fmt: skip
    try:
        controller.start()
    except OSError:
        pytest.skip("this machine has one address alone")
    try:
        yield controller.port
    finally:
        controller.stop(no_assert=True)


def letter() -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "paddock@here", "anna@example.org", "Hello"
    made.set_content("Hello")
    return made


@pytest.mark.parametrize("way", ["a letter", "a check"])
def test_without_tls_the_password_stays_here(way: str) -> None:
    post = Post()
    with serving(post, OTHER_MACHINE) as port:
        smtp = Smtp(f"smtp://anna:hush@{OTHER_MACHINE}:{port}")
        work = smtp.send("1", letter()) if way == "a letter" else smtp.sign_in()
        with pytest.raises(Later, match="offers no TLS: the password stays here"):
            asyncio.run(work)
    assert (post.users, post.letters) == ([], [])


def test_with_tls_it_signs_in_and_sends(tmp_path: Path) -> None:
    post, authority = Post(), Authority(tmp_path / "authority")
    believing = ssl.create_default_context(cafile=authority.file)
    with serving(post, OTHER_MACHINE, authority.certificate(OTHER_MACHINE)) as port:
        asyncio.run(Smtp(f"smtp://anna:hush@{OTHER_MACHINE}:{port}", believing).send("1", letter()))
    assert post.users == [b"anna"]
    assert len(post.letters) == 1


def test_a_certificate_that_nobody_vouches_for_gets_no_password(tmp_path: Path) -> None:
    post, authority = Post(), Authority(tmp_path / "authority")
    with (
        serving(post, OTHER_MACHINE, authority.certificate(OTHER_MACHINE)) as port,
        pytest.raises(Later, match="not to be had"),
    ):
        asyncio.run(Smtp(f"smtp://anna:hush@{OTHER_MACHINE}:{port}").sign_in())
    assert post.users == []


def test_on_this_machine_it_signs_in_as_it_is() -> None:
    post = Post()
    with serving(post, "127.0.0.1") as port:
        asyncio.run(Smtp(f"smtp://anna:hush@127.0.0.1:{port}").send("1", letter()))
    assert post.users == [b"anna"]
    assert len(post.letters) == 1


def test_without_a_password_a_letter_goes_as_it_can() -> None:
    post = Post()
    with serving(post, OTHER_MACHINE) as port:
        asyncio.run(Smtp(f"smtp://{OTHER_MACHINE}:{port}").send("1", letter()))
    assert len(post.letters) == 1
