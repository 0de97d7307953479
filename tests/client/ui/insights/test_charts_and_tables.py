"""The charts explain themselves to the keyboard and the pointer, and turn into tables and back."""

from datetime import date

from PySide6.QtCore import QPoint, Qt

from client.operations.records import add
from garage.moments import Moment
from garage.money import Money
from garage.records import kind_named
from garage.rules.windows import Window
from tests.client.ui.insights.conftest import choose


def test_a_month_explains_itself_to_the_keyboard(page, qtbot):
    chart = page.cost.bars
    chart.setFocus()
    assert chart.accessibleDescription().startswith("€1,369 in all")
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert chart.accessibleDescription() == "November 2026: €60; Fuel and charging €60"
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    for _step in range(3):
        qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.accessibleDescription() == (
        "March 2026: €660; Service and parts €600; Fuel and charging €60"
    )
    qtbot.keyClick(chart, Qt.Key.Key_Escape)
    assert chart.current == -1
    assert chart.accessibleDescription().startswith("€1,369 in all")


def test_a_month_explains_itself_under_the_pointer(page, qtbot):
    chart = page.cost.bars
    qtbot.mouseMove(chart, chart.box_of(3).center().toPoint())
    assert chart.current == 3
    qtbot.mouseMove(chart, QPoint(2, 2))
    assert chart.current == -1


def test_the_month_that_is_not_over_is_marked_as_such(page, settled):
    assert [bar.title for bar in page.cost.bars.bars if bar.unfinished] == ["November 2026"]
    assert page.cost.note_label.text() == "November is not over yet"
    page.ask_bar.choose_days(Window(date(2026, 1, 1), date(2026, 3, 31)))
    settled()
    assert not any(bar.unfinished for bar in page.cost.bars.bars)


def test_the_categories_stand_beside_with_their_shares(page):
    words = page.cost.shares.accessibleName()
    assert words == (
        "By category: Fuel and charging €708, 52 %; Service and parts €600, 44 %; "
        "Parking, tolls, other €61, 4 %"
    )


def test_what_stands_in_a_cards_head_is_named_after_the_unit_that_is_shown(page, desk, settled):
    desk.change_settings(page, {"units": {"distance": "mi"}})
    settled()
    assert page.rates.shaped.title == "Cost per mi"
    assert page.rates.menu_button.accessibleName() == "Cost per mi: save"
    assert page.rates.which.accessibleName() == "Cost per mi: chart or table"


def test_a_vehicle_without_distance_has_a_dash_and_the_reason(page):
    rows = {row.name: row for row in page.rates.splits.rows}
    assert rows["Golf"].figure == "€0.158"
    assert (rows["Trailer"].figure, rows["Trailer"].reason) == (
        "–", "its odometer was never read",
    )  # fmt: skip
    assert list(rows)[-1] == "Trailer"


def test_electricity_is_not_put_on_a_scale_of_litres(page):
    assert [row.name for row in page.compared.ranges.rows] == ["Golf"]
    assert page.compared.below.text() == (
        "Ion: 16.7 kWh/100 km, best 16.3, worst 17.0. Not on this scale."
    )
    assert [row[0].text for row in page.compared.shaped.table.rows] == ["Golf", "Ion"]


def test_an_outlier_is_flagged_and_not_the_best_or_the_worst(page, qtbot):
    (row,) = page.compared.ranges.rows
    assert row.aside == "6.0 – 6.0"
    chart = page.over_time.lines
    (line,) = chart.lines
    odd = [place for place, point in enumerate(line.points) if point.flagged]
    assert len(odd) == 1
    assert page.over_time.note_label.text() == "1 figure to check · l/100 km"
    chart.setFocus()
    for _step in range(len(line.points) - odd[0]):
        qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert chart.accessibleDescription() == (
        "Golf: 17.50 l/100 km on 5 Aug 2026; far from the usual; worth a check"
    )


def test_t_turns_a_chart_into_its_table_and_back(page, qtbot):
    page.cost.bars.setFocus()
    qtbot.keyClick(page.cost.bars, Qt.Key.Key_T)
    table = page.cost.table
    assert table.isVisible()
    assert table.hasFocus()
    assert not page.cost.bars.isVisible()
    march = table.rows.row(3)
    assert [cell.text for cell in march[1]] == [
        "March 2026",
        "€60.00",
        "€600.00",
        "€0.00",
        "€660.00",
    ]
    assert not page.rates.shows_table
    qtbot.keyClick(table, Qt.Key.Key_T)
    assert page.cost.bars.isVisible()
    assert page.cost.bars.hasFocus()


def test_a_table_whose_rows_are_years_says_so(page, garage, store, settled):
    values = {"date": Moment(date(2019, 5, 2)), "category": "other", "total": Money("9.00", "EUR")}
    add(store, kind_named("expense"), {"vehicle": garage["Trailer"], **values})
    choose(page, "all", settled)
    tables = [each.shaped.table for each in (page.cost, page.distances)]
    assert [table.heads[0].title for table in tables] == ["Year", "Year"]
    assert {table.rows[0][0].text for table in tables} == {"2019"}
    choose(page, "year", settled)
    tables = [each.shaped.table for each in (page.cost, page.distances)]
    assert [table.heads[0].title for table in tables] == ["Month", "Month"]


def test_t_elsewhere_turns_all_of_them(page, qtbot):
    page.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_T)
    assert all(card.shows_table and card.table.isVisible() for card in page.cards)
    qtbot.keyClick(page, Qt.Key.Key_T)
    assert not any(card.shows_table for card in page.cards)


def test_a_table_sorts_by_its_numbers(page):
    page.distances.turn()
    table = page.distances.table
    total = len(table.rows.columns) - 1
    table.sortByColumn(total, Qt.SortOrder.DescendingOrder)
    ways = [table.rows.row(place)[1][total].text for place in range(table.rows.rowCount())]
    assert ways == sorted(ways, key=lambda text: -float(text.replace(",", "")))
