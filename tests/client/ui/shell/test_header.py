"""The page header where there is little room."""

import pytest
from PySide6.QtWidgets import QWidget

from client.ui.commands import Command
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


def test_in_a_narrow_window_no_button_lies_over_the_search(qtbot):
    window, header = QWidget(), Header()
    qtbot.addWidget(window)
    header.setParent(window)
    window.show()
    nothing = lambda: None  # noqa: E731
    save = Command("save", "Save as a portable document", nothing, "Ctrl+P", "printer")
    header.show_actions(Command("new", "Export report", nothing, "Ctrl+E", "plus"), (save,))
    header.show_title("Insights", back=False)
    header.setGeometry(0, 0, 1_000, 64)
    button = header._others[0][0]
    assert button.text() == save.title
    header.setGeometry(0, 0, 520, 64)
    qtbot.waitUntil(lambda: header.search_button.geometry().right() < button.x())
    assert header.layout().minimumSize().width() <= 520
    assert button.text() == ""
    assert button.accessibleName() == save.title
    assert button.toolTip() == f"{save.title} (Ctrl+P)"
