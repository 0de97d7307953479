"""What an unknown table's columns are guessed to be, before a person has said anything."""

import io

import pytest

from client.exchange.column_guess import guess
from client.exchange.first_look import first_look, shape_of
from client.exchange.formats import look_unless_known
from client.exchange.generic_columns import LEFT_OUT, OWN
from client.exchange.source import open_source
from tests.client.exchange.conftest import FILES

FUEL = ("date", "odometer", "volume", "total")


def look(text):
    data = text if isinstance(text, bytes) else text.encode()
    return first_look(open_source("file.csv", lambda: io.BytesIO(data)))


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        # Russian: the price is told by the product.
        ("Дата;Пробег;Заправка;Цена;Сумма;Полный\n31.08.2026;84120;40,5;1,76;71,28;да\n"
         "15.09.2026;84720;41,0;1,71;70,11;нет\n",
         ("date", "odometer", "volume", "price", "total", "full")),
        # Japanese: yen have no cents.
        ("日付,走行距離,給油量,金額,店\n2026-08-31,84120,40.5,7130,エネオス\n2026-09-15,84720,41,7010,出光\n",
         (*FUEL, OWN)),
        # Greek, the latest first, as an Excel of old writes it.
        ("Ημερομηνία\tΧλμ\tΛίτρα\tΠοσό\n15/9/2026\t84.720\t41,0\t70,10\n"
         "31/8/2026\t84.120\t40,5\t71,30\n".encode("utf-16"),
         FUEL),
        # Half known: "Stand" is told by its values.
        ("Datum;Stand;Liter;Betrag\n31.08.2026;84.120;40,5;71,30\n15.09.2026;84.720;41,0;70,10\n",
         FUEL),
        # Known words among others.
        ("Fill date,Odo reading,Fuel qty,Amount paid,Where\n8/31/2026,84120,10.5,38.30,Shell\n"
         "9/15/2026,84720,11,40.10,BP\n",
         (*FUEL, OWN)),
    ],
)  # fmt: skip
def test_a_log_of_fuel_in_unknown_words(text, columns):
    choice = guess(look(text)).choice
    assert (choice.sort, choice.columns, choice.heading) == ("fill_up", columns, 1)


def test_a_log_without_headings():
    found = guess(look("31.08.2026;84120;40,5;71,30\n15.09.2026;84720;41,0;70,10\n"))
    assert (found.choice.sort, found.choice.columns) == ("fill_up", FUEL)
    assert (found.choice.heading, found.unsure) == (0, (0, 1, 2, 3))


def test_headings_below_a_title():
    choice = guess(
        look("My Golf\n\nDatum;Kilometer;Liter;Betrag\n31.08.2026;84120;40;71,3\n")
    ).choice
    assert (choice.columns, choice.heading) == (FUEL, 3)


def test_costs_and_trips_are_told_from_fuel():
    cost = guess(look("When,What was done,How much\n2026-08-31,Oil change,80\n2026-09-05,MOT,55\n"))
    assert (cost.choice.sort, cost.choice.columns) == ("cost", ("date", "title", "total"))
    trip = guess(look("Day,From,To,Length\n2026-08-31,Jena,Gera,45\n2026-09-01,Gera,Jena,45\n"))
    assert trip.choice.sort == "trip"
    assert trip.choice.columns[:3] == ("date", "start", "destination")


def test_readings_of_the_odometer_alone():
    choice = guess(look("Tag;Stand\n31.08.2026;84120\n15.09.2026;84720\n")).choice
    assert (choice.sort, choice.columns) == ("odometer", ("date", "odometer"))


def test_what_one_says_of_the_rows_and_the_headings_is_heeded():
    table = look("When,What was done,How much\n2026-08-31,Oil change,80\n2026-09-05,MOT,55\n")
    assert guess(table, sort="repair").choice.columns == ("date", "title", "total")
    bare = guess(table, heading=0).choice
    assert bare.heading == 0


def test_an_empty_column_is_left_out():
    choice = guess(look("Datum;Kilometer;;Liter\n31.08.2026;84120;;40,5\n")).choice
    assert choice.columns == ("date", "odometer", LEFT_OUT, "volume")


def test_values_that_are_nothing_known_stay_own_fields():
    choice = guess(look("foo,bar\nabc,def\nghi,jkl\n")).choice
    assert choice.lacking
    assert set(choice.columns) <= {OWN, "title"}


def test_a_known_apps_file_is_not_asked_about():
    def known(name):
        return look_unless_known(open_source(name, lambda: (FILES / name).open("rb")))

    assert known("fuelio_van.csv") is None
    assert known("drivvo.csv") is None
    assert known("spreadsheet.csv") is not None


def test_tables_are_alike_by_their_headings_in_whatever_order():
    assert shape_of(["Datum", "Stand "], []) == shape_of(["stand", "DATUM"], [])
    assert shape_of(["Datum", "Stand"], []) != shape_of(["Datum", "Stand", "Stand"], [])
    assert shape_of(["", ""], ["date", "number"]) != shape_of(["", ""], ["date", "text"])


def test_a_wide_or_long_file_is_looked_at_in_part():
    wide = look(",".join(["a"] * 500) + "\n" + ",".join(["1" * 900] * 500) + "\n")
    assert len(wide.rows[0].cells) == 60
    long = look("a,b\n" + "1,2\n" * 10_000)
    assert len(long.rows) <= 60
