"""The desktop: opening a vehicle, going from tab to tab, scrolling and filtering long tables."""

from __future__ import annotations

import functools
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from client.store import Store
from tests.bench.in_window import NOW, application, settle, wait_until
from tests.bench.measure import Figure, best, percentile

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QTableView

    from client.ui.desk import Desk
    from client.ui.vehicles.vehicle_page import VehiclePage

SIZE = (1224, 836)
LONG = 100_000
SCROLLS = 400


def run(folder: Path, store: Store, vehicle_id: str) -> Iterator[Figure]:
    """What the benchmark's door calls."""
    del folder

    app = application()
    yield from _pages(app, store, vehicle_id)
    yield _scrolling(app)


# ---------------------------------------------------------------------- pages


def _pages(app: QApplication, store: Store, vehicle_id: str) -> Iterator[Figure]:
    from client.ui.desk import Desk
    from client.ui.routes import VEHICLE, Route
    from client.ui.vehicles.vehicle_page import VehiclePage

    desk = Desk(store, {"region": "IE", "zone": "UTC"}, clock=lambda: NOW)
    page = VehiclePage(desk)
    page.resize(*SIZE)
    page.show()
    other = next(id_ for id_ in _vehicles(store) if id_ != vehicle_id)
    try:

        def go(vehicle: str, tab: str) -> None:
            page.show_route(Route(VEHICLE, vehicle, tab))
            settle(app, desk)

        floor = best(lambda: _standard_rows(app))
        for name, work, most in (
            ("a vehicle of 5,000 records", lambda: _until_overview(app, page, vehicle_id), 0.050),
            ("its services", lambda: _until_rows(app, page, vehicle_id), 0.050),
            ("it, and all else read as well", lambda: go(vehicle_id, "overview"), 0.200),
        ):
            seconds = _between(lambda: go(other, "overview"), work)
            yield Figure(
                f"opening {name}", seconds, floor, "4,000 rows in a QStandardItemModel",
                most_seconds=most,
            )  # fmt: skip
        settle(app, desk)
        yield _first_visits(go, vehicle_id, page)
        yield from _tabs(app, desk, page, go, vehicle_id)
    finally:
        page.close()
        page.deleteLater()
        desk.stop()
        desk.close()
        app.processEvents()


def _first_visits(go: Callable[[str, str], None], vehicle: str, page: VehiclePage) -> Figure:
    """The slowest tab that is come to for the first time: it is made then, once."""
    from client.ui.vehicles.tabs import load_tabs

    load_tabs()  # As the window does while nothing else is to be done.
    took = {}
    for tab in page.stack.keys:
        start = time.perf_counter()
        go(vehicle, tab)
        took[tab] = time.perf_counter() - start
    slowest = max(took, key=lambda tab: took[tab])
    return Figure(
        f"coming to a tab for the first time, the slowest, {slowest}", took[slowest],
        statistics.median(took.values()), "the median of all",
    )  # fmt: skip


def _tabs(
    app: QApplication,
    desk: Desk,
    page: VehiclePage,
    go: Callable[[str, str], None],
    vehicle: str,
) -> Iterator[Figure]:
    floor = best(page.grab)
    back = {
        key: _between(lambda: go(vehicle, "overview"), functools.partial(go, vehicle, key), 5)
        for key in page.stack.keys
        if key != "overview"
    }
    slowest = max(back, key=lambda key: back[key])
    for words, key in (("a tab of 500 rows", "service"), (f"the slowest tab, {slowest}", slowest)):
        yield Figure(
            f"going to {words}", back[key], floor, "painting the page once", most_seconds=0.030
        )

    def anew() -> None:
        page.stack.tab("service").take_changes(_of("service"))
        go(vehicle, "service")

    again = _between(lambda: go(vehicle, "expenses"), anew)
    yield Figure(
        "going to a tab that is read anew", again, floor, "painting the page once",
        most_seconds=0.030,
    )  # fmt: skip
    tab: Any = page.stack.tab("service")

    def ask(text: str) -> None:
        tab.bar.filter.setText(text)
        tab.bar.filter.ask()
        settle(app, desk)

    ask("brake")
    filtering = _between(lambda: ask(""), lambda: ask("brake"))
    yield Figure(
        "a word in the filter of 500 rows", filtering, floor, "painting the page once",
        most_seconds=0.050,
    )  # fmt: skip


def _of(kind: str) -> Any:
    from client.store import Changes

    return Changes("edit", "", {kind: frozenset()})


def _vehicles(store: Store) -> list[str]:
    from client.store import Query
    from garage.records import Vehicle

    found = store.read(lambda reader: reader.all(Vehicle, Query(sort="name", limit=3)))
    return [vehicle.id for vehicle in found]


def _between(before: Callable[[], object], work: Callable[[], object], runs: int = 7) -> float:
    """The shortest time of `work`, each after `before`, which does not count."""
    times = []
    for _ in range(runs):
        before()
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def _until_overview(app: QApplication, page: VehiclePage, vehicle: str) -> None:
    """Until the overview of a vehicle is painted; only its best figure of all time comes later."""
    from PySide6.QtCore import QEvent, QObject

    from client.ui.routes import VEHICLE, Route

    class Painted(QObject):
        seen = False

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            self.seen = self.seen or (event.type() == QEvent.Type.Paint and page.head.isVisible())
            return False

    page.show_route(Route(VEHICLE, vehicle, "overview"))
    painted, shown = Painted(), page.overview.activity
    shown.installEventFilter(painted)
    wait_until(app, lambda: painted.seen, "the overview does not come")
    shown.removeEventFilter(painted)


def _until_rows(app: QApplication, page: VehiclePage, vehicle: str) -> None:
    """Until the services of a vehicle are painted; its other figures may still be on their way."""
    from client.ui.routes import VEHICLE, Route

    page.show_route(Route(VEHICLE, vehicle, "service"))
    tab: Any = page.stack.tab("service")

    def there() -> bool:
        return tab.content is not None and tab.content.vehicle == vehicle

    wait_until(app, there, "the rows do not come")
    tab.table.viewport().repaint()


def _standard_rows(app: QApplication) -> None:
    """As many rows as the vehicle has fill-ups, in Qt's own model, until they are painted."""
    from PySide6.QtGui import QStandardItem, QStandardItemModel
    from PySide6.QtWidgets import QTableView

    model = QStandardItemModel()
    for row in range(4_000):
        model.appendRow([QStandardItem(f"{row} {column}") for column in range(8)])
    view = QTableView()
    view.setModel(model)
    view.resize(*SIZE)
    view.show()
    app.processEvents()
    view.grab()
    view.close()
    view.deleteLater()


# ---------------------------------------------------------------------- scrolling


@dataclass(frozen=True)
class _Row:
    id: str
    number: int


def _scrolling(app: QApplication) -> Figure:
    ours = _frames(app, _our_table())
    floor = _frames(app, _bare_table())
    return Figure(
        f"scrolling {LONG:,} rows, a frame, 99th percentile", ours, floor,
        "a bare QAbstractTableModel", most_seconds=0.016,
    )  # fmt: skip


def _our_table() -> QTableView:
    from client.ui.widgets.rows_model import Column, RowsModel
    from client.ui.widgets.rows_table import RowsTable

    def cell(column: int) -> Callable[[_Row], str]:
        return lambda row: f"{row.number} {column}"

    columns = [
        Column[_Row](str(at), f"Column {at}", cell(at), number=at % 2 == 0, width=140)
        for at in range(8)
    ]
    model = RowsModel[_Row](columns, lambda row: row.id)
    model.set_rows([_Row(str(number), number) for number in range(LONG)])
    return RowsTable(model, "Rows")


def _bare_table() -> QTableView:
    from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
    from PySide6.QtWidgets import QTableView

    here = QModelIndex()

    class Bare(QAbstractTableModel):
        def rowCount(self, parent: QModelIndex | QPersistentModelIndex = here) -> int:
            return LONG

        def columnCount(self, parent: QModelIndex | QPersistentModelIndex = here) -> int:
            return 8

        def data(
            self,
            index: QModelIndex | QPersistentModelIndex,
            role: int = Qt.ItemDataRole.DisplayRole,
        ) -> Any:
            if role == Qt.ItemDataRole.DisplayRole:
                return f"{index.row()} {index.column()}"
            return None

    view = QTableView()
    model = Bare(view)
    view.setModel(model)
    return view


def _frames(app: QApplication, table: QTableView) -> float:
    """How long a frame takes while one scrolls: by rows, by pages, by leaps."""
    table.resize(*SIZE)
    table.show()
    app.processEvents()
    bar = table.verticalScrollBar()
    page = max(bar.pageStep(), 1)
    times = []
    for turn in range(SCROLLS):
        step = (1, 3, page, LONG // 7)[turn % 4]
        start = time.perf_counter()
        bar.setValue((bar.value() + step) % max(bar.maximum(), 1))
        table.viewport().repaint()
        times.append(time.perf_counter() - start)
    table.close()
    table.deleteLater()
    app.processEvents()
    return percentile(times, 0.99)
