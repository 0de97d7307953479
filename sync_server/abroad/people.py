"""Who takes part in an event, as both sides know it: an address, whether they must come, an answer.

A value is a list of [address, optional, state, name] by address; "" is the state of who has not
answered. Names go along, and are no reason to write anything.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from garage.itip.addresses import calendar_address, key_of_address, mail_of
from garage.records.agenda import Attendee
from garage.records.elements import Source
from garage.records.registry import kind_of
from garage.sync.merge import Json

NAME = "attendees"
MOST = 200
STATES = frozenset(("accepted", "declined", "tentative"))

_ATTENDEE = kind_of(Attendee)
_MARK = "@"
_OPTIONAL = frozenset(("optional", "informed"))

Person = tuple[str, bool, str, str]


def listed(people: Iterable[Person]) -> list[Json]:
    """The value of some people, each once, those without an e-mail address left out."""
    found: dict[str, list[Json]] = {}
    for address, optional, state, name in people:
        mail = mail_of(address)
        if mail:
            said = state if state in STATES else ""
            found.setdefault(key_of_address(mail), [mail, optional, said, name.strip()[:200]])
    return [found[key] for key in sorted(found)[:MOST]]


def of_records(attendees: Iterable[Attendee]) -> list[Json]:
    """Those of an event of ours whom somebody asked."""
    return listed(
        (each.address, each.role in _OPTIONAL, each.state, each.name)
        for each in attendees
        if not each.uninvited and not each.deleted
    )


def by_address(value: Any) -> dict[str, list[Any]]:
    """Address → who."""
    return {key_of_address(each[0]): each for each in value or ()}


def mark(value: Any) -> str:
    """What tells one list from another, person by person: short, and without addresses."""
    said = {_short(key): _code(each) for key, each in by_address(value).items()}
    return _MARK + msgspec.json.encode(said, order="sorted").decode() if said else ""


def merged(here: Any, there: Any, before: str) -> list[Json]:
    """Three ways: what changed there counts, person by person; else what is here."""
    ours, theirs = by_address(here), by_address(there)
    known: Mapping[str, str] = msgspec.json.decode(before[1:]) if before[:1] == _MARK else {}
    found: list[Json] = []
    for key in sorted(ours.keys() | theirs.keys()):
        mine, their, was = ours.get(key), theirs.get(key), known.get(_short(key))
        if their is None:
            # Not there any more, or not there yet.
            chosen = mine if was is None else None
        elif mine is None:
            chosen = their if _code(their) != was else None
        else:
            chosen = their if _code(their) != was else mine
        if chosen is not None:
            found.append(list(chosen))
    return found


def _short(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:10]


def _code(person: list[Any]) -> str:
    return f"{'o' if person[1] else 'r'}{str(person[2])[:1]}"


def news_of(event: str, there: Iterable[Attendee], wanted: Any, now: str) -> list[Edit]:
    """What to write so that these people take part."""
    left = by_address(wanted)
    edits: list[Edit] = []
    for each in there:
        key = key_of_address(each.address)
        if each.deleted or not mail_of(each.address) or (each.uninvited and key not in left):
            continue
        person = left.pop(key, None)
        if person is None:
            edits.append((each.id, {"deleted": True}))
            continue
        news = _differing(each, person, now)
        if news:
            edits.append((each.id, news))
    return [*edits, *(("", _new(event, person, now)) for person in left.values())]


Edit = tuple[str, Mapping[str, Json]]
"""The record of an attendee, "" for a new one, and its fields."""


def _differing(each: Attendee, person: list[Any], now: str) -> dict[str, Json]:
    news: dict[str, Json] = {}
    _, optional, state, name = person
    if optional is not (each.role in _OPTIONAL):
        news["role"] = "optional" if optional else "required"
    if state != (each.state if each.state in STATES else ""):
        news |= {"state": state or "needs_action", "answered": now if state else None}
    if name and not each.name:
        news["name"] = name
    if each.uninvited:
        news["uninvited"] = None
    return news


def _new(event: str, person: list[Any], now: str) -> dict[str, Json]:
    mail, optional, state, name = person
    # Whoever has the calendar abroad asked them.
    source = _ATTENDEE.fields_json({"source": Source("imported", "calendar")})
    return {
        **source, "event": event, "address": calendar_address(mail), "name": name or None,
        "role": "optional" if optional else "required", "state": state or "needs_action",
        "answered": now if state else None,
    }  # fmt: skip
