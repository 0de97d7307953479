"""Groups of vehicles: made, shown in sections, renamed, dissolved."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from client.ui.vehicles.group_dialogs import GroupForm, GroupList
from garage.records import VehicleGroup

from .seen import card_of, choose, names_of, vehicle_of


def test_groups_stand_in_sections_when_chosen(page):
    choose(page.head.make_sort_menu(), "Sections by group")
    assert page.grid.sections == ["Classics", "In no group"]
    assert names_of(page) == ["Herbie", "Octavia", "Ape"]


def test_the_vehicles_selected_go_into_a_new_group(page, store, fleet, qtbot, settled):
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.mouseClick(card_of(page, "Octavia"), Qt.MouseButton.LeftButton, control)
    ape = card_of(page, "Ape")
    ape.setFocus()
    qtbot.keyClick(ape, Qt.Key.Key_Space)
    assert page.head.selection.count.text() == "2 selected"
    assert ape.accessibleName().endswith("selected")
    choose(page.deeds.group_menu(page, page._vehicles(page.content.picks), ()), "New group…")
    form = next(w for w in QApplication.topLevelWidgets() if isinstance(w, GroupForm))
    qtbot.keyClicks(form.fields["name"].line, "Work")
    qtbot.keyClick(form.fields["name"].line, Qt.Key.Key_Return)
    settled()
    groups = store.read(lambda reader: {g.id: g.name for g in reader.all(VehicleGroup)})
    inside = {name for name in fleet if groups.get(vehicle_of(store, fleet[name]).group) == "Work"}
    assert inside == {"Octavia", "Ape"}


def test_groups_are_renamed_and_dissolved_in_their_list(page, store, qtbot, settled):
    page.deeds.manage_groups()
    settled()
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, GroupList))
    (row,) = dialog.rows
    row.name.line.selectAll()
    qtbot.keyClicks(row.name.line, "Oldies")
    row.name.line.editingFinished.emit()
    settled()
    assert [g.name for g in store.read(lambda r: r.all(VehicleGroup))] == ["Oldies"]
    qtbot.mouseClick(dialog.rows[0].dissolve_button, Qt.MouseButton.LeftButton)
    settled()
    assert store.read(lambda r: r.all(VehicleGroup)) == []
    assert dialog.rows == []
    dialog.accept()
