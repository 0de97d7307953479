"""Zones that a calendar describes itself (VTIMEZONE), as values and as a tzinfo."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from functools import lru_cache
from itertools import islice

from garage.calendar.expand import wall_times
from garage.calendar.rule import Rule
from garage.calendar.rule_text import parse_rule
from garage.errors import ValueRefused
from garage.sync.merge import Json
from garage.words import N_, told

MOST_OBSERVANCES = 400
MOST_ONSETS = 2_000
MOST_TOGETHER = 10_000
"""Onsets of all observances of a zone."""
_HORIZON = datetime(2200, 1, 1)
_LARGEST_OFFSET = 86_400


@dataclass(frozen=True, slots=True)
class Observance:
    """From `start` (by the clock before it) on, clocks are `offset_to` seconds east of UTC.

    It begins again by `rule` and on the days `added`.
    """

    start: datetime
    offset_from: int
    offset_to: int
    rule: Rule | None = None
    added: tuple[datetime, ...] = ()
    name: str = ""
    daylight: bool = False

    def __post_init__(self) -> None:
        if max(abs(self.offset_from), abs(self.offset_to)) >= _LARGEST_OFFSET:
            raise ValueRefused(
                N_("an offset of a zone is over a day"), N_("correct the zone"), "bad_zone"
            )

    def onsets(self) -> Iterator[datetime]:
        """When it begins, in naive UTC, until 2200; at most MOST_ONSETS."""
        walls = sorted({self.start, *self.added, *self._by_rule()})
        for wall in walls[:MOST_ONSETS]:
            yield wall - timedelta(seconds=self.offset_from)

    def _by_rule(self) -> Iterator[datetime]:
        if self.rule is None:
            return
        for given, wall in enumerate(wall_times(self.rule, self.start, self.start, _HORIZON)):
            if given == MOST_ONSETS or self._is_over(wall):
                return
            yield wall

    def _is_over(self, wall: datetime) -> bool:
        until = self.rule.until if self.rule else None
        if until is None:
            return False
        if not isinstance(until, datetime):
            return wall.date() > until
        if until.tzinfo is None:
            return wall > until
        return wall - timedelta(seconds=self.offset_from) > until.replace(tzinfo=None)

    def to_json(self) -> Json:
        """What `from_json` reads."""
        json: dict[str, Json] = {
            "start": self.start.isoformat(),
            "from": self.offset_from,
            "to": self.offset_to,
        }
        if self.rule:
            json["rule"] = self.rule.text
        if self.added:
            json["added"] = [each.isoformat() for each in self.added]
        if self.name:
            json["name"] = self.name
        if self.daylight:
            json["daylight"] = True
        return json

    @classmethod
    def from_json(cls, json: Json) -> Observance:
        """Raises ValueRefused (`bad_zone`) for another shape."""
        try:
            if isinstance(json, dict):
                return cls(
                    _moment(json["start"]),
                    _seconds(json["from"]),
                    _seconds(json["to"]),
                    parse_rule(str(json["rule"])) if "rule" in json else None,
                    tuple(map(_moment, _list(json.get("added", [])))),
                    str(json.get("name", ""))[:40],
                    json.get("daylight") is True,
                )
        except ValueRefused:
            raise
        except (KeyError, ValueError):
            pass
        raise ValueRefused(
            told("{json!r} is no part of a zone", json=json), N_("correct the zone"), "bad_zone"
        )


def _list(json: Json) -> list[Json]:
    if not isinstance(json, list) or len(json) > MOST_ONSETS:
        raise ValueError
    return json


def _seconds(json: Json) -> int:
    if not isinstance(json, int):
        raise ValueError
    return json


def _moment(json: Json) -> datetime:
    return datetime.fromisoformat(str(json))


class CustomZone(tzinfo):
    """A zone of observances; before the first of them its `offset_from` holds."""

    def __init__(self, name: str, observances: tuple[Observance, ...]) -> None:
        if not 0 < len(observances) <= MOST_OBSERVANCES:
            raise ValueRefused(
                told("the zone {name!r} says nothing of its offsets", name=name[:60]),
                N_("correct the zone"),
                "bad_zone",
            )
        self._name = name
        onsets = list(
            islice(
                ((onset, each) for each in observances for onset in each.onsets()),
                MOST_TOGETHER + 1,
            )
        )
        if len(onsets) > MOST_TOGETHER:
            raise ValueRefused(
                told("the zone {name!r} changes its clocks too often", name=name[:60]),
                N_("correct the zone"),
                "bad_zone",
            )
        onsets.sort(key=lambda pair: pair[0])
        first = min(observances, key=lambda each: each.start)
        self._at = [onset for onset, _ in onsets]
        self._after = [timedelta(seconds=each.offset_to) for _, each in onsets]
        self._before = [timedelta(seconds=first.offset_from), *self._after[:-1]]
        self._names = [each.name for _, each in onsets]
        self._daylight = [each.daylight for _, each in onsets]
        # A wall time in a gap, or the first of two, counts by the offset before (PEP 495).
        walls = [
            (at + before, at + after)
            for at, before, after in zip(self._at, self._before, self._after, strict=True)
        ]
        self._walls = [max(pair) for pair in walls]
        self._folded = [min(pair) for pair in walls]

    def _place(self, moment: datetime | None) -> int:
        """The onset that holds at a wall time, -1 before the first."""
        if moment is None:
            return len(self._at) - 1
        walls = self._folded if moment.fold else self._walls
        return bisect_right(walls, moment.replace(tzinfo=None, fold=0)) - 1

    def _offset(self, place: int) -> timedelta:
        return self._before[0] if place < 0 else self._after[place]

    def utcoffset(self, moment: datetime | None) -> timedelta:
        """East of UTC."""
        return self._offset(self._place(moment))

    def dst(self, moment: datetime | None) -> timedelta:
        """Zero, or in daylight time an hour: how much is not said."""
        place = self._place(moment)
        return timedelta(hours=1) if place >= 0 and self._daylight[place] else timedelta(0)

    def tzname(self, moment: datetime | None) -> str:
        """The observance's name, else the zone's."""
        place = self._place(moment)
        return (self._names[place] if place >= 0 else "") or self._name

    def fromutc(self, moment: datetime) -> datetime:
        """The wall time of an instant given as wall time in UTC (see tzinfo)."""
        instant = moment.replace(tzinfo=None)
        place = bisect_right(self._at, instant) - 1
        wall = instant + self._offset(place)
        first = place < 0 or wall >= self._walls[place]
        return wall.replace(tzinfo=self, fold=0 if first else 1)

    def __repr__(self) -> str:
        return f"CustomZone({self._name!r})"


@lru_cache(maxsize=256)
def custom_zone(name: str, observances: tuple[Observance, ...]) -> CustomZone:
    """The tzinfo of a calendar's own zone."""
    return CustomZone(name, observances)
