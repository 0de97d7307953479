"""Letters: posted within the transaction that causes them, as jobs of the server's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from garage.ids import new_id
from sync_server.kit import clock, jobs, metrics
from sync_server.kit.words import LANGUAGES
from sync_server.mail import letters

JOB = "letter"
NOBODY = ""
"""A letter to nobody is thrown away when its turn comes."""


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
    # Codes are in it: the job of a letter that is sent is forgotten. Its id is that of each try.
    payload = {
        "id": new_id(clock.now()), "to": to, "template": template, "language": language,
        "values": dict(values),
    }  # fmt: skip
    jobs.enqueue(connection, JOB, payload)


def measure(connection: Connection) -> None:
    """Set the gauge of the letters that wait."""
    waiting = (jobs.JOB.c.name == JOB) & jobs.JOB.c.poisoned.is_(None)
    query = select(func.count()).select_from(jobs.JOB).where(waiting)
    metrics.MAIL_WAITING.set(int(connection.execute(query).scalar_one()))
