"""A garage full of words that only a newer program knows: every page of it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from client.app.pages import PAGES
from client.operations.sample import make_sample_garage
from client.store import Store
from client.store.layers import Envelope, confirm
from client.ui.desk import Desk
from client.ui.routes import CALENDAR, GARAGE, INSIGHTS, TRASH, VEHICLE, Route
from client.ui.shell.shell import Shell
from client.ui.theme import Scheme, apply
from client.ui.vehicles.tabs import tab_specs
from garage.records import Vehicle, kinds
from garage.records.fields import ChoiceField, ChoicesField
from tests.client.store.making import stamp
from tests.client.ui.waiting import settle

HABITS = {"name": "Jonas", "region": "IE", "zone": "UTC"}
LATE = 1_900_000_000_000
WORD = "spaceship"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """The sample garage, in which every choice of every record is a word of a newer program."""
    with Store(tmp_path / "profile") as made:
        made.set_settings(HABITS)
        make_sample_garage(made, date(2026, 11, 18), UTC)
        bring_words(made)
        yield made


@pytest.fixture
def desk(store: Store, qapp) -> Iterator[Desk]:
    apply(qapp, Scheme.LIGHT)
    made = Desk(store, HABITS, lambda: datetime(2026, 11, 18, 10, tzinfo=UTC))
    yield made
    made.stop()
    made.close()


def bring_words(store: Store) -> None:
    """As a sync would bring them."""
    envelopes: list[Envelope] = []
    for kind in kinds():
        words: dict[str, object] = {
            field.name: [WORD] if isinstance(field.type, ChoicesField) else WORD
            for field in kind.fields
            if isinstance(field.type, ChoiceField | ChoicesField)
        }
        if not words:
            continue
        space = store.read(lambda reader: reader.home()[0])
        for each in store.read(lambda reader, kind=kind: reader.all(kind.type)):
            at = len(envelopes) + 1
            stamps = {"": stamp(LATE + at)}
            envelopes.append(Envelope(space, each.id, kind.name, words, stamps, "ann", at, at))
    store.layered(lambda transaction: [confirm(transaction, each) for each in envelopes])


def test_every_page_is_shown(store: Store, desk: Desk, qtbot) -> None:
    failed: list[object] = []
    desk.failed.connect(failed.append)
    shell = Shell(desk, PAGES)
    qtbot.addWidget(shell)
    shell.resize(1440, 900)
    shell.show()
    shell.begin()
    settle(qtbot, desk)
    cars = store.read(lambda reader: reader.all(Vehicle))
    car = next(each for each in cars if each.name == "Octavia")
    assert (car.energies, car.type, car.status) == ((WORD,), WORD, WORD)
    tabs = ["", "fuel", *(spec.key for spec in tab_specs()), "history"]
    routes = [Route(GARAGE), *(Route(VEHICLE, car.id, tab) for tab in tabs)]
    routes += [Route(CALENDAR, "", view, "2026-11-18") for view in ("month", "week", "list")]
    for route in (*routes, Route(INSIGHTS), Route(TRASH)):
        desk.go(route)
        settle(qtbot, desk)
        assert failed == [], route
    desk.go(Route(VEHICLE, car.id))
    settle(qtbot, desk)
    assert WORD in shell.page.head.line.text()
