"""The shapes that figures have for scripts, and when something is due in words."""

import dataclasses
import json
from datetime import date
from decimal import Decimal

import pytest

from client.operations.figure_shapes import costs_json, due_json, due_words, economies_json
from garage.moments import Moment
from garage.money import Money
from garage.records import Expense, FillUp, Reminder, Vehicle
from garage.regions import Preferences
from garage.rules.costs import costs
from garage.rules.due import Due, Usage, due_status
from garage.rules.economy import economies
from garage.units import Quantity

GOLF = Vehicle(
    id="v1", name="Golf", energies=("petrol",), distance_unit="km", volume_unit="L", currency="EUR"
)
HERE = Preferences.for_region("GB")
TODAY = date(2026, 11, 22)


def fill(n: int, odometer: int, litres: str, **more: object) -> FillUp:
    values = {
        "id": f"f{n}", "vehicle": "v1", "date": Moment.parse(f"2024-0{n}-10"), "full": True,
        "odometer": Quantity(str(odometer), "km"), "volume": Quantity(litres, "L"),
        "total": Money("60", "EUR"), **more,
    }  # fmt: skip
    return FillUp(**values)  # type: ignore[arg-type]


def test_an_economy_has_its_figures_in_the_unit_and_in_si() -> None:
    found = economies([fill(1, 1000, "40"), fill(2, 1500, "40"), fill(3, 2000, "25")], vehicle=GOLF)
    shape = economies_json(GOLF, found)
    assert (shape["vehicle"], shape["name"]) == ("v1", "Golf")
    (petrol,) = shape["economies"]
    assert petrol["average"]["value"] == "6.50"
    assert petrol["average"]["unit"] == "L/100km"
    assert petrol["average"]["si"] == pytest.approx(1_000_000 / 0.065)
    assert petrol["best"]["value"] == "5.00"
    assert petrol["worst"]["value"] == "8.00"
    first, second = petrol["intervals"]
    assert (first["from"], first["to"]) == ("2024-01-10", "2024-02-10")
    assert (first["from_id"], first["to_id"]) == ("f1", "f2")
    assert first["distance"]["value"] == "500.0"
    assert second["volume"]["value"] == "25.000"
    assert first["flag"] in (None, "")
    json.dumps(shape, allow_nan=False)


def test_no_figure_is_null() -> None:
    (petrol,) = economies_json(GOLF, economies([fill(1, 1000, "40")], vehicle=GOLF))["economies"]
    assert petrol["average"] is petrol["best"] is petrol["worst"] is None
    assert petrol["intervals"] == []


def test_costs_are_money_everywhere() -> None:
    tax = Expense(
        id="e1", vehicle="v1", date=Moment.parse("2024-02-01"), category="tax",
        total=Money("165", "EUR"),
    )  # fmt: skip
    records = [fill(1, 1000, "40"), fill(2, 1500, "40"), tax]
    shape = costs_json(GOLF, costs(records, today=TODAY, vehicles=(GOLF,), currency="EUR"))
    assert shape["total"] == {"amount": "285.00", "currency": "EUR"}
    assert shape["fuel"]["amount"] == "120.00"
    assert shape["rest"]["amount"] == "165.00"
    assert shape["distance"]["value"] == "500.0"
    assert Decimal(shape["per_distance"]["total"]["amount"]) == Decimal("0.5700")
    assert [each["month"] for each in shape["by_month"]] == ["2024-01", "2024-02"]
    sums = [Decimal(each["total"]["amount"]) for each in shape["by_month"]]
    assert sum(sums) == Decimal("285.00")
    json.dumps(shape, allow_nan=False)


def test_what_has_no_rate_is_named_and_left_out() -> None:
    odd = dataclasses.replace(fill(1, 1000, "40"), total=Money("5", "KPW"))
    shape = costs_json(
        GOLF,
        costs([odd], today=TODAY, vehicles=(GOLF,), currency="EUR", convert=lambda *_: None),
    )
    assert shape["total"]["amount"] == "0.00"
    assert shape["unconverted"] == [{"id": "f1", "total": {"amount": "5", "currency": "KPW"}}]
    assert shape["per_distance"] is None


def due(**values: object) -> Due:
    reminder = Reminder(id="r1", vehicle="v1", title="MOT", **values)  # type: ignore[arg-type]
    return due_status(reminder, TODAY, GOLF, Usage())


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 22), "today, 22 Nov 2026"),
        (date(2026, 11, 23), "in 1 day, 23 Nov 2026"),
        (date(2026, 12, 22), "in 30 days, 22 Dec 2026"),
        (date(2026, 11, 21), "1 day late"),
        (date(2026, 11, 13), "9 days late"),
    ],
)
def test_days_in_words(day: date, words: str) -> None:
    assert due_words(due(due=day), HERE) == words


def test_a_due_has_numbers_and_codes() -> None:
    shape = due_json(due(due=date(2026, 11, 13)))
    assert (shape["id"], shape["state"], shape["by"]) == ("r1", "overdue", "date")
    assert (shape["due"], shape["days_left"]) == ("2026-11-13", -9)
    assert shape["distance_left"] is None
    json.dumps(shape, allow_nan=False)


def test_a_reminder_without_a_date_says_so() -> None:
    assert due_words(due(), HERE) == "no date"
