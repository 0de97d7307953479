"""The two smaller ones: the CB500F motorcycle and the trailer, which has no odometer."""

from __future__ import annotations

from client.operations.sample import places, running, upkeep
from client.operations.sample.book import Book, amount, eur, km, years
from client.operations.sample.course import FAIR_WEATHER, Course, Mark
from client.operations.sample.fuel import Habit, fill_ups
from client.operations.sample.running import Cover, Fact
from client.operations.sample.upkeep import Card, Job, Line, Shelf, Tyres

CHAIN = Job(
    "service",
    "Chain and sprockets",
    "",
    (
        Line("Chain spray", 9.9, "fluid", many="0.4 L"),
        Line("Chain cleaner", 8.5, "fluid", many="0.5 L"),
    ),
    0.8,
    "Slack 35 mm, both sprockets good.",
)
SERVICE = Job(
    "service",
    "Yearly service",
    "Honda Fischer",
    (
        Line("Engine oil 10W-30", 46.0, "fluid", many="2.7 L"),
        Line("Oil filter", 12.5, number="15410-MFJ-D02"),
        Line("Labour", 96.0, "labour", many="1 h"),
    ),
)
WORKS = (
    (
        395,
        Job(
            "repair",
            "Tyres",
            "Reifen Huber",
            (Line("Front tyre", 118.0), Line("Rear tyre", 146.0), Line("Labour", 50.0, "labour")),
        ),
    ),
    (760, Job("upgrade", "Heated grips", "", (Line("Heated grips", 134.0),), 2.0)),
    (1120, Job("repair", "Starter battery", "", (Line("Battery", 62.0, number="YTZ10S"),), 0.4)),
    (
        1480,
        Job(
            "upgrade",
            "Case carrier and cases",
            "",
            (Line("Case carrier", 129.0), Line("Cases", 219.0)),
            1.5,
        ),
    ),
)
FACTS = (
    Fact("Engine", "471 cc, parallel twin"),
    Fact("Power", "35 kW"),
    Fact("Engine oil", "2.7 L"),
    Fact("Tyre pressure, front", "2.5 bar"),
    Fact("Tyre pressure, rear", "2.9 bar"),
    Fact("Chain slack", "35 mm"),
    Fact("Seat height", "785 mm"),
    Fact("Kerb weight", "190 kg"),
)
TRAILER_FACTS = (
    Fact("Payload", "595 kg"),
    Fact("Gross weight", "750 kg"),
    Fact("Loading area", "2010 × 1080 mm"),
    Fact("Tyres", "145/80 R13"),
    Fact("Tyre pressure", "2.5 bar"),
    Fact("Plug", "13 pins"),
)


def cb500f(book: Book, group: str) -> str:
    """Write the motorcycle with all that belongs to it; gives its id."""
    vehicle = book.add(
        "vehicle",
        name="CB500F",
        type="motorcycle",
        make="Honda",
        model="CB500F",
        year=2018,
        vin="MLHPC45A0J5123456",
        plate="M CB 50",
        plate_region="DE",
        colour="Red",
        energies=("petrol",),
        tank=amount(16.7, "L", 1),
        purchased=book.months_ago(101),
        purchase_price=eur(6_290),
        purchase_odometer=km(4),
        picture="cb500f",
        group=group,
        distance_unit="km",
        volume_unit="L",
        economy_unit="L/100km",
        currency="EUR",
    )
    marks = [
        Mark(book.months_ago(60), 8_900),
        Mark(book.months_ago(48), 11_400),
        Mark(book.months_ago(36), 14_250),
        Mark(book.months_ago(24), 16_900),
        Mark(book.months_ago(12), 19_784),
        Mark(book.today, 22_764),
    ]
    course = Course(marks, FAIR_WEATHER, book.chance("CB500F"), idle=0.5)
    habit = Habit(
        "petrol",
        "Super E10",
        (3.6, 3.65, 3.6, 3.7, 3.65),
        16.7,
        places.ALPS,
        ("Mia", "Mia", "Jonas"),
        winter=0.04,
        extra=-0.06,
        partial=0.02,
    )
    fill_ups(book, vehicle, course, habit, 8_960, 22_640, 50)
    _work(book, vehicle, course)
    _money(book, vehicle, course)
    return vehicle


def _work(book: Book, vehicle: str, course: Course) -> None:
    upkeep.at_distances(book, vehicle, course, CHAIN, 20_804, 3_200)
    upkeep.on_days(book, vehicle, course, SERVICE, 3, 20)
    upkeep.jobs_ago(book, vehicle, course, WORKS)
    for tyres, days in (
        (Tyres("Bridgestone S20", "summer", "Bridgestone S20", "120/70 ZR17", "0418", 238.0), 1825),
        (Tyres("Michelin Road 6", "summer", "Michelin Road 6", "120/70 ZR17", "1125", 264.0), 395),
    ):
        day = max(book.ago(days), course.start)
        set_ = upkeep.tyre_set(book, vehicle, tyres, day)
        book.add("tyre_event", set_, date=day, type="mount", odometer=km(course.at(day)))
        if days == 1825:
            off = book.ago(395)
            book.add("tyre_event", set_, date=off, type="dismount", odometer=km(course.at(off)))
    upkeep.plan(
        book,
        vehicle,
        course,
        (
            Card("backlog", "Handlebar ends", 35, "electrics"),
            Card("planned", "Front fork oil", 90, "chassis", 150),
            Card("done", "Chain guard", 22.0, "chassis", -130, becomes="repair"),
        ),
    )
    upkeep.shelf(
        book,
        vehicle,
        (
            Shelf(
                "Chain spray",
                "",
                "",
                9.9,
                ((600, "3"), (100, "2")),
                ((500, "1"), (240, "1"), (95, "1")),
                "1",
            ),
            Shelf("Engine oil 10W-30", "", "L", 15.0, ((500, "4"),), ((280, "1"),), "1", "Cellar"),
        ),
    )


def _money(book: Book, vehicle: str, course: Course) -> None:
    cover = Cover("HUK-Coburg", "318/441208-K", "partial", 96.20, 150)
    running.insure(book, vehicle, cover, book.ago(-115), course.start)
    running.road_tax(book, vehicle, book.ago(-145), 34.00, course.start)
    running.spend(
        book, vehicle, course, (places.GROSSGLOCKNER, places.FELBERTAUERN, places.PARKING_FAIR)
    )
    running.travel(book, vehicle, course, running.Travel(places.OUTINGS, 0.25, ("Mia", "Jonas")))
    running.readings(book, vehicle, course)
    running.valuations(book, vehicle, course, "Schwacke", 3_900, -0.07)
    running.specify(book, vehicle, FACTS, "manual")
    running.paper(book, vehicle, book.ago(1720), "Registration, part II", "registration", "zb2.pdf")
    running.note(book, vehicle, 70, "Cases", "Left one locks only when pushed hard.")
    last = upkeep.inspections(
        book,
        vehicle,
        course,
        book.ago(-190),
        upkeep.HU_POINTS,
        station="TÜV Süd Ridlerstraße",
        fee=82.0,
    )
    running.by_distance(
        book,
        vehicle,
        course,
        "Chain and sprockets",
        24_004,
        3_200,
        estimate=eur(18.4),
        soon_distance=km(500),
    )
    running.remind(
        book,
        vehicle,
        "Inspection (HU)",
        190,
        every=years(2),
        category="inspection",
        estimate=eur(82),
        last_done=last,
        anchor="plan",
    )


def trailer(book: Book, group: str) -> str:
    """Write the trailer with all that belongs to it; gives its id."""
    vehicle = book.add(
        "vehicle",
        name="Trailer",
        type="trailer",
        make="Stema",
        model="Opti 750",
        year=2012,
        vin="WSE0750A0C1234567",
        plate="M TR 750",
        plate_region="DE",
        colour="Grey",
        purchased=book.months_ago(140),
        purchase_price=eur(380),
        picture="trailer",
        group=group,
        currency="EUR",
    )
    _trailer_record(book, vehicle)
    _trailer_due(book, vehicle)
    return vehicle


def _trailer_record(book: Book, vehicle: str) -> None:
    since = book.months_ago(60)
    insured = Cover("HUK-Coburg", "318/441209-K", "liability", 24.80)
    running.insure(book, vehicle, insured, book.ago(-88), since)
    running.road_tax(book, vehicle, book.ago(-100), 30.00, since)
    book.add(
        "expense",
        vehicle,
        date=book.ago(2),
        title="Number plate lamp",
        category="accessories",
        total=eur(6.40),
        supplier="Anhänger Meier",
    )
    book.add(
        "repair",
        vehicle,
        date=book.ago(540),
        title="Tyres",
        total=eur(118),
        supplier="Reifen Huber",
    )
    book.add(
        "service",
        vehicle,
        date=book.ago(200),
        title="Coupling greased",
        total=eur(0),
        own_work=True,
        labour=amount(0.3, "h", 1),
    )


def _trailer_due(book: Book, vehicle: str) -> None:
    running.valuations(book, vehicle, None, "Jonas", 250, -0.04)
    running.specify(book, vehicle, TRAILER_FACTS, "plate")
    running.note(
        book, vehicle, 2, "Lent to Karl", "Until Saturday. Lock and cover are in the garage."
    )
    upkeep.plan(
        book,
        vehicle,
        None,
        (
            Card("backlog", "New tarpaulin", 95, "body"),
            Card("planned", "Floor sealed", 28, "body", 120),
        ),
    )
    last = upkeep.inspections(
        book,
        vehicle,
        None,
        book.ago(-152),
        upkeep.TRAILER_POINTS,
        station="DEKRA Freimann",
        fee=54.0,
    )
    running.remind(
        book,
        vehicle,
        "Inspection (HU)",
        152,
        every=years(2),
        category="inspection",
        estimate=eur(54),
        last_done=last,
        anchor="plan",
    )
