"""Reminders done, plans finished, tyres changed: several records in one operation."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from client.errors import BadRequest
from client.operations.records import add, undo
from client.operations.upkeep import (
    complete_reminder,
    dismount_tyres,
    finish_plan_item,
    measure_tread,
    mount_tyres,
    postpone_reminder,
)
from client.store import Store
from garage.errors import ValueRefused
from garage.moments import Moment
from garage.money import Money
from garage.periods import Period
from garage.records import (
    PlanItem,
    Reminder,
    Repair,
    Service,
    TyreEvent,
    TyreSet,
    Vehicle,
    kind_named,
)
from garage.units import Quantity

DONE = Moment.parse("2025-12-20")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "profile") as opened:
        add(opened, kind_named("vehicle"), {"name": "Z3", "distance_unit": "mi"})
        yield opened


def made(store: Store, kind: str, **values: Any) -> str:
    (vehicle,) = store.read(lambda reader: reader.all(Vehicle))
    about = {"vehicle": vehicle.id} if "vehicle" in kind_named(kind).by_name else {}
    (id_,) = add(store, kind_named(kind), about | values).ids
    return id_


def test_a_reminder_with_its_service_is_one_undo(store: Store) -> None:
    due = Moment.parse("2026-01-01").day
    id_ = made(store, "reminder", title="MOT", due=due, every=Period.parse("12 months"))
    cost = {"total": Money("54.85", "GBP")}
    complete_reminder(store, id_, DONE, odometer=Quantity("84300", "mi"), service=cost)
    reminder = store.read(lambda reader: reader.get(Reminder, id_))
    (service,) = store.read(lambda reader: reader.all(Service))
    assert reminder.completed_by == service.id
    assert reminder.due == Moment.parse("2026-12-20").day
    assert (service.title, service.date, service.odometer) == (
        "MOT", DONE, Quantity("84300", "mi"),
    )  # fmt: skip
    undo(store)
    assert store.read(lambda reader: reader.all(Service)) == []
    assert store.read(lambda reader: reader.get(Reminder, id_)).due == due


def test_a_service_that_cannot_be_leaves_the_reminder_as_it_was(store: Store) -> None:
    id_ = made(store, "reminder", title="MOT", due=DONE.day, every=Period.parse("12 months"))
    with pytest.raises(ValueRefused):
        complete_reminder(store, id_, DONE, service={"total": "much"})
    assert store.read(lambda reader: reader.get(Reminder, id_)).due == DONE.day
    assert store.read(lambda reader: reader.all(Service)) == []


def test_a_finished_reminder_is_not_done_again(store: Store) -> None:
    id_ = made(store, "reminder", title="Sell", due=DONE.day)
    complete_reminder(store, id_, DONE)
    assert store.read(lambda reader: reader.get(Reminder, id_)).finished
    with pytest.raises(BadRequest, match="finished"):
        complete_reminder(store, id_, DONE)


def test_a_plan_item_becomes_its_work_with_estimate_notes_and_points(store: Store) -> None:
    id_ = made(
        store, "plan_item", title="Brakes", becomes="repair", estimate=Money("400", "GBP"),
        notes="front only", tags=frozenset({"safety"}),
    )  # fmt: skip
    for order, title in (("b", "Pads"), ("a", "Discs")):
        add(store, kind_named("checklist_item"), {"of": id_, "title": title, "order": order})
    finish_plan_item(store, id_, DONE, {"odometer": Quantity("84400", "mi")})
    item = store.read(lambda reader: reader.get(PlanItem, id_))
    (repair,) = store.read(lambda reader: reader.all(Repair))
    assert (item.state, item.became) == ("done", repair.id)
    assert (repair.title, repair.total) == ("Brakes", Money("400", "GBP"))
    assert repair.notes == "front only\n– Discs\n– Pads"
    assert repair.tags == {"safety"}
    with pytest.raises(BadRequest, match="done already"):
        finish_plan_item(store, id_, DONE, {})
    undo(store)
    assert store.read(lambda reader: reader.get(PlanItem, id_)).state == "backlog"
    assert store.read(lambda reader: reader.all(Repair)) == []


def test_what_is_given_counts_above_the_estimate(store: Store) -> None:
    id_ = made(store, "plan_item", title="Brakes", estimate=Money("400", "GBP"))
    finish_plan_item(store, id_, DONE, {"total": Money("420", "GBP")})
    (service,) = store.read(lambda reader: reader.all(Service))
    assert service.total == Money("420", "GBP")


def test_only_one_set_of_tyres_is_on(store: Store) -> None:
    winter, summer = (made(store, "tyre_set", name=name) for name in ("Winter", "Summer"))

    def events(set_: str) -> list[tuple[str, str]]:
        found = store.read(lambda reader: reader.all(TyreEvent))
        return [
            (one.type, one.odometer.value if one.odometer else "")
            for one in sorted(found, key=lambda one: one.date.iso if one.date else "")
            if one.tyre_set == set_
        ]

    mount_tyres(store, winter, Moment.parse("2023-11-01"), Quantity("84000", "mi"))
    mount_tyres(store, summer, Moment.parse("2024-04-01"), Quantity("86000", "mi"))
    assert events(winter) == [("mount", "84000"), ("dismount", "86000")]
    assert events(summer) == [("mount", "86000")]
    with pytest.raises(BadRequest, match="mounted already"):
        mount_tyres(store, summer, DONE, None)
    undo(store)
    assert events(winter) == [("mount", "84000")]
    assert events(summer) == []


def test_the_day_and_meters_of_the_service_count_for_the_reminder(store: Store) -> None:
    id_ = made(
        store, "reminder", title="Oil", due=DONE.day, every=Period.parse("1 month"),
        every_hours=Quantity("50", "h"), due_hours=Quantity("90", "h"),
    )  # fmt: skip
    service = {"date": Moment.parse("2026-01-31T16:01+00:00"), "hours": Quantity("100", "h")}
    meter = Quantity("84300", "mi")
    complete_reminder(store, id_, DONE, odometer=meter, hours=Quantity("7", "h"), service=service)
    reminder = store.read(lambda reader: reader.get(Reminder, id_))
    (written,) = store.read(lambda reader: reader.all(Service))
    assert written.date == service["date"]
    assert reminder.last_done == Moment.parse("2026-01-31").day
    assert (reminder.due, reminder.wanted_day) == (Moment.parse("2026-02-28").day, 31)
    assert reminder.last_hours == written.hours == Quantity("100", "h")
    assert reminder.due_hours == Quantity("150", "h")
    assert reminder.last_odometer == written.odometer == meter


def test_what_has_no_engine_hours_can_complete_a_reminder(store: Store) -> None:
    id_ = made(store, "reminder", title="MOT", due=DONE.day, every=Period.parse("12 months"))
    assert "hours" not in kind_named("inspection").by_name
    complete_reminder(
        store, id_, DONE, hours=Quantity("7", "h"), service={}, service_kind="inspection"
    )
    assert store.read(lambda reader: reader.get(Reminder, id_)).completed_by


def tyres(store: Store, name: str) -> str:
    return made(store, "tyre_set", name=name)


def test_a_set_is_taken_off_with_its_place_in_one_undo(store: Store) -> None:
    id_ = tyres(store, "Summer")
    with pytest.raises(BadRequest, match="is not mounted"):
        dismount_tyres(store, id_, DONE, None)
    mount_tyres(store, id_, DONE, Quantity("84000", "mi"))
    off = Moment.parse("2026-04-02")
    dismount_tyres(store, id_, off, Quantity("86000", "mi"), "Cellar")
    assert store.read(lambda reader: reader.get(TyreSet, id_)).place == "Cellar"
    undo(store)
    assert store.read(lambda reader: reader.get(TyreSet, id_)).place == ""
    (event,) = store.read(lambda reader: reader.all(TyreEvent))
    assert event.type == "mount"


def test_a_measure_needs_a_tread_and_an_axle_has_that_of_its_lowest_wheel(store: Store) -> None:
    id_ = tyres(store, "Summer")
    with pytest.raises(ValueRefused, match="no tread"):
        measure_tread(store, id_, DONE, {"fl": None, "fr": None})
    low, high, rear = (Quantity(each, "mm") for each in ("4.8", "5.4", "5.1"))
    measure_tread(store, id_, DONE, {"fl": high, "fr": low, "rl": None, "rear": rear})
    (event,) = store.read(lambda reader: reader.all(TyreEvent))
    assert (event.type, event.tread_fl, event.tread_fr) == ("measure", high, low)
    # What a version that knows no wheels shows.
    assert (event.tread_front, event.tread_rear) == (low, rear)


def test_a_reminder_is_put_off_without_touching_what_is_not_named(store: Store) -> None:
    due = Moment.parse("2026-01-01").day
    id_ = made(store, "reminder", title="Oil", due=due, due_odometer=Quantity("90000", "mi"))
    postpone_reminder(store, id_, due_odometer=Quantity("90500", "mi"))
    reminder = store.read(lambda reader: reader.get(Reminder, id_))
    assert (reminder.due, reminder.due_odometer) == (due, Quantity("90500", "mi"))
    undo(store)
    assert store.read(lambda reader: reader.get(Reminder, id_)).due_odometer == Quantity(
        "90000", "mi"
    )
    with pytest.raises(ValueRefused, match="until when"):
        postpone_reminder(store, id_)
