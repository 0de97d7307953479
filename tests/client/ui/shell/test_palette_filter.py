"""A filter in the palette: what it finds, in the person's language, and why it finds nothing."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from client.operations.records import add
from client.ui.routes import VEHICLE
from client.ui.text import use_language
from client.ui.widgets.painting import lines_height
from garage.moments import Moment
from garage.money import Money
from garage.records import kind_named
from garage.units import Quantity
from tests.client.ui.shell.palette import headings, look_for


@pytest.fixture
def german(shell):
    use_language("de")
    yield
    use_language("en")


def notes(shell):
    """What the palette says in place of records."""
    return [row.title for row in shell.search.list._rows.rows if row.icon == "circle-alert"]


def test_a_field_that_nothing_has_is_told(shell, settled, qtbot, octavia):
    look_for(shell, settled, qtbot, "zeppelin > 10")
    assert notes(shell) == ["Nothing here has a field “zeppelin”."]
    look_for(shell, settled, qtbot, "total > 99999")
    assert notes(shell) == ["No record is let through by this filter."]


def test_a_long_complaint_is_told_whole_in_a_narrow_window(shell, settled, qtbot, octavia):
    heights = []
    for width in (1100, 640):
        shell.resize(width, 600)
        look_for(shell, settled, qtbot, "date > the day before the day after tomorrow or so")
        (note,) = (row for row in shell.search.list.all_rows() if row.icon == "circle-alert")
        place = shell.search.list.rect_of(note)
        room = place.width() - 70
        assert place.height() >= lines_height(note.title, room)
        assert place.bottom() <= shell.search.list.viewport().height()
        heights.append(place.height())
    # Where it has room on one line it is no higher than a short one.
    assert heights[0] <= heights[1]
    assert heights[1] > note.height


def test_fields_and_choices_are_read_in_german(shell, store, settled, qtbot, octavia, german):
    values = {"vehicle": octavia, "title": "Kfz", "date": Moment(date(2026, 11, 10))}
    values |= {"total": Money("150.00", "EUR"), "category": "tax"}
    add(store, kind_named("expense"), values)
    for text in ("betrag > 100", "kategorie = steuer"):
        assert [row.title for row in look_for(shell, settled, qtbot, text)] == ["Kfz"]


def test_a_filter_lists_what_it_lets_through_over_all_kinds(shell, store, settled, qtbot, octavia):
    when = Moment(date(2026, 11, 10))
    for title, amount in (("Tax", "150.00"), ("Wash", "12.00")):
        values = {"vehicle": octavia, "title": title, "date": when}
        add(store, kind_named("expense"), {**values, "total": Money(amount, "EUR")})
    found = look_for(shell, settled, qtbot, "total > 100 eur")
    assert [(row.title, row.amount) for row in found] == [("Tax", "€150.00")]
    assert headings(shell) == ["Expenses: 1 found"]
    qtbot.keyClick(shell.search.field, Qt.Key.Key_Return)
    here = shell.desk.trail.here
    assert (here.page, here.vehicle, here.tab) == (VEHICLE, octavia, "expenses")
    assert here.record


def test_a_filter_counts_in_any_unit(shell, store, settled, qtbot, octavia):
    values = {"vehicle": octavia, "name": "Torque", "value": Quantity("560", "Nm")}
    add(store, kind_named("specification"), values)
    assert [r.title for r in look_for(shell, settled, qtbot, "torque > 400 lb-ft")] == ["Octavia"]
    assert look_for(shell, settled, qtbot, "torque > 500 lb-ft") == []


def test_fill_ups_are_filtered_by_the_economy_they_close(shell, store, settled, qtbot, octavia):
    for n, (odometer, litres) in enumerate(((1000, "40"), (2000, "50"), (3000, "70"))):
        values = {
            "vehicle": octavia,
            "date": Moment(date(2026, 10, 1 + n)),
            "odometer": Quantity(str(odometer), "km"),
            "volume": Quantity(litres, "L"),
        }
        add(store, kind_named("fill_up"), values)
    assert [r.amount for r in look_for(shell, settled, qtbot, "economy > 6 l/100 km")] == [
        "7.00 l/100 km"
    ]
    assert len(look_for(shell, settled, qtbot, "economy > 40 mpg")) == 2


def test_a_filter_that_cannot_be_says_why(shell, settled, qtbot):
    assert look_for(shell, settled, qtbot, "odometer > many") == []
    assert any("odometer" in title.lower() for title in headings(shell))
