"""Words, the filter language and the state narrow the garage down."""

import pytest
from PySide6.QtCore import Qt

from client.operations.records import edit
from client.ui.routes import Route
from client.ui.vehicles.garage_page import GaragePage

from .seen import names_of


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("herbie", ["Herbie"]),
        ("skoda", ["Octavia"]),
        ("mjl2016", ["Octavia"]),
        ("rally", ["Herbie"]),
        ("classics vw", ["Herbie"]),
        ("nothing such", []),
    ],
)
def test_words_narrow_the_garage_down_letter_by_letter(page, qtbot, words, names):
    page.start_filter()
    qtbot.keyClicks(page.filters.field, words)
    assert names_of(page) == names
    assert page.content.nothing.isVisible() == (not names)
    qtbot.keyClick(page.filters.field, Qt.Key.Key_Escape)
    assert len(names_of(page)) == 3
    assert not page.filters.isVisible()


def test_a_filter_in_the_language_is_answered_and_a_broken_one_says_why(page, qtbot, settled):
    page.start_filter()
    qtbot.keyClicks(page.filters.field, "odometer > 10000 km")
    qtbot.keyClick(page.filters.field, Qt.Key.Key_Return)
    settled()
    assert names_of(page) == ["Octavia"]
    page.filters.field.clear()
    qtbot.keyClicks(page.filters.field, "odometer >")
    qtbot.keyClick(page.filters.field, Qt.Key.Key_Return)
    settled()
    assert "a value is missing" in page.filters.wrong.text()
    assert page.filters.wrong.isVisible()
    qtbot.keyClicks(page.filters.field, " 90000 km")
    qtbot.keyClick(page.filters.field, Qt.Key.Key_Return)
    settled()
    assert names_of(page) == []
    assert not page.filters.wrong.isVisible()


def test_what_was_sold_shows_when_it_is_asked_for(page, settled, qtbot):
    page.start_filter()
    page.filters.status.setCurrentIndex(page.filters.status.findData("gone"))
    page.filters.status.activated.emit(0)
    settled()
    assert names_of(page) == ["Golf"]
    assert "Sold" in page.grid.cards[0].accessibleName()
    assert page.figures[0][0].text() == "3"
    page.filters.reset()
    settled()
    assert names_of(page) == ["Octavia", "Ape", "Herbie"]


def test_a_garage_of_sold_vehicles_is_not_empty(desk, store, octavia, qtbot, settled):
    edit(store, octavia, {"status": "sold"})
    shown = GaragePage(desk)
    qtbot.addWidget(shown)
    shown.show()
    shown.show_route(Route("garage"))
    settled()
    assert not shown.empty.isVisible()
    assert shown.content.nothing.isVisible()
    shown.content.nothing.primary_button.click()
    settled()
    assert names_of(shown) == ["Octavia"]
