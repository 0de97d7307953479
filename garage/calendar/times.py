"""When an event is: start, end, zone, rules and exceptions, which are only valid together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Any

from garage.calendar.durations import Duration
from garage.calendar.observances import Observance, custom_zone
from garage.calendar.rule import Rule
from garage.calendar.rule_text import parse_rule
from garage.calendar.zones import FLOATING, find_zone, zone_named
from garage.errors import ValueRefused
from garage.sync.merge import Json
from garage.words import N_, told

When = date
"""A day (`date`), or a naive wall time (`datetime`, which is a date to Python)."""

MOST_LISTED = 5_000
"""Days added to or taken from a series."""
MOST_RULES = 10


@dataclass(frozen=True, slots=True, order=True)
class Added:
    """A time beside the rules of a series (RDATE), with its own end where it has one."""

    start: When
    end: When | None = None

    @property
    def text(self) -> str:
        """ISO 8601, an interval where it has an end."""
        start = when_text(self.start)
        return start if self.end is None else f"{start}/{when_text(self.end)}"


@dataclass(frozen=True, kw_only=True)
class EventTimes:
    """When an event is, as wall time in `zone` ("": wherever one is).

    All of `start`, `end`, `added` and `removed` are days, or all are wall times; the end is not
    included. Without an end, `duration` says how long it is, or else it is a day or an instant;
    a single day never has an end.
    `end_zone`: where it ends in another zone. `observances` are a zone that is none of IANA's.
    Raises ValueRefused (`bad_times`) for what does not go together.
    """

    start: When
    end: When | None = None
    duration: Duration | None = None
    zone: str = FLOATING
    end_zone: str = ""
    rules: tuple[Rule, ...] = ()
    added: tuple[Added, ...] = ()
    removed: tuple[When, ...] = ()
    observances: tuple[Observance, ...] = ()

    def __post_init__(self) -> None:
        if isinstance(self.start, datetime) and self.start.tzinfo is not None:
            raise _bad(N_("a time of an event is wall time"), N_("say the zone apart from it"))
        if self.all_day:
            object.__setattr__(self, "zone", FLOATING)
            object.__setattr__(self, "observances", ())
            if self._is_single_day():
                object.__setattr__(self, "end", None)
        if self.end is not None and self.duration is not None:
            raise _bad(N_("an event has an end or a duration, not both"), N_("leave one out"))
        if self.duration is not None and self.duration.negative:
            raise _bad(N_("the event ends before it starts"), N_("swap the two"))
        if len(self.rules) > MOST_RULES or max(len(self.added), len(self.removed)) > MOST_LISTED:
            raise _bad(N_("the series has too many exceptions"), N_("divide it into two"))
        self._check_alike()
        self._check_order()
        object.__setattr__(self, "added", tuple(sorted(set(self.added), key=_added_key)))
        object.__setattr__(self, "removed", tuple(sorted(set(self.removed))))

    def _is_single_day(self) -> bool:
        if self.end is None or isinstance(self.end, datetime):
            return False
        return self.end - self.start == timedelta(days=1)

    def _check_alike(self) -> None:
        ends = (self.end, *(each.end for each in self.added))
        listed = (*(each.start for each in self.added), *self.removed)
        for each in (*(end for end in ends if end is not None), *listed):
            if isinstance(each, datetime) is self.all_day or getattr(each, "tzinfo", None):
                message = N_("days and times of day do not mix in one event")
                raise _bad(message, N_("give all of them a time, or none"))

    def _check_order(self) -> None:
        pairs = [(each.start, each.end) for each in self.added]
        if not self.end_zone:
            pairs.append((self.start, self.end))
        for start, end in pairs:
            if end is not None and (end < start or (self.all_day and end == start)):
                raise _bad(N_("the event ends before it starts"), N_("swap the two"))

    @property
    def all_day(self) -> bool:
        """Whether it is of whole days."""
        return not isinstance(self.start, datetime)

    @property
    def day(self) -> date:
        """The day on which it starts, for the first time if it recurs."""
        return self.start.date() if isinstance(self.start, datetime) else self.start

    @property
    def recurs(self) -> bool:
        """Whether it comes more than once."""
        return bool(self.rules or self.added)

    @property
    def rule(self) -> Rule | None:
        """Its rule; nearly no series has more than one."""
        return self.rules[0] if self.rules else None

    def tz(self, here: tzinfo) -> tzinfo:
        """Its zone; `here` for what floats, and where this machine does not know the zone."""
        if self.observances:
            return custom_zone(self.zone, self.observances)
        return _zone(self.zone) or here

    @property
    def zone_known(self) -> bool:
        """Whether this machine knows the zone."""
        return not self.zone or bool(self.observances) or _zone(self.zone) is not None

    def to_json(self) -> Json:
        """The one field, without what is empty."""
        json: dict[str, Json] = {"start": when_text(self.start)}
        if self.end is not None:
            json["end"] = when_text(self.end)
        if self.duration is not None:
            json["duration"] = self.duration.text
        zones = {"zone": self.zone, "end_zone": self.end_zone}
        json |= {name: text for name, text in zones.items() if text}
        for name, texts in (
            ("rules", [rule.text for rule in self.rules]),
            ("added", [each.text for each in self.added]),
            ("removed", [when_text(each) for each in self.removed]),
            ("observances", [each.to_json() for each in self.observances]),
        ):
            if texts:
                json[name] = list(texts)
        return json

    @classmethod
    def from_json(cls, json: Json) -> EventTimes:
        """What `to_json` wrote; raises ValueRefused for anything else."""
        if not isinstance(json, dict) or not isinstance(json.get("start"), str):
            raise _bad(told("{json!r} are no times of an event", json=json), N_("give a start"))
        end, duration = json.get("end"), json.get("duration")
        return cls(
            start=read_when(str(json["start"])),
            end=None if end is None else read_when(str(end)),
            duration=None if duration is None else Duration.parse(str(duration)),
            zone=_name(json, "zone"),
            end_zone=_name(json, "end_zone"),
            rules=tuple(map(parse_rule, _texts(json, "rules"))),
            added=tuple(map(_read_added, _texts(json, "added"))),
            removed=tuple(map(read_when, _texts(json, "removed"))),
            observances=tuple(map(Observance.from_json, _items(json, "observances"))),
        )

    @classmethod
    def checked(cls, times: EventTimes) -> EventTimes:
        """The same, if its zones are known here; raises ValueRefused (`unknown_zone`)."""
        if times.zone and not times.observances:
            zone_named(times.zone)
        if times.end_zone:
            zone_named(times.end_zone)
        return times


def when_text(when: When) -> str:
    """ISO 8601: "2026-03-03", or "2026-03-03T10:00" (seconds only where there are any)."""
    if isinstance(when, datetime):
        return when.isoformat(timespec="seconds" if when.second else "minutes")
    return when.isoformat()


@lru_cache(maxsize=4_096)
def read_when(text: str) -> When:
    """What `when_text` wrote; raises ValueRefused (`bad_times`)."""
    try:
        if len(text) == 10:
            return date.fromisoformat(text)
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None and text[10:11] == "T":
            return moment.replace(microsecond=0)
    except ValueError:
        pass
    raise _bad(
        told("{text!r} is no time of an event", text=text[:40]),
        N_("write YYYY-MM-DD or YYYY-MM-DDTHH:MM"),
    )


def _zone(name: str) -> tzinfo | None:
    return zone_named("UTC") if name == "UTC" else find_zone(name)


def _read_added(text: str) -> Added:
    start, slash, end = text.partition("/")
    return Added(read_when(start), read_when(end) if slash else None)


def _added_key(added: Added) -> tuple[Any, ...]:
    return added.start, added.end is not None, added.end


def _name(json: Mapping[str, Json], key: str) -> str:
    name = json.get(key, "")
    if not isinstance(name, str) or len(name) > 200:
        raise _bad(told("{json!r} is no zone", json=name), N_("use a name as Europe/Berlin"))
    return name


def _items(json: Mapping[str, Json], key: str) -> Iterable[Json]:
    items = json.get(key, [])
    if not isinstance(items, list) or len(items) > MOST_LISTED:
        raise _bad(told("{json!r} is no list", json=key), N_("write a list"))
    return items


def _texts(json: Mapping[str, Json], key: str) -> list[str]:
    return [str(each) for each in _items(json, key)]


def _bad(message: str, hint: str) -> ValueRefused:
    return ValueRefused(message, hint, "bad_times")
