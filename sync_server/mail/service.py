"""Letters: posted into the outbox within the transaction that causes them."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from garage.ids import new_id
from sync_server.kit import clock, metrics
from sync_server.kit.words import LANGUAGES
from sync_server.mail import letters
from sync_server.mail.tables import OUTBOX


@dataclass(frozen=True)
class Invitation:
    """An iTIP message that goes along with a letter, and whom the letter is from.

    `sender` is a name that stands before the server's own address; `answer_to` is Reply-To.
    """

    calendar: str
    method: str
    sender: str = ""
    answer_to: str = ""


def post_invitation(
    connection: Connection,
    to: str,
    template: str,
    values: Mapping[str, str],
    invitation: Invitation,
    language: str,
) -> None:
    """A letter with an iTIP message in it (RFC 6047)."""
    more = {
        letters.CALENDAR: invitation.calendar,
        letters.METHOD: invitation.method,
        letters.SENDER: invitation.sender,
        letters.ANSWER_TO: invitation.answer_to,
    }
    post(connection, to, template, {**values, **more}, language)


def post(
    connection: Connection,
    to: str,
    template: str,
    values: Mapping[str, str],
    language: str = LANGUAGES[0],
) -> None:
    """A letter to `to`, sent once the transaction is durable, perhaps twice, never not at all.

    `template` names a file of resources/letters, `values` fill its places; `server` and `link` are
    the server's own name and address where they are not among them.
    """
    now = clock.now()
    row = {
        "id": new_id(now),
        "recipient": to,
        "template": template,
        "language": language,
        "values": json.dumps(dict(values), ensure_ascii=False),
        "created": now,
        "due": now,
    }
    connection.execute(insert(OUTBOX).values(row))


def measure(connection: Connection) -> None:
    """Set the gauge of the letters that wait."""
    waiting = select(func.count()).select_from(OUTBOX).where(OUTBOX.c.failed.is_(None))
    metrics.MAIL_WAITING.set(int(connection.execute(waiting).scalar_one()))


@dataclass(frozen=True)
class GivenUp:
    """A letter on the poison list."""

    id: str
    template: str
    attempts: int
    failed: int
    reason: str


def given_up(connection: Connection) -> list[GivenUp]:
    """The poison list, the latest first."""
    columns = (OUTBOX.c.id, OUTBOX.c.template, OUTBOX.c.attempts, OUTBOX.c.failed, OUTBOX.c.reason)
    query = select(*columns).where(OUTBOX.c.failed.is_not(None)).order_by(OUTBOX.c.failed.desc())
    return [GivenUp(*row) for row in connection.execute(query.limit(1_000))]


def revive(connection: Connection, ids: Collection[str] | None = None) -> int:
    """Try letters that were given up again, all or these; how many there were."""
    values = {"failed": None, "attempts": 0, "due": clock.now(), "lease": 0}
    again = update(OUTBOX).where(*_given_up(ids)).values(values)
    return connection.execute(again).rowcount


def drop(connection: Connection, ids: Collection[str] | None = None) -> int:
    """Forget letters that were given up, all or these; how many there were."""
    return connection.execute(delete(OUTBOX).where(*_given_up(ids))).rowcount


def _given_up(ids: Collection[str] | None) -> tuple[ColumnElement[bool], ...]:
    failed = OUTBOX.c.failed.is_not(None)
    return (failed,) if ids is None else (failed, OUTBOX.c.id.in_(ids))
