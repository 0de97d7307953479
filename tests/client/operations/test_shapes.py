"""The JSON shapes that scripts are written against."""

import json
from datetime import date, time

from client.operations.shapes import record_json, value_json
from garage.moments import Moment
from garage.money import Money, UnitPrice
from garage.periods import Period
from garage.records import FillUp, Reminder, Source, Vehicle
from garage.units import Quantity


def test_a_fill_up_has_the_shapes_that_the_architecture_names() -> None:
    fill = FillUp(
        id="a", space="s", vehicle="v",
        date=Moment(date(2024, 3, 10), time(16, 1), 60),
        volume=Quantity.checked("45.20", "L", "45,20 l"),
        total=Money.checked("71.30", "EUR"),
        price=UnitPrice.checked("1.579", "EUR", "L"),
        full=True,
        tags=frozenset({"winter", "abroad"}),
        custom={"Paint": "red", "Tread": Quantity("6.5", "mm"), "Mood": ("good",)},
        source=Source("imported", "fuelio", "log.csv", 12),
    )  # fmt: skip
    shape = record_json(fill)
    assert {"id": "a", "kind": "fill_up", "space": "s", "vehicle": "v"}.items() <= shape.items()
    assert shape["date"] == "2024-03-10T16:01+01:00"
    assert shape["volume"] == {"value": "45.20", "unit": "L", "typed": "45,20 l", "si": 0.0452}
    assert shape["total"] == {"amount": "71.30", "currency": "EUR"}
    assert shape["price"] == {"amount": "1.579", "currency": "EUR", "per": "L"}
    assert shape["tags"] == ["abroad", "winter"]
    assert shape["custom"]["Paint"] == "red"
    assert shape["custom"]["Mood"] == "good"
    assert shape["custom"]["Tread"]["value"] == "6.5"
    assert shape["source"] == {
        "how": "imported", "format": "fuelio", "file": "log.csv", "line": 12,
    }  # fmt: skip
    assert json.loads(json.dumps(shape)) == shape


def test_flags_tags_and_own_fields_are_always_there_and_other_fields_only_with_a_value() -> None:
    shape = record_json(FillUp(id="a", space="s"))
    assert shape == {
        "id": "a", "kind": "fill_up", "space": "s", "full": False, "missed": False,
        "tags": [], "custom": {},
    }  # fmt: skip


def test_what_is_in_the_trash_or_from_a_newer_version_says_so() -> None:
    shape = record_json(Vehicle(id="a", space="s", name="Herbie", deleted=True, extra={"wings": 2}))
    assert shape["deleted"] is True
    assert shape["extra"] == {"wings": 2}


def test_days_periods_and_lists_of_choices_are_plain_json() -> None:
    shape = record_json(Reminder(title="Oil", due=date(2026, 1, 31), every=Period(6, "M")))
    assert (shape["due"], shape["every"]) == ("2026-01-31", Period(6, "M").iso)
    assert value_json(("petrol", "electric")) == ["petrol", "electric"]


def test_an_economy_without_end_has_no_si_number_that_json_cannot_say() -> None:
    assert json.loads(json.dumps(value_json(Quantity("0", "L/100km"))))["si"] is None
