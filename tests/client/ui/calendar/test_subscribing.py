"""Calendars on the web: subscribed to by their address, read, and what went wrong told."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from client.operations.agenda import calendars
from client.operations.subscriptions import Reach
from client.store import Query, Store
from client.ui.calendar.calendar_form import CalendarForm
from client.ui.calendar.calendar_menu import CalendarMenu
from client.ui.calendar.feed_reading import FeedReading
from client.ui.calendar.subscribe_form import SubscribeForm
from client.ui.desk import Desk
from garage.records import Event, Subscription
from tests.client.operations.test_subscriptions import Club, feed
from tests.client.ui.waiting import settle


@pytest.fixture
def club() -> Club:
    return Club(feed("Meeting", "Tour"))


@pytest.fixture
def menu(desk: Desk, page: QWidget, club: Club) -> CalendarMenu:
    made = CalendarMenu(desk, page)
    made.feeds = FeedReading(desk, made, Reach(club))
    return made


@pytest.fixture
def arrived(desk: Desk, qtbot: QtBot) -> Callable[[], None]:
    return lambda: settle(qtbot, desk, aside=True)


def _subscribe(menu: CalendarMenu, page: QWidget, address: str, name: str = "") -> SubscribeForm:
    menu.subscribe()
    form = page.findChild(SubscribeForm)
    assert isinstance(form, SubscribeForm)
    form.address.set_text(address)
    form.fields["name"].set_text(name)
    form.save()
    return form


def _titles(store: Store) -> list[str]:
    return sorted(each.title for each in store.read(lambda r: r.all(Event, Query())))


def test_a_feed_comes_in_at_once(
    menu: CalendarMenu, page: QWidget, store: Store, settled: Callable[[], None],
    arrived: Callable[[], None],
) -> None:  # fmt: skip
    _subscribe(menu, page, "webcal://club.example/a.ics", "Club")
    settled()
    arrived()
    assert _titles(store) == ["Meeting", "Tour"]
    made = next(one for one in store.read(calendars) if one.subscribed)
    assert (made.name, made.editable, made.muted) == ("Club", False, True)


def test_what_is_no_address_is_told_at_it(
    menu: CalendarMenu, page: QWidget, store: Store, settled: Callable[[], None]
) -> None:
    form = _subscribe(menu, page, "not an address")
    settled()
    assert form.address.error
    assert form.isVisible()
    assert store.read(lambda r: r.all(Subscription)) == []
    form.address.set_text("")
    form.save()
    assert form.address.error
    form.done(0)


def test_a_feed_that_cannot_be_read_is_told_and_keeps_the_last_good_copy(
    menu: CalendarMenu, page: QWidget, store: Store, desk: Desk, club: Club, qtbot: QtBot,
    settled: Callable[[], None], arrived: Callable[[], None],
) -> None:  # fmt: skip
    _subscribe(menu, page, "https://club.example/a.ics", "Club")
    settled()
    arrived()
    club.body = b"<html>We moved</html>"
    made = next(one for one in store.read(calendars) if one.subscribed)
    with qtbot.waitSignal(desk.said) as told:
        menu.read_again(made)
    arrived()
    assert told.args is not None
    assert "web page" in str(told.args[0])
    assert _titles(store) == ["Meeting", "Tour"]
    menu.edit(made)
    settled()
    form = page.findChild(CalendarForm)
    assert isinstance(form, CalendarForm)
    words = form._feed.text()
    assert "https://club.example/a.ics" in words
    assert "What went wrong" in words


def test_what_is_due_is_read_while_the_calendar_is_open(
    menu: CalendarMenu, page: QWidget, store: Store, club: Club, settled: Callable[[], None],
    arrived: Callable[[], None],
) -> None:  # fmt: skip
    _subscribe(menu, page, "https://club.example/a.ics", "Club")
    settled()
    arrived()
    asked = club.asked
    menu.feeds.begin()
    arrived()
    assert club.asked == asked
    (record,) = store.read(lambda r: r.all(Subscription))
    assert record.fetched is not None
