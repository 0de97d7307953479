"""The tour in other languages: German, and a stretched English that shows what is cut off."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

from client.app.tour import HABITS, Tour, vehicle_named, with_window
from client.app.walks import first_steps, many_rows, palette, spaces

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from client.ui.shell.shell import Shell


def walk_words(tour: Tour, shell: Shell) -> None:
    """The screens with the most words, to see whether another language finds room."""
    from client.ui.routes import CALENDAR, GARAGE, INSIGHTS, SETTINGS, VEHICLE, Route

    tour.settle(shell.desk)
    octavia, herbie = vehicle_named(shell, "Octavia"), vehicle_named(shell, "Herbie")
    places = (
        ("01-garage", Route(GARAGE)),
        ("02-vehicle-overview", Route(VEHICLE, octavia)),
        ("03-vehicle-fuel", Route(VEHICLE, octavia, "fuel")),
        ("04-service", Route(VEHICLE, octavia, "service")),
        ("11-plan-board", Route(VEHICLE, herbie, "plan")),
        ("13-reminders", Route(VEHICLE, octavia, "reminders")),
        ("14-tyres", Route(VEHICLE, octavia, "tyres")),
        ("08-insights", Route(INSIGHTS)),
        ("20-settings", Route(SETTINGS)),
        ("04-calendar-week", Route(CALENDAR)),
    )
    for name, route in places:
        shell.desk.go(route)
        tour.settle(shell.desk)
        tour.keep(name, shell)
    palette.walk_words(tour, shell)
    many_rows.walk_words(tour, shell)


def walk_languages(app: QApplication, folder: Path, make: type[Tour]) -> list[Tour]:
    """German, and English stretched by two fifths, which shows what would be cut off."""
    from client.ui.text import STRETCHED, use_language

    tours = []
    try:
        for language, region, mark in (("de", "DE", "-de"), (STRETCHED, "IE", "-long")):
            use_language(language)
            tour = make(app, folder, mark)
            # Whoever reads German writes numbers and days as they are written there.
            habits = {**HABITS, "region": region}
            with_window(app, False, functools.partial(first_steps.walk_words, tour), habits)
            with_window(app, True, functools.partial(walk_words, tour), habits)
            with_window(app, True, functools.partial(spaces.walk_words, tour), habits)
            tours.append(tour)
    finally:
        use_language("en")
    return tours
