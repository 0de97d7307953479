"""Leaving an account for good, for another one: one's own stays, to be offered anew.

One's own is the personal garage, garages that nobody else is in, and what is enclosed in those.
Its records wait as if they had never been sent. All other shared spaces leave this machine, and
edits of theirs that were not sent are kept aside.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select, text, update

from client.store.account import forget_account
from client.store.codec import codec
from client.store.layers import BEFORE
from client.store.leaving import lose_space
from client.store.reading import Reader
from client.store.schema import CONFIRMED, HISTORY, OVERTAKEN, PENDING, SPACE, UNKNOWN
from client.store.sending import give_back
from client.store.spaces import NO_DIGEST, HeldSpace, held_spaces
from client.store.waiting import kind_of
from client.store.writing import Transaction
from garage.permissions import Role
from garage.records import Kind, kinds


def own_spaces(held: Sequence[HeldSpace]) -> list[HeldSpace]:
    """The spaces that are the person's alone, the personal garage first."""
    mine = [space for space in held if space.home or _is_mine_alone(space)]
    ids = {space.id for space in mine}
    return mine + [
        space
        for space in held
        if space.is_shared and space.parent in ids and space.role == Role.OWNER
    ]


def _is_mine_alone(space: HeldSpace) -> bool:
    alone = space.role == Role.OWNER and space.members <= 1
    return space.is_shared and alone and not space.parent and space.kind != "conversation"


def foreign_spaces(held: Sequence[HeldSpace]) -> list[HeldSpace]:
    """The spaces that would leave this machine."""
    own = {space.id for space in own_spaces(held)}
    return [space for space in held if space.is_shared and space.id not in own]


@dataclass(frozen=True, slots=True)
class Parting:
    """What would go along into another account, and what would leave this machine."""

    vehicles: int
    records: int
    leaves: tuple[str, ...]
    """The names of the spaces that would leave."""
    unsent: int
    """Records of those with edits that were not sent."""


def parting(reader: Reader) -> Parting:
    """What leaving the account for good would come to."""
    connection = reader.connection
    held = held_spaces(connection)
    own = [space.id for space in own_spaces(held)]
    foreign = foreign_spaces(held)
    counts = {kind.name: _shown(connection, kind, own) for kind in kinds()}
    waits = select(PENDING.c.space, PENDING.c.id).where(
        PENDING.c.space.in_([space.id for space in foreign])
    )
    return Parting(
        counts["vehicle"],
        sum(counts.values()),
        tuple(space.name for space in foreign if not space.parent),
        len(connection.execute(waits.distinct()).all()),
    )


def _shown(connection: Connection, kind: Kind, spaces: Sequence[str]) -> int:
    c = codec(kind).table.c
    query = select(func.count()).where(c.space.in_(spaces), c.deleted == 0)
    return int(connection.execute(query).scalar_one())


def part_for_good(transaction: Transaction, home: str) -> None:
    """Forget the account; what is the person's own is in the space `home` then, here alone."""
    connection = transaction.connection
    # What was on its way waits again: some of it was never answered, and goes to the kept edits.
    give_back(connection)
    held = held_spaces(connection)
    for space in foreign_spaces(held):
        lose_space(transaction, space.id)
    first, *others = own_spaces(held)
    for space in (first, *others):
        _let_wait(transaction, space.id, home)
    connection.execute(update(SPACE).where(SPACE.c.into == first.id).values(into=home))
    connection.execute(
        update(SPACE)
        .where(SPACE.c.id == first.id)
        .values(id=home, state="", hidden=0, cursor=0, head=0, digest=NO_DIGEST, members=1)
    )
    for space in others:
        # What the garage has under the same id, as after a move that was cut off, stays behind.
        lose_space(transaction, space.id)
    forget_account(connection)


def _let_wait(transaction: Transaction, space: str, home: str) -> None:
    """Let all that shows of a space wait as new records of another."""
    connection = transaction.connection
    _remember_overtaken(connection, space)
    for table in (CONFIRMED, PENDING, OVERTAKEN):
        connection.execute(delete(table).where(table.c.space == space))
    asked = {"space": space, "home": home}
    for kind in kinds():
        moved = connection.execute(text(_anew(codec(kind).table.name)), asked)
        if moved.rowcount:
            transaction.touch_all(kind)
    connection.execute(text(_anew(UNKNOWN.name)), asked)
    connection.execute(update(HISTORY).where(HISTORY.c.space == space).values(space=home))


def _anew(table: str) -> str:
    new = "space = :home, seq = NULL, born = NULL, author = NULL"
    return f"UPDATE OR IGNORE {table} SET {new} WHERE space = :space"


def _remember_overtaken(connection: Connection, space: str) -> None:
    """Values that were overtaken are records of the server's: here they become history."""
    there = select(HISTORY.c.n).where(
        HISTORY.c.space == OVERTAKEN.c.space,
        HISTORY.c.id == OVERTAKEN.c.record,
        HISTORY.c.field == OVERTAKEN.c.field,
        HISTORY.c.stamp == OVERTAKEN.c.stamp,
    )
    query = select(OVERTAKEN).where(OVERTAKEN.c.space == space, ~there.exists())
    for row in connection.execute(query).all():
        kind = kind_of(connection, space, row.record)
        if kind is not None:
            connection.execute(
                insert(HISTORY).values(
                    operation=BEFORE, space=space, id=row.record, kind=kind.name, field=row.field,
                    value=row.value, stamp=row.stamp, by_stamp=row.by_stamp,
                )
            )  # fmt: skip
