"""Fuelio's files: the real sample, and one with all that the layout allows."""

from datetime import date, time
from pathlib import Path
from zoneinfo import ZoneInfo

from client.exchange.drafts import Question
from garage.moments import Moment
from garage.money import Money, UnitPrice
from garage.periods import Period
from garage.records import Source
from garage.units import Quantity

FILES = Path(__file__).resolve().parents[2] / "data" / "imports"


def test_the_real_sample_needs_no_options(take):
    taken = take("fuelio_real_sample.csv", zone=ZoneInfo("Europe/London"))
    assert taken.plan.questions == ()
    assert taken.judged() == {
        "format": ("fuelio", "judged"),
        "encoding": ("utf-8", "judged"),
        "delimiter": (",", "judged"),
        "decimal_mark": (".", "judged"),
        "date_order": ("ymd", "judged"),
        "distance_unit": ("mi", "file"),
        "volume_unit": ("L", "file"),
        "currency": ("GBP", "hint"),
    }
    (vehicle,) = taken.plan.vehicles
    assert vehicle.key == "BMW Z3"
    assert vehicle.values == {
        "name": "BMW Z3", "plate": "AB12CDE", "make": "BMW", "model": "Z3", "year": 1997,
        "energies": ("petrol",), "tank": Quantity("51.0", "L"), "distance_unit": "mi",
        "volume_unit": "L", "economy_unit": "mpg_uk", "currency": "GBP",
        "source": Source("imported", "fuelio", "fuelio_real_sample.csv", 3),
    }  # fmt: skip
    assert taken.refused == []
    assert taken.of("fill_up") == [
        {
            "date": Moment(date(2024, 3, 10), time(16, 1), 0),
            "odometer": Quantity("212477.0", "mi"),
            "volume": Quantity("46.301", "L"),
            "price": UnitPrice("1.449", "GBP", "L"),
            "total": Money("67.09", "GBP"),
            "full": True,
            "tank": 1,
            "station": "Morrisons",
            "place": "Somerset - Sun all Service Station",
            "position": "51.16514,-2.99017",
            "source": Source("imported", "fuelio", "fuelio_real_sample.csv", 6),
        }
    ]
    (inspection,) = taken.of("inspection")
    assert inspection["title"] == "MOT"
    assert inspection["date"] == Moment(date(2024, 2, 8), time(14, 57), 0)
    assert inspection["total"] == Money("0.0", "GBP")
    assert "odometer" not in inspection
    (reminder,) = taken.of("reminder")
    assert (reminder["title"], reminder["due"]) == ("MOT", date(2024, 7, 19))
    assert (reminder["category"], reminder["last_done"]) == ("inspection", date(2024, 2, 8))


def test_the_estimate_counts_the_rows_of_all_sections(take):
    taken = take("fuelio_real_sample.csv")
    assert taken.plan.estimated_rows == 19


def test_rows_can_be_read_twice(take):
    plan = take("fuelio_van.csv").plan
    assert list(plan.rows()) == list(plan.rows())


def test_a_vehicle_with_two_tanks_keeps_both_and_their_fuels(take):
    (vehicle,) = take("fuelio_van.csv").plan.vehicles
    assert vehicle.values["energies"] == ("diesel", "lpg")
    assert vehicle.values["tank"] == Quantity("80.0", "L")
    assert vehicle.values["second_tank"] == Quantity("60.0", "L")
    assert vehicle.values["notes"] == "The long one"
    assert vehicle.values["custom"] == {"Insurance": "Policy 77"}


def test_each_fill_up_says_its_fuel_tank_station_and_what_was_left_out(take):
    first, second, electric, _ = take("fuelio_van.csv").of("fill_up")
    assert (first["full"], first["fuel"], first["volume"]) == (
        True,
        "diesel",
        Quantity("60.12", "L"),
    )
    assert "missed" not in first
    assert second["full"] is False
    assert second["missed"] is True
    assert (second["tank"], second["fuel"], second["station"]) == (2, "lpg", "Aral")
    assert second["notes"] == 'half way, "in rain"'
    assert second["custom"]["Weather"] == "rain"
    assert second["custom"]["Excluded distance"] == Quantity("12.5", "km")
    assert electric["energy"] == Quantity("22.5", "kWh")
    assert electric["price"] == UnitPrice("0.40", "EUR", "kWh")
    assert "volume" not in electric
    assert "total" not in electric
    assert electric["notes"] == "over\ntwo lines"


def test_an_odometer_that_runs_backwards_is_kept(take):
    assert take("fuelio_van.csv").of("fill_up")[-1]["odometer"] == Quantity("119000", "km")


def test_bad_rows_are_refused_with_line_column_and_reason(take):
    refused = take("fuelio_van.csv").refused
    assert [(each.line, each.column) for each in refused] == [
        (10, "Data"),
        (11, "Fuel (litres)"),
        (12, "Fuel (litres)"),
        (13, ""),
        (33, "somewhere new"),
    ]
    assert "2024-02-30" in refused[0].reason
    assert "negative" in refused[1].reason
    assert "not a number" in refused[2].reason
    assert refused[3].reason == "the row breaks off: it has 2 of 21 cells"


def test_a_cost_that_comes_again_is_a_record_and_a_reminder(take):
    taken = take("fuelio_van.csv")
    (service,) = taken.of("service")
    assert service["total"] == Money("189.90", "EUR")
    assert service["odometer"] == Quantity("120000", "km")
    oil, insurance = taken.of("reminder")
    assert oil["due_odometer"] == Quantity("135000", "km")
    assert oil["every_distance"] == Quantity("15000", "km")
    assert oil["every"] == Period(1, "Y")
    assert "due" not in oil
    assert insurance["due"] == date(2025, 1, 1)
    assert insurance["estimate"] == Money("600", "EUR")
    assert insurance["category"] == "insurance_tax"


def test_a_template_is_no_money_spent_and_income_is_negative(take):
    (income,) = take("fuelio_van.csv").of("expense")
    assert income["title"] == "Sold the old rack"
    assert income["total"] == Money("-80", "EUR")


def test_pictures_hang_on_the_fill_up_or_cost_that_they_show(take):
    documents = [each for each in take("fuelio_van.csv").drafts if each.kind == "document"]
    assert [each.parent for each in documents] == [("log", "2"), ("cost", "1")]
    assert documents[0].values["file_name"] == "receipt.jpg"


def test_without_a_station_the_currency_is_asked_for_unless_the_profile_has_one(take_text):
    text = "## Log\nData,Odo (km),Fuel (us gallons),Full,Price (optional)\n2024-01-01,100,10,1,30\n"
    taken = take_text(text, vehicle="Car")
    assert [each.option for each in taken.plan.questions] == ["--currency"]
    assert isinstance(taken.plan.questions[0], Question)
    taken = take_text(text, vehicle="Car", default_currency="CAD")
    assert taken.judged()["currency"] == ("CAD", "default")
    assert taken.of("fill_up")[0]["volume"] == Quantity("10", "gal_us")
    assert (
        take_text(text, vehicle="Car", currency="usd").of("fill_up")[0]["total"].currency == "USD"
    )


def test_the_vehicle_option_renames_the_only_vehicle(take):
    (vehicle,) = take("fuelio_real_sample.csv", vehicle="Roadster").plan.vehicles
    assert vehicle.values["name"] == "Roadster"
    assert vehicle.key == "BMW Z3"


def test_the_offset_is_that_of_each_day_and_hour(take_text):
    rows = "".join(
        f"{moment},{odo},10,1\n"
        for odo, moment in enumerate(
            ("2024-03-30 12:00", "2024-03-31 00:30", "2024-03-31 12:00", "2024-07-01 12:00"), 100
        )
    )
    text = f"## Log\nData,Odo (km),Fuel (litres),Full\n{rows}"
    taken = take_text(text, vehicle="Car", zone=ZoneInfo("Europe/Berlin"))
    assert [each["date"].offset for each in taken.of("fill_up")] == [60, 60, 120, 120]


def test_an_electric_car_takes_energy_even_where_the_row_does_not_say_so(take_text):
    text = (
        "## Vehicle\nName,DistUnit,FuelUnit,TankCount,Tank1Type\nZoe,0,0,1,600\n"
        "## Log\nData,Odo (km),Fuel (litres),Full,TankNumber,FuelType\n"
        "2024-01-01,100,31.5,1,1,-1\n"
    )
    taken = take_text(text)
    assert taken.of("fill_up")[0]["energy"] == Quantity("31.5", "kWh")
    assert taken.plan.vehicles[0].values["energies"] == ("electric",)


def test_words_on_several_lines_in_an_own_field_become_one_line(take_text):
    text = (FILES / "fuelio_van.csv").read_text("utf-8").replace('"rain"', '"rain\nand snow"')
    fills = take_text(text).of("fill_up")
    assert "rain and snow" in [fill.get("custom", {}).get("Weather") for fill in fills]
