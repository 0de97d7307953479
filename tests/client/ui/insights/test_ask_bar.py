"""What is asked of the insights: the period, the days, the vehicles, the price; kept for later."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from client.operations.insights import Question
from client.operations.insights_period import TWELVE, period_window
from client.operations.records import add, delete
from client.ui.insights.ask_bar import AskBar
from client.ui.insights.days_popover import DaysPopover
from client.ui.insights.kept_question import kept_question
from client.ui.insights.vehicles_popover import VehiclesPopover
from client.ui.routes import INSIGHTS, Route
from garage.money import Money
from garage.records import kind_named
from garage.rules.windows import Window
from tests.client.ui.insights.conftest import choose, opened, said


def test_one_period_holds_for_every_figure(page, settled):
    choose(page, "quarter", settled)
    assert said(page)[0].startswith("Spent: €120, this quarter")
    assert [bar.label for bar in page.cost.bars.bars] == ["Oct", "Nov"]
    assert [bar.label for bar in page.distances.bars.bars] == ["Oct", "Nov"]
    assert page.ask_bar.days.accessibleName() == "Period: 1 Oct 2026 – 18 Nov 2026"
    assert {line.name for line in page.over_time.lines.lines} == {"Golf"}


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


def test_the_vehicle_of_the_route_alone_is_shown_and_then_all_again(page, garage, settled):
    page.show_route(Route(INSIGHTS, garage["Golf"]))
    settled()
    assert page.ask_bar.vehicles.accessibleName() == "Vehicles: Golf"
    assert said(page)[2].startswith("Cost per km: ")
    page.show_route(Route(INSIGHTS))
    settled()
    assert page.ask_bar.vehicles.accessibleName() == "Vehicles: All 3 vehicles"


def test_a_vehicle_that_goes_leaves_the_others(page, garage, desk, settled):
    page.show_route(Route(INSIGHTS, garage["Trailer"]))
    settled()
    desk.operate(page, lambda store: delete(store, [garage["Trailer"]]))
    settled()
    assert page.ask_bar.vehicles.accessibleName() == "Vehicles: All 2 vehicles"


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
