"""Field types of the calendar: an event's times, an instance of a series, an alarm's trigger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, ClassVar

import msgspec

from garage.calendar.durations import Duration
from garage.calendar.series import InstanceId
from garage.calendar.times import EventTimes, read_when
from garage.errors import ValueRefused
from garage.moments import within_calendar
from garage.records.fields import FieldType, TextField
from garage.records.measures import QuantityField
from garage.sync.merge import Json
from garage.units import Dimension, Quantity
from garage.words import N_, told

MOST_TEXTS = 500


@dataclass(frozen=True)
class EventTimesField(FieldType):
    """When an event is, as one value."""

    sortable: ClassVar[bool] = True

    def check(self, value: Any) -> EventTimes:
        """EventTimes in zones that are known here, or their JSON; a day or a time is a start."""
        if isinstance(value, str):
            value = read_when(value.strip()[:40])
        if isinstance(value, date):
            return EventTimes(start=value)
        return EventTimes.checked(
            value if isinstance(value, EventTimes) else EventTimes.from_json(value)
        )

    def to_json(self, value: EventTimes) -> Json:
        """{"start", "end", "zone", "rules", …}, without what is empty."""
        return value.to_json()

    def from_json(self, json: Json) -> EventTimes:
        """Zones that only another machine knows are kept."""
        return EventTimes.from_json(json)

    def cell(self, value: EventTimes) -> str:
        """JSON text."""
        return msgspec.json.encode(value.to_json()).decode()

    def number(self, value: EventTimes) -> float:
        """The start's wall time, in seconds since 1970."""
        start = value.start
        wall = (
            start if isinstance(start, datetime) else datetime(start.year, start.month, start.day)
        )
        return (wall - datetime(1970, 1, 1)).total_seconds()

    @staticmethod
    def decode(cell: str) -> EventTimes:
        """From JSON text."""
        return EventTimes.from_json(msgspec.json.decode(cell))


@dataclass(frozen=True)
class InstanceField(FieldType):
    """Which instance of its series an override stands for."""

    def check(self, value: Any) -> InstanceId:
        """An InstanceId, or its text."""
        return value if isinstance(value, InstanceId) else InstanceId.parse(str(value)[:240])

    def to_json(self, value: InstanceId) -> Json:
        """ "2026-03-03T10:00[Europe/Berlin]"."""
        return value.text

    def cell(self, value: InstanceId) -> str:
        """Its text."""
        return value.text

    decode = InstanceId.parse


@dataclass(frozen=True)
class TextListField(FieldType):
    """Several texts as one value, in their order: categories, resources, comments."""

    def check(self, value: Any) -> tuple[str, ...]:
        """Trimmed texts, none of them empty; one text is divided at commas."""
        if isinstance(value, str):
            value = value.split(",")
        if not isinstance(value, Sequence) or len(value) > MOST_TEXTS:
            raise ValueRefused(
                told("{value!r} is no list of texts", value=str(value)[:40]),
                N_("write words"),
                "bad_texts",
            )
        one = TextField(long=True)
        return tuple(text for text in map(one.check, value) if text)

    def to_json(self, value: tuple[str, ...]) -> Json:
        """A list."""
        return list(value)

    def cell(self, value: tuple[str, ...]) -> str:
        """A list in JSON."""
        return msgspec.json.encode(value).decode()

    @staticmethod
    def decode(cell: str) -> tuple[str, ...]:
        """From JSON text."""
        return tuple(map(str, msgspec.json.decode(cell)))

    def words(self, value: tuple[str, ...]) -> str:
        """The texts."""
        return " ".join(value)


@dataclass(frozen=True, slots=True)
class Trigger:
    """When an alarm goes off: one of `offset`, `at` and `odometer`, and how often again.

    `offset` is from the event's start, or where `from_end` from its end; `at` is in UTC;
    `odometer` is what the vehicle of the event is to have passed.
    """

    offset: Duration | None = None
    from_end: bool = False
    at: datetime | None = None
    odometer: Quantity | None = None
    repeat: int = 0
    every: Duration | None = None

    def __post_init__(self) -> None:
        said = [each for each in (self.offset, self.at, self.odometer) if each is not None]
        if len(said) != 1 or (self.repeat > 0) != (self.every is not None):
            raise _no_trigger(self)
        if not 0 <= self.repeat <= 100 or (self.at is not None and self.at.tzinfo is None):
            raise _no_trigger(self)
        if self.at is not None:
            object.__setattr__(self, "at", within_calendar(self.at))

    @property
    def text(self) -> str:
        """As "-PT15M", a moment in UTC, or "90000 km"."""
        if self.at is not None:
            return self.at.astimezone(UTC).isoformat()
        if self.odometer is not None:
            return self.odometer.text
        return self.offset.text if self.offset is not None else ""

    def to_json(self) -> Json:
        """What `from_json` reads."""
        json: dict[str, Json] = {}
        if self.offset is not None:
            json["offset"] = self.offset.text
        if self.from_end:
            json["from_end"] = True
        if self.at is not None:
            json["at"] = self.at.astimezone(UTC).isoformat()
        if self.odometer is not None:
            json["odometer"] = QuantityField(Dimension.DISTANCE).to_json(self.odometer)
        if self.every is not None:
            json |= {"repeat": self.repeat, "every": self.every.text}
        return json

    @classmethod
    def from_json(cls, json: Json) -> Trigger:
        """Raises ValueRefused (`bad_trigger`) for another shape."""
        if not isinstance(json, dict):
            raise _no_trigger(json)
        offset, at, odometer, every = map(json.get, ("offset", "at", "odometer", "every"))
        repeat = json.get("repeat", 0)
        try:
            return cls(
                Duration.parse(str(offset)) if offset is not None else None,
                json.get("from_end") is True,
                datetime.fromisoformat(str(at)) if at is not None else None,
                Quantity.from_json(odometer) if isinstance(odometer, dict) else None,
                repeat if isinstance(repeat, int) else 0,
                Duration.parse(str(every)) if every is not None else None,
            )
        except ValueRefused:
            raise
        except ValueError:
            raise _no_trigger(json) from None


def _no_trigger(value: object) -> ValueRefused:
    return ValueRefused(
        told("{value!r} does not say when the alarm goes off", value=str(value)[:80]),
        N_("give a time before the event, a moment or an odometer"),
        "bad_trigger",
    )


@dataclass(frozen=True)
class TriggerField(FieldType):
    """When an alarm goes off, as one value."""

    def check(self, value: Any) -> Trigger:
        """A Trigger, or its JSON; text is a time from the start, as "-PT15M"."""
        if isinstance(value, str):
            return Trigger(Duration.parse(value))
        return value if isinstance(value, Trigger) else Trigger.from_json(value)

    def to_json(self, value: Trigger) -> Json:
        """{"offset"}, {"at"} or {"odometer"}, with "repeat" and "every"."""
        return value.to_json()

    def from_json(self, json: Json) -> Trigger:
        """What `to_json` wrote."""
        return Trigger.from_json(json)

    def cell(self, value: Trigger) -> str:
        """JSON text."""
        return msgspec.json.encode(value.to_json()).decode()

    @staticmethod
    def decode(cell: str) -> Trigger:
        """From JSON text."""
        return Trigger.from_json(msgspec.json.decode(cell))
