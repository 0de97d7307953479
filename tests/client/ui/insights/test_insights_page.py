"""The insights page as a person uses it: periods, vehicles, charts by keyboard, tables."""

import threading
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu

from client.operations.insights import Question
from client.operations.insights_period import TWELVE, period_window
from client.operations.records import add, delete
from client.ui.insights.ask_bar import AskBar
from client.ui.insights.days_popover import DaysPopover
from client.ui.insights.insights_page import InsightsPage
from client.ui.insights.kept_question import kept_question
from client.ui.insights.vehicles_popover import VehiclesPopover
from client.ui.routes import GARAGE, INSIGHTS, Route
from client.ui.theme import Scheme, apply
from client.ui.vehicles.vehicle_page import VehiclePage
from garage.moments import Moment
from garage.money import Money
from garage.records import kind_named
from garage.rules.windows import Window

# A popup takes the keyboard, which a display that is none does not have.


def said(page):
    return [tile.accessibleName() for tile in page.tiles]


def choose(page, period, settled):
    """Click a period."""
    page.ask_bar.periods.button(period).click()
    settled()


def opened(kind):
    return next(
        found
        for window in QApplication.topLevelWidgets()
        for found in window.findChildren(kind)
        if found.isVisible()
    )


def test_the_tiles_say_what_twelve_months_were(page):
    spent, distance, rate, expected = said(page)
    assert spent == "Spent: €1,369, in 12 months, nothing before to compare with"
    assert distance == "Distance: 8,900, km, 742 km a month"
    assert rate.startswith("Cost per km, all vehicles: €0.154, a km, energy €0.080 · ")
    assert expected.startswith("Expected in December: €")
    assert expected.endswith("from 2 items, Road tax, Fuel")
    assert page.ask_bar.days.accessibleName() == "Period: 1 Dec 2025 – 18 Nov 2026"


def test_what_is_expected_counts_each_item_once(garage, store, page, settled):
    for day, title in enumerate(("Wash", "Wash", "Oil", "Tyres"), 1):
        values = {"title": title, "due": date(2026, 12, day), "estimate": Money("20.00", "EUR")}
        add(store, kind_named("reminder"), {"vehicle": garage["Golf"], **values})
    page.refresh()
    settled()
    # Two of the same name are two items.
    assert said(page)[3].endswith("from 6 items, estimate, Road tax, Fuel, and 4 more")


def test_in_a_narrow_window_nothing_goes_beyond_the_edge(page, settled):
    page.resize(544, 820)
    settled()
    room = page.scrolled.viewport().width()
    assert page.scrolled.widget().width() <= room
    bar = page.ask_bar
    assert all(part.geometry().right() < room for part in (bar.periods, bar.days, bar.worth))


def test_one_period_holds_for_every_figure(page, settled):
    choose(page, "quarter", settled)
    assert said(page)[0].startswith("Spent: €120, this quarter")
    assert [bar.label for bar in page.cost.bars.bars] == ["Oct", "Nov"]
    assert [bar.label for bar in page.distances.bars.bars] == ["Oct", "Nov"]
    assert page.ask_bar.days.accessibleName() == "Period: 1 Oct 2026 – 18 Nov 2026"
    assert {line.name for line in page.over_time.lines.lines} == {"Golf"}


def test_spending_is_compared_with_the_period_before(page, settled):
    choose(page, "month", settled)
    spent = page.prepared.tiles[0]
    assert (spent.chip, spent.context) == ("as before", "€60.00 in the period before")
    choose(page, "quarter", settled)
    spent = page.prepared.tiles[0]
    assert (spent.chip, spent.good) == ("as before", False)


def test_days_can_be_typed_and_what_cannot_be_read_is_said(page, qtbot, settled):
    page.ask_bar.days.click()
    popover = opened(DaysPopover)
    assert popover.first.line.hasFocus()
    popover.first.set_text("never")
    qtbot.keyClick(popover.first.line, Qt.Key.Key_Return)
    assert "never" in popover.first.editor.accessibleDescription()
    popover.first.set_text("2027-01-01")
    popover.button.click()
    assert "not come yet" in popover.first.editor.accessibleDescription()
    popover.first.set_text("1 Apr 2026")
    popover.last.set_text("1 Mar 2026")
    popover.button.click()
    assert "before the first" in popover.last.editor.accessibleDescription()
    popover.first.set_text("1 Mar 2026")
    popover.last.set_text("31 Mar 2026")
    qtbot.keyClick(popover.last.line, Qt.Key.Key_Return)
    settled()
    assert said(page)[0].startswith("Spent: €660, in these days, €60 in the period before")
    assert page.ask_bar.periods.current == ""
    assert page.ask_bar.question.window == Window(date(2026, 3, 1), date(2026, 3, 31))
    choose(page, "12", settled)
    assert page.ask_bar.periods.current == "12"


def test_escape_closes_a_popover_and_the_focus_returns(page, qtbot):
    page.ask_bar.vehicles.setFocus()
    page.ask_bar.vehicles.click()
    popover = opened(VehiclesPopover)
    assert popover.all.hasFocus()
    qtbot.keyClick(popover, Qt.Key.Key_Escape)
    qtbot.waitUntil(page.ask_bar.vehicles.hasFocus)
    assert page.ask_bar.question.vehicles == frozenset()


def test_vehicles_are_chosen_by_ticking_them(page, garage, settled):
    assert page.ask_bar.vehicles.accessibleName() == "Vehicles: All 3 vehicles"
    page.ask_bar.vehicles.click()
    popover = opened(VehiclesPopover)
    popover.boxes[garage["Golf"]].click()
    settled()
    assert page.ask_bar.vehicles.accessibleName() == "Vehicles: 2 of 3 vehicles"
    assert said(page)[0].startswith("Spent: €109, ")
    popover.boxes[garage["Ion"]].click()
    settled()
    assert page.ask_bar.vehicles.accessibleName() == "Vehicles: Trailer"
    popover.boxes[garage["Trailer"]].click()
    assert popover.boxes[garage["Trailer"]].isChecked(), "figures of nothing say nothing"
    popover.all.click()
    settled()
    assert page.ask_bar.question.vehicles == frozenset()
    popover.close_popover()


def test_the_purchase_price_is_added_when_asked_for(page, store, desk, settled):
    values = {"name": "New", "purchased": date(2026, 6, 1), "purchase_price": Money("5000", "EUR")}
    desk.operate(page, lambda s: add(s, kind_named("vehicle"), values))
    settled()
    assert said(page)[0].startswith("Spent: €1,369")
    page.ask_bar.worth.click()
    menu = page.ask_bar.findChild(QMenu)
    next(a for a in menu.actions() if a.text() == "With purchase price").trigger()
    menu.close()
    settled()
    assert said(page)[0].startswith("Spent: €6,369")
    assert "Bought and sold €5,000" in page.cost.bars.bars[6].words
    assert page.ask_bar.worth.accessibleName() == "With purchase price"


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


def test_the_vehicle_of_the_route_alone_is_shown_and_then_all_again(page, garage, settled):
    page.show_route(Route(INSIGHTS, garage["Golf"]))
    settled()
    assert page.ask_bar.vehicles.accessibleName() == "Vehicles: Golf"
    assert said(page)[2].startswith("Cost per km: ")
    page.show_route(Route(INSIGHTS))
    settled()
    assert page.ask_bar.vehicles.accessibleName() == "Vehicles: All 3 vehicles"


def test_the_money_of_a_vehicle_leads_to_its_insights(garage, desk, qtbot, settled):
    shown = VehiclePage(desk)
    qtbot.addWidget(shown)
    shown.show()
    shown.show_route(Route("vehicle", garage["Golf"]))
    settled()
    shown.overview.insights_link.click()
    assert desk.trail.here == Route(INSIGHTS, garage["Golf"])


def test_a_vehicle_that_goes_leaves_the_others(page, garage, desk, settled):
    page.show_route(Route(INSIGHTS, garage["Trailer"]))
    settled()
    desk.operate(page, lambda store: delete(store, [garage["Trailer"]]))
    settled()
    assert page.ask_bar.vehicles.accessibleName() == "Vehicles: All 2 vehicles"


def test_a_new_expense_shows_at_once(page, garage, desk, settled):
    values = {"vehicle": garage["Golf"], "date": Moment(date(2026, 11, 2)), "title": "Wash",
              "total": Money("40.00", "EUR"), "category": "wash"}  # fmt: skip
    desk.operate(page, lambda store: add(store, kind_named("expense"), values))
    settled()
    assert said(page)[0].startswith("Spent: €1,409")
    assert "Parking, tolls, other €40" in page.cost.bars.bars[-1].words


def test_what_takes_long_says_that_it_works(page, desk, qtbot, settled):
    assert not page.working.isVisible()
    go_on = threading.Event()
    for key in ("one", "two"):
        desk.read(page, lambda _reader: go_on.wait(60), lambda _done: None, key=key)
    page.refresh()
    qtbot.waitUntil(page.working.isVisible)
    assert page.working.accessibleName() == "Working out the figures …"
    go_on.set()
    settled()
    assert not page.working.isVisible()


def test_amounts_in_other_currencies_are_owned_up_to(page, garage, desk, settled):
    for currency in ("CHF", "AOA"):
        values = {"vehicle": garage["Golf"], "date": Moment(date(2026, 6, 2)), "title": "Toll",
                  "total": Money("40.00", currency), "category": "toll"}  # fmt: skip
        desk.operate(page, lambda store, v=values: add(store, kind_named("expense"), v))
    settled()
    assert page.note.text() == (
        "Amounts in AOA, CHF are counted in EUR at the rate of their own day. "
        "1 amount has no rate for its day and is in no sum."
    )


def test_a_narrow_page_stacks_its_cards(page, qtbot):
    assert page.rates.y() == page.compared.y()
    page.resize(884, 800)
    qtbot.waitUntil(lambda: page.compared.y() > page.rates.y())
    assert page.tiles[2].y() > page.tiles[0].y()
    assert page.cost.shares.mapTo(page.cost, QPoint()).y() > page.cost.bars.y()


def test_an_empty_garage_says_what_it_takes(desk, qtbot, settled):
    shown = InsightsPage(desk)
    qtbot.addWidget(shown)
    shown.show()
    shown.show_route(Route(INSIGHTS))
    settled()
    assert shown.empty.isVisible()
    assert not shown.primary.enabled()
    shown.empty.primary_button.click()
    assert desk.trail.here == Route(GARAGE)


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_everything_that_takes_the_keyboard_says_what_it_is(page, qapp, scheme):
    apply(qapp, scheme)
    page.turn_all()
    nameless = [
        widget
        for widget in page.findChildren(type(page).__mro__[2])
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and not widget.accessibleName()
    ]
    assert nameless == []


def test_the_amounts_under_a_vehicles_money_are_not_cut_off(garage, desk, qtbot, settled):
    shown = VehiclePage(desk)
    qtbot.addWidget(shown)
    shown.resize(1224, 700)
    shown.show()
    shown.show_route(Route("vehicle", garage["Golf"]))
    settled()
    split = shown.overview.split
    settled()
    assert split.height() >= split.heightForWidth(split.width())


def test_what_is_asked_takes_two_lines_where_one_would_hold_the_page_open(page, qapp):
    page.resize(1200, 800)
    qapp.processEvents()
    bar = page.ask_bar
    assert bar.worth.y() == bar.periods.y()
    bar.days.set_words("a period whose name is as long as a name can be in some language or other")
    bar.vehicles.set_words("all of the vehicles that there are, and those that were sold as well")
    page.resize(1000, 800)
    qapp.processEvents()
    assert bar.worth.y() > bar.periods.y()


def test_what_was_asked_outlives_a_restart(page, settled, qtbot, next_desk):
    choose(page, "quarter", settled)
    page.ask_bar.ask(worth="purchase", vehicles=frozenset({page.prepared.insights.known[0].id}))
    settled()
    asked = page.ask_bar.question

    def again():
        bar = AskBar(next_desk())
        qtbot.addWidget(bar)
        return bar.question, bar.periods.current

    assert again() == (asked, "quarter")
    page.ask_bar.choose_days(Window(date(2026, 3, 1), date(2026, 3, 31)))
    settled()
    question, picked = again()
    assert (question.period, question.window) == (
        "own",
        Window(date(2026, 3, 1), date(2026, 3, 31)),
    )
    assert picked == ""


@pytest.mark.parametrize(
    "odd", [None, 7, {"period": "aeon", "vehicles": "x"}, {"period": "own", "days": ["x", None]},
            {"period": "own"}, {"worth": 3, "vehicles": None}],
)  # fmt: skip
def test_an_odd_question_kept_is_as_if_there_were_none(odd):
    assert kept_question(odd, date(2026, 11, 18)) == Question(
        TWELVE, period_window(TWELVE, date(2026, 11, 18))
    )


def test_words_that_break_the_bar_into_rows_have_the_page_laid_out_but_once(page, settled, qtbot):
    content, bar = page.scrolled.widget(), page.ask_bar
    one_row = bar.sizeHint().height()
    page.resize(bar.sizeHint().width() + 2 * 24 + 30, 800)
    settled()
    qtbot.waitUntil(lambda: bar.height() == one_row)
    found = page.prepared.insights
    bar.show_insights(found, "1 Dec 2025 – 18 Nov 2026, and all the days of the years before")
    # At once, not after the bar, the page and its frame have told each other in turn.
    wanted = content.heightForWidth(content.width())
    assert bar.sizeHint().height() > one_row
    qtbot.waitUntil(lambda: bar.height() == bar.sizeHint().height())
    assert content.heightForWidth(content.width()) == content.height() == wanted
