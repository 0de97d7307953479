"""The people of a garage, read again at every sync: the keyboard and the place stay."""

import pytest

from client.operations.sharing import People
from client.operations.spaces import Garage
from client.ui.routes import PEOPLE, Route
from client.ui.spaces.people_page import PeoplePage
from garage.permissions import Role
from garage.sync.wire import Member
from tests.client.store.sharing import FAMILY
from tests.client.ui.waiting import PATIENCE_SECONDS


def people(*names, viewer=""):
    roles = {viewer: Role.VIEWER}
    members = tuple(Member(name, name, roles.get(name, Role.MEMBER)) for name in names)
    garage = Garage(id=FAMILY, name="Lindner", kind="family", role=Role.OWNER)
    return People(garage, names[0], members)


@pytest.fixture
def page(desk, qtbot, settled):
    """A page that is too low for the twenty who are in the garage."""
    shown = PeoplePage(desk)
    qtbot.addWidget(shown)
    shown.resize(800, 300)
    shown.show()
    shown.show_route(Route(PEOPLE, FAMILY))
    # Nobody is signed in: no server answers between.
    settled()
    shown.show_people(people(*"ABCDEFGHIJKLMNOPQRST"))
    bar = shown._scroll.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 300, timeout=PATIENCE_SECONDS * 1000)
    bar.setValue(300)
    shown.rows[9].setFocus()
    return shown


def test_the_same_people_are_not_shown_anew(page):
    row = page.rows[9]
    page.show_people(people(*"ABCDEFGHIJKLMNOPQRST"))
    assert page.rows[9] is row
    assert page.window().focusWidget() is row


def test_one_more_or_another_role_leaves_the_keyboard_and_the_place(page, settled):
    names = "XABCDEFGHIJKLMNOPQRST"
    for now in (people(*names), people(*names, viewer="X"), people(*names, viewer="J")):
        page.show_people(now)
        settled()
        assert page.window().focusWidget() is page.rows[10]
        assert page.rows[10].accessibleName().startswith("J")
        assert page._scroll.verticalScrollBar().value() == 300


def test_after_the_server_was_away_the_same_people_are_shown_again(page, settled):
    page.refresh()
    settled()
    assert page.nothing is not None
    page.show_people(people(*"ABCDEFGHIJKLMNOPQRST"))
    assert page.nothing is None
    assert len(page.rows) == 20
