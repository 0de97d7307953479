"""The first start, by the mouse as far as nothing is to be typed, and by the keyboard."""

from __future__ import annotations

import pytest

from client.store import Store
from client.ui.routes import WELCOME, Route

VIN = "TMBJJ7NE8G0123456"


@pytest.fixture
def store(tmp_path):
    """A garage that is still empty."""
    with Store(tmp_path / "profile") as opened:
        yield opened


def test_the_first_vehicle_is_added_by_the_mouse(person):
    person.shell.desk.go(Route(WELCOME))
    person.settle()
    person.double_click("Your name")
    person.type("Jonas")
    person.click("Vehicle identification number")
    person.type(VIN)
    person.click("Look up")
    person.click("Add Octavia and continue")
    assert person.only("vehicle", name="Octavia").vin == VIN
    person.click("Inspection")
    person.type("2027-03-01")
    person.click("Continue")
    assert person.only("reminder", title="Inspection")
    person.click("To the first fill-up")
    person.click("Quick add")
    person.type("45.2 l 71.30 EUR 84300 km")
    person.click("Enter")
    assert len(person.records("fill_up")) == 1
    person.click("Undo")
    assert person.records("fill_up") == []


def test_a_vehicle_is_entered_by_hand_or_a_sample_looked_at_by_keys(person):
    person.shell.desk.go(Route(WELCOME))
    person.settle()
    person.go_to("Enter by hand")
    person.press("Return")
    person.type("Trailer")
    person.press("Return")
    assert person.only("vehicle", name="Trailer")
    person.undo()
    assert person.records("vehicle") == []
