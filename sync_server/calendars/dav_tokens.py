"""Sync tokens (RFC 6578): in which state a calendar is, as an address that says nothing else."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from sqlalchemy import Connection

from sync_server.calendars import dav_due
from sync_server.calendars.dav_calendars import Shown
from sync_server.calendars.dav_names import d
from sync_server.calendars.dav_refused import Refused
from sync_server.calendars.projection import VERSION
from sync_server.calendars.service import seen_up_to
from sync_server.records import service as records

_BEGIN = "urn:paddock:sync:"


class State(NamedTuple):
    """A place in a calendar's space; `own` is one in the person's own garage, of what they heard.

    Without `own` nobody shares the calendar, and what is heard is said on the alarm itself.
    """

    seq: int = 0
    own: int | None = None


def token_of(connection: Connection, calendar: Shown) -> str:
    """The state that a calendar is in now."""
    if calendar.is_due:
        return f"{_BEGIN}{dav_due.state_of(connection, calendar)}:{dav_due.SEQ}"
    return token(connection, state_now(connection, calendar))


def state_now(connection: Connection, calendar: Shown) -> State:
    """The state that a calendar of events is in now."""
    own = calendar.own_marks
    return State(
        seen_up_to(connection, calendar.space), seen_up_to(connection, own) if own else None
    )


def token(connection: Connection, state: State) -> str:
    """What names a state of a calendar of events."""
    places = (str(place) for place in state if place is not None)
    return f"{_BEGIN}{':'.join((_generation(connection), *places))}"


def state_of(connection: Connection, calendar: Shown, text: str) -> State:
    """The state that a token tells, the first for none; raises Refused (`valid-sync-token`).

    A token from before the server was restored, or from before its projections were made anew,
    knows nothing of what went meanwhile: its program has to read all. So has one of a calendar
    that is shared since, or no more: what was heard is told by another text then.
    """
    if not text:
        return State()
    now = token_of(connection, calendar)
    generation, *places = text.removeprefix(_BEGIN).split(":")
    ours, *latest = now.removeprefix(_BEGIN).split(":")
    known = text.startswith(_BEGIN) and generation == ours and len(places) == len(latest)
    if not known or not all(map(_is_reached, places, latest)):
        raise Refused(d("valid-sync-token"), "read the whole calendar again")
    return State(*map(int, places))


def _is_reached(place: str, latest: str) -> bool:
    return place.isdecimal() and len(place) < 19 and int(place) <= int(latest)


def _generation(connection: Connection) -> str:
    epoch = records.current_epoch(connection).id
    return hashlib.sha256(f"{epoch}\n{VERSION}".encode()).hexdigest()[:16]
