"""Tyre sets as a person keeps them: mounted, taken off, measured, advised on, undone."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt

from client.operations.records import add, edit
from client.store import Query
from client.ui.routes import VEHICLE, Route
from client.ui.vehicles.axle_plan import Depth
from client.ui.vehicles.tyre_popovers import DismountPopover, MeasurePopover, MountPopover
from client.ui.vehicles.vehicle_page import VehiclePage
from garage.moments import Moment
from garage.records import TyreEvent, TyreSet, kind_named
from garage.units import Quantity

from .conftest import TODAY


@pytest.fixture
def ids(store, octavia):
    """Summer tyres that are on, old winter tyres on the shelf with little tread."""
    kind, event = kind_named("tyre_set"), kind_named("tyre_event")
    summer = add(store, kind, {
        "vehicle": octavia, "name": "Primacy", "season": "summer", "size": "205/55 R16 91V",
        "dot": "0822",
    }).ids[0]  # fmt: skip
    winter = add(store, kind, {
        "vehicle": octavia, "name": "Nokian", "season": "winter", "dot": "2320", "place": "Cellar",
    }).ids[0]  # fmt: skip
    rows = (
        (winter, date(2026, 6, 1), "mount", 10_000, "4.6", "4.8"),
        (winter, date(2026, 7, 1), "dismount", 10_800, "3.8", "4.4"),
        (summer, date(2026, 7, 1), "mount", 10_800, "6.0", "6.2"),
    )
    for set_, day, type_, odometer, front, rear in rows:
        add(store, event, {
            "tyre_set": set_, "date": Moment(day), "type": type_,
            "odometer": Quantity(str(odometer), "km"),
            "tread_front": Quantity(front, "mm"), "tread_rear": Quantity(rear, "mm"),
        })  # fmt: skip
    return {"Primacy": summer, "Nokian": winter}


@pytest.fixture
def page(desk, octavia, ids, qtbot, settled):
    shown = VehiclePage(desk)
    qtbot.addWidget(shown)
    shown.resize(1224, 836)
    shown.show()
    desk.route_changed.connect(shown.show_route)
    desk.go(Route(VEHICLE, octavia, "tyres"))
    settled()
    return shown


@pytest.fixture
def tab(page):
    return page.stack.tab("tyres")


def card_of(tab, name):
    return next(card for card in tab.cards if card.card.tyre_set.name == name)


def popover_of(page, kind):
    return next((each for each in page.window().findChildren(kind) if each.isVisible()), None)


def events(store, set_):
    found = store.read(lambda reader: reader.all(TyreEvent, Query(owner=set_)))
    return [event.type for event in sorted(found, key=lambda each: each.date.wall)]


def test_cards_say_how_far_a_set_ran_how_old_it_is_and_where_it_is(tab):
    assert [card.card.tyre_set.name for card in tab.cards] == ["Primacy", "Nokian"]
    on, stored = tab.cards
    assert on.facts == [
        "205/55 R16 91V", "DOT 0822, 4 years old", "4,800 km driven, mounted once",
        "on since 1 Jul 2026", "measured 1 Jul 2026",
    ]  # fmt: skip
    assert "lies at Cellar" in stored.facts
    assert stored.plan.depths["front"] == Depth("3.8 mm", "3.8", "warn")
    assert stored.plan.depths["rear"].state == "ok"
    assert stored.advice == ["below 4 mm in winter", "6 years old by DOT"]
    assert on.advice == []


def test_mounting_takes_the_other_set_off_in_one_step_and_undo_puts_it_back(
    tab, page, ids, desk, store, qtbot, settled
):
    card_of(tab, "Nokian").mount_button.click()
    asked = popover_of(page, MountPopover)
    asked.fields["odometer"].set_text("15700")
    qtbot.keyClick(asked.fields["odometer"].line, Qt.Key.Key_Return)
    settled()
    assert events(store, ids["Primacy"]) == ["mount", "dismount"]
    assert [card.card.state.on for card in tab.cards] == [True, False]
    assert tab.cards[0].card.tyre_set.name == "Nokian"
    assert "4,900 km driven, mounted once" in card_of(tab, "Primacy").facts
    desk.undo()
    settled()
    assert events(store, ids["Primacy"]) == ["mount"]
    assert tab.cards[0].card.tyre_set.name == "Primacy"


def test_a_set_is_taken_off_and_lies_somewhere(tab, page, ids, store, settled):
    card_of(tab, "Primacy").mount_button.click()
    asked = popover_of(page, DismountPopover)
    asked.fields["place"].set_text("Rack 7")
    asked.keep_button.click()
    settled()
    assert events(store, ids["Primacy"]) == ["mount", "dismount"]
    assert store.read(lambda reader: reader.get(TyreSet, ids["Primacy"])).place == "Rack 7"
    assert "lies at Rack 7" in card_of(tab, "Primacy").facts


def test_a_tread_is_measured_and_nothing_measured_is_told_in_place(
    tab, page, ids, store, qtbot, settled
):
    card_of(tab, "Primacy").measure_button.click()
    asked = popover_of(page, MeasurePopover)
    asked.keep_button.click()
    settled()
    assert asked.fields["tread_front"].editor.property("wrong")
    asked.fields["tread_front"].set_text("1.4")
    qtbot.keyClick(asked.fields["tread_front"].line, Qt.Key.Key_Return)
    settled()
    card = card_of(tab, "Primacy")
    assert card.plan.depths["front"] == Depth("1.4 mm", "1.4", "late")
    assert card.advice[0] == "below the legal 1.6 mm"
    assert events(store, ids["Primacy"]) == ["mount", "measure"]


def test_each_wheel_is_measured_and_the_lowest_is_told(tab, page, ids, store, qtbot, settled):
    card_of(tab, "Primacy").measure_button.click()
    asked = popover_of(page, MeasurePopover)
    assert asked.way.current == "axles"
    qtbot.mouseClick(asked.way.button("wheels"), Qt.MouseButton.LeftButton)
    assert asked.fields["tread_fl"].isVisible()
    assert not asked.fields["tread_front"].isVisible()
    assert not asked.fields["tread_rli"].isVisible()
    for place, depth in (("fl", "5.8"), ("fr", "2.8"), ("rl", "6"), ("rr", "6.1")):
        asked.fields[f"tread_{place}"].set_text(depth)
    qtbot.keyClick(asked.fields["tread_rr"].line, Qt.Key.Key_Return)
    settled()
    card = card_of(tab, "Primacy")
    assert {place: each.words for place, each in card.plan.depths.items()} == {
        "fl": "5.8 mm", "fr": "2.8 mm", "rl": "6 mm", "rr": "6.1 mm",
    }  # fmt: skip
    assert card.plan.depths["fr"].state == "warn"
    assert "front right 2.8 mm" in card.plan.accessibleName()
    assert card.advice[0] == "tread below 3 mm"
    (change, *_others) = (tab.changes.table.rows.row(n) for n in range(4))
    assert (change.event.tread_front.text, change.event.tread_rear.text) == ("2.8 mm", "6 mm")
    front = tab.changes.table.rows.columns[4]
    assert front.text(change) == "5.8 / 2.8 mm"
    card.measure_button.click()
    assert popover_of(page, MeasurePopover).way.current == "wheels"


def test_changes_stand_below_the_newest_first_and_can_be_deleted(
    tab, ids, desk, store, qtbot, settled
):
    model = tab.changes.table.rows
    words = [model.columns[1].text(model.row(at)) for at in range(3)]
    assert words == ["Mounted", "Taken off", "Mounted"]
    tab.changes.table.selectRow(0)
    tab.changes._on_delete()
    settled()
    assert events(store, ids["Primacy"]) == []
    desk.undo()
    settled()
    assert tab.changes.table.rows.rowCount() == 3


def test_the_changes_keep_the_keyboard_when_they_are_written_anew(tab):
    before = tab.changes.table
    before.setFocus()
    tab.changes.show_changes(tab._tyres, replace(tab.shown, today=TODAY + timedelta(1)))
    assert tab.changes.table is not before
    assert tab.window().focusWidget() is tab.changes.table


def test_the_menu_puts_a_set_in_the_trash_and_undo_brings_it_back(tab, ids, desk, settled):
    tab._card(ids["Nokian"])
    tab.delete_current()
    settled()
    assert [card.card.tyre_set.name for card in tab.cards] == ["Primacy"]
    desk.undo()
    settled()
    assert len(tab.cards) == 2


def test_narrow_the_cards_stand_below_each_other(tab, page, qtbot):
    page.resize(700, 800)
    qtbot.waitUntil(lambda: tab.cards[1].y() > tab.cards[0].y())


def test_what_a_route_names_is_where_the_keyboard_is(tab, page, ids, desk, octavia, settled):
    desk.go(Route(VEHICLE, octavia, "tyres", ids["Nokian"]))
    settled()
    assert page.window().focusWidget() is card_of(tab, "Nokian").mount_button


def test_a_third_axle_is_asked_for_measured_and_drawn(
    tab, page, ids, desk, store, octavia, qtbot, settled
):
    edit(store, octavia, {"type": "truck"})
    tab.refresh()
    settled()
    card_of(tab, "Primacy").measure_button.click()
    asked = popover_of(page, MeasurePopover)
    qtbot.mouseClick(asked.number.button("3"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(asked.way.button("twin"), Qt.MouseButton.LeftButton)
    for place, depth in (("fl", "8"), ("ml", "7"), ("mli", "1.5"), ("mri", "7"), ("rri", "6")):
        asked.fields[f"tread_{place}"].set_text(depth)
    qtbot.keyClick(asked.fields["tread_rri"].line, Qt.Key.Key_Return)
    settled()
    card = card_of(tab, "Primacy")
    assert card.plan.axles == ("front", "middle", "rear")
    assert card.plan.top_of("front") < card.plan.top_of("middle") < card.plan.top_of("rear")
    assert "middle left, inner 1.5 mm" in card.plan.accessibleName()
    assert card.advice[0] == "below the legal 1.6 mm"
    columns = tab.changes.table.rows.columns
    assert [each.title for each in columns[4:]] == ["Tread, front", "Tread, middle", "Tread, rear"]
    assert columns[5].text(tab.changes.table.rows.row(0)) == "7 / 1.5 / 7 mm"
    # The vehicle says it from now on, so it is not asked for.
    edit(store, octavia, {"axles": 3})
    tab.refresh()
    settled()
    card_of(tab, "Nokian").measure_button.click()
    again = popover_of(page, MeasurePopover)
    assert not again.number.isVisible()
    assert again.asked == ("front", "middle", "rear")


def test_a_set_for_one_axle_asks_for_it_alone_and_takes_no_other_off(
    tab, page, ids, store, settled
):
    edit(store, ids["Nokian"], {"axle": "rear"})
    edit(store, ids["Primacy"], {"axle": "front"})
    tab.refresh()
    settled()
    assert "for the rear axle" in card_of(tab, "Nokian").facts
    card_of(tab, "Nokian").mount_button.click()
    popover_of(page, MountPopover).keep_button.click()
    settled()
    assert [card.card.state.on for card in tab.cards] == [True, True]
