"""A table whose columns a person says: read so, with nothing of it lost."""

from datetime import date

import pytest

from client.exchange.generic_columns import LEFT_OUT, MEANINGS, OWN, ColumnChoice
from garage.moments import Moment
from garage.money import Money, UnitPrice
from garage.units import Quantity

SAID = {"vehicle": "Golf", "currency": "EUR", "distance_unit": "km", "volume_unit": "L"}
FUEL = ("date", "odometer", "volume", "total")


def refusals(taken):
    return [(each.line, each.column) for each in taken.refused]


def test_headings_of_another_alphabet_are_what_one_says(take_text):
    taken = take_text(
        "Ημερομηνία;Χλμ;Λίτρα;Ποσό;Καιρός\n31.08.2026;84.120;40,5;71,30;βροχή\n",
        columns=ColumnChoice("fill_up", (*FUEL, OWN)), **SAID,
    )  # fmt: skip
    (fill,) = taken.of("fill_up")
    assert fill["date"] == Moment(date(2026, 8, 31))
    assert fill["odometer"] == Quantity("84120", "km", "84.120")
    assert fill["volume"] == Quantity("40.5", "L", "40,5")
    assert fill["total"] == Money("71.30", "EUR", "71,30")
    assert fill["custom"] == {"Καιρός": "βροχή"}


def test_without_headings_the_first_row_is_taken_too(take_text):
    taken = take_text(
        "31.08.2026;84120;40,5;71,30;OMV\n15.09.2026;84720;41,0;70,10;Shell\n",
        columns=ColumnChoice("fill_up", (*FUEL, OWN), heading=0), **SAID,
    )  # fmt: skip
    first, second = taken.of("fill_up")
    assert (first["odometer"].value, second["odometer"].value) == ("84120", "84720")
    assert first["custom"] == {"Column 5": "OMV"}
    assert [each.line for each in taken.drafts] == [1, 2]


def test_what_stands_above_the_headings_is_no_row(take_text):
    taken = take_text(
        "My car, all of 2026\n\nA;B;C;D\n31.08.2026;84120;40,5;71,30\n",
        columns=ColumnChoice("fill_up", FUEL, heading=3), **SAID,
    )  # fmt: skip
    assert ([each.line for each in taken.drafts], taken.refused) == ([4], [])


def test_a_row_that_cannot_be_read_is_named_by_its_line_and_the_files_word(take_text):
    taken = take_text(
        "Quand,Combien,Où\n2026-08-31,40.5,Lyon\n2026-09-31,41,Nice\n2026-10-01,plein,Nice\n",
        columns=ColumnChoice("fill_up", ("date", "volume", "station")), **SAID,
    )  # fmt: skip
    assert refusals(taken) == [(3, "Quand"), (4, "Combien")]
    assert len(taken.drafts) == 1


def test_left_out_columns_are_not_taken_and_own_ones_are(take_text):
    taken = take_text(
        "a,b,c,d,e\n2026-08-31,84120,x,y,z\n",
        columns=ColumnChoice("odometer", ("date", "odometer", LEFT_OUT, OWN, LEFT_OUT)), **SAID,
    )  # fmt: skip
    (reading,) = taken.of("odometer_reading")
    assert reading["custom"] == {"d": "y"}


def test_columns_beyond_those_that_were_said_are_kept(take_text):
    taken = take_text(
        "a,b,c,d\n2026-08-31,84120,x,y\n", columns=ColumnChoice("odometer", ("date", "odometer")),
        **SAID,
    )  # fmt: skip
    (reading,) = taken.of("odometer_reading")
    assert reading["custom"] == {"c": "x", "d": "y"}


@pytest.mark.parametrize(
    ("sort", "kinds"),
    [
        ("cost", ["service", "expense"]),
        ("service", ["service", "service"]),
        ("repair", ["repair", "repair"]),
        ("expense", ["expense", "expense"]),
    ],
)
def test_costs_are_sorted_by_their_category_unless_one_says_what_they_are(take_text, sort, kinds):
    taken = take_text(
        "a,b,c\n2026-08-31,Oil change,80.00\n2026-09-01,Parking,4.00\n",
        columns=ColumnChoice(sort, ("date", "title", "total")), **SAID,
    )  # fmt: skip
    assert [each.kind for each in taken.drafts] == kinds


def test_a_log_of_trips(take_text):
    taken = take_text(
        "Tag;Ab;Nach;km;Art;Wer\n31.08.2026;Jena;Gera;45,5;dienstlich;Ann\n"
        "01.09.2026;Gera;Jena;45,5;Zoo;Ann\n",
        columns=ColumnChoice(
            "trip", ("date", "start", "destination", "distance", "purpose", "driver")
        ),
        **SAID,
    )
    there, back = taken.of("trip")
    assert (there["start"], there["destination"], there["driver"]) == ("Jena", "Gera", "Ann")
    assert there["distance"] == Quantity("45.5", "km", "45,5")
    assert (there["purpose"], "custom" in there) == ("business", False)
    assert back["custom"] == {"Purpose": "Zoo"}


def test_the_headings_still_tell_units_and_currency(take_text):
    taken = take_text(
        "Wann,Stand (mi),Menge (l),Summe (£),je\n31.08.2026,84120,40.5,71.30,1.76\n",
        vehicle="Golf", columns=ColumnChoice("fill_up", (*FUEL, "price")),
    )  # fmt: skip
    assert taken.plan.questions == ()
    (fill,) = taken.of("fill_up")
    assert fill["odometer"] == Quantity("84120", "mi")
    assert fill["price"] == UnitPrice("1.76", "GBP", "L")


def test_a_fill_up_without_its_volume_is_what_was_paid_for(take_text):
    text = "Date,Odometer,Unit price,Total\n2026-08-31,84120,1.659,74.99\n2026-09-15,84720,,70.10\n"
    taken = take_text(text, **SAID)
    (fill,) = taken.of("fill_up")
    assert (fill["volume"], fill["total"].amount) == (Quantity("45.20", "L"), "74.99")
    assert [(each.line, each.reason) for each in taken.refused] == [
        (3, "there is no amount of fuel")
    ]


def test_the_heading_of_the_price_tells_of_how_much_it_is_and_else_it_is_asked(take_text):
    text = "Date,Odometer,Price per {},Total cost\n2026-03-01,52000,3.499,50.00\n"
    said = SAID | {"volume_unit": None}
    (fill,) = take_text(text.format("litre"), **said).of("fill_up")
    assert fill["volume"] == Quantity("14.29", "L")
    asked = take_text(text.format("gallon"), **said)
    assert [each.option for each in asked.plan.questions] == ["--volume-unit"]
    (fill,) = take_text(text.format("gallon"), **said | {"volume_unit": "gal_us"}).of("fill_up")
    assert fill["volume"] == Quantity("14.29", "gal_us")


def test_costs_with_a_price_of_each_are_no_fill_ups(take_text):
    taken = take_text(
        "Date,Category,Unit price,Total cost,Notes\n2026-03-01,Parts,12.50,25.00,wiper blades\n"
        "2026-04-02,Tyres,80.00,320.00,four\n", **SAID,
    )  # fmt: skip
    assert not taken.of("fill_up")
    assert not taken.refused
    assert len(taken.drafts) == 2


def test_a_charge_without_its_energy_is_not_so_many_litres(take_text):
    taken = take_text(
        "Date,Odometer,Unit price,Total cost,Fuel type,Volume\n"
        "2026-03-01,52000,0.39,10.00,Electricity,\n2026-03-03,52100,3.49,34.90,Petrol,\n", **SAID,
    )  # fmt: skip
    (fill,) = taken.of("fill_up")
    assert (fill["fuel"], fill["volume"]) == ("petrol", Quantity("10.00", "L"))
    assert [(each.line, each.reason) for each in taken.refused] == [
        (2, "there is no amount of fuel")
    ]


@pytest.mark.parametrize("last", ["84.900", "84,900"])
def test_an_odometer_with_both_marks_has_thousands_in_each(take_text, last):
    text = f'Date,Odometer,Volume\n2026-08-31,"84,120",40.5\n2026-09-01,"{last}",40\n'
    values = [each["odometer"].value for each in take_text(text, **SAID).of("fill_up")]
    assert values == ["84120", "84900"]


@pytest.mark.parametrize(
    ("text", "odometer"),
    [
        ("Date,Odometer,Volume\n2026-08-31,84.120,40.5\n", "84120"),
        ('Date,Odometer,Volume\n2026-08-31,"84,120",40.5\n', "84120"),
        ("Date;Odometer;Volume\n2026-08-31;84,120;40,5\n", "84120"),
        # Where others in the column tell the mark, it is no matter of guessing.
        ("Date,Odometer,Volume\n2026-08-31,84.120,40.5\n2026-09-01,1200.5,40\n", "84.120"),
    ],
)
def test_an_odometer_has_no_thousandths_whatever_marks_the_file_has(take_text, text, odometer):
    assert take_text(text, **SAID).of("fill_up")[0]["odometer"].value == odometer


def test_a_way_may_have_thousandths(take_text):
    text = "Date,From,To,Distance\n2026-08-31,Lyon,Nice,12.345\n"
    choice = ColumnChoice("trip", ("date", "start", "destination", "distance"))
    (trip,) = take_text(text, columns=choice, **SAID).of("trip")
    assert trip["distance"].value == "12.345"


def test_what_the_file_leaves_open_is_told_when_it_was_answered(take_text):
    text = "a,b,c\n08/09/2026,84120,40.5\n"
    choice = ColumnChoice("fill_up", ("date", "odometer", "volume"))
    asked = take_text(text, columns=choice).plan
    options = [each.option for each in asked.questions]
    assert options == ["--date-order", "--distance-unit", "--volume-unit"]
    said = take_text(
        text, columns=choice, date_order="mdy", distance_unit="mi", volume_unit="gal_us"
    )
    assert [each.option for each in said.plan.answered] == options
    assert said.plan.questions == ()
    assert said.of("fill_up")[0]["date"] == Moment(date(2026, 8, 9))


def test_a_choice_says_what_it_lacks_and_what_it_has_twice():
    assert ColumnChoice("fill_up", ("odometer",)).lacking == (("date",), ("volume",))
    assert ColumnChoice("cost", ("date",)).lacking == (("title", "category", "total"),)
    assert ColumnChoice("fill_up", ("day", "month", "year", "volume")).is_whole
    assert ColumnChoice("fill_up", ("date", "price", "total")).is_whole
    assert ColumnChoice("fill_up", ("date", "total")).lacking == (("volume",),)
    twice = ColumnChoice("fill_up", ("date", "date", "volume", OWN, OWN))
    assert (twice.doubled, twice.lacking, twice.is_whole) == (("date",), (), False)
    assert not ColumnChoice("odometer", ("date", "odometer", "volume")).is_whole


@pytest.mark.parametrize("sort", MEANINGS)
def test_all_that_a_column_may_be_is_read(take_text, sort):
    """No meaning that is offered ends as an own field."""
    texts = {"date": "2026-08-31", "time": "10:15", "odometer": "84120", "end odometer": "84200",
             "distance": "80", "volume": "40.5", "price": "1.76", "total": "71.30",
             "value": "9000", "full": "yes", "partial": "no", "missed": "no", "day": "31",
             "month": "8", "year": "2026", "currency": "EUR", "category": "Parking",
             "purpose": "business"}  # fmt: skip
    meanings = MEANINGS[sort]
    row = ",".join(texts.get(each, "word") for each in meanings)
    header = ",".join(f"c{at}" for at, _each in enumerate(meanings))
    taken = take_text(f"{header}\n{row}\n", columns=ColumnChoice(sort, meanings), **SAID)
    assert taken.refused == []
    (draft,) = taken.drafts
    assert not any(name.startswith("c") for name in draft.values.get("custom", {}))


def test_a_column_without_a_heading_is_kept(take_text):
    (fill,) = take_text(
        "Datum;Kilometer;;Liter;Betrag\n31.08.2026;84.120;Regen;40,5;71,30\n", **SAID
    ).of("fill_up")
    assert fill["custom"] == {"Column 3": "Regen"}


def test_a_line_that_names_the_delimiter_is_no_heading(take_text):
    taken = take_text("sep=;\nDatum;Kilometer;Liter;Betrag\n31.08.2026;84120;40,5;71,30\n", **SAID)
    assert len(taken.of("fill_up")) == 1
