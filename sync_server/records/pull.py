"""Pull: what is new in each space of a person, in one snapshot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
from sqlalchemy import Column, Connection, Row, Select, Table, bindparam, select

from garage.permissions import Role, Verb, may
from garage.sync.wire import MOST_PULLED, MovedAway, PullRequest, Window, digest_text
from sync_server.records.tables import ERASED, MOVED, RECORD
from sync_server.records.wire import KeptEnvelope, KeptPage, KeptPullAnswer
from sync_server.spaces.service import Part

SCHEMA_MINIMUM = 1
_MOST_SPACES = 2_000
_ENVELOPE = (
    RECORD.c.space, RECORD.c.id, RECORD.c.kind, RECORD.c.seq, RECORD.c.born, RECORD.c.stamps,
    RECORD.c.fields, RECORD.c.author,
)  # fmt: skip


def _above(table: Table[Any], *columns: Column[Any]) -> Select[Any]:
    return (
        select(*columns)
        .where(table.c.space == bindparam("within"), table.c.seq > bindparam("above"))
        .order_by(table.c.seq)
        .limit(bindparam("most"))
    )


# Made once: a pull of several spaces asks each of them several times.
_RECORDS = _above(RECORD, *_ENVELOPE)
_OLDER = _RECORDS.where(RECORD.c.born <= bindparam("above"))
_ERASED = _above(ERASED, ERASED.c.id, ERASED.c.seq)
_MOVED = _above(MOVED, MOVED.c.id, MOVED.c.to, MOVED.c.seq)


def pull(
    connection: Connection, parts: dict[str, Part], request: PullRequest, now: int
) -> KeptPullAnswer:
    """The answer to one who is in these spaces; the epoch was looked at before."""
    held = dict(list(request.spaces.items())[:_MOST_SPACES])
    most = min(max(request.limit, 1), MOST_PULLED)
    reading = _Reading(connection, parts, most, request.floors)
    for space, cursor in held.items():
        part = parts.get(space)
        if part is None:
            continue
        if space in request.windows:
            reading.window(part, cursor, request.windows[space])
        elif 0 <= cursor <= part.info.head:
            reading.page(part, cursor)
    return KeptPullAnswer(
        reading.pages,
        now,
        SCHEMA_MINIMUM,
        added=[part.info for space, part in parts.items() if space not in held],
        changed=[
            part.info
            for space, part in parts.items()
            if space in held and held[space] < part.changed
        ],
        dropped=[space for space in held if space not in parts],
        reset=[
            space
            for space, cursor in held.items()
            if space in parts and not 0 <= cursor <= parts[space].info.head
        ],
    )


@dataclass
class _Reading:
    connection: Connection
    parts: dict[str, Part]
    left: int
    """How much may still be answered, over all spaces."""
    floors: dict[str, int]
    pages: list[KeptPage] = field(default_factory=list)

    def page(self, part: Part, cursor: int) -> None:
        """What is above the cursor, as far as there is room."""
        space, head = part.info.id, part.info.head
        if cursor == head:
            self.pages.append(KeptPage(space, head, head, digest=_digest(part)))
            return
        if self.left <= 0:
            self.pages.append(KeptPage(space, cursor, head))
            return
        records = self._above(_RECORDS, space, cursor)
        erased = self._above(_ERASED, space, cursor)
        moved = self._above(_MOVED, space, cursor)
        upto = self._upto(head, [row.seq for rows in (records, erased, moved) for row in rows])
        page = KeptPage(
            space,
            upto,
            head,
            [_envelope(row) for row in records if row.seq <= upto and _reads(part.role, row.kind)],
            [row.id for row in erased if row.seq <= upto],
            [self._moved(row) for row in moved if row.seq <= upto],
            _digest(part) if upto == head else "",
            self._window_digest(part) if upto == head else "",
        )
        self.left -= len(page.envelopes) + len(page.erased) + len(page.moved)
        self.pages.append(page)

    def _above(self, query: Select[Any], space: str, cursor: int) -> Sequence[Row[Any]]:
        asked = {"within": space, "above": cursor, "most": self.left + 1}
        return self.connection.execute(query, asked).all()

    def _upto(self, head: int, seqs: list[int]) -> int:
        """The last `seq` that there is room for."""
        if len(seqs) <= self.left:
            return head
        return sorted(seqs)[self.left - 1]

    def _moved(self, row: Row[Any]) -> MovedAway:
        # Where it went is told to those who are there.
        return MovedAway(row.id, row.to if row.to in self.parts else "", row.seq)

    def window(self, part: Part, cursor: int, window: Window) -> None:
        """The records born before a point, the latest first, as many as there is room for."""
        space, head = part.info.id, part.info.head
        limit = min(max(window.limit, 0), MOST_PULLED, max(self.left, 0))
        if limit == 0:
            self.pages.append(KeptPage(space, cursor, head, floor=max(window.before, 0)))
            return
        query = (
            select(*_ENVELOPE, RECORD.c.part)
            .where(RECORD.c.space == space)
            .order_by(RECORD.c.born.desc())
            .limit(limit)
        )
        if window.before > 0:
            query = query.where(RECORD.c.born < min(window.before, head + 1))
        found = self.connection.execute(query).all()
        rows = [row for row in found if _reads(part.role, row.kind)]
        self.left -= len(rows)
        page = KeptPage(
            space,
            cursor,
            head,
            [_envelope(row) for row in rows],
            window_digest=_digest_of_parts(part, [row.part for row in rows]),
            floor=found[-1].born if len(found) == limit else 0,
        )
        self.pages.append(page if window.before > 0 else self._with_what_changed(part, page))

    def _with_what_changed(self, part: Part, page: KeptPage) -> KeptPage:
        """The latest window of who may hold older records, and so hears what became of them.

        What was born since their cursor and before the window is passed over: they page back to
        it. Where not all has room, `next` says how far it came, and they ask again.
        """
        space, cursor, head = page.space, page.next, page.head
        if not 0 < cursor < head:
            return msgspec.structs.replace(page, next=head)
        if self.left <= 0:
            return page
        there = {envelope.id for envelope in page.envelopes}
        records = self._above(_OLDER, space, cursor)
        erased = self._above(_ERASED, space, cursor)
        moved = self._above(_MOVED, space, cursor)
        upto = self._upto(head, [row.seq for rows in (records, erased, moved) for row in rows])
        changed = [
            _envelope(row)
            for row in records
            if row.seq <= upto and row.id not in there and _reads(part.role, row.kind)
        ]
        gone = [row.id for row in erased if row.seq <= upto]
        away = [self._moved(row) for row in moved if row.seq <= upto]
        self.left -= len(changed) + len(gone) + len(away)
        return msgspec.structs.replace(
            page, next=upto, envelopes=[*page.envelopes, *changed], erased=gone, moved=away
        )

    def _window_digest(self, part: Part) -> str:
        """The digest of what is held of a conversation, where not all of it is."""
        floor = self.floors.get(part.info.id, 0)
        if floor <= 0:
            return ""
        held = (RECORD.c.space == part.info.id) & (RECORD.c.born >= floor)
        parts = self.connection.execute(select(RECORD.c.part).where(held)).scalars()
        return _digest_of_parts(part, parts)


def _digest_of_parts(part: Part, parts: Iterable[int]) -> str:
    # A guest does not get all: there is nothing to compare.
    return "" if part.role is Role.GUEST else digest_text(parts)


def _envelope(row: Sequence[Any]) -> KeptEnvelope:
    space, id_, kind, seq, born, stamps, fields, author = row[:8]
    return KeptEnvelope(
        space, id_, kind, seq, born, msgspec.Raw(stamps.encode()), msgspec.Raw(fields.encode()),
        author,
    )  # fmt: skip


def _reads(role: Role, kind: str) -> bool:
    return may(role, Verb.READ, kind)


def _digest(part: Part) -> str:
    return _digest_of_parts(part, (part.digest,))
