"""Own fields in the settings: made, renamed along with their values, deleted, and told apart."""

from PySide6.QtCore import Qt

from client.operations.own_fields import own_fields
from client.operations.records import edit
from client.ui.settings.field_form import FieldForm, RenameForm
from garage.records import Vehicle


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
