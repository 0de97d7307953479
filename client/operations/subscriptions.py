"""Calendars that foreign feeds fill: subscribed to, and read anew.

Where a server has the garage, it reads them for everybody; else the app does it itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

from client.errors import NotFound
from client.operations.records import completed
from client.operations.spaces import garage_of
from client.remote.outgoing import Outgoing
from client.store import Changes, Query, Reader, Store, Transaction
from client.store.account import account_of
from client.store.codec import codec
from client.store.search import fold
from garage.ics.foreign_feed import Copy, FeedFault, Line, checked_url, is_public, read_feed
from garage.ics.subscribing import FeedPlan, Written, pause_of, plan_feed
from garage.moments import Moment
from garage.records import Alarm, Attendee, Calendar, Event, Record, Subscription, kind_named
from garage.records.known import known_zone
from garage.words import told

SLICE = 300
"""Records in one transaction, so that what a person does meanwhile need not wait long."""

_AT_ONCE = 500
"""Ids in one question to the database."""


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What came of reading a feed: how many records were written, and what went wrong."""

    subscription: str
    changes: Changes
    written: int = 0
    fault: str = ""
    by_server: bool = False
    """The server was asked to read it."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How feeds are reached, and which addresses may be asked."""

    line: Line
    allowed: Callable[[str], bool] = is_public


def add_subscription(
    store: Store,
    url: str,
    name: str = "",
    colour: str = "",
    every: str = "",
    *,
    alarms: bool = False,
) -> tuple[str, Changes]:
    """A calendar of its own for a feed, read as soon as `refresh_subscription` or a server does.

    Gives the subscription's id. Raises FeedFault for what is no address.
    """
    address = checked_url(url)
    called = name.strip() or address.split("/")[2].removeprefix("www.")
    made: list[str] = []

    def work(transaction: Transaction) -> str:
        calendar = kind_named("calendar")
        its = completed(calendar, {"name": called, "colour": colour, "of": "events"})
        id_ = transaction.add(calendar, its)
        kind = kind_named("subscription")
        values = completed(
            kind, {"calendar": id_, "url": address, "every": every, "alarms": alarms}
        )
        made.append(transaction.add(kind, values))
        return called

    changes = store.operate(work, "add", called)
    return made[0], changes


def refresh_subscription(store: Store, id_: str, reach: Reach | None = None) -> Refreshed:
    """Read a feed now; where a server reads it, ask that to. Faults are told on the record."""
    record = store.read(lambda reader: reader.get(Subscription, id_))
    if store.read(lambda reader: read_by_server(reader, record.space)):
        return _ask_server(store, record)
    way = reach or Reach(Outgoing())
    try:
        copy = read_feed(way.line, record.url, record.etag, allowed=way.allowed)
        return _take_in(store, record, copy)
    except FeedFault as error:
        changes = _tell(store, record, {"fault": str(error)[:500]})
        return Refreshed(id_, changes, 0, str(error))


def read_by_server(reader: Reader, space: str) -> bool:
    """Whether a server has the garage, and reads its feeds."""
    account = account_of(reader.connection)
    garage = garage_of(reader, space)
    signed_in = account is not None and not account.signed_out
    return signed_in and garage is not None and garage.shared


def _ask_server(store: Store, record: Subscription) -> Refreshed:
    """A changed subscription is read by the server once it hears of the change."""
    changes = _tell(store, record, {"etag": None, "fetched": None, "fault": None})
    return Refreshed(record.id, changes, by_server=True)


def subscribed(reader: Reader, calendar: str = "") -> list[str]:
    """The subscriptions there are, or that of the calendar of this name; raises NotFound."""
    names = {each.id: each.name for each in reader.all(Calendar)}
    there = [each for each in reader.all(Subscription) if each.calendar in names]
    found = [
        each.id for each in there if not calendar or fold(names[each.calendar]) == fold(calendar)
    ]
    if calendar and not found:
        known = ", ".join(names[each.calendar] for each in there) or "none yet"
        raise NotFound(
            told("no calendar {text!r} is filled by a feed", text=calendar),
            told("there are: {there}", there=known),
        )
    return found


def refresh_due(store: Store, reach: Reach | None = None) -> list[Refreshed]:
    """Read the feeds whose time has come and that no server reads."""
    now = datetime.now(UTC)

    def due(reader: Reader) -> list[str]:
        return [
            each.id
            for each in reader.all(Subscription)
            if _is_due(each, now) and not read_by_server(reader, each.space)
        ]

    return [refresh_subscription(store, id_, reach) for id_ in store.read(due)]


def _is_due(record: Subscription, now: datetime) -> bool:
    return record.fetched is None or record.fetched.instant + pause_of(record.every) <= now


def _take_in(store: Store, record: Subscription, copy: Copy) -> Refreshed:
    status: dict[str, Any] = {"etag": copy.version or None, "fetched": _present()}
    if copy.body is None:
        return Refreshed(record.id, _tell(store, record, status), 0, record.fault)
    body = copy.body
    plan, calendar = store.read(lambda reader: _planned(reader, record, body))
    steps = list(_steps(plan))
    done = []
    for start in range(0, len(steps), SLICE):
        part = partial(_write, steps=steps[start : start + SLICE], space=record.space)
        done.append(store.bring(part, "import", calendar.name))
    done.append(_tell(store, record, {**status, "fault": plan.doubts or None}))
    return Refreshed(record.id, Changes.joined(done), len(steps), plan.doubts)


def _planned(reader: Reader, record: Subscription, body: bytes) -> tuple[FeedPlan, Calendar]:
    calendar = reader.get(Calendar, record.calendar)
    here = reader.all(Event, Query(owner=calendar.id))
    ids = [event.id for event in here]
    children: list[Record] = []
    for start in range(0, len(ids), _AT_ONCE):
        part = ids[start : start + _AT_ONCE]
        for type_ in (Attendee, Alarm):
            owner = codec(kind_named(type_.kind)).table.c.event
            children += reader.all(type_, Query(where=owner.in_(part)))
    plan = plan_feed(
        body, known_zone(calendar.zone) or "UTC", (record.space, calendar.id), here, children,
        alarms=record.alarms,
    )  # fmt: skip
    return plan, calendar


_Step = tuple[str, Written]
"""What to do with a record, and which."""


def _steps(plan: FeedPlan) -> Iterator[_Step]:
    yield from (("add", each) for each in plan.added)
    yield from (("change", each) for each in plan.changed)
    yield from (("delete", Written(id_, kind, {})) for kind, id_ in plan.gone)


def _write(transaction: Transaction, steps: list[_Step], space: str) -> None:
    for what, each in steps:
        kind = kind_named(each.kind)
        if what == "add":
            _add(transaction, each, space)
        elif what == "change":
            transaction.change(kind, each.id, each.values, space)
        else:
            transaction.mark_deleted(kind, each.id, True, space)


def _add(transaction: Transaction, each: Written, space: str) -> None:
    """Add a record, or take it out of the trash as it is now."""
    kind = kind_named(each.kind)
    columns = codec(kind).table.c
    mine = Query(where=columns.id == each.id, deleted=True)
    if Reader(transaction.connection).records(kind, mine):
        transaction.mark_deleted(kind, each.id, False, space)
        transaction.change(kind, each.id, each.values, space)
    else:
        transaction.add(kind, completed(kind, each.values), id_=each.id, space=space)


def _tell(store: Store, record: Subscription, values: dict[str, Any]) -> Changes:
    def work(transaction: Transaction) -> None:
        transaction.change(kind_named("subscription"), record.id, values, record.space)

    return store.bring(work, "edit", "")


def _present() -> Moment:
    present = datetime.now(UTC).replace(microsecond=0)
    return Moment(present.date(), present.time(), 0)
