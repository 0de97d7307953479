"""Fields of all rows stand below each other, and a full row begins another."""

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget

from client.ui.forms.field_grid import FieldGrid
from client.ui.forms.twelfths import Twelfths
from client.ui.widgets.form_field import FormField


@pytest.fixture
def place(qtbot):
    box = QWidget()
    qtbot.addWidget(box)
    layout = Twelfths(box)

    def put(*spans):
        lines = [QLineEdit() for _span in spans]
        for line, span in zip(lines, spans, strict=True):
            layout.place(line, span)
        box.resize(592, 400)
        box.show()
        return lines

    return put


def test_the_edges_of_every_row_are_the_same_whatever_its_spans(place):
    wide, last, *three = place(8, 4, 4, 4, 4)
    assert (wide.x(), last.geometry().right()) == (0, 591)
    assert last.x() == three[2].x()
    assert wide.geometry().right() == three[1].geometry().right()
    assert max(line.width() for line in three) - min(line.width() for line in three) <= 1


def test_a_row_that_is_full_begins_another_and_what_is_hidden_takes_no_room(place, qtbot):
    first, hidden, second, third = place(6, 6, 6, 6)
    assert first.y() == hidden.y() < second.y() == third.y()
    hidden.hide()
    qtbot.waitUntil(lambda: first.y() == second.y())
    assert third.y() > first.y()


LONG = "“lots” does not begin with a number; write the number first, as in 45 l."


@pytest.fixture
def fields(qtbot):
    grid = FieldGrid()
    qtbot.addWidget(grid)
    found = [FormField(f"Field {n}") for n in range(4)]
    for field, span in zip(found, (6, 3, 3, 12), strict=True):
        grid.put(field, span)
    grid.resize(480, 400)
    grid.show()
    yield found
    grid.close()


def said(field):
    """Where a complaint stands in the grid, and how many lines it has."""
    place = field.said.geometry()
    return place, round(place.height() / field.said.fontMetrics().height())


def test_a_complaint_has_more_room_than_a_narrow_field(fields, qtbot):
    _wide, tank, battery, below = fields
    tank.set_error(LONG)
    qtbot.waitUntil(lambda: said(tank)[1] == 2)
    assert said(tank)[0].left() == tank.parentWidget().x()
    tank.set_error("")
    battery.set_error(LONG)
    qtbot.waitUntil(lambda: said(battery)[1] == 2)
    assert said(battery)[0].right() == battery.parentWidget().geometry().right()
    assert not tank.said.isVisible()
    assert below.parentWidget().y() > said(battery)[0].bottom()


def test_complaints_that_have_no_room_beside_each_other_stand_one_below_the_other(fields, qtbot):
    wide, tank, battery, below = fields
    for field in (wide, tank, battery):
        field.set_error("No.")
    qtbot.waitUntil(lambda: said(battery)[0].y() == said(tank)[0].y() == said(wide)[0].y())
    for field in (tank, battery):
        field.set_error(LONG)
    qtbot.waitUntil(lambda: said(battery)[0].y() > said(tank)[0].bottom())
    assert said(tank)[0].y() > said(wide)[0].bottom()
    assert below.parentWidget().y() > said(battery)[0].bottom()


def test_nothing_is_said_of_a_field_that_is_hidden(fields, qtbot):
    tank, below = fields[1], fields[3]
    plain = below.parentWidget().y()
    tank.set_caution(LONG)
    qtbot.waitUntil(lambda: below.parentWidget().y() > plain)
    tank.parentWidget().hide()
    assert not tank.said.isVisible()
    tank.parentWidget().show()
    assert tank.said.isVisible()
