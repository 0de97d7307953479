"""Vehicles side by side: what each has, which is best, and that it follows changes."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from client.operations.records import edit


def test_two_vehicles_stand_side_by_side_with_the_best_in_words(page, fleet, qtbot, settled):
    page.grid.pick([fleet["Octavia"], fleet["Herbie"]])
    qtbot.mouseClick(page.head.selection.compare_button, Qt.MouseButton.LeftButton)
    settled()
    assert page.comparison.isVisible()
    assert page.title == "Compare"
    rows = {row.title: row for row in page.comparison.rows}
    assert rows["Model year"].values == ("2016", "1973")
    assert rows["Power"].values == ("148 bhp", "43 bhp")
    assert rows["Power"].best == {0}
    assert rows["Odometer"].values == ("15,600 km", "")
    assert rows["Odometer"].best == frozenset()
    qtbot.mouseClick(page.comparison.copy_button, Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text().splitlines()
    assert copied[0] == "\tOctavia\tHerbie"
    assert "Power\t148 bhp (best)\t43 bhp" in copied
    qtbot.keyClick(page.comparison, Qt.Key.Key_Escape)
    assert page.content.isVisible()
    assert page.title == "Garage"


def test_one_vehicle_alone_is_not_compared(page, fleet):
    page.grid.pick([fleet["Octavia"]])
    assert not page.head.selection.compare_button.isEnabled()
    page.compare_selected()
    assert not page.comparison.isVisible()


def test_a_comparison_follows_changes_and_ends_when_one_vehicle_is_left(
    page, desk, store, fleet, settled
):
    page.compare((fleet["Octavia"], fleet["Herbie"]))
    settled()
    desk.operate(page, lambda s: edit(s, fleet["Herbie"], {"year": 1974}))
    settled()
    assert page.comparison.rows[0].values == ("2016", "1974")
    page.deeds.delete([fleet["Herbie"]])
    settled()
    assert page.content.isVisible()
    assert page.title == "Garage"
