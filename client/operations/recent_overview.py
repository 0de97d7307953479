"""The overview of a long history at once: from its last years, while all of it is still read."""

from __future__ import annotations

import dataclasses
from datetime import date

from client.operations.vehicle_history import NEEDED, VehicleHistory, read_history
from client.operations.vehicle_overview import ACTIVITY, VehicleOverview, vehicle_overview
from client.store import Query, Reader
from garage.periods import add_months
from garage.records import FillUp, Record, kind_named
from garage.rules.intervals import NEAR
from garage.rules.windows import Window

LONG = 1_000
"""A log book of fewer records is read whole in no time."""
_MONTHS = 26
"""Two years that are compared, and what their first figures count from."""
_LONGEST_PACE = 730
"""A pace seen in no longer a window (days) is the same as that of all readings."""


def recent_overview(reader: Reader, vehicle_id: str, today: date) -> VehicleOverview | None:
    """What `vehicle_overview` says of a long history, but for the best figure of all time.

    None where the history is short, or where its last years do not tell all that is shown.
    """
    fills = _count(reader, FillUp, vehicle_id)
    others = (kind for kind in NEEDED if kind is not FillUp)
    if fills < LONG and fills + sum(_count(reader, kind, vehicle_id) for kind in others) < LONG:
        return None
    since = add_months(today, -_MONTHS)
    history = read_history(reader, vehicle_id, since)
    found = vehicle_overview(reader, history, today)
    whole = fills == len(history.fill_ups)
    tells = (
        _tells_distance(history, found, today)
        and (whole or _tells_economy(found, today))
        and len(found.activity) == ACTIVITY
        and found.activity[-1].moment.day >= since
    )
    return dataclasses.replace(found, whole=whole) if tells else None


def _count(reader: Reader, kind: type[Record], vehicle_id: str) -> int:
    return reader.count(kind_named(kind.kind), Query(owner=vehicle_id))


def _tells_distance(history: VehicleHistory, found: VehicleOverview, today: date) -> bool:
    """Whether the odometer was read before the year that costs are counted over."""
    if history.vehicle.uses_hours or found.pace is None or found.pace.days > _LONGEST_PACE:
        return False
    return history.odometer.trusted[0].day < add_months(today, -12)


def _tells_economy(found: VehicleOverview, today: date) -> bool:
    """Whether no figure of the two years counts from, or is judged by, what was not read."""
    figures = found.economy
    if figures is None or figures.year is None:
        return False
    year, before = (Window.months_to(add_months(today, -months)).start for months in (0, 12))
    days = [each.day for each in figures.whole.intervals if each.day is not None]
    earlier = [day for day in days if year is not None and day < year]
    return len(earlier) > NEAR and before is not None and min(days) < before
