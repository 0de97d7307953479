"""Fields of all rows stand below each other, and a full row begins another."""

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget

from client.ui.forms.twelfths import Twelfths


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
