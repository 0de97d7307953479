"""A walk of the tour: a field of many rows with a doubt about it, and the form of a new vehicle."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from client.app.tour import Tour
    from client.ui.shell.shell import Shell
    from client.ui.vehicles.form_dialog import FormDialog
    from client.ui.vehicles.many_dialog import ManyDialog


def walk(tour: Tour, shell: Shell) -> None:
    """Keep the pictures of these dialogs, light and dark."""
    dialog = _fills(tour, shell)
    tour.in_both("36-many-field", dialog, shell.desk)
    _doubt(tour, shell, dialog)
    tour.in_both("36-many-doubt", dialog, shell.desk)
    _leave(tour, shell, dialog)
    form = _new_vehicle(tour, shell)
    tour.in_both("37-form-new-vehicle", form, shell.desk)
    _leave(tour, shell, form)


def walk_words(tour: Tour, shell: Shell) -> None:
    """The same, to see whether another language finds room."""
    dialog = _fills(tour, shell)
    _doubt(tour, shell, dialog)
    tour.keep("36-many-doubt", dialog)
    _leave(tour, shell, dialog)
    form = _new_vehicle(tour, shell)
    tour.keep("37-form-new-vehicle", form)
    _leave(tour, shell, form)


def _fills(tour: Tour, shell: Shell) -> ManyDialog:
    """The question about twelve fill-ups, begun at the cell of a station.

    They are not selected any more behind it: the table is left as it was found.
    """
    from client.app.tour import vehicle_named
    from client.ui.routes import VEHICLE, Route
    from client.ui.vehicles.fuel_tab import FuelTab
    from client.ui.vehicles.many_dialog import ManyDialog

    shell.desk.go(Route(VEHICLE, vehicle_named(shell, "Octavia"), "fuel"))
    tour.settle(shell.desk)
    tab = shell.findChild(FuelTab)
    table = tab.table if tab is not None else None
    assert tab is not None
    assert table is not None
    table.select_ids([table.rows.id_at(place) for place in range(12)])
    station = table.rows.index(0, table.rows.section_of("station"))
    table.selectionModel().setCurrentIndex(station, table.selectionModel().SelectionFlag.NoUpdate)
    tab.edits.many.open()
    table.selectionModel().clear()
    tour.settle(shell.desk)
    dialog = shell.findChild(ManyDialog)
    assert dialog is not None
    return dialog


def _doubt(tour: Tour, shell: Shell, dialog: ManyDialog) -> None:
    """An odometer that cannot be that of all."""
    dialog.which.setCurrentIndex(_odometer(dialog))
    dialog.entry.set_text("84120")
    dialog.save()
    tour.settle(shell.desk)


def _odometer(dialog: ManyDialog) -> int:
    places = range(len(dialog.entries))
    return next(at for at in places if dialog.entries[at].spec.name == "odometer")


def _new_vehicle(tour: Tour, shell: Shell) -> FormDialog:
    """A hybrid, with a tank that is none."""
    from client.ui.vehicles.vehicle_form import VehicleForm

    form = VehicleForm(shell.desk, shell)
    form.open()
    form.fields["name"].set_text("Outlander")
    form.energies.choose(("petrol", "electric"))
    form.fields["odometer"].set_text("42300")
    form.fields["battery"].set_text("13.8")
    form.fields["tank"].set_text("lots")
    form.fields["tank"].line.editingFinished.emit()
    tour.settle(shell.desk)
    return form


def _leave(tour: Tour, shell: Shell, dialog: FormDialog) -> None:
    dialog.done(0)
    tour.settle(shell.desk)
