"""Link shares: made, listed and revoked; each reading asks anew whether its maker still may."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from garage.calendar.zones import zone_named
from garage.errors import ValueRefused
from garage.ids import is_id, new_id
from garage.permissions import Role, Verb, may, why_not
from garage.records import Vehicle
from garage.records.agenda import SharedFeed
from garage.records.fields import TextField
from sync_server.calendars.items import read
from sync_server.calendars.service import DUE_CALENDARS, readable_spaces
from sync_server.calendars.tables import CALENDAR, FEED
from sync_server.calendars.wire import FeedInfo, NewFeed
from sync_server.kit import secret
from sync_server.kit.problem import BadRequest, Conflict, Forbidden, NotFound
from sync_server.kit.words import LANGUAGES
from sync_server.records.service import records_of
from sync_server.spaces import service as spaces

MOST_FEEDS = 200
"""Of one person, that are live."""

DUE = "due:"
"""Begins the names of calendars that records fill."""


@dataclass(frozen=True, slots=True)
class Share:
    """A link share as its row says it; `salt` makes identifiers that say nothing."""

    id: str
    token: str
    person: str
    of: str
    space: str
    target: str
    name: str
    detail: str
    zone: str
    language: str
    once: bool
    expires: int | None
    used: int | None
    made_of: str
    etag: str
    modified: int

    @property
    def salt(self) -> str:
        """Not to be guessed by who reads the feed."""
        return f"{self.id}{self.token}"


def make(connection: Connection, person: str, asked: NewFeed, now: int) -> tuple[FeedInfo, str]:
    """A new feed and its token, told this once. Raises BadRequest, NotFound, Forbidden, Conflict.

    The projections of the space are up to date.
    """
    if asked.until is not None and asked.until <= now:
        raise BadRequest("that is past", "give a moment to come")
    try:
        zone_named(asked.zone)
        name = _name_of(connection, person, asked)
    except ValueRefused as error:
        raise BadRequest(error.message, error.hint) from error
    live = (FEED.c.person == person) & FEED.c.revoked.is_(None)
    if connection.execute(select(func.count()).where(live)).scalar_one() >= MOST_FEEDS:
        raise Conflict(f"you have {MOST_FEEDS} feeds", "revoke some", code="too_many_feeds")
    token, id_ = secret.new_token(), new_id(now)
    values = {
        "id": id_, "token": secret.hash_of(token), "person": person, "of": asked.of,
        "space": "" if asked.of == "person" else asked.space, "name": name,
        "target": "" if asked.of in ("person", "space") else asked.target, "detail": asked.detail,
        "zone": asked.zone, "once": int(asked.once), "expires": asked.until, "created": now,
        "language": asked.language if asked.language in LANGUAGES else LANGUAGES[0],
    }  # fmt: skip
    connection.execute(insert(FEED).values(**values))
    row = connection.execute(select(FEED).where(FEED.c.id == id_)).one()
    return _info(row, now), token


def _name_of(connection: Connection, person: str, asked: NewFeed) -> str:
    """What the feed is called; raises where the person may not share that."""
    name = TextField().check(asked.name)[:200]
    if asked.of == "person":
        return name or "Paddock"
    role = spaces.require(connection, person, asked.space)
    if not may(role, Verb.ADD, SharedFeed.kind):
        raise Forbidden("your role in this garage does not allow this", why_not(Verb.ADD))
    info = spaces.parts_of(connection, person)[asked.space].info
    if asked.of == "space":
        return name or info.name
    found = (
        calendar_name(connection, asked.space, asked.target)
        if asked.of == "calendar"
        else _vehicle_name(connection, asked.space, asked.target)
    )
    if found is None:
        raise NotFound
    return name or found


def calendar_name(connection: Connection, space: str, target: str) -> str | None:
    """The name of a calendar; None where there is none."""
    if target.startswith(DUE):
        return target.removeprefix(DUE) if target.removeprefix(DUE) in DUE_CALENDARS else None
    if not is_id(target):
        return None
    name: str | None = connection.execute(
        select(CALENDAR.c.name).where(CALENDAR.c.space == space, CALENDAR.c.id == target)
    ).scalar()
    return name


def _vehicle_name(connection: Connection, space: str, id_: str) -> str | None:
    seen = records_of(connection, space, [id_] if is_id(id_) else []).get(id_)
    if seen is None or seen.kind != Vehicle.kind or seen.deleted:
        return None
    vehicle: Vehicle = read(Vehicle, seen)
    return vehicle.name or vehicle.kind


def feeds_of(connection: Connection, person: str, space: str, now: int) -> list[FeedInfo]:
    """A person's own feeds; with a space those in it, everybody's for who may revoke them."""
    asked = select(FEED).order_by(FEED.c.created.desc(), FEED.c.id.desc()).limit(1_000)
    if not space:
        asked = asked.where(FEED.c.person == person)
    else:
        role = spaces.require(connection, person, space)
        asked = asked.where(FEED.c.space == space)
        if not _revokes(role, own=False):
            asked = asked.where(FEED.c.person == person)
    return [_info(row, now) for row in connection.execute(asked)]


def revoke(connection: Connection, person: str, id_: str, now: int) -> None:
    """End a feed, one's own or in a space where one may; raises NotFound."""
    if not is_id(id_):
        raise NotFound
    row = connection.execute(select(FEED).where(FEED.c.id == id_)).first()
    if row is None:
        raise NotFound
    if row.person != person:
        role = spaces.role_in(connection, person, row.space) if row.space else None
        if role is None or not _revokes(role, own=False):
            raise NotFound
    if row.revoked is None:
        connection.execute(update(FEED).where(FEED.c.id == id_).values(revoked=now))


def _revokes(role: Role, *, own: bool) -> bool:
    return may(role, Verb.DELETE, SharedFeed.kind, own=own)


def _info(row: Row[*tuple[Any, ...]], now: int) -> FeedInfo:
    return FeedInfo(
        row.id, row.of, row.space, row.target, row.name, row.detail, row.person, row.created,
        _state(row, now), bool(row.once), row.expires, row.used,
    )  # fmt: skip


def _state(row: Row[*tuple[Any, ...]], now: int) -> Any:
    if row.revoked is not None:
        return "revoked"
    if row.expires is not None and row.expires <= now:
        return "over"
    return "used" if row.once and row.used is not None else "live"


def find(connection: Connection, token: str, now: int) -> Share | None:
    """The live share of a token; None for one that is unknown, over, used up or revoked."""
    row = connection.execute(select(FEED).where(FEED.c.token == secret.hash_of(token))).first()
    if row is None or _state(row, now) != "live":
        return None
    return Share(
        row.id, row.token, row.person, row.of, row.space, row.target, row.name, row.detail,
        row.zone, row.language, bool(row.once), row.expires, row.used, row.made_of, row.etag,
        row.modified,
    )  # fmt: skip


def spaces_told(connection: Connection, share: Share) -> list[str] | None:
    """The spaces that a share tells of, as its maker may read them now; None: they may not."""
    readable = readable_spaces(connection, share.person)
    if share.of == "person":
        return sorted(readable)
    return [share.space] if share.space in readable else None


def use_up(connection: Connection, share: Share, now: int) -> bool:
    """Take the one use of a share; false where somebody was first."""
    free = (FEED.c.id == share.id) & FEED.c.used.is_(None) & FEED.c.revoked.is_(None)
    return connection.execute(update(FEED).where(free).values(used=now)).rowcount == 1


def mark_used(connection: Connection, share: Share, now: int) -> None:
    """Remember when it was last read."""
    connection.execute(update(FEED).where(FEED.c.id == share.id).values(used=now))


def remember(connection: Connection, share: Share, made_of: str, etag: str, now: int) -> int:
    """Keep of what its body was made and what came of it; when it last changed."""
    modified = share.modified if etag == share.etag else now
    values = {"made_of": made_of, "etag": etag, "modified": modified}
    connection.execute(update(FEED).where(FEED.c.id == share.id).values(**values))
    return modified


def forget_person(connection: Connection, person: str) -> None:
    """Take away the feeds of a person who is no more."""
    connection.execute(delete(FEED).where(FEED.c.person == person))


def forget_space(connection: Connection, space: str) -> None:
    """Take away the feeds of a space that is no more."""
    connection.execute(delete(FEED).where(FEED.c.space == space))


spaces.WHEN_FORGOTTEN.append(forget_person)
spaces.WHEN_GONE.append(forget_space)
