"""A comparison stays as one left it while something is read again: its place and the keyboard."""

import pytest
from PySide6.QtCore import Qt

from client.operations.records import add, edit
from client.ui.routes import Route
from client.ui.vehicles.garage_page import GaragePage
from client.ui.widgets.buttons import LinkButton
from garage.records import kind_named
from tests.client.ui.waiting import PATIENCE_SECONDS


@pytest.fixture
def vehicles(store):
    """Three vehicles, with more facts than a low window shows."""
    made = [add(store, kind_named("vehicle"), {"name": name}).ids[0] for name in "ABC"]
    for at in range(12):
        fact = {"vehicle": made[0], "name": f"Fact {at}", "value": None, "text": "yes"}
        add(store, kind_named("specification"), fact)
    return made


@pytest.fixture
def page(desk, vehicles, qtbot, settled):
    """The three compared, in a window that is too low for all of it."""
    shown = GaragePage(desk)
    qtbot.addWidget(shown)
    shown.resize(1000, 400)
    shown.show()
    shown.show_route(Route("garage"))
    settled()
    shown.compare(tuple(vehicles))
    settled()
    return shown


def button_of(page, name):
    (found,) = (
        each
        for each in page.comparison.findChildren(LinkButton)
        if each.accessibleName() == f"Open {name}"
    )
    return found


def scroll_down(page, qtbot):
    bar = page.comparison.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 150, timeout=PATIENCE_SECONDS * 1000)
    bar.setValue(130)
    return bar


def test_what_is_not_shown_changes_nothing(page, desk, store, vehicles, settled, qtbot):
    bar = scroll_down(page, qtbot)
    button, content = button_of(page, "B"), page.comparison.widget()
    button.setFocus()
    desk.operate(desk, lambda s: add(s, kind_named("vehicle"), {"name": "D"}))
    settled()
    assert page.comparison.widget() is content
    assert page.window().focusWidget() is button
    assert bar.value() == 130


def test_a_change_that_is_shown_leaves_the_keyboard_and_the_place(
    page, desk, vehicles, settled, qtbot
):
    bar = scroll_down(page, qtbot)
    button_of(page, "B").setFocus()
    desk.operate(desk, lambda s: edit(s, vehicles[0], {"year": 1974}))
    settled()
    assert page.comparison.rows[0].values == ("1974", "", "")
    assert page.window().focusWidget() is button_of(page, "B")
    assert bar.value() == 130
    qtbot.keyClick(page.window().focusWidget(), Qt.Key.Key_Escape)
    assert page.content.isVisible()


def test_the_keyboard_goes_to_the_next_where_a_vehicle_is_gone(
    page, desk, vehicles, settled, qtbot
):
    bar = scroll_down(page, qtbot)
    button_of(page, "B").setFocus()
    page.deeds.delete([vehicles[1]])
    settled()
    assert page.window().focusWidget() is button_of(page, "C")
    assert bar.value() == 130


def test_other_vehicles_are_compared_from_the_top(page, vehicles, settled, qtbot):
    page.compare(tuple(vehicles[:2]))
    settled()
    bar = scroll_down(page, qtbot)
    page.compare((vehicles[0], vehicles[2]))
    settled()
    assert bar.value() == 0
