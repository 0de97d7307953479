"""The pages there are, each made when one first comes to it."""

from __future__ import annotations

from collections.abc import Mapping

from client.ui.desk import Desk
from client.ui.routes import (
    ACTIVITY,
    CALENDAR,
    GARAGE,
    INSIGHTS,
    PEOPLE,
    SETTINGS,
    TRASH,
    VEHICLE,
    WELCOME,
)
from client.ui.shell.page import Page
from client.ui.shell.page_stack import MakePage


def _garage(desk: Desk) -> Page:
    from client.ui.vehicles.garage_page import GaragePage

    return GaragePage(desk)


def _vehicle(desk: Desk) -> Page:
    from client.ui.vehicles.vehicle_page import VehiclePage

    return VehiclePage(desk)


def _calendar(desk: Desk) -> Page:
    from client.ui.calendar.calendar_page import CalendarPage

    return CalendarPage(desk)


def _insights(desk: Desk) -> Page:
    from client.ui.insights.insights_page import InsightsPage

    return InsightsPage(desk)


def _trash(desk: Desk) -> Page:
    from client.ui.shell.trash_page import TrashPage

    return TrashPage(desk)


def _people(desk: Desk) -> Page:
    from client.ui.spaces.people_page import PeoplePage

    return PeoplePage(desk)


def _activity(desk: Desk) -> Page:
    from client.ui.account.activity_page import ActivityPage

    return ActivityPage(desk)


def _settings(desk: Desk) -> Page:
    from client.ui.shell.settings_page import SettingsPage

    return SettingsPage(desk)


def _welcome(desk: Desk) -> Page:
    from client.ui.welcome.welcome_page import WelcomePage

    return WelcomePage(desk)


PAGES: Mapping[str, MakePage] = {
    GARAGE: _garage,
    VEHICLE: _vehicle,
    CALENDAR: _calendar,
    INSIGHTS: _insights,
    TRASH: _trash,
    PEOPLE: _people,
    ACTIVITY: _activity,
    SETTINGS: _settings,
    WELCOME: _welcome,
}
