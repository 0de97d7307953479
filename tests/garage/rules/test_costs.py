"""Costs: every amount once, at its own day's rate, by category, month and distance."""

import dataclasses
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.money import Money, UnitPrice
from garage.periods import Period
from garage.records import (
    Expense,
    Inspection,
    InsurancePolicy,
    Part,
    Record,
    Repair,
    Service,
    StockMovement,
    Trip,
    TyreSet,
    Valuation,
    Vehicle,
    WorkLine,
)
from garage.rules import Costs, Window, costs
from tests.garage.rules.making import CAR, START, day, eur, fill, moment, q, reading

TODAY = day(365)


def of(*records: Record, **asked: Any) -> Costs:
    """The costs of the car, up to a year after the start."""
    return costs(records, **{"today": TODAY, "vehicles": [CAR], **asked})


def test_fuel_and_the_rest_are_told_apart_and_divided_by_the_distance() -> None:
    found = of(
        fill(0, 1000, "40", total=eur("60.00")),
        fill(50, 1500, "40", total=eur("31.00")),
        Service(id="s", vehicle="car", date=moment(60), odometer=q("2000 km"), total=eur("123.00")),
    )
    assert (found.total, found.energy, found.rest) == (214, 91, 123)
    assert found.distance == 1_000_000
    each = found.per("km")
    assert each is not None
    assert (each.total, each.energy, each.rest) == tuple(map(Decimal, ("0.214", "0.091", "0.123")))
    in_miles = found.per("mi")
    assert in_miles is not None
    assert in_miles.total.quantize(Decimal("0.000001")) == Decimal("0.344400")


def test_without_a_distance_there_is_no_cost_per_distance() -> None:
    assert of(fill(0, 1000, "40", total=eur("60.00"))).per("km") is None


def test_a_fill_up_without_a_total_costs_its_price_times_its_volume() -> None:
    priced = fill(0, 1, "45.20", price=UnitPrice("1.577", "EUR", "L"))
    assert of(priced).total == Decimal("71.28")
    by_mass = fill(0, 1, "45.20", price=UnitPrice("1.577", "EUR", "kg"))
    assert of(by_mass).total == 0


def test_a_service_costs_its_total_or_else_the_sum_of_its_lines() -> None:
    lines = [
        WorkLine(id="1", work="s", title="Oil", cost=eur("40.10")),
        WorkLine(id="2", work="s", title="Rebate", cost=eur("-5.05")),
        WorkLine(id="3", work="s", title="Gone", cost=eur("99"), deleted=True),
    ]
    service = Service(id="s", vehicle="car", date=moment(1), title="Service")
    assert of(service, *lines).total == Decimal("35.05")
    assert of(dataclasses.replace(service, total=eur("36.00")), *lines).total == 36


def test_a_recurring_expense_counts_on_each_of_its_days_up_to_today() -> None:
    tax = Expense(id="e", vehicle="car", date=moment(0), category="tax", total=eur("10.00"),
                  every=Period(1, "M"))  # fmt: skip
    assert of(tax, today=date(2024, 4, 1)).by_category == {"tax": 40}
    assert of(tax, window=Window(date(2024, 2, 2), date(2024, 3, 1))).total == 10


def test_an_insurance_premium_counts_each_time_it_is_paid() -> None:
    policy = InsurancePolicy(id="p", vehicle="car", insurer="X", premium=eur("100.00"), start=START,
                             end=day(400), every=Period(6, "M"))  # fmt: skip
    assert of(policy).by_category == {"insurance": 200}
    assert of(dataclasses.replace(policy, every=None)).total == 100


def test_every_kind_has_its_category_and_every_category_its_group() -> None:
    found = of(
        fill(0, 1, "40", total=eur("1")),
        Repair(id="r", vehicle="car", date=moment(1), total=eur("2")),
        Trip(id="t", vehicle="car", date=moment(1), total=eur("4"), reimbursed=eur("4")),
        Inspection(id="i", vehicle="car", date=moment(1), total=eur("8")),
        TyreSet(id="w", vehicle="car", name="Winter", bought=day(2), total=eur("16")),
        Expense(id="e", vehicle="car", date=moment(1), category="parking", total=eur("32")),
        Expense(id="g", vehicle="car", date=moment(1), category="tax", total=eur("-64")),
    )
    assert found.by_category == {
        "fuel": 1, "trip": 4, "inspection": 8, "tyres": 16, "parking": 32, "tax": -64, "repair": 2,
    }  # fmt: skip
    assert found.by_group == {
        "energy": 1, "upkeep": 10, "insurance_tax": -64, "tyres": 16, "other": 36,
    }  # fmt: skip


def test_parts_from_the_shelf_are_paid_for_once() -> None:
    oil = Part(id="oil", name="Oil", vehicle="car")
    bought = StockMovement(id="m", part="oil", date=moment(1), amount=q("5 L"), reason="bought",
                           total=eur("40.00"))  # fmt: skip
    used = StockMovement(id="u", part="oil", date=moment(9), amount=q("-4 L"), reason="used",
                         total=eur("32.00"), work="s")  # fmt: skip
    service = Service(id="s", vehicle="car", date=moment(9), title="Service")
    lines = [
        WorkLine(id="1", work="s", title="Oil", part="oil", cost=eur("32.00")),
        WorkLine(id="2", work="s", title="Labour", cost=eur("50.00")),
    ]
    found = of(oil, bought, used, service, *lines)
    assert found.by_category == {"parts": 40, "service": 50}


def test_a_shared_part_costs_the_vehicle_what_its_work_says() -> None:
    oil = Part(id="oil", name="Oil")
    bought = StockMovement(id="m", part="oil", date=moment(1), amount=q("5 L"), reason="bought",
                           total=eur("40.00"))  # fmt: skip
    service = Service(id="s", vehicle="car", date=moment(9), title="Service")
    line = WorkLine(id="1", work="s", title="Oil", part="oil", cost=eur("32.00"))
    assert of(oil, bought, service, line).by_category == {"service": 32}
    everything = costs([oil, bought, service, line], today=TODAY, currency="EUR")
    assert everything.by_category == {"parts": 40}


def test_months_and_categories_come_to_the_same_sum() -> None:
    found = of(
        fill(0, 1, "40", total=eur("10.00")),
        fill(40, 2, "40", total=eur("20.00")),
        Repair(id="r", vehicle="car", date=moment(45), total=eur("5.00")),
    )
    assert found.by_month == {(2024, 1): {"fuel": 10}, (2024, 2): {"fuel": 20, "repair": 5}}
    assert found.month_by_group((2024, 2)) == {"energy": 20, "upkeep": 5}


def to_euros(money: Money, code: str, on: date) -> Money | None:
    """A pound was 1.20 € in January, 1.10 € since; nobody knows of kronor."""
    if (money.currency, code) != ("GBP", "EUR"):
        return None
    rate = Decimal("1.20") if on.month == 1 else Decimal("1.10")
    return Money(str(money.decimal * rate), "EUR")


def test_foreign_money_is_converted_at_its_own_day_and_the_original_stays() -> None:
    found = of(
        fill(0, 1, "40", total=Money("50.00", "GBP")),
        fill(60, 2, "40", total=Money("50.00", "GBP")),
        fill(70, 3, "40", total=eur("1.00")),
        convert=to_euros,
    )
    assert found.currency == "EUR"
    assert found.total == 116
    assert found.originals == {"GBP": 100, "EUR": 1}
    assert found.entries[0].money == Money("50.00", "GBP")


def test_what_cannot_be_converted_is_reported_and_not_guessed() -> None:
    crowns = fill(5, 2, "40", total=Money("700", "SEK"))
    found = of(fill(0, 1, "40", total=eur("1.00")), crowns, convert=to_euros)
    assert found.total == 1
    assert [each.record for each in found.unconverted] == ["f5"]
    assert found.originals["SEK"] == 700


def test_what_has_no_day_is_reported() -> None:
    undated = Expense(id="e", vehicle="car", total=eur("5.00"))
    found = of(undated)
    assert (found.total, found.undated) == (0, ("e",))


def test_other_vehicles_deleted_records_and_the_future_do_not_count() -> None:
    found = of(
        fill(0, 1, "40", total=eur("1.00"), vehicle="other"),
        fill(1, 1, "40", total=eur("2.00"), deleted=True),
        fill(400, 1, "40", total=eur("4.00")),
    )
    assert (found.total, found.entries) == (0, ())


def test_purchase_and_depreciation_are_apart_and_only_where_asked_for() -> None:
    car = dataclasses.replace(CAR, purchased=START, purchase_price=eur("12000.00"))
    worth = Valuation(id="v", vehicle="car", date=moment(300), value=eur("9000.00"))
    spent = fill(0, 1, "40", total=eur("50.00"))
    plain = of(spent, worth, vehicles=[car])
    assert (plain.total, plain.purchase, plain.depreciation, plain.overall) == (50, None, None, 50)
    assert of(spent, vehicles=[CAR], purchase=True).purchase is None
    asked = of(spent, worth, vehicles=[car], purchase=True, depreciation=True)
    assert (asked.total, asked.purchase, asked.depreciation) == (50, 12000, 3000)
    assert asked.overall == 15050
    assert asked.depreciation_estimate


def test_several_vehicles_share_one_sum_and_add_their_distances() -> None:
    boat = Vehicle(id="boat", name="Boat")
    sea = [dataclasses.replace(reading(each, 10 * each), vehicle="boat") for each in (0, 9)]
    records = [
        CAR,
        boat,
        fill(0, 100, "40", total=eur("1.00")),
        fill(9, 150, "40", total=eur("2.00")),
        *sea,
    ]
    found = costs(records, today=TODAY)
    assert (found.currency, found.total, found.distance) == ("EUR", 3, 140_000)


amounts = st.integers(0, 10**9).map(lambda cents: f"{cents / 100:.2f}")


@given(st.lists(st.tuples(st.integers(-30, 400), amounts), max_size=20), st.integers(0, 364))
def test_adjoining_windows_add_up_to_the_cent(spent: list[tuple[int, str]], divide: int) -> None:
    records = [
        Expense(id=str(number), vehicle="car", date=moment(when), total=eur(amount))
        for number, (when, amount) in enumerate(spent)
    ]
    whole = of(*records)
    first = of(*records, window=Window(None, day(divide)))
    second = of(*records, window=Window(day(divide + 1), None))
    assert first.total + second.total == whole.total
    assert whole.total == sum(Decimal(amount) for when, amount in spent if when <= 365)
    assert whole.total == sum(sum(each.values()) for each in whole.by_month.values())
    assert whole.total == pytest.approx(whole.originals.get("EUR", 0))
