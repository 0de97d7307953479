"""The tour of an enlarged screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from client.app.tour import Tour, vehicle_named, with_window

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from client.ui.shell.shell import Shell


def walk_enlarged(app: QApplication, folder: Path, make: type[Tour]) -> Tour:
    """Main screens as an enlarged screen shows them; Qt takes the scale only at its start."""
    from client.ui.routes import GARAGE, INSIGHTS, SETTINGS, VEHICLE, Route

    tour = make(app, folder, f"-{round(app.devicePixelRatio() * 100)}")

    def walk(shell: Shell) -> None:
        tour.settle(shell.desk)
        octavia, herbie = vehicle_named(shell, "Octavia"), vehicle_named(shell, "Herbie")
        for name, route in (
            ("01-garage", Route(GARAGE)),
            ("02-vehicle-overview", Route(VEHICLE, octavia)),
            ("03-vehicle-fuel", Route(VEHICLE, octavia, "fuel")),
            ("08-insights", Route(INSIGHTS)),
            ("11-plan-board", Route(VEHICLE, herbie, "plan")),
            ("20-settings", Route(SETTINGS)),
        ):
            shell.desk.go(route)
            tour.settle(shell.desk)
            tour.keep(name, shell)

    with_window(app, True, walk)
    return tour
