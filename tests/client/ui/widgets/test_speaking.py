"""What screen readers are told: toasts as they come, and what painted parts are."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QStackedWidget, QWidget

from client.ui.widgets import speaking
from client.ui.widgets.chart_scale import ChartPoint
from client.ui.widgets.line_chart import LineChart
from client.ui.widgets.nav_row import NavRow
from client.ui.widgets.tile import LinkTile, Tile
from client.ui.widgets.toast import Toast

POLITE = QAccessible.AnnouncementPoliteness.Polite
ASSERTIVE = QAccessible.AnnouncementPoliteness.Assertive


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


def test_signs_that_divide_for_the_eye_are_pauses_for_the_ear():
    assert speaking.aloud("Z3", "", "1999 BMW · laid up", "~17 Dec") == (
        "Z3, 1999 BMW, laid up, 17 Dec"
    )


def test_what_is_announced_has_no_signs_either(qtbot, heard):
    page = QWidget()
    qtbot.addWidget(page)
    speaking.announce(page, "Not syncing · 1 record")
    assert heard == [("Not syncing, 1 record", POLITE)]


def test_a_stack_of_pages_is_no_layered_pane(qtbot):
    speaking.give_roles()
    stack = QStackedWidget()
    qtbot.addWidget(stack)
    assert spoken(stack)[0] is QAccessible.Role.Grouping


def test_what_comes_of_typing_is_told_once_when_one_pauses(qtbot, heard):
    page = QWidget()
    qtbot.addWidget(page)
    page.show()
    voice = speaking.Following(page)
    for words in ("Volume 4 l", "Volume 45 l", "Volume 45 l"):
        voice.say(words)
    assert heard == []
    qtbot.waitUntil(lambda: bool(heard), timeout=60_000)
    voice.say("Volume 45 l")
    assert not voice.isActive()
    voice.know("Volume 4 l")
    voice.say("Volume 4 l")
    assert not voice.isActive()
    assert [words for words, _how in heard] == ["Volume 45 l"]


def test_a_chart_says_that_it_is_one_and_the_arrows_read_a_point_with_its_note(qtbot):
    speaking.give_roles()
    chart = LineChart("Economy")
    qtbot.addWidget(chart)
    outlier = ChartPoint(1.0, 11.9, "11.9 l/100 km on 10 May", note="full? · Check it")
    chart.set_series((outlier,), ())
    chart.set_summary("Average 5.7 l/100 km.")
    assert spoken(chart) == (QAccessible.Role.Chart, "Economy", "Average 5.7 l/100 km.")
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert spoken(chart)[2] == "11.9 l/100 km on 10 May, full?, Check it"
