"""The calendar's views over 10,000 events: from a click to what is painted; frames of a drag."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from client.store import NewRow, Store
from garage.calendar.rule_text import parse_rule
from garage.ids import natural_id
from garage.records import kind_named
from tests.bench.agenda import EVENTS, event
from tests.bench.in_window import application, settle
from tests.bench.measure import Figure, best, percentile

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from client.ui.calendar.calendar_page import CalendarPage
    from client.ui.desk import Desk

NOW = datetime(2026, 3, 11, 9, tzinfo=UTC)
SETTINGS = {"region": "DE", "currency": "EUR", "zone": "Europe/Berlin"}
SIZE = (1224, 836)
RUNS = 7
FRAMES = 60
_ENDING = {
    "FREQ=DAILY": "FREQ=DAILY;COUNT=30",
    "FREQ=WEEKLY;BYDAY=MO,WE": "FREQ=WEEKLY;BYDAY=MO,WE;COUNT=80",
}
"""Nobody has two hundred meetings every day: of these rules that go on for ever, each ends."""
_NAMED = ("title", "place", "notes", "uid", "status", "categories", "times")


def run(folder: Path, store: Store, vehicle_id: str) -> Iterator[Figure]:
    """What the benchmark's door calls."""
    del store, vehicle_id
    from client.ui.calendar.calendar_page import CalendarPage
    from client.ui.desk import Desk

    app = application()
    with Store(folder / "calendar") as full:
        full.set_settings(SETTINGS)
        _fill(full)
        desk = Desk(full, SETTINGS, clock=lambda: NOW)
        page = CalendarPage(desk)
        page.resize(*SIZE)
        page.show()
        try:
            yield from _figures(app, desk, page)
        finally:
            page.close()
            page.deleteLater()
            desk.stop()
            desk.close()
            app.processEvents()


def _fill(store: Store) -> None:
    space = store.read(lambda reader: reader.home()[0])
    calendar = natural_id(space, ("calendar", "bench"))
    kind = kind_named("event")
    of_calendar = kind_named("calendar")
    rows = [NewRow.of(of_calendar, calendar, of_calendar.complete({"name": "Bench"}))]
    for number in range(EVENTS):
        made = event(number)
        assert made.times is not None
        rules = tuple(parse_rule(_ENDING.get(rule.text, rule.text)) for rule in made.times.rules)
        values = {name: getattr(made, name) for name in _NAMED}
        values |= {"calendar": calendar, "times": replace(made.times, rules=rules)}
        id_ = natural_id(space, ("event", str(number)))
        rows.append(NewRow.of(kind, id_, kind.complete(values)))
    batch = store.begin_batch("calendar")
    for start in range(0, len(rows), 500):
        store.land(batch, rows[start : start + 500])
    store.complete_batch(batch, "import")
    store.catch_up()


def _figures(app: QApplication, desk: Desk, page: CalendarPage) -> Iterator[Figure]:
    from client.ui.calendar.views import view_kinds

    page.refresh()
    _until_shown(app, desk, page)
    floor = best(page.grab)
    for kind in view_kinds():
        page.choose_view(kind.key)
        _until_shown(app, desk, page)
        times = []
        for back in range(RUNS):
            start = time.perf_counter()
            page.step(-1 if back % 2 else 1)
            _until_shown(app, desk, page)
            times.append(time.perf_counter() - start)
        assert page.read is not None
        yield Figure(
            f"calendar, another {kind.key.replace('_', ' ')} of 10,000 events", min(times), floor,
            "painting the page once", most_seconds=0.100,
            beside=f"; {len(page.read.entries)} shown",
        )  # fmt: skip
    yield _dragging(app, desk, page, floor)


def _until_shown(app: QApplication, desk: Desk, page: CalendarPage) -> None:
    """Until what was asked for is read and painted."""
    settle(app, desk)
    page.view.repaint()


def _dragging(app: QApplication, desk: Desk, page: CalendarPage, floor: float) -> Figure:
    """The slowest frame of twenty while an event is dragged through a full week."""
    from client.ui.calendar.time_grid import TimeGrid

    page.choose_view("week")
    _until_shown(app, desk, page)
    grid = page.view.findChild(TimeGrid)
    assert grid is not None
    first, last = page.view.span(page.anchor)
    calendar = next(iter(grid.surroundings.calendars))
    grid.show_entries(_full_week(first, calendar), first, last)
    app.processEvents()
    held = next(entry for entry in grid.layout_.blocks).entry
    where = grid.places.rect_of(held).center()
    times = []
    for frame in range(FRAMES):
        start = time.perf_counter()
        _drag(grid, where.x() + frame * 9, where.y() + frame * 5, first=frame == 0)
        grid.viewport().repaint()
        times.append(time.perf_counter() - start)
    assert grid.wish is not None, "nothing is dragged"
    grid.forget_wish()
    return Figure(
        "calendar, a frame of a drag, 500 events", percentile(times, 0.95), floor,
        "painting the page once", most_seconds=0.016,
    )  # fmt: skip


def _drag(grid: Any, x: float, y: float, *, first: bool) -> None:
    from PySide6.QtCore import QEvent, QPointF, Qt
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QApplication

    kind = QEvent.Type.MouseButtonPress if first else QEvent.Type.MouseMove
    button = Qt.MouseButton.LeftButton if first else Qt.MouseButton.NoButton
    where = QPointF(x, y)
    event = QMouseEvent(
        kind, where, grid.viewport().mapToGlobal(where), button, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(grid.viewport(), event)


def _full_week(first: date, calendar: str) -> list[Any]:
    from client.operations.agenda import Entry

    zone = NOW.tzinfo
    found = []
    for number in range(500):
        begin = datetime(first.year, first.month, first.day, 6, tzinfo=zone)
        begin += timedelta(days=number % 7, minutes=number * 13 % 800)
        found.append(
            Entry(f"e{number}", "event", calendar, f"Event {number}", begin,
                  begin + timedelta(minutes=30 + number % 60), all_day=False)
        )  # fmt: skip
    return sorted(found, key=lambda entry: entry.start)
