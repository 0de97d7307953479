"""Insights add up to what was written down, checked by hand against small garages."""

from datetime import date
from decimal import Decimal

import pytest

from client.operations.figures import convert, costs_of
from client.operations.insights import Question, insights
from client.operations.insights_period import (
    ALL,
    MONTH,
    OWN,
    QUARTER,
    TWELVE,
    YEAR,
    period_window,
    window_before,
)
from client.operations.insights_worth import DEPRECIATION, PURCHASE
from client.operations.records import add, delete
from client.operations.settings import preferences
from client.store import Store
from garage.moments import Moment
from garage.money import Money
from garage.periods import Period
from garage.records import FillUp, Vehicle, kind_named
from garage.rules.economy import economies
from garage.rules.odometer import odometer_timeline
from garage.rules.windows import Window
from garage.units import Quantity

TODAY = date(2026, 11, 18)


@pytest.fixture
def store(tmp_path):
    """An empty garage of a person in Ireland."""
    with Store(tmp_path / "profile") as opened:
        opened.set_settings({"region": "IE", "currency": "EUR"})
        yield opened


def put(store, kind, vehicle=None, **values):
    owner = {"vehicle": vehicle} if vehicle else {}
    return add(store, kind_named(kind), {**owner, **values}).ids[0]


def km(distance):
    return Quantity(str(distance), "km")


def eur(amount):
    return Money(amount, "EUR")


def fill(store, vehicle, day, odometer, volume="40.00", total="60.00", **more):
    measure = {} if volume is None else {"volume": Quantity(volume, "L")}
    return put(
        store, "fill_up", vehicle, date=Moment(day), odometer=km(odometer), total=eur(total),
        full=True, **measure, **more,
    )  # fmt: skip


def expense(store, vehicle, day, amount, currency="EUR", category="parking", **more):
    return put(store, "expense", vehicle, date=Moment(day), title=category, category=category,
               total=Money(amount, currency), **more)  # fmt: skip


def asked(store, period=TWELVE, window=None, vehicles=(), worth="", today=TODAY):
    window = window or period_window(period, today)
    question = Question(period, window, frozenset(vehicles), worth)
    return store.read(lambda reader: insights(reader, question, today, preferences(reader)))


@pytest.fixture
def golf(store):
    """A petrol car with a fill-up a month and something beside."""
    id_ = put(store, "vehicle", name="Golf", energies=("petrol",))
    for number, month in enumerate(range(1, 12)):
        fill(store, id_, date(2026, month, 5), 10_000 + 800 * number)
    expense(store, id_, date(2026, 3, 9), "20.00")
    put(store, "service", id_, date=Moment(date(2026, 3, 20)), title="Oil", total=eur("180.00"))
    put(store, "tyre_set", id_, name="Winter", bought=date(2025, 12, 1), total=eur("400.00"))
    return id_


def by_month(found):
    return {month.month: month.total for month in found.months}


@pytest.mark.parametrize(
    ("period", "start", "before"),
    [
        (MONTH, date(2026, 11, 1), Window(date(2026, 10, 1), date(2026, 10, 18))),
        (QUARTER, date(2026, 10, 1), Window(date(2026, 7, 1), date(2026, 8, 18))),
        (TWELVE, date(2025, 12, 1), Window(date(2024, 12, 1), date(2025, 11, 18))),
        (YEAR, date(2026, 1, 1), Window(date(2025, 1, 1), date(2025, 11, 18))),
        (ALL, None, None),
    ],
)
def test_a_period_is_compared_with_as_much_of_the_one_before(period, start, before):
    window = period_window(period, TODAY)
    assert window == Window(start, TODAY)
    assert window_before(period, window) == before


def test_days_chosen_are_compared_with_as_many_before_them():
    window = Window(date(2026, 3, 11), date(2026, 3, 20))
    assert window_before(OWN, window) == Window(date(2026, 3, 1), date(2026, 3, 10))


def test_the_months_add_up_to_the_total(store, golf):
    found = asked(store)
    assert found.total == Decimal("1260.00")
    assert sum(by_month(found).values()) == sum(found.groups.values()) == found.total
    assert by_month(found)[2026, 3] == Decimal("260.00")
    assert by_month(found)[2025, 12] == Decimal("400.00")
    assert len(found.months) == 12
    assert list(found.groups) == ["energy", "tyres", "upkeep", "other"]
    assert found.unfinished == (2026, 11)


def test_the_figures_are_those_of_the_rules(store, golf):
    (of_golf,) = asked(store).vehicles
    window = period_window(TWELVE, TODAY)
    expected = store.read(
        lambda reader: costs_of(reader, reader.get(Vehicle, golf), TODAY, window, currency="EUR")
    )
    assert of_golf.costs.by_category == expected.by_category
    assert of_golf.costs.per("km") == expected.per("km")
    assert of_golf.distance == expected.distance == 8_000_000


def test_distances_of_the_months_add_up_to_that_of_the_window(store, golf):
    found = asked(store)
    assert sum(month.distance for month in found.months) == pytest.approx(8_000_000)
    assert found.distance == 8_000_000


def test_what_the_period_before_cost_is_told(store, golf):
    expense(store, golf, date(2025, 6, 1), "100.00")
    assert asked(store).before == Decimal("100.00")
    assert asked(store, ALL).before is None


def test_each_amount_is_converted_at_the_rate_of_its_own_day(store):
    z3 = put(store, "vehicle", name="Z3")
    days = (date(2026, 1, 15), date(2026, 6, 15))
    for day in days:
        expense(store, z3, day, "100.00", "CHF")
    expense(store, z3, date(2026, 6, 16), "9.99", "AOA")
    found = asked(store)
    rates = [convert(Money("100.00", "CHF"), "EUR", day).decimal for day in days]
    assert rates[0] != rates[1]
    assert (by_month(found)[2026, 1], by_month(found)[2026, 6]) == tuple(rates)
    assert found.foreign == ("AOA", "CHF")
    assert found.unconverted == 1


def test_a_vehicle_bought_within_the_period_counts_from_then(store):
    new = put(
        store, "vehicle", name="New", energies=("petrol",), purchased=date(2026, 9, 1),
        purchase_price=eur("10000.00"), purchase_odometer=km(50_000),
    )  # fmt: skip
    fill(store, new, date(2026, 10, 1), 51_000)
    put(store, "valuation", new, date=Moment(date(2026, 11, 10)), value=eur("9300.00"))
    plain, bought, lost = (asked(store, worth=worth) for worth in ("", PURCHASE, DEPRECIATION))
    assert plain.total == Decimal("60.00")
    assert plain.distance == 1_000_000
    assert bought.total == Decimal("10060.00")
    assert by_month(bought)[2026, 9] == Decimal("10000.00")
    assert lost.total == Decimal("760.00")
    assert lost.groups["depreciation"] == Decimal("700.00")
    assert by_month(lost)[2026, 9] == pytest.approx(Decimal(290))
    (of_new,) = lost.vehicles
    assert of_new.total == lost.total


def test_what_is_added_is_what_the_rules_say(store):
    car = put(
        store, "vehicle", name="Old", purchased=date(2020, 1, 1), purchase_price=eur("9000.00"),
        sold=date(2026, 5, 1), sale_price=eur("4000.00"), status="sold",
    )  # fmt: skip
    window = period_window(TWELVE, TODAY)
    rules = store.read(
        lambda reader: costs_of(
            reader, reader.get(Vehicle, car), TODAY, window, currency="EUR", depreciation=True
        )
    )
    assert asked(store, worth=PURCHASE).total == rules.purchase == Decimal("-4000.00")
    assert asked(store, worth=DEPRECIATION).total == pytest.approx(rules.depreciation)


def test_value_lost_in_parts_of_months_adds_up_to_what_the_rules_say(store):
    car = put(store, "vehicle", name="Z3", purchased=date(2026, 1, 1),
              purchase_price=eur("9000.00"))  # fmt: skip
    put(store, "valuation", car, date=Moment(date(2026, 12, 27)), value=eur("5400.00"))
    window = Window(date(2026, 3, 11), date(2026, 5, 20))
    found = asked(store, OWN, window, worth=DEPRECIATION)
    assert found.total == pytest.approx(Decimal("3600") * 71 / 360)
    assert by_month(found)[2026, 3] == pytest.approx(Decimal(210))


def test_a_month_is_over_on_its_last_day(store, golf):
    assert asked(store, today=date(2026, 11, 29)).unfinished == (2026, 11)
    assert asked(store, today=date(2026, 11, 30)).unfinished is None
    window = Window(date(2026, 11, 1), date(2026, 11, 10))
    assert asked(store, OWN, window).unfinished == (2026, 11)


def test_a_trailer_has_costs_and_no_distance(store):
    trailer = put(store, "vehicle", name="Trailer", type="trailer")
    expense(store, trailer, date(2026, 4, 1), "61.00")
    (found,) = asked(store).vehicles
    assert (found.total, found.distance, found.readings) == (Decimal("61.00"), 0.0, 0)
    assert found.costs.per("km") is None
    assert found.economies == ()


def test_each_energy_has_its_own_economy(store):
    hybrid = put(store, "vehicle", name="Hybrid", energies=("petrol", "electric"))
    for number in range(3):
        day = date(2026, 5, 1 + 10 * number)
        fill(store, hybrid, day, 1_000 + 500 * number, "20.00", fuel="petrol")
        fill(
            store, hybrid, day, 1_000 + 500 * number, None, "8.00",
            energy=Quantity("50", "kWh"), fuel="electric",
        )  # fmt: skip
    (found,) = asked(store).vehicles
    petrol, electric = found.economies
    assert (petrol.economy.unit, electric.economy.unit) == ("L/100km", "kWh/100km")
    assert petrol.economy.shown(petrol.average.si).decimal == Decimal("4.00")
    assert electric.economy.shown(electric.average.si).decimal == Decimal("10.00")
    assert len(petrol.points) == 2


def test_vehicles_are_compared_in_the_persons_unit(store):
    for name, unit in (("Golf", ""), ("Mini", "mpg_uk")):
        car = put(store, "vehicle", name=name, energies=("petrol",), economy_unit=unit)
        fill(store, car, date(2026, 5, 1), 1_000)
        fill(store, car, date(2026, 6, 1), 1_500)
    units = {each.economies[0].economy.unit for each in asked(store).vehicles}
    assert units == {"L/100km"}


def test_a_long_log_is_judged_in_a_short_window_as_in_the_whole(store):
    """Records long before the window are not read; what is read must tell the same."""
    car = put(store, "vehicle", name="Daily", energies=("petrol",))
    kind = kind_named("fill_up")
    fills = []
    for number in range(150):
        month = number // 2
        day = date(2020 + month // 12, 1 + month % 12, 4 + 14 * (number % 2))
        litres = "140.00" if number == 149 else f"{30 + number % 5}.00"
        fills.append(
            {"vehicle": car, "date": Moment(day), "odometer": km(1_000 + 600 * number),
             "volume": Quantity(litres, "L"), "total": eur("50.00"), "full": True}
        )  # fmt: skip
    store.operate(lambda t: [t.add(kind, kind.complete(each)) for each in fills], "add", "fills")
    window = Window(date(2025, 10, 1), date(2026, 3, 31))
    (found,) = asked(store, OWN, window).vehicles
    read = store.read(lambda reader: reader.all(FillUp))
    (whole,) = economies(read, vehicle=found.vehicle)
    assert found.economies[0].points == whole.points(window)
    assert found.economies[0].points[-1].outlier
    assert found.distance == odometer_timeline(read, found.vehicle).distance(window) > 6_000_000


def test_a_car_that_stood_for_years_still_knows_how_far_it_went(store):
    car = put(store, "vehicle", name="Barn find", energies=("petrol",))
    put(store, "odometer_reading", car, date=Moment(date(2019, 1, 1)), odometer=km(10_000))
    put(store, "odometer_reading", car, date=Moment(date(2026, 11, 1)), odometer=km(12_861))
    whole = 2_861_000
    days = (date(2026, 11, 1) - date(2019, 1, 1)).days
    share = (date(2026, 11, 1) - date(2025, 11, 30)).days / days
    assert asked(store).distance == pytest.approx(whole * share)


def test_some_vehicles_alone_can_be_asked_for(store, golf):
    other = put(store, "vehicle", name="Ape")
    expense(store, other, date(2026, 4, 1), "7.00")
    found = asked(store, vehicles=[other])
    assert found.total == Decimal("7.00")
    assert [each.name for each in found.known] == ["Ape", "Golf"]


def test_parts_for_the_shelf_count_where_all_vehicles_do(store, golf):
    part = put(store, "part", name="Oil 5W-30", unit="L")
    put(store, "stock_movement", part=part, date=Moment(date(2026, 2, 2)), reason="bought",
        amount=Quantity("5", "L"), total=eur("45.00"))  # fmt: skip
    assert asked(store).total == Decimal("1305.00")
    assert asked(store, vehicles=[golf]).total == Decimal("1260.00")


def test_a_deleted_vehicle_counts_no_more(store, golf):
    delete(store, [golf])
    found = asked(store)
    assert (found.total, found.vehicles, found.months[0].total) == (0, (), 0)


def test_an_empty_garage_has_no_figures(store):
    found = asked(store, ALL)
    assert (found.total, found.distance, found.months) == (0, 0, ())
    assert found.expected.parts == ()


# ------------------------------------------------------------------ next month


def parts_of(found):
    return {(part.kind, part.title): part.amount for part in found.expected.parts}


def test_next_month_is_made_of_reminders_what_recurs_and_the_pace(store, golf):
    put(store, "reminder", golf, title="Road tax", due=date(2026, 12, 10), estimate=eur("194.00"))
    put(store, "reminder", golf, title="Wipers", due=date(2026, 12, 20))
    put(store, "reminder", golf, title="Inspection", due=date(2027, 1, 2), estimate=eur("99"))
    put(store, "expense", golf, date=Moment(date(2026, 1, 3)), title="Garage", total=eur("25.00"),
        every=Period(1, "M"), category="storage")  # fmt: skip
    found = asked(store)
    assert found.expected.month == date(2026, 12, 1)
    parts = parts_of(found)
    fuel = parts.pop(("energy", ""))
    assert parts == {
        ("reminder", "Road tax"): Decimal("194.00"),
        ("reminder", "Wipers"): None,
        ("recurring", "Garage"): Decimal("25.00"),
    }
    # 800 km a month at 660 € for the 8,000 km of the last twelve months.
    assert fuel == pytest.approx(Decimal("0.0825") * 800, rel=Decimal("0.05"))
    assert found.expected.total == sum(part for part in (*parts.values(), fuel) if part)


def test_a_premium_that_a_reminder_speaks_of_too_counts_once(store, golf):
    put(store, "insurance_policy", golf, insurer="HUK", start=date(2025, 12, 1),
        premium=eur("312.00"), every=Period(1, "Y"))  # fmt: skip
    put(store, "reminder", golf, title="Insurance", due=date(2026, 12, 1),
        estimate=eur("312.00"), category="insurance_tax")  # fmt: skip
    parts = parts_of(asked(store))
    assert ("recurring", "HUK") in parts
    assert ("reminder", "Insurance") not in parts


def test_a_pace_of_half_a_year_ago_says_nothing_of_next_month(store):
    car = put(store, "vehicle", name="Ape", energies=("petrol",))
    fill(store, car, date(2026, 4, 1), 1_000)
    fill(store, car, date(2026, 5, 1), 2_000)
    assert asked(store).expected.parts == ()


def test_a_vehicle_that_is_laid_up_will_cost_no_fuel(store):
    car = put(store, "vehicle", name="Z3", energies=("petrol",), status="laid_up")
    fill(store, car, date(2026, 9, 1), 1_000)
    fill(store, car, date(2026, 10, 1), 2_000)
    assert asked(store).expected.parts == ()
