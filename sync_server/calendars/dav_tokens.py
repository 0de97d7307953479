"""Sync tokens (RFC 6578): in which state a calendar is, as an address that says nothing else."""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection

from sync_server.calendars import dav_due
from sync_server.calendars.dav_calendars import Shown
from sync_server.calendars.dav_names import d
from sync_server.calendars.dav_refused import Refused
from sync_server.calendars.projection import VERSION
from sync_server.calendars.service import seen_up_to
from sync_server.records import service as records

_BEGIN = "urn:paddock:sync:"


def token_of(connection: Connection, calendar: Shown) -> str:
    """The state that a calendar is in now."""
    if calendar.is_due:
        return f"{_BEGIN}{dav_due.state_of(connection, calendar)}:{dav_due.SEQ}"
    return token(connection, seen_up_to(connection, calendar.space))


def token(connection: Connection, seq: int) -> str:
    """The state of a calendar at a place in its space."""
    return f"{_BEGIN}{_generation(connection)}:{seq}"


def seq_of(connection: Connection, calendar: Shown, text: str) -> int:
    """The place that a token tells, 0 for none; raises Refused (`valid-sync-token`).

    A token from before the server was restored, or from before its projections were made anew,
    knows nothing of what went meanwhile: its program has to read all.
    """
    if not text:
        return 0
    now = token_of(connection, calendar)
    generation, _, seq = text.removeprefix(_BEGIN).partition(":")
    ours, _, latest = now.removeprefix(_BEGIN).partition(":")
    known = text.startswith(_BEGIN) and generation == ours and seq.isdecimal() and len(seq) < 19
    if not known or int(seq) > int(latest):
        raise Refused(d("valid-sync-token"), "read the whole calendar again")
    return int(seq)


def _generation(connection: Connection) -> str:
    epoch = records.current_epoch(connection).id
    return hashlib.sha256(f"{epoch}\n{VERSION}".encode()).hexdigest()[:16]
