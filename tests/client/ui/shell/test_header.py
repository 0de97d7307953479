"""The page header where there is little room."""

import pytest

from client.ui.shell.header import Header
from client.ui.widgets.painting import text_width


@pytest.fixture
def header(qtbot):
    made = Header()
    qtbot.addWidget(made)
    made.show()
    return made


def shown(header, title, width, qtbot):
    """How wide the title is, next to how wide it wants to be, in a header so wide."""
    header.show_title(title, back=True)
    header.resize(width, header.height())
    qtbot.waitUntil(lambda: header.title.geometry().right() < header.search_button.x())
    return header.title.width(), text_width(title, "title", 600)


def test_in_a_narrow_window_the_search_gives_way_and_the_title_stays_whole(header, qtbot):
    width, wanted = shown(header, "Calendar", 420, qtbot)
    assert width >= wanted
    assert header.search_button.width() < header.search_button.sizeHint().width()


def test_a_long_title_is_shortened_and_whole_in_its_tool_tip(header, qtbot):
    title = "The van of the volunteer fire brigade of Niederhausen"
    width, wanted = shown(header, title, 700, qtbot)
    assert 160 <= width < wanted
    header.title.grab()
    assert header.title.toolTip() == title
