"""A profile with a garage of one's own and one of a family, and the window around it."""

import pytest

from client.app.pages import PAGES
from client.operations.records import add
from client.ui.shell.shell import Shell
from garage.records import kind_named
from tests.client.store.sharing import FAMILY, hold, put, sign_in
from tests.client.ui.waiting import settle


@pytest.fixture
def person():
    return {"name": "Jonas", "region": "IE", "zone": "UTC", "welcomed": True}


@pytest.fixture
def store(store):
    store.name_home("Own garage")
    return store


@pytest.fixture
def family(store):
    """Herbie is one's own, the Octavia is the family's, where one is a member."""
    add(store, kind_named("vehicle"), {"name": "Herbie"})
    sign_in(store)
    hold(store, name="Lindner")
    put(store, FAMILY, "vehicle", name="Octavia")
    hold(store, name="Lindner", role="member")
    return FAMILY


@pytest.fixture
def settled(desk, qtbot):
    """Wait until all that the desk was asked for is done and told."""
    return lambda: settle(qtbot, desk, aside=True)


@pytest.fixture
def shell(desk, family, qtbot, settled):
    """The window on the garage's page, filled."""
    made = Shell(desk, PAGES)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    made.begin()
    settled()
    return made
