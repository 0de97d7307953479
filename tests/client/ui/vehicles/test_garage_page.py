"""The garage's page through the real store: cards, lists, an empty garage, a new vehicle."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from client.operations.records import add
from client.store import Query
from client.ui.routes import VEHICLE, Route
from client.ui.vehicles.doings import doing
from client.ui.vehicles.garage_page import GaragePage
from client.ui.vehicles.vehicle_form import VehicleForm
from garage.money import Money
from garage.records import (
    Document,
    Expense,
    FillUp,
    Inspection,
    Note,
    Repair,
    Service,
    Trip,
    Upgrade,
    Vehicle,
    kind_named,
)
from garage.units import Quantity
from tests.client.ui.vehicles.conftest import fill_values


@pytest.fixture
def page(desk, qtbot, settled):
    shown = GaragePage(desk)
    qtbot.addWidget(shown)
    shown.resize(1224, 836)
    shown.show()
    shown.show_route(Route("garage"))
    settled()
    return shown


def test_an_empty_garage_says_what_to_do(page):
    assert page.empty.isVisible()
    assert not page.grid.isVisible()


def test_an_empty_garage_says_which_region_it_guessed(page, desk, qtbot, settled, monkeypatch):
    assert not page.empty.guessed.isVisible()
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    desk.change_settings(page, {"region": None, "currency": None})
    settled()
    assert page.empty.guessed.isVisible()
    words = page.empty.guessed.words.text()
    assert words.startswith("Region GB, as the system says: amounts in GBP, distances in mi")
    page.empty.guessed.link.click()
    assert desk.trail.here == Route("settings")


def test_a_card_says_the_vehicles_state(octavia, page):
    (card,) = page.grid.cards
    said = card.accessibleName()
    assert said.startswith("Octavia, 2016 Škoda Octavia, M JL 2016, Odometer 15600 km, Economy ")
    assert "Inspection 9 days late" in said
    assert said.endswith("November €282.88")


def test_enter_on_a_card_opens_the_vehicle(octavia, page, desk, qtbot):
    (card,) = page.grid.cards
    card.setFocus()
    qtbot.keyClick(card, Qt.Key.Key_Return)
    assert desk.trail.here == Route(VEHICLE, octavia)


def test_what_is_late_stands_first_among_what_is_due(octavia, store, page, desk, settled):
    reminder = {"vehicle": octavia, "title": "Tyres", "due": date(2026, 11, 22)}
    desk.operate(page, lambda s: add(s, kind_named("reminder"), reminder))
    settled()
    titles = [row.accessibleName().split(",")[0] for row in page.side.due_soon.rows]
    assert titles == ["Inspection", "Tyres"]
    assert "9 days late" in page.side.due_soon.rows[0].accessibleName()


def test_a_new_expense_shows_at_once(octavia, page, desk, settled):
    values = {"vehicle": octavia, "total": Money("9.00", "EUR"), "category": "parking",
              "title": "Parking", "date": date(2026, 11, 18)}  # fmt: skip
    desk.operate(page, lambda store: add(store, kind_named("expense"), values))
    settled()
    assert page.figures[1][0].text() == "€291.88"
    assert page.side.lately.rows[0].accessibleName() == "Parking, Octavia, €9.00, Today"


def test_in_a_garage_of_several_people_lately_says_who_did_what(
    octavia, store, page, desk, settled
):
    kinds = {
        "fill_up": {**fill_values(octavia, date(2026, 11, 18), 16_400, "45.2"), "driver": "Anna"},
        "document": {"title": "Insurance 2027", "date": date(2026, 11, 17)},
        "service": {"title": "Oil", "date": date(2026, 11, 16), "total": Money("180.00", "EUR")},
    }
    for kind, values in kinds.items():
        add(store, kind_named(kind), {"vehicle": octavia, **values})
    desk.operate(page, lambda store: add(store, kind_named("note"), {"title": "Key place"}))
    settled()
    assert [row.accessibleName() for row in page.side.lately.rows] == [
        "Anna filled up Octavia, 45.2 l, €72.32, 08:00",
        "You added a paper to Octavia, Insurance 2027, Tue",
        "You had Octavia serviced, Oil, €180.00, Mon",
        "You filled up Octavia, 44.80 l, €71.68, Sun",
    ]


SENTENCES = [
    (FillUp(energy=Quantity("20", "kWh")), "Anna charged Z3"),
    (FillUp(), "Anna filled up Z3"),
    (Service(own_work=True), "Anna serviced Z3"),
    (Repair(own_work=True), "Anna repaired Z3"),
    (Repair(), "Anna had Z3 repaired"),
    (Upgrade(own_work=True), "Anna upgraded Z3"),
    (Upgrade(), "Anna had Z3 upgraded"),
    (Expense(), "Anna paid for Z3"),
    (Trip(), "Anna drove Z3"),
    (Document(), "Anna added a paper to Z3"),
    (Note(), "Anna wrote about Z3"),
    (Inspection(), "Anna added to Z3"),
]


@pytest.mark.parametrize(("record", "sentence"), SENTENCES)
def test_what_somebody_did_is_a_whole_sentence(record, sentence):
    assert doing(record, you=False).format(who="Anna", vehicle="Z3") == sentence
    assert doing(record, you=True).format(vehicle="Z3") == sentence.replace("Anna", "You")


def test_cards_stand_in_the_order_chosen(octavia, store, page, desk, settled):
    for name in ("Zündapp", "Ape"):
        desk.operate(page, lambda s, n=name: add(s, kind_named("vehicle"), {"name": n}))
    settled()
    names = [card.accessibleName().split(",")[0] for card in page.grid.cards]
    assert names == ["Octavia", "Ape", "Zündapp"]
    orders = {action.text(): action for action in page.head.make_sort_menu().actions()}
    orders["Name"].trigger()
    names = [card.accessibleName().split(",")[0] for card in page.grid.cards]
    assert names == ["Ape", "Octavia", "Zündapp"]


def test_a_narrow_page_has_fewer_cards_across_and_the_lists_below(octavia, page, qtbot):
    assert page.grid.columns == 3
    page.resize(640, 800)
    qtbot.waitUntil(lambda: page.grid.columns == 2)
    below = page.grid.height()
    qtbot.waitUntil(lambda: page.side.mapTo(page, page.side.rect().topLeft()).y() > below)


def form_of():
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, VehicleForm))


def test_a_new_vehicle_is_kept_and_opened(page, desk, store, qtbot, settled):
    page.add_vehicle()
    form = form_of()
    form.fields["name"].set_text("Herbie")
    form.fields["year"].set_text("1973")
    form.energies.setCurrentIndex(form.energies.findText("Petrol"))
    qtbot.keyClick(form.fields["year"].line, Qt.Key.Key_Return)
    settled()
    (kept,) = store.read(lambda reader: reader.all(Vehicle, Query()))
    assert (kept.name, kept.year, kept.energies) == ("Herbie", 1973, ("petrol",))
    assert desk.trail.here == Route(VEHICLE, kept.id)
    assert not page.empty.isVisible()


def test_a_vehicle_needs_a_name_and_a_year_that_can_be(page, store, settled):
    page.add_vehicle()
    form = form_of()
    form.save()
    assert form.fields["name"].editor.accessibleDescription() == "Give it a name, as you call it."
    form.fields["name"].set_text("Herbie")
    form.fields["year"].set_text("73")
    form.save()
    assert form.fields["year"].editor.accessibleDescription()
    form.reject()
    assert store.read(lambda reader: reader.all(Vehicle, Query())) == []


def test_a_vin_fills_in_what_is_empty_and_leaves_what_was_typed(page, settled):
    page.add_vehicle()
    form = form_of()
    form.fields["make"].set_text("VW")
    form.vin.setText("WVWZZZ1KZ6W000001")
    form.look_up_button.click()
    settled()
    assert form.fields["make"].text() == "VW"
    assert form.fields["year"].text() == "2006"
    assert form.told.text().startswith("Filled in: ")
    facts = {name: (value, source) for name, value, source in form.facts.said}
    assert facts["Make"] == ("Volkswagen", "It has a value already.")
    assert facts["Year"][0] == "2006"
    assert form.facts.isVisible()
    assert len(facts) > 3
    form.reject()
