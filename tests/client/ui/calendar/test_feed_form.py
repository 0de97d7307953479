"""Sharing a calendar by an address: what is asked, the address shown once, revoking."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from client.errors import SignInNeeded
from client.operations.agenda import calendars
from client.operations.feeds import Wanted
from client.remote.feeds import Feed, FeedMade
from client.store import Store
from client.ui.calendar.calendar_menu import CalendarMenu
from client.ui.calendar.feed_form import FeedForm, Shared
from client.ui.desk import Desk
from client.ui.spaces.asking_form import Confirm
from tests.client.ui.waiting import settle

URL = "https://garage.example/feeds/secret.ics"


def made(name: str, **more: object) -> Feed:
    return Feed(id=f"id-{name}", of="calendar", space="s", target="c", name=name, detail="busy",
                by="ann", created=0, state="live", **more)  # type: ignore[arg-type]  # fmt: skip


@dataclass
class Server:
    """A server in a few lines."""

    feeds: list[Feed] = field(default_factory=list)
    wanted: list[Wanted] = field(default_factory=list)
    away: bool = False

    def create(self, store: Store, wanted: Wanted) -> FeedMade:
        if self.away:
            raise SignInNeeded("nobody is signed in", "sign in")
        self.wanted.append(wanted)
        return FeedMade(made(wanted.name), URL, URL.replace("https", "webcal"))

    def live(self, store: Store, shared: Shared) -> Sequence[Feed]:
        return self.feeds

    def revoke(self, store: Store, feed: str) -> None:
        self.feeds = [each for each in self.feeds if each.id != feed]


@pytest.fixture
def server() -> Server:
    return Server([made("Phone", used=1_772_400_000_000), made("Ben")])


@pytest.fixture
def arrived(desk: Desk, qtbot: QtBot) -> Callable[[], None]:
    return lambda: settle(qtbot, desk, aside=True)


@pytest.fixture
def form(desk: Desk, page: QWidget, server: Server, arrived: Callable[[], None]) -> FeedForm:
    opened = FeedForm(desk, page, Shared("c", "Garage"), server)
    opened.open()
    arrived()
    return opened


def test_an_address_is_made_as_asked_and_shown_once(
    form: FeedForm, server: Server, desk: Desk, arrived: Callable[[], None]
) -> None:
    form.detail.findChildren(QAbstractButton)[1].click()
    assert "private events only as busy" in form.says.text()
    form.fields["name"].set_text("For Ben")
    form.ends.setCurrentIndex(form.ends.findData("7"))
    form.save()
    arrived()
    (wanted,) = server.wanted
    assert (wanted.calendar, wanted.name, wanted.detail) == ("c", "For Ben", "titles")
    assert wanted.until is not None
    assert (wanted.until - desk.today()).days == 7
    assert not wanted.once
    assert form.fields["url"].text() == URL
    assert form.fields["webcal"].text().startswith("webcal://")
    form.copy_address()
    assert QGuiApplication.clipboard().text() == URL
    form.save()
    assert not form.isVisible()
    arrived()
    assert len(server.wanted) == 1


def test_without_a_server_it_is_said_in_place_and_nothing_is_lost(
    form: FeedForm, server: Server, arrived: Callable[[], None]
) -> None:
    server.away = True
    form.fields["name"].set_text("For Ben")
    form.save()
    arrived()
    assert form.isVisible()
    assert form.fields["name"].text() == "For Ben"
    assert form.save_button.isEnabled()


def test_addresses_made_before_tell_when_they_were_read_and_are_revoked(
    form: FeedForm, server: Server, arrived: Callable[[], None], qtbot: QtBot
) -> None:
    phone, ben = form.rows
    assert "last read" in phone.words.text()
    assert "never read" in ben.words.text()
    qtbot.mouseClick(phone.revoke_button, Qt.MouseButton.LeftButton)
    arrived()
    assert len(server.feeds) == 2
    (asked,) = form.findChildren(Confirm)
    qtbot.mouseClick(asked.action, Qt.MouseButton.LeftButton)
    arrived()
    assert phone.words.text() == "Phone: revoked"
    assert [each.name for each in server.feeds] == ["Ben"]


def test_the_menu_of_every_calendar_leads_to_it(desk: Desk, store: Store, page: QWidget) -> None:
    menu = CalendarMenu(desk, page)
    for calendar in store.read(calendars):
        words = [action.text() for action in menu.menu_of(calendar).actions()]
        assert "Share by an address…" in words
