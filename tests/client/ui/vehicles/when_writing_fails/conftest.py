"""The window over a store that cannot be written for a while.

The store is a real one on a disk of its own, which is really full; the lock is another program's.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from client.store import Store, database
from tests.disk import small_disk

from .troubles import Full, Locked, Newer, TurnedReadOnly


@pytest.fixture(params=["locked", "full", "newer", "read only"])
def wrong(request, tmp_path) -> Iterator[str]:
    """What is wrong; the store lies on a disk of its own where that is what fails."""
    if request.param == "full":
        with small_disk(tmp_path / "profile") as disk:
            request.node.disk = disk
            yield request.param
    else:
        yield request.param


@pytest.fixture
def store(wrong, tmp_path, person, monkeypatch) -> Iterator[Store]:
    monkeypatch.setattr(database, "BUSY_MILLISECONDS", 50)
    with Store(tmp_path / "profile") as opened:
        opened.set_settings(person)
        yield opened


@pytest.fixture
def trouble(wrong, store, request):
    """`begin()` and `end()` what is wrong; `says` is how it is told."""
    made = {"locked": Locked, "newer": Newer, "read only": TurnedReadOnly}
    found = Full(request.node.disk) if wrong == "full" else made[wrong](store)
    yield found
    found.close()


@pytest.fixture
def shell(garage_window, desk, settled):
    """The window on the Octavia's page; nothing is under way any more when the trouble ends."""
    yield garage_window
    desk.stop()
    settled()
