"""What a form is given beside its record: what can be referred to, tags, own fields, the rows."""

from datetime import date

import pytest

from client.operations.form_material import form_material, tags_in_use
from client.operations.records import add, delete
from garage.records import Service, kind_named
from tests.client.store.making import add_vehicle, only, open_store

SERVICE, PART = kind_named("service"), kind_named("part")


@pytest.fixture
def garage(tmp_path):
    with open_store(tmp_path) as store:
        yield store


def test_parts_of_this_vehicle_and_of_none_can_be_chosen_and_no_others(garage):
    herbie, other = add_vehicle(garage), add_vehicle(garage, "Other")
    add(garage, PART, {"name": "Oil"})
    add(garage, PART, {"name": "Filter", "vehicle": herbie})
    add(garage, PART, {"name": "Chain", "vehicle": other})
    found = garage.read(lambda reader: form_material(reader, SERVICE, herbie, None))
    assert {option.title for option in found.options[("part",)]} == {"Oil", "Filter"}


def test_a_reminder_can_refer_to_work_on_its_own_vehicle(garage):
    herbie, other = add_vehicle(garage), add_vehicle(garage, "Other")
    for vehicle, title in ((herbie, "Oil change"), (other, "Brakes")):
        add(garage, SERVICE, {"vehicle": vehicle, "date": date(2026, 11, 6), "title": title})
    found = garage.read(lambda reader: form_material(reader, kind_named("reminder"), herbie, None))
    options = next(many for kinds, many in found.options.items() if "service" in kinds)
    assert [option.title for option in options] == ["Oil change"]


def test_tags_in_use_are_those_that_are_not_in_the_trash(garage):
    kept = {"title": "One", "tags": {"winter", "track"}}
    add(garage, kind_named("note"), kept)
    gone = only(add(garage, kind_named("note"), {"title": "Two", "tags": {"gone"}}))
    delete(garage, [gone])
    assert garage.read(tags_in_use) == ("track", "winter")


def test_own_fields_are_those_of_the_kind(garage):
    for name, kind in (("Mechanic", "service"), ("Cabin", "expense")):
        add(garage, kind_named("custom_field"), {"name": name, "applies_to": kind})
    found = garage.read(lambda reader: form_material(reader, SERVICE, "", None, brief=True))
    assert [one.name for one in found.own_fields] == ["Mechanic"]
    assert found.options == {}


def test_a_record_that_was_read_in_part_comes_whole_with_its_lines(garage):
    values = {"vehicle": add_vehicle(garage), "date": date(2026, 11, 6), "title": "Oil change"}
    id_ = only(add(garage, SERVICE, values))
    add(garage, kind_named("work_line"), {"work": id_, "title": "Oil"})
    partial = Service(id=id_, title="Oil change")
    found = garage.read(lambda reader: form_material(reader, SERVICE, "", partial))
    assert found.record == garage.read(lambda reader: reader.get(Service, id_))
    assert [line.title for line in found.children] == ["Oil"]
