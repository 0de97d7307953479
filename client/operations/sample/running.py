"""What running a vehicle costs beside fuel, where it went, what it was worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any, NamedTuple

from client.operations.sample.book import Book, eur, km, said, years
from client.operations.sample.course import Course
from garage.periods import Period
from garage.units import UNITS, Quantity


class Cover(NamedTuple):
    """An insurance: its yearly premium now, in EUR, and how the years before it differed."""

    insurer: str
    number: str
    cover: str
    premium: float
    deductible: float = 0.0
    yearly_rise: float = 0.045


def insure(book: Book, vehicle: str, cover: Cover, renewal: date, since: date) -> None:
    """A policy a year, from the one that ends at `renewal` back; its premium is the cost."""
    begin, premium = years(1).after(renewal, -1), cover.premium
    while begin > since:
        end = years(1).after(begin) - timedelta(days=1)
        policy = book.add(
            "insurance_policy", vehicle, insurer=cover.insurer, number=cover.number,
            cover=cover.cover, start=begin, end=end, premium=eur(premium), every=years(1),
            deductible=eur(cover.deductible) if cover.deductible else None,
            contact="Claims line, day and night",
        )  # fmt: skip
        book.add(
            "document", vehicle, date=begin, title=said("Insurance {year}", year=begin.year),
            category="insurance", issuer=cover.insurer, number=cover.number, valid_until=end,
            total=eur(premium), about=policy, file_name=f"insurance-{begin.year}.pdf",
        )  # fmt: skip
        begin, premium = years(1).after(begin, -1), premium / (1 + cover.yearly_rise)


def road_tax(book: Book, vehicle: str, due: date, yearly: float, since: date) -> None:
    """The motor vehicle tax, yearly before the day it is due next."""
    day = years(1).after(due, -1)
    while day > since:
        book.add("expense", vehicle, date=day, title="Road tax", category="tax", total=eur(yearly),
                 supplier="Hauptzollamt München")  # fmt: skip
        day = years(1).after(day, -1)


class Spending(NamedTuple):
    """Something paid now and then: by chance, `a_year` times on days with a drive."""

    title: str
    category: str
    low: float
    high: float
    a_year: float
    supplier: str = ""
    months: Sequence[int] = range(1, 13)
    step: float = 0.5


def spend(book: Book, vehicle: str, course: Course, items: Sequence[Spending]) -> None:
    """Parking, tolls, washes: spread by chance over the days of the course with a drive."""
    chance = book.chance(f"spend {course.at(course.end)}")
    day = max(course.start + timedelta(days=7), book.months_ago(60))
    while day < book.today:
        for item in items:
            share = item.a_year / 365 * 12 / len(item.months)
            if day.month in item.months and course.run(day) > 3 and chance.random() < share * 1.3:
                steps = round((item.high - item.low) / item.step)
                paid = item.low + item.step * chance.randint(0, steps)
                book.add("expense", vehicle, date=day, title=item.title, category=item.category,
                         total=eur(paid), supplier=item.supplier)  # fmt: skip
        day += timedelta(days=1)


class Way(NamedTuple):
    """A trip that is made now and then; `distance` in km."""

    destination: str
    distance: int
    purpose: str = "private"
    title: str = ""
    client: str = ""
    start: str = "Munich"


@dataclass(frozen=True)
class Travel:
    """Which trips a vehicle makes, how often a day that is long enough has one, and who drives."""

    ways: Sequence[Way]
    share: float
    drivers: Sequence[str]
    months: int = 60


def travel(book: Book, vehicle: str, course: Course, travels: Travel) -> None:
    """Trips on the days whose distance holds them, with the odometer at both ends."""
    chance = book.chance(f"travel {course.at(course.end)}")
    day = max(course.start + timedelta(days=3), book.months_ago(travels.months))
    while day < book.ago(3):
        run = course.run(day)
        fitting = [way for way in travels.ways if way.distance <= run]
        if fitting and chance.random() < travels.share:
            longest = sorted(fitting, key=lambda way: way.distance)[-3:]
            _trip(
                book, vehicle, course, day, chance.choice(longest), chance.choice(travels.drivers)
            )
        day += timedelta(days=1)


def _trip(book: Book, vehicle: str, course: Course, day: date, way: Way, driver: str) -> None:
    shown = course.at(day)
    begin = time(7 + shown % 4, shown % 12 * 5)
    minutes = begin.hour * 60 + begin.minute + way.distance + 90
    end = time(min(minutes // 60, 23), minutes % 60)
    values: dict[str, Any] = {}
    if way.purpose == "business":
        values["reimbursed"] = eur(way.distance * 0.30)
    book.add(
        "trip", vehicle, date=book.moment(day, begin), end=book.moment(day, end), start=way.start,
        destination=way.destination, purpose=way.purpose, title=way.title, client=way.client,
        odometer=km(shown - way.distance), end_odometer=km(shown), distance=km(way.distance),
        driver=driver, **values,
    )  # fmt: skip


def readings(book: Book, vehicle: str, course: Course, also: Sequence[date] = ()) -> None:
    """What the odometer showed at the end of each month, today, and on the days of `also`."""
    days = {book.today, *also}
    day = book.today.replace(day=1) - timedelta(days=1)
    while day > max(course.start, book.months_ago(60)):
        days.add(day)
        day = day.replace(day=1) - timedelta(days=1)
    for day in sorted(days):
        book.add("odometer_reading", vehicle, date=day, odometer=km(course.at(day)))


def valuations(
    book: Book, vehicle: str, course: Course | None, by: str, value: float, yearly_share: float
) -> None:
    """What it was worth a year apart; `yearly_share` is what a year adds (or, below 0, takes)."""
    for back in range(6):
        day = book.months_ago(12 * back + 2)
        if course and day <= course.start:
            break
        worth = round(value / (1 + yearly_share) ** back / 50) * 50
        shown = km(course.at(day)) if course else None
        book.add("valuation", vehicle, date=day, value=eur(worth), odometer=shown, origin=by)


class Fact(NamedTuple):
    """A specification: a number with its unit, or words."""

    name: str
    value: str


def specify(book: Book, vehicle: str, facts: Sequence[Fact], origin: str) -> None:
    """Specifications; "4.7 L" is a quantity, "0W-30" a text."""
    for fact in facts:
        number, _, unit = fact.value.partition(" ")
        measured = unit in UNITS and number.replace(".", "", 1).isdigit()
        book.add(
            "specification", vehicle, name=fact.name, origin=origin,
            value=Quantity(number, unit) if measured else None,
            text=None if measured else fact.value,
        )  # fmt: skip


def remind(book: Book, vehicle: str, title: str, days: int | None = None, **values: Any) -> None:
    """A reminder due in so many days (below zero: late), or by distance."""
    due = None if days is None else book.ago(-days)
    every: Period | None = values.get("every")
    if due is not None and every is not None and "last_done" not in values:
        values["last_done"] = every.after(due, -1)
    if every is not None and every.unit in "MY" and due is not None:
        values.setdefault("wanted_day", due.day)
    book.add("reminder", vehicle, title=title, due=due, **values)


def by_distance(
    book: Book, vehicle: str, course: Course, title: str, at: int, every: int, **values: Any
) -> None:
    """A reminder due at `at` km, every so many km, last done that much before."""
    last = at - every
    book.add(
        "reminder", vehicle, title=title, due_odometer=km(at), every_distance=km(every),
        last_odometer=km(last), last_done=course.day_of(last), **values,
    )  # fmt: skip


def paper(book: Book, vehicle: str, day: date, title: str, category: str, file: str) -> None:
    """A document without a record of its own."""
    book.add("document", vehicle, date=day, title=title, category=category, file_name=file)


def note(book: Book, vehicle: str, days: int, title: str, notes: str) -> None:
    """A note of so many days ago."""
    book.add("note", vehicle, date=book.ago(days), title=title, notes=notes)
