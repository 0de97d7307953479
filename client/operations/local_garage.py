"""What a garage holds that has never been shared: what would join an account's garage."""

from __future__ import annotations

from dataclasses import dataclass

from client.store import Reader
from client.store.account import account_of
from client.store.parting import Parting, parting
from garage.records import Vehicle, kind_named, kinds

__all__ = ["LocalGarage", "Parting", "local_garage", "parting"]


@dataclass(frozen=True, slots=True)
class LocalGarage:
    """How many vehicles, and how many records with them."""

    vehicles: int
    records: int


def local_garage(reader: Reader) -> LocalGarage | None:
    """What is here alone; None where nothing is, or where it belongs to an account already."""
    if account_of(reader.connection) is not None:
        return None
    records = sum(reader.count(kind) for kind in kinds())
    if not records:
        return None
    return LocalGarage(reader.count(kind_named(Vehicle.kind)), records)
