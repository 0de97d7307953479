"""Pull: what is new in each space of a person, in one snapshot."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
from sqlalchemy import Column, Connection, Row, Select, Table, bindparam, select

from garage.permissions import Role, Verb, may
from garage.sync.wire import MOST_PULLED, MovedAway, PullRequest, Window, digest_text
from sync_server.records.tables import ERASED, MOVED, RECORD
from sync_server.records.wire import (
    AROUND,
    MOST_ANSWERED,
    KeptEnvelope,
    KeptPage,
    KeptPullAnswer,
)
from sync_server.spaces.service import Part

SCHEMA_MINIMUM = 1
_AT_ONCE = 64
"""Rows that are fetched at once: each may be large, and few may be wanted."""
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


# Made once: a pull of several spaces asks each of them several times. Records are fetched a few
# at once; PostgreSQL would else send all of them before the first is seen.
_RECORDS = _above(RECORD, *_ENVELOPE).execution_options(stream_results=True)
_OLDER = _RECORDS.where(RECORD.c.born <= bindparam("above"))
_ERASED = _above(ERASED, ERASED.c.id, ERASED.c.seq)
_MOVED = _above(MOVED, MOVED.c.id, MOVED.c.to, MOVED.c.seq)


def pull(
    connection: Connection, parts: dict[str, Part], request: PullRequest, now: int
) -> KeptPullAnswer:
    """The answer to one who is in these spaces; the epoch was looked at before."""
    held = dict(list(request.spaces.items())[:_MOST_SPACES])
    most = min(max(request.limit, 1), MOST_PULLED)
    reading = _Reading(connection, parts, most, request.floors, MOST_ANSWERED)
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
class _Found:
    """The records that there is room for, in the order of the query."""

    seqs: list[int] = field(default_factory=list)
    """Of all of them, whoever may read them."""
    envelopes: list[KeptEnvelope] = field(default_factory=list)
    parts: list[int] = field(default_factory=list)
    """In the digest, where the query asks for them."""
    born: int = 0
    """Of the last."""
    cut: bool = False
    """Whether there may be more, for which there is no room."""


@dataclass
class _Reading:
    connection: Connection
    parts: dict[str, Part]
    left: int
    """How much may still be answered, over all spaces."""
    floors: dict[str, int]
    room: int
    """How many bytes of records may still be answered, over all spaces."""
    pages: list[KeptPage] = field(default_factory=list)

    @property
    def full(self) -> bool:
        """Whether the rest has to wait for another answer."""
        return self.left <= 0 or self.room <= 0

    def page(self, part: Part, cursor: int) -> None:
        """What is above the cursor, as far as there is room."""
        space, head = part.info.id, part.info.head
        if cursor == head:
            self.pages.append(KeptPage(space, head, head, digest=_digest(part)))
            return
        if self.full:
            self.pages.append(KeptPage(space, cursor, head))
            return
        records = self._records(_RECORDS, part, cursor)
        erased = self._above(_ERASED, space, cursor)
        moved = self._above(_MOVED, space, cursor)
        upto = self._upto(head, records, erased, moved)
        page = KeptPage(
            space,
            upto,
            head,
            [envelope for envelope in records.envelopes if envelope.seq <= upto],
            [row.id for row in erased if row.seq <= upto],
            [self._moved(row) for row in moved if row.seq <= upto],
            _digest(part) if upto == head else "",
            self._window_digest(part) if upto == head else "",
        )
        self.left -= len(page.envelopes) + len(page.erased) + len(page.moved)
        self.pages.append(page)

    def _records(self, query: Select[Any], part: Part, cursor: int) -> _Found:
        asked = {"within": part.info.id, "above": cursor, "most": self.left + 1}
        return self._fitting(self._rows(query, asked), part, 0)

    def _rows(self, query: Select[Any], asked: dict[str, Any]) -> Iterator[Sequence[Any]]:
        result = self.connection.execute(query, asked)
        with contextlib.closing(result):
            while rows := result.fetchmany(_AT_ONCE):
                yield rows
                if len(rows) < _AT_ONCE:
                    return

    def _fitting(self, fetched: Iterable[Sequence[Any]], part: Part, spare: int) -> _Found:
        """Envelopes until no more room is left than `spare`; the first fits in any case."""
        found = _Found()
        for rows in fetched:
            for row in rows:
                if self.room <= spare and found.seqs:
                    found.cut = True
                    return found
                found.seqs.append(row[3])
                found.born = row[4]
                if not _reads(part.role, row[2]):
                    continue
                envelope, size = _envelope(row)
                self.room -= size
                found.envelopes.append(envelope)
                found.parts += row[8:]
        return found

    def _above(self, query: Select[Any], space: str, cursor: int) -> Sequence[Row[Any]]:
        asked = {"within": space, "above": cursor, "most": self.left + 1}
        return self.connection.execute(query, asked).all()

    def _upto(
        self, head: int, records: _Found, erased: Sequence[Row[Any]], moved: Sequence[Row[Any]]
    ) -> int:
        """The last `seq` that there is room for."""
        seqs = [*records.seqs, *(row.seq for row in erased), *(row.seq for row in moved)]
        upto = head if len(seqs) <= self.left else sorted(seqs)[self.left - 1]
        return min(upto, records.seqs[-1]) if records.cut else upto

    def _moved(self, row: Row[Any]) -> MovedAway:
        # Where it went is told to those who are there.
        return MovedAway(row.id, row.to if row.to in self.parts else "", row.seq)

    def window(self, part: Part, cursor: int, window: Window) -> None:
        """The records born before a point, the latest first, as many as there is room for."""
        space, head = part.info.id, part.info.head
        limit = min(max(window.limit, 0), MOST_PULLED, max(self.left, 0))
        if limit == 0 or self.full:
            self.pages.append(KeptPage(space, cursor, head, floor=max(window.before, 0)))
            return
        query = (
            select(*_ENVELOPE, RECORD.c.part)
            .where(RECORD.c.space == space)
            .order_by(RECORD.c.born.desc())
            .limit(limit)
            .execution_options(stream_results=True)
        )
        if window.before > 0:
            query = query.where(RECORD.c.born < min(window.before, head + 1))
        # Half of the room is for what changed: it would else wait for ever behind the window.
        found = self._fitting(self._rows(query, {}), part, self.room // 2)
        self.left -= len(found.envelopes)
        all_there = not found.cut and len(found.seqs) < limit
        page = KeptPage(
            space,
            cursor,
            head,
            found.envelopes,
            window_digest=_digest_of_parts(part, found.parts),
            floor=0 if all_there else found.born,
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
        if self.full:
            return page
        there = {envelope.id for envelope in page.envelopes}
        records = self._records(_OLDER, part, cursor)
        erased = self._above(_ERASED, space, cursor)
        moved = self._above(_MOVED, space, cursor)
        upto = self._upto(head, records, erased, moved)
        changed = [
            envelope
            for envelope in records.envelopes
            if envelope.seq <= upto and envelope.id not in there
        ]
        gone = [row.id for row in erased if row.seq <= upto]
        away = [self._moved(row) for row in moved if row.seq <= upto]
        self.left -= len(changed) + len(gone) + len(away)
        return msgspec.structs.replace(
            page, next=upto, envelopes=[*page.envelopes, *changed], erased=gone, moved=away
        )

    def _window_digest(self, part: Part) -> str:
        """The digest of what is held of a conversation, where not all of it is."""
        # A database has no numbers above those of 64 bits.
        floor = min(self.floors.get(part.info.id, 0), part.info.head + 1)
        if floor <= 0:
            return ""
        held = (RECORD.c.space == part.info.id) & (RECORD.c.born >= floor)
        parts = self.connection.execute(select(RECORD.c.part).where(held)).scalars()
        return _digest_of_parts(part, parts)


def _digest_of_parts(part: Part, parts: Iterable[int]) -> str:
    # A guest does not get all: there is nothing to compare.
    return "" if part.role is Role.GUEST else digest_text(parts)


def _envelope(row: Sequence[Any]) -> tuple[KeptEnvelope, int]:
    """The envelope, and how many bytes it takes."""
    space, id_, kind, seq, born, short, text, author = row[:8]
    stamps, fields = short.encode(), text.encode()
    envelope = KeptEnvelope(
        space, id_, kind, seq, born, msgspec.Raw(stamps), msgspec.Raw(fields), author
    )
    return envelope, len(stamps) + len(fields) + AROUND


def _reads(role: Role, kind: str) -> bool:
    return may(role, Verb.READ, kind)


def _digest(part: Part) -> str:
    return _digest_of_parts(part, (part.digest,))
