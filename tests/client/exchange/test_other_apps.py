"""The files of other apps than Fuelio and aCar: each value in its place, what is odd told."""

from datetime import date, time

import pytest

from client.errors import BadRequest
from garage.moments import Moment
from garage.money import Money, UnitPrice
from garage.units import Quantity
from tests.client.exchange.conftest import UNITS, options_asked


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
