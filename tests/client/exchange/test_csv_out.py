"""CSV for spreadsheets: whole, readable, and never a formula."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from client.exchange import csv_out
from garage.moments import Moment
from garage.money import Money, UnitPrice
from garage.records import FillUp, Note, kind_named, kinds
from garage.units import Quantity


def read_back(kind_name: str, *records: object, custom: tuple[str, ...] = ()) -> list[dict]:
    """What a spreadsheet reads."""
    file = io.StringIO(newline="")
    written = list(csv_out.write(file, kind_named(kind_name), records, custom))
    assert written == list(range(1, len(records) + 1))
    file.seek(0)
    return list(csv.DictReader(file))


def test_quantities_money_and_prices_stand_in_columns_of_their_own() -> None:
    fill = FillUp(
        id="a", vehicle="v", date=Moment(date(2024, 3, 10)),
        volume=Quantity.checked("45.20", "L", "45,20 l"), total=Money("71.30", "EUR"),
        price=UnitPrice("1.579", "EUR", "L"), full=True,
        tags=frozenset({"b", "a"}), custom={"Paint": "red"},
    )  # fmt: skip
    (row,) = read_back("fill_up", fill, custom=("Paint", "Trim"))
    assert (row["id"], row["vehicle"], row["date"]) == ("a", "v", "2024-03-10")
    assert (row["volume"], row["volume_unit"]) == ("45.20", "L")
    assert (row["total"], row["total_currency"]) == ("71.30", "EUR")
    assert (row["price"], row["price_currency"], row["price_per"]) == ("1.579", "EUR", "L")
    assert (row["full"], row["missed"], row["tags"]) == ("yes", "no", "a, b")
    assert (row["custom: Paint"], row["custom: Trim"]) == ("red", "")
    assert (row["energy"], row["energy_unit"]) == ("", "")


def test_every_kind_has_as_many_cells_as_columns_and_no_column_twice() -> None:
    for kind in kinds():
        names = csv_out.header(kind, ["One"])
        assert len(set(names)) == len(names)
        assert len(csv_out.row(kind, kind.type(id="a"), ["One"])) == len(names)


@pytest.mark.parametrize("evil", ["=1+1", "+A1", "-A1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0"])
def test_a_text_that_a_spreadsheet_would_run_is_guarded(evil: str) -> None:
    (row,) = read_back("note", Note(id="a", title="ok", notes=evil))
    assert row["notes"] == "'" + evil
    assert csv_out.unguarded(row["notes"]) == evil


@pytest.mark.parametrize("number", ["-5", "+49", "-12.50", "-1,5", "-1.234,5", "-33.9,-18.4"])
def test_numbers_are_left_alone(number: str) -> None:
    assert csv_out.guarded(number) == number


@given(st.text(alphabet=st.sampled_from("'=+-@\t1a.") | st.characters()))
def test_guarding_can_always_be_taken_back(text: str) -> None:
    assert csv_out.unguarded(csv_out.guarded(text)) == text


def test_line_breaks_quotes_and_commas_stay_in_their_cell() -> None:
    text = 'He said "no",\nthen\nyes; naïve 東京'
    (row,) = read_back("note", Note(id="a", notes=text))
    assert row["notes"] == text
