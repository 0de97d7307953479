"""The account that this profile is signed in to, as the store keeps it: never its tokens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from client.store.bulk import plain_rows
from client.store.rows import add_row, change_rows, drop_rows, find_row
from client.store.schema import ACCOUNT, CLOCK
from client.store.sending import give_back
from client.store.spaces import held_spaces, move_home, put_space, read_again
from client.store.writing import Transaction
from garage.sync import Clock

_MUCH_SKEW = 60_000
"""Milliseconds by which our clock may differ from the server's before it is corrected."""


@dataclass(frozen=True, slots=True)
class Account:
    """Where this profile syncs, as whom, and how far it has come."""

    server: str
    person: str
    email: str
    name: str
    signed_out: bool
    epoch: str
    number: int
    told: bool
    joined: bool
    leave_local: bool
    schema_minimum: int
    last_sync: int


_ACCOUNT = str(select(*(ACCOUNT.c[name] for name in Account.__dataclass_fields__)))
_FLAGS = ("signed_out", "told", "joined", "leave_local")


def account_of(connection: Connection) -> Account | None:
    """The account, or None if there never was one."""
    for row in plain_rows(connection, _ACCOUNT):
        said = dict(zip(Account.__dataclass_fields__, row, strict=True))
        return Account(**{**said, **{name: bool(said[name]) for name in _FLAGS}})
    return None


def set_account(connection: Connection, **values: Any) -> None:
    """Change what is kept of the account, or begin to keep it."""
    if not change_rows(connection, ACCOUNT, {"one": 1}, **values):
        add_row(connection, ACCOUNT, one=1, **values)


def forget_account(connection: Connection) -> None:
    """Part from a server for good: what is here stays, and would join another account anew."""
    give_back(connection)
    drop_rows(connection, ACCOUNT)
    for space in held_spaces(connection):
        if space.is_shared:
            put_space(connection, space.id, state="")


def join_home(connection: Connection, home: str, *, leave_local: bool) -> None:
    """Let the account's own garage be the one here, which moves into it unless it is left."""
    own = next(space for space in held_spaces(connection) if space.home)
    if own.id != home:
        if leave_local:
            put_space(connection, own.id, home=0)
            put_space(connection, home, name="", home=1)
        else:
            move_home(connection, home)
    put_space(connection, home, state="shared")
    set_account(connection, joined=1)


def take_new_device(transaction: Transaction, device: str) -> None:
    """Go on as another device: pushes count from 1, and what was under way waits again."""
    row = find_row(transaction.connection, CLOCK)
    transaction.set_clock(Clock(device, row.milliseconds, row.counter).tick(transaction.now))
    former = f"{row.former} {row.device}".strip()
    change_rows(transaction.connection, CLOCK, {}, former=former)
    give_back(transaction.connection)
    change_rows(transaction.connection, ACCOUNT, {}, number=0, told=0)


def begin_epoch(connection: Connection, epoch: str) -> None:
    """The server was restored: read everything again, and offer what it forgot."""
    give_back(connection)
    set_account(connection, epoch=epoch)
    for space in held_spaces(connection):
        if space.is_shared:
            read_again(connection, space.id)


def correct_clock(transaction: Transaction, now: int, *, always: bool = False) -> bool:
    """Follow the server's clock where ours is far from it; True if it was corrected.

    Stamps that were given ahead of it are replaced when they are sent (see `restamping`).
    """
    by = now - transaction.now
    if not always and abs(by) <= _MUCH_SKEW:
        return False
    connection = transaction.connection
    row = find_row(connection, CLOCK)
    change_rows(connection, CLOCK, {}, offset=row.offset + by)
    given = Clock(row.device, row.milliseconds, row.counter)
    transaction.set_clock(Clock(row.device, now) if given.milliseconds > now else given.tick(now))
    return True
