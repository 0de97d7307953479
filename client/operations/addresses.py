"""What one is called in invitations, and which events wait for one's answer."""

from __future__ import annotations

from typing import Any

from client.store import Query, Reader
from client.store.account import account_of
from client.store.codec import codec
from garage.itip.addresses import key_of_address
from garage.records import kind_named
from garage.records.agenda import Attendee

ADDRESSES = "addresses"
"""In the setting "invitations": what one is called in invitations beside the account's address."""


def own_addresses(reader: Reader) -> frozenset[str]:
    """What one is called in invitations, told apart without case."""
    account = account_of(reader.connection)
    kept = (reader.settings().get("invitations") or {}).get(ADDRESSES, ())
    said = [*map(str, kept), *([account.email] if account is not None else [])]
    return frozenset(key_of_address(each) for each in said if each)


def waits() -> Any:
    """That an attendee has not answered."""
    table = codec(kind_named("attendee")).table.c
    return table.state.is_(None) | (table.state == "") | (table.state == "needs_action")


def asked_events(reader: Reader) -> frozenset[str]:
    """The ids of the events that wait for one's answer; asked as often as a view is painted."""
    own = own_addresses(reader)
    if not own:
        return frozenset()
    column = codec(kind_named("attendee")).table.c.address
    # SQLite's LIKE knows no case of ASCII, and the whole address is held to it again.
    mine = column.like("")
    for each in own:
        mine = mine | column.ilike(f"%{_literal(each)}", escape="\\")
    found = reader.all(Attendee, Query(where=waits() & mine))
    return frozenset(
        each.event for each in found if key_of_address(each.address) in own and each.rsvp
    )


def _literal(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
