"""The numbers of a device's pushes: known again, they change nothing; another body is a clone."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, bindparam, delete, exists, select, update

from sync_server.accounts import service as accounts
from sync_server.kit.problem import BadRequest, Conflict
from sync_server.kit.rows import add_new, among
from sync_server.records.tables import PUSHED

KEPT_NUMBERS = 1_000
_MOST_NUMBER = 2**53


@dataclass(frozen=True)
class Numbered:
    """A push by its number; `again` for one that was done before."""

    person: str
    device: str
    number: int
    again: bool = False
    left: frozenset[int] = frozenset()
    """The patches that were not merged the first time."""

    def merged_before(self, n: int) -> bool:
        """Whether the patch `n` was merged when this push was first done."""
        return self.again and n not in self.left


def number(
    connection: Connection, person: str, device: str, number_: int, hash_: str
) -> Numbered:  # fmt: skip
    """Take the number, or know it again; raises Conflict `cloned`.

    A push under the same number that is under way elsewhere is waited for.
    """
    if not 1 <= number_ <= _MOST_NUMBER:
        raise BadRequest("pushes are numbered from 1")
    mine = {"of": person, "by": device, "this": number_}
    values = {"person": person, "device": device, "number": number_, "hash": hash_}
    if add_new(connection, PUSHED, values):
        if connection.execute(_LATER, mine).scalar():
            raise _cloned()
        connection.execute(_FORGET, {"of": person, "by": device, "upto": number_ - KEPT_NUMBERS})
        return Numbered(person, device, number_)
    row = connection.execute(_AGAIN, mine).one()
    if row.hash != hash_:
        raise _cloned()
    return Numbered(person, device, number_, True, frozenset(msgspec.json.decode(row.left)))


# Made once: every push asks these.
_MINE = (PUSHED.c.person == bindparam("of")) & (PUSHED.c.device == bindparam("by"))
_LATER = select(exists().where(_MINE, PUSHED.c.number > bindparam("this")))
_FORGET = delete(PUSHED).where(_MINE, PUSHED.c.number <= bindparam("upto"))
_THIS = _MINE & (PUSHED.c.number == bindparam("this"))
_AGAIN = select(PUSHED.c.hash, PUSHED.c.left).where(_THIS)
_LEAVE = update(PUSHED).where(_THIS).values(left=bindparam("rest"))
_BY_ANOTHER = select(
    exists().where(PUSHED.c.device == bindparam("by"), PUSHED.c.person != bindparam("of"))
)


def remember_left(connection: Connection, push: Numbered, left: set[int]) -> None:
    """Keep which patches were not merged."""
    if left != push.left:
        mine = {"of": push.person, "by": push.device, "this": push.number}
        connection.execute(_LEAVE, {**mine, "rest": msgspec.json.encode(sorted(left)).decode()})


def persons_behind(connection: Connection, devices: set[str]) -> dict[str, str]:
    """Device → the person who last pushed with it, where that is known."""
    if not devices:
        return {}
    rows = connection.execute(
        select(PUSHED.c.device, PUSHED.c.person)
        .where(among(connection, PUSHED.c.device, devices))
        .distinct()
    )
    return {row.device: row.person for row in rows}


def written_by_another(connection: Connection, device: str, person: str) -> bool:
    """Whether somebody else ever pushed with the device."""
    return bool(connection.execute(_BY_ANOTHER, {"by": device, "of": person}).scalar())


accounts.WRITTEN_WITH.append(written_by_another)


def _cloned() -> Conflict:
    return Conflict(
        "this device's number was used for something else: its profile was copied or restored",
        "take a new device id and offer again what waits",
        code="cloned",
    )
