"""Jobs: rows enqueued in the transaction that causes them, done later, at least once."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Index,
    Integer,
    Row,
    Select,
    Table,
    Text,
    bindparam,
    delete,
    func,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from garage.ids import new_id
from sync_server.kit.database import METADATA, after_commit
from sync_server.kit.rows import among_given, as_given

LEASE_MS: Final = 120_000
MOST_ATTEMPTS: Final = 11
"""The last is a day after the first: whatever was away may be back by then."""
MOST_PAYLOAD: Final = 2 * 1024 * 1024
KEPT_MS: Final = 30 * 86_400_000
"""How long what was given up is kept."""
_FIRST_DELAY_MS: Final = 5_000
_LONGEST_DELAY_MS: Final = 12 * 3_600_000

JOB = Table(
    "job",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    # Of two jobs with one key the second is not enqueued while the first waits.
    Column("key", Text, unique=True),
    Column("payload", Text, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("due", BigInteger, nullable=False),
    Column("attempts", Integer, nullable=False),
    # Until when the one who claimed it has it to itself; 0 when nobody has.
    Column("lease", BigInteger, nullable=False),
    # When it was given up, and what the last error was.
    Column("poisoned", BigInteger),
    Column("error", Text),
    Index("ix_job_due", "poisoned", "due"),
)


class Failed(Exception):
    """A job failed; the text says why, without anything about a person, and is kept."""


class Hopeless(Failed):
    """To try it again is of no use."""


@dataclass(frozen=True)
class Job:
    """One that was claimed; it is another's as soon as its lease is over."""

    id: str
    name: str
    payload: Mapping[str, Any]
    attempts: int
    lease: int
    error: str = ""
    """What the last fault was."""


_wakers: set[Callable[[], None]] = set()
"""Called, in whatever thread, when this process enqueued something."""


def on_enqueued(wake: Callable[[], None]) -> Callable[[], None]:
    """Have `wake` called at each enqueuing; what is given back ends that."""
    _wakers.add(wake)
    return lambda: _wakers.discard(wake)


def now_ms() -> int:
    """Milliseconds since 1970."""
    return time.time_ns() // 1_000_000


def enqueue(
    connection: Connection,
    name: str,
    payload: Mapping[str, Any],
    *,
    key: str | None = None,
    delay_ms: int = 0,
) -> bool:
    """Have it done once the transaction is durable; false if one with that key waits already.

    A job may run twice: what it does must bear that. Nothing in `payload` may be secret for long.
    """
    body = json.dumps(payload, separators=(",", ":"))
    if len(body) > MOST_PAYLOAD:
        raise ValueError(f"the payload of a job {name!r} has {len(body)} characters")
    now = now_ms()
    row = {
        "id": new_id(now), "name": name, "key": key, "payload": body, "created": now,
        "due": now + delay_ms, "attempts": 0, "lease": 0,
    }  # fmt: skip
    added = connection.execute(_enqueuing(connection.dialect.name), row).first()
    if added is not None and not delay_ms:
        for wake in tuple(_wakers):
            after_commit(connection, wake)
    return added is not None


@cache
def _enqueuing(dialect: str) -> Any:
    added = (postgresql.insert if dialect == "postgresql" else sqlite.insert)(JOB)
    return added.on_conflict_do_nothing(index_elements=["key"]).returning(JOB.c.id)


def is_due(connection: Connection, names: Collection[str]) -> bool:
    """Whether there is anything to claim: asked first, since claiming writes."""
    given = {"now": now_ms(), "names": as_given(connection, names)}
    return connection.execute(_due(connection.dialect.name), given).first() is not None


def claim(connection: Connection, names: Collection[str], lease_ms: int = LEASE_MS) -> Job | None:
    """The job that is due longest, taken; on PostgreSQL past those that others are taking."""
    now = now_ms()
    given = {"now": now, "names": as_given(connection, names), "until": now + lease_ms}
    row = connection.execute(_claiming(connection.dialect.name), given).first()
    return _job(row) if row is not None else None


# Made once: the worker asks these after each enqueuing, by each of its lanes.
@cache
def _due(dialect: str) -> Select[tuple[str]]:
    return (
        select(JOB.c.id)
        .where(among_given(dialect, JOB.c.name, "names"), JOB.c.poisoned.is_(None))
        .where(JOB.c.due <= bindparam("now"), JOB.c.lease <= bindparam("now"))
        .limit(1)
    )


@cache
def _claiming(dialect: str) -> Any:
    oldest = _due(dialect).order_by(JOB.c.due, JOB.c.id).with_for_update(skip_locked=True)
    return (
        update(JOB)
        .where(JOB.c.id == oldest.scalar_subquery())
        .values(lease=bindparam("until"), attempts=JOB.c.attempts + 1)
        .returning(JOB)
    )


def finish(connection: Connection, job: Job) -> bool:
    """It is done and goes; false if the lease was over and another has it."""
    return connection.execute(_FINISHING, {"this": job.id, "held": job.lease}).rowcount == 1


_FINISHING = delete(JOB).where(JOB.c.id == bindparam("this"), JOB.c.lease == bindparam("held"))


def fail(connection: Connection, job: Job, error: str, most: int = MOST_ATTEMPTS) -> bool:
    """It failed: again later, each time longer, or given up; true if it was given up.

    `error` is what happened, without anything about a person.
    """
    now = now_ms()
    connection.execute(delete(JOB).where(JOB.c.poisoned < now - KEPT_MS))
    given_up = job.attempts >= most
    delay = min(_FIRST_DELAY_MS * 3 ** (job.attempts - 1), _LONGEST_DELAY_MS)
    mine = (JOB.c.id == job.id) & (JOB.c.lease == job.lease)
    connection.execute(
        update(JOB)
        .where(mine)
        .values(
            lease=0,
            due=now + int(delay * random.uniform(0.8, 1.2)),
            error=error[:200],
            poisoned=now if given_up else None,
        )
    )
    return given_up


def poisoned(connection: Connection, most: int = 100) -> list[Job]:
    """Those that were given up, the latest first."""
    found = select(JOB).where(JOB.c.poisoned.is_not(None)).order_by(JOB.c.poisoned.desc())
    return [_job(row) for row in connection.execute(found.limit(most))]


def revive(connection: Connection, ids: Collection[str] | None = None) -> int:
    """Try those that were given up again, all or these; how many there were."""
    again = update(JOB).where(JOB.c.poisoned.is_not(None))
    if ids is not None:
        again = again.where(JOB.c.id.in_(ids))
    values = {"poisoned": None, "attempts": 0, "due": now_ms(), "lease": 0}
    return connection.execute(again.values(values)).rowcount


def drop(connection: Connection, ids: Collection[str] | None = None) -> int:
    """Forget those that were given up, all or these; how many there were."""
    gone = delete(JOB).where(JOB.c.poisoned.is_not(None))
    if ids is not None:
        gone = gone.where(JOB.c.id.in_(ids))
    return connection.execute(gone).rowcount


def counts(connection: Connection) -> tuple[int, int]:
    """How many wait, and how many were given up."""
    waiting = func.count().filter(JOB.c.poisoned.is_(None))
    given_up = func.count().filter(JOB.c.poisoned.is_not(None))
    row = connection.execute(select(waiting, given_up).select_from(JOB)).one()
    return row[0], row[1]


def _job(row: Row[Any]) -> Job:
    return Job(
        row.id, row.name, json.loads(row.payload), row.attempts, row.lease, row.error or ""
    )  # fmt: skip
