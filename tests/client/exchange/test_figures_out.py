"""Tables of figures as CSV: what a spreadsheet is given."""

import csv
import io

from client.exchange.figures_out import FigureCell, FigureTable, Head, write_tables

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
