"""Options that several commands share."""

from __future__ import annotations

from typing import Any

import typer

JSON: Any = typer.Option(False, "--json", help="Answer with one JSON document.")
LOCALE: Any = typer.Option(
    "", help="Read numbers and dates as they are written there.", metavar="LOCALE"
)
VEHICLE: Any = typer.Option("", help="A vehicle's name, plate or id.", metavar="V")
