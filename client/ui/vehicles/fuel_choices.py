"""What the fuel log can be narrowed to at a click."""

from __future__ import annotations

from client.operations.fuel_log import FuelRow
from client.ui.text import _
from client.ui.widgets.segmented import Segment


def which_segments(count: int, flagged: int) -> list[Segment]:
    """All, the full, the partial ones, and where there are any those that are asked about."""
    segments = [
        Segment("all", _("All {count}").format(count=count)),
        Segment("full", _("Full")),
        Segment("partial", _("Partial")),
    ]
    if flagged:
        segments.append(Segment("flagged", _("Flagged {count}").format(count=flagged)))
    return segments


def is_flagged(row: FuelRow) -> bool:
    """Whether the row's figure is asked about."""
    return row.flagged
