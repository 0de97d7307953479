"""Where letters go: files in the data folder, or an SMTP server.

Failed (of jobs)
    Later       the world failed: try again
    Hopeless
        Never   this letter will not be taken, however often

Their texts say why without saying to whom.
"""

from __future__ import annotations

import asyncio
import os
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

import aiosmtplib

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
    """Hands letters to the operator's mail server: `smtp://user:password@host:port`."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
            raise ValueError("the mail server is said as smtp://user:password@host:port")
        self._tls = parts.scheme == "smtps"
        self._host = parts.hostname
        self._port = parts.port or (465 if self._tls else 587)
        self._user = unquote(parts.username) if parts.username else None
        self._password = unquote(parts.password) if parts.password else None

    async def send(self, id_: str, message: EmailMessage) -> None:
        """One connection a letter; TLS where the server offers it, always with smtps."""
        try:
            await aiosmtplib.send(
                message,
                hostname=self._host,
                port=self._port,
                username=self._user,
                password=self._password,
                use_tls=self._tls,
                timeout=TIMEOUT_SECONDS,
            )
        except aiosmtplib.SMTPRecipientsRefused as refused:
            codes = [recipient.code for recipient in refused.recipients]
            raise _by_code(max(codes, default=550), "the recipient") from refused
        except aiosmtplib.SMTPDataError as error:
            raise _by_code(error.code, "the letter") from error
        except aiosmtplib.SMTPResponseException as error:
            # Of the log-in or the sender: the operator can mend that.
            raise Later(f"the mail server answered {error.code}") from error
        except (aiosmtplib.SMTPException, OSError) as error:
            raise Later(f"the mail server is not to be had: {type(error).__name__}") from error


def _by_code(code: int, what: str) -> Failed:
    said = f"the mail server refused {what}: {code}"
    return Never(said) if code >= 500 else Later(said)
