"""Reminders as a person keeps them: read, done, put off, added from what is usual, undone."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from client.operations.records import add, edit
from client.store import Query
from client.ui.routes import VEHICLE, Route
from client.ui.vehicles.garage_page import GaragePage
from client.ui.vehicles.postpone_popover import PostponePopover
from client.ui.vehicles.reminder_popovers import CompletePopover, WhyPopover
from client.ui.vehicles.suggest_popover import SuggestPopover
from client.ui.vehicles.vehicle_page import VehiclePage
from garage.money import Money
from garage.periods import Period
from garage.records import Inspection, Reminder, Service, kind_named
from garage.units import Quantity

from .conftest import TODAY


@pytest.fixture
def ids(store, octavia):
    """A late inspection (in the garage already), oil by distance, tax soon, one finished."""
    kind = kind_named("reminder")
    made = {}
    rows = {
        "Oil and filter": {
            "due_odometer": Quantity("25000", "km"), "every_distance": Quantity("15000", "km"),
            "every": Period(1, "Y"), "last_odometer": Quantity("10000", "km"),
            "last_done": date(2026, 6, 1), "estimate": Money("213.30", "EUR"),
        },
        "Road tax": {"due": date(2026, 12, 5), "every": Period(1, "Y"),
                     "category": "insurance_tax"},
        "First service": {"finished": True, "last_done": date(2025, 1, 5)},
    }  # fmt: skip
    for title, values in rows.items():
        made[title] = add(store, kind, {"vehicle": octavia, "title": title, **values}).ids[0]
    found = store.read(lambda reader: reader.all(Reminder))
    made["Inspection"] = next(each.id for each in found if each.title == "Inspection")
    edit(store, made["Inspection"], {"category": "inspection", "every": Period(2, "Y")})
    return made


@pytest.fixture
def page(desk, octavia, ids, qtbot, settled):
    shown = VehiclePage(desk)
    qtbot.addWidget(shown)
    shown.resize(1224, 836)
    shown.show()
    desk.route_changed.connect(shown.show_route)
    desk.go(Route(VEHICLE, octavia, "reminders"))
    settled()
    return shown


@pytest.fixture
def tab(page):
    return page.stack.tab("reminders")


def groups(tab):
    return {name: [row.words.title for row in group.rows] for name, group in tab.groups.items()}


def row_of(tab, title):
    return next(
        row for group in tab.groups.values() for row in group.rows if row.words.title == title
    )


def popover_of(page, kind):
    return next((each for each in page.window().findChildren(kind) if each.isVisible()), None)


def kept(store, id_):
    return store.read(lambda reader: reader.get(Reminder, id_))


def test_they_stand_by_urgency_and_finished_ones_are_folded(tab):
    assert groups(tab) == {
        "late": ["Inspection"], "soon": ["Road tax"], "later": ["Oil and filter"],
        "finished": ["First service"],
    }  # fmt: skip
    assert [row.words.title for row in tab.rows] == ["Inspection", "Road tax", "Oil and filter"]
    tab.groups["finished"].fold_button.click()
    assert [row.words.title for row in tab.rows][-1] == "First service"


def test_rows_say_when_how_often_and_what_was_last(tab):
    assert row_of(tab, "Inspection").words.when == "9 days late"
    oil = row_of(tab, "Oil and filter").words
    assert oil.when == "in 9,400 km"
    assert oil.estimate.startswith("~")
    assert oil.details == "every year or 15,000 km · last 1 Jun 2026 at 10,000 km"
    assert oil.cost == "€213.30"


def test_done_writes_the_inspection_shows_what_is_next_and_is_one_undo(
    tab, page, ids, desk, store, qtbot, settled
):
    row = row_of(tab, "Inspection")
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_D)
    asked = popover_of(page, CompletePopover)
    assert asked.next.text() == "Next due: 18 Nov 2028"
    asked.fields["date"].set_text("16 Nov 2026")
    assert asked.next.text() == "Next due: 16 Nov 2028"
    asked.write_too.click()
    asked.fields["total"].set_text("155")
    qtbot.keyClick(asked.fields["total"].line, Qt.Key.Key_Return)
    settled()
    (inspection,) = store.read(lambda reader: reader.all(Inspection))
    assert (inspection.date.day, inspection.total.amount) == (date(2026, 11, 16), "155")
    assert kept(store, ids["Inspection"]).due == date(2028, 11, 16)
    assert groups(tab)["late"] == []
    desk.undo()
    settled()
    assert groups(tab)["late"] == ["Inspection"]
    assert store.read(lambda reader: reader.all(Inspection)) == []


def test_enter_again_while_a_reminder_is_being_done_does_it_once(
    tab, page, ids, desk, store, qtbot, settled
):
    row = row_of(tab, "Inspection")
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_D)
    asked = popover_of(page, CompletePopover)
    asked.write_too.click()
    desk.workers.hold()
    for _time in range(2):
        qtbot.keyClick(asked.fields["date"].line, Qt.Key.Key_Return)
    desk.workers.release()
    settled()
    assert len(store.read(lambda reader: reader.all(Inspection))) == 1


def test_done_without_a_record_writes_none_and_a_wrong_day_is_told_in_place(
    tab, page, ids, store, qtbot, settled
):
    row_of(tab, "Oil and filter").done_button.click()
    asked = popover_of(page, CompletePopover)
    asked.fields["date"].set_text("someday")
    asked.keep_button.click()
    assert asked.fields["date"].editor.property("wrong")
    asked.fields["date"].set_text("18 Nov 2026")
    asked.fields["odometer"].set_text("15650")
    assert asked.next.text() == "Next due: 18 Nov 2027 or 30,650 km"
    asked.keep_button.click()
    settled()
    assert kept(store, ids["Oil and filter"]).due_odometer.text == "30650 km"
    assert store.read(lambda reader: reader.all(Service)) == []


def test_s_puts_off_to_a_day_and_undo_takes_it_back(tab, page, ids, desk, store, qtbot, settled):
    row = row_of(tab, "Inspection")
    qtbot.keyClick(row, Qt.Key.Key_S)
    asked = popover_of(page, PostponePopover)
    assert asked.fields["due"].text() == "25 Nov 2026"
    asked.keep_button.click()
    settled()
    assert kept(store, ids["Inspection"]).due == TODAY + timedelta(days=7)
    assert groups(tab)["soon"] == ["Inspection", "Road tax"]
    desk.undo()
    settled()
    assert kept(store, ids["Inspection"]).due == date(2026, 11, 9)


def test_what_is_due_on_the_last_of_all_days_can_still_be_asked_about(
    tab, page, ids, store, qtbot, settled
):
    edit(store, ids["Inspection"], {"due": date(9999, 12, 31)})
    tab.refresh()
    settled()
    qtbot.keyClick(row_of(tab, "Inspection"), Qt.Key.Key_S)
    asked = popover_of(page, PostponePopover)
    assert asked.fields["due"].text() == "31 Dec 9999"
    asked.put_off_days(90)
    assert asked.fields["due"].text() == "31 Dec 9999"
    asked.fields["due"].set_text("6 Dec 2026")
    asked.keep_button.click()
    settled()
    assert kept(store, ids["Inspection"]).due == date(2026, 12, 6)


def test_what_is_due_by_distance_is_put_off_by_a_distance(tab, page, ids, store, settled):
    tab.postpone(ids["Oil and filter"])
    asked = popover_of(page, PostponePopover)
    assert list(asked.fields) == ["due_odometer"]
    asked.put_off_distance(500)
    asked.keep_button.click()
    settled()
    assert kept(store, ids["Oil and filter"]).due_odometer.text == "25500 km"


def test_of_a_day_and_a_distance_only_what_was_changed_is_put_off(tab, page, ids, store, settled):
    edit(store, ids["Oil and filter"], {"due": date(2027, 6, 1)})
    tab.refresh()
    settled()
    tab.postpone(ids["Oil and filter"])
    asked = popover_of(page, PostponePopover)
    asked.keep_button.click()
    settled()
    assert asked.isVisible()
    asked.put_off_days(30)
    asked.keep_button.click()
    settled()
    reminder = kept(store, ids["Oil and filter"])
    assert (reminder.due, reminder.due_odometer) == (date(2027, 7, 1), Quantity("25000", "km"))


def test_engine_hours_are_asked_where_they_count(tab, page, octavia, store, settled):
    id_ = add(store, kind_named("reminder"), {
        "vehicle": octavia, "title": "Impeller", "due_hours": Quantity("200", "h"),
        "every_hours": Quantity("100", "h"),
    }).ids[0]  # fmt: skip
    tab.refresh()
    settled()
    tab.complete(id_)
    asked = popover_of(page, CompletePopover)
    asked.fields["hours"].set_text("190")
    assert asked.next.text() == "Next due: 290 h"
    asked.keep_button.click()
    settled()
    assert kept(store, id_).due_hours.text == "290 h"
    tab.postpone(id_)
    asked = popover_of(page, PostponePopover)
    asked.fields["due_hours"].set_text("300")
    asked.keep_button.click()
    settled()
    assert kept(store, id_).due_hours.text == "300 h"


def test_an_estimate_is_explained(tab, page, qtbot):
    qtbot.mouseClick(row_of(tab, "Oil and filter"), Qt.MouseButton.LeftButton)
    why = popover_of(page, WhyPopover).facts[-1]
    assert "at your pace of" in why
    assert "days of readings" in why
    assert "15 Nov 2026" in why


def test_arrows_go_through_the_rows_and_delete_goes_on_at_the_next(
    tab, page, ids, desk, qtbot, settled
):
    row = row_of(tab, "Inspection")
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_Down)
    assert page.window().focusWidget() is row_of(tab, "Road tax")
    qtbot.keyClick(row_of(tab, "Road tax"), Qt.Key.Key_Delete)
    settled()
    assert groups(tab)["soon"] == []
    assert page.window().focusWidget() is row_of(tab, "Oil and filter")
    desk.undo()
    settled()
    assert groups(tab)["soon"] == ["Road tax"]


def test_a_usual_reminder_is_one_click_away_and_what_is_there_is_not_suggested(
    tab, page, store, settled
):
    tab.new_reminder()
    offered = popover_of(page, SuggestPopover)
    titles = [row.accessibleName().split(",")[0] for row in offered.rows]
    assert "Brake fluid" in titles
    assert not {"Oil and filter", "Vehicle tax", "NCT"} & set(titles)
    offered.rows[titles.index("Brake fluid")].click()
    settled()
    found = store.read(lambda reader: reader.all(Reminder, Query()))
    (new,) = [each for each in found if each.title == "Brake fluid"]
    assert (new.every, new.due) == (Period(2, "Y"), date(2028, 11, 18))
    assert page.window().focusWidget() is row_of(tab, "Brake fluid")


def test_e_opens_the_form(tab, qtbot):
    qtbot.keyClick(row_of(tab, "Road tax"), Qt.Key.Key_E)
    form = next(w for w in QApplication.topLevelWidgets() if w.isVisible() and hasattr(w, "save"))
    assert form.fields["title"].text() == "Road tax"
    form.reject()


def test_the_tile_of_what_is_due_next_leads_to_the_reminder(page, tab, desk, octavia, settled):
    desk.go(Route(VEHICLE, octavia))
    settled()
    page.overview.due.clicked.emit()
    settled()
    assert page.tabs.current == "reminders"
    assert page.window().focusWidget() is row_of(tab, "Inspection")


def test_a_row_of_what_is_due_in_the_garage_leads_to_the_reminder(
    desk, octavia, ids, qtbot, settled
):
    garage = GaragePage(desk)
    qtbot.addWidget(garage)
    garage.show()
    garage.refresh()
    settled()
    garage.side.due_soon.rows[0].click()
    assert desk.trail.here == Route(VEHICLE, octavia, "reminders", ids["Inspection"])
