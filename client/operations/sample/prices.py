"""What fuel and electricity cost in Germany: yearly quarters, roughly as they were."""

from __future__ import annotations

from datetime import date

_FIRST_YEAR = 2019

_BY_QUARTER: dict[str, tuple[float, ...]] = {
    # EUR a litre of Super E5 and of diesel, from the first quarter of 2019 on
    "petrol": (
        1.37, 1.50, 1.45, 1.41, 1.40, 1.20, 1.29, 1.26, 1.42, 1.53, 1.61, 1.70,
        1.89, 2.02, 1.84, 1.83, 1.80, 1.83, 1.91, 1.83, 1.80, 1.85, 1.77, 1.71,
        1.77, 1.71, 1.72, 1.73, 1.74, 1.75, 1.76, 1.75,
    ),
    "diesel": (
        1.25, 1.29, 1.26, 1.27, 1.24, 1.09, 1.08, 1.06, 1.27, 1.35, 1.42, 1.56,
        1.87, 2.04, 1.98, 1.95, 1.78, 1.62, 1.76, 1.77, 1.74, 1.67, 1.59, 1.60,
        1.66, 1.57, 1.60, 1.62, 1.59, 1.58, 1.60, 1.59,
    ),
    # EUR a kWh at home and at a fast charger
    "home": (
        0.29, 0.29, 0.29, 0.29, 0.29, 0.29, 0.29, 0.29, 0.29, 0.30, 0.30, 0.31,
        0.33, 0.34, 0.36, 0.38, 0.39, 0.37, 0.35, 0.34, 0.33, 0.33, 0.32, 0.32,
        0.31, 0.31, 0.31, 0.31, 0.31, 0.31, 0.31, 0.31,
    ),
    "fast": (
        0.33, 0.33, 0.33, 0.33, 0.33, 0.33, 0.35, 0.36, 0.36, 0.37, 0.39, 0.41,
        0.45, 0.52, 0.62, 0.64, 0.61, 0.56, 0.53, 0.52, 0.51, 0.50, 0.50, 0.49,
        0.49, 0.48, 0.47, 0.47, 0.47, 0.47, 0.47, 0.47,
    ),
}  # fmt: skip


def price(of: str, day: date) -> float:
    """EUR a litre or kWh on `day`, between the middles of quarters; the last known goes on."""
    series = _BY_QUARTER[of]
    place = (day.year - _FIRST_YEAR) * 4 + (day.timetuple().tm_yday - 46) / 91.3
    place = min(max(place, 0.0), len(series) - 1.0)
    low = min(int(place), len(series) - 2)
    return series[low] + (series[low + 1] - series[low]) * (place - low)
