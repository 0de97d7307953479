"""Marks in a person's own garage, read on both sides: what they heard, and what they muted.

Each is a record of kind `alarm`. That of a calendar that is muted, or wanted all the same, hangs on
the calendar, and its `uid` says which. No blank is in that: what was heard is marked by the key of
what was told, which has one.
"""

from __future__ import annotations

from garage.calendar.durations import Duration
from garage.ids import natural_id
from garage.records.agenda_fields import Trigger

_CHOSEN = {"muted": True, "wanted": False}

AT_ONCE = Trigger(Duration())
"""Every alarm has a trigger; no event is there that one on a calendar could go off for."""


def heard_id(home: str, of: str) -> str:
    """The id of the mark that an alarm, or one time that something is due, was heard."""
    return natural_id(home, ("alarm mark", of))


def mute_id(home: str, calendar: str) -> str:
    """The mark's id in a person's own garage; of what is due the calendar is "due:reminders", …"""
    return natural_id(home, ("mute", calendar))


def uid_of(muted: bool) -> str:
    """What a mark says as its `uid`."""
    return next(uid for uid, says in _CHOSEN.items() if says == muted)


def chosen(uid: object) -> bool | None:
    """Whether a mark's `uid` says that alarms are quiet; None for what is no mark."""
    return _CHOSEN.get(uid) if isinstance(uid, str) else None
