"""What stands in for a page until the store is open: its title alone, so that nothing jumps."""

from __future__ import annotations

from collections.abc import Mapping

from client.ui.routes import ACTIVITY, CALENDAR, INSIGHTS, TRASH, VEHICLE, Route
from client.ui.shell.contents import Contents
from client.ui.shell.page import Page
from client.ui.text import _


class StandIn(Page):
    """Nothing here may import the store: see docs/decisions/0005-a-glimpse-before-the-store.md."""

    def __init__(self, contents: Contents) -> None:
        super().__init__()
        self._vehicles = {vehicle.id: vehicle.name for vehicle in contents.vehicles}

    def show_route(self, route: Route) -> None:
        self.back = route.page in (VEHICLE, TRASH, ACTIVITY)
        self.set_title(
            self._vehicles.get(route.vehicle, "")
            if route.page == VEHICLE
            else _titles().get(route.page, "")
        )


def _titles() -> Mapping[str, str]:
    return {
        CALENDAR: _("Calendar"),
        INSIGHTS: _("Insights"),
        TRASH: _("Trash"),
        ACTIVITY: _("Sync activity"),
    }
