"""A walk of the tour: forms of records, with their rows, with a complaint and with a warning."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from client.app.tour import Tour
    from client.ui.shell.shell import Shell
    from client.ui.vehicles.form_dialog import FormDialog
    from garage.records import Record, Vehicle


def walk(tour: Tour, shell: Shell) -> None:
    """Keep the pictures of these screens."""
    from client.app.tour import vehicle_named
    from client.ui.vehicles.fill_form import FillForm

    octavia = vehicle_named(shell, "Octavia")
    for name, kind in (("30-form-service", "service"), ("31-form-expense", "expense"),
                       ("32-form-reminder", "reminder")):  # fmt: skip
        vehicle, record = _read(shell, tour, octavia, kind)
        _keep(tour, shell, name, _opened(shell, tour, kind, vehicle, record))
    vehicle, _record = _read(shell, tour, octavia, "service")
    _keep(tour, shell, "33-form-vehicle", _opened(shell, tour, "vehicle", vehicle, vehicle))
    _keep(tour, shell, "34-form-wrong", _wrong(shell, tour, vehicle))
    form = _opened(shell, tour, "fill_up", vehicle, None)
    if isinstance(form, FillForm):
        form.more.unfold()
    _keep(tour, shell, "35-form-fill-up", form)


def _read(shell: Shell, tour: Tour, vehicle: str, kind: str) -> tuple[Vehicle, Record]:
    """The vehicle and its newest record of a kind; of services one with lines."""
    from client.operations.whole_record import children_of
    from client.store import Query, Reader
    from garage.records import Vehicle, kind_named

    found: list[tuple[Vehicle, Record]] = []

    def work(reader: Reader) -> tuple[Vehicle, Record]:
        records = reader.records(kind_named(kind), Query(owner=vehicle, limit=40))
        chosen = max(records, key=lambda one: len(children_of(reader, one)))
        return reader.get(Vehicle, vehicle), chosen

    shell.desk.read(shell, work, found.append)
    tour.settle(shell.desk)
    return found[0]


def _opened(
    shell: Shell, tour: Tour, kind: str, vehicle: Vehicle, record: Record | None
) -> FormDialog:
    from client.ui.vehicles.record_form import open_form

    form = open_form(shell.desk, shell, kind, vehicle, record)
    tour.settle(shell.desk)
    return form


def _wrong(shell: Shell, tour: Tour, vehicle: Vehicle) -> FormDialog:
    """A service with a lost digit, a total that is none, and a second thought about leaving."""
    from PySide6.QtTest import QTest

    form = _opened(shell, tour, "service", vehicle, None)
    for name, text in (("title", "Oil and filter"), ("odometer", "8412"), ("total", "lots")):
        field = form.fields[name]
        field.editor.setFocus()
        QTest.keyClicks(field.editor, text)
        tour.settle(shell.desk)
    form.fields["supplier"].editor.setFocus()
    tour.settle(shell.desk)
    form.reject()
    return form


def _keep(tour: Tour, shell: Shell, name: str, form: FormDialog) -> None:
    tour.settle(shell.desk)
    tour.in_both(name, form, shell.desk)
    form.reject()
    if form.asks:
        form.reject()
    tour.settle(shell.desk)
