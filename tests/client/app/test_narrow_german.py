"""A window in German, wide and narrow: what it says itself is nowhere shortened."""

from __future__ import annotations

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


@pytest.mark.parametrize("width", [640, NARROW, 1100, 1440])
def test_what_is_painted_is_whole(qapp, tmp_path, german, width, monkeypatch):
    shortened: list[str] = []
    plain = painting.metrics
    monkeypatch.setattr(
        painting, "metrics", lambda *role, **more: Noting(plain(*role, **more), shortened)
    )
    found: dict[str, list[str]] = {}

    def walk(shell):
        taken = tour.Tour(qapp, tmp_path)
        taken.settle(shell.desk)
        shell.resize(width, 900)
        octavia = tour.vehicle_named(shell, "Octavia")
        for name, route in (
            ("garage", Route(GARAGE)),
            ("overview", Route(VEHICLE, octavia)),
            ("reminders", Route(VEHICLE, octavia, "reminders")),
            ("insights", Route(INSIGHTS)),
        ):
            shell.desk.go(route)
            taken.settle(shell.desk)
            shortened.clear()
            taken.keep(name, shell)
            found[name] = sorted(set(filter(None, shortened)))

    tour.with_window(qapp, True, walk, german)
    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.parametrize("width", [NARROW, 640])
def test_every_choice_in_the_settings_is_shown_whole(qapp, tmp_path, german, width):
    seen: list[str] = []

    def walk(shell):
        taken = LookingTour(qapp, tmp_path)
        taken.settle(shell.desk)
        shell.resize(width, 800)
        for spec in sections():
            shell.desk.go(Route(SETTINGS, tab=spec.key))
            taken.settle(shell.desk)
            taken.keep(spec.key, shell)
        seen.extend(taken.complaints)

    tour.with_window(qapp, False, walk, german)
    assert not seen, "\n".join(seen)


@pytest.mark.parametrize("width", [NARROW, 640])
def test_the_calendar_says_in_whole_words_what_it_shows(qapp, tmp_path, german, width):
    seen: dict[str, str] = {}

    def walk(shell):
        taken = tour.Tour(qapp, tmp_path)
        taken.settle(shell.desk)
        shell.resize(width, 800)
        for view in ("day", "work_week", "week", "month", "list", "timeline"):
            # A week that is of two months, and of two years.
            shell.desk.go(Route(CALENDAR, tab=view, record="2026-12-30"))
            taken.settle(shell.desk)
            title = shell.page.bar.title
            seen[view] = title.shown
            assert text_width(title.shown, "heading", SEMIBOLD) <= title.width(), title.shown

    tour.with_window(qapp, True, walk, german)
    assert seen["month"] == "Dezember 2026"
    assert seen["week"] == "28. Dez – 3. Jan 2027"
