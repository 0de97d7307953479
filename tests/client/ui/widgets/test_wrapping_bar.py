"""A bar above a table keeps its parts whole, however narrow the window is."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from client.ui.widgets.buttons import SecondaryButton
from client.ui.widgets.choice_box import ChoiceBox
from client.ui.widgets.filter_field import FilterField
from client.ui.widgets.labels import label
from client.ui.widgets.segmented import Segment, SegmentedControl
from client.ui.widgets.wrapping_bar import WrappingBar


@pytest.fixture
def parts():
    segments = SegmentedControl([Segment(str(n), f"Segment {n}") for n in range(3)], "Which")
    years = ChoiceBox("Year")
    years.addItem("All years")
    columns = SecondaryButton("", "list", name="Columns")
    return segments, years, FilterField("Filter", "Filter"), label("112 fill-ups"), columns


@pytest.fixture
def shown(qtbot):
    """`shown(bar)`: a bar in a window of its own."""
    page = QWidget()
    qtbot.addWidget(page)

    def show(bar):
        bar.setParent(page)
        page.show()

    return show


@pytest.fixture
def stand(qtbot):
    """`stand(bar, width, parts, rows)`: wait until the parts of a bar so wide are in these rows."""

    def wait(bar, width, parts, rows):
        bar.resize(width, 200)
        bar.layout().activate()
        bar.resize(width, bar.sizeHint().height())
        qtbot.waitUntil(lambda: [part.y() // 36 for part in parts] == rows)

    return wait


def test_what_has_no_room_in_the_first_row_goes_into_the_next(parts, shown, stand):
    segments, years, find, sums, columns = parts
    bar = WrappingBar((segments, years), find, (sums,), columns)
    shown(bar)
    whole, first = segments.sizeHint().width(), (segments, years, find, sums, columns)
    stand(bar, 900, first, [0, 0, 0, 0, 0])
    stand(bar, whole + 340, first, [0, 0, 0, 1, 0])
    stand(bar, whole + 160, first, [0, 0, 1, 1, 0])
    assert segments.width() == whole
    assert find.width() >= 160
    assert columns.geometry().right() == bar.rect().right()
    stand(bar, 900, first, [0, 0, 0, 0, 0])


def test_where_the_first_part_needs_the_first_row_the_corner_goes_into_the_next(
    parts, shown, stand
):
    segments, years, find, sums, columns = parts
    bar = WrappingBar((segments, years), find, (sums,), columns)
    shown(bar)
    whole = segments.sizeHint().width()
    stand(bar, whole + 8 + columns.sizeHint().width(), (segments, years, columns), [0, 1, 0])
    stand(bar, whole + 4, (segments, years, columns), [0, 1, 1])
    assert segments.width() == whole
    assert columns.geometry().right() == bar.rect().right()


def test_what_stands_at_the_end_wraps_together_where_there_is_no_filter(parts, shown, stand):
    segments, years, find, sums, columns = parts
    bar = WrappingBar((segments, years), None, (sums, columns))
    shown(bar)
    stand(bar, 900, (segments, years, sums, columns), [0, 0, 0, 0])
    assert columns.geometry().right() == bar.rect().right()
    both = segments.sizeHint().width() + years.sizeHint().width()
    stand(bar, both + 40, (segments, years, sums, columns), [0, 0, 1, 1])
    assert columns.geometry().right() == bar.rect().right()
    find.deleteLater()


def test_longer_words_wrap_it_too_and_it_never_holds_the_window_open(parts, shown, stand):
    segments, years, find, sums, columns = parts
    bar = WrappingBar((segments, years), find, (sums,), columns)
    shown(bar)
    room = sum(each.sizeHint().width() + 8 for each in (segments, years, sums, columns)) + 220
    stand(bar, room, (find, sums), [0, 0])
    sums.setText("112 fill-ups, 3,582 l")
    stand(bar, room, (find, sums), [0, 1])
    years.hide()
    stand(bar, room, (find, sums), [0, 0])
    assert bar.minimumSizeHint().width() <= segments.sizeHint().width()


def test_tab_goes_through_it_row_by_row_however_it_is_wrapped(parts, shown, stand):
    segments, years, find, sums, columns = parts
    bar = WrappingBar((segments, years), find, (sums,), columns)
    shown(bar)
    whole, all_parts = segments.sizeHint().width(), (segments, years, find, sums, columns)

    def stops():
        chain, there = [], bar
        for _step in range(20):
            there = there.nextInFocusChain()
            if there.focusPolicy() & Qt.FocusPolicy.TabFocus and bar.isAncestorOf(there):
                chain.append(next(part for part in all_parts if part is there
                                  or part.isAncestorOf(there)))  # fmt: skip
            if there is bar:
                return chain
        return chain

    stand(bar, 900, all_parts, [0, 0, 0, 0, 0])
    assert stops() == [segments, years, find, columns]
    stand(bar, whole + 160, all_parts, [0, 0, 1, 1, 0])
    assert stops() == [segments, years, columns, find]
    stand(bar, 900, all_parts, [0, 0, 0, 0, 0])
    assert stops() == [segments, years, find, columns]
