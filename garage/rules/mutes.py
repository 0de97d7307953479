"""Whether one person wants a calendar's alarms: a mark in their own garage, read on both sides.

It is a record of kind `alarm` that hangs on the calendar, and `uid` says what was chosen. No
blank is in that: what was heard is marked by the key of what was told, which has one.
"""

from __future__ import annotations

from garage.calendar.durations import Duration
from garage.ids import natural_id
from garage.records.agenda_fields import Trigger

_CHOSEN = {"muted": True, "wanted": False}

AT_ONCE = Trigger(Duration())
"""Every alarm has a trigger; no event is there that one on a calendar could go off for."""


def mute_id(home: str, calendar: str) -> str:
    """The mark's id in a person's own garage; of what is due the calendar is "due:reminders", …"""
    return natural_id(home, ("mute", calendar))


def uid_of(muted: bool) -> str:
    """What a mark says as its `uid`."""
    return next(uid for uid, says in _CHOSEN.items() if says == muted)


def chosen(uid: object) -> bool | None:
    """Whether a mark's `uid` says that alarms are quiet; None for what is no mark."""
    return _CHOSEN.get(uid) if isinstance(uid, str) else None
