"""What letters to guests say of the server: its address, its mailbox for answers, its language."""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass

from sqlalchemy import Connection

from garage.itip.addresses import calendar_address
from garage.itip.messages import Organizer
from sync_server.accounts.service import Person
from sync_server.kit import clock, meta, secret
from sync_server.kit.words import LANGUAGES
from sync_server.settings import Settings

_KEY = "invitations_key"
_BYTES = 20


@dataclass(frozen=True)
class House:
    """Of one server."""

    link: str
    server: str
    language: str
    mailbox: str
    """Where answers come in, as answers@example.org; "" for none."""
    pause: int
    """Milliseconds without a change before guests are told."""

    @classmethod
    def of(cls, settings: Settings) -> House:
        """As the settings say."""
        language = settings.language if settings.language in LANGUAGES else LANGUAGES[0]
        mailbox = settings.imap_address if settings.imap else ""
        pause = int(settings.invitation_pause * clock.SECOND)
        return cls(settings.issuer, settings.name, language, mailbox, pause)

    def answers_to(self, token: str) -> str:
        """The address that the answers of one guest come to; "" without a mailbox."""
        local, at, domain = self.mailbox.rpartition("@")
        return f"{local}+{token}@{domain}" if at else ""

    def organizer(self, person: Person, token: str) -> Organizer:
        """Whom a calendar program answers to."""
        address = self.answers_to(token) or person.email
        return Organizer(calendar_address(address), person.name, person.email)

    def token_in(self, address: str) -> str:
        """The token of an address that answers come to; "" where it is none."""
        local, _, domain = address.strip().lower().rpartition("@")
        own, _, ours = self.mailbox.lower().rpartition("@")
        name, plus, token = local.rpartition("+")
        return token if plus and name == own and domain == ours else ""


def mail_token(connection: Connection, *parts: str) -> str:
    """The secret of a guest's address to answer to: the same in each letter, since programs tell
    events apart by their organizer's address. It is in no case and short enough for an address.
    """
    key = meta.said(connection, _KEY).get(_KEY)
    if key is None:
        key = secret.new_token()
        meta.say(connection, **{_KEY: key})
    digest = hmac.digest(key.encode(), "\n".join(parts).encode(), hashlib.sha256)
    return base64.b32encode(digest[:_BYTES]).decode().lower()
