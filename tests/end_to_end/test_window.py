"""The main jobs of a person, in the real window, by real keys and clicks; judged by the disk."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end import first_steps
from tests.end_to_end.driving import Screen, Window, missing

LACKING = missing()
REQUIRED = os.environ.get("PADDOCK_REQUIRE_INTEROP") == "1"
HERBIE = (60, 240)
"""Its row in the sidebar."""
PLAN_TAB, FIRST_CARD, SECOND_COLUMN = (760, 160), (380, 350), (690, 420)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        bool(LACKING) and not REQUIRED, reason=f"not installed: {', '.join(LACKING)}"
    ),
]


@pytest.fixture
def window(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Window]:
    assert not LACKING, f"not installed: {', '.join(LACKING)}"
    screen = Screen()
    try:
        opened = Window(screen, tmp_path, sample=getattr(request, "param", "") == "sample")
        try:
            yield opened
        finally:
            opened.close()
    finally:
        screen.close()


def names(window: Window, kind: str, field: str) -> list[str]:
    return [str(record.get(field, "")) for record in window.records(kind)]


def test_from_the_first_start_to_a_fill_up_a_service_an_undo_and_the_palette(window):
    first_steps.take(window)

    # A service by its form, taken back by undo, and done again.
    window.key("ctrl+shift+s")
    window.focus_on("Add service")
    window.type("Oil and filter")
    window.key("Return")
    window.wait(lambda: names(window, "service", "title") == ["Oil and filter"], "the service")
    window.wait(lambda: not window.shows("Add service"), "the end of the form")
    window.focus()
    window.key("ctrl+z")
    window.wait(lambda: names(window, "service", "title") == [], "the undo")
    window.key("ctrl+shift+z")
    window.wait(lambda: len(window.records("service")) == 1, "the redo")

    # Found from elsewhere by the search, and edited where it opens.
    window.key("ctrl+1")
    window.wait(lambda: window.title().startswith("Garage"), "the garage")

    def opened() -> bool:
        window.key("ctrl+k")
        window.type("oil and filt")
        window.key("Return")
        return window.comes_soon(lambda: window.title().startswith("Octavia"))

    def edited() -> bool:
        window.key("Return")
        return window.comes_soon(lambda: window.shows("Edit service"))

    window.wait(opened, "the vehicle's page, by the search")
    # Its title comes before its rows.
    window.wait(edited, "the form, by the row that was found")
    window.focus_on("Edit service")
    window.key("ctrl+a")
    window.type("Oil, filter and plugs")
    window.key("Return")
    window.wait(lambda: names(window, "service", "title") == ["Oil, filter and plugs"], "the edit")
    window.wait(lambda: not window.shows("Edit service"), "the end of the form")
    window.focus()

    # A fill-up from anywhere, by a line in the palette.
    window.key("ctrl+k")
    window.type("85.1 l 120.00 EUR 85001 km octavia")
    window.key("Return")
    window.wait(lambda: len(window.records("fill_up")) == 2, "a fill-up by the palette")


def test_the_first_event_is_added_moved_and_made_longer_by_keys_alone(window):
    def times() -> tuple[str, str]:
        (found,) = window.records("event")
        return str(found["times"]["start"]), str(found["times"]["end"])

    def calendar() -> bool:
        window.key("ctrl+2")
        return window.title().startswith("Calendar")

    window.wait(calendar, "the calendar")
    window.key("ctrl+n")
    window.focus_on("New event")
    window.type("Club evening")
    window.key("Return")
    window.wait(lambda: names(window, "event", "title") == ["Club evening"], "the event")
    window.wait(lambda: not window.shows("New event"), "the end of the form")
    window.focus()
    start, end = times()

    def by(keys: str, which: int, before: str) -> bool:
        window.key(keys)
        return times()[which] != before

    window.wait(lambda: by("ctrl+Down", 0, start), "the move")
    assert times()[0] > start
    end = times()[1]
    window.wait(lambda: by("shift+Down", 1, end), "the longer end")
    assert times()[1] > end


@pytest.mark.parametrize("window", ["sample"], indirect=True)
def test_a_card_is_dragged_over_the_board_and_taken_back(window):
    def state() -> str:
        found = window.records("plan_item", "--vehicle", "Herbie")
        return next(str(card["state"]) for card in found if card["title"] == "New headliner")

    window.wait(lambda: len(window.records("vehicle")) == 6, "the sample garage")

    def arrived() -> bool:
        window.click(*HERBIE)
        return window.title().startswith("Herbie")

    window.wait(arrived, "Herbie's page")

    def dragged() -> bool:
        window.click(*PLAN_TAB)
        window.drag(FIRST_CARD, SECOND_COLUMN)
        return window.comes_soon(lambda: state() == "planned")

    assert state() == "backlog"
    window.wait(dragged, "the move")
    window.key("ctrl+z")
    window.wait(lambda: state() == "backlog", "the undo")


def test_a_window_closed_by_its_key_ends_well(window):
    window.key("ctrl+q")
    assert window.process.wait(60) == 0
