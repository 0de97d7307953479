"""A walk of the tour: the tabs of a vehicle's records, and what their tables can do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from client.app.tour import Tour
    from client.ui.shell.shell import Shell
    from client.ui.vehicles.records_tab import RecordsTab

_PASTED = """Date\tWhat was done\tTotal, €\tShelf
2026-11-02\tWiper blades\t31.50\tA
2026-11-09\tHeadlights set\t24\t
soon\tHorn\t9\tB
"""
_TABS = ("service", "expenses", "trips", "parts", "specs", "documents", "notes")


def walk(tour: Tour, shell: Shell) -> None:
    """Keep the pictures of these screens."""
    from client.app.tour import NARROW, SIZE, vehicle_named
    from client.ui.routes import VEHICLE, Route

    desk, octavia = shell.desk, vehicle_named(shell, "Octavia")
    herbie = vehicle_named(shell, "Herbie")
    for tab in _TABS:
        desk.go(Route(VEHICLE, herbie if tab == "parts" else octavia, tab))
        tour.settle(desk)
        tour.in_both(f"04-{tab}", shell, desk)
    shell.resize(*NARROW)
    for tab in ("service", "trips"):
        desk.go(Route(VEHICLE, octavia, tab))
        tour.settle(desk)
        tour.keep(f"04-{tab}-narrow", shell)
    shell.resize(*SIZE)
    desk.go(Route(VEHICLE, octavia, "service"))
    tour.settle(desk)
    _walk_table(tour, shell)
    desk.go(Route(VEHICLE, vehicle_named(shell, "Trailer"), "trips"))
    tour.settle(desk)
    tour.in_both("04-trips-empty", shell, desk)


def _walk_table(tour: Tour, shell: Shell) -> None:
    """The filter with an error, a cell being changed, the columns, pasted rows."""
    from client.ui.vehicles.paste_dialog import PasteDialog
    from client.ui.vehicles.records_tab import RecordsTab
    from client.ui.widgets.columns_popover import ColumnsPopover

    tab = shell.findChild(RecordsTab, "service")
    if tab is None or tab.table is None:
        return
    _ask(tour, shell, tab, "total > many")
    tour.keep("04-service-filter-light", shell)
    _ask(tour, shell, tab, "")
    table = tab.table
    table.selectRow(1)
    section = table.rows.section_of("total")
    table.editing.begin(table.rows.index(1, section))
    if table.editing.line is not None:
        table.editing.line.setText("plenty")
        table.editing.line.given.emit()
    tour.settle(shell.desk)
    tour.in_both("04-service-cell", shell, shell.desk)
    table.editing.close()
    tab.choose_columns()
    popover = shell.findChild(ColumnsPopover)
    if popover is not None:
        tour.settle(shell.desk)
        tour.in_both("04-columns", popover, shell.desk)
        popover.close()
    titles = [(column.title, column.field) for column in table.rows.columns]
    dialog = PasteDialog(tab, _PASTED, titles)
    dialog.open()
    tour.settle(shell.desk)
    tour.in_both("04-paste", dialog, shell.desk)
    dialog.reject()
    tour.settle(shell.desk)


def _ask(tour: Tour, shell: Shell, tab: RecordsTab, text: str) -> None:
    tab.bar.filter.setText(text)
    # The pause after the last letter is a person's, not a picture's.
    tab.bar.filter.ask()
    tour.settle(shell.desk)
