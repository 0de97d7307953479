"""The Octavia: the family's diesel estate, driven every day, its inspection nine days late."""

from __future__ import annotations

from datetime import time

from client.operations.sample import places, running, upkeep
from client.operations.sample.book import Book, amount, eur, km, years
from client.operations.sample.course import EVERY_MONTH, Course, Mark
from client.operations.sample.fuel import Habit, Station, fill_ups, write_fill
from client.operations.sample.running import Cover, Fact
from client.operations.sample.upkeep import Card, Job, Line, Shelf, Tyres

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
FIRST_FILL, LAST_MADE, MADE = 21_640, 74_624, 102

OIL = Job("service", "Oil and filter", "Škoda Zentrum München", (
    Line("Engine oil 0W-30", 98.70, "fluid", "G S55 545 M2", "4.7 L"),
    Line("Oil filter", 18.40, number="03N 115 562 B"), Line("Drain plug", 4.20, number="N 908 132 02"),
    Line("Labour", 92.00, "labour", count="0.8 h")), 0.8)  # fmt: skip
CABIN = Job("service", "Cabin and air filter", "", (
    Line("Cabin filter", 17.90, number="5Q0 819 644"), Line("Air filter", 21.50, number="04E 129 620")),
    0.5)  # fmt: skip
BRAKE_FLUID = Job("service", "Brake fluid", "Bremsen Huber", (
    Line("Brake fluid DOT 4", 14.80, "fluid", count="1 L"), Line("Labour", 55.00, "labour", count="0.7 h")))  # fmt: skip
DSG = Job("service", "DSG oil", "Škoda Zentrum München", (
    Line("DSG oil", 118.00, "fluid", "G 052 182 A2", "5 L"), Line("DSG filter", 29.90, number="02E 305 051 C"),
    Line("Labour", 138.00, "labour", count="1.2 h")))  # fmt: skip
TYRE_CHANGE = Job("service", "Tyres changed and stored", "Reifen Huber", (Line("Labour", 39.0, "labour"),))

WORKS = (
    (1, Job("service", "Front brake pads", "", (Line("Brake pads, front", 48.90, number="5Q0 698 151"),),
            1.7, "Discs 23.1 mm, good for another set.")),
    (236, Job("repair", "Rear brake discs and pads", "Bremsen Huber", (
        Line("Brake discs, rear", 98.00, number="5Q0 615 601", count="2"),
        Line("Brake pads, rear", 44.50, number="5Q0 698 451"),
        Line("Labour", 142.00, "labour", count="1.6 h")))),
    (590, Job("repair", "Stabiliser links", "Bremsen Huber", (
        Line("Stabiliser links", 46.00, count="2"), Line("Labour", 88.00, "labour", count="1 h")))),
    (812, Job("repair", "Starter battery", "", (Line("Battery AGM 70 Ah", 164.90, number="5K0 915 105"),), 0.6)),
    (1105, Job("repair", "Timing belt and water pump", "Škoda Zentrum München", (
        Line("Timing belt kit", 268.00, number="04L 198 119 G"), Line("Water pump", 0.0),
        Line("Coolant", 34.00, "fluid", "G 13", "3 L"), Line("Labour", 412.00, "labour", count="3.6 h")))),
    (1330, Job("upgrade", "Tow bar", "Anhänger Meier", (
        Line("Tow bar, removable", 389.00), Line("Wiring, 13 pins", 129.00),
        Line("Labour", 310.00, "labour", count="3 h")))),
    (1620, Job("repair", "Windscreen", "Carglass", (Line("Excess", 150.0, "fee"),))),
)  # fmt: skip

TYRES = (
    Tyres("Michelin Primacy", "summer", "Michelin Primacy 4", "205/55 R16 91V", "0822", 412.0,
          place="Reifen Huber, rack 114"),
    Tyres("Nokian WR", "winter", "Nokian WR Snowproof", "205/55 R16 91H", "2321", 388.0, 8.5, 1.3,
          "Reifen Huber, rack 114"),
)  # fmt: skip

FACTS = (
    Fact("Engine", "2.0 TDI, DFFA"), Fact("Power", "110 kW"), Fact("Torque", "340 Nm"),
    Fact("Displacement", "1968 cc"), Fact("Gearbox", "DSG, six-speed"), Fact("Engine oil", "4.7 L"),
    Fact("Oil grade", "0W-30, VW 507 00"), Fact("Tyre pressure, front", "2.3 bar"),
    Fact("Tyre pressure, rear", "2.1 bar"), Fact("Wheel bolts", "120 Nm"),
    Fact("Kerb weight", "1435 kg"), Fact("Braked trailer load", "1600 kg"), Fact("Paint code", "LF5X"),
)  # fmt: skip

CARDS = (
    Card("backlog", "Boot floor liner", 45.0, "interior"),
    Card("planned", "Inspection (HU)", 155.0, "papers", 5, "Booked with TÜV Süd, Friday 9:20.",
         priority="high"),
    Card("planned", "Oil and filter", 213.3, "engine", 58),
    Card("doing", "Door seal, rear left", 38.0, "body", None, "Whistles above 120 km/h."),
    Card("done", "Wiper blades", 31.9, "service", -33),
)


def octavia(book: Book, group: str) -> str:
    """Write the Octavia with all that belongs to it; gives its id."""
    bought = book.months_ago(92)
    vehicle = book.add(
        "vehicle", name="Octavia", type="car", make="Škoda", model="Octavia", trim="Combi 2.0 TDI",
        year=2016, vin="TMBJJ7NE8G0123456", plate="M JL 2016", plate_region="DE",
        colour="Denim blue", energies=("diesel",), tank=amount(50, "L", 0), purchased=bought,
        purchase_price=eur(16_900), purchase_odometer=km(21_450), picture="octavia", group=group,
        distance_unit="km", volume_unit="L", economy_unit="L/100km", currency="EUR",
    )  # fmt: skip
    marks = [Mark(bought, 21_450), Mark(book.months_ago(60), 34_100), Mark(book.months_ago(48), 42_400),
             Mark(book.months_ago(36), 51_000), Mark(book.months_ago(24), 60_200),
             Mark(book.months_ago(12), 70_190), Mark(book.ago(233), LAST_MADE)]  # fmt: skip
    marks += [Mark(book.ago(row[0]), row[1]) for row in RECENT]
    course = Course(marks, EVERY_MONTH, book.chance("Octavia"))
    _fuel(book, vehicle, course)
    _work(book, vehicle, course)
    _money(book, vehicle, course)
    _due(book, vehicle, course)
    return vehicle


def _fuel(book: Book, vehicle: str, course: Course) -> None:
    habit = Habit("diesel", "Diesel", (5.62, 5.83, 5.79, 5.86, 5.9), 50, places.TOWN,
                  ("Jonas", "Anna", "Anna", "Jonas", "Mia"), missed=0.02)  # fmt: skip
    fill_ups(book, vehicle, course, habit, FIRST_FILL, LAST_MADE, MADE)
    for days, odometer, litres, per, total, (station, place), driver, odd in RECENT:
        clock = time(7, 31) if days == 0 else time(17, days % 60)
        write_fill(
            book, vehicle, book.ago(days), clock, odometer, litres, per, total=total,
            station=station, place=place, driver=driver, fuel="diesel", grade="Diesel",
            full=odd != "partial", missed=odd == "missed",
        )  # fmt: skip


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
    upkeep.shelf(book, vehicle, (
        Shelf("Engine oil 0W-30", "G S55 545 M2", "L", 14.9, ((420, "5"),), ((380, "1"), (95, "1")),
              "2", "Cellar", "Škoda Zentrum München"),
        Shelf("Wiper blades", "3397 007 093", "", 31.9, ((400, "1"), (60, "1")), ((33, "1"),), "1"),
        Shelf("Screen wash, winter", "", "L", 2.2, ((390, "10"), (30, "5")), ((300, "6"), (14, "3")),
              "4", "Cellar"),
    ))  # fmt: skip


def _money(book: Book, vehicle: str, course: Course) -> None:
    since = book.months_ago(62)
    cover = Cover("HUK-Coburg", "318/441207-K", "comprehensive", 468.20, 300)
    year = book.today.year
    running.insure(book, vehicle, cover, book.today.replace(year=year + 1, month=1, day=1), since)
    running.road_tax(book, vehicle, book.ago(-27), 194.00, since)
    running.spend(book, vehicle, course, (
        places.PARKING, places.PARKING_FAIR, places.BRENNER, places.FELBERTAUERN, places.WASH,
        places.SPEEDING, places.NO_TICKET,
    ))  # fmt: skip
    book.add("expense", vehicle, date=book.ago(17), title="Parking, Viktualienmarkt",
             category="parking", total=eur(9), supplier="Parkhaus am Viktualienmarkt")  # fmt: skip
    running.travel(
        book, vehicle, course, running.Travel(places.WORK_TRIPS, 0.24, ("Jonas", "Jonas", "Anna"))
    )
    book.add("trip", vehicle, date=book.ago(24), start="Munich", destination="Bolzano and back",
             purpose="business", title="Munich – Bolzano and back", client="Alpenholz",
             distance=km(574), driver="Jonas", reimbursed=eur(172.20))  # fmt: skip
    running.readings(book, vehicle, course)
    running.valuations(book, vehicle, course, "Schwacke", 9_800, -0.11)
    running.specify(book, vehicle, FACTS, "manual")
    running.paper(book, vehicle, course.start, "Purchase contract", "contract", "kaufvertrag.pdf")
    running.paper(book, vehicle, course.start, "Registration, part II", "registration", "zb2.pdf")
    running.paper(book, vehicle, book.ago(47), "Insurance statement", "insurance", "huk.pdf")
    running.note(book, vehicle, 36, "Radio code", "0419. The navigation wants the SD card first.")
    running.note(book, vehicle, 205, "Roof box", "Fits with the bars pushed back; 130 km/h at most.")


def _due(book: Book, vehicle: str, course: Course) -> None:
    last = upkeep.inspections(
        book, vehicle, course, book.ago(9), upkeep.HU_POINTS, station="TÜV Süd Ridlerstraße",
        fee=155.0, advisory="Brakes, efficiency and balance",
    )  # fmt: skip
    running.remind(book, vehicle, "Inspection (HU)", -9, every=years(2), category="inspection",
                   estimate=eur(155), last_done=last, anchor="plan")  # fmt: skip
    running.remind(book, vehicle, "Road tax", 27, every=years(1), category="insurance_tax",
                   estimate=eur(194), anchor="plan")  # fmt: skip
    running.by_distance(book, vehicle, course, "Oil and filter", 86_000, 15_000,
                        estimate=eur(213.3))  # fmt: skip
