"""A walk of the tour: a log from elsewhere, looked at and not yet imported."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from client.app.tour import Tour
    from client.ui.shell.shell import Shell

LOG = """Date,Odometer,Volume,Total
2026-10-12,84450,44.1,69.80
2026-10-29,85210,43.2,67.95
2026-11-30,85990,45.0,
2026-11-31,86010,44.0,68.10
"""
"""A log that says neither its units nor its vehicle, with a day that does not exist."""


def walk(tour: Tour, shell: Shell) -> None:
    """Keep the pictures of these screens."""
    from client.ui.shell.import_dialog import ImportDialog

    with tempfile.TemporaryDirectory(prefix="paddock-tour-") as folder:
        log = Path(folder) / "fuel log.csv"
        log.write_text(LOG, encoding="utf-8")
        dialog = ImportDialog(shell.desk, log, shell)
        dialog.open()
        tour.settle(shell.desk)
        tour.in_both("22-import-asks", dialog, shell.desk)
        dialog.answer({"--vehicle": "Octavia", "--distance-unit": "km", "--volume-unit": "L",
                       "--currency": "EUR"})  # fmt: skip
        tour.settle(shell.desk)
        tour.in_both("22-import", dialog, shell.desk)
        dialog.reject()
        tour.settle(shell.desk)
