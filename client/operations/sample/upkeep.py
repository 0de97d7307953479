"""Work on a vehicle: lines, inspections, tyres, plan cards, parts on the shelf."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from client.operations.sample.book import Book, amount, eur, km, said, years
from client.operations.sample.course import Course
from garage.rules.wheels import field_of, with_axles
from garage.units import Quantity


class Line(NamedTuple):
    """A line of a work; `cost` in EUR is of the whole line, `many` as "4.7 L" or "1"."""

    title: str
    cost: float
    type: str = "part"
    number: str = ""
    many: str = "1"


class Job(NamedTuple):
    """Work that is done now and then."""

    kind: str
    title: str
    supplier: str
    lines: Sequence[Line]
    hours: float = 0.0
    notes: str = ""


def counted(text: str) -> Quantity:
    """ "4.7 L" or "1" as a quantity."""
    value, _, unit = text.partition(" ")
    return Quantity(value, unit)


def do_job(book: Book, vehicle: str, course: Course, job: Job, day: date) -> str:
    """Write a work with its lines, and the invoice where a workshop did it; gives its id."""
    own = job.supplier == ""
    total = round(sum(line.cost for line in job.lines), 2)
    work = book.add(
        job.kind, vehicle, date=day, title=job.title, odometer=km(course.at(day)),
        total=eur(total), supplier=job.supplier, own_work=own or None, notes=job.notes,
        labour=amount(job.hours, "h", 1) if job.hours else None,
        invoice=None if own else f"{day:%y%m}-{course.at(day) % 9000 + 1000}",
    )  # fmt: skip
    if len(job.lines) > 1:
        for place, line in enumerate(job.lines):
            book.add(
                "work_line", work, title=line.title, type=line.type, part_number=line.number,
                quantity=counted(line.many), cost=eur(line.cost), order=f"{place:02}",
                warranty_until=years(2).after(day) if line.type == "part" and not own else None,
            )  # fmt: skip
    if not own and total > 90:
        book.add(
            "document", vehicle, date=day, title=said("Invoice {supplier}", supplier=job.supplier),
            category="invoice", issuer=job.supplier, total=eur(total), about=work,
            file_name=f"invoice-{day.isoformat()}.pdf",
        )  # fmt: skip
    return work


def at_distances(book: Book, vehicle: str, course: Course, job: Job, last: int, every: int) -> None:
    """A job at `last` km and every so many km before it, as far back as the course goes."""
    odometer = last
    while odometer > course.at(course.start):
        do_job(book, vehicle, course, job, course.day_of(odometer))
        odometer -= every


def on_days(
    book: Book, vehicle: str, course: Course, job: Job, month: int, day: int, *, gap: int = 1
) -> None:
    """A job on a day of the year, every `gap` years."""
    for each in list(book.yearly(month, day, course.start))[::-gap]:
        do_job(book, vehicle, course, job, each)


def jobs_ago(book: Book, vehicle: str, course: Course, jobs: Sequence[tuple[int, Job]]) -> None:
    """Jobs that were done so many days ago."""
    for days, job in jobs:
        do_job(book, vehicle, course, job, book.ago(days))


HU_POINTS = (
    "Brakes, efficiency and balance", "Parking brake", "Lights and signals", "Steering and joints",
    "Axles and suspension", "Tyres and wheels", "Chassis and rust", "Exhaust and emissions",
    "Horn, mirrors, belts", "Fluids and leaks",
)  # fmt: skip
TRAILER_POINTS = ("Overrun brake and coupling", "Lights and signals", "Tyres and wheels",
                  "Frame and rust", "Breakaway cable")  # fmt: skip


def inspections(
    book: Book,
    vehicle: str,
    course: Course | None,
    due: date,
    points: Sequence[str],
    *,
    station: str,
    fee: float,
    advisory: str = "",
) -> date:
    """The general inspections (HU) before the one that is due; gives the day of the last."""
    last = years(2).after(due, -1)
    start = course.start if course else book.months_ago(60)
    day, latest = last, True
    while day > start:
        warned = advisory if latest else ""
        inspection = book.add(
            "inspection", vehicle, date=day, title="Inspection (HU)",
            result="advisories" if warned else "passed", total=eur(fee), supplier=station,
            odometer=km(course.at(day)) if course else None, valid_until=years(2).after(day),
        )  # fmt: skip
        for place, point in enumerate(points):
            book.add(
                "checklist_item", inspection, title=point, order=f"{place:02}",
                state="advisory" if point == warned else "ok",
            )  # fmt: skip
        book.add(
            "document", vehicle, date=day, title=said("Inspection report {year}", year=day.year),
            category="inspection", issuer=station, valid_until=years(2).after(day),
            about=inspection, file_name=f"hu-{day.year}.pdf",
        )  # fmt: skip
        day, latest, fee = years(2).after(day, -1), False, round(fee - 6.5, 2)
    return last


@dataclass(frozen=True)
class Tyres:
    """A tyre set; treads in mm when first mounted, and what goes every 10,000 km."""

    name: str
    season: str
    brand: str
    size: str
    dot: str
    cost: float
    tread: float = 8.0
    wear: float = 1.1
    place: str = ""


def tyre_set(book: Book, vehicle: str, tyres: Tyres, bought: date) -> str:
    """Write a tyre set; gives its id."""
    return book.add(
        "tyre_set", vehicle, name=tyres.name, season=tyres.season, brand=tyres.brand,
        size=tyres.size, dot=tyres.dot, bought=bought, total=eur(tyres.cost), place=tyres.place,
        limit=Quantity("4" if tyres.season == "winter" else "3", "mm"),
    )  # fmt: skip


def swap_tyres(
    book: Book, vehicle: str, course: Course, sets: tuple[Tyres, Tyres], swaps: Sequence[date]
) -> None:
    """Summer and winter tyres in turn: the first of `sets` goes on at the course's start."""
    ids = [tyre_set(book, vehicle, each, course.start) for each in sets]
    run = [0.0, 0.0]
    on, since = 0, course.start
    _event(book, ids[0], course, since, "mount", sets[0], 0.0)
    for day in swaps:
        run[on] += course.at(day) - course.at(since)
        _event(book, ids[on], course, day, "dismount", sets[on], run[on])
        on, since = 1 - on, day
        _event(book, ids[on], course, day, "mount", sets[on], run[on])


def _event(
    book: Book, set_: str, course: Course, day: date, type_: str, tyres: Tyres, run: float
) -> None:
    front = max(tyres.tread - tyres.wear * run / 10_000, 2.0)
    rear = max(tyres.tread - tyres.wear * 0.8 * run / 10_000, 2.2)
    # At the kerb's side they last a little longer.
    depths = with_axles({
        "fl": amount(front, "mm", 1), "fr": amount(front + 0.2, "mm", 1),
        "rl": amount(rear, "mm", 1), "rr": amount(rear + 0.1, "mm", 1),
    })  # fmt: skip
    book.add(
        "tyre_event",
        set_,
        date=day,
        type=type_,
        odometer=km(course.at(day)),
        **{field_of(place): depth for place, depth in depths.items()},
    )


class Need(NamedTuple):
    """A part that a card needs; by its number it is found on the shelf."""

    title: str
    many: int = 1
    number: str = ""


class Card(NamedTuple):
    """A card of the plan; `due` in days from today, `points` as "done|open" texts in order."""

    state: str
    title: str
    estimate: float
    tags: str = ""
    due: int | None = None
    notes: str = ""
    points: Sequence[str] = ()
    done: int = 0
    becomes: str = "service"
    priority: str = "normal"
    who: str = ""
    parts: Sequence[Need] = ()


def plan(book: Book, vehicle: str, course: Course | None, cards: Sequence[Card]) -> None:
    """The cards of a vehicle's plan board; those that are done became a work."""
    for place, card in enumerate(cards):
        due = None if card.due is None else book.ago(-card.due)
        became = None
        if card.state == "done" and due is not None:
            became = book.add(
                card.becomes, vehicle, date=due, title=card.title, notes=card.notes,
                total=eur(card.estimate), tags=card.tags, own_work=True,
                odometer=km(course.at(due)) if course else None,
            )  # fmt: skip
        item = book.add(
            "plan_item", vehicle, title=card.title, state=card.state, becomes=card.becomes,
            priority=card.priority, due=due, estimate=eur(card.estimate), notes=card.notes,
            tags=card.tags, became=became, order=f"{place:02}", assignee=card.who,
        )  # fmt: skip
        for at, part in enumerate(card.parts):
            book.add(
                "work_line", item, title=part.title, type="part", part_number=part.number,
                quantity=Quantity(str(part.many), ""), order=f"{at:02}",
            )  # fmt: skip
        for at, point in enumerate(card.points):
            book.add(
                "checklist_item", item, title=point, order=f"{at:02}",
                state="ok" if at < card.done else "open",
            )  # fmt: skip


class Shelf(NamedTuple):
    """A part on the shelf: bought and used up so many days ago, in its unit."""

    name: str
    number: str
    unit: str
    cost: float
    bought: Sequence[tuple[int, str]]
    used: Sequence[tuple[int, str]] = ()
    minimum: str = ""
    place: str = "Shelf, left"
    supplier: str = ""


def shelf(book: Book, vehicle: str, parts: Sequence[Shelf]) -> None:
    """Parts in stock with what came and went; `cost` in EUR is of one unit."""
    for part in parts:
        id_ = book.add(
            "part", vehicle, name=part.name, part_number=part.number, supplier=part.supplier,
            place=part.place, unit=part.unit,
            minimum=Quantity(part.minimum, part.unit) if part.minimum else None,
        )  # fmt: skip
        for days, count in part.bought:
            book.add(
                "stock_movement", id_, date=book.ago(days), amount=Quantity(count, part.unit),
                reason="bought", total=eur(part.cost * float(count)),
            )  # fmt: skip
        for days, count in part.used:
            used = Quantity(f"-{count}", part.unit)
            book.add("stock_movement", id_, date=book.ago(days), amount=used, reason="used")
