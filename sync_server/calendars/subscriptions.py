"""Foreign feeds that fill calendars: read by a job, again and again, for who subscribed."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection, delete, select
from starlette.concurrency import run_in_threadpool

from garage.ics.foreign_feed import FeedFault, Line, is_public, read_feed
from garage.ics.subscribing import SELDOMEST, FeedPlan, pause_of, plan_feed
from garage.moments import Moment
from garage.records import kind_named
from garage.records.agenda import Alarm, Attendee, Calendar, Event, Subscription
from garage.records.known import known_zone
from sync_server.calendars.items import read
from sync_server.calendars.service import bring_all_up
from sync_server.calendars.tables import FETCHING, PART
from sync_server.kit import clock, jobs, tries
from sync_server.kit.database import Database
from sync_server.kit.outgoing import Outgoing
from sync_server.kit.problem import TooMany
from sync_server.kit.rows import among, put
from sync_server.records.service import WHEN_PUSHED, Edit, Writing, records_of, write
from sync_server.spaces import service as spaces

JOB = "subscription"
MOST_SECONDS, FETCHING_SECONDS = 80.0, 30.0
"""For all of one reading, which is less than the lease of its job, and for the network."""

_ASKED_FOR = "20/hour"
"""Readings that changes of one subscription ask for at once."""
SLICE = 300
"""Records in one transaction, so that other writers get their turn."""
_TYPES = {each.kind: each for each in (Event, Attendee, Alarm)}
_MOST_BACKED_OFF = 6


@dataclass(frozen=True, slots=True)
class Task:
    """A subscription whose turn it is, who made it, and its calendar's zone."""

    space: str
    record: Subscription
    person: str
    zone: str
    failures: int


class Subscriptions:
    """Reads feeds; `line` and `allowed` say how, and which addresses."""

    def __init__(
        self,
        database: Database,
        line: Line | None = None,
        allowed: Callable[[str], bool] = is_public,
    ) -> None:
        self._database = database
        self._line: Line = line or Outgoing()
        self._allowed = allowed

    async def refresh(self, payload: Mapping[str, Any]) -> None:
        """Read a feed if it is its turn, write what is new, and have it read again later."""
        space, id_, due = payload["space"], payload["id"], payload["due"]
        task = await self._database.reading(lambda c: _task(c, space, id_, due))
        if task is None:
            return
        # A person who changed the subscription wants all of it anew.
        version = "" if payload.get("anew") else task.record.etag
        doubts, failed = "", True
        told: dict[str, Any] = {}
        try:
            async with asyncio.timeout(MOST_SECONDS):
                doubts, told = await self._take_in(task, version)
            failed = False
        except FeedFault as error:
            doubts = str(error)
        except TimeoutError:
            # What was written stays: the next reading goes on from there.
            doubts = "there is much in this feed: the rest comes with the next readings"
        await self._database.writing(lambda c: _done(c, task, doubts, told, failed=failed))

    async def _take_in(self, task: Task, version: str) -> tuple[str, dict[str, Any]]:
        """Write what the feed says; what did not come in, and what the record is to tell."""
        url = task.record.url
        copy = await run_in_threadpool(
            lambda: read_feed(
                self._line, url, version, allowed=self._allowed, seconds=FETCHING_SECONDS
            )
        )
        told: dict[str, Any] = {"etag": copy.version, "fetched": _present()}
        body = copy.body
        if body is None:
            return task.record.fault, told
        await self._database.writing(lambda c: bring_all_up(c, [task.space]))
        plan = await self._database.reading(lambda c: _plan(c, task, body))
        edits = list(_edits(task.space, plan))
        for start in range(0, len(edits), SLICE):
            part = edits[start : start + SLICE]
            await self._database.writing(partial(_write, task=task, edits=part))
        return plan.doubts, told


def _task(connection: Connection, space: str, id_: str, due: int) -> Task | None:
    mine = (FETCHING.c.space == space) & (FETCHING.c.id == id_)
    row = connection.execute(select(FETCHING).where(mine)).first()
    seen = records_of(connection, space, [id_]).get(id_)
    if row is None or row.next != due or seen is None or seen.deleted:
        return None
    record: Subscription = read(Subscription, seen)
    there = records_of(connection, space, [record.calendar]).get(record.calendar)
    if there is None or there.deleted:
        return None
    calendar: Calendar = read(Calendar, there)
    return Task(space, record, seen.author, known_zone(calendar.zone) or "UTC", row.failures)


def _plan(connection: Connection, task: Task, body: bytes) -> FeedPlan:
    calendar = task.record.calendar
    mine = (PART.c.space == task.space) & (PART.c.calendar == calendar)
    events = list(connection.execute(select(PART.c.id).where(mine)).scalars())
    hanging = connection.execute(
        select(PART.c.id).where(PART.c.space == task.space, among(connection, PART.c.event, events))
    ).scalars()
    records = records_of(connection, task.space, [*events, *hanging])
    there = [read(_TYPES[each.kind], each) for each in records.values() if not each.deleted]
    here = [each for each in there if isinstance(each, Event)]
    children = [each for each in there if not isinstance(each, Event)]
    return plan_feed(
        body, task.zone, (task.space, calendar), here, children, alarms=task.record.alarms
    )  # fmt: skip


def _edits(space: str, plan: FeedPlan) -> Iterator[Edit]:
    for each in plan.added:
        fields = kind_named(each.kind).fields_json(each.values)
        # It may have been there, and be in the trash.
        yield Edit(space, each.id, each.kind, {**fields, "deleted": False})
    for each in plan.changed:
        yield Edit(space, each.id, each.kind, kind_named(each.kind).fields_json(each.values))
    for kind, id_ in plan.gone:
        yield Edit(space, id_, kind, {"deleted": True})


def _write(connection: Connection, task: Task, edits: Sequence[Edit]) -> None:
    verdicts = write(connection, task.person, edits, clock.now())
    refused = next((each for each in verdicts if each.verdict == "refused"), None)
    if refused is not None and refused.code in ("forbidden", "unknown_space"):
        raise FeedFault("who subscribed may not write here any more", "subscribe anew", "forbidden")


def _done(
    connection: Connection, task: Task, fault: str, told: Mapping[str, Any], *, failed: bool
) -> None:
    """Tell on the record how it went, and have it read again."""
    now = clock.now()
    failures = task.failures + 1 if failed else 0
    fields = kind_named(Subscription.kind).fields_json({**told, "fault": fault[:500] or None})
    edit = Edit(task.space, task.record.id, Subscription.kind, fields)
    write(connection, task.person, [edit], now)
    # What fails is tried less and less often.
    pause = pause_of(task.record.every) * 2 ** min(failures, _MOST_BACKED_OFF)
    delay = int(min(pause, SELDOMEST).total_seconds() * 1000)
    _enqueue(connection, task.space, task.record.id, now, delay, failures)


def _present() -> Moment:
    present = datetime.now(UTC).replace(microsecond=0)
    return Moment(present.date(), present.time(), 0)


def _enqueue(
    connection: Connection, space: str, id_: str, now: int, delay: int, failures: int
) -> None:
    due = now + delay
    put(connection, FETCHING, {"space": space, "id": id_, "next": due, "failures": failures})
    payload = {"space": space, "id": id_, "due": due, "anew": not delay}
    jobs.enqueue(connection, JOB, payload, key=f"{JOB}:{space}:{id_}:{due}", delay_ms=delay)


def hear(connection: Connection, writing: Writing) -> None:
    """Somebody subscribed, or changed a subscription: read it as soon as that is durable."""
    now = clock.now()
    mine = (kept for kept in writing.changed() if kept.kind == Subscription.kind)
    for kept in itertools.islice(mine, 100):
        try:
            tries.count(connection, _ASKED_FOR, now, "subscription", writing.space, kept.id)
        except TooMany:
            # Whoever publishes it is not to suffer from a device that asks and asks: the next
            # reading is the one that is planned.
            continue
        _enqueue(connection, writing.space, kept.id, now, 0, 0)


def forget_space(connection: Connection, space: str) -> None:
    """Read no feed for a space that is no more."""
    connection.execute(delete(FETCHING).where(FETCHING.c.space == space))


WHEN_PUSHED.append(hear)
spaces.WHEN_GONE.append(forget_space)
