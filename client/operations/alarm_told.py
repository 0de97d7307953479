"""What an alarm says when it is told, and what there is to tell now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from garage.units import Quantity


@dataclass(frozen=True)
class AlarmTold:
    """An alarm of an occurrence of an event, or of what is due, as it is told."""

    key: str
    """Names it, on this device and the next start too."""
    alarms: tuple[str, ...]
    """Their records; none for what is due and was not told yet."""
    event: str
    """The event's id, or that of the record that is due."""
    title: str
    """Of what is due perhaps a told sentence: show it `in_words`."""
    at: datetime
    """When it was set to go off."""
    start: datetime
    end: datetime
    all_day: bool
    place: str = ""
    """Where it is; of what is due, the vehicle's name."""
    vehicle: str = ""
    again: bool = False
    """It was put off before."""
    kind: str = "event"
    """ "event", or the kind of the record that is due."""
    estimate: bool = False
    """Its day is expected."""
    completable: bool = False
    """Whether it can be done by saying when it was."""
    odometer: Quantity | None = None
    """What the vehicle has passed, where that is why it is told."""


@dataclass(frozen=True)
class AlarmsNow:
    """What is to be told now, and when to look again; None: nothing is set for the next days."""

    told: tuple[AlarmTold, ...] = ()
    next: datetime | None = None
