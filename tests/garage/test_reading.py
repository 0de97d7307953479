"""Typed text becomes what its field holds, by the habits of whoever typed it."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.errors import ValueRefused
from garage.moments import Moment
from garage.money import Money, UnitPrice
from garage.periods import Period
from garage.reading import METRIC, Reading
from garage.records import CustomFieldDefinition, Vehicle, kind_named, kinds
from garage.regions import PURPOSES, Preferences
from garage.units import Quantity

TODAY = date(2026, 11, 22)
PLAIN = Reading(today=TODAY)
GERMAN = Reading.of(Preferences.for_region("DE"), today=TODAY)
AMERICAN = Reading.of(Preferences.for_region("US"), today=TODAY)


def read(reading: Reading, kind: str, field: str, text: str) -> Any:
    return reading.value(kind_named(kind).field(field), text)


@pytest.mark.parametrize(
    ("reading", "kind", "field", "text", "value"),
    [
        (PLAIN, "fill_up", "volume", "45.2", Quantity("45.2", "L", "45.2")),
        (GERMAN, "fill_up", "volume", "45,2 l", Quantity("45.2", "L", "45,2 l")),
        (AMERICAN, "fill_up", "volume", "12.3", Quantity("12.3", "gal_us", "12.3")),
        (GERMAN, "fill_up", "odometer", "84.120", Quantity("84120", "km", "84.120")),
        (AMERICAN, "tyre_event", "tread_front", "7", Quantity("7", "in/32", "7")),
        (GERMAN, "fill_up", "total", "71,30", Money("71.30", "EUR", "71,30")),
        (PLAIN, "expense", "total", "-12 USD", Money("-12", "USD")),
        (GERMAN, "fill_up", "price", "1,579", UnitPrice("1.579", "EUR", "L", "1,579")),
        (AMERICAN, "fill_up", "price", "3.35", UnitPrice("3.35", "USD", "gal_us", "3.35")),
        (GERMAN, "fill_up", "date", "6.11.", Moment(date(2026, 11, 6))),
        (AMERICAN, "fill_up", "date", "11/6 2:30 pm", Moment(date(2026, 11, 6), time(14, 30), 0)),
        (AMERICAN, "fill_up", "date", "11/6 14:30", Moment(date(2026, 11, 6), time(14, 30), 0)),
        (PLAIN, "fill_up", "date", "yesterday", Moment(date(2026, 11, 21))),
        (PLAIN, "fill_up", "date", "2026-11-06T14:30+01:00",
         Moment(date(2026, 11, 6), time(14, 30), 60)),
        (PLAIN, "reminder", "due", "today", TODAY),
        (GERMAN, "reminder", "every", "6 Monate", Period(6, "M")),
        (PLAIN, "reminder", "every", "6 months", Period(6, "M")),
        (PLAIN, "fill_up", "fuel", "Petrol", "petrol"),
        (PLAIN, "vehicle", "energies", "petrol, electric", ("petrol", "electric")),
        (GERMAN, "fill_up", "full", "nein", False),
        (PLAIN, "vehicle", "year", "2016", 2016),
        (PLAIN, "fill_up", "tags", "a,b", frozenset({"a", "b"})),
        (PLAIN, "specification", "value", "400 lb-ft", Quantity("400", "lb-ft")),
        (PLAIN, "specification", "value", "4", Quantity("4", "")),
        (PLAIN, "fill_up", "vehicle", " Octavia ", "Octavia"),
        (PLAIN, "fill_up", "notes", "", None),
    ],
)  # fmt: skip
def test_each_field_reads_text_in_its_own_way(
    reading: Reading, kind: str, field: str, text: str, value: object
) -> None:
    assert read(reading, kind, field, text) == value


@pytest.mark.parametrize(
    ("field", "text", "hint"),
    [
        ("volume", "much", "45"), ("volume", "45.2 km", "l"), ("volume", "-5", "positive"),
        ("total", "71.30 XXQ", "EUR"), ("date", "10/03/2024", "YYYY-MM-DD"),
        ("fuel", "wood", "petrol"), ("tank", "12", "1 to 9"), ("full", "perhaps", "yes or no"),
        ("source", "typed", "leave"), ("custom", "x", "custom.NAME"),
    ],
)  # fmt: skip
def test_a_refusal_names_the_field_and_what_to_write(field: str, text: str, hint: str) -> None:
    with pytest.raises(ValueRefused) as refused:
        read(PLAIN, "fill_up", field, text)
    assert refused.value.field == field
    assert refused.value.message.startswith(f"{field}: ")
    assert hint in refused.value.hint


def test_a_command_line_writes_numbers_with_a_dot_in_the_units_of_its_region() -> None:
    plain = Reading.of(Preferences.for_region("DE"), localised=False, today=TODAY)
    assert read(plain, "fill_up", "volume", "45.20") == Quantity("45.20", "L", "45.20")
    with pytest.raises(ValueRefused):
        read(plain, "fill_up", "volume", "45,2")
    with pytest.raises(ValueRefused):
        read(plain, "fill_up", "date", "06.11.2026")


def test_a_vehicle_has_its_own_units_and_currency() -> None:
    own = GERMAN.for_vehicle(
        Vehicle(name="Mini", distance_unit="mi", volume_unit="gal_uk", currency="GBP")
    )
    assert read(own, "fill_up", "odometer", "84120").unit == "mi"
    assert read(own, "fill_up", "price", "6,5") == UnitPrice("6.5", "GBP", "gal_uk", "6,5")
    assert read(own, "fill_up", "volume", "9 gal").unit == "gal_uk"


def test_electricity_has_its_price_per_kilowatt_hour() -> None:
    own = GERMAN.for_vehicle(Vehicle(name="Model 3", energies=("electric",)))
    assert read(own, "fill_up", "price", "0,49").per == "kWh"


def test_assignments_of_a_command_line_become_values() -> None:
    kind = kind_named("fill_up")
    values = PLAIN.assignments(
        kind, ["Volume=45.2 l", "tags=a,b", "custom.Paint code=LA7W", "notes=a=b", "station="]
    )
    assert values == {
        "volume": Quantity("45.2", "L", "45.2 l"),
        "tags": frozenset({"a", "b"}),
        "custom": {"Paint code": "LA7W"},
        "notes": "a=b",
        "station": None,
    }
    assert kind.check(values)


@pytest.mark.parametrize("pairs", [["volume"], ["volume=1", "Volume=2"], ["volumes=1"]])
def test_an_assignment_that_sets_nothing_is_refused(pairs: list[str]) -> None:
    with pytest.raises(ValueRefused):
        PLAIN.assignments(kind_named("fill_up"), pairs)


def test_an_own_field_follows_its_definition() -> None:
    def define(sort: str, **more: str) -> CustomFieldDefinition:
        return CustomFieldDefinition(name="It", applies_to="vehicle", sort=sort, **more)

    assert GERMAN.own_value("3,5", define("number", unit="kW")) == Quantity("3.5", "kW", "3,5")
    assert GERMAN.own_value("3,5 PS", define("number", unit="kW")) == Quantity(
        "3.5", "PS", "3,5 PS"
    )
    assert GERMAN.own_value("6.11.2026", define("day")) == date(2026, 11, 6)
    assert GERMAN.own_value("RED", define("choice", options="Red\nBlue")) == ("Red",)
    assert GERMAN.own_value(" LA7W ", None) == "LA7W"
    with pytest.raises(ValueRefused, match=r"custom\.It") as refused:
        GERMAN.own_value("green", define("choice", options="Red\nBlue"))
    assert "Red, Blue" in refused.value.hint


def test_every_purpose_that_a_region_knows_has_a_metric_unit_to_fall_back_on() -> None:
    assert set(PURPOSES) <= set(METRIC)


fields = [spec for kind in kinds() for spec in kind.fields]
typed = st.text("0123456789.,-/ :€$%lkmgatEUR→heutjpn", max_size=20)


@given(st.sampled_from(fields), typed, st.sampled_from([PLAIN, GERMAN, AMERICAN]))
def test_whatever_is_typed_is_a_checked_value_or_refused(
    spec: Any, text: str, reading: Reading
) -> None:
    value, refused = None, None
    try:
        value = reading.value(spec, text)
    except ValueRefused as error:
        refused = error
    assert refused is None or (refused.field == spec.name and refused.hint)
    if value is not None and type(spec.type).__name__ != "ReferenceField":
        assert spec.type.check(value) == value


@pytest.mark.parametrize(
    ("region", "example"),
    [("GB", "26/11/2026 or 2026-11-26"), ("DE", "26.11.2026 or 2026-11-26"),
     ("NL", "26-11-2026 or 2026-11-26"), ("US", "11/26/2026 or 2026-11-26"),
     ("SE", "2026-11-26")],
)  # fmt: skip
def test_the_example_of_a_date_is_written_as_in_the_region(region: str, example: str) -> None:
    reading = Reading.of(Preferences.for_region(region), today=date(2026, 11, 26))
    with pytest.raises(ValueRefused) as refused:
        reading.day_of("someday")
    assert str(refused.value.hint) == f"write it as {example}"
    for written in example.split(" or "):
        assert reading.day_of(written) == reading.today


@pytest.mark.parametrize("reading", [PLAIN, GERMAN, AMERICAN])
@pytest.mark.parametrize("mark", [".", ","])
@pytest.mark.parametrize(
    ("kind", "field"), [("fill_up", "odometer"), ("trip", "end_odometer"),
                        ("reminder", "every_distance"), ("vehicle", "odometer_offset")],
)  # fmt: skip
def test_no_region_takes_thousands_of_an_odometer_for_decimals(reading, mark, kind, field):
    assert read(reading, kind, field, f"84{mark}120").value == "84120"
    assert read(reading, kind, field, f"84{mark}120 mi").text == "84120 mi"
    assert read(reading, kind, field, f"1{mark}084{mark}120 km").value == "1084120"


def test_what_may_have_thousandths_keeps_them():
    assert read(PLAIN, "trip", "distance", "12.345").value == "12.345"
    assert read(GERMAN, "trip", "distance", "12,345").value == "12.345"
    assert read(PLAIN, "fill_up", "volume", "45.123").value == "45.123"
    assert read(PLAIN, "fill_up", "odometer", "84120.5").value == "84120.5"
    assert read(PLAIN, "fill_up", "odometer", "0.123").value == "0.123"
    assert read(PLAIN, "fill_up", "odometer", "84.12").value == "84.12"
