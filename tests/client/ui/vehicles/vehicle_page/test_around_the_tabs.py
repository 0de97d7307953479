"""The page around its tabs: the head, which tabs there are, and what can be done to the vehicle."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from client.operations.records import add, delete
from client.ui.routes import GARAGE, VEHICLE, Route
from client.ui.vehicles.vehicle_page import FUEL, OVERVIEW, VehiclePage
from garage.records import Vehicle, kind_named
from garage.units import Quantity
from tests.client.ui.vehicles.conftest import TODAY

from .seen import dialogs


@pytest.mark.parametrize("width", [600, 884, 1224])
def test_the_head_leaves_out_what_has_no_room_and_shortens_nothing(page, settled, width):
    page.resize(width, 836)
    settled()
    head = page.head
    for part in (head.name, head.line, head.vin, head.due):
        assert part.isHidden() or part.width() >= part.sizeHint().width()


def test_a_vin_of_which_nothing_else_is_known_stands_at_the_edge(desk, store, qtbot, settled):
    page = VehiclePage(desk)
    qtbot.addWidget(page)
    page.resize(1100, 800)
    page.show()
    known = {"name": "Z3", "make": "BMW", "vin": "WBACH31030LA12345"}
    page.show_route(Route(VEHICLE, add(store, kind_named("vehicle"), known).ids[0]))
    settled()
    edges = [part.mapTo(page, QPoint(0, 0)).x() for part in (page.head.name, page.head._vin_mark)]
    assert edges[0] == edges[1]


def test_a_machine_that_counts_hours_shows_them(desk, store, qtbot, settled):
    named = {"name": "Fendt", "type": "machine", "energies": ("diesel",), "uses_hours": True}
    machine = add(store, kind_named("vehicle"), named).ids[0]
    reading = {"vehicle": machine, "date": TODAY, "hours": Quantity("1284", "h")}
    add(store, kind_named("odometer_reading"), reading)
    page = VehiclePage(desk)
    qtbot.addWidget(page)
    page.show()
    page.show_route(Route(VEHICLE, machine))
    settled()
    assert page.head.hours.text() == "1,284 h"
    assert not page.head.odometer.isVisible()


def test_a_trailer_has_no_fuel_tab(desk, store, qtbot, settled):
    trailer = add(store, kind_named("vehicle"), {"name": "Trailer", "type": "trailer"}).ids[0]
    page = VehiclePage(desk)
    qtbot.addWidget(page)
    page.show()
    page.show_route(Route(VEHICLE, trailer, FUEL))
    settled()
    assert not page.tabs.isTabVisible(1)
    assert page.tabs.current == OVERVIEW
    assert page.primary is None


def test_what_takes_the_keyboard_has_a_name(page, settled):
    for tab in (0, 1):
        page.tabs.setCurrentIndex(tab)
        settled()
        nameless = [
            widget
            for widget in page.findChildren(QWidget)
            if widget.isVisible()
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and not widget.accessibleName()
        ]
        assert nameless == []


def test_what_can_be_done_to_a_vehicle_is_offered_in_every_tab(page, settled):
    for tab in (OVERVIEW, FUEL, "service", "notes"):
        page.tabs.set_current(tab)
        settled()
        keys = {command.id: command.shortcut for command in page.own_commands}
        assert keys["vehicle.edit"] == "Ctrl+E"
        assert keys["vehicle.odometer"] == "Ctrl+Shift+O"
        assert keys["vehicle.service"] == "Ctrl+Shift+S"
        assert keys["vehicle.expense"] == "Ctrl+Shift+E"
        assert "vehicle.delete" in keys


def test_each_of_them_opens_its_form(page, settled):
    titles = []
    for name in ("vehicle.edit", "vehicle.odometer", "vehicle.service", "vehicle.expense"):
        next(one for one in page.own_commands if one.id == name).run()
        settled()
        (form,) = [one for one in dialogs() if one.isVisible()]
        titles.append(form.windowTitle())
        form.reject()
    assert titles == ["Edit vehicle", "Note odometer", "Add service", "Add expense"]


def test_a_vehicle_goes_to_the_trash_and_comes_back_by_undo(page, desk, store, octavia, settled):
    next(one for one in page.own_commands if one.id == "vehicle.delete").run()
    settled()
    settled()
    assert desk.trail.here == Route(GARAGE)
    assert store.read(lambda reader: reader.get(Vehicle, octavia)).deleted
    desk.undo()
    settled()
    assert not store.read(lambda reader: reader.get(Vehicle, octavia)).deleted


def test_a_vehicle_that_is_deleted_elsewhere_leads_back_to_the_garage(page, desk, octavia, settled):
    desk.operate(page, lambda store: delete(store, [octavia]))
    settled()
    settled()
    assert desk.trail.here == Route(GARAGE)
