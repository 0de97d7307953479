"""What the tests of the window share: the light scheme, a garage, and a desk at a fixed moment.

A room whose person or moment is another one says so in a fixture of the same name.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from client.store import Store, database
from client.ui.desk import Desk
from client.ui.text import use_language
from client.ui.theme import Scheme, apply
from tests.client.ui.waiting import settle


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> None:
    """The light scheme on the one application."""
    apply(qapp, Scheme.LIGHT)


@pytest.fixture
def german() -> Iterator[None]:
    """The words in German."""
    use_language("de")
    yield
    use_language("en")


@pytest.fixture
def person() -> dict[str, Any]:
    """The settings of a person in Ireland."""
    return {"region": "IE", "currency": "EUR", "zone": "UTC"}


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """On 18 November 2026."""
    return lambda: datetime(2026, 11, 18, 10, 42, tzinfo=UTC)


@pytest.fixture
def store(
    tmp_path: Path, person: dict[str, Any], request: pytest.FixtureRequest
) -> Iterator[Store]:
    """The person's empty garage."""
    if "impatient" in request.fixturenames:
        # Whatever a test asks for first: a store that is open waits as long as it was told to.
        request.getfixturevalue("impatient")
    with Store(tmp_path / "profile") as opened:
        opened.set_settings(person)
        yield opened


@pytest.fixture
def desk(
    store: Store, person: dict[str, Any], clock: Callable[[], datetime], qtbot: QtBot
) -> Iterator[Desk]:
    """The person's desk."""
    made = Desk(store, person, clock)
    yield made
    made.stop()
    made.close()


class Lock:
    """Another program's hold on the database."""

    def __init__(self, path: Path) -> None:
        self.other = sqlite3.connect(path, isolation_level=None)

    def begin(self) -> None:
        """Nobody else can write."""
        self.other.execute("BEGIN IMMEDIATE")

    def end(self) -> None:
        """Everybody can."""
        self.other.execute("ROLLBACK")


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before there is a store: it does not wait long for another program."""
    monkeypatch.setattr(database, "BUSY_MILLISECONDS", 50)


@pytest.fixture
def locked(impatient: None, store: Store) -> Iterator[Lock]:
    """`begin` and `end` another program's hold on the database."""
    lock = Lock(store.path)
    yield lock
    lock.other.close()


@pytest.fixture
def next_desk(
    store: Store, clock: Callable[[], datetime], qtbot: QtBot
) -> Iterator[Callable[[], Desk]]:
    """A desk as the next start makes it, from the settings that were kept."""
    made: list[Desk] = []

    def start() -> Desk:
        made.append(Desk(store, store.read(lambda reader: reader.settings()), clock))
        return made[-1]

    yield start
    for each in made:
        each.stop()
        each.close()


@pytest.fixture
def settled(desk: Desk, qtbot: QtBot) -> Callable[[], None]:
    """Wait until all that the desk was asked for is done and told."""
    return lambda: settle(qtbot, desk)
