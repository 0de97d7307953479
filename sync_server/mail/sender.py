"""Sends what waits in the outbox: claimed with a lease, tried again later, given up in the end."""

from __future__ import annotations

import asyncio
import json
import logging
import random
from collections.abc import Mapping
from typing import Any

from jinja2 import TemplateError
from sqlalchemy import Connection, RowMapping, delete, select, update
from sqlalchemy.exc import SQLAlchemyError

from sync_server.kit import clock
from sync_server.kit.database import Database
from sync_server.mail.letters import letter
from sync_server.mail.tables import OUTBOX
from sync_server.mail.transports import Later, Never, Transport, Undelivered

LEASE = 2 * clock.MINUTE
"""Longer than any attempt takes."""
DELAYS = tuple(
    minutes * clock.MINUTE for minutes in (0.5, 2, 10, 30, 120, 360, 720)
)  # after so many attempts, the letter is given up
KEPT_FAILED = 30 * clock.DAY
_POLL_SECONDS = 1.0

log = logging.getLogger("paddock.server")


class Sender:
    """Sends the letters of one database; several processes may, each letter is with one."""

    def __init__(
        self, database: Database, transport: Transport, sender: str, house: Mapping[str, str]
    ) -> None:
        """`house`: what all letters may say of the server, its name and its address."""
        self._database = database
        self._transport = transport
        self._sender = sender
        self._house = house

    async def run(self) -> None:
        """Send for ever; a fault of the database is waited out."""
        while True:
            try:
                while await self.send_one():
                    pass
            except SQLAlchemyError as error:
                log.error("the outbox cannot be read: %s", type(error).__name__)
            await asyncio.sleep(_POLL_SECONDS)

    async def send_one(self) -> bool:
        """Send the letter that is due first; False if none is."""
        now = clock.now()
        if not await self._database.reading(lambda connection: _is_due(connection, now)):
            return False
        row = await self._database.writing(lambda connection: _claim(connection, now))
        if row is None:
            return False
        try:
            message = letter(
                row["recipient"],
                self._sender,
                row["template"],
                {**self._house, **_values(row)},
                row["language"],
            )
            await self._transport.send(row["id"], message)
        except Undelivered as error:
            await self._not_sent(row, error)
        except (TemplateError, ValueError, LookupError) as error:
            await self._not_sent(row, Never(f"it cannot be written: {type(error).__name__}"))
        else:
            id_ = row["id"]
            await self._database.writing(lambda connection: _sent(connection, id_))
            log.info("a letter was sent: %s, %s", row["template"], id_)
        return True

    async def _not_sent(self, row: RowMapping, error: Undelivered) -> None:
        attempts = row["attempts"]
        if isinstance(error, Later) and attempts <= len(DELAYS):
            due = clock.now() + int(DELAYS[attempts - 1] * random.uniform(0.8, 1.2))
            values: dict[str, Any] = {"lease": 0, "due": due, "reason": str(error)}
            log.info("a letter has to wait: %s, %s", row["template"], error)
        else:
            values = {"lease": 0, "failed": clock.now(), "reason": str(error)}
            log.warning("a letter was given up: %s, %s", row["template"], error)
        changed = update(OUTBOX).where(OUTBOX.c.id == row["id"]).values(values)
        await self._database.writing(lambda connection: connection.execute(changed))


def _waiting(now: int) -> Any:
    return (OUTBOX.c.failed.is_(None)) & (OUTBOX.c.due <= now) & (OUTBOX.c.lease <= now)


def _is_due(connection: Connection, now: int) -> bool:
    return connection.execute(select(OUTBOX.c.id).where(_waiting(now)).limit(1)).first() is not None


def _claim(connection: Connection, now: int) -> RowMapping | None:
    old = OUTBOX.c.failed < now - KEPT_FAILED
    connection.execute(delete(OUTBOX).where(old))
    # On PostgreSQL two senders pass each other by; SQLite has one writer anyway.
    first = select(OUTBOX.c.id).where(_waiting(now)).order_by(OUTBOX.c.due).limit(1)
    chosen = first.with_for_update(skip_locked=True).scalar_subquery()
    claimed = (
        update(OUTBOX)
        .where(OUTBOX.c.id == chosen)
        .values(lease=now + LEASE, attempts=OUTBOX.c.attempts + 1)
        .returning(OUTBOX)
    )
    return connection.execute(claimed).mappings().first()


def _sent(connection: Connection, id_: str) -> None:
    connection.execute(delete(OUTBOX).where(OUTBOX.c.id == id_))


def _values(row: RowMapping) -> dict[str, str]:
    values: dict[str, str] = json.loads(row["values"])
    return values
