"""A walk of the tour: the history of a vehicle and of a record, and the trash."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from client.app.tour import Tour
    from client.ui.shell.shell import Shell


def walk(tour: Tour, shell: Shell) -> None:
    """Keep the pictures of these screens; what was done for them is undone."""
    from client.app.tour import vehicle_named
    from client.operations.records import delete, edit
    from client.store import Query, Reader
    from client.ui.routes import TRASH, VEHICLE, Route
    from client.ui.vehicles.record_history import open_history
    from garage.records import Expense, FillUp, Note, Service
    from garage.units import Quantity

    desk, octavia = shell.desk, vehicle_named(shell, "Octavia")
    found: list[str] = []

    def look(reader: Reader) -> list[str]:
        kinds = (FillUp, Service, Expense, Note)
        return [reader.all(kind, Query(owner=octavia, limit=1))[0].id for kind in kinds]

    desk.read(shell, look, found.extend)
    tour.settle(desk)
    fill, service, expense, note = found
    desk.operate(shell, lambda s: edit(s, fill, {"odometer": Quantity("84210", "km")}))
    desk.operate(shell, lambda s: edit(s, fill, {"station": "Aral", "driver": "Anna"}))
    desk.operate(shell, lambda s: edit(s, service, {"supplier": "Autohaus Lindner"}))
    desk.operate(shell, lambda s: delete(s, [expense]))
    desk.operate(shell, lambda s: delete(s, [service, note]))
    desk.go(Route(VEHICLE, octavia, "history"))
    tour.settle(desk)
    tour.in_both("09-history", shell, desk)
    sheet = open_history(desk, shell, fill)
    tour.settle(desk)
    tour.in_both("09-history-record", sheet, desk)
    sheet.accept()
    desk.go(Route(TRASH))
    tour.settle(desk)
    tour.in_both("24-trash", shell, desk)
    for _step in range(5):
        desk.undo()
    tour.settle(desk)
    tour.in_both("24-trash-empty", shell, desk)
