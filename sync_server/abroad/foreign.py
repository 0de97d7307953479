"""A calendar abroad: what the two-way engine asks of it, whoever keeps it.

Abroad                  what may come instead of an answer
    Later               not now: rate limits, faults, no way there; `seconds` where they said
    Expired             the cursor is none any more: read everything again
    Changed             it is another than the version that was named: read it again
    Gone                it is not there any more
    Refused             they will not take this one, whenever it is sent
    TokenOver           the access token is over before its time: another one, then again
    NotAllowed          the connection is not let in any more: the person has to connect again
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from garage.calendar.series import InstanceId
from garage.sync.merge import Json

Fields = Mapping[str, Json]
"""An event's fields as both sides know them: see `shared.FIELDS`."""


class Abroad(Exception):
    """Something else than an answer; its text is for people and names nobody."""


class Later(Abroad):
    """Not now; `seconds` is what they asked for, 0 where they did not say."""

    def __init__(self, said: str, seconds: float = 0.0) -> None:
        super().__init__(said)
        self.seconds = seconds


class Expired(Abroad):
    """The cursor is over."""


class Changed(Abroad):
    """Another version is there."""


class Gone(Abroad):
    """It is not there."""


class Refused(Abroad):
    """This event is not taken."""


class TokenOver(Abroad):
    """Another access token is needed."""


class NotAllowed(Abroad):
    """The person has to connect again."""


@dataclass(frozen=True, slots=True)
class TheirCalendar:
    """One of the person's calendars abroad."""

    id: str
    name: str
    zone: str = ""
    colour: str = ""
    writable: bool = True


@dataclass(frozen=True, slots=True)
class TheirEvent:
    """An event as it is abroad: one alone, a series, or (`series`, `at`) one of a series.

    `gone`: it was deleted; an instance that is gone was taken out of its series. `ours` is the
    record that it was made of, where we made it. `removed` are instances taken out of a series,
    as far as the event tells.
    """

    id: str
    etag: str = ""
    fields: Fields = field(default_factory=dict)
    uid: str = ""
    series: str = ""
    at: InstanceId | None = None
    gone: bool = False
    ours: str = ""
    removed: tuple[str, ...] = ()
    organizer: str = ""
    """Whose it is there: an e-mail address."""
    crowded: bool = False
    """So many take part that they are not told."""
    days: tuple[str, ...] | None = None
    """Of a series: the ids of all its changed instances, where they tell that."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some of what changed. Exactly one of `more` (the next page) and `cursor` is said."""

    events: Sequence[TheirEvent]
    more: str = ""
    cursor: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """An event as it is to be abroad: all of its fields, and which of them are to be changed."""

    record: str
    fields: Fields
    changed: frozenset[str]
    zone: str
    """Where times are that float."""
    removed: tuple[str, ...] = ()
    """Instances that are out of the series."""
    token: str = ""
    """The same for each try to make the same event, so that it is made once."""
    alone: bool = True
    """It is no instance of a series."""


class ForeignCalendar(Protocol):
    """Who keeps calendars abroad. Each call ends in time, or raises one of the above."""

    most_alarms: int
    """How many alarms of an event they keep."""
    holds: frozenset[str]
    """The fields that they keep."""
    resets_days: bool
    """Whether changing when a series is makes them forget its changed and removed instances."""
    takes_removed: bool
    """Whether what is out of a series goes along with it, and need not be deleted one by one."""

    def calendars(self) -> tuple[str, list[TheirCalendar]]:
        """What the account is called, and its calendars."""

    def changes(self, calendar: TheirCalendar, cursor: str, more: str) -> Page:
        """What changed since `cursor`, or with none everything; `more` is a further page of it."""

    def stale(self, cursor: str) -> bool:
        """Whether it is time to read everything again, though the cursor would do."""

    def get(self, calendar: TheirCalendar, id_: str) -> TheirEvent:
        """An event as it is now."""

    def made_of(self, calendar: TheirCalendar, record: str, token: str) -> TheirEvent | None:
        """What was made of a record, where an answer was lost."""

    def unheld(self, fields: Fields) -> str:
        """Why they cannot keep such an event; "" where they can."""

    def create(self, calendar: TheirCalendar, wanted: Wanted) -> TheirEvent:
        """Make an event, once for each token."""

    def update(self, calendar: TheirCalendar, id_: str, etag: str, wanted: Wanted) -> TheirEvent:
        """Change fields of that version and leave the others."""

    def delete(self, calendar: TheirCalendar, id_: str, etag: str) -> None:
        """Delete that version; an instance is taken out of its series."""

    def instance(self, calendar: TheirCalendar, series: str, at: InstanceId) -> TheirEvent:
        """One instance of a series, as it is now (gone, where it was taken out)."""

    def restore(self, calendar: TheirCalendar, instance: TheirEvent) -> None:
        """Put an instance back into its series; Refused where they cannot."""
