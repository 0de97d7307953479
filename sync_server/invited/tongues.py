"""In which language, and in whose way of writing dates, somebody is written to."""

from __future__ import annotations

from sqlalchemy import Connection

from sync_server.accounts import service as accounts
from sync_server.accounts.service import Person
from sync_server.invited.house import House
from sync_server.kit.tongues import Tongue


def tongue_for(connection: Connection, house: House, mail: str, by: Person) -> Tongue:
    """Of a letter: what its reader is known to read, else who has it written, else the server."""
    return of_person(accounts.by_email(connection, mail)) or of_person(by) or Tongue(house.language)


def of_person(person: Person | None) -> Tongue | None:
    """What an account reads; None where nobody knows."""
    known = person is not None and person.language
    return Tongue(person.language, person.region) if person is not None and known else None
