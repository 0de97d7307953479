"""People: found by address or id, made, renamed, forgotten."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from garage.ids import new_id
from garage.words import N_
from sync_server.accounts.tables import PERSON
from sync_server.kit.problem import BadRequest, Conflict
from sync_server.kit.tongues import Tongue

LONGEST_EMAIL = 254
LONGEST_NAME = 200


@dataclass(frozen=True)
class Person:
    """An account. `home` is the space of the own garage, empty as long as there is none."""

    id: str
    email: str
    name: str
    home: str
    password: str
    """The hash; empty where there is none, which no password fits."""
    language: str = ""
    """What they read, of those that the server speaks; empty where nobody knows."""
    region: str = ""
    """For which dates are written; empty where nobody knows."""


def email_key(email: str) -> str:
    """What makes two spellings one address: compatibility forms and case are folded."""
    return unicodedata.normalize("NFKC", email.strip()).casefold()


def checked_email(email: str) -> str:
    """The address without blanks around it; raises BadRequest for what cannot be one."""
    email = email.strip()
    local, _, domain = email.rpartition("@")
    odd = any(letter.isspace() or not letter.isprintable() for letter in email)
    if (
        odd
        or not local
        or "." not in domain + "."
        or not domain.strip(".")
        or len(email) > LONGEST_EMAIL
        or any(letter in email for letter in '<>",;:\\()[]')
    ):
        raise BadRequest(
            N_("this is no e-mail address"), N_("it should look like anna@example.org")
        )
    return email


def checked_name(name: str) -> str:
    """The name in one line, without what cannot be seen; raises BadRequest if it is too long."""
    name = " ".join("".join(one if one.isprintable() else " " for one in name).split())
    if len(name) > LONGEST_NAME:
        raise BadRequest(N_("this name cannot be kept"), N_("it has at most 200 letters"))
    return name


def person_by_email(connection: Connection, email: str) -> str | None:
    """The id of the person with this address."""
    found = by_email(connection, email)
    return None if found is None else found.id


def by_email(connection: Connection, email: str) -> Person | None:
    """The person with this address."""
    # PostgreSQL is not even to be asked for a text with NUL in it.
    return None if "\0" in email else _one(connection, PERSON.c.email_key == email_key(email))


def by_id(connection: Connection, person: str) -> Person | None:
    """The person of this id."""
    return _one(connection, PERSON.c.id == person)


def everybody(connection: Connection) -> list[Person]:
    """All accounts, by address."""
    rows = connection.execute(select(PERSON).order_by(PERSON.c.email_key)).mappings()
    return [_of(row) for row in rows]


def names_of(connection: Connection, persons: Collection[str]) -> dict[str, str]:
    """What these people are called; their address where they told no name."""
    if not persons:
        return {}
    query = select(PERSON.c.id, PERSON.c.name, PERSON.c.email).where(PERSON.c.id.in_(persons))
    return {id_: name or email for id_, name, email in connection.execute(query)}


def add_person(
    connection: Connection, email: str, name: str, password: str | None, now: int
) -> str:
    """Make an account, its address confirmed; `password` is the hash. Raises Conflict."""
    email, name = checked_email(email), checked_name(name)
    person = new_id(now)
    row = {
        "id": person,
        "email": email,
        "email_key": email_key(email),
        "name": name,
        "password": password,
        "confirmed": now,
        "created": now,
    }
    try:
        with connection.begin_nested():
            connection.execute(insert(PERSON).values(row))
    except IntegrityError as error:
        raise Conflict("there is an account with this address", code="email_taken") from error
    return person


def rename(connection: Connection, person: str, name: str) -> None:
    """Call the person otherwise; raises BadRequest."""
    _set(connection, person, name=checked_name(name))


def set_language(connection: Connection, person: str, tongue: Tongue) -> None:
    """Write letters in this language, for this region, from now on."""
    _set(connection, person, language=tongue.language, region=tongue.region)


def set_password(connection: Connection, person: str, password: str) -> None:
    """Keep another hash."""
    _set(connection, person, password=password)


def set_home(connection: Connection, person: str, space: str) -> str:
    """The space that is the own garage: `space`, or the one that is it already."""
    none_yet = update(PERSON).where(PERSON.c.id == person, PERSON.c.home.is_(None))
    connection.execute(none_yet.values(home=space))
    home = select(PERSON.c.home).where(PERSON.c.id == person)
    return str(connection.execute(home).scalar_one())


def homeless(connection: Connection, space: str) -> None:
    """The space is gone: whose own garage it was may have another."""
    connection.execute(update(PERSON).where(PERSON.c.home == space).values(home=None))


def remove(connection: Connection, person: str) -> None:
    """Forget the account, with its sessions and all that hangs on them."""
    connection.execute(delete(PERSON).where(PERSON.c.id == person))


def _set(connection: Connection, person: str, **values: Any) -> None:
    connection.execute(update(PERSON).where(PERSON.c.id == person).values(**values))


def _one(connection: Connection, clause: Any) -> Person | None:
    row = connection.execute(select(PERSON).where(clause)).mappings().first()
    return _of(row) if row else None


def _of(row: RowMapping) -> Person:
    return Person(
        row["id"], row["email"], row["name"], row["home"] or "", row["password"] or "",
        row["language"], row["region"],
    )  # fmt: skip
