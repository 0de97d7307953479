"""In narrow columns the calendar says less, and nothing that is cut off."""

import pytest
from PySide6.QtCore import QRectF

from client.ui.calendar.entry_paint import more_words
from client.ui.calendar.grid_paint import _beside
from client.ui.theme import MEDIUM
from client.ui.widgets.painting import text_width


def test_how_many_more_there_are_is_a_number_alone_where_words_have_no_room(qapp):
    whole = text_width("+2 more", "small", MEDIUM)
    assert more_words(2, QRectF(0, 0, whole + 1, 20)) == "+2 more"
    assert more_words(2, QRectF(0, 0, whole - 1, 20)) == "+2"


@pytest.mark.parametrize(
    ("wide", "begins", "gap"),
    [(109, 10, 6), (67, 4, 4), (40, 10, 0)],
)
def test_a_weekday_stands_beside_its_number_as_long_as_both_have_room(wide, begins, gap):
    assert _beside(QRectF(0, 0, wide, 48), 27.0) == (begins, gap)
