"""Options that several commands share."""

from __future__ import annotations

from typing import Any

import typer

JSON: Any = typer.Option(False, "--json", help="Answer with one JSON document.")
LOCALE: Any = typer.Option(
    "",
    help="Read numbers and dates as written there, as de_DE; else 45.2 and 2026-11-22.",
    metavar="LOCALE",
)
VEHICLE: Any = typer.Option("", help="A vehicle's name, plate or id.", metavar="V")
FIELDS: Any = typer.Argument(
    None, metavar="FIELD=VALUE…", help='Fields, as volume="45.2 l" tags=winter,long.'
)
