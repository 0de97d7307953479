"""The bar of tabs keeps every tab within reach, however narrow the window is."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from client.ui.widgets.page_tabs import PageTabs

NAMES = ("overview", "fuel", "service", "expenses", "trips", "notes", "history")


@pytest.fixture
def page(qtbot):
    shown = QWidget()
    shown.tabs = PageTabs([(name, f"{name.title()} 100") for name in NAMES], "Vehicle")
    column = QVBoxLayout(shown)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(shown.tabs)
    qtbot.addWidget(shown)
    shown.resize(1200, 60)
    shown.show()
    qtbot.waitExposed(shown)
    return shown


def seen(tabs):
    """The keys of the tabs on the line, those that take room there."""
    there = range(tabs.count())
    return [tabs.tabData(at) for at in there if tabs.tabRect(at).width() > 0]


def narrowed(page, qapp, width=460):
    page.resize(width, 60)
    qapp.processEvents()
    return page.tabs


def test_all_tabs_stand_on_the_line_where_there_is_room(page):
    assert seen(page.tabs) == list(NAMES)
    assert not page.tabs.more_button.isVisible()


def test_what_has_no_room_is_offered_by_the_menu_whole(page, qapp):
    tabs = narrowed(page, qapp)
    assert seen(tabs) + list(tabs.in_menu) == list(NAMES)
    assert tabs.in_menu
    assert tabs.more_button.isVisible()
    last = max(tabs.tabRect(at).right() for at in range(tabs.count()))
    assert last < tabs.more_button.geometry().right() < tabs.width()


def test_a_tab_gone_to_by_the_menu_comes_to_the_line(page, qapp, qtbot):
    tabs = narrowed(page, qapp)
    tabs.more_button.click()
    menu = tabs.findChild(QMenu)
    action = next(each for each in menu.actions() if each.text() == "History 100")
    with qtbot.waitSignal(tabs.chosen) as chosen:
        action.trigger()
    menu.close()
    assert chosen.args == ["history"]
    assert "history" in seen(tabs)
    assert "history" not in tabs.in_menu


def test_arrows_come_to_tabs_of_the_menu_too(page, qapp, qtbot):
    tabs = narrowed(page, qapp)
    tabs.setFocus()
    for _press in NAMES[1:]:
        qtbot.keyClick(tabs, Qt.Key.Key_Right)
    assert tabs.current == "history"
    qtbot.keyClick(tabs, Qt.Key.Key_Left)
    assert tabs.current == "notes"


def test_a_turn_that_fails_is_over(page, monkeypatch):
    def fail(_place):
        raise RuntimeError("the bar is gone")

    monkeypatch.setattr(page.tabs, "setCurrentIndex", fail)
    with pytest.raises(RuntimeError, match="gone"):
        page.tabs.go_next()
    assert not page.tabs.turning


def test_all_come_back_when_the_window_is_wide_again(page, qapp):
    tabs = narrowed(page, qapp)
    tabs.set_current("history")
    page.resize(1200, 60)
    qapp.processEvents()
    assert seen(tabs) == list(NAMES)
    assert tabs.current == "history"


def test_a_tab_withheld_is_neither_on_the_line_nor_in_the_menu(page, qapp):
    page.tabs.setTabVisible(1, False)
    tabs = narrowed(page, qapp)
    assert "fuel" not in seen(tabs)
    assert "fuel" not in tabs.in_menu
    tabs.setTabVisible(1, True)
    assert "fuel" in seen(tabs)
