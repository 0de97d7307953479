"""Rows of a vehicle's tables: what is worked out beside each record, and finding by a filter."""

from datetime import date
from decimal import Decimal

import pytest

from client.errors import BadRequest
from client.operations.expense_rows import expense_rows, in_segment
from client.operations.part_rows import move_stock, part_rows
from client.operations.record_rows import found_by, is_language, money_sums
from client.operations.records import add, delete
from client.operations.tagging import tag
from client.operations.trip_rows import driven, log_book, trip_rows
from client.operations.work_rows import work_rows
from client.store import Query, Store
from garage.errors import ValueRefused
from garage.moments import Moment
from garage.money import Money
from garage.reading import Reading
from garage.records import Service, kind_named
from garage.units import Quantity

TODAY = date(2026, 11, 18)
KINDS = ("service", "inspection")


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path) as opened:
        yield opened


@pytest.fixture
def vehicle(store):
    return add(store, kind_named("vehicle"), {"name": "Octavia"}).ids[0]


@pytest.fixture
def put(store, vehicle):
    def work(kind, **values):
        own = {"vehicle": vehicle} if "vehicle" in kind_named(kind).by_name else {}
        return add(store, kind_named(kind), {**own, **values}).ids[0]

    return work


def on(month, day=1):
    return Moment(date(2026, month, day))


def km(number):
    return Quantity(str(number), "km")


def test_work_without_a_total_is_worth_its_lines_if_they_share_a_currency(store, vehicle, put):
    mixed, whole = put("service", title="Oil", date=on(2)), put("repair", title="Discs", date=on(3))
    for work, cost in ((mixed, Money("9", "EUR")), (mixed, Money("4", "CHF")),
                       (whole, Money("98", "EUR")), (whole, Money("44.50", "EUR"))):  # fmt: skip
        put("work_line", work=work, title=cost.amount, cost=cost)
    gone = put("work_line", work=whole, title="Taken back", cost=Money("1000", "EUR"))
    delete(store, [gone])
    rows = store.read(lambda reader: work_rows(reader, vehicle, TODAY))
    assert [(row.id, row.lines) for row in rows] == [(whole, 2), (mixed, 2)]
    assert rows[0].total.decimal == Decimal("142.50")
    assert rows[1].total is None


def test_a_line_of_work_takes_its_part_from_the_shelf_till_it_is_in_the_trash(store, vehicle, put):
    oil = put("part", name="Oil", unit="L", minimum=Quantity("2", "L"))
    put("stock_movement", part=oil, date=on(1), amount=Quantity("5", "L"))
    service = put("service", title="Oil", date=on(2))
    put("work_line", work=service, title="Oil", part=oil, quantity=Quantity("4.3", "L"))
    bare = put("repair", title="Seal", date=on(3))
    put("work_line", work=bare, title="Oil", part=oil, quantity=Quantity("0.2", ""))

    def left():
        (row,) = store.read(lambda reader: part_rows(reader, vehicle))
        return row.stock.amount.value, row.used

    assert left() == ("0.5", 2)
    delete(store, [service])
    assert left() == ("4.8", 1)
    store.undo()
    assert left() == ("0.5", 2)


def test_work_with_a_movement_of_its_own_takes_no_part_twice(store, vehicle, put):
    bulb = put("part", name="H7")
    put("stock_movement", part=bulb, date=on(1), amount=Quantity("4", ""))
    repair = put("repair", title="Light", date=on(2))
    put("stock_movement", part=bulb, date=on(2), amount=Quantity("-1", ""), work=repair)
    put("work_line", work=repair, title="Bulb", part=bulb)
    (row,) = store.read(lambda reader: part_rows(reader, vehicle))
    assert row.stock.amount.value == "3"


def test_a_warranty_and_an_inspection_count_their_days(store, vehicle, put):
    put("repair", title="Battery", date=on(1), warranty_until=date(2026, 11, 28))
    put("inspection", title="HU", date=on(2), valid_until=date(2026, 11, 9))
    put("service", title="Oil", date=on(3))
    rows = store.read(lambda reader: work_rows(reader, vehicle, TODAY))
    assert {row.record.title: row.days_left for row in rows} == {
        "Battery": 10,
        "HU": -9,
        "Oil": None,
    }


def test_what_a_vehicle_is_worth_is_not_spent(store, vehicle, put):
    put("expense", title="Toll", date=on(1), total=Money("11", "EUR"), category="toll")
    put("valuation", date=on(2), value=Money("9800", "EUR"))
    put("insurance_policy", insurer="HUK", start=date(2026, 1, 1), premium=Money("468", "EUR"))
    rows = store.read(lambda reader: expense_rows(reader, vehicle))
    assert money_sums(row.spent for row in rows) == {"EUR": Decimal(479)}
    assert [row.kind for row in rows if in_segment(row, "valuation")] == ["valuation"]
    assert len([row for row in rows if in_segment(row, "all")]) == 3


def test_a_trip_is_as_long_as_it_says_else_as_its_odometers_do(store, vehicle, put):
    put("trip", date=on(1), distance=km(72), odometer=km(10), end_odometer=km(500))
    put("trip", date=on(2), odometer=km(500), end_odometer=km(554), purpose="business")
    put("trip", date=on(3), odometer=km(600), end_odometer=km(554))
    rows = store.read(lambda reader: trip_rows(reader, vehicle))
    assert [row.metres for row in rows] == [None, 54_000, 72_000]
    assert [row.worked_out for row in rows] == [False, True, False]
    sums = driven(rows)
    assert (sums.count, sums.untold, sums.business, sums.others) == (3, 1, 54_000, 72_000)
    assert list(log_book(rows)) == [2026]


def test_parts_come_and_go_in_the_unit_that_the_part_is_counted_in(store, vehicle, put):
    part = put("part", name="Cable", unit="m", minimum=Quantity("2", "m"))
    put("stock_movement", part=part, date=on(1), amount=Quantity("300", "cm"))
    changes = move_stock(store, part, Decimal(-2), on(2))
    assert changes.title == "Cable: -2 m"
    row = store.read(lambda reader: part_rows(reader, vehicle))[0]
    assert (row.stock.amount.text, row.low, row.price) == ("1.00 m", True, None)
    store.undo()
    assert not store.read(lambda reader: part_rows(reader, vehicle))[0].low
    with pytest.raises(BadRequest):
        move_stock(store, part, Decimal(0), on(3))


def test_a_tag_is_added_to_those_that_are_there(store, vehicle, put):
    ids = [put("service", title=name, date=on(1), tags="old") for name in ("Oil", "Horn")]
    tag(store, ids, "#Winter, own")
    found = store.read(lambda reader: reader.all(Service, Query()))
    assert {one.tags for one in found} == {frozenset({"old", "winter", "own"})}
    store.undo()
    found = store.read(lambda reader: reader.all(Service, Query()))
    assert {one.tags for one in found} == {frozenset({"old"})}
    with pytest.raises(ValueRefused):
        tag(store, ids, "a/b")


def test_a_filter_is_asked_of_the_kinds_that_have_its_fields(store, vehicle, put):
    oil = put("service", title="Oil", date=on(1), total=Money("90", "EUR"))
    check = put("inspection", title="HU", date=on(2), total=Money("155", "EUR"), result="passed")
    reading = Reading(today=TODAY)

    def found(text):
        return store.read(lambda reader: found_by(reader, KINDS, vehicle, text, reading))

    assert found("total > 80") == {oil, check}
    assert found("result = passed") == {check}
    with pytest.raises(ValueRefused, match="many"):
        found("total > many")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("total > 100", True), ("supplier ~ huber", True), ("invoice is empty", True),
        ("date in 2026", True), ("date not in 2026", True), ("oil in gearbox", False),
        ("title in (a, b)", True), ("own work", True),
        ("not own work", True), ("huber oil", False), ("4.7 l", False),
        ("invoice ist leer", True), ("date nicht in 2026", True), ("nicht own work", True),
        ("oil ist in gearbox", False),
    ],
)  # fmt: skip
def test_words_are_told_from_the_filter_language(text, language):
    assert is_language(text, KINDS) is language


@pytest.mark.parametrize(
    ("text", "language"),
    [("Datum in 2026", True), ("nicht Datum in 2026", True), ("Öl in Getriebe", False)],
)
def test_fields_are_known_by_their_labels_too(text, language):
    german = {"Date": "Datum"}
    assert is_language(text, KINDS, lambda word: german.get(word, word)) is language
