"""The tabs of expenses, trips, parts, specs, documents and notes, each through the real store."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from client.operations.records import add, edit
from client.store import Query
from client.ui.forms.spec_values import value_typed
from client.ui.routes import VEHICLE, Route
from client.ui.theme import SEMIBOLD
from client.ui.vehicles.form_dialog import FormDialog
from client.ui.widgets.chip import chip_width
from client.ui.widgets.painting import text_width
from client.ui.widgets.rows_delegate import CELL_PADDING
from garage.moments import Moment
from garage.money import Money
from garage.periods import Period
from garage.reading import Reading
from garage.records import Note, Specification, StockMovement, kind_named
from garage.units import Quantity

from .test_records_tab import ask, begin_cell, opened, words

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def put(store, octavia):
    """Add a record of the Octavia."""

    def work(kind, **values):
        return add(store, kind_named(kind), {"vehicle": octavia, **values}).ids[0]

    return work


@pytest.fixture
def at(desk, qtbot, octavia):
    """Open a tab of the Octavia."""

    def work(tab):
        page = opened(desk, qtbot, octavia, tab)
        # Else it would be gone with its last name.
        work.page = page
        return page.stack.tab(tab)

    return work


def column(tab, key):
    model = tab.table.rows
    return [words(tab, place)[key] for place in range(model.rowCount())]


def euros(amount):
    return Money(amount, "EUR")


# ---------------------------------------------------------------------- expenses


def expenses(put):
    put("expense", date=Moment(date(2026, 11, 1)), title="Parking", category="parking",
        total=euros("9.00"))  # fmt: skip
    put("expense", date=Moment(date(2026, 1, 5)), title="Road tax", category="tax",
        total=euros("280.00"), every=Period(1, "Y"))  # fmt: skip
    put("expense", date=Moment(date(2026, 3, 5)), title="Vignette", category="toll",
        total=Money("40.00", "CHF"))  # fmt: skip
    put("insurance_policy", insurer="HUK", number="318/44", start=date(2026, 1, 1),
        premium=euros("468.20"), every=Period(6, "M"))  # fmt: skip
    put("valuation", date=Moment(date(2026, 9, 18)), value=euros("9800"), origin="Schwacke")


def test_expenses_policies_and_valuations_stand_by_date_and_only_costs_are_summed(at, put):
    expenses(put)
    tab = at("expenses")
    assert column(tab, "category") == [
        "Parking", "Valuation", "Toll", "Tax", "Insurance policy",
    ]  # fmt: skip
    assert column(tab, "every") == ["", "", "", "every year", "every 6 months"]
    assert tab.bar.sums.text() == "5 records · €757.20 · CHF 40.00"
    assert "Insurance policy: €468.20" in tab.bar.sums.toolTip()
    boxes = [tab.bar.boxes[0].itemText(place) for place in range(tab.bar.boxes[0].count())]
    assert "Tax · €280.00" in boxes


def test_of_valuations_the_latest_counts(at, put, settled):
    expenses(put)
    tab = at("expenses")
    tab.bar.segments.button("valuation").click()
    settled()
    assert tab.bar.sums.text() == "1 of 5 · last €9,800.00"
    tab.bar.segments.button("recurring").click()
    settled()
    assert column(tab, "title") == ["Road tax", "318/44"]


def test_the_cell_of_a_policy_changes_the_policys_own_field(at, put, qtbot, settled):
    expenses(put)
    tab = at("expenses")
    line = begin_cell(qtbot, tab, 4, "total")
    assert line.text() == "€468.20"
    line.setText("500")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settled()
    assert column(tab, "total")[4] == "€500.00"
    line = begin_cell(qtbot, tab, 4, "supplier")
    line.setText("HUK-Coburg")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settled()
    assert column(tab, "supplier")[4] == "HUK-Coburg"


# ---------------------------------------------------------------------- trips


def km(number):
    return Quantity(str(number), "km")


def test_trips_add_up_business_and_private_and_a_year_each(at, put):
    put("trip", date=Moment(date(2026, 11, 10)), start="Munich", destination="Freising",
        purpose="business", distance=km(72), driver="Jonas")  # fmt: skip
    put("trip", date=Moment(date(2026, 10, 2)), start="Munich", destination="Starnberg",
        purpose="private", odometer=km(82_000), end_odometer=km(82_054), driver="Anna")  # fmt: skip
    put("trip", date=Moment(date(2025, 5, 2)), start="Munich", destination="Ulm",
        purpose="business", distance=km(148))  # fmt: skip
    tab = at("trips")
    assert column(tab, "distance") == ["72", "54", "148"]
    assert tab.bar.sums.text() == "3 trips · business 220 km · private 54 km"
    assert tab.bar.sums.toolTip().splitlines() == [
        "2026: 2 trips, 126 km, 57% on business", "2025: 1 trip, 148 km, 100% on business",
    ]  # fmt: skip


# ---------------------------------------------------------------------- parts


def oil(put, store):
    part = put("part", name="Engine oil", minimum=Quantity("2", "L"), place="Cellar", unit="L")
    bought = {"part": part, "date": Moment(date(2026, 1, 1)), "amount": Quantity("4", "L"),
              "total": euros("60.00")}  # fmt: skip
    add(store, kind_named("stock_movement"), bought)
    return part


def test_plus_and_minus_say_that_one_came_or_went(at, put, store, desk, qtbot, settled):
    oil(put, store)
    tab = at("parts")
    tab.table.selectRow(0)
    tab.table.setFocus()
    assert (column(tab, "stock"), column(tab, "price"), column(tab, "worth")) == (
        ["4 l"], ["€15.00"], ["€60.00"],
    )  # fmt: skip
    for _ in range(3):
        qtbot.keyClick(tab.table, Qt.Key.Key_Minus)
        settled()
    assert column(tab, "stock") == ["1 l"]
    assert tab.table.rows.is_flagged(0)
    assert tab.bar.sums.text().startswith("1 part · 1 to order")
    qtbot.keyClick(tab.table, Qt.Key.Key_Plus)
    settled()
    assert column(tab, "stock") == ["2 l"]
    moved = store.read(lambda reader: reader.all(StockMovement, Query()))
    assert sorted(each.reason for each in moved) == ["bought", "bought", "used", "used", "used"]
    desk.undo()
    settled()
    assert column(tab, "stock") == ["1 l"]
    assert [row.record.name for row in tab.selected()] == ["Engine oil"]


# ---------------------------------------------------------------------- specs


def test_a_fact_is_typed_in_place_as_a_number_or_as_words(at, put, store, qtbot, settled):
    put("specification", name="Oil grade", text="0W-30", origin="manual")
    tab = at("specs")
    tab.add()
    for name, value in (("Wheel bolts", "120 Nm"), ("Paint", "LF5X")):
        qtbot.keyClicks(tab.name_field.line, name)
        qtbot.keyClick(tab.name_field.line, Qt.Key.Key_Tab)
        qtbot.keyClicks(tab.value_field.line, value)
        for _impatient in range(2):
            qtbot.keyClick(tab.value_field.line, Qt.Key.Key_Return)
        settled()
    assert column(tab, "name") == ["Oil grade", "Wheel bolts", "Paint"]
    assert column(tab, "value") == ["0W-30", "120 Nm", "LF5X"]
    assert column(tab, "origin") == ["manual", "Typed", "Typed"]
    headings = [tab.table.rows.heading_at(place) for place in range(3)]
    assert headings == ["Fluids", "Wheels and tyres", "Body and paint"]
    kept = store.read(lambda reader: reader.all(Specification, Query(sort="name")))
    assert kept[2].value.text == "120 Nm"


def test_a_fact_goes_to_the_section_that_is_chosen_for_it(at, put, store, settled):
    id_ = put("specification", name="Torque", text="a lot", origin="manual")
    tab = at("specs")
    assert tab.table.rows.heading_at(0) == "Engine"
    tab.desk.operate(tab, lambda opened: edit(opened, id_, {"section": "drive"}))
    settled()
    assert tab.table.rows.heading_at(0) == "Gearbox and drive"
    ask(tab, settled, "section = drive")
    assert column(tab, "name") == ["Torque"]


def test_a_facts_value_changes_from_words_to_a_number(at, put, qtbot, settled):
    put("specification", name="Torque", text="a lot", origin="manual")
    tab = at("specs")
    line = begin_cell(qtbot, tab, 0, "value")
    assert line.text() == "a lot"
    line.setText("340 Nm")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settled()
    assert column(tab, "value") == ["340 Nm"]
    row = tab.table.rows.row(0).record
    assert (row.value.text, row.text) == ("340 Nm", "")


@pytest.mark.parametrize("code", ["0419", "00", "12345678", "01.05", "+491712345678"])
def test_a_code_is_kept_as_it_is_typed(code, at, qtbot, settled):
    tab = at("specs")
    tab.add()
    qtbot.keyClicks(tab.name_field.line, "Radio code")
    qtbot.keyClicks(tab.value_field.line, code)
    qtbot.keyClick(tab.value_field.line, Qt.Key.Key_Return)
    settled()
    assert column(tab, "value") == [code]
    record = tab.table.rows.row(0).record
    assert (record.value, record.text) == (None, code)


def test_a_code_is_typed_over_a_number_in_its_cell(at, put, qtbot, settled):
    put("specification", name="Radio code", value=Quantity("419", ""), origin="typed")
    tab = at("specs")
    line = begin_cell(qtbot, tab, 0, "value")
    line.setText("0419")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settled()
    assert column(tab, "value") == ["0419"]


@pytest.mark.parametrize(
    "text", ["0", "0.5", "0419 km", "419", "120000", "-0.5", "1,234,567", "12345678 Nm"]
)
def test_a_number_stays_one(text):
    typed = value_typed(text, Reading())
    assert (typed["value"] is not None, typed["text"]) == (True, None)


def test_a_fact_without_a_value_is_asked_for(at, qtbot):
    tab = at("specs")
    qtbot.keyClicks(tab.name_field.line, "Torque")
    qtbot.keyClick(tab.name_field.line, Qt.Key.Key_Return)
    assert tab.value_field._error.text() == "Write something here."
    assert tab.name_field.text() == "Torque"


# ---------------------------------------------------------------------- documents


def test_documents_say_plainly_that_files_come_later(at):
    tab = at("documents")
    assert tab.empty.isVisible()
    assert "files cannot be kept here yet" in tab.spec.nothing.words


def test_titles_of_documents_are_whole_while_there_is_room(at, put, settled):
    title = "Invoice Škoda Zentrum München"
    put("document", title=title, category="inspection", issuer="Škoda Zentrum München",
        file_name="invoice-2026-04-04.pdf")  # fmt: skip
    tab = at("documents")
    at.page.resize(1224, 800)
    settled()
    wide = {each.key: tab.table.columnWidth(n) for n, each in enumerate(tab.table.rows.columns)}
    assert wide["title"] >= text_width(title, "body", SEMIBOLD) + 20 + 2 * CELL_PADDING
    assert wide["category"] >= chip_width("Inspection report") + 2 * CELL_PADDING


def test_documents_are_found_by_what_they_are_and_until_when_they_hold(at, put, settled):
    put("document", title="Insurance 2026", category="insurance", issuer="HUK",
        date=Moment(date(2026, 1, 1)), valid_until=date(2026, 12, 31))  # fmt: skip
    put("document", title="Inspection report", category="inspection", issuer="TÜV",
        date=Moment(date(2024, 11, 9)), valid_until=date(2026, 11, 9))  # fmt: skip
    tab = at("documents")
    ask(tab, settled, "valid_until < today")
    assert column(tab, "title") == ["Inspection report"]
    assert column(tab, "category") == ["Inspection report"]


# ---------------------------------------------------------------------- notes


def notes(store):
    return store.read(lambda reader: reader.all(Note, Query()))


def test_a_note_is_kept_when_one_leaves_it(at, put, store, desk, octavia, qtbot, settled):
    put("note", title="Radio code", notes="0419", date=Moment(date(2026, 10, 13)))
    tab = at("notes")
    assert (tab.editor.title.text(), tab.editor.text.toPlainText()) == ("Radio code", "0419")
    tab.editor.text.setFocus()
    tab.editor.text.selectAll()
    qtbot.keyClicks(tab.editor.text, "0420")
    desk.go(Route(VEHICLE, octavia, "specs"))
    settled()
    assert notes(store)[0].notes == "0420"
    desk.undo()
    settled()
    desk.go(Route(VEHICLE, octavia, "notes"))
    settled()
    assert tab.editor.text.toPlainText() == "0419"


def test_a_new_note_is_kept_once_something_is_written(at, store, qtbot, settled):
    tab = at("notes")
    assert tab.empty.isVisible()
    tab.empty.primary_button.click()
    assert tab.editor.title.hasFocus()
    qtbot.keyClicks(tab.editor.title, "Roof box")
    qtbot.keyClick(tab.editor.title, Qt.Key.Key_Return)
    settled()
    qtbot.keyClicks(tab.editor.text, "Keys in the drawer")
    tab.table.setFocus()
    settled()
    kept = notes(store)
    assert [(note.title, note.notes) for note in kept] == [("Roof box", "Keys in the drawer")]
    tab.add()
    tab.table.setFocus()
    settled()
    assert len(notes(store)) == 1


def test_going_to_another_note_keeps_the_one_that_was_left(at, put, store, qtbot, settled):
    put("note", title="First", notes="one", date=Moment(date(2026, 2, 1)))
    put("note", title="Second", notes="two", date=Moment(date(2026, 1, 1)))
    tab = at("notes")
    tab.editor.text.setPlainText("one more")
    tab.table.selectRow(1)
    settled()
    assert tab.editor.text.toPlainText() == "two"
    assert {note.title: note.notes for note in notes(store)} == {
        "First": "one more", "Second": "two",
    }  # fmt: skip


# ---------------------------------------------------------------------- all of them


@pytest.mark.parametrize(
    "tab", ["service", "expenses", "trips", "parts", "specs", "documents", "notes"]
)
def test_what_takes_the_keyboard_has_a_name_in_an_empty_and_a_full_tab(
    at, put, tab, desk, octavia, settled
):
    page = at(tab) and at.page
    for _ in range(2):
        nameless = [
            widget
            for widget in page.findChildren(QWidget)
            if widget.isVisible()
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and not widget.accessibleName()
        ]
        assert nameless == []
        today = Moment(date(2026, 11, 1))
        put("repair", title="Horn", date=today)
        put("expense", title="Parking", date=today)
        put("trip", start="Munich", destination="Ulm", date=today)
        put("part", name="Bulb")
        put("specification", name="Paint", text="LF5X")
        put("document", title="Invoice", date=today)
        put("note", title="Radio code", date=today)
        page.stack.tab(tab).refresh()
        settled()


def test_one_way_or_another_ctrl_n_adds_what_the_tab_is_for(at, qtbot):
    tab = at("trips")
    assert tab.primary.shortcut == "Ctrl+N"
    tab.primary.run()
    forms = [w for w in QApplication.topLevelWidgets() if isinstance(w, FormDialog)]
    assert [form.windowTitle() for form in forms if form.isVisible()] == ["Add trip"]
    qtbot.keyClick(forms[0], Qt.Key.Key_Escape)


def test_where_several_kinds_can_be_added_each_has_its_own_command(at):
    tab = at("service")
    titles = [command.title for command in (tab.primary, *tab.more)]
    assert titles[:5] == [
        "Add…", "Add service", "Add repair", "Add upgrade", "Add inspection",
    ]  # fmt: skip
