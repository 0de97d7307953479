"""Tables of no app: their headings name units and currencies, and nothing in them is lost."""

import io

import pytest

from garage.moments import Moment
from garage.money import Money, UnitPrice
from garage.units import Quantity


def test_valuations_from_a_plain_table(take):
    taken = take("valuations.csv", vehicle="Mini", distance_unit="mi")
    first, second = taken.of("valuation")
    assert first["value"] == Money("12500", "GBP", "£12,500")
    assert first["odometer"] == Quantity("48000", "mi")
    assert second["origin"] == "online"


def test_a_spreadsheet_with_units_in_its_header_and_a_currency_in_each_row(take):
    taken = take("spreadsheet.csv")
    assert taken.plan.questions == ()
    first, second = taken.of("fill_up")
    assert first["volume"] == Quantity("40.5", "L", "40,5")
    assert second["total"] == Money("1066.10", "CZK", "1.066,10")
    assert [each.values["name"] for each in taken.plan.vehicles] == ["Polo"]


@pytest.mark.parametrize(
    "heading",
    ["Fuel (litres)", "Fuel [l]", "fuel ( L )", "Litres", "Menge (Liter)"],
)
def test_a_heading_may_name_the_unit_of_its_column(take_text, heading):
    text = f"Date,Odometer (km),{heading},Total,Station\n2024-03-01,1000,40.5,70.20,Shell\n"
    taken = take_text(text, currency="EUR", vehicle="Polo")
    [fill] = taken.of("fill_up")
    assert (fill["volume"].value, fill["volume"].unit) == ("40.5", "L")
    assert (fill["total"], fill["station"]) == (Money("70.20", "EUR"), "Shell")
    assert taken.judged()["distance_unit"] == ("km", "file")


def test_what_a_table_is_not_read_for_is_kept_in_own_fields(take_text):
    text = "Date,Odometer (km),Pressure (bar),Station,Driver\n2024-03-01,1000,2.3,Shell,Ben\n"
    [reading] = take_text(text, vehicle="Polo").of("odometer_reading")
    assert reading["custom"] == {"Pressure (bar)": "2.3", "Station": "Shell", "Driver": "Ben"}


def test_what_we_export_comes_back_as_it_was(take_text):
    from client.exchange.csv_out import header, row
    from garage.records import FillUp, find_kind

    kind = find_kind("fill_up")
    record = FillUp(
        id="0" * 8, date=Moment.parse("2024-03-10T16:01+00:00"), odometer=Quantity("100", "mi"),
        volume=Quantity("46.301", "L"), price=UnitPrice("1.449", "GBP", "L"),
        total=Money("67.09", "GBP"), full=False, notes="=1+1, \"so\"",
        custom={"Weather": "rain"}, tags=frozenset({"a", "b"}),
    )  # fmt: skip
    import csv

    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(header(kind, ["Weather"]))
    writer.writerow(row(kind, record, ["Weather"]))
    (back,) = take_text(file.getvalue(), "fill_up.csv", vehicle="Car").of("fill_up")
    back.pop("source")
    names = ("date", "odometer", "volume", "price", "total", "full", "notes", "custom", "tags")
    assert {name: back[name] for name in names} == {name: getattr(record, name) for name in names}


@pytest.mark.parametrize(
    ("total", "price", "currency"),
    [
        ("total (EUR)", "price", "EUR"),
        ("Total, €", "Price (€)", "EUR"),
        ("Cost (eur)", "unit price [EUR]", "EUR"),
        ("total_gbp", "price_gbp", "GBP"),
        ("Cost CHF", "Price", "CHF"),
        ("Cost (in Kč)", "Price", "CZK"),
        ("Amount (SEK)", "Price", "SEK"),
        ("Cost (ALL)", "Price", "ALL"),
    ],
)
def test_a_heading_names_the_currency_of_its_column(take_text, total, price, currency):
    text = f"date;odometer (km);litres;{total};{price}\n2024-03-10;84120;45.2;71.30;1.577\n"
    taken = take_text(text, vehicle="Polo", default_currency="USD")
    assert taken.judged()["currency"] == (currency, "file")
    assert taken.plan.questions == ()
    (fill,) = taken.of("fill_up")
    assert fill["total"] == Money("71.30", currency)
    assert fill["price"] == UnitPrice("1.577", currency, "L")
    assert "custom" not in fill


def test_a_price_in_another_currency_than_the_total_is_kept_apart(take_text):
    text = "date,odometer (km),litres,Total (EUR),Price (USD)\n2024-03-10,84120,45.2,71.30,1.7\n"
    (fill,) = take_text(text, vehicle="Polo").of("fill_up")
    assert fill["total"] == Money("71.30", "EUR")
    assert "price" not in fill
    assert fill["custom"] == {"Price (USD)": "1.7"}


def test_a_sign_of_several_currencies_in_a_heading_is_asked_about(take_text):
    text = "date,odometer (km),litres,Total ($)\n2024-03-10,84120,45.2,71.30\n"
    (question,) = take_text(text, vehicle="Polo", default_currency="EUR").plan.questions
    assert (question.option, question.choices[:2]) == ("--currency", ("USD", "CAD"))
    at_home = take_text(text, vehicle="Polo", default_currency="CAD")
    assert at_home.of("fill_up")[0]["total"].currency == "CAD"


@pytest.mark.parametrize("label", ["Total price", "Total cost", "cost (all)", "TOTAL ALL"])
def test_a_heading_that_only_sounds_like_a_currency_names_none(label):
    from client.exchange.heading import split_heading

    assert split_heading(label) == (label, "")
