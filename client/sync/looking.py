"""What the engine looks at before each step, read at once."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from client.store.account import Account, account_of
from client.store.sending import StoredPush, anything_waits, push_under_way
from client.store.spaces import HeldSpace, held_spaces
from garage.sync.wire import SCHEMA


@dataclass(frozen=True)
class Look:
    """The account, its spaces, and what waits to be sent."""

    account: Account
    held: list[HeldSpace]
    waits: bool
    push: StoredPush | None
    """The push that was not answered yet."""

    @property
    def may_push(self) -> bool:
        """Whether the server's schema lets us go on writing."""
        return self.account.schema_minimum <= SCHEMA

    @property
    def is_ready(self) -> bool:
        """Whether nothing has to be done before pushing and pulling."""
        account = self.account
        known = bool(account.epoch) and account.told and account.joined
        return known and not self.on_the_way

    @property
    def on_the_way(self) -> list[HeldSpace]:
        """Spaces whose records move into another, or leave the machine."""
        return [space for space in self.held if space.state in ("moving", "lost")]


def look_at(connection: Connection) -> Look | None:
    """None if there never was an account."""
    account = account_of(connection)
    if account is None:
        return None
    waits = anything_waits(connection)
    push = push_under_way(connection) if waits else None
    return Look(account, held_spaces(connection), waits, push)
