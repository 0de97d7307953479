"""The single times of a recurring invitation that a guest may answer to alone, the next ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice

from garage.calendar.instances import Stretch, instances, start_of
from garage.calendar.series import InstanceId
from garage.calendar.times import EventTimes
from garage.errors import ValueRefused
from garage.ics.event_writer import FullEvent
from garage.ics.importing import instant_key
from garage.itip.addresses import key_of_address
from garage.itip.single import times_of

MOST = 12
_AHEAD = timedelta(days=800)


@dataclass(frozen=True, slots=True)
class Occasion:
    """One time of a series: as its own record says it, else as the series does."""

    instance: InstanceId
    times: EventTimes
    state: str

    @property
    def name(self) -> str:
        """What names it in a form."""
        return self.instance.text


def occasions(events: Sequence[FullEvent], guest: str, now: datetime) -> list[Occasion]:
    """Those that are not over, by the series; none for what comes once."""
    series = next((f for f in events if f.event.recurrence is None), None)
    if series is None or series.event.times is None or not series.event.times.recurs:
        return []
    own = {instant_key(f.event.recurrence): f for f in events if f.event.recurrence is not None}
    found = (_occasion(series, own, guest, each) for each in _next(series.event.times, now))
    return list(islice((each for each in found if each is not None), MOST))


def _next(times: EventTimes, now: datetime) -> Iterator[InstanceId]:
    try:
        since = max(now, start_of(times.start, times.tz(UTC), UTC))
        for each in instances(times, Stretch(since, since + _AHEAD), UTC):
            yield InstanceId(each.at, times.zone if isinstance(each.at, datetime) else "")
    except (ValueRefused, OverflowError):
        return


def _occasion(
    series: FullEvent, own: dict[str, FullEvent], guest: str, instance: InstanceId
) -> Occasion | None:
    full = own.get(instant_key(instance), series)
    times = full.event.times
    if full.event.status == "cancelled" or times is None:
        return None
    here = times if full is not series else times_of(times, instance)
    mine = (a for a in full.attendees if key_of_address(a.address) == guest)
    return Occasion(instance, here, next((a.state for a in mine), ""))
