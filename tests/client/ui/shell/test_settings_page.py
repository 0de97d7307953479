"""The settings: each section shows what is set, and keeps what is changed at once."""

import os
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from client.exchange.first_look import FirstLook, FirstRow
from client.exchange.generic_columns import ColumnChoice
from client.operations.exporting import export_garage
from client.operations.import_columns import remember_columns, remembered_tables
from client.operations.own_fields import own_fields
from client.operations.records import add, edit
from client.store import Store
from client.ui.routes import SETTINGS, Route
from client.ui.settings.field_form import FieldForm, RenameForm
from client.ui.settings.region_section import country_names
from client.ui.settings.sections import sections
from client.ui.shell.backup_list import RestoreDialog
from client.ui.widgets.folders import documents_folder
from client.ui.widgets.question_dialog import QuestionDialog
from garage.moments import Moment
from garage.records import Vehicle, kind_named


@pytest.fixture
def show(shell, settled):
    """Go to a section of the settings."""

    def go(key):
        shell.desk.go(Route(SETTINGS, tab=key))
        settled()
        return shell.page.section(key)

    return go


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


def test_the_daily_backups_are_listed_and_one_goes_to_a_file(
    shell, store, show, settled, qtbot, tmp_path
):
    store.daily_backup(date(2026, 11, 18))
    backups = show("backups")
    assert len(backups.rows) == 1
    assert backups.rows[0].accessibleName().startswith("Today, paddock-2026-11-18.sqlite")
    said = []
    shell.desk.said.connect(lambda words, _undo: said.append(words))
    qtbot.mouseClick(backups.now, Qt.MouseButton.LeftButton)
    chooser = shell.findChild(QFileDialog)
    assert chooser.directory().absolutePath() == str(documents_folder())
    assert Path(chooser.selectedFiles()[0]).name == "paddock-2026-11-18.sqlite"
    chooser.setDirectory(str(tmp_path))
    chooser.selectFile("mine")
    chooser.accept()
    settled()
    qtbot.waitUntil(lambda: shell.findChild(QFileDialog) is None)
    assert (tmp_path / "mine.sqlite").is_file()
    assert said == ["Backed up to mine.sqlite"]


def test_the_whole_garage_goes_to_a_file_and_comes_back_from_it_with_one_undo(
    shell, store, show, settled, tmp_path
):
    said = []
    shell.desk.said.connect(lambda words, undo: said.append((words, undo)))
    archive = show("backups").archive
    for format_, name in (("zip", "all.zip"), ("json", "all.json"), ("csv", "tables.zip")):
        archive.export_to(tmp_path / name, format_)
        settled()
        assert (tmp_path / name).stat().st_size > 100
        assert said.pop()[0].endswith(f"records to {name}")
    before = {each.id: each.name for each in store.read(lambda reader: reader.all(Vehicle))}
    archive.take_in(str(tmp_path / "all.zip"))
    settled()
    assert archive.note.isVisible()
    assert archive.note.text() == "All of it is here already."
    with Store(tmp_path / "other") as other:
        add(other, kind_named("vehicle"), {"name": "From elsewhere"})
        export_garage(other, tmp_path / "other.zip", "zip", Moment(date(2026, 11, 18)))
    archive.take_in(str(tmp_path / "other.zip"))
    settled()
    there = {each.id: each.name for each in store.read(lambda reader: reader.all(Vehicle))}
    assert set(there.values()) - set(before.values()) == {"From elsewhere"}
    assert said[-1][1], "Undo stands beside it"
    shell.desk.undo()
    settled()
    assert {each.id: each.name for each in store.read(lambda reader: reader.all(Vehicle))} == before
    archive.take_in(str(tmp_path / "tables.zip"))
    settled()
    assert archive.note.isVisible()
    assert archive.take.isEnabled()


def test_a_long_export_and_taking_in_say_how_far_they_are_and_can_be_stopped(
    shell, store, show, settled, tmp_path, qtbot
):
    archive, target = show("backups").archive, tmp_path / "all.zip"
    shell.desk.workers.hold()
    archive.export_to(target, "zip")
    assert archive.strip.isVisible()
    assert archive.strip.accessibleName() == "Writing all.zip…"
    qtbot.mouseClick(archive.strip.cancel_button, Qt.MouseButton.LeftButton)
    shell.desk.workers.release()
    settled()
    assert not target.exists()
    assert not archive.strip.isVisible()
    assert "stopped" in archive.note.text()
    told = []
    archive._progressed.connect(lambda done, all_: told.append((done, all_)))
    archive.export_to(target, "zip")
    settled()
    assert told[-1][0] == told[-1][1] > 0
    archive._begin(archive.take, target, "", "Taking in {file}, {done} of {all} records")
    archive._on_progress(1200, 4800)
    assert archive.strip.accessibleName() == "Taking in all.zip, 1,200 of 4,800 records"
    assert archive.strip.share == 0.25
    with Store(tmp_path / "other") as other:
        add(other, kind_named("vehicle"), {"name": "From elsewhere"})
        export_garage(other, tmp_path / "other.zip", "zip", Moment(date(2026, 11, 18)))
    before = store.read(lambda reader: len(reader.all(Vehicle)))
    shell.desk.workers.hold()
    archive.take_in(str(tmp_path / "other.zip"))
    qtbot.mouseClick(archive.strip.cancel_button, Qt.MouseButton.LeftButton)
    shell.desk.workers.release()
    settled()
    assert store.read(lambda reader: len(reader.all(Vehicle))) == before
    assert "stopped" in archive.note.text()
    assert archive.take.hasFocus()


def test_a_file_that_is_no_backup_is_refused_where_it_was_chosen(
    shell, show, settled, tmp_path, qtbot
):
    backups = show("backups")
    qtbot.mouseClick(backups.back, Qt.MouseButton.LeftButton)
    dialog = shell.findChild(RestoreDialog)
    wrong = tmp_path / "letter.txt"
    wrong.write_text("Dear garage")
    dialog.take_file(str(wrong))
    settled()
    assert dialog.wrong.isVisible()
    assert "no backup" in dialog.wrong.text()
    assert shell.restoring is None
    dialog.reject()


def test_a_backup_that_lies_elsewhere_can_be_restored(shell, store, show, settled, tmp_path, qtbot):
    store.backup(tmp_path / "mine.sqlite")
    show("backups")
    shell.ask_for_backup()
    shell.findChild(RestoreDialog).take_file(str(tmp_path / "mine.sqlite"))
    settled()
    question = shell.findChild(QuestionDialog)
    assert question.windowTitle() == "Restore the garage from “mine.sqlite”?"
    assert shell.restoring is None
    qtbot.mouseClick(question.action, Qt.MouseButton.LeftButton)
    assert shell.restoring == tmp_path / "mine.sqlite"


def test_what_a_restored_backup_replaced_is_offered_with_the_time_it_was_left_at(
    shell, store, show, settled
):
    daily = store.daily_backup(date(2026, 11, 18))
    replaced = store.folder / "paddock.before-restore-1.sqlite"
    store.backup(replaced)
    for file, clock in ((daily, (9, 5)), (replaced, (17, 40))):
        made = datetime(2026, 11, 18, *clock).timestamp()
        os.utime(file, (made, made))
    show("backups")
    shell.ask_for_backup()
    dialog = shell.findChild(RestoreDialog)
    later, earlier = (row.accessibleName() for row in dialog.backups.rows)
    assert later.startswith("As the garage was on 2026-11-18, 17:40, paddock.before-restore-1")
    assert earlier.startswith("As the garage was on 2026-11-18, 09:05, paddock-2026-11-18")
    dialog.backups.rows[0].click()
    question = shell.findChild(QuestionDialog)
    assert question.windowTitle() == "Restore the garage of 2026-11-18, 17:40?"
    question.action.click()
    assert shell.restoring == replaced


def test_an_own_field_is_made_renamed_with_its_values_and_deleted(
    shell, store, octavia, show, settled, qtbot
):
    fields = show("fields")
    qtbot.mouseClick(fields.make, Qt.MouseButton.LeftButton)
    form = shell.findChild(FieldForm)
    qtbot.keyClicks(form.fields["name"].line, "Paint code")
    qtbot.mouseClick(form.save_button, Qt.MouseButton.LeftButton)
    settled()
    (made,) = store.read(own_fields)
    assert (made.name, made.applies_to) == ("Paint code", "vehicle")
    edit(store, octavia, {"custom": {"Paint code": "LF9E", "Key": "12"}})
    fields._on_rename(made)
    rename = shell.findChild(RenameForm)
    rename.fields["name"].set_text("Colour code")
    qtbot.keyClick(rename.fields["name"].line, Qt.Key.Key_Return)
    settled()
    vehicle = store.read(lambda reader: reader.get(Vehicle, octavia))
    assert vehicle.custom == {"Colour code": "LF9E", "Key": "12"}
    assert len(fields.rows) == 1
    shell.desk.undo()
    settled()
    assert "Paint code" in store.read(lambda reader: reader.get(Vehicle, octavia)).custom
    fields._on_delete(made.id)
    settled()
    assert fields.rows == {}
    assert fields.none.isVisible()


def test_two_own_fields_of_one_name_are_refused_in_the_form(shell, store, show, settled, qtbot):
    fields = show("fields")
    for _time in range(2):
        fields._on_add()
        form = shell.findChildren(FieldForm)[-1]
        form.fields["name"].set_text("Key")
        form.save()
        settled()
    assert len(store.read(own_fields)) == 1
    assert "already" in form.wrong.text()
    form.reject()


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


def test_buttons_of_many_words_go_into_a_second_row_in_a_narrow_window(shell, show, settled):
    shell.resize(760, 800)
    backups = show("backups")
    backups.open_folder.set_words("Open the folder in which all of them are")
    settled()
    frame = shell.page._frames["backups"]
    assert frame.horizontalScrollBar().maximum() == 0
    assert backups.open_folder.y() > backups.now.geometry().bottom()
    assert backups.archive.geometry().top() > backups.open_folder.parentWidget().geometry().bottom()


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
