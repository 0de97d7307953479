"""The mailbox that answers come to, over IMAP (RFC 3501), spoken in a thread.

MailboxFault    the mailbox is not to be had, and why; the next round may do
"""

from __future__ import annotations

import base64
import contextlib
import imaplib
import re
import ssl
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from sync_server.kit.address import THIS_MACHINE

TIMEOUT_SECONDS = 30
MOST_LETTERS = 50
"""In one round."""
MOST_BYTES = 4_000_000
KEYWORD = "PaddockRead"
"""Marks what was looked at: nothing is deleted, and a person who reads along changes nothing."""

_SIZE = re.compile(rb"UID (\d+).*?RFC822\.SIZE (\d+)|RFC822\.SIZE (\d+).*?UID (\d+)")


class MailboxFault(Exception):
    """The mailbox cannot be read; the text says why, without its contents."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter of the mailbox; `raw` is None where it is too large to be an answer."""

    uid: str
    raw: bytes | None
    folder: str = ""
    """Which folder the uid is of (UIDVALIDITY): one that was made anew numbers others so."""


class Mailbox:
    """`imaps://user:password@host:993/FOLDER?moved=OTHER`; imap:// is with STARTTLS.

    `moved` names a folder that letters go to once they were looked at; without, they are marked.
    """

    def __init__(self, url: str, context: ssl.SSLContext | None = None) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("imap", "imaps") or not parts.hostname or not parts.username:
            raise ValueError("the mailbox is said as imaps://user:password@host:993/FOLDER")
        self._tls = parts.scheme == "imaps"
        self._host = parts.hostname
        self._port = parts.port or (993 if self._tls else 143)
        self._user, self._password = unquote(parts.username), unquote(parts.password or "")
        self._folder = unquote(parts.path.strip("/")) or "INBOX"
        self._moved = parse_qs(parts.query).get("moved", [""])[0]
        self._context = context
        self._permanent = False

    def unread(self) -> list[Letter]:
        """What nobody looked at yet, the oldest first; raises MailboxFault."""
        with self._open() as imap:
            found = _answer(imap.uid("SEARCH", *self._criteria(imap)))
            uids = (found[0] or b"").split()[:MOST_LETTERS]
            sizes, folder = self._sizes(imap, uids), _folder(imap)
            return [
                Letter(
                    uid.decode(),
                    _text(imap, uid) if sizes.get(uid, 0) <= MOST_BYTES else None,
                    folder,
                )
                for uid in uids
            ]

    def done(self, letters: Iterable[Letter]) -> None:
        """Mark letters as looked at, and move them where that is wanted; raises MailboxFault."""
        with self._open() as imap:
            folder = _folder(imap)
            listed = ",".join(each.uid for each in letters if each.folder == folder)
            if not listed:
                # It was made anew meanwhile; what is in it is looked at in the next round.
                return
            flags = f"({KEYWORD})" if self._keywords(imap) else "(\\Seen)"
            _answer(imap.uid("STORE", listed, "+FLAGS", flags))
            if self._moved:
                self._move(imap, listed)

    def _move(self, imap: imaplib.IMAP4, listed: str) -> None:
        """Copied before it goes: a connection that breaks leaves it in both folders, in no case
        in none.
        """
        with contextlib.suppress(imaplib.IMAP4.error):
            imap.create(_quoted(self._moved))
        able = _abilities(imap)
        if "MOVE" in able:
            _answer(imap.uid("MOVE", listed, _quoted(self._moved)))
            return
        _answer(imap.uid("COPY", listed, _quoted(self._moved)))
        _answer(imap.uid("STORE", listed, "+FLAGS", "(\\Deleted)"))
        if "UIDPLUS" in able:
            _answer(imap.uid("EXPUNGE", listed))

    def _criteria(self, imap: imaplib.IMAP4) -> tuple[str, ...]:
        if self._keywords(imap):
            return ("UNDELETED", "UNKEYWORD", KEYWORD)
        return ("UNDELETED", "UNSEEN")

    def _keywords(self, imap: imaplib.IMAP4) -> bool:
        """Whether the folder keeps marks of our own."""
        _, said = imap.response("PERMANENTFLAGS")
        text = b" ".join(each for each in said if isinstance(each, bytes)) if said else b""
        if text:
            self._permanent = b"\\*" in text or KEYWORD.encode() in text
        return self._permanent

    def _sizes(self, imap: imaplib.IMAP4, uids: list[bytes]) -> dict[bytes, int]:
        if not uids:
            return {}
        found = _answer(imap.uid("FETCH", b",".join(uids).decode(), "(RFC822.SIZE)"))
        sizes: dict[bytes, int] = {}
        for line in found:
            match = _SIZE.search(line) if isinstance(line, bytes) else None
            if match is not None:
                sizes[match[1] or match[4]] = int(match[2] or match[3])
        return sizes

    @contextlib.contextmanager
    def _open(self) -> Iterator[imaplib.IMAP4]:
        try:
            imap = self._connect()
        except (OSError, imaplib.IMAP4.error) as error:
            raise MailboxFault(f"the mailbox is not to be had: {type(error).__name__}") from error
        try:
            imap.login(self._user, self._password)
        except imaplib.IMAP4.error as error:
            _close(imap)
            raise MailboxFault("the mailbox refuses the user or the password") from error
        try:
            _answer(imap.select(_quoted(self._folder)))
            yield imap
        except (OSError, imaplib.IMAP4.error) as error:
            raise MailboxFault(f"the mailbox broke off: {type(error).__name__}") from error
        finally:
            _close(imap)

    def _connect(self) -> imaplib.IMAP4:
        context = self._context or ssl.create_default_context()
        if self._tls:
            return imaplib.IMAP4_SSL(
                self._host, self._port, ssl_context=context, timeout=TIMEOUT_SECONDS
            )
        imap = imaplib.IMAP4(self._host, self._port, timeout=TIMEOUT_SECONDS)
        # Over a network nobody's password goes unsealed.
        if self._host not in THIS_MACHINE:
            imap.starttls(context)
        return imap


def _abilities(imap: imaplib.IMAP4) -> set[str]:
    """What the server can do; many tell only who signed in."""
    said = _answer(imap.capability())
    return {word.decode("ascii", "replace").upper() for line in said for word in line.split()}


def _folder(imap: imaplib.IMAP4) -> str:
    _, said = imap.response("UIDVALIDITY")
    return next((each.decode() for each in said or () if isinstance(each, bytes)), "")


def _close(imap: imaplib.IMAP4) -> None:
    with contextlib.suppress(OSError, imaplib.IMAP4.error):
        imap.logout()
    # Where the server broke off, logging out closes nothing.
    with contextlib.suppress(OSError):
        imap.shutdown()


def _text(imap: imaplib.IMAP4, uid: bytes) -> bytes | None:
    found = _answer(imap.uid("FETCH", uid.decode(), "(BODY.PEEK[])"))
    return next((part[1] for part in found if isinstance(part, tuple)), None)


def _answer(answered: tuple[str, Any]) -> list[Any]:
    status: str = answered[0]
    found: list[Any] = answered[1]
    if status != "OK":
        raise imaplib.IMAP4.error(status)
    return found


def _quoted(folder: str) -> str:
    """A folder's name as IMAP writes it (RFC 3501, section 5.1.3)."""
    found = re.sub(r"[^ -~]+|&", _coded, folder)
    escaped = found.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _coded(part: re.Match[str]) -> str:
    if part[0] == "&":
        return "&-"
    coded = base64.b64encode(part[0].encode("utf-16-be")).decode()
    return f"&{coded.rstrip('=').replace('/', ',')}-"
