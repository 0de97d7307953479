"""The tab of expenses: with policies and valuations, of which only costs are summed."""

from datetime import date

from PySide6.QtCore import Qt

from garage.moments import Moment
from garage.money import Money
from garage.periods import Period
from tests.client.ui.vehicles.tabs import begin_cell, column

from .conftest import euros


def expenses(put):
    put("expense", date=Moment(date(2026, 11, 1)), title="Parking", category="parking",
        total=euros("9.00"))  # fmt: skip
    put("expense", date=Moment(date(2026, 1, 5)), title="Road tax", category="tax",
        total=euros("280.00"), every=Period(1, "Y"))  # fmt: skip
    put("expense", date=Moment(date(2026, 3, 5)), title="Vignette", category="toll",
        total=Money("40.00", "CHF"))  # fmt: skip
    put("insurance_policy", insurer="HUK", number="318/44", start=date(2026, 1, 1),
        premium=euros("468.20"), every=Period(6, "M"))  # fmt: skip
    put("valuation", date=Moment(date(2026, 9, 18)), value=euros("9800"), origin="Schwacke")


def test_expenses_policies_and_valuations_stand_by_date_and_only_costs_are_summed(at, put):
    expenses(put)
    tab = at("expenses")
    assert column(tab, "category") == [
        "Parking", "Valuation", "Toll", "Tax", "Insurance policy",
    ]  # fmt: skip
    assert column(tab, "every") == ["", "", "", "every year", "every 6 months"]
    assert tab.bar.sums.text() == "5 records · €757.20 · CHF 40.00"
    assert "Insurance policy: €468.20" in tab.bar.sums.toolTip()
    boxes = [tab.bar.boxes[0].itemText(place) for place in range(tab.bar.boxes[0].count())]
    assert "Tax · €280.00" in boxes


def test_of_valuations_the_latest_counts(at, put, settled):
    expenses(put)
    tab = at("expenses")
    tab.bar.segments.button("valuation").click()
    settled()
    assert tab.bar.sums.text() == "1 of 5 · last €9,800.00"
    tab.bar.segments.button("recurring").click()
    settled()
    assert column(tab, "title") == ["Road tax", "318/44"]


def test_the_cell_of_a_policy_changes_the_policys_own_field(at, put, qtbot, settled):
    expenses(put)
    tab = at("expenses")
    line = begin_cell(qtbot, tab, 4, "total")
    assert line.text() == "€468.20"
    line.setText("500")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settled()
    assert column(tab, "total")[4] == "€500.00"
    line = begin_cell(qtbot, tab, 4, "supplier")
    line.setText("HUK-Coburg")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settled()
    assert column(tab, "supplier")[4] == "HUK-Coburg"
