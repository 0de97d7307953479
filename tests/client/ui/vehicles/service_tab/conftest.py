"""The service tab on a vehicle with five jobs."""

from datetime import date

import pytest

from client.operations.records import add
from garage.moments import Moment
from garage.money import Money
from garage.records import kind_named
from garage.units import Quantity
from tests.client.ui.vehicles.tabs import opened

JOBS = (
    ("service", date(2026, 10, 17), "Oil and filter", "Huber", "213.30", 82_021),
    ("repair", date(2026, 3, 27), "Rear brake discs", "Bremsen Huber", "284.50", 74_476),
    ("upgrade", date(2025, 8, 2), "Roof rails", "", "129.00", 66_000),
    ("inspection", date(2024, 11, 9), "Inspection", "TÜV Süd", "155.00", 59_950),
    ("service", date(2024, 5, 27), "Cabin filter", "", "39.40", 56_018),
)


@pytest.fixture
def garage(store, octavia):
    """The Octavia with five jobs; one of them has two lines and no total of its own."""
    for kind, day, title, supplier, total, odometer in JOBS:
        values = {
            "vehicle": octavia, "date": Moment(day), "title": title, "supplier": supplier,
            "odometer": Quantity(str(odometer), "km"),
        }  # fmt: skip
        priced = title != "Cabin filter"
        values |= {"total": Money(total, "EUR")} if priced else {}
        id_ = add(store, kind_named(kind), {k: v for k, v in values.items() if v}).ids[0]
        for cost in () if priced else ("17.90", "21.50"):
            line = {"work": id_, "title": f"Filter {cost}", "cost": Money(cost, "EUR")}
            add(store, kind_named("work_line"), line)
    return octavia


@pytest.fixture
def page(desk, garage, qtbot):
    return opened(desk, qtbot, garage)


@pytest.fixture
def tab(page):
    return page.stack.tab("service")
