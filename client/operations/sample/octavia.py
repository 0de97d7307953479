"""The Octavia: the family's diesel estate, driven every day, its inspection nine days late."""

from __future__ import annotations

from datetime import time

from client.operations.sample import places, running, upkeep
from client.operations.sample.book import Book, amount, eur, km, years
from client.operations.sample.course import EVERY_MONTH, Course, Mark
from client.operations.sample.fuel import Habit, Station, fill_ups, write_fill
from client.operations.sample.octavia_work import (
    BRAKE_FLUID,
    CABIN,
    CARDS,
    DSG,
    FACTS,
    OIL,
    TYRE_CHANGE,
    TYRES,
    WORKS,
)
from client.operations.sample.running import Cover
from client.operations.sample.upkeep import Shelf

# Days ago, odometer, litres, EUR a litre, EUR in all, station, driver; "partial", "missed".
RECENT: tuple[tuple[int, int, float, float, float, Station, str, str], ...] = (
    (214, 75410, 44.04, 1.585, 69.80, places.JET, "Jonas", ""),
    (200, 75612, 24.02, 1.592, 38.24, places.ARAL, "Anna", ""),
    (151, 76385, 43.40, 1.566, 67.96, places.SHELL, "Mia", ""),
    (129, 77187, 44.92, 1.579, 70.93, places.JET, "Anna", ""),
    (111, 77954, 42.76, 1.598, 68.33, places.ARAL, "Anna", ""),
    (81, 79728, 44.10, 1.624, 71.62, places.OMV, "Jonas", "missed"),
    (65, 80529, 45.37, 1.611, 73.09, places.SHELL, "Jonas", ""),
    (48, 81322, 43.88, 1.602, 70.30, places.ARAL, "Anna", ""),
    (38, 81694, 20.00, 1.559, 31.18, places.JET, "Anna", "partial"),
    (24, 82516, 46.02, 1.574, 72.44, places.ENI, "Jonas", ""),
    (12, 83313, 44.61, 1.589, 70.88, places.SHELL, "Jonas", ""),
    (0, 84120, 45.20, 1.577, 71.30, places.ARAL, "Anna", ""),
)
FIRST_FILL, LAST_MADE, MADE = 21_640, 74_624, 101


def octavia(book: Book, group: str) -> str:
    """Write the Octavia with all that belongs to it; gives its id."""
    bought = book.months_ago(92)
    vehicle = book.add(
        "vehicle",
        name="Octavia",
        type="car",
        make="Škoda",
        model="Octavia",
        trim="Combi 2.0 TDI",
        year=2016,
        vin="TMBJJ7NE8G0123456",
        plate="M JL 2016",
        plate_region="DE",
        colour="Denim blue",
        energies=("diesel",),
        tank=amount(50, "L", 0),
        purchased=bought,
        purchase_price=eur(16_900),
        purchase_odometer=km(21_450),
        picture="octavia",
        group=group,
        distance_unit="km",
        volume_unit="L",
        economy_unit="L/100km",
        currency="EUR",
    )
    marks = [
        Mark(bought, 21_450),
        Mark(book.months_ago(60), 34_100),
        Mark(book.months_ago(48), 42_400),
        Mark(book.months_ago(36), 51_000),
        Mark(book.months_ago(24), 60_200),
        Mark(book.months_ago(12), 70_190),
        Mark(book.ago(233), LAST_MADE),
    ]
    marks += [Mark(book.ago(row[0]), row[1]) for row in RECENT]
    course = Course(marks, EVERY_MONTH, book.chance("Octavia"))
    _fuel(book, vehicle, course)
    _work(book, vehicle, course)
    _money(book, vehicle, course)
    _due(book, vehicle, course)
    return vehicle


def _fuel(book: Book, vehicle: str, course: Course) -> None:
    habit = Habit(
        "diesel",
        "Diesel",
        (5.62, 5.83, 5.79, 5.86, 5.9),
        50,
        places.TOWN,
        ("Jonas", "Anna", "Anna", "Jonas", "Mia"),
        missed=0.02,
    )
    fill_ups(book, vehicle, course, habit, FIRST_FILL, LAST_MADE, MADE)
    for days, odometer, litres, per, total, (station, place), driver, odd in RECENT:
        clock = time(7, 31) if days == 0 else time(17, days % 60)
        write_fill(
            book,
            vehicle,
            book.ago(days),
            clock,
            odometer,
            litres,
            per,
            total=total,
            station=station,
            place=place,
            driver=driver,
            fuel="diesel",
            grade="Diesel",
            full=odd != "partial",
            missed=odd == "missed",
        )


def _work(book: Book, vehicle: str, course: Course) -> None:
    upkeep.at_distances(book, vehicle, course, OIL, 71_000, 15_000)
    upkeep.at_distances(book, vehicle, course, DSG, 60_000, 60_000)
    upkeep.on_days(book, vehicle, course, CABIN, 5, 11, gap=2)
    upkeep.on_days(book, vehicle, course, BRAKE_FLUID, 3, 21, gap=2)
    upkeep.jobs_ago(book, vehicle, course, WORKS)
    since = book.months_ago(60)
    swaps = sorted([*book.yearly(10, 17, since), *book.yearly(4, 8, since)])
    if swaps and swaps[0].month == 4:
        swaps = swaps[1:]
    for day in swaps:
        upkeep.do_job(book, vehicle, course, TYRE_CHANGE, day)
    upkeep.swap_tyres(book, vehicle, course, TYRES, swaps)
    upkeep.plan(book, vehicle, course, CARDS)
    upkeep.shelf(
        book,
        vehicle,
        (
            Shelf(
                "Engine oil 0W-30",
                "G S55 545 M2",
                "L",
                14.9,
                ((420, "5"),),
                ((380, "1"), (95, "1")),
                "2",
                "Cellar",
                "Škoda Zentrum München",
            ),
            Shelf(
                "Wiper blades", "3397 007 093", "", 31.9, ((400, "1"), (60, "1")), ((33, "1"),), "1"
            ),
            Shelf(
                "Screen wash, winter",
                "",
                "L",
                2.2,
                ((390, "10"), (30, "5")),
                ((300, "6"), (14, "3")),
                "4",
                "Cellar",
            ),
        ),
    )


def _money(book: Book, vehicle: str, course: Course) -> None:
    since = book.months_ago(62)
    cover = Cover("HUK-Coburg", "318/441207-K", "comprehensive", 468.20, 300)
    year = book.today.year
    running.insure(book, vehicle, cover, book.today.replace(year=year + 1, month=1, day=1), since)
    running.road_tax(book, vehicle, book.ago(-27), 194.00, since)
    running.spend(
        book,
        vehicle,
        course,
        (
            places.PARKING,
            places.PARKING_FAIR,
            places.BRENNER,
            places.FELBERTAUERN,
            places.WASH,
            places.SPEEDING,
            places.NO_TICKET,
        ),
    )
    book.add(
        "expense",
        vehicle,
        date=book.ago(17),
        title="Parking, Viktualienmarkt",
        category="parking",
        total=eur(9),
        supplier="Parkhaus am Viktualienmarkt",
    )
    running.travel(
        book, vehicle, course, running.Travel(places.WORK_TRIPS, 0.24, ("Jonas", "Jonas", "Anna"))
    )
    book.add(
        "trip",
        vehicle,
        date=book.ago(24),
        start="Munich",
        destination="Bolzano and back",
        purpose="business",
        title="Munich – Bolzano and back",
        client="Alpenholz",
        distance=km(574),
        driver="Jonas",
        reimbursed=eur(172.20),
    )
    running.readings(book, vehicle, course)
    running.valuations(book, vehicle, course, "Schwacke", 9_800, -0.11)
    running.specify(book, vehicle, FACTS, "manual")
    running.paper(book, vehicle, course.start, "Purchase contract", "contract", "kaufvertrag.pdf")
    running.paper(book, vehicle, course.start, "Registration, part II", "registration", "zb2.pdf")
    running.paper(book, vehicle, book.ago(47), "Insurance statement", "insurance", "huk.pdf")
    running.note(book, vehicle, 36, "Radio code", "0419. The navigation wants the SD card first.")
    running.note(
        book, vehicle, 205, "Roof box", "Fits with the bars pushed back; 130 km/h at most."
    )


def _due(book: Book, vehicle: str, course: Course) -> None:
    last = upkeep.inspections(
        book,
        vehicle,
        course,
        book.ago(9),
        upkeep.HU_POINTS,
        station="TÜV Süd Ridlerstraße",
        fee=155.0,
        advisory="Brakes, efficiency and balance",
    )
    running.remind(
        book,
        vehicle,
        "Inspection (HU)",
        -9,
        every=years(2),
        category="inspection",
        estimate=eur(155),
        last_done=last,
        anchor="plan",
    )
    running.remind(
        book,
        vehicle,
        "Road tax",
        27,
        every=years(1),
        category="insurance_tax",
        estimate=eur(194),
        anchor="plan",
    )
    running.by_distance(
        book, vehicle, course, "Oil and filter", 86_000, 15_000, estimate=eur(213.3)
    )
