"""What is given to who reads a feed: a body that was made before, or a new one."""

from __future__ import annotations

import gzip
import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection
from starlette.concurrency import run_in_threadpool

from garage.ics.calendar_writer import version_of
from sync_server.calendars import sharing
from sync_server.calendars.body import body_of, today_of
from sync_server.calendars.projection import VERSION
from sync_server.calendars.service import fresh
from sync_server.calendars.sharing import Share
from sync_server.kit import clock
from sync_server.kit.database import Database
from sync_server.spaces import service as spaces

MOST_KEPT = 64 * 2**20
"""Bytes of bodies that a process keeps."""

USED_EVERY = clock.MINUTE
"""How exactly it is told when a feed was last read."""


@dataclass(frozen=True, slots=True)
class Published:
    """What a reader gets; no body where the validator that they have still holds."""

    share: Share
    etag: str
    modified: int
    body: bytes | None


@dataclass(frozen=True, slots=True)
class _Looked:
    share: Share
    spaces: tuple[str, ...]
    made_of: str


class Publisher:
    """The feeds of one process, with the bodies that it made last."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._bodies: OrderedDict[str, tuple[str, bytes]] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    async def read(
        self, token: str, known: frozenset[str], since: int | None, *, whole: bool
    ) -> Published | None:
        """What a token gives; None where it gives nothing, whatever the reason.

        `known` are the ETags that the reader has, `since` (ms) when they read it; a reading that
        is not `whole` (HEAD) uses nothing up.
        """
        looked = await self._database.reading(lambda connection: _look(connection, token))
        if looked is None:
            return None
        share = looked.share
        if share.once and whole and not await self._used_up(share):
            return None
        if looked.made_of == share.made_of:
            if not share.once and _holds(share.etag, share.modified, known, since):
                return Published(share, share.etag, share.modified, None)
            body = self._kept(share.id, share.etag)
            if body is not None:
                return Published(share, share.etag, share.modified, body)
        return await self._made(looked, known, since)

    async def _used_up(self, share: Share) -> bool:
        now = clock.now()
        return await self._database.writing(lambda c: sharing.use_up(c, share, now))

    async def _made(
        self, looked: _Looked, known: frozenset[str], since: int | None
    ) -> Published | None:
        share = looked.share
        await fresh(self._database, looked.spaces)
        made_of, text = await self._database.reading(lambda c: _make(c, share, looked.spaces))
        body, etag = await run_in_threadpool(lambda: (text.encode(), version_of(text)))
        self._keep(share.id, etag, body)
        modified = share.modified
        if (made_of, etag) != (share.made_of, share.etag):
            now = clock.now()
            modified = await self._database.writing(
                lambda c: sharing.remember(c, share, made_of, etag, now)
            )
        held = not share.once and _holds(etag, modified, known, since)
        return Published(share, etag, modified, None if held else body)

    async def packed(self, published: Published) -> bytes:
        """The body as gzip, packed once."""
        body, name = published.body or b"", f"{published.share.id} gzip"
        found = self._kept(name, published.etag)
        if found is None:
            found = await run_in_threadpool(lambda: gzip.compress(body, compresslevel=5, mtime=0))
            if not published.share.once:
                self._keep(name, published.etag, found)
        return found

    async def mark_used(self, share: Share) -> None:
        """Remember when a feed was last read, to the minute."""
        now = clock.now()
        if share.used is None or now - share.used >= USED_EVERY:
            await self._database.writing(lambda c: sharing.mark_used(c, share, now))

    def _kept(self, id_: str, etag: str) -> bytes | None:
        with self._lock:
            found = self._bodies.get(id_)
            if found is None or found[0] != etag:
                return None
            self._bodies.move_to_end(id_)
            return found[1]

    def _keep(self, id_: str, etag: str, body: bytes) -> None:
        with self._lock:
            _, before = self._bodies.pop(id_, ("", b""))
            self._bodies[id_] = etag, body
            self._size += len(body) - len(before)
            while self._size > MOST_KEPT and self._bodies:
                _, (_, oldest) = self._bodies.popitem(last=False)
                self._size -= len(oldest)


def _look(connection: Connection, token: str) -> _Looked | None:
    share = sharing.find(connection, token, clock.now())
    told = None if share is None else sharing.spaces_told(connection, share)
    if share is None or told is None:
        return None
    return _Looked(share, tuple(told), _made_of(connection, share, told))


def _make(connection: Connection, share: Share, told: tuple[str, ...]) -> tuple[str, str]:
    today = today_of(share, datetime.now(UTC))
    return _made_of(connection, share, told), body_of(connection, share, told, today)


def _made_of(connection: Connection, share: Share, told: list[str] | tuple[str, ...]) -> str:
    """What changes whenever the body might."""
    heads = spaces.heads_of(connection, told)
    stand = ",".join(f"{space}:{heads.get(space, 0)}" for space in told)
    return f"{VERSION} {today_of(share, datetime.now(UTC))} {stand}"


def _holds(etag: str, modified: int, known: frozenset[str], since: int | None) -> bool:
    """Whether what the reader has is still so (RFC 9110, section 13.2.2)."""
    if known:
        return "*" in known or etag in known
    return since is not None and modified // 1000 * 1000 <= since
