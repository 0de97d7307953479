"""Whether a file's readings can be a vehicle's: never backwards, never faster than cars go."""

from datetime import date

import pytest

from client.operations.import_fit import misfit
from garage.rules.odometer import Reading
from garage.units import Quantity


def read(day: str, km: int) -> Reading:
    shown = Quantity(str(km), "km")
    return Reading(date.fromisoformat(day).toordinal(), shown.si, shown, "", "fill_up")


HERE = [read("2024-01-01", 10_000), read("2024-06-01", 20_000), read("2024-12-01", 30_000)]


@pytest.mark.parametrize(
    ("day", "km", "beside"),
    [
        ("2024-03-01", 15_000, None),
        ("2023-01-01", 2_000, None),
        ("2026-01-01", 60_000, None),
        ("2024-06-01", 19_900, None),
        ("2024-03-01", 9_000, "2024-01-01"),
        ("2024-03-01", 21_000, "2024-06-01"),
        ("2025-01-01", 29_000, "2024-12-01"),
        ("2024-12-20", 90_000, "2024-12-01"),
        ("2023-12-30", 10_001, "2024-01-01"),
        ("2024-06-01", 90_000, "2024-06-01"),
    ],
)
def test_a_reading_is_held_against_its_neighbours(day: str, km: int, beside: str | None) -> None:
    found = misfit([read(day, km)], HERE)
    assert (found and found.other.day.isoformat()) == beside


def test_a_wrong_digit_is_no_other_vehicle() -> None:
    found = misfit([read("2024-02-01", 12_000), read("2024-03-01", 150_000),
                    read("2024-04-01", 16_000)], HERE)  # fmt: skip
    assert found is not None
    assert (found.misfits, found.readings, found.mostly) == (1, 3, False)
    assert found.first.shown.text == "150000 km"


def test_a_vehicle_without_readings_takes_any() -> None:
    assert misfit([read("2024-02-01", 12_000)], []) is None
