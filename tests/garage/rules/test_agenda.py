"""What the records put into the calendar."""

from datetime import date

from garage.ics.calendar_writer import Feed, feed_text
from garage.ics.event_writer import FullEvent
from garage.moments import Moment
from garage.periods import Period
from garage.records import (
    Inspection,
    InsurancePolicy,
    PlanItem,
    Record,
    Reminder,
    Repair,
    Vehicle,
    WorkLine,
)
from garage.rules import Usage
from garage.rules.agenda import Entry, as_event, entries
from garage.rules.windows import EVER, Window
from tests.garage.rules.making import CAR, day, q, readings

TODAY = day(100)
STEADY = readings(*[(each, 40 * each) for each in range(0, 101, 10)])
AHEAD = Window(day(0), day(1500))


def found(*records: Record, vehicle: Vehicle = CAR, window: Window = AHEAD) -> list[Entry]:
    """Entries, with the car at 4000 km and 40 km a day."""
    usages = {"car": Usage.on(TODAY, STEADY)}
    return entries(records, {"car": vehicle}, usages, window, TODAY)


def test_a_reminder_by_date_stands_on_its_day_and_can_be_done_from_there() -> None:
    (entry,) = found(Reminder(id="r", vehicle="car", title="Tax", due=day(120)))
    assert (entry.day, entry.calendar, entry.state) == (day(120), "reminders", "soon")
    assert entry.completable
    assert not entry.estimate


def test_a_reminder_by_distance_stands_on_the_day_that_the_pace_tells_as_an_estimate() -> None:
    (entry,) = found(Reminder(id="r", vehicle="car", title="Oil", due_odometer=q("5000 km")))
    assert (entry.day, entry.estimate) == (day(125), True)


def test_repeats_are_estimates_that_cannot_be_done_yet() -> None:
    oil = Reminder(id="r", vehicle="car", title="Oil", due=day(120), every=Period(1, "Y"))
    first, *later = found(oil)
    assert first.completable
    assert [each.estimate and not each.completable for each in later] == [True] * 3
    assert {each.day.month for each in later} == {first.day.month}
    assert len({each.key for each in (first, *later)}) == 4


def test_what_is_overdue_stands_on_the_day_on_which_it_was_due() -> None:
    (entry,) = found(Reminder(id="r", vehicle="car", title="Tax", due=day(90)))
    assert (entry.day, entry.state) == (day(90), "overdue")


def test_finished_and_deleted_ones_and_those_of_sold_vehicles_are_not_there() -> None:
    tax = Reminder(id="r", vehicle="car", title="Tax", due=day(120))
    assert found(Reminder(**{**vars(tax), "finished": True})) == []
    assert found(Reminder(**{**vars(tax), "deleted": True})) == []
    assert found(tax, vehicle=Vehicle(id="car", name="Golf", status="sold")) == []
    assert found(Reminder(**{**vars(tax), "vehicle": "other"})) == []


def test_a_warranty_ends_by_day_or_by_distance_whichever_comes_first() -> None:
    clutch = Repair(
        id="w", vehicle="car", title="Clutch", warranty_until=day(700),
        warranty_odometer=q("8000 km"),
    )  # fmt: skip
    line = WorkLine(id="l", work="w", title="Disc", warranty_until=day(300))
    by_distance, by_day = found(clutch, line)
    assert (by_distance.day, by_distance.estimate) == (day(200), True)
    assert (by_day.day, by_day.estimate) == (day(300), False)
    assert by_day.title == "Warranty of Disc ends"


def test_insurance_shows_its_end_and_its_premiums_before_it() -> None:
    policy = InsurancePolicy(
        id="p", vehicle="car", insurer="Acme", start=date(2025, 1, 1), end=date(2026, 1, 1),
        every=Period(3, "M"),
    )  # fmt: skip
    shown = found(policy, window=Window(date(2025, 1, 1), date(2027, 1, 1)))
    assert [each.day.month for each in shown] == [1, 4, 7, 10, 1]
    assert shown[-1].title == "Insurance with Acme ends"
    assert shown[0].title == "Premium to Acme"


def test_nothing_comes_before_or_after_the_calendars_ends() -> None:
    policy = InsurancePolicy(
        id="p", vehicle="car", insurer="Acme", start=date(2025, 1, 1), end=date.min,
        every=Period(3, "M"),
    )  # fmt: skip
    reminder = Reminder(id="r", vehicle="car", title="Tax", due=date.max, every=Period(1, "Y"))
    shown = found(policy, reminder, window=EVER)
    assert [each.day for each in shown] == [date.min, date.max]


def test_only_the_last_inspection_ends() -> None:
    def mot(id_: str, on: date, until: date) -> Inspection:
        return Inspection(id=id_, vehicle="car", title="MOT", date=Moment(on), valid_until=until)

    (entry,) = found(mot("new", day(50), day(415)), mot("old", day(0), day(60)))
    assert (entry.record, entry.day, entry.title) == ("new", day(415), "MOT ends")


def test_the_plan_is_shown_with_what_is_done() -> None:
    shown = found(
        PlanItem(id="a", vehicle="car", title="Brakes", due=day(130)),
        PlanItem(id="b", vehicle="car", title="Wax", due=day(90), state="done"),
        PlanItem(id="c", vehicle="car", title="Some day"),
    )
    assert [(each.title, each.state, each.completable) for each in shown] == [
        ("Wax", "done", False), ("Brakes", "", True),
    ]  # fmt: skip


def test_an_estimate_says_so_in_a_feed() -> None:
    (entry,) = found(Reminder(id="r", vehicle="car", title="Oil", due_odometer=q("5000 km")))
    text = feed_text(Feed("Due"), [FullEvent(as_event(entry, Vehicle(id="car", name="Golf")))])
    assert "SUMMARY:Oil (Golf)\\, estimated" in text
    assert "STATUS:TENTATIVE" in text
    assert "TRANSP:TRANSPARENT" in text
    assert "UID:reminder-r@paddock" in text
