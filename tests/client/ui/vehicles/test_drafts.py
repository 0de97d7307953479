"""Lines that Enter keeps: typed on at once, and left at one vehicle for another."""

import pytest

from client.store import Query
from garage.records import FillUp, Specification, Vehicle

from .typing_on import press

pytestmark = pytest.mark.usefixtures("impatient")


@pytest.fixture
def specs(store):
    """(vehicle, name, value) of every fact."""

    def work():
        def read(reader):
            names = {car.id: car.name for car in reader.all(Vehicle, Query())}
            found = reader.all(Specification, Query())
            return sorted(
                (names[one.vehicle], one.name, one.value.text if one.value else one.text)
                for one in found
            )

        return store.read(read)

    return work


@pytest.fixture
def fills(store):
    """(vehicle, odometer) of every fill-up beyond the eight there are."""

    def work():
        def read(reader):
            names = {car.id: car.name for car in reader.all(Vehicle, Query())}
            found = reader.all(FillUp, Query())
            told = [(names[one.vehicle], one.odometer.text) for one in found if one.odometer]
            return sorted(each for each in told if int(each[1].split()[0]) > 15_600)

        return store.read(read)

    return work


# ---------------------------------------------------------------------- the line of quick add


def test_a_line_waits_at_its_vehicle(go, octavia, herbie, fills, settled):
    quick = go(octavia, "fuel").quick
    quick.start()
    press("45.2 l 16400 km")
    go(herbie, "fuel")
    assert quick.edit.text() == ""
    quick.start()
    press("30 l")
    go(octavia, "fuel")
    assert (quick.edit.text(), quick.understood is not None) == ("45.2 l 16400 km", True)
    quick.start()
    press("\n")
    settled()
    assert (quick.edit.text(), fills()) == ("", [("Octavia", "16400 km")])
    go(herbie, "fuel")
    assert quick.edit.text() == "30 l"


def test_the_next_line_is_typed_while_the_one_before_is_being_kept(
    go, octavia, desk, fills, settled
):
    quick = go(octavia, "fuel").quick
    quick.start()
    desk.workers.hold()
    press("45 l 16400 km\n\n40 l 17000 km\n35 l")
    desk.workers.release()
    settled()
    assert quick.edit.text() == "35 l"
    assert fills() == [("Octavia", "16400 km"), ("Octavia", "17000 km")]


def test_a_refused_line_comes_back_after_the_one_that_is_typed(go, octavia, locked, fills, settled):
    quick = go(octavia, "fuel").quick
    quick.start()
    locked.begin()
    press("45 l 16400 km\n40 l 17")
    settled()
    assert quick.edit.text() == "40 l 17"
    locked.end()
    press("000 km\n")
    assert quick.edit.text() == "45 l 16400 km"
    assert "in use by another program" in quick.question.text()
    press("\n")
    settled()
    assert fills() == [("Octavia", "16400 km"), ("Octavia", "17000 km")]


def test_a_line_refused_after_one_has_left_waits_at_its_vehicle(
    go, octavia, herbie, locked, fills, settled
):
    quick = go(octavia, "fuel").quick
    quick.start()
    locked.begin()
    press("45 l 16400 km\n")
    go(herbie, "fuel")
    assert quick.edit.text() == ""
    locked.end()
    go(octavia, "fuel")
    assert quick.edit.text() == "45 l 16400 km"
    assert "in use by another program" in quick.question.text()
    assert fills() == []


# ---------------------------------------------------------------------- the line of specs


def test_a_fact_waits_at_its_vehicle(go, octavia, herbie, specs, settled):
    tab = go(octavia, "specs")
    tab.add()
    press("Wheel bolts\t120 Nm")
    go(herbie, "specs")
    assert (tab.name_field.text(), tab.value_field.text()) == ("", "")
    tab.add()
    press("Paint\tLF5X\n")
    settled()
    go(octavia, "specs")
    assert (tab.name_field.text(), tab.value_field.text()) == ("Wheel bolts", "120 Nm")
    tab.value_field.line.setFocus()
    press("\n")
    settled()
    assert specs() == [("Herbie", "Paint", "LF5X"), ("Octavia", "Wheel bolts", "120 Nm")]


def test_the_next_fact_is_typed_while_the_one_before_is_being_kept(
    go, octavia, desk, specs, settled
):
    tab = go(octavia, "specs")
    tab.add()
    desk.workers.hold()
    press("Wheel bolts\t120 Nm\n\nPaint\tLF5X\nOil")
    desk.workers.release()
    settled()
    assert tab.name_field.text() == "Oil"
    assert specs() == [("Octavia", "Paint", "LF5X"), ("Octavia", "Wheel bolts", "120 Nm")]


def test_a_refused_fact_waits_at_its_vehicle(go, octavia, herbie, locked, specs, settled):
    tab = go(octavia, "specs")
    tab.add()
    locked.begin()
    press("Wheel bolts\t120 Nm\n")
    go(herbie, "specs")
    assert (tab.name_field.text(), tab.value_field.error) == ("", "")
    locked.end()
    go(octavia, "specs")
    assert (tab.name_field.text(), tab.value_field.text()) == ("Wheel bolts", "120 Nm")
    assert "in use by another program" in tab.value_field.error
    tab.value_field.line.setFocus()
    press("\n")
    settled()
    assert specs() == [("Octavia", "Wheel bolts", "120 Nm")]
