"""A filter in the palette: in the person's language, and why it finds nothing."""

from datetime import date

import pytest

from client.operations.records import add
from client.ui.text import use_language
from client.ui.widgets.painting import lines_height
from garage.moments import Moment
from garage.money import Money
from garage.records import kind_named
from tests.client.ui.shell.test_palette import look_for


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
