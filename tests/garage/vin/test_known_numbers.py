"""Published and made-up numbers: what must be said of them, and what must not."""

from __future__ import annotations

from datetime import date

import pytest

from garage.vin import Decoded, decode

TODAY = date(2026, 11, 22)


def read(text: str) -> Decoded:
    return decode(text, today=TODAY)


@pytest.mark.parametrize(
    ("vin", "make", "model", "year", "check"),
    [
        ("1HGCM82633A004352", "Honda", "Accord", 2003, "valid"),
        ("5YJ3E1EA7KF317000", "Tesla", "Model 3", 2019, "invalid"),
        ("1M8GDM9AXKP042788", "Motor Coach Industries", "102C3 Intercity", 1989, "valid"),
        ("1HD1KB4197Y722798", "Harley-Davidson", "Street Glide", 2007, "valid"),
        ("1FTFW1E50NFA00001", "Ford", "F-150", 2022, "invalid"),
    ],
)
def test_a_north_american_number_gives_make_model_and_year(
    vin: str, make: str, model: str, year: int, check: str
) -> None:
    found = read(vin)
    assert (found.make, found.model, found.year) == (make, model, year)
    assert found.years == (year,)
    assert found.check_digit == check


@pytest.mark.parametrize(
    ("vin", "make", "model", "year", "country"),
    [
        ("WAUZZZ8K9BA000001", "Audi", "A4 (B8)", 2011, "Germany"),
        ("WVWZZZ1JZXW000001", "Volkswagen", "Golf IV/Bora", 1999, "Germany"),
        ("TMBJJ7NE8G0123456", "Škoda", "Octavia", 2016, "Czechia"),
        ("3VWZZZ1CZ1M123456", "Volkswagen", "New Beetle", 2001, "Mexico"),
        ("YS3FB49S131012345", "Saab", None, 2003, "Sweden"),
        ("XTA210990Y2766389", "Lada", None, 2000, "Russia"),
        ("9BWZZZ377VT004251", "Volkswagen", None, None, "Brazil"),
        ("XP7YGCEK2PB000001", "Tesla", None, 2023, "Germany"),
    ],
)
def test_elsewhere_position_ten_counts_where_the_maker_uses_it(
    vin: str, make: str, model: str | None, year: int | None, country: str
) -> None:
    found = read(vin)
    assert (found.make, found.model, found.year, found.country) == (make, model, year, country)
    assert found.check_digit == "not_applicable"


def test_an_audi_of_2011_is_never_one_of_1981() -> None:
    found = read("WAUZZZ8K9BA000001")
    assert found.year != 1981
    assert 2011 in found.years
    assert found.warnings == ()


def test_an_audi_of_unknown_model_keeps_both_years_open() -> None:
    found = read("WAUZZZXX9BA000001")
    assert (found.make, found.year, found.years) == ("Audi", None, (2011, 1981))
    assert "2011 or 1981" in found.warnings[0]


@pytest.mark.parametrize(
    ("vin", "make"),
    [
        ("WBANE71000B123456", "BMW"),
        ("WDB2030461A123456", "Mercedes-Benz"),
        ("VF1RFB00X56123456", "Renault"),
        ("VF33CNFUB84123456", "Peugeot"),
        ("SB1KV56E10E123456", "Toyota"),
        ("ZFA31200000123456", "Fiat"),
        ("UU1KSDA5H41234567", "Dacia"),
    ],
)
def test_a_maker_that_does_not_write_the_year_gets_none(vin: str, make: str) -> None:
    found = read(vin)
    assert found.make == make
    assert found.year is None
    assert found.years == ()
    assert "registration papers" in found.warnings[-1]


def test_a_honda_motorcycle_suggests_its_year_without_claiming_it() -> None:
    found = read("JH2PC40021M200001")
    assert (found.make, found.vehicle_kind, found.country) == ("Honda", "motorcycle", "Japan")
    assert (found.year, found.years) == (None, (2001,))


def test_a_ford_of_europe_tells_year_and_month_of_building() -> None:
    found = read("WF0AXXGCDA5L12345")
    assert (found.make, found.year) == ("Ford", 2005)
    # 2004 began with L, 2005 four letters on with C: L is May.
    assert found.values["built"].value == "2005-05"


def test_a_ford_whose_month_fits_two_cycles_stays_open() -> None:
    assert read("WF0AXXGCDABJ12345").years == (2011, 1981)
    assert read("WF0AXXGCDABJ12345").year is None


def test_a_tesla_of_shanghai_has_a_check_digit() -> None:
    found = read("LRW3E7FS6NC000001")
    assert (found.make, found.year, found.country) == ("Tesla", 2022, "China")
    assert found.check_digit == "invalid"
    assert found.confidence == "medium"
    assert "position 9" in found.warnings[0]


def test_a_truck_keeps_both_years_where_the_tables_know_both() -> None:
    found = read("1XPBDP9X5LD000001")
    assert (found.make, found.year, found.years) == ("Peterbilt", None, (2020, 1990))
    assert found.values["model"].confidence == "medium"


def test_a_motorcycle_of_2011_loses_the_year_its_model_did_not_exist() -> None:
    assert read("1HD1KB413BB000001").years == (2011,)


def test_an_exception_from_the_rule_of_position_seven_is_known_by_its_model() -> None:
    found = read("5YJRE1111B1374172")
    assert (found.make, found.model, found.year) == ("Tesla", "Roadster", 2011)


def test_an_import_into_north_america_is_read_by_the_engine() -> None:
    found = read("KMHDU46D17U123456")
    assert (found.make, found.model, found.year) == ("Hyundai", "Elantra", 2007)
    assert found.values["model"].source == "vin:vpic"


def test_a_small_maker_is_known_by_six_characters_only() -> None:
    assert read("VF9SP3V36KM795001").make == "Bugatti"
    unknown = read("VF9SP3V36KM111001")
    assert (unknown.make, unknown.country, unknown.confidence) == (None, "France", "low")


def test_an_unknown_maker_keeps_its_country_and_says_what_to_do() -> None:
    found = read("WZZ12345678901234")
    assert (found.make, found.manufacturer, found.country) == (None, None, "Germany")
    assert found.confidence == "low"
    assert "type make and model yourself" in found.warnings[0]


@pytest.mark.parametrize("chassis", ["1332345678", "115000001", "AR-105 12345", "DB5/1456/R"])
def test_a_chassis_number_before_1981_is_kept_as_it_is(chassis: str) -> None:
    found = read(chassis)
    assert found.kind == "chassis"
    assert (found.make, found.year, found.years, found.confidence) == (None, None, (), "none")
    assert found.check_digit == "not_applicable"
    assert "type make, model and year" in found.warnings[0]


def test_a_number_one_character_short_is_accepted_with_a_hint() -> None:
    assert "has 16" in read("1HGCM82633A00435").warnings[0]
