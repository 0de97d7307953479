"""The plan over the months: days, estimates, the keyboard, and how many have no day."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from client.operations.plan_board import PlanCard
from client.ui.vehicles.plan_timeline import Entry, PlanTimeline, months_shown
from client.ui.vehicles.shown import Shown
from garage.records import PlanItem, Reminder
from garage.regions import Preferences
from garage.rules.due import Due

from .conftest import TODAY


def card(title, due="", state="planned", **values):
    day = date.fromisoformat(due) if due else None
    return PlanCard(PlanItem(id=title, title=title, state=state, due=day), **values)


@pytest.fixture
def timeline(qtbot):
    made = PlanTimeline()
    qtbot.addWidget(made)
    made.resize(1000, 500)
    expected = Due(Reminder(title="Valves"), "soon", "distance", day=date(2026, 12, 9),
                   estimate=True)  # fmt: skip
    made.show_cards(
        [
            card("Exhaust", "2027-02-18"), card("Belt", "2026-10-03", "done"),
            card("Valves"), card("Check"),
            PlanCard(PlanItem(id="Points", title="Points", state="planned"), due=expected),
        ],
        Shown(Preferences.for_region("IE"), TODAY),
    )  # fmt: skip
    made.show()
    return made


def test_cards_stand_by_their_day_and_what_is_worked_out_says_so(timeline):
    said = [(entry.title, entry.words, entry.estimate) for entry in timeline.canvas.entries]
    assert said == [
        ("Belt", "3 Oct", False), ("Points", "~9 Dec", True), ("Exhaust", "18 Feb", False),
    ]  # fmt: skip
    assert timeline.undated.text() == "2 cards have no day yet."


def test_later_days_stand_further_right_and_within_the_months(timeline):
    canvas = timeline.canvas
    places = [canvas.x_of(entry.day) for entry in canvas.entries]
    assert places == sorted(places)
    assert canvas.months[0] == date(2026, 10, 1)
    assert canvas.x_of(date(1999, 1, 1)) < canvas.x_of(canvas.months[0]) + 1
    assert canvas.x_of(date(2199, 1, 1)) < canvas.width()


def test_the_arrows_go_through_the_rows_and_enter_opens(timeline, qtbot):
    canvas, opened = timeline.canvas, []
    timeline.opened.connect(opened.append)
    qtbot.keyClick(canvas, Qt.Key.Key_Down)
    assert "Points" in canvas.accessibleName()
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert opened == ["Points"]


def test_the_months_are_bounded_however_far_a_day_is():
    shown = months_shown([], TODAY)
    assert (len(shown), shown[0]) == (6, date(2026, 11, 1))
    days = (date(1990, 1, 1), date(2190, 1, 1))
    far = [Entry(str(day), "x", "planned", day, False, "") for day in days]
    assert len(months_shown(far, TODAY)) == 37
