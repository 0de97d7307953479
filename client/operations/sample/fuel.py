"""Fill-ups and charges along a course: full, partial and missed, dearer and thirstier by season."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time
from itertools import pairwise

from client.operations.sample.book import Book, amount, eur, km
from client.operations.sample.course import Course
from client.operations.sample.prices import price
from garage.money import UnitPrice
from garage.periods import add_months
from garage.units import Quantity

Station = tuple[str, str]
"""Its name and its place."""


@dataclass(frozen=True)
class Habit:
    """How a vehicle is filled up.

    `economy` is in l/100 km (or kWh/100 km) over the last twelve months, the twelve before, …;
    `winter` the share that January adds to it and July takes off.
    """

    fuel: str
    grade: str
    economy: Sequence[float]
    tank: float
    stations: Sequence[Station]
    drivers: Sequence[str] = ("Jonas",)
    winter: float = 0.04
    extra: float = 0.0
    """What the grade costs above the usual price, EUR a litre."""
    partial: float = 0.06
    missed: float = 0.015


@dataclass
class _Stop:
    odometer: int
    day: date
    need: float = 0.0
    partial: bool = False
    missed: bool = False
    volume: float = field(default=0.0)


def fill_ups(
    book: Book, vehicle: str, course: Course, habit: Habit, first: int, last: int, count: int
) -> None:
    """`count` fill-ups from the odometer `first` to `last` (km)."""
    chance = book.chance(f"{habit.fuel} {first}")
    stops = [_Stop(each, course.day_of(each)) for each in _steps(chance, first, last, count)]
    _needs(stops, habit, chance, book.today)
    stops[0].volume = habit.tank * 0.6
    kept = _written(stops, habit, chance)
    for stop in kept:
        _fill(book, vehicle, stop, habit, chance)


def _steps(chance: random.Random, first: int, last: int, count: int) -> list[int]:
    """Odometers with uneven steps between them."""
    steps = [chance.uniform(0.78, 1.18) for _ in range(count - 1)]
    whole, run, found = sum(steps), 0.0, [first]
    for step in steps:
        run += step
        found.append(first + round((last - first) * run / whole))
    return found


def season(day: date, winter: float) -> float:
    """How consumption differs from the year's mean: most in mid-January, least in mid-July."""
    return 1.0 + winter * math.cos((day.timetuple().tm_yday - 15) / 365.25 * 2 * math.pi)


def target(economy: Sequence[float], day: date, today: date) -> int:
    """Which twelve months before today the day is in: 0 are the last."""
    back = 0
    while day <= add_months(today, -12 * (back + 1)) and back < len(economy) - 1:
        back += 1
    return back


def _needs(stops: list[_Stop], habit: Habit, chance: random.Random, today: date) -> None:
    """What was burnt before each stop, so that each year comes to its figure."""
    run = [0.0] * len(habit.economy)
    burnt = [0.0] * len(habit.economy)
    for before, stop in pairwise(stops):
        distance = stop.odometer - before.odometer
        stop.need = distance / 100 * season(stop.day, habit.winter) * chance.gauss(1.0, 0.018)
        year = target(habit.economy, stop.day, today)
        run[year] += distance
        burnt[year] += stop.need
    for stop in stops[1:]:
        year = target(habit.economy, stop.day, today)
        stop.need *= habit.economy[year] * run[year] / 100 / burnt[year]
        stop.volume = stop.need


def _written(stops: list[_Stop], habit: Habit, chance: random.Random) -> list[_Stop]:
    """With some only partly filled (the next takes the rest) and some not written down."""
    kept = [stops[0]]
    # Nothing odd among the last: what people look at first is a plain log.
    for place in range(1, len(stops)):
        stop, luck = stops[place], chance.random()
        plain = place < 3 or place > len(stops) - 5 or kept[-1].partial or kept[-1].missed
        room = place + 1 < len(stops) and stop.need * 0.5 + stops[place + 1].need < habit.tank
        if not plain and room and luck < habit.partial:
            stop.partial = True
            stop.volume = float(round(stop.need * 0.5))
            stops[place + 1].volume = stops[place + 1].need + stop.need - stop.volume
        elif not plain and luck > 1 - habit.missed:
            kept.pop()
            stop.missed = True
        kept.append(stop)
    return kept


def _fill(book: Book, vehicle: str, stop: _Stop, habit: Habit, chance: random.Random) -> None:
    station, place = chance.choice(habit.stations)
    clock = time(chance.choice((7, 8, 9, 11, 14, 16, 17, 18, 18, 19)), chance.randrange(60))
    per = math.floor((price(habit.fuel, stop.day) + habit.extra + chance.gauss(0, 0.022)) * 100)
    litres = round(stop.volume, 2)
    write_fill(
        book, vehicle, stop.day, clock, stop.odometer, litres, per / 100 + 0.009,
        station=station, place=place, driver=chance.choice(habit.drivers), fuel=habit.fuel,
        grade=habit.grade, full=not stop.partial, missed=stop.missed,
        payment=chance.choice(("Card", "Card", "Card", "Cash")),
    )  # fmt: skip


def write_fill(
    book: Book,
    vehicle: str,
    day: date,
    clock: time,
    odometer: int,
    litres: float,
    per: float,
    *,
    total: float | None = None,
    payment: str = "Card",
    **values: object,
) -> None:
    """One fill-up with its unit price; the total is worked out unless it is given."""
    paid = round(litres * per, 2) if total is None else total
    book.add(
        "fill_up", vehicle, date=book.moment(day, clock), odometer=km(odometer),
        volume=amount(litres, "L"), price=UnitPrice(f"{per:.3f}", "EUR", "L"), total=eur(paid),
        payment=payment, **values,
    )  # fmt: skip


@dataclass(frozen=True)
class ChargeHabit:
    """How an electric car is charged; `economy` and `winter` as of `Habit`, in kWh/100 km."""

    economy: Sequence[float]
    battery: float
    home: Station
    fast: Sequence[Station]
    drivers: Sequence[str]
    winter: float = 0.115
    usual_level: int = 80
    away: float = 0.14


def charges(
    book: Book, vehicle: str, course: Course, habit: ChargeHabit, first: int, last: int, count: int
) -> None:
    """`count` charges, at home to the usual level, now and then at a fast charger to another."""
    chance = book.chance(f"charge {first}")
    stops = [_Stop(each, course.day_of(each)) for each in _steps(chance, first, last, count)]
    plan = Habit("electric", "", habit.economy, habit.battery, habit.fast, winter=habit.winter)
    _needs(stops, plan, chance, book.today)
    level, clocks = float(habit.usual_level), iter(range(10**6))
    for place, stop in enumerate(stops):
        before = level - stop.need * 100 / habit.battery if place else 46.0
        fast = place > 2 and place < count - 2 and before < 60 and chance.random() < habit.away
        level = float(chance.choice((68, 72, 86, 90)) if fast else habit.usual_level)
        if level - before < 8:
            level = float(habit.usual_level)
            fast = False
        taken = round((level - before) / 100 * habit.battery, 2)
        station, where = chance.choice(habit.fast) if fast else habit.home
        per = round(price("fast" if fast else "home", stop.day), 2)
        clock = time(chance.randrange(10, 18) if fast else 20, next(clocks) % 60)
        book.add(
            "fill_up", vehicle, date=book.moment(stop.day, clock), odometer=km(stop.odometer),
            energy=amount(taken, "kWh"), price=UnitPrice(f"{per:.2f}", "EUR", "kWh"),
            total=eur(round(taken * per, 2)), full=False, fuel="electric", station=station,
            place=where, charge_from=Quantity(str(round(before)), "%"),
            charge_to=Quantity(str(round(level)), "%"), driver=chance.choice(habit.drivers),
        )  # fmt: skip
