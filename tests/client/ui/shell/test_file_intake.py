"""Files dropped onto the window: said while they are dragged, looked at one after another."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from client.ui.shell.import_dialog import ImportDialog
from garage.records import FillUp

HEAD = "date,odometer (km),volume (l),total (EUR)\n"


def files_of(*paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


_OFFERED = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
_BY_HAND = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)


def entering(data):
    return QDragEnterEvent(QPoint(300, 300), _OFFERED, data, *_BY_HAND)


def dropping(data):
    return QDropEvent(QPointF(300, 300), _OFFERED, data, *_BY_HAND)


def drop(shell, data):
    QApplication.sendEvent(shell, dropping(data))


@pytest.fixture
def logs(tmp_path):
    made = []
    for month in (7, 8, 9):
        file = tmp_path / f"log {month}.csv"
        file.write_text(f"{HEAD}2026-0{month}-01,{month}0000,40.5,60.10\n", encoding="utf-8")
        made.append(file)
    return made


def shown(shell):
    return [each for each in shell.findChildren(ImportDialog) if each.isVisible()]


def test_while_files_are_dragged_it_is_said_what_dropping_does(shell, logs):
    data, one, text = files_of(*logs), files_of(logs[0]), QMimeData()
    text.setText("hello")
    QApplication.sendEvent(shell, entering(text))
    assert shell._intake.hint is None
    QApplication.sendEvent(shell, entering(one))
    hint = shell._intake.hint
    assert (hint.isVisible(), hint.words) == (True, "Drop to import log 7.csv")
    QApplication.sendEvent(shell, QDragLeaveEvent())
    assert not hint.isVisible()
    QApplication.sendEvent(shell, entering(data))
    assert (hint.isVisible(), hint.words) == (True, "Drop to import 3 files")
    assert hint.size() == shell.size()
    QApplication.sendEvent(shell, QDragLeaveEvent())


def test_a_file_that_its_source_would_move_is_copied(shell, logs, settled):
    data = files_of(logs[0])
    for event in (entering(data), dropping(data)):
        event.setDropAction(Qt.DropAction.MoveAction)
        QApplication.sendEvent(shell, event)
        assert (event.isAccepted(), event.dropAction()) == (True, Qt.DropAction.CopyAction)
    settled()
    (dialog,) = shown(shell)
    dialog.cancel_button.click()
    settled()


def test_several_files_are_looked_at_one_after_another(shell, logs, store, settled, qtbot):
    QApplication.sendEvent(shell, entering(data := files_of(*logs)))
    drop(shell, data)
    settled()
    assert not shell._intake.hint.isVisible()
    headings = []
    for skipped in (False, True, False):
        qtbot.waitUntil(lambda: len(shown(shell)) == 1, timeout=60_000)
        settled()
        (dialog,) = shown(shell)
        headings.append(dialog.heading.text())
        (dialog.cancel_button if skipped else dialog.go_button).click()
        settled()
    qtbot.waitUntil(lambda: shown(shell) == [], timeout=60_000)
    assert headings == [f"Import log {n + 6}.csv ({n} of 3)" for n in (1, 2, 3)]
    fills = store.read(lambda reader: reader.all(FillUp))
    assert {str(fill.date.day) for fill in fills} == {"2026-07-01", "2026-09-01"}


def test_a_single_file_is_not_counted_and_text_is_left(shell, logs, settled):
    text = QMimeData()
    text.setText("hello")
    for data in (text, file := files_of(logs[0])):
        assert shown(shell) == []
        # Qt drops only onto what was entered before.
        QApplication.sendEvent(shell, entering(file))
        drop(shell, data)
        settled()
    (dialog,) = shown(shell)
    assert dialog.heading.text() == "Import log 7.csv"
    dialog.reject()


def test_all_that_wait_can_be_skipped_at_once(shell, logs, store, settled, qtbot):
    QApplication.sendEvent(shell, entering(data := files_of(*logs)))
    drop(shell, data)
    settled()
    qtbot.waitUntil(lambda: len(shown(shell)) == 1, timeout=60_000)
    (first,) = shown(shell)
    assert (first.cancel_button.text(), first.skip_button.isVisible()) == ("Skip", True)
    first.cancel_button.click()
    qtbot.waitUntil(lambda: len(shown(shell)) == 1 and shown(shell)[0] is not first, timeout=60_000)
    settled()
    shown(shell)[0].skip_button.click()
    settled()
    assert shown(shell) == []
    assert store.read(lambda reader: reader.all(FillUp)) == []
    # What is dropped afterwards is looked at again.
    shell.import_file(str(logs[0]))
    settled()
    (dialog,) = shown(shell)
    assert (dialog.cancel_button.text(), dialog.skip_button.isVisible()) == ("Cancel", False)
    dialog.reject()


def test_the_last_of_several_leaves_nothing_to_skip(shell, logs, settled, qtbot):
    shell._intake.take([str(logs[0]), str(logs[1])])
    settled()
    shown(shell)[0].cancel_button.click()
    settled()
    (last,) = shown(shell)
    assert (last.cancel_button.text(), last.skip_button.isVisible()) == ("Skip", False)
    last.reject()
