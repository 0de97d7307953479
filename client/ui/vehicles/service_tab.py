"""The service tab of a vehicle's page."""

from __future__ import annotations

from client.ui.vehicles.vehicle_tab import VehicleTab


class ServiceTab(VehicleTab):
    """Not made yet."""
