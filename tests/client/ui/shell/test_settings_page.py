"""The settings: each section shows what is set, and keeps what is changed at once."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from client.exchange.first_look import FirstLook, FirstRow
from client.exchange.generic_columns import ColumnChoice
from client.operations.import_columns import remember_columns, remembered_tables
from client.ui.routes import SETTINGS, Route
from client.ui.settings.region_section import country_names
from client.ui.settings.sections import sections


def pick(box, data, settled):
    """Choose as the pointer does."""
    box.setCurrentIndex(box.findData(data))
    box.activated.emit(box.currentIndex())
    settled()


def kept(store):
    return store.read(lambda reader: reader.settings())


@pytest.mark.parametrize("key", [spec.key for spec in sections()])
def test_everything_in_a_section_that_takes_the_keyboard_has_a_name(shell, show, key):
    section = show(key)
    assert section.isVisible()
    assert shell.page.index[key].isChecked()
    nameless = [
        widget
        for widget in section.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisibleTo(section)
        and not widget.accessibleName()
    ]
    assert nameless == []


def test_the_index_leads_to_a_section_and_back_leads_out(shell, show, settled, qtbot):
    show("person")
    qtbot.mouseClick(shell.page.index["about"], Qt.MouseButton.LeftButton)
    settled()
    assert shell.page.section("about").isVisible()
    shell.desk.back()
    assert shell.desk.trail.here.page != SETTINGS


def test_the_keyboard_begins_at_the_section_that_was_come_to(shell, settled):
    shell.setFocus()
    shell.desk.go(Route(SETTINGS, tab="account"))
    settled()
    assert shell.page.index["account"].hasFocus()


def test_in_a_narrow_window_the_index_shows_its_icons_and_keeps_its_names(shell, show, settled):
    show("units")
    shell.resize(780, 600)
    settled()
    row = shell.page.index["units"]
    assert row.width() < 60
    assert row.accessibleName() == "Units"
    shell.resize(1200, 800)
    settled()
    assert row.width() > 150


def test_the_garage_gets_its_name_in_the_sidebar(shell, show, settled, qtbot):
    person = show("person")
    person.garage.line.setFocus()
    person.garage.line.selectAll()
    qtbot.keyClicks(person.garage.line, "Lindner garage")
    qtbot.keyClick(person.garage.line, Qt.Key.Key_Return)
    settled()
    assert shell.sidebar.contents.garage == "Lindner garage"


def test_of_two_names_given_quickly_the_last_one_stays(shell, store, show, settled, qtbot):
    line = show("person").name.line
    line.setFocus()
    shell.desk.workers.hold()
    for name in ("Anna", "Jonas"):
        line.selectAll()
        qtbot.keyClicks(line, name)
        qtbot.keyClick(line, Qt.Key.Key_Return)
    shell.desk.workers.release()
    settled()
    assert (kept(store)["name"], line.text()) == ("Jonas", "Jonas")


def test_of_two_names_for_the_garage_the_last_one_stays(shell, store, show, settled, qtbot):
    line = show("person").garage.line
    before = line.text()
    line.setFocus()
    shell.desk.workers.hold()
    for name in ("Lindner garage", before):
        line.setText(name)
        qtbot.keyClick(line, Qt.Key.Key_Return)
    shell.desk.workers.release()
    settled()
    assert (store.read(lambda reader: reader.home()[1]), line.text()) == (before, before)


def test_names_that_are_typed_as_the_window_closes_are_kept(shell, store, show, settled, qtbot):
    person = show("person")
    for line, name in ((person.name.line, "Anna"), (person.garage.line, "Lindner garage")):
        line.selectAll()
        qtbot.keyClicks(line, name)
    shell.desk.stop()
    settled()
    assert kept(store)["name"] == "Anna"
    assert store.read(lambda reader: reader.home()[1]) == "Lindner garage"


def test_a_unit_shows_its_effect_at_once_and_goes_back_to_the_regions(store, show, settled):
    units = show("units")
    assert "84,120 km" in units.example.text()
    pick(units.boxes["distance"], "mi", settled)
    assert "52,270 mi" in units.example.text()
    assert kept(store)["units"] == {"distance": "mi"}
    pick(units.boxes["distance"], None, settled)
    assert "units" not in kept(store)
    assert "84,120 km" in units.example.text()


def test_days_numbers_and_zone_are_chosen_apart_from_the_region(store, show, settled):
    region = show("region")
    pick(region.dates, "YMD", settled)
    pick(region.numbers, "1.234,5", settled)
    pick(region.currency, "CHF", settled)
    pick(region.zone, "Asia/Tokyo", settled)
    assert region.example.text() == ("For example: 2026-11-18, 19:42 · 84.120,5 · CHF 1.267,10")
    assert kept(store)["zone"] == "Asia/Tokyo"


def test_another_language_is_kept(store, show, settled):
    window = show("window")
    pick(window.language, "de", settled)
    assert kept(store)["language"] == "de"


def test_what_is_kept_here_is_counted(show):
    here = show("here")
    assert here.count.text() == "Records: 3 · in the trash: 0"
    assert "MB" in here.weight.text()


def test_a_remembered_table_is_listed_and_can_be_forgotten(store, show, settled, qtbot):
    assert not show("here").tables.isVisible()
    rows = FirstRow(1, ("Stand", "Tag")), FirstRow(2, ("84120", "2026-08-31"))
    remember_columns(store, FirstLook(rows), ColumnChoice("odometer", ("odometer", "date")), {})
    card = show("here").tables
    card.refresh()
    settled()
    (row,) = card.rows
    assert (row.title.text(), row.columns.text()) == (
        "Odometer readings", "stand: Odometer · tag: Date",
    )  # fmt: skip
    assert row.forget.accessibleName() == "Forget Odometer readings: stand: Odometer · tag: Date"
    qtbot.mouseClick(row.forget, Qt.MouseButton.LeftButton)
    settled()
    assert not card.isVisible()
    assert remembered_tables(kept(store)) == ()


def test_quiet_hours_are_ticked_typed_and_taken_away(store, show, settled, qtbot):
    alarms = show("alarms")
    assert not alarms.hours.begin.isEnabled()
    alarms.quiet.click()
    settled()
    assert kept(store)["quiet_hours"] == ["22:00", "07:00"]
    alarms.hours.end.setFocus()
    alarms.hours.end.selectAll()
    qtbot.keyClicks(alarms.hours.end, "6:30")
    qtbot.keyClick(alarms.hours.end, Qt.Key.Key_Return)
    settled()
    assert kept(store)["quiet_hours"] == ["22:00", "06:30"]
    alarms.hours.begin.setText("late")
    alarms.hours.begin.left.emit()
    settled()
    assert alarms.hours.fields[0].editor.property("wrong")
    assert alarms.hours.begin.text() == "late"
    assert kept(store)["quiet_hours"] == ["22:00", "06:30"]
    alarms.quiet.click()
    settled()
    assert "quiet_hours" not in kept(store)


def test_regions_stand_in_the_order_of_their_letters_whatever_their_accents():
    names = [name for _code, name in country_names("de")]
    assert names.index("Dänemark") + 1 == names.index("Deutschland")
    assert names.index("Österreich") < names.index("Polen")


@pytest.mark.parametrize(
    ("section", "box", "value"), [("region", "region", "FR"), ("window", "theme", "dark")]
)
def test_a_choice_that_could_not_be_kept_goes_back_to_what_counts(
    locked, shell, show, settled, section, box, value
):
    choice = getattr(show(section), box)
    before = choice.currentData()
    locked.begin()
    pick(choice, value, settled)
    assert choice.currentData() == before
    locked.end()
    pick(choice, value, settled)
    assert choice.currentData() == value
