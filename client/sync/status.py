"""What is known of the sync without asking any server: for the status line and the command."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from client.store import Reader
from client.store.account import Account, account_of
from client.store.kept import is_kept
from client.store.spaces import HeldSpace, held_spaces
from garage.sync.wire import SCHEMA


@dataclass(frozen=True)
class SyncStatus:
    """The account, and what waits, is kept aside, and is held."""

    account: Account | None
    waiting: int
    kept: int
    spaces: tuple[HeldSpace, ...]

    @property
    def state(self) -> str:
        """One of local (never signed in), signed_out, outdated (reads only), waiting, synced."""
        if self.account is None:
            return "local"
        if self.account.signed_out:
            return "signed_out"
        if self.account.schema_minimum > SCHEMA:
            return "outdated"
        return "waiting" if self.waiting else "synced"


def read_status(reader: Reader) -> SyncStatus:
    """The state of the sync, from one snapshot."""
    kept = reader.connection.execute(select(func.count()).where(is_kept())).scalar_one()
    return SyncStatus(
        account_of(reader.connection), reader.waiting(), int(kept),
        tuple(held_spaces(reader.connection)),
    )  # fmt: skip
