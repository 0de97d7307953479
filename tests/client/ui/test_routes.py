"""Where one was is kept in the settings; whatever else stands there leads to the garage."""

import pytest

from client.ui.routes import (
    CALENDAR,
    GARAGE,
    INSIGHTS,
    PEOPLE,
    SETTINGS,
    VEHICLE,
    WELCOME,
    Route,
    Trail,
    kept_route,
    to_keep,
)


@pytest.mark.parametrize(
    ("closed_on", "opens_on"),
    [
        (Route(VEHICLE, "v1", "service", "r1"), Route(VEHICLE, "v1", "service")),
        (Route(CALENDAR, "event", "day", "2026-11-18"), Route(CALENDAR)),
        (Route(INSIGHTS, "v1"), Route(INSIGHTS)),
        (Route(SETTINGS, tab="backups"), Route(GARAGE)),
        (Route(PEOPLE, "space"), Route(GARAGE)),
        (Route(WELCOME), Route(GARAGE)),
        (None, Route(GARAGE)),
    ],
)
def test_a_window_opens_where_it_was_closed(closed_on, opens_on):
    assert kept_route(to_keep(closed_on)) == opens_on


@pytest.mark.parametrize(
    "kept", [None, [], "vehicle", {"page": "vehicle"}, {"page": 7}, {"page": "trash", "vehicle": 1}]
)
def test_what_says_no_page_says_the_garage(kept):
    assert kept_route(kept) == Route(GARAGE)


def test_another_step_leaves_nothing_ahead():
    trail = Trail()
    for page in (GARAGE, SETTINGS):
        trail.go(Route(page))
    trail.back()
    trail.go(Route(INSIGHTS))
    assert (trail.can_go_forward, trail.forward()) == (False, None)


def test_a_vehicle_that_is_gone_is_not_ahead_either():
    trail = Trail()
    for route in (Route(GARAGE), Route(VEHICLE, "v1")):
        trail.go(route)
    trail.back()
    trail.leave("v1")
    assert not trail.can_go_forward
