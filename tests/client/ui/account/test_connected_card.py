"""Calendars at Google and Outlook in the settings: how they stand, and the way to the page."""

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices

from client.ui.account.connected_card import ConnectedCard
from garage.sync.connected import Connected, Connection, Pair

PAGE = "https://garage.example.org/connected-calendars"


def pair(**more):
    return Pair(theirs="Family", space="s", calendar="c", direction="both", **more)


def google(*pairs, **more):
    said = {"id": "1", "provider": "google", "account": "ann@example.com", "state": "ok", **more}
    return Connection(pairs=list(pairs), **said)


@pytest.fixture
def card(desk, qtbot):
    made = ConnectedCard(desk)
    qtbot.addWidget(made)
    made.show()
    return made


def test_each_calendar_says_when_both_sides_agreed_and_what_is_wrong(card, desk):
    done = int(desk.now().timestamp() * 1000)
    card.show_connected(
        Connected(
            page=PAGE, offered=["google"],
            connections=[
                google(pair(done=done, kept=2)),
                google(pair(fault="the calendar was deleted here"), state="again"),
                google(),
            ],
        )
    )  # fmt: skip
    first, second, third = card.rows
    assert "Google, ann@example.com" in first.state.text()
    assert "last brought together" in first.state.text()
    assert "2 events stay here alone" in first.state.text()
    assert not first.fault.isVisible()
    assert second.fault.text() == "It has to be connected again."
    assert third.state.text() == "No calendar of it is chosen yet"
    assert card.together.isVisible()


def test_connecting_opens_the_servers_page(card, qtbot, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    card.show_connected(Connected(page=PAGE, offered=["google"], connections=[]))
    assert "what changes on one side changes on the other" in card.note.text()
    assert not card.together.isVisible()
    qtbot.mouseClick(card.connect_one, Qt.MouseButton.LeftButton)
    assert opened == [QUrl(PAGE)]


def test_a_server_without_google_and_microsoft_says_so(card):
    card.show_connected(Connected(page=PAGE, offered=[], connections=[]))
    assert "has not set up" in card.note.text()
    assert not card.connect_one.isVisible()
