"""Records of calendars, as a device would push them."""

from __future__ import annotations

from typing import Any

from garage.sync.wire import WireEnvelope
from tests.sync_server.people import Device

MONDAY = {"start": "2026-03-02T09:00", "end": "2026-03-02T10:00", "zone": "Europe/Berlin"}


def event(device: Device, calendar: str, space: str = "", **fields: Any) -> WireEnvelope:
    """An event on a Monday in March, unless said otherwise."""
    said = {"title": "Wash", "uid": "wash@x", "times": MONDAY, **fields}
    return device.add(kind="event", space=space, calendar=calendar, **said)


def things(device: Device) -> str:
    """A vehicle with something due of each sort; its id."""
    of = {"vehicle": device.add(name="Berta").id}
    device.add(kind="reminder", title="Oil change", due="2026-04-01", **of)
    device.add(kind="inspection", title="MOT", date="2024-05-01", valid_until="2026-05-01", **of)
    device.add(kind="insurance_policy", insurer="Acme", start="2025-06-01", end="2026-06-01", **of)
    device.add(kind="plan_item", title="New tyres", due="2026-07-01", **of)
    device.add(
        kind="repair", title="Clutch", date="2024-08-01", odometer={"value": "90000", "unit": "km"},
        warranty_until="2026-08-01", **of,
    )  # fmt: skip
    device.add(kind="fill_up", date="2026-01-01", odometer={"value": "95000", "unit": "km"}, **of)
    return of["vehicle"]
