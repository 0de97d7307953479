"""Tables of figures as CSV: what a spreadsheet is given."""

import csv
import io

from client.exchange.figures_out import FigureCell, FigureTable, Head, write_tables
from tests.client.exchange.conftest import take_bytes

TABLE = FigureTable(
    "Cost by month",
    (Head("Month"), Head("Total", True, "EUR")),
    ((FigureCell("March 2026", "2026-03"), FigureCell("€1,260.00", "1260.00")),),
)


def written(*tables):
    file = io.BytesIO()
    write_tables(file, tables)
    content = file.getvalue()
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_numbers_are_dot_decimal_and_months_sort():
    assert written(TABLE) == [["Month", "Total (EUR)"], ["2026-03", "1260.00"]]


def test_several_tables_stand_each_under_its_title():
    rows = written(TABLE, TABLE)
    assert rows[0] == ["Cost by month"]
    assert rows[3] == []
    assert rows[4] == ["Cost by month"]


def test_a_name_that_a_spreadsheet_would_run_is_guarded():
    evil = FigureTable("x", (Head("=1+1"),), ((FigureCell("=HYPERLINK(1)"),),))
    assert written(evil) == [["'=1+1"], ["'=HYPERLINK(1)"]]


def test_a_loss_below_zero_stays_a_number():
    table = FigureTable("x", (Head("EUR", True),), ((FigureCell("-€4.00", "-4.00"),),))
    assert written(table)[1] == ["-4.00"]


def test_where_the_decimal_mark_is_a_comma_semicolons_divide_the_cells():
    names = FigureTable("x", (Head("Km", True),), ((FigureCell("1.6 TDI"), FigureCell("x", "7")),))
    file = io.BytesIO()
    write_tables(file, [TABLE, names], ",")
    text = file.getvalue().decode("utf-8-sig")
    assert text.splitlines()[1:3] == ["Month;Total (EUR)", "2026-03;1260,00"]
    assert text.splitlines()[-1] == "1.6 TDI;7"


def test_the_import_reads_a_table_of_that_region_back():
    heads = (Head("Date"), Head("Odometer", True, "km"), Head("Volume", True, "l"))
    rows = tuple(
        (
            FigureCell("day", f"2026-03-{day:02}"),
            FigureCell("km", f"{84_000 + 500 * day}.5"),
            FigureCell("l", f"4{day % 10}.25"),
        )
        for day in range(1, 13)
    )
    file = io.BytesIO()
    write_tables(file, [FigureTable("Fill-ups", heads, rows)], ",")
    taken = take_bytes(file.getvalue(), vehicle="Octavia")
    fills = taken.of("fill_up")
    assert len(fills) == 12
    assert (fills[0]["odometer"].value, fills[0]["volume"].value) == ("84500.5", "41.25")
