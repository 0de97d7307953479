"""Sharing calendars by address: feeds that the server publishes, made, listed and revoked."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from client.errors import BadRequest, NotFound
from client.operations.settings import zone as zone_of
from client.operations.sharing import sync_after
from client.operations.spaces import garage_shown_id, garages
from client.operations.vehicles import find_vehicle
from client.remote.feeds import Feed, FeedMade, Feeds, NewFeed
from client.remote.server import HttpRemote
from client.store import Query, Reader, Store
from client.store.search import fold
from client.sync.signing import connect
from garage.ids import is_id
from garage.records.agenda import DETAILS, Calendar
from garage.words import N_, told

DUE = ("reminders", "warranties", "insurance", "inspections", "plan")
"""Calendars that the garage's records fill: `due:reminders` and so on."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to share: a calendar, a vehicle or a garage by name or id; else all one may see."""

    calendar: str = ""
    vehicle: str = ""
    garage: str = ""
    name: str = ""
    detail: str = "busy"
    once: bool = False
    until: date | None = None
    """The last day on which it can be read."""
    language: str = "en"


@contextlib.contextmanager
def signed_in(store: Store) -> Iterator[HttpRemote]:
    """The server as the profile's account; raises SignInNeeded, ServerAway."""
    remote = connect(store)
    try:
        yield remote
    finally:
        remote.close()


@contextlib.contextmanager
def feeds_of(store: Store) -> Iterator[Feeds]:
    """The feeds of the profile's account; raises SignInNeeded, ServerAway."""
    with signed_in(store) as remote:
        yield Feeds(remote)


def create_feed(store: Store, wanted: Wanted) -> FeedMade:
    """Make a feed, once what it shares is with the server; its address is told this once."""
    asked = store.read(lambda reader: _asked(reader, wanted))
    sync_after(store)
    with feeds_of(store) as feeds:
        return feeds.make(asked)


def list_feeds(store: Store) -> list[Feed]:
    """One's own feeds, the latest first."""
    with feeds_of(store) as feeds:
        return feeds.all()


def revoke_feed(store: Store, text: str) -> Feed:
    """Revoke the feed of this id, or the only live one of this name; as it was."""
    with feeds_of(store) as feeds:
        found = [each for each in feeds.all() if _is_named(each, text)]
        if len(found) > 1:
            raise BadRequest(
                told("{n} feeds are called {text!r}", n=len(found), text=text),
                N_("give the id: paddock feed list"),
            )
        if not found:
            raise NotFound(
                told("there is no feed {text!r}", text=text), N_("see paddock feed list")
            )
        feeds.revoke(found[0].id)
        return found[0]


def _is_named(feed: Feed, text: str) -> bool:
    return feed.id == text or (feed.state == "live" and fold(feed.name) == fold(text))


def _asked(reader: Reader, wanted: Wanted) -> NewFeed:
    """What to ask of the server; raises BadRequest, NotFound."""
    if wanted.detail not in DETAILS:
        raise BadRequest(
            told("{detail!r} is no detail of a feed", detail=wanted.detail),
            N_("use busy, titles or full"),
        )
    of, space, target = _what(reader, wanted)
    here = zone_of(reader.settings())
    until = None
    if wanted.until is not None:
        end = datetime.combine(wanted.until + timedelta(days=1), time(), tzinfo=here)
        until = int(end.timestamp() * 1000)
    return NewFeed(
        of=of, space=space, target=target, name=wanted.name.strip(), detail=wanted.detail,
        zone=getattr(here, "key", "UTC"), language=wanted.language, once=wanted.once, until=until,
    )  # fmt: skip


def _what(reader: Reader, wanted: Wanted) -> tuple[str, str, str]:
    """(of, space, target)."""
    given = [each for each in (wanted.calendar, wanted.vehicle) if each]
    if len(given) > 1:
        raise BadRequest(
            N_("a feed is of a calendar or of a vehicle, not both"), N_("give one of them")
        )
    space = _garage(reader, wanted.garage) if wanted.garage else ""
    if wanted.vehicle:
        vehicle = find_vehicle(reader, wanted.vehicle)
        return "vehicle", vehicle.space, vehicle.id
    if wanted.calendar.removeprefix("due:") in DUE:
        name = f"due:{wanted.calendar.removeprefix('due:')}"
        return "calendar", space or garage_shown_id(reader), name
    if wanted.calendar:
        calendar = _calendar(reader, wanted.calendar, space)
        return "calendar", calendar.space, calendar.id
    return ("space", space, "") if space else ("person", "", "")


def _calendar(reader: Reader, text: str, space: str) -> Calendar:
    if is_id(text):
        return reader.get(Calendar, text)
    there = [each for each in reader.all(Calendar, Query(sort="name")) if space in ("", each.space)]
    found = [each for each in there if fold(each.name) == fold(text)]
    if len(found) == 1:
        return found[0]
    if found:
        raise BadRequest(
            told("{n} calendars are called {text!r}", n=len(found), text=text),
            N_("give the id: paddock list calendar"),
        )
    names = ", ".join([*(each.name for each in there[:10]), *DUE])
    raise NotFound(
        told("there is no calendar {text!r}", text=text), told("there are: {there}", there=names)
    )


def _garage(reader: Reader, text: str) -> str:
    there = garages(reader)
    found = [each for each in there if text == each.id or fold(each.name) == fold(text)]
    if len(found) == 1:
        return found[0].id
    names = ", ".join(each.name or each.id for each in there)
    raise NotFound(
        told("there is no garage {text!r}", text=text), told("there are: {there}", there=names)
    )
