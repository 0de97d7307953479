"""Answers that come by mail: which letters are some, who may answer, and what becomes of it."""

from __future__ import annotations

import asyncio
import email
import email.policy
import logging
from collections.abc import Iterable, Iterator
from email.message import EmailMessage
from email.utils import getaddresses
from typing import Any

from sqlalchemy import Connection, Row, select
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from garage.errors import ValueRefused
from garage.ics.event_writer import FullEvent
from garage.itip.addresses import key_of_address
from garage.itip.effects import Answer, Effect, effects_of
from garage.itip.incoming import Incoming, read_message
from garage.itip.messages import of_guest
from sync_server.invited.answering import answers, apply, present
from sync_server.invited.families import Family, family_of, organizer_of
from sync_server.invited.house import House
from sync_server.invited.mailbox import Letter, Mailbox, MailboxFault
from sync_server.invited.subjects import answer_in, written
from sync_server.invited.tables import GUEST, TOKEN
from sync_server.kit import clock, secret
from sync_server.kit.database import Database
from sync_server.kit.faults import outlived

METHODS = ("REPLY", "COUNTER")
_RECIPIENTS = ("to", "cc", "delivered-to", "x-original-to", "envelope-to")
_MOST_PARTS = 50

log = logging.getLogger("paddock.server")


class Arriving:
    """Reads the mailbox again and again; `fault` tells what is the matter, "" when nothing is."""

    def __init__(self, database: Database, mailbox: Mailbox, house: House, every: float) -> None:
        self._database = database
        self._mailbox = mailbox
        self._house = house
        self._every = every
        self.fault = ""

    async def run(self) -> None:
        """Read for ever."""
        while True:
            with outlived("the mailbox of answers was not read"):
                await self.round()
            await asyncio.sleep(self._every)

    async def round(self) -> int:
        """Take what came; how many answers that were. A letter is marked once it is durable."""
        taken = 0
        try:
            letters = await run_in_threadpool(self._mailbox.unread)
            for letter in letters:
                outcome = await self._take(letter)
                taken += outcome == "taken"
                log.info("a letter came to the mailbox of answers: %s", outcome)
                await run_in_threadpool(self._mailbox.done, [letter])
            self._say("")
        except MailboxFault as fault:
            self._say(str(fault))
        except SQLAlchemyError as error:
            self._say(f"answers cannot be kept: {type(error).__name__}")
        return taken

    def _say(self, fault: str) -> None:
        if fault and fault != self.fault:
            log.error("%s", fault)
        self.fault = fault

    async def _take(self, letter: Letter) -> str:
        raw = letter.raw
        if raw is None:
            return "too large"
        try:
            return await self._database.writing(lambda c: take(c, self._house, raw, clock.now()))
        except SQLAlchemyError:
            raise
        except Exception as error:
            # One letter that nobody foresaw holds up no other; it stays in the mailbox.
            log.error("a letter cannot be read: %s", type(error).__name__)
            return "left as it is"


def take(connection: Connection, house: House, raw: bytes, now: int) -> str:
    """What became of a letter: "taken", or why it was not."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    try:
        incoming = next(_calendars(message), None)
        state = answer_in(message) if incoming is None else ""
        if incoming is None and not state:
            return "no answer"
        guest, proven = _guest(connection, house, message, incoming)
    except (ValueRefused, ValueError, LookupError, OverflowError):
        return "not understood"
    if guest is None:
        return "of nobody known"
    family = family_of(connection, guest.space, guest.event)
    organizer = organizer_of(connection, family) if family is not None else None
    if family is None or organizer is None or family.deleted or guest.off:
        return "of an event that is no more"
    if incoming is None:
        found = _said(message, state, family, guest, now)
    else:
        writers = _writers(message) if proven else []
        effects = _effects(incoming, family, guest, writers)
        found = [effect for effect in effects if isinstance(effect, Answer)]
    return "taken" if apply(connection, family, found, organizer.id, now) else "stale"


def _said(
    message: EmailMessage, state: str, family: Family, guest: Row[*tuple[Any, ...]], now: int
) -> list[Answer]:
    """What a subject says of all that its writer is asked to, as it was told last."""
    at = written(message, now)
    if at < guest.told // 1_000 * 1_000:
        return []
    events = of_guest(family.events, guest.address)
    values = {"state": state, "answered": present(at), "rsvp": False, "proposed": None}
    given = answers(events, guest.address, values)
    return [] if any(_later(events, each, at) for each in given) else given


def _later(events: Iterable[FullEvent], answer: Answer, at: int) -> bool:
    """Whether a later answer is here already."""
    there = (a for full in events for a in full.attendees if a.id == answer.attendee)
    return any(a.answered is not None and a.answered.instant > present(at).instant for a in there)


def _calendars(message: EmailMessage) -> Iterator[Incoming]:
    """The answers in a letter: parts that say a method which is one."""
    for n, part in enumerate(message.walk()):
        if n >= _MOST_PARTS:
            return
        method = str(part.get_param("method") or "").upper()
        if part.get_content_type() == "text/calendar" and method in METHODS:
            data = part.get_payload(decode=True)
            incoming = read_message(data if isinstance(data, bytes) else b"")
            if incoming.method in METHODS:
                yield incoming


def _guest(
    connection: Connection, house: House, message: EmailMessage, incoming: Incoming | None
) -> tuple[Row[*tuple[Any, ...]] | None, bool]:
    """Whose answer it is: by the secret in the address that it came to, else by who wrote it."""
    for address in _addresses(message, _RECIPIENTS):
        token = house.token_in(address)
        if token:
            mine = (TOKEN.c.token == secret.hash_of(token)) & (TOKEN.c.way == "mail")
            row = connection.execute(select(TOKEN).where(mine)).first()
            if row is not None and (incoming is None or row.uid == incoming.uid):
                return _row(connection, row.address, row.uid, row.space), True
    # Without a calendar only the secret says which event it is of.
    if incoming is None:
        return None, False
    said = {
        key_of_address(each.get("address", ""))
        for event in incoming.events
        for each in event.read.attendees
    }
    for writer in _writers(message):
        if writer in said:
            found = _row(connection, writer, incoming.uid)
            if found is not None:
                return found, False
    return None, False


def _row(
    connection: Connection, address: str, uid: str, space: str = ""
) -> Row[*tuple[Any, ...]] | None:
    asked = select(GUEST).where(GUEST.c.address == address, GUEST.c.uid == uid)
    if space:
        return connection.execute(asked.where(GUEST.c.space == space)).first()
    # Where two ask to events of one UID, only the secret tells whose is answered.
    found = connection.execute(asked.where(GUEST.c.off == 0).limit(2)).all()
    return found[0] if len(found) == 1 else None


def _effects(
    incoming: Incoming, family: Family, guest: Row[*tuple[Any, ...]], others: list[str]
) -> list[Effect]:
    """As the guest; where the letter came with the secret, also as somebody it was passed on to."""
    sequence, address = guest.sequence, guest.address
    found = effects_of(incoming, family.events, sequence, address)
    if any(isinstance(each, Answer) or each.why == "stale" for each in found):
        return found
    known = {
        key_of_address(each.address)
        for full in family.events
        for each in full.attendees
        if not each.uninvited
    }
    stranger = next((each for each in others if each not in known), "")
    return effects_of(incoming, family.events, sequence, stranger) if stranger else found


def _writers(message: EmailMessage) -> list[str]:
    return [key_of_address(each) for each in _addresses(message, ("from", "sender"))]


def _addresses(message: EmailMessage, names: tuple[str, ...]) -> list[str]:
    lines = [str(line) for name in names for line in message.get_all(name, [])]
    return [address for _, address in getaddresses(lines) if address]
