"""done and mount."""

import pytest

from tests.client.cli.running import Paddock


def test_a_reminder_done_falls_due_again_and_can_write_its_service(garage: Paddock) -> None:
    garage("add", "reminder", "title=MOT", "every=12 months", "due=2026-01-01")
    done = garage(
        "done", "mot", "total=54.85", "--on", "2025-12-20", "--odometer", "84300", "--json"
    )
    assert done.status == 0
    assert done.json["due"] == "2026-12-20"
    assert "Repeats every: 12 months" in garage("show", done.json["id"]).out
    service = garage("show", done.json["completed_by"], "--json").json
    assert service["title"] == "MOT"
    assert service["odometer"] == {
        "value": "84300", "unit": "mi", "typed": "84300", "si": service["odometer"]["si"]
    }  # fmt: skip
    assert service["total"]["amount"] == "54.85"
    assert service["date"].startswith("2025-12-20")
    garage("undo")
    assert garage("list", "service", "--json").json["total"] == 0
    assert garage("due", "--json").json["due"][0]["due"] == "2026-01-01"


def test_a_reminder_that_does_not_recur_is_done_for_good(garage: Paddock) -> None:
    garage("add", "reminder", "title=Sell", "due=2026-01-01")
    assert garage("done", "Sell").out.startswith("done for good: Sell")
    assert garage("done", "Sell", "--json").error["code"] == "not_found"


def test_a_plan_item_done_becomes_what_it_was_planned_as(garage: Paddock) -> None:
    garage("add", "plan_item", "title=New brakes", "estimate=400", "becomes=repair")
    done = garage("done", "new br", "total=420", "--odometer", "84400", "--json").json
    assert done["kind"] == "plan_item"
    assert done["state"] == "done"
    repair = garage("show", done["became"], "--json").json
    assert repair["kind"] == "repair"
    assert repair["total"] == {"amount": "420", "currency": "GBP", "typed": "420"}
    assert repair["odometer"]["unit"] == "mi"
    assert garage("done", "new br", "--json").status == 2


def test_the_odometer_of_what_was_done_is_doubted_too(garage: Paddock) -> None:
    garage("add", "odometer_reading", "odometer=84000", "date=2024-01-01")
    garage("add", "plan_item", "title=Clutch")
    said = garage("done", "Clutch", "--odometer", "80", "--on", "2024-06-01")
    assert said.status == 0
    assert "note: 80 mi is less than 84000 mi" in said.err


def test_of_two_with_one_title_the_vehicle_or_the_id_tells(garage: Paddock) -> None:
    garage("add", "vehicle", "name=Golf")
    for name in ("Z3", "Golf"):
        garage("add", "reminder", f"vehicle={name}", "title=MOT", "due=2026-01-01")
    error = garage("done", "MOT", "--json").error
    ids = [each["id"] for each in garage("list", "reminder", "--json").json["records"]]
    assert all(id_ in error["hint"] for id_ in ids)
    golf = garage("list", "vehicle", "--where", "name = Golf", "--json").json["records"][0]["id"]
    assert garage("done", "MOT", "--vehicle", "Golf", "--json").json["vehicle"] == golf
    assert garage("done", ids[0], "--json").status in (0, 2)


def test_mounting_a_set_takes_the_other_off_at_the_same_reading(garage: Paddock) -> None:
    garage("add", "tyre_set", "name=Winter")
    garage("add", "tyre_set", "name=Summer")
    garage("mount", "winter", "odometer=84000", "date=2023-11-01")
    event = garage("mount", "Summer", "odometer=86000", "date=2024-04-01", "--json").json
    assert (event["kind"], event["type"]) == ("tyre_event", "mount")
    assert event["odometer"]["value"] == "86000"
    assert event["odometer"]["unit"] == "mi"
    events = garage("list", "tyre_event", "--vehicle", "Z3", "--json").json["records"]
    assert sorted(each["type"] for each in events) == ["dismount", "mount", "mount"]
    off = next(each for each in events if each["type"] == "dismount")
    assert off["odometer"]["value"] == "86000"
    assert "mounted already" in garage("mount", "Summer", "--json").error["message"]
    assert garage("mount", "Summer", "tread_front=3", "--json").status == 2
    assert garage("mount", "Slicks", "--json").error["code"] == "not_found"
    garage("undo")
    assert garage("list", "tyre_event", "--json").json["total"] == 1


@pytest.mark.parametrize(
    "said",
    [
        ("date=2026-03-01", "odometer=2350"),
        ("--on", "2026-03-01", "--odometer", "2350"),
        ("date=2026-03-01", "--odometer", "2350"),
        ("odometer=2350", "--on", "2026-03-01"),
        ("date=2026-03-01", "odometer=2350", "--on", "2025-01-01", "--odometer", "9"),
    ],
)
def test_however_day_and_reading_are_said_reminder_and_service_have_both(
    garage: Paddock, said: tuple[str, ...]
) -> None:
    garage(
        "add", "reminder", "title=Oil", "every=12 months", "every_distance=6000", "due=2026-02-01"
    )
    done = garage("done", "Oil", *said, "total=50", "--json").json
    assert (done["last_done"], done["last_odometer"]["value"]) == ("2026-03-01", "2350")
    assert (done["due"], done["due_odometer"]["value"]) == ("2027-03-01", "8350")
    service = garage("show", done["completed_by"], "--json").json
    assert (service["date"][:10], service["odometer"]["value"]) == ("2026-03-01", "2350")


def test_a_month_after_the_31st_is_its_end_and_the_31st_is_remembered(garage: Paddock) -> None:
    garage("add", "reminder", "title=Chain", "every=1 month", "due=2026-01-20")
    assert garage("done", "Chain", "date=2026-01-31", "--json").json["due"] == "2026-02-28"
    assert garage("done", "Chain", "date=2026-02-28", "--json").json["due"] == "2026-03-31"


def test_a_plan_item_takes_day_and_reading_of_its_fields(garage: Paddock) -> None:
    for title, said in (
        ("Clutch", ("date=2026-03-01", "odometer=2350")),
        ("Brakes", ("--on", "2026-03-01", "--odometer", "2350", "odometer=", "date=")),
    ):
        garage("add", "plan_item", f"title={title}")
        became = garage("done", title, *said, "--json").json["became"]
        service = garage("show", became, "--json").json
        assert (service["date"][:10], service["odometer"]["value"]) == ("2026-03-01", "2350")


def test_mounting_takes_day_and_reading_as_options_too(garage: Paddock) -> None:
    garage("add", "tyre_set", "name=Winter")
    event = garage("mount", "Winter", "--odometer", "84000", "--on", "2023-11-01", "--json").json
    assert event["date"] == "2023-11-01"
    assert (event["odometer"]["value"], event["odometer"]["unit"]) == ("84000", "mi")
