"""The numbers, days and words of a line become a fill-up, and its figures are worked out."""

from __future__ import annotations

from datetime import date, time

import pytest

from garage.moments import Moment
from garage.money import Money, UnitPrice
from garage.quick import SinceFull, understand
from garage.units import Quantity
from tests.garage.quick.lines import TODAY, amounts, context, worked


def test_the_line_of_the_mockup_is_a_full_fill_up_with_its_figures() -> None:
    found = understand("45.2 l 71.30 € 84120 km", context())
    assert found.kind == "fill_up"
    assert amounts(found) == {"volume": "45.2 L", "total": "71.30 EUR", "odometer": "84120 km"}
    assert worked(found) == {
        "price": "1.577 EUR/L",
        "distance": "807 km",
        "economy": "5.60 L/100km",
    }
    assert found.values["date"] == Moment(TODAY)
    assert found.questions == ()
    assert found.left == ()
    assert [found.text[p.start : p.end] for p in found.pieces] == ["45.2 l", "71.30 €", "84120 km"]


@pytest.mark.parametrize("region", ["IE", "DE"])
@pytest.mark.parametrize("typed", ["84.120 km", "84,120 km", "odometer 84.120", "km-stand 84,120"])
def test_the_thousands_of_an_odometer_are_none_of_its_decimals(region: str, typed: str) -> None:
    found = understand(f"45 l 71 € {typed}", context(region))
    assert amounts(found)["odometer"] == "84120 km"
    assert found.questions == ()


def test_a_distance_driven_keeps_its_decimals() -> None:
    assert amounts(understand("45 l 71 € +12.345 km", context()))["odometer"] == "83325.345 km"


def test_economy_is_in_the_unit_of_the_region() -> None:
    assert worked(understand("45,2 l 84120 km", context("DE")))["economy"] == "5.60 L/100km"


def test_what_was_typed_is_kept() -> None:
    found = understand("45,20 l 71,30 €", context("DE"))
    assert found.values["volume"] == Quantity("45.20", "L", "45,20 l")
    assert found.values["total"] == Money("71.30", "EUR", "71,30 €")


@pytest.mark.parametrize(
    "text", ["45.2 71.30 84120", "84120 45.2 71.30", "71.30 84120 45.2", "71.30 45.2 84120"]
)
def test_numbers_alone_are_told_apart_in_whatever_order(text: str) -> None:
    found = understand(text, context("MT"))
    assert amounts(found) == {"volume": "45.2 L", "total": "71.30 EUR", "odometer": "84120 km"}
    assert found.questions == ()
    assert all(piece.guessed for piece in found.pieces)


def test_two_numbers_that_could_be_either_are_asked_about() -> None:
    found = understand("40 41 84120", context("SE"))
    assert [each.code for each in found.questions] == ["volume_or_total"]
    assert amounts(found)["volume"] == "40 L"


def test_the_usual_price_tells_volume_from_total() -> None:
    usual = UnitPrice("18.50", "SEK", "L")
    found = understand("740 40 84120", context("SE", usual_price=usual))
    assert amounts(found)["volume"] == "40 L"
    assert found.questions == ()


@pytest.mark.parametrize("text", ["1.579/l", "@1.579", "€1.579/l", "1.579 €/l", "1.579 per litre"])
def test_a_price_is_understood_and_gives_the_total(text: str) -> None:
    found = understand(f"45.2 l {text}", context("MT"))
    assert found.values["price"].decimal == UnitPrice("1.579", "EUR", "L").decimal
    assert found.values["price"].per == "L"
    assert found.values["total"] == Money("71.37", "EUR")
    assert worked(found)["total"] == "71.37 EUR"


def test_price_and_total_give_the_volume() -> None:
    found = understand("71.37 € @1.579", context("MT"))
    assert amounts(found)["volume"] == "45.20 L"
    assert "economy" not in worked(found)


@pytest.mark.parametrize(
    ("text", "region", "day"),
    [
        ("yesterday", "DE", date(2026, 11, 21)), ("gestern", "DE", date(2026, 11, 21)),
        ("6 nov", "DE", date(2026, 11, 6)), ("6. November", "DE", date(2026, 11, 6)),
        ("06.11.2026", "DE", date(2026, 11, 6)), ("6/11", "GB", date(2026, 11, 6)),
        ("6/11", "US", date(2026, 6, 11)), ("Dec 24", "US", date(2025, 12, 24)),
        ("2026-11-06", "US", date(2026, 11, 6)), ("3 days ago", "GB", date(2026, 11, 19)),
        ("vor 3 Tagen", "DE", date(2026, 11, 19)),
    ],
)  # fmt: skip
def test_days_are_read_by_the_order_of_the_region(text: str, region: str, day: date) -> None:
    found = understand(f"45 l {text}", context(region))
    assert found.values["date"] == Moment(day)
    assert found.left == ()


def test_a_time_has_the_offset_of_the_place() -> None:
    found = understand("44 l 06.11.2026 14:30", context("DE"))
    assert found.values["date"] == Moment(date(2026, 11, 6), time(14, 30), 0)


@pytest.mark.parametrize(
    ("word", "name", "value"),
    [
        ("full", "full", True), ("voll", "full", True), ("partial", "full", False),
        ("nicht voll", "full", False), ("missed", "missed", True), ("vergessen", "missed", True),
        ("diesel", "fuel", "diesel"), ("E10", "grade", "E10"),
    ],
)  # fmt: skip
def test_words_say_how_it_was_filled(word: str, name: str, value: object) -> None:
    found = understand(f"45 l {word}", context())
    assert found.values[name] == value
    assert "notes" not in found.values


def test_a_partial_or_missed_fill_has_no_economy() -> None:
    for word in ("partial", "missed"):
        assert "economy" not in worked(understand(f"45 l 84120 km {word}", context()))


def test_partial_fills_before_count_in_the_economy() -> None:
    since = {"volume": SinceFull(Quantity("83120", "km"), Quantity("20.0", "L"))}
    known = context("DE", since_full=since)
    assert worked(understand("40 l 84120 km", known))["economy"] == "6.00 L/100km"


def test_without_a_full_fill_up_before_there_is_a_distance_but_no_economy() -> None:
    found = worked(understand("40 l 84120 km", context(since_full={})))
    assert found["distance"] == "807 km"
    assert "economy" not in found


def test_the_fuel_that_a_line_names_says_where_its_economy_counts_from() -> None:
    since = {
        "volume": SinceFull(Quantity("84020", "km")),
        "lpg": SinceFull(Quantity("83620", "km")),
    }
    known = context(since_full=since)
    assert worked(understand("40 l lpg 84120 km", known))["economy"] == "8.00 L/100km"
    assert worked(understand("8 l 84120 km", known))["economy"] == "8.00 L/100km"
    assert "economy" not in worked(understand("40 kWh 84120 km", known))


def test_american_gallons_miles_and_dollars() -> None:
    known = context("US", Quantity("52000", "mi"))
    found = understand("12.3 gal $41.20 52,310", known)
    assert amounts(found) == {"volume": "12.3 gal_us", "total": "41.20 USD", "odometer": "52310 mi"}
    assert worked(found) == {
        "price": "3.350 USD/gal_us", "distance": "310 mi", "economy": "25.20 mpg_us",
    }  # fmt: skip


def test_a_charge_counts_energy_and_its_state() -> None:
    found = understand("38 kWh 20→80% 19,40 € 84300", context("DE", energies=("electric",)))
    assert amounts(found)["energy"] == "38 kWh"
    assert (amounts(found)["charge_from"], amounts(found)["charge_to"]) == ("20 %", "80 %")
    assert worked(found)["price"] == "0.511 EUR/kWh"


def test_for_an_electric_car_bare_numbers_are_energy_and_its_price() -> None:
    found = understand("38 0,49 84300", context("DE", energies=("electric",)))
    assert amounts(found)["energy"] == "38 kWh"
    assert amounts(found)["price"] == "0.49 EUR/kWh"


@pytest.mark.parametrize(
    "text", ["84 120 km 45 l", "km 84120 45 l", "45 l bei km 84120", "Tacho: 84.120 km 45 l"]
)
def test_an_odometer_is_found_however_it_is_written(text: str) -> None:
    found = understand(text, context("DE"))
    assert amounts(found) == {"odometer": "84120 km", "volume": "45 L"}
    assert found.left == ()


def test_a_distance_driven_is_added_to_the_last_reading() -> None:
    assert amounts(understand("+797 km 45 l", context()))["odometer"] == "84110 km"
