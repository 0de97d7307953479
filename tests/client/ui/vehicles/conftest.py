"""A small garage made by hand."""

from datetime import date, time

import pytest
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from client.operations.records import add
from client.ui.routes import VEHICLE, Route
from client.ui.shell.shell import Shell
from client.ui.vehicles.history_tab import HistoryTab
from client.ui.vehicles.shown import Shown
from client.ui.vehicles.vehicle_page import VehiclePage
from garage.moments import Moment
from garage.money import Money
from garage.records import Vehicle, kind_named
from garage.units import Quantity

TODAY = date(2026, 11, 18)
FILLS = (
    (date(2026, 6, 1), 10_000, "40.00", True, False),
    (date(2026, 7, 1), 10_800, "44.00", True, False),
    (date(2026, 8, 1), 11_600, "43.20", True, False),
    (date(2026, 9, 1), 12_000, "20.00", False, False),
    (date(2026, 10, 1), 12_400, "24.00", True, False),
    (date(2026, 10, 20), 14_000, "45.00", True, True),
    (date(2026, 11, 2), 14_800, "132.00", True, False),
    (date(2026, 11, 15), 15_600, "44.80", True, False),
)


@pytest.fixture
def octavia(store) -> str:
    """A diesel with eight fill-ups: a partial one, one after a missed one, one that is odd."""
    vehicle = kind_named("vehicle")
    values = {
        "name": "Octavia", "make": "Škoda", "model": "Octavia", "year": 2016, "plate": "M JL 2016",
        "energies": ("diesel",), "tank": Quantity("50", "L"),
    }  # fmt: skip
    id_ = add(store, vehicle, values).ids[0]
    for day, odometer, litres, full, missed in FILLS:
        add(store, kind_named("fill_up"), fill_values(id_, day, odometer, litres, full, missed))
    reminder = {"vehicle": id_, "title": "Inspection", "due": date(2026, 11, 9)}
    add(store, kind_named("reminder"), reminder)
    return id_


def fill_values(vehicle, day, odometer, litres, full=True, missed=False):
    """The values of a fill-up at 1.60 €/l."""
    return {
        "vehicle": vehicle,
        "date": Moment(day, time(8)),
        "odometer": Quantity(str(odometer), "km"),
        "volume": Quantity(litres, "L"),
        "total": Money(f"{float(litres) * 1.6:.2f}", "EUR"),
        "full": full,
        "missed": missed,
        "station": "Shell",
    }


@pytest.fixture
def herbie(store) -> str:
    """A second car, which has nothing yet but its name."""
    return add(store, kind_named("vehicle"), {"name": "Herbie", "energies": ("petrol",)}).ids[0]


@pytest.fixture
def garage_window(desk, octavia, qtbot, settled):
    """The window on the Octavia's page, in front."""
    made = Shell(desk, {VEHICLE: VehiclePage})
    qtbot.addWidget(made)
    made.resize(1200, 900)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.begin(Route(VEHICLE, octavia))
    settled()
    return made


@pytest.fixture
def go(herbie, garage_window, desk, settled):
    """Go to a tab of a vehicle in the window; gives the tab."""

    def work(vehicle: str, tab: str):
        desk.go(Route(VEHICLE, vehicle, tab))
        settled()
        stack = garage_window.page.stack
        return stack.fuel if tab == "fuel" else stack.tab(tab)

    return work


@pytest.fixture
def window(desk, qtbot):
    """An empty window in front, for forms to open over."""
    shown = QWidget()
    qtbot.addWidget(shown)
    shown.resize(1200, 900)
    shown.show()
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    return shown


@pytest.fixture
def shown(qtbot, settled):
    """Have a form read all that it needs, with the keyboard in its window."""
    made = []

    def show(form):
        made.append(form)
        form.open()
        settled()
        form.activateWindow()
        qtbot.waitUntil(form.isActiveWindow, timeout=60_000)
        return form

    yield show
    for form in made:
        if isValid(form):
            form.done(0)


@pytest.fixture
def car(store, octavia):
    """The Octavia as it is at first."""
    return store.read(lambda reader: reader.get(Vehicle, octavia))


@pytest.fixture
def history(desk, store, octavia, qtbot, settled):
    """The history tab on the small garage's vehicle, in front."""
    made = HistoryTab(desk)
    qtbot.addWidget(made)
    made.resize(1100, 800)
    made.show()
    vehicle = store.read(lambda reader: reader.get(Vehicle, octavia))
    made.show_vehicle(vehicle, Shown(desk.preferences, desk.today(), desk.months).of(vehicle))
    made.come_to_front()
    settled()
    desk.changed.connect(lambda changes: (made.take_changes(changes), made.come_to_front()))
    return made
