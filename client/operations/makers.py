"""Whose a device is, as far as the records here tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select

from client.store import Reader
from client.store.account import account_of
from client.store.codec import codec
from client.store.schema import OVERTAKEN, PEOPLE
from garage.records import kinds

_DEVICE_AT = 17
"""Where in a stamp its device begins, as SQLite counts."""


@dataclass(frozen=True, slots=True)
class Maker:
    """Who made an edit: `you`, on whatever device, or another; `here` is this device."""

    name: str = ""
    you: bool = False
    here: bool = False


def makers_of(reader: Reader, devices: Iterable[str]) -> dict[str, Maker]:
    """Whose these devices are; a device that no record tells of is nobody's we know."""
    account = account_of(reader.connection)
    if account is None:
        return {}
    here = reader.device()
    found: dict[str, Maker] = {}
    for device in devices:
        if device == here:
            found[device] = Maker(account.name, you=True, here=True)
            continue
        person = _author_on(reader, device)
        if person:
            found[device] = maker_of(reader, person)
    return found


def maker_of(reader: Reader, person: str) -> Maker:
    """A person of the account's spaces."""
    account = account_of(reader.connection)
    if account is not None and account.person == person:
        return Maker(account.name or account.email, you=True)
    name = reader.connection.execute(select(PEOPLE.c.name).where(PEOPLE.c.id == person)).scalar()
    return Maker(str(name or ""))


def _author_on(reader: Reader, device: str) -> str:
    """Who made something on a device: a value that lost, or a record that is as it was made."""
    lost = select(OVERTAKEN.c.author).where(
        func.substr(OVERTAKEN.c.stamp, _DEVICE_AT) == device, OVERTAKEN.c.author != ""
    )
    queries = [lost]
    for kind in kinds():
        c = codec(kind).table.c
        queries.append(
            select(c.author).where(
                func.substr(c.stamp, _DEVICE_AT) == device,
                c.stamps.is_(None), c.author.is_not(None), c.author != "",
            )
        )  # fmt: skip
    for query in queries:
        author = reader.connection.execute(query.limit(1)).scalar()
        if author:
            return str(author)
    return ""
