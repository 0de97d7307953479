"""The usual reminders: by energy, kind and country, counted from the last time."""

from datetime import date

from garage.periods import Period
from garage.records import Vehicle
from garage.rules.usual import Usual, first_due, usual_reminders
from garage.units import Quantity

TODAY = date(2026, 11, 18)


def titles(region: str = "DE", **vehicle) -> list[str]:
    return [each.title for each in usual_reminders(Vehicle(**vehicle), region, TODAY)]


def inspection(region: str, year: int, type_: str = "car") -> Usual:
    found = usual_reminders(Vehicle(type=type_, year=year), region, TODAY)
    return next(each for each in found if each.category == "inspection")


def test_an_electric_car_gets_no_oil_and_no_spark_plugs() -> None:
    found = titles(type="car", energies=("electric",))
    assert "Oil and filter" not in found
    assert "Spark plugs" not in found
    assert "Brake fluid" in found


def test_a_hybrid_gets_oil_and_a_diesel_no_spark_plugs() -> None:
    assert "Oil and filter" in titles(type="car", energies=("petrol", "electric"))
    assert "Spark plugs" not in titles(type="car", energies=("diesel",))


def test_a_trailer_gets_an_inspection_and_insurance_alone() -> None:
    assert titles(type="trailer") == ["General inspection (HU)", "Insurance renewal"]


def test_inspections_follow_the_law_of_the_country_and_the_age() -> None:
    assert inspection("DE", 2016).every == Period(2, "Y")
    assert (inspection("GB", 2016).title, inspection("GB", 2016).every) == (
        "MOT test", Period(1, "Y"),
    )  # fmt: skip
    assert inspection("IE", 2020).every == Period(2, "Y")
    assert inspection("IE", 2010).every == Period(1, "Y")
    assert inspection("AT", 2022).every == Period(2, "Y")
    assert inspection("XX", 2010).title == "Technical inspection"


def test_a_new_car_is_inspected_first_when_the_law_says_and_then_at_its_interval() -> None:
    new = inspection("DE", 2025)
    assert (new.first, new.every) == (Period(2, "Y"), Period(2, "Y"))
    assert first_due(new, "km", TODAY)["due"] == date(2028, 11, 18)
    assert inspection("GB", 2026).first == Period(3, "Y")
    assert inspection("GB", 2026).every == Period(1, "Y")
    assert inspection("DE", 2016).first is None
    assert inspection("DE", 2025, "motorcycle").first == Period(1, "Y")


def test_where_there_is_snow_tyres_are_changed_and_elsewhere_rotated() -> None:
    assert {"Winter tyres on", "Summer tyres on"} <= set(titles("DE", type="car"))
    assert "Tyres rotated" in titles("GB", type="car")


def test_it_counts_from_the_last_time_and_in_the_units_of_the_vehicle() -> None:
    (oil,) = [u for u in usual_reminders(Vehicle(type="car"), "GB", TODAY) if "Oil" in u.title]
    found = first_due(
        oil, "mi", TODAY, last_day=date(2026, 3, 1), last_odometer=Quantity("50000", "mi"),
        odometer=Quantity("54000", "mi"),
    )  # fmt: skip
    assert found["due"] == date(2027, 3, 1)
    assert found["due_odometer"] == Quantity("60000", "mi")
    assert found["last_done"] == date(2026, 3, 1)


def test_without_a_last_time_it_counts_from_now_and_a_season_has_its_day() -> None:
    oil = Usual("Oil", every=Period(1, "Y"), kilometres=15_000)
    assert first_due(oil, "km", TODAY) == {
        "category": "maintenance", "every": Period(1, "Y"), "due": date(2027, 11, 18),
    }  # fmt: skip
    winter = Usual("Winter tyres on", every=Period(1, "Y"), month=10, day=15)
    assert first_due(winter, "km", TODAY)["due"] == date(2027, 10, 15)
