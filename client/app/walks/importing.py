"""A walk of the tour: a log from elsewhere, looked at and not yet imported."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from client.app.tour import Tour
    from client.ui.shell.shell import Shell

NARROW = 592
"""As wide as a dialog is over a window of 640."""
LOG = """Date,Odometer,Volume,Total
2026-10-12,84450,44.1,69.80
2026-10-29,85210,43.2,67.95
2026-11-30,85990,45.0,
2026-11-31,86010,44.0,68.10
"""
"""A log that says neither its units nor its vehicle, with a day that does not exist."""

UNKNOWN = """Auton tankkaukset 2026
Päivä;Mittarilukema;Litrat;Hinta;Yhteensä;Täysi;Sää
12.10.2026;84450;44,1;1,582;69,77;x;aurinkoista
29.10.2026;85210;43,2;1,573;67,95;x;sade
5.11.2026;85690;30,0;1,599;47,97;;räntää
31.11.2026;86010;44,0;1,548;68,11;x;lunta
18.11.2026;86430;n. 40;1,541;61,64;x;lunta
"""
"""A log in a language that is not known, under a title, with two rows that cannot be read."""


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
        unknown = Path(folder) / "tankkaukset.csv"
        unknown.write_text(UNKNOWN, encoding="utf-8")
        for name, width in (("22-import-columns", None), ("22-import-columns-narrow", NARROW)):
            _unknown(tour, shell, unknown, name, width)


def _unknown(tour: Tour, shell: Shell, file: Path, name: str, width: int | None) -> None:
    from client.ui.shell.import_dialog import ImportDialog

    dialog = ImportDialog(shell.desk, file, shell)
    dialog.say_place(1, 2)
    dialog.open()
    tour.settle(shell.desk)
    if width is not None:
        dialog.resize(width, dialog.height())
    dialog.answer({"--vehicle": "Octavia", "--distance-unit": "km", "--volume-unit": "L",
                   "--currency": "EUR"})  # fmt: skip
    tour.settle(shell.desk)
    tour.in_both(name, dialog, shell.desk)
    dialog.reject()
    tour.settle(shell.desk)
