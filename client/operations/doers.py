"""Who did what happened lately: the driver whom a record names, else who wrote it down."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select, union_all

from client.operations.activity import Activity
from client.operations.makers import Maker
from client.store import Reader
from client.store.account import account_of
from client.store.codec import codec
from client.store.schema import PEOPLE
from client.store.spaces import held_spaces
from garage.records import kind_named


def doers_of(reader: Reader, activity: Sequence[Activity]) -> dict[str, Maker]:
    """Record → who did it; nothing at all where nobody but the person has to do with them.

    Meant for the few rows of a list: it takes three reads, however many rows there are.
    """
    account = account_of(reader.connection)
    called = str(reader.settings().get("name") or (account.name if account else ""))
    authors = _authors(reader, activity) if account is not None else {}
    names = _names(reader, set(authors.values()))
    found: dict[str, Maker] = {}
    for each in activity:
        driver = str(getattr(each.record, "driver", ""))
        author = authors.get(each.record.id, "")
        if driver:
            found[each.record.id] = Maker(driver, you=names_you(driver, called))
        elif account is None or author in ("", account.person):
            found[each.record.id] = Maker(called, you=True)
        else:
            found[each.record.id] = Maker(names.get(author, ""))
    alone = all(maker.you for maker in found.values()) and not _is_shared(reader)
    return {} if alone else found


def names_you(driver: str, called: str) -> bool:
    """Whether a driver is the person who is called so: by the whole name, or the first of it."""
    first, _, _ = called.partition(" ")
    return bool(called) and driver.casefold() in (called.casefold(), first.casefold())


def _authors(reader: Reader, activity: Sequence[Activity]) -> dict[str, str]:
    """Record → the person who wrote it, of those that the server has; of all kinds in one read."""
    kinds: dict[str, list[str]] = {}
    for each in activity:
        kinds.setdefault(each.record.kind, []).append(each.record.id)
    if not kinds:
        return {}
    tables = [(codec(kind_named(kind)).table.c, ids) for kind, ids in kinds.items()]
    query = union_all(
        *(select(c.id, c.author).where(c.id.in_(ids), c.author.is_not(None)) for c, ids in tables)
    )
    return {row.id: str(row.author) for row in reader.connection.execute(query)}


def _names(reader: Reader, people: Collection[str]) -> Mapping[str, str]:
    if not people:
        return {}
    query = select(PEOPLE.c.id, PEOPLE.c.name).where(PEOPLE.c.id.in_(people))
    return {row.id: str(row.name) for row in reader.connection.execute(query)}


def _is_shared(reader: Reader) -> bool:
    """Whether there is another in a garage of which lists tell."""
    seen = reader.sight.only
    return any(
        space.members > 1 and (not seen or space.id in seen)
        for space in held_spaces(reader.connection)
        if space.kind != "conversation" and not space.hidden
    )
