"""How one left the calendar: the view, the day, what is filtered; kept in the settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from client.operations.agenda import Entry

SETTING = "calendar"
WEEK, LIST = "week", "list"


@dataclass(frozen=True)
class CalendarState:
    """`text` is looked for in titles, places and vehicles; `vehicle` is an id, or "" for all."""

    view: str = WEEK
    day: date | None = None
    vehicle: str = ""
    category: str = ""
    estimates: bool = True
    text: str = ""

    @classmethod
    def kept(cls, setting: Any, today: date) -> CalendarState:
        """What `to_setting` wrote; the day only where it was kept today."""
        kept = setting if isinstance(setting, Mapping) else {}
        view, day = str(kept.get("view") or WEEK), None
        if kept.get("on") == today.isoformat():
            day = _day(kept.get("day"))
        return cls(
            view,
            day,
            str(kept.get("vehicle") or ""),
            str(kept.get("category") or ""),
            kept.get("estimates") is not False,
        )

    def to_setting(self, today: date) -> dict[str, Any]:
        """As it is kept; what was looked for is not."""
        return {
            "view": self.view,
            "day": self.day.isoformat() if self.day else "",
            "on": today.isoformat(),
            "vehicle": self.vehicle,
            "category": self.category,
            "estimates": self.estimates,
        }

    @property
    def filters(self) -> bool:
        """Whether anything is left out but by its calendar."""
        return bool(self.vehicle or self.category or self.text or not self.estimates)

    def lets_through(self, entry: Entry, vehicle_name: str) -> bool:
        """Whether an entry is to be seen."""
        if self.vehicle and entry.vehicle != self.vehicle:
            return False
        if self.category and self.category not in entry.categories:
            return False
        if entry.estimate and not self.estimates:
            return False
        if not self.text:
            return True
        words = self.text.casefold().split()
        found = f"{entry.title} {entry.place} {vehicle_name}".casefold()
        return all(word in found for word in words)


def _day(text: Any) -> date | None:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None
