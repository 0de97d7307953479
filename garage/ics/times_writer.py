"""An event's times as content lines: of one value type and zone throughout."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time

from garage.calendar.rule import Rule
from garage.calendar.series import InstanceId
from garage.calendar.times import EventTimes, When
from garage.calendar.zones import day_after, instant_of, wall_of
from garage.content_lines import ContentLine, Parameter
from garage.ics.values import moment_text

_DAY: tuple[Parameter, ...] = (("VALUE", ("DATE",)),)
_LAST_SECOND = time(23, 59, 59)


def times_lines(times: EventTimes) -> Iterator[ContentLine]:
    """DTSTART, DTEND or DURATION, RRULE, RDATE, EXDATE; a day's end is not included in it."""
    yield _line("DTSTART", times.start, times.zone)
    if times.end is not None:
        yield _line("DTEND", times.end, times.end_zone or times.zone)
    elif times.duration is not None:
        yield ContentLine("DURATION", times.duration.text)
    elif times.all_day:
        yield _line("DTEND", day_after(times.start), "")
    for rule in times.rules:
        yield ContentLine("RRULE", fitting(rule, times).text)
    if times.added:
        alone = [each.start for each in times.added if each.end is None]
        if alone:
            yield _listed("RDATE", alone, times.zone)
        for each in times.added:
            if each.end is not None:
                span = f"{_text(each.start, times.zone)}/{_text(each.end, times.zone)}"
                zone: tuple[Parameter, ...] = (("VALUE", ("PERIOD",)),)
                if times.zone not in ("", "UTC"):
                    zone = (*zone, ("TZID", (times.zone,)))
                yield ContentLine("RDATE", span, zone)
    if times.removed:
        yield _listed("EXDATE", list(times.removed), times.zone)


def instance_line(instance: InstanceId, following: bool, master: EventTimes | None) -> ContentLine:
    """RECURRENCE-ID, in the value type and the zone of the series where that is known."""
    line = _line("RECURRENCE-ID", *in_series(instance, master))
    if following:
        line = line._replace(parameters=(*line.parameters, ("RANGE", ("THISANDFUTURE",))))
    return line


def in_series(instance: InstanceId, master: EventTimes | None) -> tuple[When, str]:
    """A day or wall time as the series has them, and the zone of that."""
    when, zone = instance.when, instance.zone
    if master is not None and master.all_day:
        when, zone = (when.date() if isinstance(when, datetime) else when), ""
    elif master is not None and isinstance(when, datetime) and zone != master.zone:
        if zone and master.zone:
            own = EventTimes(start=when, zone=zone).tz(UTC)
            when = wall_of(instant_of(when, own), master.tz(UTC))
        zone = master.zone
    return when, zone


def in_a_zone(times: EventTimes, zone: str) -> EventTimes:
    """Times of day that float, in a zone: others would read them in their own."""
    return times if times.all_day or times.zone else replace(times, zone=zone)


def _line(name: str, when: When, zone: str) -> ContentLine:
    return ContentLine(name, _text(when, zone), _parameters(when, zone))


def _listed(name: str, whens: list[When], zone: str) -> ContentLine:
    value = ",".join(_text(when, zone) for when in whens)
    return ContentLine(name, value, _parameters(whens[0], zone))


def _parameters(when: When, zone: str) -> tuple[Parameter, ...]:
    if not isinstance(when, datetime):
        return _DAY
    return (("TZID", (zone,)),) if zone not in ("", "UTC") else ()


def _text(when: When, zone: str) -> str:
    text = moment_text(when)
    return f"{text}Z" if zone == "UTC" and isinstance(when, datetime) else text


def fitting(rule: Rule, times: EventTimes) -> Rule:
    """The rule with its end as the start asks: a day, a wall time, or a time in UTC."""
    until = rule.until
    if until is None:
        return rule
    if times.all_day:
        return replace(rule, until=until.date()) if isinstance(until, datetime) else rule
    if not isinstance(until, datetime):
        until = datetime.combine(until, _LAST_SECOND)
    if not times.zone:
        return replace(rule, until=until.replace(tzinfo=None))
    if until.tzinfo is None:
        until = instant_of(until, times.tz(UTC))
    return replace(rule, until=until.astimezone(UTC).replace(microsecond=0))
