"""Mates: a record and what it is abroad, as rows; and pairs of calendars, whose mates they are."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, delete, func, select, update

from sync_server.abroad.foreign import TheirCalendar
from sync_server.abroad.shared import joined
from sync_server.abroad.tables import MATE, PAIR
from sync_server.kit.rows import among, put
from sync_server.kit.secret import new_token

NEW = "new:"
"""What a state begins with whose event is about to be made abroad; then comes its token."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A calendar abroad and one of ours; see `tables.PAIR`."""

    id: str
    connection: str
    theirs: str
    name: str
    zone: str
    space: str
    calendar: str
    direction: str = "both"
    cursor: str = ""
    more: str = ""
    reading: int = 0
    whole: int = 0
    seq: int = 0
    emptied: int = 0
    done: int | None = None
    fault: str = ""
    kept: int = 0

    @property
    def their_calendar(self) -> TheirCalendar:
        """As the other side knows it."""
        return TheirCalendar(self.theirs, self.name, self.zone, writable=self.direction == "both")


@dataclass(frozen=True, slots=True)
class Mate:
    """A record and what it is abroad; see `tables.MATE`."""

    pair: str
    record: str
    series: str = ""
    at: str = ""
    theirs: str = ""
    etag: str = ""
    of_ours: Mapping[str, str] = field(default_factory=dict)
    of_theirs: Mapping[str, str] = field(default_factory=dict)
    removed: frozenset[str] = frozenset()
    seen: int = 0
    state: str = ""

    @property
    def token(self) -> str:
        """That of the event that is about to be made."""
        return self.state.removeprefix(NEW) if self.state.startswith(NEW) else ""

    def anew(self) -> Mate:
        """It is to be made abroad, once more where it was there before."""
        state = f"{NEW}{new_token()}"
        return replace(self, theirs="", etag="", of_theirs={}, state=state, removed=frozenset())


def pair_of(connection: Connection, id_: str) -> Pair | None:
    """The pair of this id."""
    row = connection.execute(select(PAIR).where(PAIR.c.id == id_)).first()
    return None if row is None else Pair(**row._asdict())


def pairs_of(connection: Connection, connections: Collection[str]) -> list[Pair]:
    """The pairs of some connections, by their names."""
    asked = select(PAIR).where(among(connection, PAIR.c.connection, connections))
    rows = connection.execute(asked.order_by(PAIR.c.name, PAIR.c.id))
    return [Pair(**row._asdict()) for row in rows]


def is_paired(connection: Connection, space: str, calendar: str) -> bool:
    """Whether a calendar of ours is in a pair."""
    asked = select(PAIR.c.id).where(PAIR.c.space == space, PAIR.c.calendar == calendar).limit(1)
    return connection.execute(asked).first() is not None


def sending(connection: Connection, space: str) -> set[str]:
    """The connections to which edits of a space go out."""
    asked = select(PAIR.c.connection).where(PAIR.c.space == space, PAIR.c.direction == "both")
    return set(connection.execute(asked).scalars())


def of_space(connection: Connection, space: str) -> list[str]:
    """The pairs of a space's calendars."""
    asked = select(PAIR.c.id).where(PAIR.c.space == space)
    return list(connection.execute(asked).scalars())


def keep_pair(connection: Connection, pair: Pair) -> None:
    """Add a pair, or set it."""
    put(connection, PAIR, {each.name: getattr(pair, each.name) for each in fields(pair)})


def set_pair(connection: Connection, id_: str, **values: Any) -> None:
    """Set columns of a pair that is still there."""
    connection.execute(update(PAIR).where(PAIR.c.id == id_).values(**values))


def keep(connection: Connection, mate: Mate) -> None:
    """Add a mate, or set it."""
    row: dict[str, Any] = {each.name: getattr(mate, each.name) for each in fields(mate)}
    row["of_ours"], row["of_theirs"] = _encoded(mate.of_ours), _encoded(mate.of_theirs)
    row["removed"] = joined(list(mate.removed))
    put(connection, MATE, row)


def drop(connection: Connection, pair: str, record: str) -> None:
    """Take away a mate, and those of its instances."""
    here = MATE.c.pair == pair
    those = (MATE.c.record == record) | (MATE.c.series == record)
    connection.execute(delete(MATE).where(here, those))


def by_record(connection: Connection, pair: str, record: str) -> Mate | None:
    """The mate of a record."""
    return _one(connection, pair, MATE.c.record == record)


def by_theirs(connection: Connection, pair: str, id_: str) -> Mate | None:
    """The mate of an event abroad."""
    return _one(connection, pair, MATE.c.theirs == id_) if id_ else None


def by_instance(connection: Connection, pair: str, series: str, at: str) -> Mate | None:
    """The mate of an instance of a series of ours."""
    return _one(connection, pair, (MATE.c.series == series) & (MATE.c.at == at))


def instances_of(connection: Connection, pair: str, series: str) -> list[Mate]:
    """The mates of a series' instances."""
    asked = select(MATE).where(MATE.c.pair == pair, MATE.c.series == series)
    return [_mate(row) for row in connection.execute(asked.order_by(MATE.c.record))]


def unseen(connection: Connection, pair: Pair) -> list[Mate]:
    """Those whose events were deleted there: said so, or not in a whole reading."""
    there = (MATE.c.pair == pair.id) & (MATE.c.theirs != "")
    gone = MATE.c.seen == -1
    if pair.whole:
        gone |= MATE.c.seen < pair.reading
    return [_mate(row) for row in connection.execute(select(MATE).where(there, gone))]


def forgive(connection: Connection, pair: Pair) -> None:
    """Take back that events were said to be deleted: they are read once more."""
    mine = (MATE.c.pair == pair.id) & (MATE.c.seen == -1)
    connection.execute(update(MATE).where(mine).values(seen=0))


def masters(connection: Connection, pair: str) -> list[str]:
    """The records that are abroad, without those of instances."""
    asked = select(MATE.c.record).where(MATE.c.pair == pair, MATE.c.series == "")
    return list(connection.execute(asked.where(MATE.c.theirs != "")).scalars())


def waiting(connection: Connection, pair: str, most: int) -> list[str]:
    """Records that are about to be made abroad."""
    asked = select(MATE.c.record).where(MATE.c.pair == pair, MATE.c.state.startswith(NEW))
    return list(
        connection.execute(asked.order_by(MATE.c.series, MATE.c.record).limit(most)).scalars()
    )


def kept_here(connection: Connection, pair: str) -> int:
    """How many stay here since they cannot be kept there."""
    asked = select(func.count()).select_from(MATE).where(
        MATE.c.pair == pair, MATE.c.state != "", ~MATE.c.state.startswith(NEW)
    )  # fmt: skip
    return int(connection.execute(asked).scalar_one())


def forget_pair(connection: Connection, pair: str) -> None:
    """Take away a pair and its mates; the events stay on both sides."""
    connection.execute(delete(MATE).where(MATE.c.pair == pair))
    connection.execute(delete(PAIR).where(PAIR.c.id == pair))


def _one(connection: Connection, pair: str, where: Any) -> Mate | None:
    row = connection.execute(select(MATE).where(MATE.c.pair == pair, where)).first()
    return None if row is None else _mate(row)


def _mate(row: Row[Any]) -> Mate:
    said = row._asdict()
    said["of_ours"] = msgspec.json.decode(row.of_ours)
    said["of_theirs"] = msgspec.json.decode(row.of_theirs)
    said["removed"] = frozenset(msgspec.json.decode(row.removed))
    return Mate(**said)


def _encoded(marks: Mapping[str, str]) -> str:
    return msgspec.json.encode(marks, order="sorted").decode()
