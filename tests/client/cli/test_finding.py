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
