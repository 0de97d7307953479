"""Where one is in the window: a page, and what it shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

GARAGE = "garage"
VEHICLE = "vehicle"
CALENDAR = "calendar"
"""A route has a view as its tab, and in place of a record a day (ISO 8601); in place of a vehicle
the id of an event on that day, which is picked."""
INSIGHTS = "insights"
TRASH = "trash"
PEOPLE = "people"
"""Who is in a garage; a route has its id in place of a vehicle's."""
ACTIVITY = "activity"
"""What the sync did, and what waits."""
SETTINGS = "settings"
NEW = "new"
"""In a route's place for a record: begin a new one."""
WELCOME = "welcome"


@dataclass(frozen=True, slots=True)
class Route:
    """A page; for a vehicle's page its id, the tab ("" is the first) and a record to pick there."""

    page: str
    vehicle: str = ""
    tab: str = ""
    record: str = ""


_OPENED_ON = (VEHICLE, CALENDAR, INSIGHTS, TRASH, ACTIVITY)
"""Where a window opens that was closed there; elsewhere it opens on the garage."""


def to_keep(route: Route | None) -> dict[str, str]:
    """Where one was as the settings keep it: the page and its tab, without a record picked."""
    if route is None or route.page not in _OPENED_ON:
        return {}
    if route.page != VEHICLE:
        # The calendar and the insights keep by themselves what they show.
        return {"page": route.page}
    return {"page": route.page, "vehicle": route.vehicle, "tab": route.tab}


def kept_route(setting: object) -> Route:
    """What `to_keep` wrote; the garage for anything else."""
    kept = setting if isinstance(setting, Mapping) else {}
    page, vehicle, tab = (str(kept.get(part) or "") for part in ("page", "vehicle", "tab"))
    if page not in _OPENED_ON or (page == VEHICLE) != bool(vehicle):
        return Route(GARAGE)
    return Route(page, vehicle, tab)


class Trail:
    """Where one has been; the last is where one is."""

    def __init__(self) -> None:
        self._routes: list[Route] = []
        self._ahead: list[Route] = []

    @property
    def here(self) -> Route | None:
        """Where one is."""
        return self._routes[-1] if self._routes else None

    def go(self, route: Route) -> bool:
        """Step on; False if one is there already. Another tab of a page is no step of its own."""
        here = self.here
        if here == route:
            return False
        if here is not None and (here.page, here.vehicle) == (route.page, route.vehicle):
            self._routes[-1] = route
        else:
            self._routes.append(route)
            self._ahead.clear()
        del self._routes[:-100]
        return True

    def back(self) -> Route | None:
        """Step back; None at the beginning."""
        if len(self._routes) < 2:
            return None
        self._ahead.append(self._routes.pop())
        return self._routes[-1]

    def forward(self) -> Route | None:
        """Step again to where one came back from; None at the end, and after another step."""
        if not self._ahead:
            return None
        self._routes.append(self._ahead.pop())
        return self._routes[-1]

    @property
    def can_go_forward(self) -> bool:
        """Whether one came back from somewhere."""
        return bool(self._ahead)

    @property
    def can_go_back(self) -> bool:
        """Whether there is a step to take back."""
        return len(self._routes) > 1

    def leave(self, vehicle: str) -> None:
        """Forget the steps at a vehicle that is gone."""
        self._routes = [route for route in self._routes if route.vehicle != vehicle]
        self._ahead = [route for route in self._ahead if route.vehicle != vehicle]
