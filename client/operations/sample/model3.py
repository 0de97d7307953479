"""The Model 3: Anna's electric car, charged at home and on the way, its winter tyres soon due."""

from __future__ import annotations

from datetime import date

from client.operations.sample import places, running, upkeep
from client.operations.sample.book import Book, amount, eur, km, years
from client.operations.sample.course import EVERY_MONTH, Course, Mark
from client.operations.sample.fuel import ChargeHabit, charges
from client.operations.sample.running import Cover, Fact
from client.operations.sample.upkeep import Card, Job, Line, Shelf, Tyres

CHARGES = 372
WINTER = (9, 10, 11, 12, 1, 2)
"""Months in which the tyres that are due are the winter ones."""

TYRE_CHANGE = Job("service", "Tyres changed", "", (Line("Labour", 0.0, "labour"),), 1.2)
WORKS = (
    (
        318,
        Job(
            "service",
            "Cabin filters",
            "",
            (Line("Cabin filters with activated carbon", 44.0, number="1107681-00-A", many="2"),),
            0.7,
        ),
    ),
    (
        402,
        Job(
            "service",
            "Brake fluid checked, calipers greased",
            "Tesla Freiham",
            (
                Line("Brake fluid DOT 4", 12.0, "fluid", many="0.5 L"),
                Line("Labour", 118.0, "labour", many="1.2 h"),
            ),
        ),
    ),
    (
        655,
        Job(
            "repair",
            "Upper control arm, left",
            "Tesla Freiham",
            (
                Line("Upper control arm", 96.0, number="1044321-00-G"),
                Line("Labour", 132.0, "labour", many="1.1 h"),
            ),
        ),
    ),
    (
        911,
        Job(
            "repair",
            "12 V battery",
            "Tesla Freiham",
            (
                Line("Battery 12 V", 104.0, number="1129290-00"),
                Line("Labour", 38.0, "labour", many="0.4 h"),
            ),
        ),
    ),
    (
        1050,
        Job(
            "service",
            "Cabin filters",
            "",
            (Line("Cabin filters with activated carbon", 42.0, number="1107681-00-A", many="2"),),
            0.8,
        ),
    ),
    (1290, Job("service", "Tyres balanced", "Reifen Huber", (Line("Labour", 48.0, "labour"),))),
    (
        1700,
        Job(
            "upgrade",
            "Wall box",
            "Elektro Brandl",
            (
                Line("Wall box 11 kW", 649.0),
                Line("Wiring", 212.0),
                Line("Labour", 420.0, "labour", many="6 h"),
            ),
        ),
    ),
)
TYRES = (
    Tyres(
        "Michelin Pilot Sport",
        "summer",
        "Michelin Pilot Sport EV",
        "235/45 R18 98W",
        "1421",
        0.0,
        7.5,
        1.2,
        "Cellar",
    ),
    Tyres(
        "Continental WinterContact",
        "winter",
        "Continental WinterContact TS 870 P",
        "235/45 R18 98V",
        "3521",
        812.0,
        8.3,
        1.35,
        "Cellar",
    ),
)
FACTS = (
    Fact("Battery, usable", "75 kWh"),
    Fact("Power", "324 kW"),
    Fact("Torque", "493 Nm"),
    Fact("Charging, AC", "11 kW"),
    Fact("Charging, DC", "250 kW"),
    Fact("Wheel bolts", "175 Nm"),
    Fact("Tyre pressure, front", "2.9 bar"),
    Fact("Tyre pressure, rear", "2.9 bar"),
    Fact("Kerb weight", "1844 kg"),
    Fact("Paint code", "PPSW"),
)


def model3(book: Book, group: str) -> str:
    """Write the Model 3 with all that belongs to it; gives its id."""
    bought = book.months_ago(62)
    vehicle = book.add(
        "vehicle",
        name="Model 3",
        type="car",
        make="Tesla",
        model="Model 3",
        trim="Long Range",
        year=2021,
        vin="LRW3E7EK4MC123456",
        plate="M AL 321E",
        plate_region="DE",
        colour="Pearl white",
        energies=("electric",),
        battery=amount(75, "kWh", 0),
        purchased=bought,
        purchase_price=eur(49_990),
        purchase_odometer=km(14),
        picture="model3",
        group=group,
        distance_unit="km",
        economy_unit="kWh/100km",
        currency="EUR",
    )
    marks = [
        Mark(bought, 14),
        Mark(book.months_ago(48), 11_900),
        Mark(book.months_ago(36), 22_700),
        Mark(book.months_ago(24), 33_900),
        Mark(book.months_ago(12), 46_270),
        Mark(book.today, 61_480),
    ]
    course = Course(marks, EVERY_MONTH, book.chance("Model 3"), idle=0.15)
    habit = ChargeHabit(
        (16.2, 16.4, 16.3, 16.7, 16.9),
        75,
        places.HOME,
        places.FAST,
        ("Anna", "Anna", "Anna", "Jonas"),
    )
    charges(book, vehicle, course, habit, 130, 61_402, CHARGES)
    _tyres(book, vehicle, course)
    _money(book, vehicle, course)
    return vehicle


def _tyres(book: Book, vehicle: str, course: Course) -> None:
    """The swaps so far, and the next in four days: the set of the season is still to be mounted."""
    winter = book.today.month in WINTER
    swaps = sorted([*book.yearly(11, 24, course.start), *book.yearly(4, 9, course.start)])
    swaps = [day for day in swaps if day < book.ago(20)]
    while swaps and (swaps[-1].month == 11) == winter:
        swaps.pop()
    # The course may begin in winter, but the car came on summer tyres.
    if swaps and swaps[0].month == 4:
        swaps = swaps[1:]
    for day in swaps:
        upkeep.do_job(book, vehicle, course, TYRE_CHANGE, day)
    upkeep.swap_tyres(book, vehicle, course, TYRES, swaps)
    title = "Winter tyres" if winter else "Summer tyres"
    running.remind(book, vehicle, title, 4, last_done=book.months_ago(7))


def _money(book: Book, vehicle: str, course: Course) -> None:
    upkeep.jobs_ago(book, vehicle, course, WORKS)
    cover = Cover("Allianz", "AS-9046217735", "comprehensive", 612.40, 500)
    renewal = book.today.replace(year=book.today.year + 1, month=1, day=1)
    running.insure(book, vehicle, cover, renewal, course.start)
    running.spend(
        book,
        vehicle,
        course,
        (
            places.PARKING,
            places.PARKING_FAIR,
            places.BRENNER,
            places.WASH,
            places.NO_TICKET,
        ),
    )
    running.travel(
        book, vehicle, course, running.Travel(places.COMMUTES, 0.36, ("Anna", "Anna", "Jonas"))
    )
    running.readings(book, vehicle, course)
    running.valuations(book, vehicle, course, "Schwacke", 24_300, -0.13)
    _papers(book, vehicle, course)


def _papers(book: Book, vehicle: str, course: Course) -> None:
    running.specify(book, vehicle, FACTS, "manual")
    running.paper(
        book, vehicle, course.start, "Purchase contract", "contract", "tesla-contract.pdf"
    )
    running.paper(
        book, vehicle, book.ago(1699), "Wall box, permit of the grid", "other", "wallbox.pdf"
    )
    running.note(
        book, vehicle, 90, "Charge limit", "80 % every day, 100 % only before a long trip."
    )
    running.note(
        book,
        vehicle,
        640,
        "Knock at the front left",
        "When cold and turning. It was the upper control arm.",
    )
    last = upkeep.inspections(
        book,
        vehicle,
        course,
        book.ago(-310),
        upkeep.HU_POINTS,
        station="TÜV Süd Ridlerstraße",
        fee=129.0,
    )
    _due(book, vehicle, course, last)


def _due(book: Book, vehicle: str, course: Course, last: date) -> None:
    running.remind(
        book,
        vehicle,
        "Inspection (HU)",
        310,
        every=years(2),
        category="inspection",
        estimate=eur(129),
        last_done=last,
        anchor="plan",
    )
    running.remind(book, vehicle, "Cabin filters", 412, every=years(2), estimate=eur(44))
    upkeep.plan(
        book,
        vehicle,
        course,
        (
            Card("backlog", "Boot light, brighter", 18.0, "interior"),
            Card("planned", "Brake calipers greased", 118.0, "brakes", 120, who="Anna"),
            Card("done", "Screen wash nozzles", 12.5, "service", -41, becomes="repair"),
        ),
    )
    upkeep.shelf(
        book,
        vehicle,
        (
            Shelf(
                "Cabin filters with activated carbon",
                "1107681-00-A",
                "",
                22.0,
                ((330, "4"),),
                ((318, "2"),),
                "2",
                "Cellar",
            ),
            Shelf(
                "Wheel nut caps", "1188270-00", "", 1.9, ((500, "6"),), ((222, "1"),), "", "Cellar"
            ),
        ),
    )
