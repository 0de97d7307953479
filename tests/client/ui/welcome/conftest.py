"""An empty garage of somebody who has set nothing yet."""

from datetime import UTC, datetime

import pytest

from client.store import Store
from client.ui.desk import Desk
from client.ui.theme import Scheme, apply
from tests.client.ui.waiting import settle


@pytest.fixture(autouse=True)
def light(qapp):
    """The light scheme on the one application."""
    apply(qapp, Scheme.LIGHT)
    return qapp


@pytest.fixture
def store(tmp_path, monkeypatch):
    """An empty store on a machine in Ireland."""
    monkeypatch.setenv("LC_ALL", "en_IE.UTF-8")
    monkeypatch.setenv("TZ", "UTC")
    with Store(tmp_path / "profile") as opened:
        yield opened


@pytest.fixture
def desk(store, qtbot):
    """A desk on 18 November 2026."""
    made = Desk(store, {}, clock=lambda: datetime(2026, 11, 18, 10, 42, tzinfo=UTC))
    yield made
    made.stop()
    made.close()


@pytest.fixture
def settled(desk, qtbot):
    """Wait until all that the desk was asked for is done and told."""
    return lambda: settle(qtbot, desk)
