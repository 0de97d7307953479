"""The plan's board: its columns and sums, cards moved, points ticked off, each undone at once."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from client.errors import BadRequest, Forbidden
from client.operations.plan_board import (
    PlanBoard,
    move_plan_item,
    plan_board,
    tick_points,
    total_of,
)
from client.operations.records import add, delete, undo
from client.operations.upkeep import finish_plan_item
from client.store import Store
from garage.moments import Moment
from garage.money import Money
from garage.records import PlanItem, Repair, Vehicle, kind_named
from garage.rules.at_hand import AtHand
from garage.units import Quantity

TODAY = date(2026, 11, 18)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "profile") as opened:
        add(opened, kind_named("vehicle"), {"name": "Herbie", "currency": "EUR"})
        yield opened


def vehicle(store: Store) -> str:
    return store.read(lambda reader: reader.all(Vehicle))[0].id


def card(store: Store, title: str, state: str = "backlog", **values) -> str:
    given = {"vehicle": vehicle(store), "title": title, "state": state, **values}
    return add(store, kind_named("plan_item"), given).ids[0]


def board(store: Store) -> PlanBoard:
    return store.read(lambda reader: plan_board(reader, vehicle(store), TODAY))


def titles(store: Store, column: str) -> list[str]:
    return [each.item.title for each in board(store).columns[column]]


def test_a_card_is_moved_between_two_others_and_one_record_is_written(store: Store) -> None:
    for place, title in enumerate(("a", "b", "c")):
        card(store, title, "doing", order=f"{place:02}1")
    moved = card(store, "x")
    second = board(store).columns["doing"][1].id
    changes = move_plan_item(store, moved, "doing", second)
    assert titles(store, "doing") == ["a", "x", "b", "c"]
    assert changes.touched == {"plan_item": frozenset({moved})}
    undo(store)
    assert titles(store, "doing") == ["a", "b", "c"]
    assert titles(store, "backlog") == ["x"]


def test_cards_without_an_order_get_one_when_one_is_moved_and_one_undo_takes_all_back(
    store: Store,
) -> None:
    ids = [card(store, title) for title in ("a", "b", "c")]
    before = titles(store, "backlog")
    move_plan_item(store, ids[2], "backlog", ids[0])
    assert titles(store, "backlog") == ["c", "a", "b"]
    undo(store)
    assert titles(store, "backlog") == before
    assert all(each.item.order == "" for each in board(store).columns["backlog"])


def test_sums_are_of_estimates_and_of_what_was_paid_once_it_is_done(store: Store) -> None:
    item = card(store, "Hoses", "doing", estimate=Money("80", "EUR"), becomes="repair")
    card(store, "Belt", "planned", estimate=Money("16.50", "EUR"))
    card(store, "Chrome", "planned", estimate=Money("10", "USD"))
    assert board(store).planned == {"EUR": Decimal("96.50"), "USD": Decimal("10")}
    finish_plan_item(store, item, Moment(TODAY), {"total": Money("86", "EUR")})
    now = board(store)
    assert total_of(now.columns["done"]) == {"EUR": Decimal("86")}
    assert now.columns["done"][0].day == TODAY
    assert now.spent == Decimal("86")


def test_finishing_puts_the_card_where_it_was_dropped_and_says_what_it_became(store: Store) -> None:
    old = card(store, "Old", "done", order="V")
    item = card(store, "Hoses", "doing")
    finish_plan_item(
        store, item, Moment(TODAY), {}, odometer=Quantity("94207", "km"), becomes="repair",
        before=old,
    )  # fmt: skip
    assert titles(store, "done") == ["Hoses", "Old"]
    (repair,) = store.read(lambda reader: reader.all(Repair))
    assert repair.odometer == Quantity("94207", "km")
    kept = store.read(lambda reader: reader.get(PlanItem, item))
    assert (kept.becomes, kept.became) == ("repair", repair.id)
    undo(store)
    assert titles(store, "doing") == ["Hoses"]
    assert store.read(lambda reader: reader.all(Repair)) == []


def test_finishing_at_the_end_of_the_column_stands_there_whatever_its_place_was(
    store: Store,
) -> None:
    card(store, "Old", "done", order="V")
    item = card(store, "Hoses", "doing", order="5")
    finish_plan_item(store, item, Moment(TODAY), {}, before="")
    assert titles(store, "done") == ["Old", "Hoses"]


def test_what_the_reminder_of_the_same_title_knows_stands_on_the_card(store: Store) -> None:
    card(store, "Valve clearance", "planned")
    given = {"vehicle": vehicle(store), "title": "Valve clearance", "due": date(2026, 11, 30)}
    add(store, kind_named("reminder"), given)
    (shown,) = board(store).columns["planned"]
    assert shown.due is not None
    assert (shown.due.state, shown.due.days_left) == ("soon", 12)


def test_a_done_card_has_the_parts_of_what_it_became(store: Store) -> None:
    item = card(store, "Hoses", "doing")
    finish_plan_item(store, item, Moment(TODAY), {}, becomes="repair")
    (repair,) = store.read(lambda reader: reader.all(Repair))
    for title, type_ in (("Hose", "part"), ("Brake fluid", "fluid"), ("Two hours", "labour")):
        add(store, kind_named("work_line"), {"work": repair.id, "title": title, "type": type_})
    (done,) = board(store).columns["done"]
    assert sorted(part.line.title for part in done.parts) == ["Brake fluid", "Hose"]
    assert done.in_stock == AtHand(2)


def test_people_are_there_once_by_name(store: Store) -> None:
    for place, name in enumerate(("Karl", "anna", "Anna", "")):
        card(store, f"{place}", assignee=name)
    assert board(store).people == ("Anna", "Karl")


def test_points_are_ticked_and_opened_again(store: Store) -> None:
    item = card(store, "Axle")
    kind = kind_named("checklist_item")
    points = [add(store, kind, {"of": item, "title": title}).ids[0] for title in ("out", "in")]
    tick_points(store, points[:1], "ok")
    assert board(store).columns["backlog"][0].ticked == 1
    undo(store)
    assert board(store).columns["backlog"][0].ticked == 0


def test_what_cannot_be_moved_is_refused_in_words(store: Store) -> None:
    item = card(store, "Axle")
    with pytest.raises(BadRequest, match="no column 'later'"):
        move_plan_item(store, item, "later")
    delete(store, [item])
    with pytest.raises(Forbidden, match="in the trash"):
        move_plan_item(store, item, "done")
