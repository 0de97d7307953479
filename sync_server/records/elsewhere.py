"""What is no more where a patch looks for it: erased, or moved to another space."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection, bindparam, exists, select

from sync_server.kit.rows import among
from sync_server.records.tables import ERASED, MOVED

_MOST_HOPS = 8

Key = tuple[str, str]
Hanging = tuple[str, str, str]
"""Space and id of a record, and the id of what it would hang on."""
Owned = Callable[[], Iterable[Hanging]]
"""Which records hang on what: asked only where something is elsewhere, as mostly nothing is."""


@dataclass
class Elsewhere:
    """The markers of some records."""

    moved: dict[Key, str] = field(default_factory=dict)
    erased: set[Key] = field(default_factory=set)
    beside: set[Key] = field(default_factory=set)
    """Where records would be that hang on moved ones: they may have been sent there before."""

    def __bool__(self) -> bool:
        """Whether anything is elsewhere; mostly nothing is."""
        return bool(self.moved or self.erased)

    def places(self) -> set[Key]:
        """Where the records may be now."""
        return {(to, id_) for (_, id_), to in self.moved.items()} | self.beside

    def now_in(self, space: str, id_: str) -> str | None:
        """The space where the record is, or would be; None for one that is no more."""
        for _ in range(_MOST_HOPS):
            if (space, id_) in self.erased:
                return None
            further = self.moved.get((space, id_))
            if further is None:
                return space
            space = further
        return None


def find(
    connection: Connection,
    keys: Iterable[Key],
    owned: Owned = tuple,
    within: Container[str] = frozenset(),
) -> Elsewhere:
    """The markers of these records, followed from space to space, and of what they hang on.

    `within` are the spaces whose records may be looked for because something hangs on them. Into
    any other leads only what the server itself wrote down of a move: it may have come out again.
    """
    found, keys = Elsewhere(), set(keys)
    if not any(_has_markers(connection, space) for space in {space for space, _ in keys}):
        return found
    hanging = [each for each in owned() if each[0] in within]
    _follow(connection, found, keys | {(space, owner) for space, _, owner in hanging})
    for space, id_, owner in hanging if found else ():
        beside = found.now_in(space, owner)
        if beside is not None and beside != space and beside in within:
            found.beside.add((beside, id_))
    _follow(connection, found, found.beside)
    return found


def _follow(connection: Connection, found: Elsewhere, keys: set[Key]) -> None:
    todo = keys
    for _ in range(_MOST_HOPS):
        coming: set[Key] = set()
        for space, ids in _by_space(todo).items():
            if not _has_markers(connection, space):
                continue
            rows = connection.execute(
                select(MOVED.c.id, MOVED.c.to).where(
                    MOVED.c.space == space, among(connection, MOVED.c.id, ids)
                )
            )
            for row in rows:
                found.moved[space, row.id] = row.to
                coming.add((row.to, row.id))
            gone = connection.execute(
                select(ERASED.c.id).where(
                    ERASED.c.space == space, among(connection, ERASED.c.id, ids)
                )
            )
            found.erased |= {(space, row.id) for row in gone}
        todo = coming
        if not todo:
            break


def _has_markers(connection: Connection, space: str) -> bool:
    """Whether anything was ever erased in a space or moved out of it; mostly not."""
    return bool(connection.execute(_MARKERS, {"of": space}).scalar())


_MARKERS = select(
    exists().where(MOVED.c.space == bindparam("of"))
    | exists().where(ERASED.c.space == bindparam("of"))
)


def came_from(connection: Connection, spaces: Iterable[str], to: str, ids: Iterable[str]) -> bool:
    """Whether one of these records was moved to this space, from one of those."""
    moved = exists().where(
        among(connection, MOVED.c.space, spaces), among(connection, MOVED.c.id, ids),
        MOVED.c.to == to,
    )  # fmt: skip
    return bool(connection.execute(select(moved)).scalar())


def _by_space(keys: Iterable[Key]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for space, id_ in keys:
        found.setdefault(space, []).append(id_)
    return found
