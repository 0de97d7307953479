"""The backups in the settings: to a file and back, the whole garage's archive, and restoring."""

import os
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from client.operations.exporting import export_garage
from client.operations.records import add
from client.store import Store
from client.ui.shell.backup_list import RestoreDialog
from client.ui.widgets.folders import documents_folder
from client.ui.widgets.question_dialog import QuestionDialog
from garage.moments import Moment
from garage.records import Vehicle, kind_named


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


def test_buttons_of_many_words_go_into_a_second_row_in_a_narrow_window(shell, show, settled):
    shell.resize(760, 800)
    backups = show("backups")
    backups.open_folder.set_words("Open the folder in which all of them are")
    settled()
    frame = shell.page._frames["backups"]
    assert frame.horizontalScrollBar().maximum() == 0
    assert backups.open_folder.y() > backups.now.geometry().bottom()
    assert backups.archive.geometry().top() > backups.open_folder.parentWidget().geometry().bottom()
