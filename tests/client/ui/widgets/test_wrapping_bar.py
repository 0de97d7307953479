"""A bar of two halves: beside each other where there is room, else below each other."""

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from client.ui.widgets.filter_field import FilterField
from client.ui.widgets.wrapping_bar import WrappingBar


@pytest.fixture
def page(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def bar(page):
    made = WrappingBar()
    made.setParent(page)
    made.words = QLabel("Services, repairs, upgrades")
    made.left.addWidget(made.words)
    made.field = FilterField("Filter", "Filter")
    made.right.addWidget(made.field, 1)
    made.resize(900, 80)
    page.show()
    return made


def test_the_second_half_goes_below_and_comes_back(bar, qtbot):
    assert not bar.is_wrapped
    assert bar.field.x() > bar.words.geometry().right()
    bar.resize(bar.words.sizeHint().width() + 40, 80)
    qtbot.waitUntil(lambda: bar.field.y() > bar.words.geometry().bottom())
    assert bar.words.x() == 0
    assert bar.words.width() >= bar.words.sizeHint().width()
    bar.resize(900, 80)
    qtbot.waitUntil(lambda: not bar.is_wrapped)


def test_longer_words_wrap_it_too_and_it_never_holds_the_window_open(bar, qtbot):
    bar.resize(420, 80)
    assert not bar.is_wrapped
    bar.words.setText("Services, repairs, upgrades, inspections and whatever else")
    qtbot.waitUntil(lambda: bar.is_wrapped)
    assert bar.minimumSizeHint().width() <= max(
        bar.words.sizeHint().width(), bar.field.minimumSizeHint().width()
    )
