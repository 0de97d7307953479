"""A profile with a garage of one's own and one of a family, and the window around it."""

from datetime import UTC, datetime

import pytest

from client.app.pages import PAGES
from client.operations.records import add
from client.store import Store
from client.ui.desk import Desk
from client.ui.shell.shell import Shell
from client.ui.theme import Scheme, apply
from garage.records import kind_named
from tests.client.store.sharing import FAMILY, hold, put, sign_in
from tests.client.ui.waiting import settle

KEPT = {"name": "Jonas", "region": "IE", "zone": "UTC", "welcomed": True}


@pytest.fixture(autouse=True)
def light(qapp):
    apply(qapp, Scheme.LIGHT)
    return qapp


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "profile") as opened:
        opened.set_settings(KEPT)
        opened.name_home("Own garage")
        yield opened


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
def desk(store, qtbot):
    made = Desk(store, KEPT, lambda: datetime(2026, 11, 18, 9, 42, tzinfo=UTC))
    yield made
    made.stop()
    made.close()


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
