"""economy, costs, due and vin."""

import pytest

from tests.client.cli.running import Paddock

ACCORD = "1HGCM82633A004352"


@pytest.fixture
def driven(garage: Paddock) -> Paddock:
    """Four full fills 300 miles apart, of 30, 36 and 24 litres after the first, at 1.50 pounds."""
    for n, volume in enumerate(("40", "30", "36", "24")):
        garage(
            "add", "fill_up", f"date=2024-0{n + 1}-10", f"odometer={84_000 + 300 * n}",
            f"volume={volume}", "price=1.5", f"total={int(volume) * 1.5}",
        )  # fmt: skip
    return garage


def test_economy_from_full_to_full(driven: Paddock) -> None:
    answer = driven("economy", "--vehicle", "Z3", "--json").json
    assert answer.keys() >= {"vehicle", "economies"}
    (petrol,) = answer["economies"]
    assert petrol["energy"] == "petrol"
    assert petrol["average"]["unit"] == "mpg_uk"
    # 900 mi on 90 l: 10 mi/l, and 4.54609 l to the gallon
    assert float(petrol["average"]["value"]) == pytest.approx(45.4609, abs=0.06)
    assert petrol["average"]["si"] == pytest.approx(900 * 1609.344 / 0.090)
    assert petrol["best"]["si"] == pytest.approx(300 * 1609.344 / 0.024)
    assert petrol["worst"]["si"] == pytest.approx(300 * 1609.344 / 0.036)
    assert len(petrol["intervals"]) == 3
    for interval in petrol["intervals"]:
        assert interval.keys() >= {"from", "to", "distance", "volume", "economy", "flag"}
        assert interval["distance"]["unit"] == "mi"
        assert float(interval["distance"]["value"]) == 300
    said = driven("economy").out
    assert "Petrol: 45.46 mpg" in said
    assert "over 3 intervals" in said


def test_two_full_fills_without_a_figure_say_why(garage: Paddock) -> None:
    assert "no fill-ups yet" in garage("economy").out
    garage("add", "fill_up", "date=2024-01-10", "odometer=84500", "volume=40")
    assert "no figure yet; it takes two full fills" in garage("economy").out
    later = garage("add", "fill_up", "date=2024-02-10", "odometer=84100", "volume=30", "--json")
    assert "the odometer runs backwards" in garage("economy").out
    garage("edit", later.json["id"], "odometer=84900", "missed=yes")
    assert "a fill-up between the full ones was missed" in garage("economy").out


def test_an_odometer_out_of_line_is_listed_with_the_one_it_stands_beside(driven: Paddock) -> None:
    assert driven("economy", "--json").json["economies"][0]["out_of_line"] == []
    typed = ("date=2024-05-10", "odometer=8540", "volume=20")
    odd = driven("add", "fill_up", *typed, "--json").json["id"]
    (petrol,) = driven("economy", "--json").json["economies"]
    (listed,) = petrol["out_of_line"]
    assert (listed["id"], listed["date"]) == (odd, "2024-05-10")
    assert (listed["odometer"]["value"], listed["odometer"]["unit"]) == ("8540", "mi")
    beside = listed["beside"]
    assert (beside["date"], beside["odometer"]["value"]) == ("2024-04-10", "84900")
    assert len(petrol["intervals"]) == 3
    assert "backwards" in driven("economy").out
    assert "out_of_line" in driven("economy", "--help").out


def test_costs_by_category_and_month_and_mile(driven: Paddock) -> None:
    driven("add", "expense", "category=tax", "total=165", "date=2024-02-01")
    answer = driven("costs", "--vehicle", "z3", "--json").json
    assert answer["currency"] == "GBP"
    assert answer["total"] == {"amount": "360.00", "currency": "GBP"}
    assert answer["fuel"]["amount"] == "195.00"
    assert answer["rest"]["amount"] == "165.00"
    assert {each["category"]: each["total"]["amount"] for each in answer["by_category"]} == {
        "fuel": "195.00", "tax": "165.00",
    }  # fmt: skip
    months = {each["month"]: each["total"]["amount"] for each in answer["by_month"]}
    assert months["2024-02"] == "210.00"
    assert answer["per_distance"]["unit"] == "mi"
    february = driven("costs", "--from", "2024-02-01", "--to", "2024-02-29", "--json").json
    assert february["total"]["amount"] == "210.00"
    euros = driven("costs", "--currency", "eur", "--json").json
    assert euros["currency"] == "EUR"
    assert float(euros["total"]["amount"]) > 360
    table = driven("costs", "--by", "month").out.splitlines()
    assert table[0].split() == ["month", "total"]
    assert any(line.startswith("2024-02") and "210.00" in line for line in table)
    assert table[-1] == "£0.400/mi, of that fuel £0.217/mi"


@pytest.mark.parametrize(
    "options",
    [
        ("--by", "year"),
        ("--from", "2024-13-01"),
        ("--from", "2024-02-01", "--to", "2024-01-01"),
        ("--currency", "XYZ"),
        ("--vehicle", "Golf"),
    ],
)
def test_costs_that_cannot_be_are_refused(garage: Paddock, options: tuple[str, ...]) -> None:
    said = garage("costs", *options, "--json")
    assert said.status == 2
    assert said.error["hint"]


def test_figures_of_an_empty_garage_and_of_two_vehicles(paddock: Paddock) -> None:
    for command in ("economy", "costs"):
        assert paddock(command, "--json").error["code"] == "not_found"
    assert paddock("due", "--json").json["due"] == []
    paddock("add", "vehicle", "name=Z3")
    assert paddock("economy", "--json").json["economies"] == []
    assert paddock("economy").out == "Z3 has no fill-ups yet\n"
    paddock("add", "vehicle", "name=Golf")
    assert "Golf, Z3" in paddock("costs", "--json").error["hint"]


def test_due_is_sorted_by_urgency_and_can_be_asked_for_a_day(garage: Paddock) -> None:
    garage("add", "reminder", "title=MOT", "due=2027-07-19")
    garage("add", "reminder", "title=Tax", "due=2026-03-01")
    answer = garage("due", "--on", "2027-07-01", "--json").json
    assert answer["on"] == "2027-07-01"
    assert [each["title"] for each in answer["due"]] == ["Tax", "MOT"]
    assert [each["state"] for each in answer["due"]] == ["overdue", "soon"]
    assert answer["due"][1]["days_left"] == 18
    said = garage("due", "--on", "2027-07-01").out
    assert "in 18 days" in said
    assert garage("due", "--on", "someday", "--json").status == 2


def test_a_vin_is_decoded_offline_and_in_its_shape(paddock: Paddock) -> None:
    (accord,) = paddock("vin", ACCORD, "--json").json["vins"]
    assert accord["vin"] == ACCORD
    assert (accord["make"], accord["model"], accord["year"]) == ("Honda", "Accord", 2003)
    assert accord.keys() >= {"years", "confidence", "check_digit", "values", "warnings"}
    assert len(paddock("vin", ACCORD, "WBACH31050LA12345", "--json").json["vins"]) == 2
    assert "Honda, Accord, 2003" in paddock("vin", ACCORD).out


@pytest.mark.parametrize("number", ["foo", "", "1" * 40, "ÄÖÜ", "\0", "12345 6789?!"])
def test_what_is_no_vin_is_refused(paddock: Paddock, number: str) -> None:
    said = paddock("vin", number, "--json")
    assert said.status == 2
    assert said.error["message"]


def test_a_vehicle_is_filled_in_over_nothing_typed(garage: Paddock) -> None:
    tried = garage("vin", ACCORD, "--fill", "Z3", "--dry-run", "--json").json
    assert tried["set"] is False
    vehicle = garage("list", "vehicle", "--json").json["records"][0]
    assert "make" not in vehicle
    garage("edit", vehicle["id"], "model=Mine")
    done = garage("vin", ACCORD, "--fill", "Z3", "--json").json
    assert done["set"] is True
    filled = garage("show", vehicle["id"], "--json").json
    assert (filled["vin"], filled["make"], filled["model"]) == (ACCORD, "Honda", "Mine")
    other = garage("vin", "5YJ3E1EA7KF317000", "--fill", "Z3", "--json")
    assert other.status == 2
    assert "has the VIN 1HGCM82633A004352 already" in other.error["message"]
    assert "– model: Accord (It has a value already)" in garage("vin", ACCORD, "--fill", "Z3").out
    garage("edit", vehicle["id"], "vin=")
    told = garage("vin", ACCORD, "--fill", "Z3", "--dry-run").out
    assert f"would set vin: {ACCORD}" in told
    assert garage("vin", ACCORD, "--dry-run", "--json").status == 2
    assert garage("vin", ACCORD, ACCORD, "--fill", "Z3", "--json").status == 2
