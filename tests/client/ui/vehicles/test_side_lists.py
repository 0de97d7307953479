"""The lists beside the garage's cards."""

import pytest

from client.ui.vehicles.side_lists import SideLists


@pytest.fixture
def lists(qtbot):
    made = SideLists()
    qtbot.addWidget(made)
    made.resize(600, 1_200)
    made.show()
    return made


def test_where_there_is_much_room_the_second_list_follows_the_first(lists):
    lists.set_across(False)
    lists.layout().activate()
    assert lists.lately.y() - lists.due_soon.geometry().bottom() < 24


def test_side_by_side_they_take_half_of_the_width_each(lists):
    lists.set_across(True)
    lists.layout().activate()
    assert lists.lately.y() == lists.due_soon.y()
    assert abs(lists.lately.width() - lists.due_soon.width()) <= 1
