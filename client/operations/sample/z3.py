"""The Z3: a roadster with a season plate, laid up over the winter."""

from __future__ import annotations

from datetime import date

from client.operations.sample import places, running, upkeep
from client.operations.sample.book import Book, amount, eur, km, years
from client.operations.sample.course import SEASON, Course, Mark
from client.operations.sample.fuel import Habit, fill_ups
from client.operations.sample.running import Cover, Fact
from client.operations.sample.upkeep import Card, Job, Line, Shelf, Tyres
from garage.periods import Period

FIRST_MONTH, LAST_MONTH = 4, 10

OIL = Job(
    "service",
    "Oil and filter",
    "BMW Nefzger",
    (
        Line("Engine oil 5W-30", 84.0, "fluid", many="6.5 L"),
        Line("Oil filter", 16.9, number="11 42 7 512 300"),
        Line("Labour", 88.0, "labour", many="0.8 h"),
    ),
)
OUT = Job(
    "service",
    "Out of winter: battery, tyres, fluids",
    "",
    (Line("Distilled water", 2.9, "fluid"),),
    1.5,
)
IN = Job(
    "service",
    "Laid up: washed, filled, battery off",
    "",
    (Line("Fuel stabiliser", 11.9, "fluid"),),
    2.0,
)
WORKS = (
    (
        130,
        Job(
            "repair",
            "Window regulator, left",
            "",
            (Line("Window regulator", 74.0, number="51 33 8 397 705"),),
            2.5,
        ),
    ),
    (
        430,
        Job(
            "repair",
            "Cooling system",
            "BMW Nefzger",
            (
                Line("Radiator", 186.0, number="17 11 1 728 907"),
                Line("Water pump", 79.0),
                Line("Thermostat", 38.0),
                Line("Coolant", 29.0, "fluid", many="5 L"),
                Line("Labour", 341.0, "labour", many="3.1 h"),
            ),
        ),
    ),
    (
        800,
        Job(
            "upgrade",
            "Soft top",
            "Sattlerei Kröner",
            (Line("Soft top, green", 640.0), Line("Labour", 380.0, "labour", many="5 h")),
        ),
    ),
    (
        1150,
        Job(
            "repair",
            "Front brakes",
            "BMW Nefzger",
            (
                Line("Brake discs, front", 118.0, many="2"),
                Line("Brake pads, front", 62.0),
                Line("Labour", 121.0, "labour", many="1.1 h"),
            ),
        ),
    ),
    (
        1540,
        Job(
            "repair",
            "Rear axle bushes",
            "BMW Nefzger",
            (Line("Bushes", 64.0, many="2"), Line("Labour", 286.0, "labour", many="2.6 h")),
        ),
    ),
)
FACTS = (
    Fact("Engine", "2.8, M52TUB28"),
    Fact("Power", "142 kW"),
    Fact("Torque", "280 Nm"),
    Fact("Displacement", "2793 cc"),
    Fact("Gearbox", "five-speed"),
    Fact("Engine oil", "6.5 L"),
    Fact("Tyre pressure, front", "2.0 bar"),
    Fact("Tyre pressure, rear", "2.3 bar"),
    Fact("Wheel bolts", "110 Nm"),
    Fact("Kerb weight", "1335 kg"),
    Fact("Paint code", "324"),
)


def z3(book: Book, group: str) -> str:
    """Write the Z3 with all that belongs to it; gives its id."""
    laid_up = not FIRST_MONTH <= book.today.month <= LAST_MONTH
    vehicle = book.add(
        "vehicle",
        name="Z3",
        type="car",
        make="BMW",
        model="Z3",
        trim="2.8",
        year=1999,
        vin="WBACH31070LB12345",
        plate="M ZL 199",
        plate_region="DE",
        season="04–10",
        colour="Boston green",
        energies=("petrol",),
        status="laid_up" if laid_up else "active",
        tank=amount(51, "L", 0),
        purchased=book.months_ago(126),
        purchase_price=eur(8_900),
        purchase_odometer=km(112_400),
        picture="z3",
        group=group,
        distance_unit="km",
        volume_unit="L",
        economy_unit="L/100km",
        currency="EUR",
    )
    marks = [
        Mark(book.months_ago(60), 131_900),
        Mark(book.months_ago(48), 135_150),
        Mark(book.months_ago(36), 138_700),
        Mark(book.months_ago(24), 142_050),
        Mark(book.months_ago(12), 145_482),
        Mark(book.today, 148_902),
    ]
    course = Course(marks, SEASON, book.chance("Z3"), idle=0.5)
    habit = Habit(
        "petrol",
        "Super Plus",
        (9.9, 10.0, 9.8, 10.1, 10.0),
        51,
        places.ALPS,
        ("Jonas", "Anna"),
        winter=0.02,
        extra=0.06,
        partial=0.03,
    )
    fill_ups(book, vehicle, course, habit, 132_010, 148_790, 48)
    _work(book, vehicle, course)
    _money(book, vehicle, course, laid_up)
    return vehicle


def _work(book: Book, vehicle: str, course: Course) -> None:
    for job, month, turn in ((OUT, 4, 1), (IN, 10, 30)):
        upkeep.on_days(book, vehicle, course, job, month, turn)
    upkeep.on_days(book, vehicle, course, OIL, 4, 17)
    upkeep.jobs_ago(book, vehicle, course, WORKS)
    tyres = Tyres(
        "Bridgestone Potenza",
        "summer",
        "Bridgestone Potenza RE050",
        "225/45 R17 91W",
        "0520",
        486.0,
    )
    set_ = upkeep.tyre_set(book, vehicle, tyres, course.start)
    book.add(
        "tyre_event",
        set_,
        date=course.start,
        type="mount",
        odometer=km(131_900),
        tread_front=amount(7.6, "mm", 1),
        tread_rear=amount(7.4, "mm", 1),
    )
    for day in book.yearly(4, 1, course.start):
        worn = (course.at(day) - 131_900) / 10_000
        book.add(
            "tyre_event",
            set_,
            date=day,
            type="measure",
            odometer=km(course.at(day)),
            tread_front=amount(7.6 - worn, "mm", 1),
            tread_rear=amount(7.4 - 1.7 * worn, "mm", 1),
        )
    _shelf(book, vehicle, course)


def _shelf(book: Book, vehicle: str, course: Course) -> None:
    upkeep.plan(
        book,
        vehicle,
        course,
        (
            Card("backlog", "Leather, driver's bolster", 180, "interior"),
            Card("planned", "Brake fluid", 65, "brakes", 140),
            Card("doing", "Boot light", 12, "electrics", becomes="repair", who="Jonas"),
            Card("done", "Window regulator, cleaned", 8.5, "body", -118, becomes="repair"),
        ),
    )
    upkeep.shelf(
        book,
        vehicle,
        (
            Shelf("Coolant", "", "L", 5.8, ((440, "6"),), ((430, "5"),), "1", "Cellar"),
            Shelf(
                "Fuel stabiliser",
                "",
                "",
                11.9,
                ((500, "2"),),
                ((384, "1"), (19, "1")),
                "1",
                "Cellar",
            ),
        ),
    )


def _season(book: Book, laid_up: bool) -> tuple[str, int]:
    """The next turn of the season plate and the days until then."""
    year = book.today.year
    if not laid_up:
        return "Season ends", (date(year, 10, 31) - book.today).days
    begins = date(year + (book.today.month > LAST_MONTH), 4, 1)
    return "Laid up until 1 April", (begins - book.today).days


def _money(book: Book, vehicle: str, course: Course, laid_up: bool) -> None:
    cover = Cover("Württembergische", "KR 4410 2281", "partial", 312.40, 150)
    running.insure(book, vehicle, cover, book.ago(-6), course.start)
    running.road_tax(book, vehicle, book.ago(-170), 110.00, course.start)
    running.spend(
        book,
        vehicle,
        course,
        (
            places.GROSSGLOCKNER,
            places.BRENNER,
            places.WASH,
            places.PARKING_FAIR,
            places.SPEEDING,
        ),
    )
    for back in range(0, 60):
        day = book.months_ago(back).replace(day=1)
        if not FIRST_MONTH <= day.month <= LAST_MONTH and course.start < day < book.today:
            book.add(
                "expense",
                vehicle,
                date=day,
                title="Winter place",
                category="storage",
                total=eur(12),
                supplier="Scheune Aubing",
            )
    running.travel(book, vehicle, course, running.Travel(places.OUTINGS, 0.3, ("Jonas", "Anna")))
    running.readings(book, vehicle, course)
    running.valuations(book, vehicle, course, "Classic Data", 13_200, 0.02)
    _papers(book, vehicle, course, laid_up)


def _papers(book: Book, vehicle: str, course: Course, laid_up: bool) -> None:
    running.specify(book, vehicle, FACTS, "manual")
    running.paper(book, vehicle, book.ago(1), "Insurance, next year", "insurance", "insurance.pdf")
    running.paper(book, vehicle, book.ago(1700), "Service booklet", "manual", "serviceheft.pdf")
    running.note(
        book, vehicle, 19, "Laid up", "48 l in the tank, tyres at 3 bar, window 1 cm open."
    )
    running.note(book, vehicle, 500, "Soft top", "Only fold above 10 °C; zip first.")
    last = upkeep.inspections(
        book,
        vehicle,
        course,
        book.ago(-205),
        upkeep.HU_POINTS,
        station="TÜV Süd Ridlerstraße",
        fee=135.0,
    )
    running.remind(
        book,
        vehicle,
        "Inspection (HU)",
        205,
        every=years(2),
        category="inspection",
        estimate=eur(135),
        last_done=last,
        anchor="plan",
    )
    running.remind(
        book,
        vehicle,
        "Insurance renewal",
        6,
        every=years(1),
        estimate=eur(312.4),
        category="insurance_tax",
        anchor="plan",
    )
    running.remind(book, vehicle, "Battery top-up charge", 15, every=Period(6, "W"))
    title, days = _season(book, laid_up)
    running.remind(book, vehicle, title, days, category="other", soon=Period(14, "D"))
