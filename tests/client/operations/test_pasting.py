"""Rows pasted from a spreadsheet: titles, units, kinds, what is refused, and one step to undo."""

import dataclasses
from datetime import date, time

import pytest

from client.errors import BadRequest
from client.exchange.generic_columns import ColumnChoice
from client.operations.pasted_table import Target, may_be
from client.operations.pasting import MOST_ROWS, add_pasted, understand
from client.operations.records import add
from client.store import Query, Store
from garage.moments import Moment
from garage.money import Money
from garage.reading import Reading
from garage.records import Expense, Service, Vehicle, kind_named
from garage.units import Quantity

TODAY = date(2026, 11, 18)
READING = Reading(date_order="DMY", today=TODAY)
TITLES = (("Date", "date"), ("What for", "title"), ("Amount, €", "total"))


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path) as opened:
        yield opened


@pytest.fixture
def vehicle(store):
    id_ = add(store, kind_named("vehicle"), {"name": "Octavia"}).ids[0]
    return store.read(lambda reader: reader.get(Vehicle, id_))


def judged(store, vehicle, text, kinds=("expense",), titles=TITLES, reading=READING):
    target = Target(vehicle, kinds, titles)
    return store.read(lambda reader: understand(reader, text, target, reading))


def test_titles_are_known_by_name_label_and_the_tables_own_title(store, vehicle):
    pasted = judged(
        store, vehicle, "date\tPaid to\tAmount, €\tCategory\n1.2.2026\tHuber\t12.50\tParking"
    )
    assert [column.field for column in pasted.columns] == ["date", "supplier", "total", "category"]
    values = pasted.rows[0].values
    assert values["total"].decimal == Money("12.50", "EUR").decimal
    assert (values["supplier"], values["category"]) == ("Huber", "parking")


def test_a_unit_in_a_title_holds_for_its_numbers(store, vehicle):
    text = "Date\tAmount (CHF)\tOdometer (mi)\n2026-02-01\t12.50\t1200\n2026-02-02\t€3\t1300 km"
    rows = judged(store, vehicle, text).rows
    assert [row.values["total"].currency for row in rows] == ["CHF", "EUR"]
    assert [row.values["odometer"].unit for row in rows] == ["mi", "km"]


def test_without_titles_the_tables_columns_count(store, vehicle):
    pasted = judged(store, vehicle, "1.2.2026\tParking\t12.50\n2.2.2026\tToll\t9")
    assert [row.values["title"] for row in pasted.rows] == ["Parking", "Toll"]


LOG = (
    ("Date", "date"), ("Tank", ""), ("Odometer, km", "odometer"), ("Distance, km", ""),
    ("Volume, l", "volume"), ("Price, €/l", "price"), ("Total, €", "total"),
    ("l/100 km", ""), ("Station", "station"),
)  # fmt: skip


def fields(pasted):
    return [column.field for column in pasted.columns]


@pytest.mark.parametrize(
    ("row", "meant"),
    [
        ("1.11.2026\t2480\t40\t72", ["date", "odometer", "volume", "total"]),
        ("1.11.2026\t40.1\t2480\t72.50", ["date", "volume", "odometer", "total"]),
        ("2480\t1.11.2026\t40\t1.799\t71.96", ["odometer", "date", "volume", "price", "total"]),
        ("Shell\t2480 km\t€72\t40 l\t1.11.2026",
         ["station", "odometer", "total", "volume", "date"]),
    ],
)  # fmt: skip
def test_without_titles_the_columns_are_guessed_by_what_the_values_are(store, vehicle, row, meant):
    pasted = judged(store, vehicle, row, ("fill_up",), LOG)
    assert fields(pasted) == meant
    assert pasted.guessed
    values = pasted.rows[0].values
    assert values["odometer"].text == "2480 km"
    assert values["volume"].unit == "L"


def test_a_fill_up_that_says_of_nothing_how_much_is_refused(store, vehicle):
    text = "Date\tOdometer\tTotal\n1.11.2026\t2480\t72"
    pasted = judged(store, vehicle, text, ("fill_up",), LOG)
    assert pasted.rows == ()
    assert "how much was filled is not said" in pasted.refused[0].error.message
    assert pasted.refused[0].error.hint == "write it, as in 45.2 l"


def test_what_could_be_written_is_told_with_the_persons_mark_and_the_vehicles_unit(store, vehicle):
    text = "Date\tOdometer\tTotal\n1.11.2026\t2480\t72"
    german = Reading(decimal_mark=",", date_order="DMY", today=TODAY)
    car = dataclasses.replace(vehicle, energies=("electric",))
    pasted = judged(store, car, text, ("fill_up",), LOG, german.for_vehicle(car))
    assert pasted.refused[0].error.hint == "write it, as in 45,2 kWh"


def test_what_two_columns_say_of_a_third_is_worked_out(store, vehicle):
    text = "Date\tPrice\tTotal\tVolume\n1.11.2026\t1.659\t74.99\n2.11.2026\t1.659\t\t45.2"
    one, two = judged(store, vehicle, text, ("fill_up",), LOG).rows
    assert (one.values["volume"].text, one.worked) == ("45.20 L", ("volume",))
    assert (two.values["total"].amount, two.worked) == ("74.99", ("total",))


def test_an_odometer_that_runs_backwards_is_asked_about(store, vehicle):
    known = {"vehicle": vehicle.id, "date": Moment(date(2026, 10, 1)),
             "odometer": Quantity("2400", "km")}  # fmt: skip
    add(store, kind_named("odometer_reading"), known)
    text = "Date\tOdometer\tVolume\n1.11.2026\t40\t30\n2.11.2026\t41\t30\n3.11.2026\t2500\t9"
    pasted = judged(store, vehicle, text, ("fill_up",), LOG)
    assert len(pasted.rows) == 3
    asked = [(each.line, each.caution.code) for each in pasted.doubts]
    assert asked[:2] == [(2, "backwards"), (3, "backwards")]


def test_a_row_that_cannot_be_is_refused_with_line_column_and_reason(store, vehicle):
    text = 'Date\tWhat for\tAmount\n1.2.2026\t"two\nlines"\t1\nsoon\tX\t1\n\tY\t1\n2.2.2026\tZ\tfew'
    pasted = judged(store, vehicle, text)
    assert len(pasted.rows) == 1
    assert [(each.line, each.column) for each in pasted.refused] == [
        (4, "Date"), (5, ""), (6, "Amount"),
    ]  # fmt: skip
    assert "'few' is not an amount" in pasted.refused[2].error.message


def test_a_column_of_kinds_sorts_rows_out(store, vehicle):
    text = "Kind\tDate\tWhat was done\nRepair\t1.2.2026\tHorn\n\t2.2.2026\tOil\nSale\t3.2.2026\tX"
    pasted = judged(store, vehicle, text, ("service", "repair"), ())
    assert [row.kind for row in pasted.rows] == ["repair", "service"]
    assert "none of the kinds here" in pasted.refused[0].error.message


def test_what_is_there_or_stands_twice_is_not_added_again(store, vehicle):
    text = "Date\tWhat for\tAmount\n1.2.2026\tParking\t5\n1.2.2026\tParking\t5\n2.2.2026\tToll\t9"
    first = judged(store, vehicle, text)
    assert (len(first.rows), len(first.again), first.repeated) == (2, 0, 1)
    add_pasted(store, first.rows)
    second = judged(store, vehicle, text)
    assert (len(second.rows), len(second.again), second.repeated) == (0, 2, 1)
    with pytest.raises(BadRequest):
        add_pasted(store, second.rows)


def test_another_sum_is_another_record(store, vehicle):
    text = "Date\tWhat for\tAmount\n1.2.2026\tToll\t9\n1.2.2026\tToll\t14.50"
    first = judged(store, vehicle, text)
    assert (len(first.rows), first.repeated) == (2, 0)
    add_pasted(store, first.rows[:1])
    second = judged(store, vehicle, f"{text}\n1.2.2026\tToll\t")
    assert [row.values["total"].amount for row in second.rows] == ["14.50"]
    assert len(second.again) == 2


def test_the_same_figure_is_the_same_record_whatever_its_currency_is_taken_for(store, vehicle):
    text = "Date\tWhat for\tAmount\n1.2.2026\tToll\t{}"
    add_pasted(store, judged(store, vehicle, text.format("9 EUR")).rows)
    assert len(judged(store, vehicle, text.format("9.00 USD")).again) == 1


@pytest.fixture
def filled(store, vehicle):
    """A fill-up that is kept more exactly than any table shows it."""
    values = {"vehicle": vehicle.id, "date": Moment(date(2026, 11, 2), time(17, 42), 60),
              "odometer": Quantity("84120.4", "km"), "volume": Quantity("45.237", "L")}  # fmt: skip
    add(store, kind_named("fill_up"), values)


@pytest.mark.parametrize(
    ("row", "known"),
    [
        ("2.11.2026\t84120\t45.24", True),
        ("2.11.2026 17:42\t84120.4\t45.237", True),
        ("2.11.2026\t52270 mi\t45.2", True),
        ("2.11.2026 9:00\t84120\t45.24", False),
        ("3.11.2026\t84120\t45.24", False),
        ("2.11.2026\t84121\t45.24", False),
        ("2.11.2026\t84120\t45.23", False),
        ("2.11.2026\t\t45.24", False),
    ],
)
def test_a_row_is_here_already_as_finely_as_it_is_written(store, vehicle, filled, row, known):
    pasted = judged(store, vehicle, f"Date\tOdometer\tVolume\n{row}", ("fill_up",), LOG)
    assert (len(pasted.again), len(pasted.rows)) == ((1, 0) if known else (0, 1))
    assert len(pasted.to_add(again=True)) == 1


def test_a_column_that_is_not_pasted_tells_no_row_apart(store, vehicle, filled):
    for text, known in (("Date\tVolume\n2.11.2026\t45.2", 1), ("Date\tMass\n2.11.2026\t3", 0)):
        pasted = judged(store, vehicle, text, ("fill_up",), LOG)
        assert len(pasted.again) == known


def test_a_person_says_what_columns_and_rows_are(store, vehicle):
    text = "about\tWhen\tWhat\n1.2.2026\t2.2.2026\tHorn\nx\t3.2.2026\tOil"
    choice = ColumnChoice("repair", ("left out", "date", "title"), 1)
    target = Target(vehicle, ("service", "repair"), ())
    pasted = store.read(lambda reader: understand(reader, text, target, READING, choice))
    assert [(row.kind, row.values["title"]) for row in pasted.rows] == [
        ("repair", "Horn"), ("repair", "Oil"),
    ]  # fmt: skip
    assert [column.title for column in pasted.columns] == ["about", "When", "What"]


def test_a_column_may_be_what_the_table_shows_first(vehicle):
    offered = list(may_be(Target(vehicle, ("fill_up",), LOG), "fill_up"))
    assert offered[:5] == ["date", "tank", "odometer", "volume", "price"]
    assert not {"vehicle", "source", "custom"} & set(offered)
    assert "kind" not in offered
    assert "kind" in may_be(Target(vehicle, ("service", "repair"), ()), "service")


def test_all_are_added_in_one_step_that_undo_takes_back(store, vehicle):
    text = "Date\tWhat was done\n" + "".join(f"{day}.2.2026\tOil {day}\n" for day in range(1, 20))
    changes = add_pasted(store, judged(store, vehicle, text, ("service",), ()).rows)

    def count():
        return store.read(lambda reader: len(reader.all(Service, Query())))

    assert (changes.title, count()) == ("19 services", 19)
    store.undo()
    assert count() == 0


def test_more_rows_than_can_be_looked_over_are_left_to_the_import(store, vehicle):
    with pytest.raises(BadRequest, match="too many"):
        judged(store, vehicle, "1.2.2026\tX\t1\n" * (MOST_ROWS + 2))


def test_a_formula_guard_and_an_empty_text_are_taken_for_what_they_are(store, vehicle):
    assert judged(store, vehicle, "\n \t \n").rows == ()
    pasted = judged(store, vehicle, "Date\tWhat for\n1.2.2026\t'=SUM(A1)")
    add_pasted(store, pasted.rows)
    assert store.read(lambda reader: reader.all(Expense, Query()))[0].title == "=SUM(A1)"
