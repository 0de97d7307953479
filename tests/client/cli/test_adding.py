"""add, edit, delete, restore, undo, redo."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from client.store import Store
from tests.client.cli.running import Paddock
from tests.client.store.sharing import FAMILY, hold, put


def _id(answer) -> str:
    return str(answer.json["id"])


def test_a_fill_up_needs_no_date_and_no_vehicle_where_there_is_only_one(garage: Paddock) -> None:
    before = datetime.now(UTC)
    said = garage("add", "fill_up", "volume=45.20", "total=71.30", "odometer=84120", "--json")
    made = said.json
    assert said.status == 0
    assert made["kind"] == "fill_up"
    assert made["space"]
    assert made["volume"] == {"value": "45.20", "unit": "L", "typed": "45.20", "si": 0.0452}
    assert made["total"] == {"amount": "71.30", "currency": "GBP", "typed": "71.30"}
    assert made["odometer"]["unit"] == "mi"
    assert made["vehicle"] == garage("list", "vehicle", "--json").json["records"][0]["id"]
    when = datetime.fromisoformat(made["date"])
    assert abs((when - before).total_seconds()) < 120
    assert made["warnings"] == []


def test_with_two_vehicles_one_has_to_be_named_by_name_plate_or_id(garage: Paddock) -> None:
    garage("add", "vehicle", "name=Golf", "plate=B-XY 12")
    error = garage("add", "fill_up", "volume=4", "--json").error
    assert "vehicle=NAME" in error["hint"]
    assert "Golf, Z3" in error["hint"]
    golf = _id(
        garage("show", garage("list", "vehicle", "--json").json["records"][0]["id"], "--json")
    )
    for named in ("golf", "GOL", "bxy12", golf):
        assert (
            garage("add", "fill_up", f"vehicle={named}", "volume=4", "--json").json["vehicle"]
            == golf
        )
    assert (
        garage("add", "fill_up", "vehicle=Polo", "volume=4", "--json").error["code"] == "not_found"
    )


def test_nothing_at_all_is_refused_with_the_way_to_the_fields(garage: Paddock) -> None:
    said = garage("add", "note")
    assert said.status == 2
    assert said.out == ""
    assert said.err == (
        "error: nothing is said of the new note; "
        "write field=value; paddock kinds note tells the fields\n"
    )


def test_lines_of_a_service_are_in_the_currency_of_its_vehicle(garage: Paddock) -> None:
    work = _id(garage("add", "service", "title=Big service", "--json"))
    by_id = garage("add", "work_line", f"work={work}", "title=Oil", "cost=35", "--json").json
    by_title = garage("add", "work_line", "work=big", "title=Filter", "cost=12.5", "--json").json
    assert by_id["work"] == by_title["work"] == work
    assert by_id["cost"]["currency"] == by_title["cost"]["currency"] == "GBP"
    listed = garage("list", "work_line", "--vehicle", "Z3", "--json").json
    assert listed["total"] == 2
    assert garage("costs", "--json").json["total"] == {"amount": "47.50", "currency": "GBP"}


def test_a_line_of_what_a_plan_item_became_is_meant_by_its_title(garage: Paddock) -> None:
    planned = _id(garage("add", "plan_item", "title=Brakes", "--json"))
    early = garage("add", "work_line", "work=Brakes", "title=Discs", "--json").json
    assert early["work"] == planned
    work = garage("done", "Brakes", "--json").json["became"]
    late = garage("add", "work_line", "work=Brakes", "title=Pads", "--json").json
    assert late["work"] == work
    assert garage("show", early["id"], "--json").json["work"] == work


def test_what_is_said_of_a_tyre_set_is_in_miles_for_a_vehicle_in_miles(garage: Paddock) -> None:
    garage("add", "tyre_set", "name=Winter")
    event = garage(
        "add", "tyre_event", "tyre_set=Winter", "type=mount", "odometer=84000", "--json"
    ).json
    assert event["odometer"]["unit"] == "mi"


def test_a_new_vehicle_is_read_in_the_units_given_with_it(paddock: Paddock) -> None:
    made = paddock(
        "add", "vehicle", "name=Mustang", "tank=16", "purchase_price=5000", "volume_unit=gal_us",
        "currency=usd", "--json",
    ).json  # fmt: skip
    assert made["tank"]["unit"] == "gal_us"
    assert made["purchase_price"]["currency"] == "USD"


def test_tags_own_fields_and_periods(garage: Paddock) -> None:
    garage("add", "custom_field", "name=Trailer", "applies_to=trip", "sort=number", "unit=kg")
    trip = garage(
        "add", "trip", "tags=towing, long", "custom.Trailer=450", "custom.Note to self=slow",
        "--json",
    )  # fmt: skip
    assert trip.json["tags"] == ["long", "towing"]
    assert trip.json["custom"]["Trailer"]["unit"] == "kg"
    assert trip.json["custom"]["Note to self"] == "slow"
    reminder = garage("add", "reminder", "title=MOT", "every=6 months", "due=2027-01-01", "--json")
    assert reminder.json["every"] == "P6M"


def test_a_locale_says_how_numbers_and_dates_are_written(garage: Paddock) -> None:
    said = garage(
        "add", "fill_up", "volume=45,2", "total=1.071,30", "date=3.4.2024", "--locale", "de_DE",
        "--json",
    ).json  # fmt: skip
    assert said["volume"]["value"] == "45.2"
    assert said["total"] == {"amount": "1071.30", "currency": "GBP", "typed": "1.071,30"}
    assert said["date"].startswith("2024-04-03")
    assert garage("add", "fill_up", "volume=4", "--locale", "tlh", "--json").error["hint"]


@pytest.mark.parametrize(
    ("pair", "code"),
    [
        ("volume=abc", None),
        ("volume=-5", None),
        ("volume=" + "9" * 400, None),
        ("volume=1e400", None),
        ("date=2024-02-30", None),
        ("colour=red", "unknown_field"),
        ("volume", "bad_pair"),
        ("full=perhaps", None),
        ("source=me", None),
        ("position=200,400", None),
        ("id=1", "unknown_field"),
    ],
)
def test_a_value_that_cannot_be_is_refused_naming_its_field(
    garage: Paddock, pair: str, code: str | None
) -> None:
    said = garage("add", "fill_up", pair, "--json")
    assert said.status == 2
    error = said.error
    assert error["message"]
    assert error["hint"]
    assert error["code"] == (code or error["code"])
    if code != "bad_pair":
        assert error["field"] == pair.partition("=")[0]
    assert garage("list", "fill_up", "--json").json["total"] == 0
    for_people = garage("add", "fill_up", pair)
    assert for_people.err.startswith("error: ")
    assert for_people.err.count("\n") == 1
    assert "; " in for_people.err


def test_what_looks_wrong_is_kept_and_said(garage: Paddock) -> None:
    garage("add", "fill_up", "date=2024-01-01", "odometer=84120", "volume=40")
    said = garage("add", "fill_up", "date=2024-02-01", "odometer=83000", "volume=90")
    assert said.status == 0
    notes = said.err.splitlines()
    assert len(notes) == 2
    assert all(note.startswith("note: ") for note in notes)
    assert "83000 mi is less than 84120 mi" in said.err
    assert "90 L is more than the 51 L" in said.err
    assert garage("list", "fill_up", "--json").json["total"] == 2


def test_warnings_are_part_of_the_document(garage: Paddock) -> None:
    made = garage(
        "add", "fill_up", "date=2099-01-01", "volume=10", "price=2", "total=50", "--json"
    ).json
    assert {each["code"] for each in made["warnings"]} == {"future", "sum"}
    assert all(each.keys() == {"code", "field", "message", "hint"} for each in made["warnings"])
    right = garage("edit", made["id"], "date=2024-01-01", "total=20", "--json").json
    assert right["warnings"] == []


def test_digits_that_cannot_be_are_kept_with_a_note(garage: Paddock) -> None:
    garage("add", "vehicle", "name=Van")
    made = garage(
        "add", "fill_up", "vehicle=Van", "volume=999999999999999999", "odometer=99999999999999",
        "price=99999", "--json",
    ).json  # fmt: skip
    assert {(each["code"], each["field"]) for each in made["warnings"]} == {
        ("too_far", "odometer"), ("too_much", "volume"), ("too_dear", "price"),
    }  # fmt: skip
    assert garage("list", "fill_up", "--vehicle", "Van", "--json").json["total"] == 1


def test_an_edit_changes_and_clears_in_the_units_of_the_vehicle(garage: Paddock) -> None:
    made = _id(garage("add", "fill_up", "volume=40", "station=Shell", "--json"))
    changed = garage("edit", made, "odometer=84210", "station=", "--json").json
    assert changed["odometer"]["unit"] == "mi"
    assert "station" not in changed
    assert garage("edit", made, "vehicle=", "--json").status == 2
    again = garage("edit", made, "odometer=84210")
    assert again.status == 0
    assert again.out.startswith("it was so already:")


def test_what_is_in_the_trash_is_not_edited_but_restored(garage: Paddock) -> None:
    made = _id(garage("add", "note", "title=Keys", "--json"))
    gone = garage("delete", made, made, "--json").json
    assert gone["deleted"] is True
    refused = garage("edit", made, "title=x", "--json")
    assert refused.status == 3
    assert refused.error["code"] == "forbidden"
    assert garage("list", "note", "--json").json["total"] == 0
    assert garage("list", "note", "--trash", "--json").json["total"] == 1
    back = garage("restore", made, "--json").json
    assert "deleted" not in back


def test_several_are_deleted_as_one_operation(garage: Paddock) -> None:
    ids = [_id(garage("add", "note", f"title=n{n}", "--json")) for n in range(3)]
    gone = garage("delete", *ids, "--json").json
    assert [record["id"] for record in gone["records"]] == ids
    back = garage("undo", "--json").json
    assert back.keys() == {"operation", "title", "records"}
    assert len(back["records"]) == 3
    assert garage("list", "note", "--json").json["total"] == 3
    assert garage("delete", ids[0], "nope", "--json").error["code"] == "not_found"
    assert garage("list", "note", "--json").json["total"] == 3


def test_undo_and_redo_say_what_they_did(garage: Paddock) -> None:
    garage("add", "note", "title=Ends with d")
    assert garage("undo").out.startswith("undone: Ends with d · ")
    assert garage("list", "note", "--json").json["total"] == 0
    assert garage("redo").out.startswith("done again: Ends with d · ")
    assert garage("list", "note", "--json").json["total"] == 1
    nothing = garage("redo", "--json")
    assert nothing.status == 2
    assert nothing.error["hint"]


def test_control_characters_do_not_reach_the_terminal(garage: Paddock) -> None:
    said = garage("add", "note", "title=a\x1b[31mb\nc")
    assert said.status == 0
    assert "\x1b" not in said.out
    assert said.out.count("\n") == 1
    assert "\x1b" not in garage("list", "note").out


@pytest.mark.parametrize(
    "title", ["Škoda Ölwechsel", "油", "😀", "Ω" * 5_000, "a\udcff\udcfeb", "\u202ex"]
)
def test_any_text_comes_back_or_is_refused(garage: Paddock, title: str) -> None:
    said = garage("add", "note", f"title={title}", "--json")
    assert said.status in (0, 2)
    if said.status == 0:
        listed = garage("list", "note", "--json").json["records"][0]
        assert listed["title"] == said.json["title"]


def test_where_one_may_only_look_a_command_is_refused(garage: Paddock, profile: Path) -> None:
    with Store(profile) as store:
        hold(store)
        car = put(store, FAMILY, "vehicle", name="Octavia")
        hold(store, role="viewer")
    said = garage("add", "fill_up", "vehicle=octavia", "volume=4", "--json")
    assert (said.status, said.error["code"]) == (3, "forbidden")
    assert said.error["message"] == "you may look at what is in Lindner, and not change it"
    assert said.error["hint"] == "Members and above can add here"
    assert garage("delete", car).status == 3
    assert garage("add", "fill_up", "vehicle=z3", "volume=4").status == 0
