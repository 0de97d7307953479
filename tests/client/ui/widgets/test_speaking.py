"""What screen readers are told: toasts as they come, and what painted parts are."""

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from client.ui.widgets import speaking
from client.ui.widgets.nav_row import NavRow
from client.ui.widgets.tile import LinkTile, Tile
from client.ui.widgets.toast import Toast

POLITE = QAccessible.AnnouncementPoliteness.Polite
ASSERTIVE = QAccessible.AnnouncementPoliteness.Assertive


@pytest.fixture
def heard(monkeypatch):
    """What is announced, and how: without a screen reader Qt hands it to nobody."""
    told = []

    class Listening(QAccessible):
        @staticmethod
        def updateAccessibility(event):  # noqa: N802 (Qt's name)
            told.append((event.message(), event.politeness()))

    monkeypatch.setattr(speaking, "QAccessible", Listening)
    return told


def spoken(widget):
    """The role that a screen reader is given for a widget, and its words."""
    found = QAccessible.queryAccessibleInterface(widget)
    return found.role(), found.text(QAccessible.Text.Name), found.text(QAccessible.Text.Description)


def test_a_toast_is_read_out_and_a_failure_at_once(qtbot, heard):
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(600, 400)
    Toast(page, "Added: fill-up").dismiss()
    Toast(page, "No room on the disk", undoable=False, icon="triangle-alert").dismiss()
    assert heard == [("Added: fill-up", POLITE), ("No room on the disk", ASSERTIVE)]


def test_a_tile_that_leads_somewhere_is_a_button_with_the_words_it_has_now(qtbot):
    speaking.give_roles()
    tile, plain = LinkTile("Next due"), Tile("Distance")
    for each in (tile, plain):
        qtbot.addWidget(each)
    tile.set_figure("3", "days")
    assert spoken(tile)[:2] == (QAccessible.Role.Button, "Next due: 3, days")
    tile.set_figure("2", "days")
    assert spoken(tile)[:2] == (QAccessible.Role.Button, "Next due: 2, days")
    assert spoken(plain)[0] is QAccessible.Role.Client


def test_a_row_of_the_sidebar_is_a_button_that_says_whether_one_is_there(qtbot):
    row = NavRow("Calendar", "calendar")
    qtbot.addWidget(row)
    assert spoken(row) == (QAccessible.Role.Button, "Calendar", "")
    row.setChecked(True)
    row.set_badge(3)
    assert spoken(row) == (QAccessible.Role.Button, "Calendar", "You are here, 3")
    row.click()
    assert row.isChecked()
