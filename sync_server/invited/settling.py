"""The jobs of invitations: what was marked and is quiet is told as it is, or called off."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from sqlalchemy import Connection, delete, func, select

from garage.records.agenda import Event
from sync_server.accounts import service as accounts
from sync_server.calendars import service as calendars
from sync_server.invited import copies, ending, leaving
from sync_server.invited.families import Family, as_it_shows, family_of, organizer_of
from sync_server.invited.house import House
from sync_server.invited.letters import TooManyLetters
from sync_server.invited.marking import ask_again
from sync_server.invited.replying import answer_by_mail
from sync_server.invited.tables import WAITING
from sync_server.invited.telling import Telling, forget
from sync_server.kit import clock, jobs
from sync_server.kit.database import Database
from sync_server.kit.rows import put
from sync_server.records.service import Seen
from sync_server.spaces import service as spaces

MOST_AT_ONCE = 100

log = logging.getLogger("paddock.server")


class Settling:
    """Does the jobs of `marking`."""

    def __init__(self, database: Database, house: House) -> None:
        self._database = database
        self._house = house

    async def erased(self, payload: Mapping[str, Any]) -> None:
        """Call off what is erased for ever, or decline what a guest erased."""
        now = clock.now()
        await self._database.writing(partial(off, house=self._house, payload=payload, now=now))

    async def calendar(self, payload: Mapping[str, Any]) -> None:
        """Look after the guests of a calendar that went to the trash, or came back."""
        now = clock.now()
        await self._database.writing(partial(ending.look, payload=payload, now=now))

    async def space(self, payload: Mapping[str, Any]) -> None:
        """Tell what is to be told of a space's events; a transaction each."""
        space = payload["space"]
        now = clock.now()
        quiet = now - self._house.pause
        due = await self._database.reading(lambda c: _due(c, space, quiet))
        for event in due:
            await self._database.writing(
                partial(settle, house=self._house, space=space, event=event, now=now)
            )
        await self._database.writing(lambda c: _again(c, space, now, self._house.pause))


def _due(connection: Connection, space: str, quiet: int) -> list[str]:
    mine = (WAITING.c.space == space) & (WAITING.c.changed <= quiet)
    asked = select(WAITING.c.event).where(mine).order_by(WAITING.c.changed).limit(MOST_AT_ONCE)
    return list(connection.execute(asked).scalars())


def settle(connection: Connection, house: House, space: str, event: str, now: int) -> None:
    """Tell one event as it is now."""
    spaces.lock_heads(connection, [space])
    mine = (WAITING.c.space == space) & (WAITING.c.event == event)
    connection.execute(delete(WAITING).where(mine))
    family = family_of(connection, space, event)
    if family is None:
        return
    if copies.answer_back(connection, family, now):
        return
    family = as_it_shows(connection, family)
    organizer = organizer_of(connection, family)
    try:
        # What was told before the limit is kept as told.
        if organizer is not None:
            Telling(connection, house, family, organizer, now).all()
        elif not family.deleted:
            answer_by_mail(connection, house, family, now)
    except TooManyLetters:
        log.warning("a person asks more guests in a day than letters may be sent: told later")
        later = now + clock.HOUR - house.pause
        put(connection, WAITING, {"space": space, "event": event, "changed": later})
        ask_again(connection, space, now, clock.HOUR)


def off(connection: Connection, house: House, payload: Mapping[str, Any], now: int) -> None:
    """Tell guests that what was erased does not take place; then nothing of it is kept."""
    of_space, uid = payload.get("of_space") or payload["space"], payload["uid"]
    spaces.lock_heads(connection, [of_space])
    seen = [Seen(each["id"], Event.kind, each["fields"], each["author"], 0, 0)
            for each in payload["events"]]  # fmt: skip
    events = [each for each in calendars.full_events(seen) if each.event.times is not None]
    family = Family("", "", uid, events, {}, deleted=True)
    if "address" in payload:
        copies.take_answers(connection, of_space, uid, payload["address"], family, now)
        return
    organizer = accounts.by_id(connection, payload["organizer"])
    if organizer is not None and events:
        family = replace(family, space=of_space)
        try:
            Telling(connection, house, family, organizer, now).all()
        except TooManyLetters:
            jobs.enqueue(connection, leaving.JOB, payload, delay_ms=clock.HOUR)
            return
    leaving.forget(connection, of_space, uid)


def _again(connection: Connection, space: str, now: int, pause: int) -> None:
    """Look again when what is not quiet yet will be."""
    forget(connection, now)
    first = select(func.min(WAITING.c.changed)).where(WAITING.c.space == space)
    changed = connection.execute(first).scalar()
    if changed is not None:
        ask_again(connection, space, now, max(0, changed + pause - now))
