"""Charts: a line of 5,000 points painted, and the insights of the whole garage."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from client.operations.insights import Question, insights
from client.operations.insights_period import ALL, TWELVE, period_window
from client.operations.settings import preferences
from client.store import Store
from tests.bench.in_window import application
from tests.bench.measure import Figure, best
from tests.bench.reading import TODAY

POINTS = 5_000


def run(folder: Path, store: Store, vehicle_id: str) -> Iterator[Figure]:
    """What the benchmark's door calls."""
    del folder, vehicle_id
    yield _painted()
    yield from _insights(store)


def _painted() -> Figure:
    from PySide6.QtCore import QPointF, Qt
    from PySide6.QtGui import QPainter, QPen, QPixmap, QPolygonF

    from client.ui.widgets.chart_scale import ChartPoint
    from client.ui.widgets.lines_chart import ChartLine, LinesChart

    _app = application()
    chance = random.Random(20261122)
    heights = [chance.uniform(4, 9) for _ in range(POINTS)]
    points = tuple(ChartPoint(float(x), y, str(y)) for x, y in enumerate(heights))
    chart = LinesChart("Economy")
    chart.resize(1000, 300)
    canvas = QPixmap(chart.size())

    def ours() -> None:
        # Anew each time: placing the points is part of the first painting.
        chart.set_lines([ChartLine("Octavia", "chart_1", points)], [], "{:.{}f}".format, "")
        chart.render(canvas)

    places = QPolygonF([QPointF(x / 5, 300 - y * 30) for x, y in enumerate(heights)])

    def floor() -> None:
        painter = QPainter(canvas)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(Qt.GlobalColor.black, 1))
        painter.drawPolyline(places)
        painter.end()

    figure = Figure(
        "chart of 5,000 points painted", best(ours), best(floor), "drawPolyline",
        most_seconds=0.050,
    )  # fmt: skip
    chart.deleteLater()
    return figure


def _insights(store: Store) -> Iterator[Figure]:
    from client.ui.insights.prepared import prepare
    from client.ui.vehicles.shown import Shown

    prefs = store.read(preferences)

    def ours(period: str) -> None:
        question = Question(period, period_window(period, TODAY))

        def read(reader: Any) -> object:
            return prepare(insights(reader, question, TODAY, prefs), Shown(prefs, TODAY))

        store.read(read)

    plain = sqlite3.connect(f"file:{store.path.as_posix()}?mode=ro", uri=True)

    def floor(since: str) -> None:
        for table in ("k_fill_up", "k_service", "k_expense"):
            plain.execute(f"SELECT * FROM {table} WHERE date >= ?", (since,)).fetchall()

    try:
        for words, period, since, most in (
            ("insights of 200 vehicles, 12 months", TWELVE, "2023-10-27", 1.5),
            ("insights of 200 vehicles, 100,000 records", ALL, "", 3.0),
        ):
            seconds = best(lambda period=period: ours(period), 3)  # type: ignore[misc]  # bound now
            least = best(lambda since=since: floor(since), 3)  # type: ignore[misc]  # bound now
            yield Figure(words, seconds, least, "sqlite3 select", most_seconds=most)
    finally:
        plain.close()
