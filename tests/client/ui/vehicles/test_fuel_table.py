"""The fuel log's table: the filter, cells changed in place, pasted rows, columns that are kept."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from client.operations.records import edit
from client.ui.vehicles.fill_form import FillForm
from client.ui.widgets.columns_popover import ColumnsPopover
from garage.money import UnitPrice
from garage.records import FillUp

from .tabs import again, begin_cell, opened, paste


@pytest.fixture
def page(desk, octavia, qtbot):
    return opened(desk, qtbot, octavia, "fuel")


@pytest.fixture
def log(page):
    return page.fuel


def odometers(log):
    model = log.table.rows
    return [model.row(place).fill.odometer.value for place in range(model.rowCount())]


def ask(log, settled, text):
    log.filter.setText(text)
    log.filter.ask()
    settled()


def test_words_and_the_filter_language_leave_their_fill_ups(log, settled):
    ask(log, settled, "partial")
    assert odometers(log) == ["12000"]
    ask(log, settled, "volume > 100 l")
    assert odometers(log) == ["14800"]
    assert log.totals.text().startswith("1 of 8 · 132.00 l")
    ask(log, settled, "volume > 900 l")
    assert log.totals.text() == "Nothing fits the filter."
    ask(log, settled, "volume > lots")
    assert log.complaint.isVisible()
    assert len(odometers(log)) == 8
    ask(log, settled, "")
    assert not log.complaint.isVisible()


def test_an_amount_is_changed_in_place_in_what_it_was_measured_in(log, qtbot, settled):
    line = begin_cell(qtbot, log, 0, "amount")
    assert line.text() == "44.80 l"
    line.setText("12 Nm")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert "measures torque" in log.table.editing.complaint.words
    line.setText("45.1")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settled()
    assert log.table.rows.row(0).fill.volume.text == "45.1 L"


def test_a_total_is_changed_within_its_cell_and_beyond_it_as_far_as_the_text_needs(log, qtbot):
    line = begin_cell(qtbot, log, 0, "total")
    table = log.table
    index = table.rows.index(0, table.rows.section_of("total"))
    cell = table.visualRect(index)
    assert cell.contains(line.geometry())
    qtbot.keyClicks(line, "71.68 EUR, with the wash")
    assert line.geometry().right() < cell.right()
    assert line.geometry().left() < cell.left()
    text = line.fontMetrics().horizontalAdvance(line.text())
    assert text < line.width() < text + 40
    qtbot.keyClicks(line, " and much more than fits" * 12)
    assert table.viewport().rect().contains(line.geometry())
    table.editing.close()


def test_an_odometer_that_lost_a_digit_is_asked_about_in_its_cell_and_enter_keeps_it(
    log, qtbot, settled
):
    line = begin_cell(qtbot, log, 0, "odometer")
    line.setText("5")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settled()
    asked = "Lower than 14,800 km on 2 Nov. Was a digit lost? Enter keeps it."
    assert log.table.editing.complaint.words == asked
    assert odometers(log)[0] == "15600"
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settled()
    assert "5" in odometers(log)
    assert not log.table.editing.is_open


def economies(log):
    """What the rows say of their economy, and why, by their odometers; "!" where marked."""
    model = log.table.rows
    place = next(at for at, each in enumerate(model.columns) if each.key == "economy")
    cells = {}
    for row in range(model.rowCount()):
        cell = model.index(row, place)
        words = cell.data(Qt.ItemDataRole.DisplayRole) + "!" * model.is_flagged(row)
        cells[odometers(log)[row]] = (words, cell.data(Qt.ItemDataRole.ToolTipRole))
    return cells


@pytest.mark.parametrize(
    ("row", "typed", "shown", "why"),
    [
        (0, "12300", "15600", "12,300 km is lower than 14,800 km on 2 Nov: correct one of them."),
        (4, "92000", "12000", "92,000 km is higher than 12,400 km on 1 Oct: correct one of them."),
    ],
)
def test_an_odometer_out_of_line_is_marked_and_no_other_row_changes(
    log, qtbot, settled, row, typed, shown, why
):
    expected = economies(log)
    line = begin_cell(qtbot, log, row, "odometer")
    line.setText(typed)
    for _asked_and_kept in range(2):
        qtbot.keyClick(line, Qt.Key.Key_Return)
        settled()
    del expected[shown]
    assert economies(log) == expected | {typed: ("no figure!", why)}


def test_an_odometer_that_fits_is_kept_without_a_question(log, qtbot, settled):
    line = begin_cell(qtbot, log, 0, "odometer")
    line.setText("15700")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settled()
    assert odometers(log)[0] == "15700"
    assert not log.table.editing.is_open


def test_prices_stand_with_their_decimals_below_each_other(log, desk, store, settled):
    ids = [log.table.rows.row(place).id for place in range(3)]
    for id_, price in zip(ids, ("1.448", "1.45", "2"), strict=True):
        desk.tell(edit(store, id_, {"price": UnitPrice(price, "EUR", "L")}))
    settled()
    model = log.table.rows
    column = model.columns[model.section_of("price")]
    shown = {model.row(at).id: column.text(model.row(at)) for at in range(model.rowCount())}
    assert [shown[id_] for id_ in ids] == ["1.448", "1.450", "2.000"]
    assert {len(words) for words in shown.values() if words} == {5}
    # What was typed stays as it is.
    assert model.row(model.place_of(ids[1])).fill.price.amount == "1.45"


def test_fill_ups_are_pasted_with_titles_of_the_table(log, qtbot, settled):
    dialog = paste(
        log, qtbot, settled,
        "Date\tOdometer, km\tVolume, l\tPrice, €/l\tl/100 km\n"
        "17 Nov 2026\t16,400\t45.20\t1.577\t5.6\n",
    )  # fmt: skip
    assert dialog.title.text() == "1 new row"
    assert "Left out: l/100 km." in dialog.understood.text()
    dialog.add_button.click()
    settled()
    fill = log.table.rows.row(0).fill
    assert (fill.odometer.text, fill.volume.text, fill.price.amount) == (
        "16400 km", "45.20 L", "1.577",
    )  # fmt: skip


def test_pasted_rows_without_titles_are_to_be_looked_over_before_they_are_added(
    log, qtbot, settled
):
    dialog = paste(log, qtbot, settled, "17.11.2026\t2400\t45.20\t72.30\t?\n")
    editor = dialog.columns
    boxes = [each.box.currentText() for each in editor.previews]
    assert boxes == ["Date", "Odometer", "Volume", "Total", "Leave out"]
    assert editor.intro.text().startswith("No titles: guessed by the values.")
    assert "Was a digit lost?" in dialog.doubts.text()
    assert dialog.doubts.isVisible()
    # Whether or not the window is in front already.
    assert dialog.focusWidget() is editor.previews[0].box
    qtbot.keyClick(editor.previews[0].box, Qt.Key.Key_Return)
    assert dialog.isVisible()
    dialog.add_button.click()
    settled()
    assert log.table.rows.row(0).fill.volume.text == "45.20 L"


def test_what_a_pasted_column_is_can_be_said_otherwise(log, qtbot, settled):
    text = "Date\tStand\tVolume, l\n17.11.2026\t16,400\t45.20\n18.11.2026\tfull\t40\n"
    dialog = paste(log, qtbot, settled, text)
    stand = dialog.columns.previews[1]
    assert (stand.box.currentText(), dialog.title.text()) == ("Leave out", "2 new rows")
    stand.box.setCurrentIndex(stand.box.findText("Volume"))
    assert dialog.columns.fault.text() == "Several columns are “Volume”: only one can be."
    assert not dialog.add_button.isEnabled()
    stand.box.setCurrentIndex(stand.box.findText("Odometer"))
    settled()
    assert dialog.title.text() == "1 new row"
    assert dialog.refusals.text().startswith("Line 3, Stand: “full” does not begin with")
    assert (stand.cells.wrong, dialog.columns.previews[2].cells.wrong) == ({1}, set())
    dialog.add_button.click()
    settled()
    assert log.table.rows.row(0).fill.odometer.text == "16400 km"


def test_the_columns_can_be_said_where_all_titles_are_known(log, store, qtbot, settled):
    dialog = paste(log, qtbot, settled, "Date\tVolume\tStation\n17.11.2026\t45.20\tShell\n")
    assert dialog.table is not None
    dialog.columns_button.click()
    assert (dialog.table, dialog.columns.isVisible()) == (None, True)
    station = dialog.columns.previews[2].box
    station.setCurrentIndex(station.findText("Place"))
    settled()
    dialog.add_button.click()
    settled()
    fill = max(store.read(lambda reader: reader.all(FillUp)), key=lambda fill: fill.date.day)
    assert (fill.place, fill.station) == ("Shell", "")


def test_a_fill_up_like_another_begins_without_its_odometer(log, qtbot, settled):
    log.table.selectRow(0)
    log.table.setFocus()
    qtbot.keyClick(log.table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    settled()
    form = next(w for w in QApplication.topLevelWidgets() if isinstance(w, FillForm))
    texts = {name: form.fields[name].text() for name in ("date", "odometer", "station")}
    assert texts == {"date": "18 Nov 2026", "odometer": "", "station": "Shell"}
    # As it is typed it is seen that no digit is lost.
    form.fields["odometer"].line.setText("16.400")
    assert form.fields["odometer"].line.unit == "= 16,400 km"
    assert log.table.rows.rowCount() == 8
    form.reject()


def test_columns_of_the_log_are_chosen_and_kept(log, page, desk, store, octavia, qtbot):
    log.choose_columns()
    popover = page.window().findChild(ColumnsPopover)
    titles = [popover.list.item(row).text() for row in range(popover.list.count())]
    assert titles[:3] == ["Date", "Tank", "Odometer, km"]
    popover.list.setCurrentRow(1)
    qtbot.keyClick(popover.list, Qt.Key.Key_Space)
    qtbot.keyClick(popover.list, Qt.Key.Key_Escape)
    with again(desk, store, qtbot, octavia, "fuel") as second:
        table = second.fuel.table
        shown = [table.rows.columns[place].key for place in table.arrangement.shown_sections()]
        assert shown[:2] == ["date", "odometer"]


def test_down_in_the_filter_goes_back_to_the_rows(log, qtbot):
    log.filter.setFocus()
    qtbot.keyClick(log.filter, Qt.Key.Key_Down)
    assert log.table.hasFocus()


def test_fill_ups_copied_here_are_known_again_and_added_only_if_that_is_said(log, qtbot, settled):
    log.table.selectAll()
    log.table.copy_selected()
    dialog = paste(log, qtbot, settled, QGuiApplication.clipboard().text())
    assert dialog.refusals.text() == ""
    assert dialog.title.text() == "No new rows"
    assert dialog.understood.text().endswith("8 rows are in the garage already.")
    assert not dialog.add_button.isEnabled()
    dialog.again.setChecked(True)
    assert dialog.title.text() == "8 rows to add"
    assert dialog.table.rows.rowCount() == 8
    dialog.add_button.click()
    settled()
    assert log.table.rows.rowCount() == 16


def test_how_full_it_was_is_pasted_as_the_table_writes_it(log, store, qtbot, settled):
    rows = ("Full", "Partial", "Missed before", "2")
    lines = [f"17 Nov 2026\t{word}\t{17_000 + n}\t40" for n, word in enumerate(rows)]
    text = "\n".join(["Date\tTank\tOdometer, km\tVolume, l", *lines])
    dialog = paste(log, qtbot, settled, text)
    assert dialog.title.text() == "4 new rows"
    dialog.add_button.click()
    settled()
    fills = store.read(lambda reader: reader.all(FillUp))
    pasted = sorted((f for f in fills if f.odometer.si > 16e6), key=lambda f: f.odometer.si)
    assert [(fill.full, fill.missed, fill.tank) for fill in pasted] == [
        (True, False, None), (False, False, None), (True, True, None), (True, False, 2),
    ]  # fmt: skip
