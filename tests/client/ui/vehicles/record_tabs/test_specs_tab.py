"""The tab of specifications: facts typed in place, in sections, numbers told from codes."""

import pytest
from PySide6.QtCore import Qt

from client.operations.records import edit
from client.store import Query
from client.ui.forms.spec_values import value_typed
from garage.reading import Reading
from garage.records import Specification
from garage.units import Quantity
from tests.client.ui.vehicles.tabs import ask, begin_cell, column


def test_a_fact_is_typed_in_place_as_a_number_or_as_words(at, put, store, qtbot, settled):
    put("specification", name="Oil grade", text="0W-30", origin="manual")
    tab = at("specs")
    tab.add()
    for name, value in (("Wheel bolts", "120 Nm"), ("Paint", "LF5X")):
        qtbot.keyClicks(tab.name_field.line, name)
        qtbot.keyClick(tab.name_field.line, Qt.Key.Key_Tab)
        qtbot.keyClicks(tab.value_field.line, value)
        for _impatient in range(2):
            qtbot.keyClick(tab.value_field.line, Qt.Key.Key_Return)
        settled()
    assert column(tab, "name") == ["Oil grade", "Wheel bolts", "Paint"]
    assert column(tab, "value") == ["0W-30", "120 Nm", "LF5X"]
    assert column(tab, "origin") == ["manual", "Typed", "Typed"]
    headings = [tab.table.rows.heading_at(place) for place in range(3)]
    assert headings == ["Fluids", "Wheels and tyres", "Body and paint"]
    kept = store.read(lambda reader: reader.all(Specification, Query(sort="name")))
    assert kept[2].value.text == "120 Nm"


def test_a_fact_goes_to_the_section_that_is_chosen_for_it(at, put, store, settled):
    id_ = put("specification", name="Torque", text="a lot", origin="manual")
    tab = at("specs")
    assert tab.table.rows.heading_at(0) == "Engine"
    tab.desk.operate(tab, lambda opened: edit(opened, id_, {"section": "drive"}))
    settled()
    assert tab.table.rows.heading_at(0) == "Gearbox and drive"
    ask(tab, settled, "section = drive")
    assert column(tab, "name") == ["Torque"]


def test_a_facts_value_changes_from_words_to_a_number(at, put, qtbot, settled):
    put("specification", name="Torque", text="a lot", origin="manual")
    tab = at("specs")
    line = begin_cell(qtbot, tab, 0, "value")
    assert line.text() == "a lot"
    line.setText("340 Nm")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settled()
    assert column(tab, "value") == ["340 Nm"]
    row = tab.table.rows.row(0).record
    assert (row.value.text, row.text) == ("340 Nm", "")


@pytest.mark.parametrize("code", ["0419", "00", "12345678", "01.05", "+491712345678"])
def test_a_code_is_kept_as_it_is_typed(code, at, qtbot, settled):
    tab = at("specs")
    tab.add()
    qtbot.keyClicks(tab.name_field.line, "Radio code")
    qtbot.keyClicks(tab.value_field.line, code)
    qtbot.keyClick(tab.value_field.line, Qt.Key.Key_Return)
    settled()
    assert column(tab, "value") == [code]
    record = tab.table.rows.row(0).record
    assert (record.value, record.text) == (None, code)


def test_a_code_is_typed_over_a_number_in_its_cell(at, put, qtbot, settled):
    put("specification", name="Radio code", value=Quantity("419", ""), origin="typed")
    tab = at("specs")
    line = begin_cell(qtbot, tab, 0, "value")
    line.setText("0419")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settled()
    assert column(tab, "value") == ["0419"]


@pytest.mark.parametrize(
    "text", ["0", "0.5", "0419 km", "419", "120000", "-0.5", "1,234,567", "12345678 Nm"]
)
def test_a_number_stays_one(text):
    typed = value_typed(text, Reading())
    assert (typed["value"] is not None, typed["text"]) == (True, None)


def test_a_fact_without_a_value_is_asked_for(at, qtbot):
    tab = at("specs")
    qtbot.keyClicks(tab.name_field.line, "Torque")
    qtbot.keyClick(tab.name_field.line, Qt.Key.Key_Return)
    assert tab.value_field._error.text() == "Write something here."
    assert tab.name_field.text() == "Torque"
