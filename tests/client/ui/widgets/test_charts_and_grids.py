"""Charts keep an outlier from flattening the line; grids keep cards readable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QWidget

from client.ui.theme import colour
from client.ui.widgets import line_chart
from client.ui.widgets.buttons import SecondaryButton
from client.ui.widgets.chart_scale import ChartPoint, scale_for, usual_scale
from client.ui.widgets.grids import CardGrid, FlowLayout
from client.ui.widgets.line_chart import LineChart
from client.ui.widgets.money_split import MoneyPart, MoneySplitBar
from client.ui.widgets.vehicle_card import CardContent, VehicleCard

POINTS = [
    ChartPoint(0, 5.9, "5.9 on 1 Nov"),
    ChartPoint(30, 5.6, "5.6 on 1 Dec"),
    ChartPoint(60, 11.9, "11.9 on 2 May", True, "likely a missed fill-up"),
    ChartPoint(90, 5.3, "5.3 on 3 Jun"),
]


@pytest.fixture
def chart(qtbot):
    """A chart of four points, the third flagged."""
    made = LineChart("Economy over time")
    qtbot.addWidget(made)
    made.resize(640, 300)
    made.set_series(POINTS, [(0, "Nov"), (90, "Jun")], (5.2, 6.1), 5.6)
    return made


@given(st.lists(st.floats(-1e6, 1e6), max_size=20))
def test_a_scale_holds_its_values_between_round_ticks(values):
    scale = scale_for(values)
    hair = (scale.high - scale.low) * 1e-6
    assert all(scale.low - hair <= value <= scale.high + hair for value in values)
    assert 2 <= len(scale.ticks) <= 12
    assert list(scale.ticks) == sorted(scale.ticks)


@given(st.floats(-1e4, 1e4), st.floats(0.001, 1e4), st.integers(2, 8))
def test_the_ticks_read_as_what_they_are(low, span, ticks):
    scale = scale_for([low, low + span], ticks)
    step = scale.ticks[1] - scale.ticks[0]
    for tick in scale.ticks:
        assert abs(float(f"{tick:.{scale.decimals}f}") - tick) <= step * 1e-4


@pytest.mark.parametrize(
    ("values", "read"),
    [
        ([10, 20], ["10.0", "12.5", "15.0", "17.5", "20.0"]),
        ([5, 6], ["5.00", "5.25", "5.50", "5.75", "6.00"]),
        ([5, 7], ["5.0", "5.5", "6.0", "6.5", "7.0"]),
        ([0, 100], ["0", "25", "50", "75", "100"]),
    ],
)
def test_steps_of_a_quarter_have_the_decimal_that_they_need(values, read):
    scale = scale_for(values)
    assert [f"{tick:.{scale.decimals}f}" for tick in scale.ticks] == read


def test_a_scale_of_quantities_never_falls_below_zero():
    assert scale_for([0.1, 9.0]).low == 0.0


@pytest.mark.parametrize(("values", "band"), [((5.6, 5.7), None), ((5.6, 5.6), (5.5, 5.7))])
def test_what_hardly_changes_is_drawn_as_what_hardly_changes(values, band):
    scale = usual_scale([ChartPoint(x, y) for x, y in enumerate(values)], band)
    assert scale.low <= 5.0
    assert scale.high >= 6.3


def test_a_flagged_outlier_does_not_stretch_the_scale_and_stands_at_its_edge(chart):
    assert chart.scale.high < 8
    assert chart.scale.clips(11.9)
    assert chart.place(POINTS[2]).y() == chart.plot().top()


def test_the_line_and_the_outlier_are_painted_in_their_colours(chart):
    image = chart.grab().toImage()
    pixels = {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }
    assert colour("accent").name() in pixels
    assert colour("warn").name() in pixels


def test_words_that_would_stand_over_others_are_told_by_going_there(chart, monkeypatch, qtbot):
    said = []
    monkeypatch.setattr(
        line_chart, "_paint_callout", lambda _painter, _box, point: said.append(point)
    )
    many = [ChartPoint(x, 5 + x % 2, f"a{x}") for x in range(0, 100, 2)]
    early, close, late = (ChartPoint(x, 30, f"30 on {x}", True, "check") for x in (3, 51, 53))
    points = sorted([*many, early, close, late], key=lambda point: point.x)
    chart.set_series(points, [(0, "Nov")], (5, 6), 5.5)
    chart.grab()
    assert said == [late, early]
    for _step in range(points[::-1].index(close) + 1):
        qtbot.keyClick(chart, Qt.Key.Key_Left)
    said.clear()
    chart.grab()
    assert said == [late, early, close]
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    said.clear()
    chart.grab()
    assert said.count(late) == 1


def test_the_arrow_keys_walk_the_points_and_say_them(qtbot, chart):
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.accessibleDescription() == "5.3 on 3 Jun"
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert chart.accessibleDescription() == "11.9 on 2 May, likely a missed fill-up"
    with qtbot.waitSignal(chart.picked) as said:
        qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert said.args == [2]


def test_a_click_near_a_point_picks_it(qtbot, chart):
    at = chart.place(POINTS[1]) + QPointF(4, 30)
    with qtbot.waitSignal(chart.picked) as said:
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=at.toPoint())
    assert said.args == [1]


@pytest.mark.parametrize("points", [[], POINTS[:1], POINTS[2:3]])
def test_a_chart_of_one_or_no_point_is_painted_without_fault(qtbot, chart, points):
    chart.set_series(points, [], None, None)
    assert not chart.grab().isNull()


def test_the_money_bar_is_cut_by_the_sizes_of_its_parts(qtbot):
    bar = MoneySplitBar()
    qtbot.addWidget(bar)
    bar.resize(404, 70)
    bar.set_parts(
        [
            MoneyPart("Fuel", 300, "€300.00"),
            MoneyPart("Service", 100, "€100.00"),
            MoneyPart("Tax", 0, "€0.00"),
        ]
    )
    widths = [rect.width() for rect, _ in bar.bars()]
    assert widths[0] == pytest.approx(3 * widths[1])
    assert bar.accessibleName() == "Fuel €300.00, Service €100.00, Tax €0.00"


def test_a_money_bar_without_money_is_an_empty_bar(qtbot):
    bar = MoneySplitBar([MoneyPart("Fuel", 0, "€0.00")])
    qtbot.addWidget(bar)
    bar.resize(300, 70)
    assert bar.grab().toImage().pixelColor(150, 6) == colour("border")


def _cards(qtbot, count: int, width: int) -> tuple[QWidget, list[VehicleCard]]:
    page = QWidget()
    qtbot.addWidget(page)
    grid = CardGrid(page)
    cards = [VehicleCard(CardContent(f"Car {number}")) for number in range(count)]
    for card in cards:
        grid.addWidget(card)
    page.resize(width, 1500)
    page.show()
    return page, cards


@pytest.mark.parametrize(("width", "columns"), [(263, 1), (264, 1), (543, 1), (544, 2), (856, 3)])
def test_cards_reflow_and_are_never_narrower_than_264(qtbot, width, columns):
    page, cards = _cards(qtbot, 5, width)
    first_row = [card for card in cards if card.y() == 0]
    assert len(first_row) == columns
    assert min(card.width() for card in cards) >= min(264, width)
    assert first_row[-1].geometry().right() == width - 1
    rows = -(-5 // columns)
    assert page.layout().heightForWidth(width) == rows * 358 + (rows - 1) * 16


def test_hidden_cards_leave_no_hole_in_the_grid(qtbot):
    page, cards = _cards(qtbot, 3, 544)
    cards[0].hide()
    page.layout().activate()
    assert cards[1].pos().x() == 0
    assert cards[1].y() == cards[2].y() == 0


def test_flowing_items_go_to_the_next_line_when_the_first_is_full(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    flow = FlowLayout(page)
    buttons = [SecondaryButton(f"Button {number}") for number in range(4)]
    for button in buttons:
        flow.addWidget(button)
    page.resize(230, 200)
    page.show()
    assert buttons[0].y() == buttons[1].y() == 0
    assert buttons[2].y() == 40
    assert flow.heightForWidth(230) == 72


def test_clearing_a_grid_deletes_its_cards(qtbot):
    page, _cards_made = _cards(qtbot, 2, 544)
    page.layout().clear()
    qtbot.waitUntil(lambda: page.findChildren(VehicleCard) == [])
    assert page.layout().count() == 0
