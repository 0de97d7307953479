"""Garages that are shared, as a pull would leave them here, without any server."""

from __future__ import annotations

from typing import Any

from client.store import Store
from client.store.account import set_account
from client.store.codec import codec
from client.store.spaces import put_space
from garage.records import kind_named
from tests.garage.records.values import fixed_id

FAMILY = fixed_id(901)
CLUB = fixed_id(902)


def hold(store: Store, space: str = FAMILY, role: str = "owner", **values: Any) -> str:
    """Hold a shared garage in which the person has a role, from now on another one maybe."""
    known = {"name": "Lindner", "kind": "family", "members": 3, "state": "shared", **values}
    store.layered(lambda t: put_space(t.connection, space, role=role, **known))
    return space


def put(store: Store, space: str, kind: str, author: str = "ben", **values: Any) -> str:
    """A record of somebody else in a shared garage, as the server has it; gives its id."""
    known = kind_named(kind)
    made: list[str] = []

    def work(transaction: Any) -> None:
        id_ = transaction.add(known, known.complete(values), space=space)
        table = codec(known).table
        there = table.update().where(table.c.id == id_).values(author=author, seq=1, born=1)
        transaction.connection.execute(there)
        made.append(id_)

    store.layered(work)
    return made[0]


def sign_in(store: Store, person: str = "ann") -> None:
    """Let the profile be a person's."""
    store.layered(
        lambda t: set_account(t.connection, server="http://stand.in", person=person, epoch="1")
    )
