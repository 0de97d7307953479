"""The other apps' files: each value where it belongs, and what is odd told or asked."""

import io
import zipfile
from datetime import date, time
from pathlib import Path

import pytest

from client.errors import BadFile, BadRequest
from client.exchange.formats import NAMES, plan_import
from garage.moments import Moment
from garage.money import Money, UnitPrice
from garage.periods import Period
from garage.units import Quantity

UNITS = {"vehicle": "Car", "distance_unit": "km", "volume_unit": "L", "currency": "EUR"}


def options_asked(taken):
    return [each.option for each in taken.plan.questions]


def test_lubelogger_says_no_units_so_they_are_asked(take):
    taken = take("lubelogger_fuel.csv")
    assert options_asked(taken) == ["--distance-unit", "--volume-unit"]
    with pytest.raises(BadRequest, match="--volume-unit"):
        taken.plan.rows()


def test_without_any_word_of_a_vehicle_the_rows_belong_to_none(take):
    taken = take("lubelogger_fuel.csv", distance_unit="mi", volume_unit="gal_uk")
    assert taken.plan.vehicles == ()
    assert {each.vehicle for each in taken.drafts} == {None}


def test_lubelogger_fuel_with_british_gallons_and_two_currencies(take):
    taken = take("lubelogger_fuel.csv", vehicle="Mini", distance_unit="miles", volume_unit="gal_uk")
    assert taken.judged()["date_order"] == ("dmy", "judged")
    assert taken.judged()["currency"] == ("GBP", "judged")
    first, second, third = taken.of("fill_up")
    assert first["date"] == Moment(date(2024, 4, 3))
    assert first["odometer"] == Quantity("12000", "mi", "12,000")
    assert first["volume"] == Quantity("9.95", "gal_uk")
    assert first["total"] == Money("61.20", "GBP", "£61.20")
    assert (first["full"], first["missed"]) == (True, False)
    assert first["tags"] == frozenset({"winter", "trip"})
    assert first["custom"] == {"Octane": "97"}
    assert (second["full"], second["notes"]) == (False, "half, only")
    assert third["missed"] is True
    assert third["total"] == Money("55.00", "EUR", "€55.00")


def test_lubelogger_repairs_are_told_by_the_name_of_the_file(take):
    taken = take("lubelogger_repair.csv", vehicle="Mini", distance_unit="mi", currency="USD")
    (repair,) = taken.of("repair")
    assert repair["title"] == "New clutch"
    assert repair["total"] == Money("980.00", "USD", "$980.00")
    assert repair["tags"] == frozenset({"gearbox", "big"})
    (refused,) = taken.refused
    assert (refused.line, refused.column) == (3, "Odometer")


def test_a_lubelogger_supply_is_a_part_and_its_purchase(take):
    taken = take("lubelogger_supplies.csv", vehicle="Mini", currency="USD")
    part, movement = taken.drafts
    assert (part.values["name"], part.values["part_number"]) == ("Oil filter", "0451103316")
    assert movement.parent == part.key
    assert movement.values["amount"] == Quantity("2", "")
    assert movement.values["total"] == Money("14.50", "USD", "$14.50")


def test_a_lubelogger_plan_is_on_the_board(take):
    (item,) = take("lubelogger_plan.csv", vehicle="Mini", currency="USD").of("plan_item")
    assert item["title"] == "Rear brakes"
    assert (item["state"], item["priority"], item["becomes"]) == ("doing", "high", "repair")
    assert item["estimate"] == Money("250.00", "USD", "$250.00")
    assert item["custom"] == {"Created": date(2024, 5, 6)}


def test_fuelly_with_bare_line_ends_and_a_price_per_litre(take):
    taken = take("fuelly_fuel.csv", currency="EUR")
    assert [each.key for each in taken.plan.vehicles] == ["Blue", "Red"]
    assert taken.judged()["distance_unit"] == ("km", "file")
    assert taken.judged()["volume_unit"] == ("L", "file")
    blue, red = taken.of("fill_up")
    assert blue["date"] == Moment(date(2015, 6, 1), time(7, 30))
    assert blue["price"] == UnitPrice("1.459", "EUR", "L")
    assert blue["total"] == Money("49.75", "EUR")
    assert (blue["full"], blue["missed"]) == (False, False)
    assert blue["notes"] == "Rain, and wind"
    assert blue["station"] == "OMV"
    assert blue["custom"]["city_percentage"] == "60"
    assert (red["full"], red["missed"]) == (True, True)
    assert [each.line for each in taken.drafts] == [2, 3]


def test_one_of_several_vehicles_can_be_chosen(take):
    taken = take("fuelly_fuel.csv", currency="EUR", vehicle="red")
    assert [each.key for each in taken.plan.vehicles] == ["Red"]
    assert [each.vehicle for each in taken.drafts] == ["Red"]
    with pytest.raises(BadRequest, match="Blue, Red"):
        take("fuelly_fuel.csv", currency="EUR", vehicle="Green")


def test_fuelly_services_and_expenses(take):
    taken = take("fuelly_service.csv", currency="USD", distance_unit="mi")
    (service,) = taken.of("service")
    assert service["title"] == "Oil Change, Oil Filter"
    assert service["total"] == Money("89.90", "USD")
    (expense,) = taken.of("expense")
    assert (expense["title"], expense["date"]) == ("Parking", Moment(date(2015, 8, 1)))


def test_fuellys_older_layout_has_gas_and_service_in_one_table(take):
    taken = take("fuelly_older.csv", volume_unit="gal_us", default_currency="USD")
    assert taken.judged()["currency"] == ("USD", "default")
    assert taken.judged()["date_order"] == ("mdy", "judged")
    gas, partial = taken.of("fill_up")
    assert gas["date"] == Moment(date(2013, 1, 15), time(16, 5))
    assert gas["odometer"] == Quantity("106421", "mi", "106,421")
    assert gas["price"] == UnitPrice("3.199", "USD", "gal_us", "$3.199")
    assert gas["total"] == Money("64.30", "USD", "$64.30")
    assert (gas["grade"], gas["fuel"], gas["payment"]) == ("87", "petrol", "Visa")
    assert gas["custom"]["Tire Pressure"] == "35"
    assert partial["full"] is False
    (service,) = taken.of("service")
    assert service["title"] == "Oil Change, Tire Rotation"
    assert service["total"] == Money("120.50", "USD", "$120.50")


def test_acar_with_all_its_sections(take):
    assert options_asked(take("acar.csv")) == ["--currency"]
    taken = take("acar.csv", currency="USD")
    assert taken.refused == []
    assert taken.judged()["date_order"] == ("mdy", "file")
    blue, scoot = taken.plan.vehicles
    assert (blue.values["type"], blue.values["status"]) == ("truck", "active")
    assert blue.values["tank"] == Quantity("30.0", "gal_us")
    assert blue.values["custom"]["Engine"] == "5.4 V8"
    assert (scoot.values["status"], scoot.values["distance_unit"]) == ("laid_up", "km")
    first, second = taken.of("fill_up")
    assert first["date"] == Moment(date(2014, 2, 3), time(17, 45))
    assert first["odometer"] == Quantity("106421", "mi", "106,421")
    assert first["volume"] == Quantity("24.935", "gal_us")
    assert first["price"] == UnitPrice("3.199", "USD", "gal_us", "$3.199")
    assert first["total"] == Money("79.78", "USD", "$79.78")
    assert first["fuel"] == "petrol"
    assert first["tags"] == frozenset({"work", "towing"})
    assert first["custom"]["Fuel additive"] == "Techron"
    assert first["custom"]["Driving Mode"] == "Normal"
    assert second["odometer"] == Quantity("5100", "km", "5,100")
    assert second["volume"] == Quantity("6.5", "L")
    assert (second["full"], second["missed"]) == (False, True)
    (service,) = taken.of("service")
    assert (service["title"], service["supplier"]) == (
        "Engine Oil, Oil Filter",
        "Joe's, 2 Side St, Dayton, OH",
    )
    (expense,) = taken.of("expense")
    assert (expense["category"], "odometer" in expense) == ("parking", False)
    (trip,) = taken.of("trip")
    assert (trip["start"], trip["destination"], trip["purpose"]) == (
        "Dayton",
        "Columbus",
        "business",
    )
    assert trip["distance"] == Quantity("60", "mi")
    assert trip["reimbursed"] == Money("30.00", "USD", "$30.00")


def backup(**files):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name.replace("_xml", ".xml").replace("_inf", ".inf"), text)
    return made.getvalue()


VEHICLES = """<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>
<vehicles>
 <vehicle id="7">
  <name>Corolla</name><distance-unit>mile</distance-unit><volume-unit>us_gallon</volume-unit>
  <country>United States</country><active>true</active><year>1999</year>
  <fillup-records>
   <fillup-record id="1"><date>01/15/2024 - 10:30</date><fuel-type-id>2</fuel-type-id>
    <odometer-reading>50000</odometer-reading><volume>12.5</volume><total-cost>45.00</total-cost>
    <price-per-volume-unit>3.60</price-per-volume-unit><partial>false</partial>
    <previous-missed-fillups>true</previous-missed-fillups><place-name>Shell</place-name>
   </fillup-record>
   <fillup-record id="2"><date>13/45/2024 - 10:30</date><volume>12.5</volume></fillup-record>
  </fillup-records>
  <event-records>
   <event-record id="9"><type>service</type><date>01/25/2024 - 19:23</date>
    <odometer-reading>50100.0</odometer-reading><total-cost>28.0</total-cost>
    <place-name>Quick Lube</place-name><subtypes><subtype id="28"/></subtypes>
   </event-record>
  </event-records>
  <reminders>
   <reminder id="30" event-type="service" event-subtype-id="28"><time-interval>3</time-interval>
    <time-due>04/19/2024 - 21:59</time-due><time-unit>months</time-unit>
    <distance-interval>3000.0</distance-interval><distance-due>53100.0</distance-due></reminder>
  </reminders>
 </vehicle>
</vehicles>"""
FUELS = (
    '<fuel-types><fuel-type id="2"><category>diesel</category><name>B7</name></fuel-type>'
    "</fuel-types>"
)
SUBTYPES = (
    '<event-subtypes><event-subtype id="28" type="service"><name>Oil Change</name>'
    "</event-subtype></event-subtypes>"
)


def test_an_acar_backup_needs_no_options(take_text):
    data = backup(
        metadata_inf="acar.backup.version=11", vehicles_xml=VEHICLES, fuel_types_xml="<x/>",
        **{"fuel-types.xml": FUELS, "event-subtypes.xml": SUBTYPES},
    )  # fmt: skip
    taken = take_text(data, "my.abp")
    assert taken.judged()["format"] == ("acar_backup", "judged")
    assert taken.judged()["currency"] == ("USD", "hint")
    (vehicle,) = taken.plan.vehicles
    assert (vehicle.values["name"], vehicle.values["year"]) == ("Corolla", 1999)
    (fill,) = taken.of("fill_up")
    assert fill["date"] == Moment(date(2024, 1, 15), time(10, 30))
    assert fill["volume"] == Quantity("12.5", "gal_us")
    assert fill["price"] == UnitPrice("3.60", "USD", "gal_us")
    assert (fill["fuel"], fill["missed"], fill["station"]) == ("diesel", True, "Shell")
    (service,) = taken.of("service")
    assert (service["title"], service["supplier"]) == ("Oil Change", "Quick Lube")
    (reminder,) = taken.of("reminder")
    assert (reminder["due"], reminder["every"]) == (date(2024, 4, 19), Period(3, "M"))
    assert reminder["every_distance"] == Quantity("3000.0", "mi")
    (refused,) = taken.refused
    assert (refused.line, "13/45/2024" in refused.reason) == (12, True)


def test_a_backup_with_a_document_type_is_refused(take_text):
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]><vehicles>&a;</vehicles>'
    with pytest.raises(BadFile, match="document type"):
        take_text(backup(vehicles_xml=bomb), "my.abp")


def test_drivvo_in_german_with_a_badly_quoted_header(take):
    taken = take("drivvo.csv", **UNITS)
    assert taken.refused == []
    first, second_fuel, later = taken.of("fill_up")
    assert first["odometer"] == Quantity("45210.0", "km")
    assert first["price"] == UnitPrice("1.799", "EUR", "L")
    assert (first["full"], first["fuel"], first["driver"]) == (True, "petrol", "Ann")
    assert (second_fuel["fuel"], second_fuel["tank"], second_fuel["full"]) == ("lpg", 2, False)
    assert second_fuel["total"] == Money("9.99", "EUR")
    assert "odometer" not in later
    assert later["full"] is False
    assert later["custom"] == {"Discount": "2.5"}
    (expense,) = taken.of("expense")
    assert (expense["category"], expense["supplier"]) == ("insurance", "HUK")


def test_drivvos_jobs_of_one_visit_are_lines_of_one_service(take):
    taken = take("drivvo.csv", **UNITS)
    visit, single = [each for each in taken.drafts if each.kind == "service"]
    lines = [each for each in taken.drafts if each.kind == "work_line"]
    assert visit.values["title"] == "Ölwechsel, Luftfilter"
    assert "total" not in visit.values
    assert [each.parent for each in lines] == [visit.key, visit.key]
    assert [each.values["cost"].amount for each in lines] == ["80.0", "40.0"]
    assert single.values["total"] == Money("25.0", "EUR")
    assert list(taken.plan.rows()) == list(taken.plan.rows())


def test_drivvos_older_layout_of_twenty_columns(take):
    taken = take("drivvo_older.csv", **UNITS)
    (fill,) = taken.of("fill_up")
    assert fill["date"] == Moment(date(2018, 4, 3))
    assert (fill["station"], fill["notes"]) == ("Posto", "obs")
    assert fill["custom"] == {"Reason": "Trabalho"}


def test_simply_auto_and_its_list_of_services_that_spills(take):
    assert options_asked(take("simply_auto.csv")) == [
        "--distance-unit",
        "--volume-unit",
        "--currency",
    ]
    taken = take("simply_auto.csv", distance_unit="km", volume_unit="L", currency="EUR")
    first, second = taken.of("fill_up")
    assert first["date"] == Moment(date(2020, 4, 3))
    assert (first["grade"], first["station"], first["place"]) == ("95", "Shell", "High Street")
    assert first["position"] == "51.5,-0.1"
    assert (second["full"], second["missed"]) == (False, True)
    (service,) = taken.of("service")
    assert service["title"] == "Oil Change, Air Filter, Brake Pads"
    assert (service["supplier"], "odometer" in service) == ("Garage Joe", False)
    (parking,) = taken.of("expense")
    assert parking["category"] == "parking"
    (refused,) = taken.refused
    assert (refused.line, refused.column) == (5, "Day")


def test_spritmonitors_german_fuelings_in_cp1252(take):
    taken = take("spritmonitor_fuel.csv", vehicle="Golf")
    assert taken.judged()["encoding"] == ("cp1252", "judged")
    assert taken.judged()["decimal_mark"] == (",", "judged")
    assert taken.judged()["date_order"][0] == "dmy"
    full, partial, first = taken.of("fill_up")
    assert full["date"] == Moment(date(2023, 2, 1))
    assert full["odometer"] == Quantity("71060.00", "km", "71.060,00")
    assert full["volume"] == Quantity("52.19", "L", "52,19")
    assert (full["notes"], full["place"], full["grade"]) == ("Kälte", "Köln, D", "Super Plus")
    assert full["custom"]["Roads"] == "motorway, country"
    assert full["custom"]["BC-Verbrauch"] == "7,1"
    assert (partial["full"], partial["total"].currency) == (False, "CHF")
    assert first["energy"] == Quantity("20.50", "kWh", "20,50")
    assert (first["full"], first["missed"]) == (True, True)


def test_spritmonitors_costs_go_by_their_numbers(take):
    taken = take("spritmonitor_costs.csv", vehicle="Golf", distance_unit="km")
    insurance, refund = taken.of("expense")
    assert (insurance["category"], insurance["total"].amount) == ("insurance", "400.50")
    assert refund["total"] == Money("-40.00", "EUR")
    assert taken.of("inspection")[0]["title"] == "Inspection"
    (oil,) = taken.of("service")
    assert (oil["title"], oil["total"].currency) == ("Oil change", "CHF")


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


def test_an_unknown_table_names_the_formats_that_are_known(take_text):
    with pytest.raises(BadFile, match=r"Fuelio.*Spritmonitor.*aCar backups"):
        take_text("name,phone\nAnn,12\n")
    with pytest.raises(BadRequest, match="fuelio, drivvo"):
        take_text("name,phone\nAnn,12\n", format="word")
    assert set(NAMES) >= {"fuelio", "lubelogger", "fuelly", "acar", "acar_backup", "drivvo"}


def test_a_format_that_is_named_must_fit(take):
    assert take("valuations.csv", format="generic", **UNITS).judged()["format"][1] == "option"
    with pytest.raises(BadFile, match="looks like generic"):
        take("valuations.csv", format="fuelio")


def test_a_file_that_is_gone_is_a_bad_file_and_no_traceback():
    def gone():
        raise FileNotFoundError(2, "No such file or directory")

    from client.exchange.drafts import ImportOptions

    with pytest.raises(BadFile, match="No such file"):
        plan_import("lost.csv", gone, ImportOptions())


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


def test_a_trip_whose_damaged_heading_says_date_is_refused_and_the_rest_is_read(take_text):
    good = (Path(__file__).parents[2] / "data" / "imports" / "acar.csv").read_text("utf-8")
    before, section, trips = good.partition('"Trip Records"')
    damaged = before + section + trips.replace('"End Location"', 'Date"', 1)
    taken = take_text(damaged, date_order="mdy", currency="USD")
    assert "'Columbus' is no date" in [refusal.reason for refusal in taken.refused]
    assert taken.of("fill_up")
