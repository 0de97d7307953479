"""What a number does not tell: come to by Tab before what is typed, and marked until chosen."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from client.ui.routes import WELCOME, Route
from client.ui.welcome.welcome_page import FIRST, WelcomePage

VIN = "TMBJJ7NE8G0123456"
TOLD = "1HGCM82633A004352"
SHORTER = "1139876"


@pytest.fixture
def page(desk, qtbot, settled):
    shown = WelcomePage(desk)
    qtbot.addWidget(shown)
    shown.resize(1440, 900)
    shown.show()
    shown.activateWindow()
    shown.show_route(Route(WELCOME))
    settled()
    shown.show_step(FIRST)
    return shown


def look_up(page, qtbot, settled, number):
    """Type a number in the place of another one, and read it."""
    page.first.vin.selectAll()
    qtbot.keyClicks(page.first.vin, number)
    page.first.look_up()
    settled()


def stops_from(page, qtbot, widget, count):
    """What Tab comes to after a widget."""
    widget.setFocus()
    found = []
    for _stop in range(count):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        found.append(QApplication.focusWidget())
    return found


def test_tab_comes_to_what_is_to_be_chosen_before_what_is_typed(page, qtbot, settled):
    first, facts = page.first, page.first.facts
    wanted = [first.look_up_button, facts.kind, facts.energies, facts.name.line, facts.plate.line,
              facts.odometer.line]  # fmt: skip
    for number in (VIN, SHORTER, VIN):
        look_up(page, qtbot, settled, number)
        assert stops_from(page, qtbot, first.vin, len(wanted)) == wanted
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is facts.plate.line


def test_an_energy_is_marked_until_it_is_chosen(page, qtbot, settled):
    look_up(page, qtbot, settled, VIN)
    facts = page.first.facts
    assert (facts._open.isVisible(), facts._energy_line.mark.icon) == (True, "chevrons-up-down")
    facts.energies.setCurrentIndex(facts.energies.findText("Diesel"))
    assert (facts._open.isVisible(), facts._energy_line.mark.icon) == (False, "")
    facts.energies.setCurrentIndex(0)
    assert (facts._open.isVisible(), facts._energy_line.mark.icon) == (True, "chevrons-up-down")


def test_a_kind_that_no_number_tells_is_marked_until_it_is_chosen(page, qtbot, settled):
    look_up(page, qtbot, settled, SHORTER)
    facts = page.first.facts
    facts.energies.setCurrentIndex(facts.energies.findText("Petrol"))
    assert (facts._open.isVisible(), facts._kind_line.mark.icon) == (True, "chevrons-up-down")
    facts.kind.setFocus()
    facts.kind.showPopup()
    qtbot.keyClick(facts.kind.view(), Qt.Key.Key_Return)
    assert (facts._open.isVisible(), facts._kind_line.mark.icon) == (False, "")
    look_up(page, qtbot, settled, SHORTER + "1")
    assert (facts._open.isVisible(), facts._kind_line.mark.icon) == (True, "chevrons-up-down")


def test_what_was_chosen_otherwise_is_not_said_to_be_from_the_number(page, qtbot, settled):
    look_up(page, qtbot, settled, TOLD)
    line = page.first.facts._energy_line
    assert (line.mark.icon, line.source.text()) == ("check", "from the number")
    energies = page.first.facts.energies
    energies.setCurrentIndex(energies.findText("LPG"))
    assert (line.mark.icon, line.source.text()) == ("", "")
