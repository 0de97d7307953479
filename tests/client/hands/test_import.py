"""A table of which no heading is known: what its columns are is said by the mouse and by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox

TABLE = """Päivä;Mittarilukema;Litrat;Yhteensä;Sää
20.11.2026;17200;40,5;71,28;sade
28.11.2026;17800;41,0;70,11;lunta
31.11.2026;18400;40,0;68,00;lunta
"""
LATER = "Sää;Päivä;Mittarilukema;Litrat;Yhteensä\ntuuli;5.12.2026;19000;39,5;66,20\n"


@pytest.fixture
def table(tmp_path):
    file = tmp_path / "tankkaukset.csv"
    file.write_text(TABLE, encoding="utf-8")
    return file


def drop(person, *files):
    """Drag files from a folder onto the window, and let go."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    held = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier)  # fmt: skip
    QApplication.sendEvent(person.shell, QDragEnterEvent(QPoint(300, 300), *held))
    QApplication.sendEvent(person.shell, QDropEvent(QPointF(300, 300), *held))
    person.settle()


def choose(person, box, words):
    """Open a box by the mouse and click on one of its choices."""
    found = person.find(box, QComboBox)
    person.click(found)
    view = found.view()
    person.until(view.isVisible)
    index = view.model().index(found.findText(words), 0)
    view.scrollTo(index)

    def taken():
        # A list takes no click that comes with the one that opened it.
        if view.isVisible():
            place = view.visualRect(index).center()
            QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        return not view.isVisible()

    person.until(taken)
    person.settle()


def new_fills(person):
    fills = [fill for fill in person.records("fill_up") if str(fill.date.day) > "2026-11-18"]
    return sorted(fills, key=lambda fill: str(fill.date.day))


def test_the_columns_of_a_dropped_table_are_said_by_the_mouse(person, table, tmp_path):
    drop(person, table)
    assert person.sees("Look them over")
    person.click("Go on")
    choose(person, "Goes into the vehicle", "Octavia")
    person.click("Go on")
    assert person.sees("Fill-ups: 2 new. 1 row cannot be taken.")
    assert person.sees("Line 4, Päivä: there is no day")
    choose(person, "Column Sää is", "Place")
    choose(person, "Column Yhteensä is", "Leave out")
    person.click("Import")
    person.until(lambda: len(new_fills(person)) == 2)
    assert [(fill.odometer.value, fill.place, fill.total) for fill in new_fills(person)] == [
        ("17200", "sade", None), ("17800", "lunta", None),
    ]  # fmt: skip
    person.undo()
    assert new_fills(person) == []


def test_the_columns_of_a_table_are_said_by_keys_and_remembered(person, table, tmp_path):
    drop(person, table)
    # The boxes for the units: each as the person's region has it.
    person.press("Return")
    person.go_to("Goes into the vehicle")
    person.type("Oct")
    person.press("Return")
    assert person.at == "Column Päivä is"
    person.go_to("Column Sää is")
    person.type("Note")
    assert person.sees("Fill-ups: 2 new. 1 row cannot be taken.")
    person.press("Return")
    assert person.at == "Import"
    person.press("Return")
    person.until(lambda: len(new_fills(person)) == 2)
    assert [fill.notes for fill in new_fills(person)] == ["sade", "lunta"]
    # The next one of its shape asks for nothing but the vehicle.
    later = tmp_path / "joulukuu.csv"
    later.write_text(LATER, encoding="utf-8")
    drop(person, later)
    person.go_to("Goes into the vehicle")
    person.type("Oct")
    person.press("Return", "Return")
    person.until(lambda: len(new_fills(person)) == 3)
    assert (new_fills(person)[2].notes, new_fills(person)[2].odometer.value) == ("tuuli", "19000")


def test_of_several_files_all_that_wait_are_skipped(person, table, tmp_path):
    others = [tmp_path / f"{n}.csv" for n in range(3)]
    for other in others:
        other.write_text(TABLE, encoding="utf-8")
    drop(person, table, *others)
    assert person.sees("Import tankkaukset.csv (1 of 4)")
    person.go_to("Skip all")
    person.press("Space")
    assert person.front is person.shell
    assert new_fills(person) == []
