"""How much of a calendar a feed tells: that one is busy, titles and times, or everything."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal

from garage.calendar.durations import Duration
from garage.calendar.series import InstanceId
from garage.calendar.times import EventTimes
from garage.ics.event_writer import FullEvent
from garage.ics.times_writer import in_a_zone, in_series
from garage.records.agenda import Event

Detail = Literal["busy", "titles", "full"]

BLANK = "0" * 40
"""Stands for an identifier that says nothing, until `salted` makes one."""

_HIDDEN = frozenset(("private", "confidential"))
_REFRESH = Duration(seconds=12 * 3600)


@dataclass(frozen=True, slots=True)
class Feed:
    """How a calendar is published: its name, how much of it, and how often to look again.

    `zone` is where times of day that float are taken to be. `salt` makes the identifiers of a
    busy feed say nothing; without one they are left blank. `busy` is the word that stands for
    what is not told.
    """

    name: str
    detail: Detail = "full"
    zone: str = "UTC"
    colour: str = ""
    description: str = ""
    salt: str | None = ""
    busy: str = "Busy"
    refresh: Duration = _REFRESH


def told(feed: Feed, events: Iterable[FullEvent]) -> list[FullEvent]:
    """What a feed tells of these events; what keeps nobody busy is not told to be busy.

    An instance that is not told leaves a gap in its series, and one of a series that is not told
    is an event of its own.
    """
    series: dict[str, list[FullEvent]] = {}
    for full in events:
        if full.event.times is not None and not full.event.deleted:
            series.setdefault(full.event.uid or full.event.id, []).append(full)
    return [seen for those in series.values() for seen in _of_series(feed, those)]


def _of_series(feed: Feed, those: Sequence[FullEvent]) -> list[FullEvent]:
    if feed.detail == "full":
        return [replace(each, event=_in_zone(feed, each.event)) for each in those]
    hidden = feed.detail == "busy" or any(each.event.privacy in _HIDDEN for each in those)
    shown = [each.event for each in those if not (hidden and _keeps_free(each.event))]
    if len(shown) < len(those):
        has_master = any(event.recurrence is None for event in shown)
        gaps = [each.event for each in those if each.event not in shown and each.event.recurrence]
        shown = [
            _with_gaps(event, gaps) if event.recurrence is None else event
            if has_master else _alone(event)
            for event in shown
        ]  # fmt: skip
    return [FullEvent(_seen(feed, _in_zone(feed, event), hidden)) for event in shown]


def _keeps_free(event: Event) -> bool:
    return event.free or event.status == "cancelled"


def _in_zone(feed: Feed, event: Event) -> Event:
    assert event.times is not None
    times = in_a_zone(event.times, feed.zone)
    return event if times is event.times else replace(event, times=times)


def _with_gaps(master: Event, gaps: Sequence[Event]) -> Event:
    times = master.times
    assert times is not None
    for gap in gaps:
        assert gap.recurrence is not None
        times = _without(times, gap.recurrence, gap.following)
    return replace(master, times=times)


def _without(times: EventTimes, instance: InstanceId, following: bool) -> EventTimes:
    when, _ = in_series(instance, times)
    if isinstance(when, datetime) is times.all_day:
        return times
    if not following:
        return replace(times, removed=(*times.removed, when))
    before = when - timedelta(seconds=1) if isinstance(when, datetime) else when - timedelta(days=1)
    rules = tuple(replace(rule, until=before, count=None) for rule in times.rules)
    added = tuple(each for each in times.added if each.start < when)
    return replace(times, rules=rules, added=added)


def _alone(event: Event) -> Event:
    assert event.recurrence is not None
    which = hashlib.sha256(event.recurrence.text.encode()).hexdigest()[:8]
    return replace(
        event, uid=f"{event.uid or event.id}-{which}", recurrence=None, following=False
    )  # fmt: skip


def _seen(feed: Feed, event: Event, hidden: bool) -> Event:
    kept: dict[str, Any] = {
        "id": event.id, "uid": event.uid, "times": event.times, "recurrence": event.recurrence,
        "following": event.following, "sequence": event.sequence, "modified": event.modified,
    }  # fmt: skip
    if hidden:
        return Event(**{**kept, "uid": _unsaid(feed, event), "title": feed.busy})
    titled = {
        name: getattr(event, name) for name in ("title", "status", "free", "categories", "colour")
    }
    return Event(**{**kept, **titled})


def _unsaid(feed: Feed, event: Event) -> str:
    return BLANK if feed.salt is None else _hashed(feed.salt, event.uid or event.id)


def salted(text: str, salt: str, uid: str) -> str:
    """The text of an item with an identifier in place of each blank."""
    return text.replace(BLANK, _hashed(salt, uid)) if BLANK in text else text


def _hashed(salt: str, uid: str) -> str:
    return hashlib.sha256(f"{salt}\n{uid}".encode()).hexdigest()[:40]
