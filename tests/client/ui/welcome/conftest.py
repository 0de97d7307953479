"""An empty garage of somebody who has set nothing yet, and the first steps over it."""

import pytest

from client.store import Query, Store
from client.ui.routes import WELCOME, Route
from client.ui.welcome.welcome_page import FIRST, REMINDERS, WelcomePage

VIN = "TMBJJ7NE8G0123456"
"""Of an Octavia."""


@pytest.fixture
def person():
    return {}


@pytest.fixture
def store(tmp_path, monkeypatch):
    """An empty store on a machine in Ireland."""
    monkeypatch.setenv("LC_ALL", "en_IE.UTF-8")
    monkeypatch.setenv("TZ", "UTC")
    with Store(tmp_path / "profile") as opened:
        yield opened


@pytest.fixture
def page(desk, qtbot, settled):
    """The first steps, at their beginning."""
    shown = WelcomePage(desk)
    qtbot.addWidget(shown)
    shown.resize(1440, 900)
    shown.show()
    shown.show_route(Route(WELCOME))
    settled()
    return shown


def all_of(store, kind) -> list:
    """All records of a kind."""
    return store.read(lambda reader: reader.all(kind, Query()))


@pytest.fixture
def added(page, qtbot, settled):
    """The page after the Octavia was added: it asks what to be reminded of."""
    page.show_step(FIRST)
    qtbot.keyClicks(page.first.vin, VIN)
    settled()
    page.foot.go_on.click()
    settled()
    assert page.step == REMINDERS
    return page


def type_anew(qtbot, field, text):
    """Type in place of what stands in a field."""
    field.line.selectAll()
    qtbot.keyClicks(field.line, text)
