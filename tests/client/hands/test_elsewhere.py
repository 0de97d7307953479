"""What was changed elsewhere at the same time, by either hand."""

from __future__ import annotations

import pytest

from client.operations import records
from client.store import Store
from client.ui.routes import SETTINGS, VEHICLE, Route
from client.ui.theme import Scheme, apply
from garage.records import Vehicle, kind_named
from tests.client.hands.family import KEPT, a_family, at_window
from tests.client.served import sync


@pytest.fixture
def family(tmp_path, qapp):
    """Jonas and Anna named the Octavia at the same time, and Anna came later."""
    apply(qapp, Scheme.LIGHT)
    with a_family(tmp_path) as made:
        made.store.set_settings({"space": made.space})
        octavia = records.add(made.store, kind_named("vehicle"), {"name": "Octavia"}).ids[0]
        sync(made.store)
        sync(made.anna)
        records.edit(made.store, octavia, {"name": "Mine"})
        records.edit(made.anna, octavia, {"name": "Hers"})
        sync(made.anna)
        sync(made.store)
        yield made


@pytest.fixture
def person(family, qtbot):
    """Jonas, before the vehicle's history."""
    (octavia,) = family.store.read(lambda reader: reader.all(Vehicle))
    with at_window(family.store, qtbot, Route(VEHICLE, octavia.id, "history")) as made:
        yield made


def name(family):
    (octavia,) = family.store.read(lambda reader: reader.all(Vehicle))
    return octavia.name


def test_the_value_that_lost_is_used_instead_by_keys(person, family):
    assert name(family) == "Hers"
    person.go_to("Use Mine instead")
    person.press("Return")
    assert name(family) == "Mine"
    person.undo()
    assert name(family) == "Hers"


def test_the_value_that_lost_is_used_instead_by_the_mouse(person, family):
    person.click("Use Mine instead")
    assert name(family) == "Mine"
    person.click("Undo")
    assert name(family) == "Hers"
    person.until(lambda: person.sees("Fine as it is"))
    person.click("Fine as it is")
    assert name(family) == "Hers"


@pytest.fixture
def newcomer(family, tmp_path, qtbot):
    """Eve, whose own Octavia has the plate of one that her account has; and a code to sign in."""
    with Store(tmp_path / "eve") as elsewhere, Store(tmp_path / "here") as here:
        family.server.sign_in(elsewhere, "Eve")
        octavia = {"name": "Octavia", "plate": "M JL 2016"}
        records.add(elsewhere, kind_named("vehicle"), octavia)
        sync(elsewhere)
        here.set_settings(KEPT)
        records.add(here, kind_named("vehicle"), {"name": "The grey one", "plate": "MJL2016"})
        with at_window(here, qtbot, Route(SETTINGS, tab="account"), syncing=True) as made:
            yield made


def test_what_is_here_twice_after_signing_in_is_joined_by_keys(newcomer, family):
    person = newcomer
    person.go_to("Server")
    person.type(family.server.url)
    person.go_to("Or a pairing code")
    person.type(family.server.code("Eve"))
    person.press("Return")
    person.until(lambda: person.at == "Let it join")
    person.press("Return")
    person.until(lambda: person.at == "Join them")
    assert person.sees("both with the plate")
    person.press("Return")
    person.until(lambda: len(person.records("vehicle")) == 1)
    (joined,) = person.records("vehicle")
    person.undo()
    assert sorted(each.name for each in person.records("vehicle")) == ["Octavia", "The grey one"]
    assert joined.name in ("Octavia", "The grey one")
