"""A vehicle's reminders as its tab reads them, and those worth adding."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from client.operations.records import add, edit
from client.operations.reminders import Reminders, add_suggested, read_reminders
from client.store import Store
from garage.moments import Moment
from garage.periods import Period
from garage.records import Reminder, Vehicle, kind_named
from garage.units import Quantity

TODAY = date(2026, 11, 18)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "profile") as opened:
        values = {"name": "Octavia", "energies": ("diesel",), "plate_region": "DE", "year": 2016}
        add(opened, kind_named("vehicle"), values)
        yield opened


def vehicle(store: Store) -> str:
    return store.read(lambda reader: reader.all(Vehicle))[0].id


def put(store: Store, kind: str, **values) -> str:
    return add(store, kind_named(kind), {"vehicle": vehicle(store), **values}).ids[0]


def read(store: Store) -> Reminders:
    return store.read(lambda reader: read_reminders(reader, vehicle(store), TODAY))


def suggested(store: Store, title: str):
    return next(each for each in read(store).suggestions if each.usual.title == title)


def test_they_come_in_groups_by_urgency(store: Store) -> None:
    for title, due in (("later", "2027-06-01"), ("late", "2026-11-01"), ("soon", "2026-12-01")):
        put(store, "reminder", title=title, due=date.fromisoformat(due))
    put(store, "reminder", title="over", finished=True)
    found = read(store)
    for group in ("late", "soon", "later"):
        assert [due.reminder.title for due in found.group(group)] == [group]
    assert [each.title for each in found.finished] == ["over"]


def test_those_of_a_vehicle_that_was_sold_can_still_be_looked_at(store: Store) -> None:
    put(store, "reminder", title="tax", due=date(2026, 12, 1))
    edit(store, vehicle(store), {"status": "sold"})
    assert [due.reminder.title for due in read(store).dues] == ["tax"]


def test_what_is_there_under_another_name_is_not_suggested(store: Store) -> None:
    put(store, "reminder", title="Ölwechsel", due=date(2027, 6, 1))
    put(store, "reminder", title="Inspection (HU)", due=date(2027, 6, 1))
    titles = [each.usual.title for each in read(store).suggestions]
    assert "Oil and filter" not in titles
    assert "General inspection (HU)" not in titles
    assert "Brake fluid" in titles


def test_a_suggestion_counts_from_the_last_time_that_the_work_was_done(store: Store) -> None:
    done = {"date": Moment(date(2026, 3, 2)), "odometer": Quantity("80000", "km")}
    put(store, "service", title="Oil and filter changed", **done)
    put(store, "odometer_reading", date=Moment(TODAY), odometer=Quantity("84120", "km"))
    oil = suggested(store, "Oil and filter")
    add_suggested(store, vehicle(store), "Öl und Filter", oil)
    (kept,) = store.read(lambda reader: reader.all(Reminder))
    assert (kept.title, kept.due, kept.due_odometer) == (
        "Öl und Filter", date(2027, 3, 2), Quantity("95000", "km"),
    )  # fmt: skip
    assert (kept.every, kept.every_distance) == (Period(1, "Y"), Quantity("15000", "km"))


def test_the_inspection_counts_from_the_last_one(store: Store) -> None:
    put(store, "inspection", title="Hauptuntersuchung", date=Moment(date(2025, 9, 1)))
    assert suggested(store, "General inspection (HU)").values["due"] == date(2027, 9, 1)
