"""Overviews add up to what the rules say of the same records."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from client.operations.figures import convert, costs_of, due_in, economy_of, read_vehicle
from client.operations.fuel_log import filtered, fuel_totals
from client.operations.new_vehicle import add_vehicle, look_up
from client.operations.overview import garage_overview
from client.operations.quick_add import add_understood, quick_context
from client.operations.records import add, delete
from client.operations.settings import preferences
from client.operations.vehicle_overview import vehicle_page
from client.store import Query, Store
from garage.moments import Moment
from garage.money import Money
from garage.periods import Period
from garage.quick import understand
from garage.reading import Reading
from garage.records import FillUp, Specification, Vehicle, kind_named
from garage.rules import Window
from garage.rules.costs import costs
from garage.rules.figures import figure
from garage.units import Quantity

TODAY = date(2026, 11, 18)
YEAR = Window.months_to(TODAY)
MONTH = Window(date(2026, 11, 1), TODAY)


@pytest.fixture
def store(tmp_path):
    """An empty garage of a person in Ireland."""
    with Store(tmp_path / "profile") as opened:
        opened.set_settings({"region": "IE", "currency": "EUR"})
        yield opened


@pytest.fixture
def octavia(store) -> str:
    """Two and a half years of a diesel, with work, insurance, a toll and two reminders."""
    named = {"name": "Octavia", "energies": ("diesel",), "type": "car"}
    id_ = put(store, "vehicle", None, **named)
    odometer, day, fills = 10_000, date(2024, 5, 1), []
    for place in range(48):
        odometer, day = odometer + 700 + place * 3, day + timedelta(days=19)
        litres = 38 + place % 7
        fills.append(
            {
                "vehicle": id_, "date": Moment(day), "odometer": km(odometer),
                "volume": Quantity(str(litres), "L"), "total": eur(str(litres * 2)),
                "full": place % 9 != 4, "station": "Shell" if place % 2 else "Aral",
            }
        )  # fmt: skip
    kind = kind_named("fill_up")
    store.operate(lambda t: [t.add(kind, kind.complete(fill)) for fill in fills], "add", "fills")
    put(store, "service", id_, date=Moment(date(2026, 3, 2)), title="Oil", total=eur("180.00"))
    lined = put(store, "repair", id_, date=Moment(date(2026, 11, 5)), title="Brakes")
    put(store, "work_line", None, work=lined, title="Pads", cost=eur("48.90"))
    put(
        store, "insurance_policy", id_, insurer="HUK", start=date(2024, 1, 1),
        premium=eur("312.40"), every=Period(1, "Y"),
    )  # fmt: skip
    put(
        store, "expense", id_, date=Moment(date(2024, 6, 3)), title="Garage", total=eur("25.00"),
        every=Period(1, "M"), category="storage",
    )  # fmt: skip
    put(store, "reminder", id_, title="Inspection", due=date(2026, 11, 9))
    put(
        store, "reminder", id_, title="Oil", due_odometer=km(odometer + 1_500),
        every_distance=km(15_000),
    )  # fmt: skip
    return id_


def put(store, kind, vehicle, **values):
    """Add a record; gives its id."""
    owner = {"vehicle": vehicle} if vehicle else {}
    return add(store, kind_named(kind), {**owner, **values}).ids[0]


def km(distance):
    return Quantity(str(distance), "km")


def eur(amount):
    return Money.checked(amount, "EUR")


def page_of(store, vehicle):
    return store.read(lambda reader: vehicle_page(reader, vehicle, TODAY))


def garage_of(store):
    return store.read(lambda reader: garage_overview(reader, TODAY, preferences(reader)))


def rule(store, vehicle, work):
    """What `work` of a reader and the vehicle gives."""
    return store.read(lambda reader: work(reader, reader.get(Vehicle, vehicle)))


def test_a_vehicles_economy_is_that_of_the_rules(store, octavia):
    (expected,) = rule(store, octavia, economy_of)
    (found,) = page_of(store, octavia).overview.economies
    assert found.whole.average == expected.average
    assert (found.year, found.before) == expected.years(TODAY)
    assert found.whole.usual == expected.usual
    assert len(found.bars) == 11


def test_a_vehicles_costs_are_those_of_the_rules(store, octavia):
    expected = rule(store, octavia, lambda r, v: costs_of(r, v, TODAY, YEAR, currency="EUR"))
    overview = page_of(store, octavia).overview
    assert overview.costs.by_category == expected.by_category
    assert overview.costs.per("km") == expected.per("km")
    assert overview.costs.by_category["repair"] == Decimal("48.90")
    assert list(overview.groups.values()) == sorted(overview.groups.values(), reverse=True)


def test_the_cards_figures_are_those_of_the_vehicles_page(store, octavia):
    (card,) = garage_of(store).cards
    overview = page_of(store, octavia).overview
    assert card.odometer == overview.odometer
    assert card.economy.year == overview.economy.year
    assert card.economy.bars == overview.economy.bars[-10:]
    assert card.month_distance == pytest.approx(overview.month_distance)
    assert card.due == overview.due


def test_the_garages_month_is_the_sum_of_its_vehicles(store, octavia):
    other = put(store, "vehicle", None, name="Trailer", type="trailer")
    put(store, "expense", other, date=Moment(TODAY), title="Lamp", total=eur("6.40"))
    found = garage_of(store)

    def month(reader, vehicle):
        read = read_vehicle(reader, vehicle)
        return costs(
            read.records, today=TODAY, vehicles=(vehicle,), window=MONTH, currency="EUR",
            convert=convert,
        ).total  # fmt: skip

    expected = rule(store, octavia, month)
    assert found.month_cost.decimal == expected + Decimal("6.40")
    assert {card.vehicle.name: card.month_cost.decimal for card in found.cards} == {
        "Octavia": expected,
        "Trailer": Decimal("6.40"),
    }


def test_an_amount_in_another_currency_counts_at_its_days_rate(store, octavia):
    before = garage_of(store).month_cost.decimal
    dollars = Money("10.00", "USD")
    put(store, "expense", octavia, date=Moment(date(2026, 11, 2)), title="Toll", total=dollars)
    worth = convert(dollars, "EUR", date(2026, 11, 2))
    assert garage_of(store).month_cost.decimal - before == worth.decimal


def test_what_is_due_soon_is_what_the_rules_list_of_the_next_two_months(store, octavia):
    expected = store.read(lambda reader: due_in(reader, TODAY))
    last = TODAY + timedelta(days=60)
    wanted = [due for due in expected if due.state == "overdue" or (due.day and due.day <= last)]
    found = garage_of(store).due_soon
    assert [due.reminder.title for due in found] == ["Inspection", "Oil"]
    assert list(found) == wanted


def test_a_vehicle_that_stood_for_years_still_shows_its_odometer_and_economy(store):
    old = put(store, "vehicle", None, name="Barn find", energies=("petrol",))
    for place in range(5):
        put(
            store, "fill_up", old, date=Moment(date(2015, 1 + place, 1)),
            odometer=km(50_000 + place * 400), volume=Quantity("40", "L"),
        )  # fmt: skip
    (card,) = garage_of(store).cards
    assert card.odometer == km(51_600)
    assert len(card.economy.bars) == 4


def test_sold_vehicles_are_not_on_the_page(store, octavia):
    put(store, "vehicle", None, name="Gone", status="sold")
    assert [card.vehicle.name for card in garage_of(store).cards] == ["Octavia"]


def test_what_happened_lately_comes_newest_first_with_its_cost(store, octavia):
    put(store, "expense", octavia, date=Moment(TODAY), title="Parking", total=eur("9.00"))
    found = garage_of(store).lately
    assert (found[0].record.title, found[0].cost) == ("Parking", eur("9.00"))
    days = [each.moment.day for each in found]
    assert days == sorted(days, reverse=True)
    costs_by_title = {
        getattr(each.record, "title", ""): each.cost
        for each in page_of(store, octavia).overview.activity
    }
    assert costs_by_title["Brakes"] == eur("48.90")


def test_every_fill_up_has_its_row_and_its_sum(store, octavia):
    log = page_of(store, octavia).fuel
    fills = store.read(lambda reader: reader.all(FillUp, Query(owner=octavia)))
    assert [row.id for row in log.rows] == [fill.id for fill in fills]
    totals = fuel_totals(log.rows)
    assert totals.count == 48
    assert totals.money["EUR"] == sum(fill.total.decimal for fill in fills)
    assert totals.amounts["volume"] * 1000 == pytest.approx(
        float(sum(fill.volume.decimal for fill in fills))
    )
    partial = filtered(log.rows, "partial")
    assert {row.reason for row in partial} == {"joins_next"}
    assert len(partial) + len(filtered(log.rows, "full")) == 48


def test_a_price_without_a_total_counts_all_the_same(store, octavia):
    from garage.money import UnitPrice

    before = fuel_totals(page_of(store, octavia).fuel.rows).money["EUR"]
    put(
        store, "fill_up", octavia, date=Moment(TODAY), volume=Quantity("10", "L"),
        price=UnitPrice("1.599", "EUR", "L"),
    )  # fmt: skip
    log = page_of(store, octavia).fuel
    assert fuel_totals(log.rows).money["EUR"] - before == Decimal("15.99")


def test_quick_add_goes_by_the_last_readings_and_keeps_its_line(store, octavia):
    page = page_of(store, octavia)
    reading = Reading(today=TODAY)
    context = quick_context(page.history, page.fuel, reading)
    newest = page.fuel.rows[0].fill
    assert context.last_odometer == newest.odometer
    assert context.stations[:2] == ("Shell", "Aral")
    more = newest.odometer.decimal + 500
    understood = understand(f"40 l 64 EUR {more} km", context)
    changes = add_understood(store, octavia, understood)
    kept = store.read(lambda reader: reader.get(FillUp, changes.ids[0]))
    assert (kept.volume.text, kept.total.decimal) == ("40 L", 64)


def test_since_the_last_full_one_partial_fills_add_up(store, octavia):
    last = page_of(store, octavia).fuel.rows[0].fill.odometer.decimal
    # the last is out of line: it is burnt like the others, and no distance counts from it
    for litres, odometer, full in ("10.5", last + 100, 0), ("12", last + 200, 0), ("8", 900, 1):
        put(
            store, "fill_up", octavia, date=Moment(TODAY), odometer=km(odometer),
            volume=Quantity(litres, "L"), full=bool(full),
        )  # fmt: skip
    page = page_of(store, octavia)
    context = quick_context(page.history, page.fuel, Reading(today=TODAY))
    since = context.since_full["volume"]
    assert since.filled.decimal == Decimal("30.5")
    assert since.odometer.decimal == last


def economy_of_line(store, vehicle, line):
    """What quick add works out of a line, and what the log says once it is kept."""
    page = page_of(store, vehicle)
    understood = understand(line, quick_context(page.history, page.fuel, Reading(today=TODAY)))
    said = {each.name: each.value for each in understood.worked_out}.get("economy")
    add_understood(store, vehicle, understood)
    row = page_of(store, vehicle).fuel.rows[0]
    return (said.text if said else None), (figure(row.si, row.unit).text if row.si else None)


def test_after_partial_fills_alone_quick_add_promises_no_economy(store):
    car = put(store, "vehicle", None, name="Polo", energies=("petrol",))
    put(
        store, "fill_up", car, date=Moment(TODAY - timedelta(days=2)), odometer=km(1000),
        volume=Quantity("20", "L"), full=False,
    )  # fmt: skip
    assert economy_of_line(store, car, "40 l 64 EUR 1500 km") == (None, None)


def test_a_plug_in_counts_petrol_from_the_last_full_tank_and_not_from_a_charge(store):
    car = put(store, "vehicle", None, name="Plug-in", energies=("petrol", "electric"))
    for days, odometer, amount in (
        (3, 150, {"volume": Quantity("20", "L")}),
        (2, 200, {"energy": Quantity("9", "kWh")}),
    ):
        put(
            store, "fill_up", car, date=Moment(TODAY - timedelta(days=days)),
            odometer=km(odometer), full=True, **amount,
        )  # fmt: skip
    assert economy_of_line(store, car, "3 l 5 EUR 250 km") == ("3.00 L/100km", "3.00 L/100km")


@pytest.mark.parametrize("odd", [{"missed": True}, {"volume": None}])
def test_quick_add_promises_no_figure_that_the_log_will_not_have(store, odd):
    car = put(store, "vehicle", None, name="Polo", energies=("petrol",))
    for days, odometer, more in ((3, 100, {"full": True}), (2, 300, {"full": False, **odd})):
        values = {"volume": Quantity("20", "L"), **more}
        put(
            store, "fill_up", car, date=Moment(TODAY - timedelta(days=days)),
            odometer=km(odometer), **values,
        )  # fmt: skip
    assert economy_of_line(store, car, "10 l 16 EUR 600 km") == (None, None)


def test_a_deleted_fill_up_leaves_the_log(store, octavia):
    first = page_of(store, octavia).fuel.rows[0].id
    delete(store, [first])
    assert first not in {row.id for row in page_of(store, octavia).fuel.rows}


def test_a_vins_facts_come_with_the_new_vehicle_in_one_operation(store):
    told = look_up("1HGCM82633A004352", {}, TODAY)
    changes = add_vehicle(store, {"name": "Accord", "vin": "1HGCM82633A004352"}, told)
    vehicle = next(iter(changes.touched["vehicle"]))
    specs = store.read(lambda reader: reader.all(Specification, Query(owner=vehicle)))
    assert {spec.name for spec in specs} >= {"displacement", "cylinders"}
    store.undo()
    assert store.read(lambda reader: reader.all(Vehicle)) == []


def test_an_electric_cars_own_unit_does_not_upset_the_persons_fuel_unit(store):
    car = put(
        store, "vehicle", None, name="Model 3", energies=("electric",), distance_unit="km",
        economy_unit="kWh/100km",
    )  # fmt: skip
    for place in range(3):
        put(
            store, "fill_up", car, date=Moment(date(2026, 10, 1 + place)),
            odometer=km(1_000 + place * 200), energy=Quantity("32", "kWh"),
        )  # fmt: skip
    figures = page_of(store, car).overview.economy
    assert figures.whole.shown(figures.latest).text == "16.00 kWh/100km"


@pytest.mark.parametrize("gap", [4, 30, 75, 170, 400])
def test_however_seldom_a_car_is_filled_its_card_agrees_with_its_page(store, gap):
    car = put(store, "vehicle", None, name="Car", energies=("petrol",))
    kind = kind_named("fill_up")
    fills = [
        {
            "vehicle": car, "date": Moment(TODAY - timedelta(days=5 + gap * place)),
            "odometer": km(90_000 - 310 * place - place % 3), "volume": Quantity("20", "L"),
            "total": eur("32.00"), "full": place % 5 != 3,
        }
        for place in range(60)
    ]  # fmt: skip
    store.operate(lambda t: [t.add(kind, kind.complete(fill)) for fill in fills], "add", "fills")
    put(store, "reminder", car, title="Oil", due_odometer=km(95_000))
    (card,) = garage_of(store).cards
    overview = page_of(store, car).overview
    assert card.economy.year == overview.economy.year
    assert card.economy.bars == overview.economy.bars[-10:]
    assert card.month_distance == pytest.approx(overview.month_distance)
    assert card.odometer == overview.odometer
    assert card.due == overview.due
