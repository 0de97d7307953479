"""An empty garage of somebody who has set nothing yet."""

import pytest

from client.store import Store


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
