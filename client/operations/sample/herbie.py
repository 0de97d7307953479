"""Herbie: the classic of 1973, kept going by its owner, with a full plan board and shelf."""

from __future__ import annotations

from client.operations.sample import places, running, upkeep
from client.operations.sample.book import Book, amount, eur, km, years
from client.operations.sample.course import FAIR_WEATHER, Course, Mark
from client.operations.sample.fuel import Habit, fill_ups
from client.operations.sample.herbie_work import (
    BRAKES,
    CARDS,
    FACTS,
    GREASE,
    SPRING,
    VALVES,
    WAX,
    WORKS,
)
from client.operations.sample.running import Cover, Spending
from client.operations.sample.shelves import HERBIE_SHELF
from client.operations.sample.upkeep import Tyres

STEADY = (
    (49, 93_447),
    (40, 93_587),
    (31, 93_726),
    (24, 93_835),
    (16, 93_959),
    (9, 94_067),
    (0, 94_207),
)
"""The last seven weeks, days ago and odometer: 15.5 km a day, for the valves' estimate."""


def herbie(book: Book, group: str) -> str:
    """Write Herbie with all that belongs to it; gives its id."""
    bought = book.months_ago(184)
    vehicle = book.add(
        "vehicle",
        name="Herbie",
        type="car",
        make="VW",
        model="1303",
        trim="1.3",
        year=1973,
        vin="1332145678",
        plate="M HB 53H",
        plate_region="DE",
        colour="Pastel white",
        energies=("petrol",),
        tank=amount(41, "L", 0),
        purchased=bought,
        purchase_price=eur(7_400),
        purchase_odometer=km(61_380),
        picture="herbie",
        group=group,
        distance_unit="km",
        volume_unit="L",
        economy_unit="L/100km",
        currency="EUR",
        tags="classic",
    )
    marks = [
        Mark(book.months_ago(60), 83_480),
        Mark(book.months_ago(48), 85_600),
        Mark(book.months_ago(36), 87_650),
        Mark(book.months_ago(24), 89_900),
        Mark(book.months_ago(12), 92_067),
    ]
    marks += [Mark(book.ago(days), odometer) for days, odometer in STEADY]
    course = Course(marks, FAIR_WEATHER, book.chance("Herbie"), idle=0.62, steady_from=book.ago(49))
    habit = Habit(
        "petrol",
        "Super E5",
        (9.4, 9.5, 9.3, 9.6, 9.5),
        41,
        places.ALPS,
        ("Jonas", "Jonas", "Karl"),
        winter=0.02,
        partial=0.04,
    )
    fill_ups(book, vehicle, course, habit, 83_560, 94_067, 63)
    _work(book, vehicle, course)
    _money(book, vehicle, course)
    return vehicle


def _work(book: Book, vehicle: str, course: Course) -> None:
    upkeep.at_distances(book, vehicle, course, VALVES, 91_517, 3_000)
    for job, month, day in ((SPRING, 3, 28), (GREASE, 6, 14), (WAX, 10, 5)):
        upkeep.on_days(book, vehicle, course, job, month, day)
    upkeep.on_days(book, vehicle, course, BRAKES, 4, 12, gap=2)
    upkeep.jobs_ago(book, vehicle, course, WORKS)
    tyres = Tyres(
        "Vredestein Sprint",
        "all_season",
        "Vredestein Sprint Classic",
        "165 R15 86H",
        "1819",
        356.0,
        7.8,
        1.0,
    )
    set_ = upkeep.tyre_set(book, vehicle, tyres, course.start)
    book.add(
        "tyre_event",
        set_,
        date=course.start,
        type="mount",
        odometer=km(83_480),
        tread_front=amount(7.2, "mm", 1),
        tread_rear=amount(7.4, "mm", 1),
    )
    for back in (4, 3, 2, 1):
        when = book.months_ago(12 * back)
        worn = (course.at(when) - 83_480) / 10_000
        book.add(
            "tyre_event",
            set_,
            date=when,
            type="measure",
            odometer=km(course.at(when)),
            tread_front=amount(7.2 - worn, "mm", 1),
            tread_rear=amount(7.4 - worn, "mm", 1),
        )
    upkeep.plan(book, vehicle, course, CARDS)
    upkeep.shelf(book, vehicle, HERBIE_SHELF)


def _money(book: Book, vehicle: str, course: Course) -> None:
    since = course.start
    cover = Cover("OCC Assekuradeur", "OC-118-53073", "partial", 148.60, 150, 0.03)
    running.insure(book, vehicle, cover, book.ago(-96), since)
    running.road_tax(book, vehicle, book.ago(-132), 191.00, since)
    running.spend(
        book,
        vehicle,
        course,
        (
            places.PARKING,
            places.GROSSGLOCKNER,
            Spending("Classics meeting", "other", 10, 25, 2.5),
            Spending("Sponges and wax", "accessories", 12, 38, 3, step=1),
        ),
    )
    for day in book.yearly(1, 15, since):
        book.add(
            "expense",
            vehicle,
            date=day,
            title="Club membership",
            category="membership",
            total=eur(48),
            supplier="Käferfreunde München",
        )
    running.travel(book, vehicle, course, running.Travel(places.OUTINGS, 0.5, ("Jonas", "Karl")))
    running.readings(book, vehicle, course, [book.ago(days) for days, _ in STEADY])
    running.valuations(book, vehicle, course, "Classic Data", 14_900, 0.035)
    _papers(book, vehicle, course)


def _papers(book: Book, vehicle: str, course: Course) -> None:
    running.specify(book, vehicle, FACTS, "manual")
    for days, title, category, file in (
        (1750, "Registration, part I", "registration", "zb1.pdf"),
        (1749, "H certificate, 2021", "inspection", "h-gutachten.pdf"),
        (1600, "Wiring diagram", "manual", "stromlaufplan.pdf"),
        (1599, "Workshop manual", "manual", "reparaturleitfaden.pdf"),
        (400, "Left rear wheel arch, photos", "picture", "radlauf.jpg"),
        (60, "Paint recipe L90D", "other", "lack.pdf"),
    ):
        running.paper(book, vehicle, book.ago(days), title, category, file)
    running.note(book, vehicle, 30, "Cold start", "One push on the pedal, then key. No more.")
    running.note(
        book, vehicle, 150, "Noise when coasting", "Gone after the front right bearing was set."
    )
    running.note(
        book, vehicle, 420, "Who knows carburettors", "Kaltenbach in Dachau, mornings only."
    )
    last = upkeep.inspections(
        book,
        vehicle,
        course,
        book.ago(-270),
        upkeep.HU_POINTS,
        station="DEKRA Freimann",
        fee=112.0,
        advisory="Chassis and rust",
    )
    running.remind(
        book,
        vehicle,
        "Inspection (HU)",
        270,
        every=years(2),
        category="inspection",
        estimate=eur(112),
        last_done=last,
        anchor="plan",
    )
    running.by_distance(book, vehicle, course, "Valve clearance", 94_517, 3_000, estimate=eur(24))
    running.remind(
        book,
        vehicle,
        "Insurance renewal",
        96,
        every=years(1),
        estimate=eur(148.6),
        category="insurance_tax",
    )
