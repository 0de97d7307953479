"""The garage's page with a few vehicles of different kinds."""

import pytest

from client.operations.groups import add_group
from client.operations.records import add
from client.ui.routes import Route
from client.ui.vehicles.garage_page import GaragePage
from garage.records import kind_named
from garage.units import Quantity


@pytest.fixture
def fleet(store, octavia) -> dict[str, str]:
    """Three vehicles beside each other: the diesel, a classic in a group, one that was sold."""
    vehicle = kind_named("vehicle")
    herbie = {"name": "Herbie", "make": "VW", "model": "1303", "year": 1973, "plate": "M HB 53H",
              "energies": ("petrol",), "tags": frozenset({"rally"})}  # fmt: skip
    ids = {"Octavia": octavia, "Herbie": add(store, vehicle, herbie).ids[0]}
    ids["Ape"] = add(store, vehicle, {"name": "Ape", "make": "Piaggio"}).ids[0]
    ids["Golf"] = add(store, vehicle, {"name": "Golf", "status": "sold"}).ids[0]
    add_group(store, "Classics", [ids["Herbie"]])
    for name, power in (("Octavia", "110"), ("Herbie", "32")):
        fact = {"vehicle": ids[name], "name": "Power", "value": Quantity(power, "kW")}
        add(store, kind_named("specification"), fact)
    return ids


@pytest.fixture
def page(desk, fleet, qtbot, settled):
    shown = GaragePage(desk)
    qtbot.addWidget(shown)
    shown.resize(1224, 836)
    shown.show()
    shown.show_route(Route("garage"))
    settled()
    return shown
