"""How far a page was scrolled is found again: over other vehicles, and over a restart."""

import pytest
from PySide6.QtWidgets import QScrollArea, QWidget

from client.store import Store
from client.ui.desk import Desk
from client.ui.scroll_keeper import ScrollKeeper
from tests.client.ui.waiting import settle


@pytest.fixture
def opened(tmp_path, qtbot):
    """`opened()`: a page on the profile, 2,000 pixels long once it is filled; `close` ends it."""

    class Run:
        def __init__(self):
            self.store = Store(tmp_path / "profile")
            settings = self.store.read(lambda reader: reader.settings())
            self.desk = Desk(self.store, settings)
            self.area, self.content = QScrollArea(), QWidget()
            qtbot.addWidget(self.area)
            self.area.setWidget(self.content)
            self.area.resize(300, 400)
            self.keeper = ScrollKeeper(self.desk, "overview", self.area)
            self.bar = self.area.verticalScrollBar()
            self.area.show()

        def fill(self, what=None, high=2_000):
            if what is not None:
                self.keeper.show(what)
            self.content.resize(280, high)

        def close(self):
            self.desk.stop()
            settle(qtbot, self.desk)
            self.desk.close()
            self.store.close()

    return Run


def test_a_page_comes_back_as_it_was_left_once_it_is_long_enough(opened):
    run = opened()
    run.fill()
    run.bar.setValue(700)
    run.close()
    run = opened()
    run.fill(high=500)
    assert run.bar.value() == 0
    run.fill()
    assert run.bar.value() == 700
    run.close()


def test_each_thing_has_its_own_place_and_another_begins_at_its_top(opened, qtbot):
    run = opened()
    run.fill("octavia")
    run.bar.setValue(700)
    run.fill("golf")
    assert run.bar.value() == 0
    run.bar.setValue(300)
    run.fill("octavia")
    qtbot.waitUntil(lambda: run.bar.value() == 700)
    run.close()
    run = opened()
    run.fill("golf")
    qtbot.waitUntil(lambda: run.bar.value() == 300)
    run.fill("octavia")
    qtbot.waitUntil(lambda: run.bar.value() == 700)
    run.close()


def test_a_page_that_was_never_filled_loses_nothing(opened):
    run = opened()
    run.fill()
    run.bar.setValue(700)
    run.close()
    opened().close()
    run = opened()
    run.fill()
    assert run.bar.value() == 700
    run.close()
