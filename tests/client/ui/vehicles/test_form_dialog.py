"""The frame of every form: where it stands on the screen."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from client.ui.vehicles.form_dialog import FormDialog
from client.ui.widgets.form_field import FormField

LONG = "This cannot be for a reason that takes many words, more than stand on a single line."


def test_a_form_grows_by_what_is_said_and_no_further(qtbot):
    """Also where one complaint takes another's place before Qt has laid anything out."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    form = FormDialog("Edit vehicle", "Save", window)
    fields = [form.put(f"field {number}", FormField("Field"), 6) for number in range(4)]
    form.open()
    plain = form.height()
    fields[0].set_caution(LONG)
    qtbot.waitUntil(lambda: form.height() > plain)
    needed = form.height()
    # What is asked about goes from one row to the other.
    for one, other in ((2, 0), (0, 2), (2, 0)):
        fields[one].set_caution(LONG)
        fields[other].set_caution("")
        for _turn in range(20):
            QApplication.processEvents()
        assert form.height() == needed
    fields[2].set_error(LONG)
    for _turn in range(20):
        QApplication.processEvents()
    assert form.height() == needed
    form.reject()


def test_the_buttons_of_a_form_that_was_placed_too_low_come_onto_the_screen(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    form = FormDialog("Edit vehicle", "Save", window)
    form.put("name", FormField("Name"), 12)
    room = form.screen().availableGeometry()
    form.open()
    form.move(room.left() + 20, room.bottom() - 60)
    qtbot.waitUntil(lambda: form.frameGeometry().bottom() <= room.bottom())
    assert form.frameGeometry().left() == room.left() + 20
    assert room.contains(form.save_button.mapToGlobal(form.save_button.rect().bottomRight()))
    for number in range(3):
        form.put(f"more {number}", FormField("More"), 12)
    form.move(room.left() + 20, room.bottom() + 1 - form.height())
    qtbot.waitUntil(lambda: form.height() > 200)
    qtbot.waitUntil(lambda: form.frameGeometry().bottom() <= room.bottom())
    form.reject()


def _long_form(qtbot, window):
    """A form with more fields than the screen has room for."""
    form = FormDialog("Edit vehicle", "Save", window)
    for number in range(30):
        form.put(f"field {number}", FormField(f"Field {number}"), 12)
    form.open()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow, timeout=60_000)
    return form


def _is_in_sight(widget):
    return widget.visibleRegion().boundingRect() == widget.rect()


def test_a_form_scrolls_to_where_the_keyboard_is_sent(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    form = _long_form(qtbot, window)
    last, first = form.fields["field 29"], form.fields["field 0"]
    assert not _is_in_sight(last)
    last.set_error(LONG)
    last.setFocus()
    qtbot.waitUntil(lambda: _is_in_sight(last) and _is_in_sight(last.said), timeout=60_000)
    first.setFocus()
    qtbot.waitUntil(lambda: _is_in_sight(first), timeout=60_000)
    form.reject()


def test_a_form_does_not_move_below_the_pointer_that_presses_in_it(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    form = _long_form(qtbot, window)
    bar = form._scroll.verticalScrollBar()
    line = form.fields["field 20"].line
    # Its lower part is cut off at the frame's end.
    top = line.mapTo(form._scroll.widget(), line.rect().topLeft()).y()
    bar.setValue(top + line.height() // 2 - form._scroll.viewport().height())
    before = bar.value()
    assert 0 < line.visibleRegion().boundingRect().height() < line.height()
    spot = line.visibleRegion().boundingRect().center()
    QTest.mousePress(line, Qt.MouseButton.LeftButton, pos=spot)
    for _turn in range(20):
        QApplication.processEvents()
    assert line.hasFocus()
    assert bar.value() == before
    QTest.mouseRelease(line, Qt.MouseButton.LeftButton, pos=spot)
    form.reject()
