"""Charts that are read one thing at a time: stacked months, several lines, rows, the popover."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor

from client.ui.theme import colour
from client.ui.widgets.chart_scale import ChartPoint
from client.ui.widgets.legend import Legend
from client.ui.widgets.lines_chart import ChartLine, LinesChart
from client.ui.widgets.month_bars import Bar, BarPart, MonthBars
from client.ui.widgets.range_rows import RangeRow, RangeRows
from client.ui.widgets.share_list import Share, ShareList
from client.ui.widgets.split_rows import SplitRow, SplitRows


def number(value, places):
    return f"{value:.{places}f}"


def bar(label, *sizes, unfinished=False):
    roles = ("chart_1", "chart_3")
    parts = tuple(
        BarPart(role, size, role, f"€{size}") for role, size in zip(roles, sizes, strict=False)
    )
    return Bar(label, f"{label} 2026", f"€{sum(sizes)}", parts, unfinished)


@pytest.fixture
def months(qtbot):
    chart = MonthBars("Cost")
    qtbot.addWidget(chart)
    chart.resize(600, 300)
    chart.set_bars([bar("Jan", 40, 60), bar("Feb", 50), bar("Mar", 30, -20)], number, "€160")
    chart.show()
    return chart


def colour_at(widget, x, y) -> QColor:
    return widget.grab().toImage().pixelColor(round(x), round(y))


def test_a_bar_is_as_high_as_its_parts_together(months):
    jan, feb = months.box_of(0), months.box_of(1)
    assert jan.height() == pytest.approx(2 * feb.height())
    assert colour_at(months, jan.center().x(), jan.bottom() - 6) == colour("chart_1")
    assert colour_at(months, jan.center().x(), jan.top() + 6) == colour("chart_3")


def test_what_was_received_hangs_below_the_line(months):
    assert months.scale.low < 0
    mar = months.box_of(2)
    assert mar.bottom() > months.box_of(0).bottom()
    assert colour_at(months, mar.center().x(), mar.bottom() - 4) == colour("chart_3")


def test_the_parts_are_told_the_greatest_first(months):
    assert months.words(0) == "Jan 2026: €100; chart_3 €60; chart_1 €40"


def test_the_arrows_stop_at_both_ends(months, qtbot):
    qtbot.keyClick(months, Qt.Key.Key_Right)
    assert months.current == 2
    qtbot.keyClick(months, Qt.Key.Key_Right)
    assert months.current == 2
    for _step in range(4):
        qtbot.keyClick(months, Qt.Key.Key_Left)
    assert months.current == 0


def test_enter_picks_what_is_current(months, qtbot):
    qtbot.keyClick(months, Qt.Key.Key_Home)
    with qtbot.waitSignal(months.picked) as picked:
        qtbot.keyClick(months, Qt.Key.Key_Return)
    assert picked.args == [0]


def test_bars_of_nothing_and_no_bars_can_be_painted(qtbot):
    chart = MonthBars("Cost")
    qtbot.addWidget(chart)
    chart.set_bars([], number, "")
    chart.grab()
    chart.set_bars([bar("Jan")], number, "")
    chart.show_current(0)
    chart.grab()
    qtbot.keyClick(chart, Qt.Key.Key_Right)


@pytest.fixture
def lines(qtbot):
    chart = LinesChart("Economy")
    qtbot.addWidget(chart)
    chart.resize(600, 240)
    first = [ChartPoint(x, 5 + x % 2, f"a{x}") for x in range(10)]
    first[4] = ChartPoint(4, 40, "a4", True, "check it")
    second = [ChartPoint(x, 9, f"b{x}") for x in range(0, 10, 3)]
    chart.set_lines(
        [ChartLine("A", "chart_1", tuple(first)), ChartLine("B", "chart_3", tuple(second), True)],
        [(0, "Jan"), (9, "Oct")],
        number,
        "two lines",
    )
    chart.show()
    return chart


def test_an_outlier_stands_at_the_edge_and_stretches_no_scale(lines):
    scale, plot, places = lines._layout()
    assert scale.high < 20
    assert places[0][4].y() == pytest.approx(plot.top())
    lines.grab()


def test_up_and_down_go_to_the_other_line_at_the_same_time(lines, qtbot):
    qtbot.keyClick(lines, Qt.Key.Key_Left)
    assert lines.accessibleDescription() == "A: a9"
    qtbot.keyClick(lines, Qt.Key.Key_Left)
    qtbot.keyClick(lines, Qt.Key.Key_Down)
    assert lines.accessibleDescription() == "B: b9"
    qtbot.keyClick(lines, Qt.Key.Key_Left)
    assert lines.accessibleDescription() == "B: b6"
    qtbot.keyClick(lines, Qt.Key.Key_Up)
    assert lines.accessibleDescription() == "A: a6"


def test_the_pointer_finds_the_nearest_point(lines, qtbot):
    _scale, _plot, places = lines._layout()
    qtbot.mouseMove(lines, places[1][1].toPoint() + QPoint(3, 2))
    assert lines.accessibleDescription() == "B: b3"
    qtbot.mouseMove(lines, places[0][4].toPoint())
    assert lines.accessibleDescription() == "A: a4; check it"
    lines.grab()


def test_no_lines_can_be_painted(qtbot):
    chart = LinesChart("Economy")
    qtbot.addWidget(chart)
    chart.set_lines([], [], number, "")
    chart.grab()
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Home):
        qtbot.keyClick(chart, key)


def test_rows_are_read_from_the_top_with_down(qtbot):
    splits, ranges = SplitRows("Cost"), RangeRows("Economy")
    splits.set_rows(
        [
            SplitRow("A", 1, 2, "3", "km", "A costs 3"),
            SplitRow("B", 0, 0, "–", "", "B: why", "why"),
        ],
        "",
    )
    ranges.set_rows(
        [RangeRow("A", 4, 5, 6, "5", "4 – 6", "A 5"), RangeRow("B", 7, 7, 7, "7", "–", "B 7")],
        number,
        "",
    )
    for chart, first, second in ((splits, "A costs 3", "B: why"), (ranges, "A 5", "B 7")):
        qtbot.addWidget(chart)
        chart.resize(500, chart.sizeHint().height())
        qtbot.keyClick(chart, Qt.Key.Key_Down)
        assert chart.accessibleDescription() == first
        qtbot.keyClick(chart, Qt.Key.Key_Down)
        assert chart.accessibleDescription() == second
        chart.grab()


def test_a_legend_wraps_and_says_what_it_shows(qtbot):
    legend = Legend()
    qtbot.addWidget(legend)
    legend.set_entries([("chart_1", "A long name", False), ("chart_3", "Another name", True)])
    assert legend.heightForWidth(400) < legend.heightForWidth(110)
    assert legend.accessibleName() == "A long name, Another name"
    legend.grab()


def test_shares_say_their_parts(qtbot):
    shares = ShareList("By category")
    qtbot.addWidget(shares)
    shares.set_shares([Share("chart_1", "Fuel", "€60", "60 %")])
    assert shares.accessibleName() == "By category: Fuel €60, 60 %"
    shares.grab()
