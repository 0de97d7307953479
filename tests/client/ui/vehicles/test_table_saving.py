"""A vehicle's table saved as CSV: what is shown as it stands, and no file written over unasked."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu

from client.operations.records import add
from client.ui.vehicles.garage_page import GaragePage
from client.ui.vehicles.shown import Shown
from client.ui.vehicles.table_saving import table_figures
from client.ui.widgets.question_dialog import QuestionDialog
from client.ui.widgets.rows_layout import RowsLayout
from client.ui.widgets.rows_model import Column
from garage.money import Money
from garage.records import kind_named

from .conftest import TODAY
from .tabs import opened


@pytest.fixture
def page(desk, octavia, qtbot):
    return opened(desk, qtbot, octavia, "fuel")


def choose(page, path):
    """Take a file in the dialog that is open; gives the name that it proposed."""
    chooser = page.window().findChild(QFileDialog)
    proposed = chooser.selectedFiles()[0]
    chooser.setDirectory(str(path.parent))
    chooser.selectFile(path.name)
    chooser.accept()
    return proposed


def rows_of(path, delimiter=","):
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=delimiter))


def test_the_button_saves_the_rows_filter_order_and_columns_that_are_shown(
    page, desk, settled, tmp_path
):
    log, said = page.fuel, []
    desk.said.connect(lambda words, _undo: said.append(words))
    log.filter.setText("full")
    log.filter.ask()
    settled()
    order = ("station", "date", "odometer", "total", "economy")
    hidden = frozenset({"tank", "distance", "amount", "price"})
    log.table.arrangement.choose(RowsLayout(order, hidden, sort="odometer"))
    log.buttons.export.click()
    proposed = choose(page, tmp_path / "fills.csv")
    settled()
    assert proposed.endswith("Octavia, Fill-ups.csv")
    assert said == ["Saved fills.csv"]
    rows = rows_of(tmp_path / "fills.csv")
    assert rows[0] == ["Station", "Date", "Odometer, km", "Total, €", "l/100 km"]
    shown = log.table.rows
    assert len(rows) - 1 == shown.rowCount() < 8
    assert rows[1] == ["Shell", "2026-06-01", "10000", "64.00", "first full one"]
    assert [row[2] for row in rows[1:]] == sorted((row[2] for row in rows[1:]), key=int)


def test_a_region_with_a_decimal_comma_gets_its_marks(page, desk, settled, tmp_path):
    desk.change_settings(page, {"region": "DE"})
    settled()
    page.fuel.save_table()
    choose(page, tmp_path / "fills.csv")
    settled()
    rows = rows_of(tmp_path / "fills.csv", ";")
    newest = dict(zip(rows[0], rows[1], strict=True))
    assert newest["Date"] == "2026-11-15"
    assert newest["Odometer, km"] == "15600"
    assert newest["Volume, l"] == "44,80"


def test_a_file_that_is_there_is_kept_unless_one_says_so(page, settled, tmp_path):
    path = tmp_path / "fills.csv"
    path.write_text("mine")
    for answer, kept in (("cancel", True), ("action", False)):
        page.fuel.save_table()
        choose(page, path)
        question = page.window().findChild(QuestionDialog)
        assert question.windowTitle() == "Replace “fills.csv”?"
        getattr(question, answer).click()
        settled()
        assert (path.read_text(encoding="utf-8-sig") == "mine") is kept


def test_the_tables_menu_and_the_pages_have_it_with_its_keys(page, settled):
    page.fuel.table.menu_wanted.emit(QPoint(0, 0), False)
    menu = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible())
    (action,) = (each for each in menu.actions() if each.text() == "Save table as CSV…")
    assert action.shortcut().toString() == "Ctrl+S"
    menu.close()
    (command,) = (each for each in page.fuel.commands if each.id == "fuel.save")
    assert (command.title, command.shortcut) == ("Save table as CSV…", "Ctrl+S")
    assert command.enabled()


def test_any_table_of_records_is_saved(desk, store, octavia, qtbot, settled, tmp_path):
    values = {"vehicle": octavia, "title": "=1+1", "category": "parking", "date": TODAY,
              "total": Money("1234.50", "EUR")}  # fmt: skip
    add(store, kind_named("expense"), values)
    page = opened(desk, qtbot, octavia, "expenses")
    tab = page.stack.tab("expenses")
    tab.bar.buttons.export.click()
    proposed = choose(page, tmp_path / "spent.csv")
    settled()
    assert proposed.endswith("Octavia, Expenses.csv")
    rows = rows_of(tmp_path / "spent.csv")
    found = dict(zip(rows[0], rows[1], strict=True))
    assert (found["Date"], found["Amount, €"]) == ("2026-11-18", "1234.50")
    # No spreadsheet runs what somebody typed.
    assert "'=1+1" in rows[1]


def test_the_plans_list_is_saved(desk, store, octavia, qtbot, settled, tmp_path):
    values = {"vehicle": octavia, "title": "Brakes", "state": "planned", "assignee": "Anna",
              "estimate": Money("1234.50", "EUR"), "due": date(2026, 12, 1)}  # fmt: skip
    add(store, kind_named("plan_item"), values)
    page = opened(desk, qtbot, octavia, "plan")
    tab = page.stack.tab("plan")
    (command,) = (each for each in tab.more if each.id == "plan.save")
    assert not command.enabled()
    tab.show_view("list")
    assert command.enabled()
    command.run()
    proposed = choose(page, tmp_path / "plan.csv")
    settled()
    assert proposed.endswith("Octavia, Plan.csv")
    rows = rows_of(tmp_path / "plan.csv")
    found = dict(zip(rows[0], rows[1], strict=True))
    assert (found["What to do"], found["Column"]) == ("Brakes", "Planned")
    assert found["Who does it"] == "Anna"
    assert (found["Cost (€)"], found["Date"]) == ("1234.50", "2026-12-01")


def test_the_garages_table_is_saved_without_its_pictures(desk, octavia, qtbot, settled, tmp_path):
    page = GaragePage(desk)
    qtbot.addWidget(page)
    page.resize(1400, 900)
    page.show()
    page.refresh()
    settled()
    (command,) = (each for each in page.more if each.id == "garage.save")
    assert not command.enabled()
    page.switch_layout()
    settled()
    assert command.enabled()
    command.run()
    proposed = choose(page, tmp_path / "vehicles.csv")
    settled()
    assert proposed.endswith("Vehicles.csv")
    rows = rows_of(tmp_path / "vehicles.csv")
    assert rows[0][:3] == ["Name", "Plate", "Odometer (km)"]
    assert rows[1][2] == "15600"
    assert [row[0] for row in rows[1:]] == ["Octavia"]


@pytest.mark.parametrize("region", ["IE", "DE", "CH", "FR", "SE", "IN"])
def test_numbers_come_without_grouping_and_words_as_they_are(desk, region):
    shown = Shown(type(desk.preferences).for_region(region), TODAY, desk.months)
    columns = [
        Column("way", "Way", lambda row: shown.number(row), number=True),
        Column("why", "Why", lambda row: "joins the next", number=True),
        Column("name", "Name", lambda row: "1,234", lambda row: "2026-01-01"),
        Column("day", "", lambda row: shown.day(TODAY), lambda row: "2026-11-18T08:00", name="Day"),
    ]
    numbers = (Decimal("-1234567.5"), Decimal(84120))
    table = table_figures("Ways", numbers, columns, shown)
    assert [head.title for head in table.heads] == ["Way", "Why", "Name", "Day"]
    written = [[cell.written(shown.prefs.decimal_mark) for cell in row] for row in table.rows]
    mark = shown.prefs.decimal_mark
    rest = ["joins the next", "1,234", date(2026, 11, 18).isoformat()]
    assert written == [[f"-1234567{mark}5", *rest], ["84120", *rest]]


def test_the_changes_of_tyres_are_saved_from_the_pages_menu(
    desk, store, octavia, qtbot, settled, tmp_path
):
    tyres = {"vehicle": octavia, "name": "Primacy"}
    set_ = add(store, kind_named("tyre_set"), tyres).ids[0]
    values = {"tyre_set": set_, "date": date(2026, 7, 1), "type": "mount"}
    add(store, kind_named("tyre_event"), values)
    page = opened(desk, qtbot, octavia, "tyres")
    (command,) = (each for each in page.more if each.id == "tyres.save")
    assert command.enabled()
    command.run()
    proposed = choose(page, tmp_path / "tyres.csv")
    settled()
    assert proposed.endswith("Octavia, What happened to the tyres.csv")
    heads, row = rows_of(tmp_path / "tyres.csv")
    assert (heads[0], row[0]) == ("Date", "2026-07-01")
    assert "Primacy" in row


def test_a_number_that_looks_like_a_day_stays_as_it_is(desk):
    column = Column("number", "Number", lambda row: row, lambda row: row)
    shown = Shown(desk.preferences, TODAY, desk.months)
    (row,) = table_figures("Papers", ["4711-98-76"], [column], shown).rows
    assert row[0].exported == "4711-98-76"


@pytest.mark.parametrize(
    ("region", "texts", "head", "written"),
    [
        ("IE", ["€1,234.50", "-€7.00", "", "none"], "Cost (€)", ["1234.50", "-7.00", "", "none"]),
        ("DE", ["1.234,50 €", "-7,00 €"], "Cost (€)", ["1234,50", "-7,00"]),
        ("FR", ["1\u202f234,50 €"], "Cost (€)", ["1234,50"]),
        ("IE", ["5.7 l/100 km", "9 l/100 km"], "Cost (l/100 km)", ["5.7", "9"]),
        ("IE", ["5.7 l/100 km", "16.2 kWh/100 km"], "Cost", ["5.7 l/100 km", "16.2 kWh/100 km"]),
    ],
)
def test_a_measured_column_says_its_unit_once_where_it_has_one(desk, region, texts, head, written):
    shown = Shown(type(desk.preferences).for_region(region), TODAY, desk.months)
    column = Column("cost", "Cost", lambda row: row, number=True, measured=True)
    table = table_figures("Costs", texts, [column], shown)
    mark = shown.prefs.decimal_mark
    assert table.heads[0].exported == head
    assert [row[0].written(mark) for row in table.rows] == written
