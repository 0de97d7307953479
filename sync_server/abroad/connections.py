"""Connections: somebody's account abroad, made, used by one job at a time, and given up again."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, delete, insert, select, update

from garage.ids import is_id, new_id
from garage.words import N_
from sync_server.abroad import mates
from sync_server.abroad.foreign import TheirCalendar
from sync_server.abroad.google import OWN
from sync_server.abroad.mates import Pair
from sync_server.abroad.providers import GOOGLE
from sync_server.abroad.tables import CONNECTION, MATE, PAIR, WAITING
from sync_server.calendars import service as calendars
from sync_server.kit import clock, jobs
from sync_server.kit.problem import Conflict, NotFound
from sync_server.kit.secret import hash_of, new_token
from sync_server.spaces import service as spaces

JOB = "abroad"
MOST_CONNECTIONS = 10
"""Of one person."""
MOST_PAIRS = 30
"""Of one person."""
EVERY_MS = 10 * clock.MINUTE
SOON_MS = 5 * clock.SECOND
"""After an edit here: more of them may follow."""
_LONGEST_PAUSE_MS = 6 * clock.HOUR
_FIRST_PAUSE_MS = clock.MINUTE
_WAITS_MS = 10 * clock.MINUTE
_FACTOR_MOST = 9


@dataclass(frozen=True)
class Linked:
    """A connection as it stands; its tokens are sealed."""

    id: str
    person: str
    provider: str
    account: str
    refresh: str
    access: str
    access_until: int
    state: str
    fault: str
    failures: int
    done: int | None
    calendars: Sequence[TheirCalendar]


@dataclass(frozen=True)
class Waiting:
    """Somebody who comes back from the other side's page."""

    person: str
    provider: str
    connection: str
    verifier: str


def _linked(row: Row[Any]) -> Linked:
    return Linked(
        row.id, row.person, row.provider, row.account, row.refresh, row.access, row.access_until,
        row.state, row.fault, row.failures, row.done,
        msgspec.json.decode(row.calendars, type=list[TheirCalendar]),
    )  # fmt: skip


def of_person(connection: Connection, person: str) -> list[Linked]:
    """A person's connections, in the order in which they were made."""
    asked = select(CONNECTION).where(CONNECTION.c.person == person)
    rows = connection.execute(asked.order_by(CONNECTION.c.created, CONNECTION.c.id))
    return [_linked(row) for row in rows]


def own(connection: Connection, person: str, id_: str) -> Linked:
    """One of a person's connections; raises NotFound."""
    found = by_id(connection, id_)
    if found is None or found.person != person:
        raise NotFound
    return found


def by_id(connection: Connection, id_: str) -> Linked | None:
    """The connection of this id."""
    if not is_id(id_):
        return None
    row = connection.execute(select(CONNECTION).where(CONNECTION.c.id == id_)).first()
    return None if row is None else _linked(row)


def begin(connection: Connection, person: str, provider: str, again: str) -> tuple[str, str]:
    """Somebody goes to the other side's page: the state and the verifier they go with.

    `again` is a connection that is to be let in once more.
    """
    now = clock.now()
    connection.execute(delete(WAITING).where(WAITING.c.until < now))
    held = [each.id for each in of_person(connection, person)]
    if again and again not in held:
        raise NotFound
    if not again and len(held) >= MOST_CONNECTIONS:
        raise Conflict(N_("there are 10 connections already"), N_("disconnect one first"))
    state, verifier = new_token(), new_token()
    row = {
        "state": hash_of(state), "person": person, "provider": provider, "connection": again,
        "verifier": verifier, "until": now + _WAITS_MS,
    }  # fmt: skip
    connection.execute(insert(WAITING).values(row))
    return state, verifier


def come_back(connection: Connection, state: str) -> Waiting | None:
    """Who went with this state, once; None where it is none, or too late."""
    mine = WAITING.c.state == hash_of(state)
    row = connection.execute(delete(WAITING).where(mine).returning(WAITING)).first()
    if row is None or row.until < clock.now():
        return None
    return Waiting(row.person, row.provider, row.connection, row.verifier)


def add(connection: Connection, person: str, provider: str, account: str, again: str) -> str:
    """Keep a connection, without its tokens yet; the same account again is the same connection."""
    found = [each for each in of_person(connection, person) if each.provider == provider]
    known = next((each.id for each in found if each.id == again or each.account == account), "")
    if known:
        values = {"state": "ok", "fault": "", "failures": 0, "account": account}
        connection.execute(update(CONNECTION).where(CONNECTION.c.id == known).values(values))
        return known
    if len(of_person(connection, person)) >= MOST_CONNECTIONS:
        raise Conflict(N_("there are 10 connections already"), N_("disconnect one first"))
    now = clock.now()
    row = {
        "id": new_id(now), "person": person, "provider": provider, "account": account,
        "refresh": "", "access": "", "access_until": 0, "state": "ok", "fault": "",
        "created": now, "next": 0, "busy": 0, "failures": 0, "calendars": "[]",
    }  # fmt: skip
    connection.execute(insert(CONNECTION).values(row))
    return str(row["id"])


def set_values(connection: Connection, id_: str, **values: Any) -> None:
    """Set columns of a connection that is still there."""
    connection.execute(update(CONNECTION).where(CONNECTION.c.id == id_).values(**values))


def keep_calendars(connection: Connection, id_: str, found: Sequence[TheirCalendar]) -> None:
    """Keep which calendars there are."""
    set_values(connection, id_, calendars=msgspec.json.encode(list(found)).decode())


def remove(connection: Connection, id_: str) -> None:
    """Forget a connection with its pairs; the events stay where they are, on both sides."""
    for pair in mates.pairs_of(connection, [id_]):
        mates.forget_pair(connection, pair.id)
    connection.execute(delete(CONNECTION).where(CONNECTION.c.id == id_))


def pair_up(connection: Connection, pair: Pair, person: str) -> None:
    """Keep a new pair; raises Conflict where one of the two has a mate already."""
    held = [each.id for each in of_person(connection, person)]
    there = mates.pairs_of(connection, held)
    if len(there) >= MOST_PAIRS:
        raise Conflict(N_("there are 30 pairs of calendars already"), N_("end one first"))
    for each in there:
        if (each.connection, each.theirs) == (pair.connection, pair.theirs):
            raise Conflict(N_("that calendar is kept as one with another already"))
    if mates.is_paired(connection, pair.space, pair.calendar):
        # Two accounts would hand each other's events on and on.
        raise Conflict(N_("this calendar is kept as one with another already"))
    mates.keep_pair(connection, pair)


def due(connection: Connection, id_: str, delay_ms: int) -> None:
    """Have the connection's turn come then: other jobs of it are worn."""
    at = clock.now() + delay_ms
    set_values(connection, id_, next=at)
    jobs.enqueue(
        connection, JOB, {"id": id_, "due": at}, key=f"{JOB}:{id_}:{at}", delay_ms=delay_ms
    )


def take(connection: Connection, id_: str, due_at: int, lease_ms: int) -> Linked | None:
    """The connection, if it is its turn, for one job alone; None where another has it."""
    now = clock.now()
    mine = (CONNECTION.c.id == id_) & (CONNECTION.c.next == due_at) & (CONNECTION.c.state == "ok")
    claimed = update(CONNECTION).where(mine, CONNECTION.c.busy <= now).values(busy=now + lease_ms)
    row = connection.execute(claimed.returning(CONNECTION)).first()
    if row is not None:
        return _linked(row)
    busy = connection.execute(select(CONNECTION.c.busy).where(mine)).scalar()
    if busy is not None:
        due(connection, id_, max(busy - now, 0) + clock.SECOND)
    return None


def is_turn(connection: Connection, id_: str, due_at: int) -> bool:
    """Whether no other job was asked for meanwhile."""
    asked = select(CONNECTION.c.next).where(CONNECTION.c.id == id_)
    return connection.execute(asked).scalar() == due_at


def pause_after(failures: int, asked_seconds: float = 0.0) -> int:
    """How long to wait after so many failures, in milliseconds: longer each time, never all at
    once, and never sooner than the other side asks."""
    pause = min(_FIRST_PAUSE_MS * 2 ** min(failures - 1, _FACTOR_MOST), _LONGEST_PAUSE_MS)
    return max(int(pause * random.uniform(0.8, 1.2)), int(asked_seconds * 1_000))


def soon(connection: Connection, space: str) -> None:
    """Something was edited in a space here."""
    latest = clock.now() + SOON_MS
    for id_ in mates.sending(connection, space):
        there = connection.execute(
            select(CONNECTION.c.next, CONNECTION.c.failures).where(CONNECTION.c.id == id_)
        ).first()
        # What fails waits its time, and what comes soon need not come twice.
        if there is not None and not there.failures and there.next > latest:
            due(connection, id_, SOON_MS)


def forget_space(connection: Connection, space: str) -> None:
    """Keep nothing of a space that is no more."""
    for id_ in mates.of_space(connection, space):
        mates.forget_pair(connection, id_)


def forget_person(connection: Connection, person: str) -> None:
    """Keep nothing of a person whose account is deleted."""
    for each in of_person(connection, person):
        remove(connection, each.id)
    connection.execute(delete(WAITING).where(WAITING.c.person == person))


def told_abroad(connection: Connection, space: str) -> frozenset[str]:
    """The calendars whose guests hear from the other program: Outlook writes to whoever attends,
    and cannot be told not to.
    """
    asked = select(PAIR.c.calendar).where(
        PAIR.c.space == space, PAIR.c.connection == CONNECTION.c.id
    )
    return frozenset(connection.execute(asked.where(CONNECTION.c.provider != GOOGLE)).scalars())


def asked_abroad(connection: Connection, space: str, event: str) -> bool:
    """Whether an event was made abroad: whoever keeps it there asks to it, and we do not."""
    pairs = select(PAIR.c.id).where(PAIR.c.space == space)
    made = (MATE.c.theirs != "") & ~MATE.c.theirs.startswith(OWN)
    asked = select(MATE.c.record).where(MATE.c.pair.in_(pairs), MATE.c.record == event, made)
    return connection.execute(asked.limit(1)).first() is not None


calendars.TOLD_ELSEWHERE.append(told_abroad)
calendars.ASKED_ELSEWHERE.append(asked_abroad)
spaces.WHEN_GONE.append(forget_space)
spaces.WHEN_FORGOTTEN.append(forget_person)
