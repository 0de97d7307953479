"""The line of quick add on the page: how it is understood, kept, and continued in a form."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from client.operations.records import add
from client.ui.vehicles.record_form import RecordForm
from client.ui.vehicles.vehicle_page import FUEL
from garage.moments import Moment
from garage.records import kind_named
from garage.units import Quantity
from tests.client.ui.vehicles.conftest import TODAY, fill_values

from .seen import cells, fills, form_of


def test_a_line_shows_how_it_is_understood_and_enter_keeps_just_that(page, store, qtbot, settled):
    page.fuel.quick.edit.insert("45.2 l 71.30 € 16400 km")
    said = page.fuel.quick.said.said()
    assert {"Volume 45.2 l", "Total €71.30", "Odometer 16,400 km", "Date today"} <= set(said)
    assert page.fuel.quick.worked.said()[:2] == ["Price €1.577/l", "Distance 800 km"]
    assert [piece.role for piece in page.fuel.quick.edit.pieces] == ["volume", "total", "odometer"]
    qtbot.keyClick(page.fuel.quick.edit, Qt.Key.Key_Return)
    settled()
    kept = fills(store)[0]
    assert (kept.volume.value, kept.total.amount, kept.odometer.value) == ("45.2", "71.30", "16400")
    assert kept.date.day == TODAY
    assert page.fuel.quick.edit.text() == ""
    assert cells(page, 0)["economy"] == "5.65"
    assert page.tabs.tabText(1) == "Fuel 9"


@pytest.mark.parametrize(
    ("line", "distance"),
    [("45.2 l 16400 km", "800"), ("20 kWh 16400 km", "500"), ("9 l LPG 16400 km", "")],
)
def test_the_line_tells_the_distance_that_the_table_tells_afterwards(
    page, desk, store, octavia, qtbot, settled, line, distance
):
    """Since the fill-up of its energy before it: no other one and no service begins it anew."""
    charge = {**fill_values(octavia, date(2026, 11, 16), 15_900, "0"), "volume": None}
    desk.tell(add(store, kind_named("fill_up"), {**charge, "energy": Quantity("18", "kWh")}))
    service = {"vehicle": octavia, "title": "Tyres", "date": Moment(TODAY)}
    desk.tell(add(store, kind_named("service"), {**service, "odometer": Quantity("16100", "km")}))
    settled()
    page.fuel.quick.edit.insert(line)
    told = [each for each in page.fuel.quick.worked.said() if each.startswith("Distance")]
    assert told == ([f"Distance {distance} km"] if distance else [])
    qtbot.keyClick(page.fuel.quick.edit, Qt.Key.Key_Return)
    settled()
    assert cells(page, 0)["odometer"] == "16,400"
    assert cells(page, 0)["distance"] == distance


def test_the_example_of_a_line_is_written_as_amounts_are_there(page):
    assert page.fuel.quick.edit.placeholderText().startswith("for example  45.2 l  €71.30")


def test_undo_takes_a_quick_fill_up_back(page, desk, store, qtbot, settled):
    page.fuel.quick.edit.insert("45.2 l 71.30 € 16400 km")
    qtbot.keyClick(page.fuel.quick.edit, Qt.Key.Key_Return)
    settled()
    assert len(fills(store)) == 9
    desk.undo()
    settled()
    assert len(fills(store)) == 8
    assert page.fuel.table.rows.rowCount() == 8


def test_a_line_that_says_no_amount_is_asked_about_and_not_kept(page, store, qtbot, settled):
    page.fuel.quick.edit.insert("full 1.599 €/l")
    qtbot.keyClick(page.fuel.quick.edit, Qt.Key.Key_Return)
    settled()
    assert len(fills(store)) == 8
    assert "how much" in page.fuel.quick.question.text()
    assert page.fuel.quick.edit.text()


def test_add_fill_up_leads_to_the_line_and_then_to_the_form(page, desk, settled):
    page.tabs.setCurrentIndex(0)
    settled()
    page.primary.run()
    assert page.tabs.current == FUEL
    assert desk.trail.here.tab == FUEL
    page.fuel.quick.more.click()
    form_of(page).reject()


def test_more_fields_begin_with_what_the_line_says(page, store, settled):
    line = page.fuel.quick.edit
    line.setText("45.2 l 71.30 € 16400 km Shell")
    page.fuel.quick.more.click()
    form = form_of(page)
    texts = {name: form.fields[name].text() for name in ("odometer", "amount", "total", "station")}
    assert texts == {"odometer": "16,400", "amount": "45.2", "total": "71.30", "station": "Shell"}
    assert line.text() == ""
    form.reject()
    assert line.text() == "45.2 l 71.30 € 16400 km Shell"
    page.fuel.quick.more.click()
    form_of(page).save()
    settled()
    assert line.text() == ""
    assert [fill.station for fill in fills(store)].count("Shell") >= 1
    assert len(fills(store)) == 9


def test_more_fields_of_another_kind_open_its_form(page, settled):
    page.fuel.quick.edit.setText("parking 4.50 €")
    assert page.fuel.quick.understood.kind == "expense"
    page.fuel.quick.more.click()
    settled()
    form = page.findChild(RecordForm)
    assert form.entries["total"].typed.state() == "4.50"
    form.reject()
