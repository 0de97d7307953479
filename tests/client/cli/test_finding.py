"""list, show and search."""

import pytest

from tests.client.cli.running import Paddock


@pytest.fixture
def log(garage: Paddock) -> Paddock:
    """A garage with three fill-ups of 10, 20 and 30 litres."""
    for n in (1, 2, 3):
        garage(
            "add", "fill_up", f"date=2024-0{n}-01", f"volume={n}0", f"odometer={84_000 + n * 300}",
            f"total={n}5.50", "station=Shell" if n > 1 else "station=Aral", "tags=winter",
        )  # fmt: skip
    return garage


def test_a_list_is_its_kind_its_total_and_its_records_the_newest_first(log: Paddock) -> None:
    listed = log("list", "fill_up", "--limit", "2", "--json").json
    assert listed.keys() == {"kind", "total", "records"}
    assert (listed["kind"], listed["total"]) == ("fill_up", 3)
    assert [each["volume"]["value"] for each in listed["records"]] == ["30", "20"]
    assert all({"id", "kind", "space"} <= each.keys() for each in listed["records"])


@pytest.mark.parametrize(
    ("where", "count"),
    [
        ("volume > 4 gal", 2),
        ("volume > 15 l and station ~ shell", 2),
        ("station = aral or volume = 30", 2),
        ("odometer >= 84600 mi", 2),
        ("odometer > 136000 km", 2),
        ("date < 2024-02-15", 2),
        ("total > 20", 2),
        ("tags = winter", 3),
        ("station is empty", 0),
        ("not (station = Aral)", 2),
    ],
)
def test_filters_know_units(log: Paddock, where: str, count: int) -> None:
    listed = log("list", "fill_up", "--vehicle", "Z3", "--where", where, "--json").json
    assert listed["total"] == count


@pytest.mark.parametrize("newton_metres", ["540 Nm", "540 N·m", "540 N m"])
def test_torque_is_found_across_units(garage: Paddock, newton_metres: str) -> None:
    garage("add", "vehicle", "name=M5")
    garage("add", "specification", "vehicle=Z3", "name=torque", "value=400 lb-ft")
    garage("add", "specification", "vehicle=M5", "name=torque", f"value={newton_metres}")

    def found(where: str) -> set[str]:
        listed = garage("list", "vehicle", "--where", where, "--json").json["records"]
        return {each["name"] for each in listed}

    assert found("torque > 500 Nm") == {"Z3", "M5"}
    assert found("torque > 541 nm") == found("torque = 542 Nm") == {"Z3"}
    assert found("torque = 400 lb-ft") == {"Z3"}
    assert found("torque = 398 lb-ft") == found("torque < 399 lb-ft") == {"M5"}
    garage("add", "specification", "vehicle=M5", "name=twist", "value=542 Nm")
    assert found("twist = 400 lb-ft") == {"M5"}


@pytest.mark.parametrize(
    "where", ["volume >", "colour = red", "((((", "volume > 3 kg", "= = =", "and", '"', "\0"]
)
def test_a_filter_that_cannot_be_read_says_where_it_stops(log: Paddock, where: str) -> None:
    said = log("list", "fill_up", "--where", where, "--json")
    assert said.status == 2
    assert said.error["hint"]


def test_sorting_by_a_field_both_ways(log: Paddock) -> None:
    for sort, first in (("volume", "10"), ("-volume", "30"), ("total", "10")):
        records = log("list", "fill_up", "--sort", sort, "--json").json["records"]
        assert records[0]["volume"]["value"] == first
    assert log("list", "fill_up", "--sort", "colour", "--json").error["code"] == "unknown_field"


@pytest.mark.parametrize("limit", ["0", "-1", "x", "1.5", "100001", "9" * 50, "٣"])
def test_a_limit_that_is_none_is_refused(log: Paddock, limit: str) -> None:
    said = log("list", "fill_up", f"--limit={limit}", "--json")
    assert said.status == 2
    assert "--limit" in said.error["message"]


def test_an_unknown_kind_tells_the_kinds_there_are(paddock: Paddock) -> None:
    error = paddock("list", "colour", "--json").error
    assert error["code"] == "unknown_kind"
    assert "fill_up" in error["hint"]


def test_a_list_for_people_has_names_for_references_and_ids_at_the_end(log: Paddock) -> None:
    said = log("list", "fill_up", "--limit", "1")
    head, row, count = said.out.splitlines()
    assert head.split()[0] == "date"
    assert "Z3" in row
    assert (
        row.split()[-1] == log("list", "fill_up", "--limit", "1", "--json").json["records"][0]["id"]
    )
    assert count == "1 of 3"
    assert log("list", "trip").out == "no trips yet\n"
    assert log("list", "fill_up", "--where", "volume > 99").out == "no fill-ups match\n"


def test_show_has_the_history_when_it_is_asked(log: Paddock) -> None:
    id_ = log("list", "fill_up", "--limit", "1", "--json").json["records"][0]["id"]
    log("edit", id_, "station=Esso")
    shown = log("show", id_, "--json").json
    assert "history" not in shown
    history = log("show", id_, "--history", "--json").json["history"]
    stations = [each for each in history if each["field"] == "station"]
    assert [each["value"] for each in stations] == ["Esso", "Shell"]
    assert all(
        {"field", "value", "by", "device", "at", "overtaken"} <= each.keys() for each in history
    )
    people = log("show", id_, "--history").out
    assert "Vehicle: Z3" in people
    assert "station: Shell" in people


def test_a_part_is_shown_with_its_stock(garage: Paddock) -> None:
    part = garage("add", "part", "name=Oil", "unit=L", "minimum=2 l", "--json").json["id"]
    garage("add", "stock_movement", "part=Oil", "amount=5 l")
    garage("add", "stock_movement", "part=Oil", "amount=-4 l", "reason=used")
    shown = garage("show", part, "--json").json
    assert (shown["stock"]["value"], shown["stock"]["unit"]) == ("1", "L")
    assert shown["below_minimum"] is True
    assert "order more" in garage("show", part).out


def test_fill_ups_are_listed_in_columns_that_stay_where_they_are(garage: Paddock) -> None:
    garage(
        "add", "fill_up", "date=2024-01-01", "volume=10", "odometer=84300", "price=1.50",
        "total=15", "hours=3", "grade=98", "payment=card", "driver=Ann",
    )  # fmt: skip
    head = garage("list", "fill_up").out.splitlines()[0].split()
    assert head == ["date", "vehicle", "odometer", "volume", "price", "total", "id"]
    garage("add", "fill_up", "date=2024-02-01", "energy=10", "station=Ionity")
    head = garage("list", "fill_up").out.splitlines()[0].split()
    assert head == [
        "date", "vehicle", "odometer", "volume", "energy", "price", "total", "station", "id",
    ]  # fmt: skip


@pytest.fixture
def winter(garage: Paddock) -> str:
    """A set that ran 2,000 mi in one winter and 1,000 mi so far in the next, with 84,000 on it."""
    id_ = garage("add", "tyre_set", "name=Winter", "dot=2319", "--json").json["id"]
    garage("add", "tyre_set", "name=Summer")
    for name, odometer, day in (
        ("Winter", 84_000, "2023-11-01"),
        ("Summer", 86_000, "2024-04-01"),
        ("Winter", 92_000, "2024-11-01"),
    ):
        garage("mount", name, f"odometer={odometer}", f"date={day}")
    garage("add", "odometer_reading", "odometer=93000", "date=2025-02-01")
    return str(id_)


def test_a_tyre_set_is_shown_with_what_it_ran_while_it_was_on(garage: Paddock, winter: str) -> None:
    tyres = garage("show", winter, "--json").json["tyres"]
    assert tyres["on"] is True
    assert (tyres["distance"]["value"], tyres["distance"]["unit"]) == ("3000", "mi")
    assert [(each["from"], each["to"], each["distance"]["value"]) for each in tyres["spans"]] == [
        ("2023-11-01", "2024-04-01", "2000"),
        ("2024-11-01", None, "1000"),
    ]
    assert (tyres["wear"], tyres["faults"]) == (None, [])
    assert tyres["made"] == "2019-06-03"
    assert tyres["age_years"] > 5
    people = garage("show", winter).out
    assert "On the vehicle: yes" in people
    assert "Run: 3,000 mi" in people
    assert "years, made in the week of 3 Jun 2019" in people
    summer = garage("list", "tyre_set", "--where", "name = Summer", "--json").json["records"][0]
    other = garage("show", summer["id"], "--json").json["tyres"]
    assert (other["on"], other["distance"]["value"], other["made"]) == (False, "6000", None)


def test_a_tyre_set_that_was_measured_tells_its_wear_and_what_it_lasts(
    garage: Paddock, winter: str
) -> None:
    for day, odometer, tread in (("2023-11-02", 84_000, "8 mm"), ("2025-02-01", 93_000, "6.5 mm")):
        garage(
            "add", "tyre_event", "tyre_set=Winter", "type=measure", f"date={day}",
            f"odometer={odometer}", f"tread_front={tread}",
        )  # fmt: skip
    wear = garage("show", winter, "--json").json["tyres"]["wear"]
    assert (wear["axle"], wear["tread"]["value"]) == ("front", "6.50")
    # 1.5 mm in 3,000 mi leave 4.9 mm for 9,800 mi
    assert (wear["left"]["value"], wear["left"]["unit"]) == ("9800", "mi")
    assert wear["per_1000_km"]["value"] == "0.311"
    people = garage("show", winter).out
    assert "less every 1,000 mi" in people
    assert "Lasts: about 9,800 mi more from there" in people


def test_a_set_has_run_to_the_reading_of_its_last_measuring(garage: Paddock) -> None:
    id_ = garage("add", "tyre_set", "name=Winter", "--json").json["id"]
    garage("mount", "Winter", "odometer=84000", "date=2024-11-01")
    assert "Run: 0 mi" in garage("show", id_).out
    garage(
        "add", "tyre_event", "tyre_set=Winter", "type=measure", "date=2025-02-02",
        "odometer=87000", "tread_rear=6 mm",
    )  # fmt: skip
    assert garage("show", id_, "--json").json["tyres"]["distance"]["value"] == "3000"


def test_a_tyre_set_that_cannot_be_as_written_says_what_to_check(
    garage: Paddock, winter: str
) -> None:
    garage("add", "tyre_event", "tyre_set=Summer", "type=mount", "date=2024-12-01")
    garage("edit", winter, "dot=9999")
    assert garage("show", winter, "--json").json["tyres"]["faults"] == ["overlap", "bad_dot"]
    assert "Check: another set is on at the same time" in garage("show", winter).out
    garage("delete", winter)
    assert garage("show", winter, "--json").json["tyres"]["distance"]["value"] == "3000"


@pytest.mark.parametrize("id_", ["nope", "", "../../etc/passwd", "0" * 36, "'; DROP TABLE x;--"])
def test_an_id_that_is_not_there(garage: Paddock, id_: str) -> None:
    for command in ("show", "delete", "restore"):
        said = garage(command, id_, "--json")
        assert said.status == 2
        assert said.error["code"] == "not_found"


def test_a_search_gives_the_records_with_what_was_found(log: Paddock) -> None:
    for text in ("shell", "she", "SHÉLL", "shel"):
        found = log("search", text, "--json").json
        assert found.keys() == {"text", "total", "records"}
        assert found["total"] == 2
        assert all(each["station"] == "Shell" and "snippet" in each for each in found["records"])
    assert log("search", "shell", "--limit", "1", "--json").json["total"] == 1
    assert log("search", "nowhere").out == "nothing found for 'nowhere'\n"


@pytest.mark.parametrize("text", ["", "*", '"', "a AND", "NEAR(", "\0", "-", "'; --", "\ud800"])
def test_any_text_can_be_searched_for(log: Paddock, text: str) -> None:
    assert log("search", "--json", "--", text).status in (0, 2)
