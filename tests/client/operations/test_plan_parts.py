"""The parts of a plan's cards: noted, found on the shelf, taken over by the work, undone."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import event

from client.operations.part_rows import move_stock, part_rows
from client.operations.plan_board import PlanCard, plan_board
from client.operations.plan_parts import add_plan_part, part_names
from client.operations.records import add, undo
from client.operations.upkeep import finish_plan_item
from client.store import Query, Store
from garage.errors import ValueRefused
from garage.moments import Moment
from garage.records import Repair, WorkLine, kind_named
from garage.rules.at_hand import AtHand
from garage.units import Quantity

TODAY = date(2026, 11, 18)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "profile") as opened:
        yield opened


@pytest.fixture
def car(store: Store) -> str:
    return put(store, "vehicle", name="Herbie", currency="EUR")


def put(store: Store, kind: str, **values) -> str:
    return add(store, kind_named(kind), values).ids[0]


def on_shelf(store: Store, car: str, name: str, count: int, number: str = "") -> str:
    given = {"part_number": number} if number else {}
    part = put(store, "part", vehicle=car, name=name, **given)
    if count:
        move_stock(store, part, Decimal(count), Moment(TODAY))
    return part


def axle(store: Store, car: str) -> str:
    return put(store, "plan_item", vehicle=car, title="Axle", state="doing", becomes="repair")


def the_card(store: Store, car: str) -> PlanCard:
    (found,) = store.read(lambda reader: plan_board(reader, car, TODAY)).cards
    return found


def test_parts_are_noted_by_name_or_number_with_what_is_there(store: Store, car: str) -> None:
    joints = on_shelf(store, car, "Ball joints", 4, "131 405 361")
    on_shelf(store, car, "Damper", 0)
    item = axle(store, car)
    for text in ("4 × ball joints", "2x Wheel bearing", "damper", "131405361"):
        add_plan_part(store, item, text)
    parts = the_card(store, car).parts
    assert [(p.line.title, p.line.quantity, p.at_hand) for p in parts] == [
        ("ball joints", Quantity("4", ""), AtHand(4, 4)),
        ("Wheel bearing", Quantity("2", ""), AtHand(2, None)),
        ("damper", None, AtHand(1, 0)),
        ("131405361", None, AtHand(1, 0)),
    ]
    assert (parts[0].line.part, parts[0].line.part_number) == (joints, "131 405 361")
    assert parts[3].line.part == joints
    assert the_card(store, car).in_stock == AtHand(8, 4)
    undo(store)
    assert the_card(store, car).in_stock == AtHand(7, 4)


def test_what_is_planned_is_still_on_the_shelf_and_what_is_done_was_taken(
    store: Store, car: str
) -> None:
    on_shelf(store, car, "Ball joints", 4)
    item = axle(store, car)
    add_plan_part(store, item, "3 × Ball joints")
    (row,) = store.read(lambda reader: part_rows(reader, car))
    assert (row.stock.amount.decimal, row.used) == (4, 0)
    finish_plan_item(store, item, Moment(TODAY), {})
    (repair,) = store.read(lambda reader: reader.all(Repair))
    assert [line.work for line in store.read(lambda r: r.all(WorkLine))] == [repair.id]
    (row,) = store.read(lambda reader: part_rows(reader, car))
    assert (row.stock.amount.decimal, row.used) == (1, 1)
    assert the_card(store, car).in_stock == AtHand(3)
    undo(store)
    assert [line.work for line in store.read(lambda r: r.all(WorkLine))] == [item]
    assert the_card(store, car).in_stock == AtHand(3, 3)


def test_one_that_was_just_moved_to_done_keeps_its_parts(store: Store, car: str) -> None:
    item = put(store, "plan_item", vehicle=car, title="Axle", state="done")
    add_plan_part(store, item, "Damper")
    assert the_card(store, car).in_stock == AtHand(1)


def test_a_part_has_a_name(store: Store, car: str) -> None:
    with pytest.raises(ValueRefused, match="title"):
        add_plan_part(store, axle(store, car), "  ")


def test_a_board_asks_as_often_for_many_cards_as_for_few(store: Store, car: str) -> None:
    on_shelf(store, car, "Ball joints", 4)
    add_plan_part(store, axle(store, car), "Ball joints")

    def asked() -> int:
        count = 0

        def counted(*_) -> None:
            nonlocal count
            count += 1

        def read(reader) -> None:
            event.listen(reader.connection.engine, "before_cursor_execute", counted)
            plan_board(reader, car, TODAY)
            event.remove(reader.connection.engine, "before_cursor_execute", counted)

        store.read(read)
        return count

    few = asked()
    for _card in range(30):
        add_plan_part(store, axle(store, car), "2 × Ball joints")
    assert asked() == few


def test_the_shelf_tells_its_names_once(store: Store, car: str) -> None:
    for name in ("Damper", "Ball joints", "Damper"):
        on_shelf(store, car, name, 0)
    assert store.read(lambda reader: part_names(reader, car)) == ["Ball joints", "Damper"]
    assert store.read(lambda reader: reader.count(kind_named("part"), Query())) == 3
