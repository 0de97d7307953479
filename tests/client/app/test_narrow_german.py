"""A window in German, wide and narrow: what it says itself is nowhere shortened."""

from __future__ import annotations

import itertools

import pytest

from client.app import tour
from client.ui.routes import CALENDAR, GARAGE, INSIGHTS, SETTINGS, VEHICLE, Route
from client.ui.settings.sections import sections
from client.ui.text import use_language
from client.ui.theme import SEMIBOLD
from client.ui.widgets import painting
from client.ui.widgets.painting import text_width
from tests.client.app.looking import LookingTour

NARROW = 760
"""The narrowest window whose sidebar still stands beside the page in full."""
WIDTHS = (NARROW, 640)

pytestmark = pytest.mark.slow


@pytest.fixture
def german():
    use_language("de")
    yield {**tour.HABITS, "region": "DE"}
    use_language("en")


class Noting:
    """A type role's metrics, which note what is shortened."""

    def __init__(self, metrics, shortened):
        self._metrics, self._shortened = metrics, shortened

    def horizontalAdvance(self, words):  # noqa: N802 (as Qt's)
        return self._metrics.horizontalAdvance(words)

    def elidedText(self, words, mode, width):  # noqa: N802 (as Qt's)
        self._shortened.append(words)
        return self._metrics.elidedText(words, mode, width)


def test_what_is_painted_is_whole(qapp, tmp_path, german, monkeypatch):
    shortened: list[str] = []
    plain = painting.metrics
    monkeypatch.setattr(
        painting, "metrics", lambda *role, **more: Noting(plain(*role, **more), shortened)
    )
    found: dict[tuple[str, int], list[str]] = {}

    def walk(shell):
        taken = tour.Tour(qapp, tmp_path)
        taken.settle(shell.desk)
        octavia = tour.vehicle_named(shell, "Octavia")
        for width, (name, route) in itertools.product(
            (640, NARROW, 1100, 1440),
            (
                ("garage", Route(GARAGE)),
                ("overview", Route(VEHICLE, octavia)),
                ("reminders", Route(VEHICLE, octavia, "reminders")),
                ("insights", Route(INSIGHTS)),
            ),
        ):
            shell.resize(width, 900)
            shell.desk.go(route)
            taken.settle(shell.desk)
            shortened.clear()
            taken.keep(name, shell)
            found[name, width] = sorted(set(filter(None, shortened)))

    tour.with_window(qapp, True, walk, german)
    assert len(found) == 16
    assert {place: words for place, words in found.items() if words} == {}


def test_every_choice_in_the_settings_is_shown_whole(qapp, tmp_path, german):
    seen: list[str] = []

    def walk(shell):
        taken = LookingTour(qapp, tmp_path)
        taken.settle(shell.desk)
        for width, spec in itertools.product(WIDTHS, sections()):
            shell.resize(width, 800)
            shell.desk.go(Route(SETTINGS, tab=spec.key))
            taken.settle(shell.desk)
            taken.keep(f"{spec.key}, {width} px", shell)
        seen.extend(taken.complaints)

    tour.with_window(qapp, False, walk, german)
    assert not seen, "\n".join(seen)


def test_the_calendar_says_in_whole_words_what_it_shows(qapp, tmp_path, german):
    seen: dict[tuple[str, int], str] = {}

    def walk(shell):
        taken = tour.Tour(qapp, tmp_path)
        taken.settle(shell.desk)
        views = ("day", "work_week", "week", "month", "list", "timeline")
        for width, view in itertools.product(WIDTHS, views):
            shell.resize(width, 800)
            # A week that is of two months, and of two years.
            shell.desk.go(Route(CALENDAR, tab=view, record="2026-12-30"))
            taken.settle(shell.desk)
            title = shell.page.bar.title
            seen[view, width] = title.shown
            assert text_width(title.shown, "heading", SEMIBOLD) <= title.width(), title.shown

    tour.with_window(qapp, True, walk, german)
    for width in WIDTHS:
        assert seen["month", width] == "Dezember 2026"
        assert seen["week", width] == "28. Dez – 3. Jan 2027"
