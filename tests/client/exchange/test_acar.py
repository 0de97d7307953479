"""The files of aCar: all sections of its table, and its backups, which need no options."""

import io
import zipfile
from datetime import date, time
from pathlib import Path

import pytest

from client.errors import BadFile
from garage.moments import Moment
from garage.money import Money, UnitPrice
from garage.periods import Period
from garage.units import Quantity
from tests.client.exchange.conftest import options_asked


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


def test_a_trip_whose_damaged_heading_says_date_is_refused_and_the_rest_is_read(take_text):
    good = (Path(__file__).parents[2] / "data" / "imports" / "acar.csv").read_text("utf-8")
    before, section, trips = good.partition('"Trip Records"')
    damaged = before + section + trips.replace('"End Location"', 'Date"', 1)
    taken = take_text(damaged, date_order="mdy", currency="USD")
    assert "'Columbus' is no date" in [refusal.reason for refusal in taken.refused]
    assert taken.of("fill_up")
