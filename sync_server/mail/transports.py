"""Where letters go: files in the data folder, or an SMTP server.

Failed (of jobs)
    Later       the world failed: try again
    Hopeless
        Never   this letter will not be taken, however often

Their texts say why without saying to whom.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import ssl
from collections.abc import AsyncIterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

import aiosmtplib

from sync_server.kit.address import THIS_MACHINE
from sync_server.kit.jobs import Failed, Hopeless

TIMEOUT_SECONDS = 20


class Later(Failed):
    """It may go out another time."""


class Never(Hopeless):
    """It will not."""


class Transport(Protocol):
    """Sends one letter; raises Later, Never."""

    async def send(self, id_: str, message: EmailMessage) -> None: ...


class Files:
    """Writes letters into a folder, one file each, for whoever runs the server."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def send(self, id_: str, message: EmailMessage) -> None:
        """Write `ID.eml`: ids are in the order of time."""
        try:
            await asyncio.to_thread(self._write, id_, message.as_bytes())
        except OSError as error:
            raise Later(f"the file cannot be written: {error.strerror}") from error

    def _write(self, id_: str, content: bytes) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = self._folder / f".{id_}.part"
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(content)
        part.replace(self._folder / f"{id_}.eml")


class Smtp:
    """Hands letters to the operator's mail server: `smtp://user:password@host:port`.

    TLS always with smtps://, else where the server offers it; and no password goes without it to
    another machine.
    """

    def __init__(self, url: str, context: ssl.SSLContext | None = None) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
            raise ValueError("the mail server is said as smtp://user:password@host:port")
        tls = parts.scheme == "smtps"
        self._insists = bool(parts.username) and not tls and parts.hostname not in THIS_MACHINE
        self._said: dict[str, Any] = {
            "hostname": parts.hostname,
            "port": parts.port or (465 if tls else 587),
            "username": unquote(parts.username) if parts.username else None,
            "password": unquote(parts.password) if parts.password else None,
            "use_tls": tls,
            # None: where it is offered.
            "start_tls": self._insists or None,
            "tls_context": context,
            "timeout": TIMEOUT_SECONDS,
        }

    async def send(self, id_: str, message: EmailMessage) -> None:
        """One connection a letter."""
        try:
            async with self._signed_in() as smtp:
                await smtp.send_message(message)
        except aiosmtplib.SMTPRecipientsRefused as refused:
            codes = [recipient.code for recipient in refused.recipients]
            raise _by_code(max(codes, default=550), "the recipient") from refused
        except aiosmtplib.SMTPDataError as error:
            raise _by_code(error.code, "the letter") from error

    async def sign_in(self) -> None:
        """Try whether it takes our log-in, without a letter; raises Later."""
        async with self._signed_in() as smtp:
            await smtp.noop()

    @contextlib.asynccontextmanager
    async def _signed_in(self) -> AsyncIterator[aiosmtplib.SMTP]:
        smtp = aiosmtplib.SMTP(**self._said)
        try:
            async with smtp:
                yield smtp
        except (aiosmtplib.SMTPRecipientsRefused, aiosmtplib.SMTPDataError):
            raise
        except aiosmtplib.SMTPResponseException as error:
            # Of the log-in or the sender: the operator can mend that.
            raise Later(f"the mail server answers {error.code}") from error
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            if self._insists and "STARTTLS" in str(error):
                raise Later("the mail server offers no TLS: the password stays here") from error
            raise Later(f"the mail server is not to be had: {type(error).__name__}") from error


def _by_code(code: int, what: str) -> Failed:
    said = f"the mail server refused {what}: {code}"
    return Never(said) if code >= 500 else Later(said)
