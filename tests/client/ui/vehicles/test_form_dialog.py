"""The frame of every form: where it stands on the screen."""

from PySide6.QtWidgets import QWidget

from client.ui.vehicles.form_dialog import FormDialog
from client.ui.widgets.form_field import FormField


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
    form.reject()
