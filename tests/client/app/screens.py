"""The window moved from a plain screen to an enlarged one: `python -m tests.client.app.screens`.

Run on Qt's offscreen platform with two screens; prints what is wrong, and the sharpness at the end.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path


def main() -> int:
    """Move the window there and back while it shows the garage, a vehicle and a popover."""
    from PySide6.QtWidgets import QApplication

    from client.app.tour import SIZE, vehicle_named, with_window
    from client.ui.routes import VEHICLE, Route
    from client.ui.theme import Scheme, apply
    from tests.client.app.looking import LookingTour

    app = QApplication(["paddock-screens"])
    apply(app, Scheme.LIGHT)
    folder = Path(tempfile.mkdtemp())
    tour = LookingTour(app, folder)
    known = {screen.name(): screen for screen in app.screens()}

    def walk(shell) -> None:
        tour.settle(shell.desk)
        assert set(known) == {"plain", "fine"}
        for name, place in (("first", "plain"), ("second", "fine"), ("back", "plain")):
            screen = known[place]
            shell.windowHandle().setScreen(screen)
            shell.move(screen.availableGeometry().topLeft())
            shell.resize(*SIZE)
            shell.desk.go(Route(VEHICLE, vehicle_named(shell, "Octavia")))
            tour.settle(shell.desk)
            tour.keep(name, shell)
            ratio = shell.grab().devicePixelRatio()
            print(f"{name}: {ratio:g} on {shell.screen().name()}")

    with_window(app, True, walk)
    for complaint in tour.complaints:
        print(f"wrong: {complaint}")
    return int(bool(tour.complaints))


if __name__ == "__main__":
    sys.exit(main())
