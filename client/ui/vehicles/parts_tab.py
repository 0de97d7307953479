"""The parts tab of a vehicle's page."""

from __future__ import annotations

from client.ui.vehicles.vehicle_tab import VehicleTab


class PartsTab(VehicleTab):
    """Not made yet."""
