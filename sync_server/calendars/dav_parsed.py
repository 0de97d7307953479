"""A resource's text taken apart: its components, and when its events are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from garage.calendar.instances import Stretch
from garage.calendar.occurrences import Agenda, Scheduled, occurrences
from garage.errors import ValueRefused
from garage.ics.components import Component, components
from garage.ics.event_reader import ReadEvent, read_event
from garage.ics.zone_reader import ZoneBook

EARLIEST = datetime(1, 1, 3, tzinfo=UTC)
LATEST = datetime(9999, 12, 29, tzinfo=UTC)


@dataclass(frozen=True)
class Parsed:
    """`events` are in their order; what names one in occurrences is its place, as text."""

    head: Component
    components: Sequence[Component]
    events: Mapping[str, tuple[Component, ReadEvent]]

    def occurrences(self, stretch: Stretch, here: tzinfo) -> Agenda:
        """When they are, cancelled ones too; `here` is where floating times are."""
        scheduled = [
            Scheduled(
                place, read.values["times"], read.values.get("uid", ""), "",
                read.values.get("recurrence"), read.values.get("following", False),
            )
            for place, (_, read) in self.events.items()
        ]  # fmt: skip
        return occurrences(scheduled, stretch, here)

    @property
    def endless(self) -> bool:
        """Whether a series never ends."""
        return any(
            rule.count is None and rule.until is None
            for _, read in self.events.values()
            for rule in read.values["times"].rules
        )

    @property
    def recurs(self) -> bool:
        """Whether it is more than one event."""
        return len(self.events) > 1 or any(
            read.values["times"].recurs for _, read in self.events.values()
        )


def parsed(body: str, zone: str = "UTC") -> Parsed:
    """A text that was kept, which can be read."""
    data = body.encode()
    zones = ZoneBook.of(data, zone)
    head, found = Component("VCALENDAR"), []
    events: dict[str, tuple[Component, ReadEvent]] = {}
    for component in components(data):
        if component.name == "VCALENDAR":
            head = component
            continue
        found.append(component)
        if component.name == "VEVENT":
            try:
                events[str(len(found))] = component, read_event(component, zones)
            except ValueRefused:
                continue
    return Parsed(head, found, events)
