"""A vehicle moved, restricted and shown to all again, through the real server, by either hand."""

from __future__ import annotations

import pytest

from client.operations import records, sharing
from client.operations.calendars import add_calendar
from client.ui.routes import VEHICLE, Route
from client.ui.theme import Scheme, apply
from garage.records import Calendar, Vehicle, kind_named
from tests.client.hands.family import a_family, at_window
from tests.client.served import sync


@pytest.fixture
def family(tmp_path, qapp):
    """Herbie, with a note, is Jonas's own; the Octavia is the family's."""
    apply(qapp, Scheme.LIGHT)
    with a_family(tmp_path) as made:
        herbie = records.add(made.store, kind_named("vehicle"), {"name": "Herbie"}).ids[0]
        note = {"vehicle": herbie, "title": "Key under the mat"}
        records.add(made.store, kind_named("note"), note)
        made.store.set_settings({"space": made.space})
        records.add(made.store, kind_named("vehicle"), {"name": "Octavia"})
        add_calendar(made.store, {"name": "Presents"})
        made.store.set_settings({"space": None})
        sync(made.store)
        sync(made.anna)
        yield made


@pytest.fixture
def person(family, qtbot):
    """Jonas, before his garage."""
    with at_window(family.store, qtbot) as made:
        yield made


def id_of(store, name):
    found = store.read(lambda reader: reader.all(Vehicle))
    return next(each.id for each in found if each.name == name)


@pytest.fixture
def hers(family):
    """The names of the vehicles on Anna's machine, once it has synced."""

    def names():
        sync(family.anna)
        return sorted(each.name for each in family.anna.read(lambda r: r.all(Vehicle)))

    return names


def test_a_vehicle_is_moved_to_another_garage_and_back_by_the_mouse(person, family, hers):
    person.click("Herbie")
    person.click("All commands")
    person.choose("Move to another garage")
    assert person.sees("1 record goes along. Notes: 1")
    assert person.sees("Family · 2 people will see all of it.")
    person.click("Cancel")
    assert hers() == ["Octavia"]
    person.click("All commands")
    person.choose("Move to another garage")
    person.click("Move")
    assert person.toast == "Herbie is in Lindner now"
    assert hers() == ["Herbie", "Octavia"]
    person.click("Undo")
    assert person.toast == "Undone: Herbie is in Lindner now"
    assert hers() == ["Octavia"]
    (note,) = person.records("note")
    assert (note.title, note.vehicle) == ("Key under the mat", id_of(family.store, "Herbie"))


def test_a_vehicle_is_moved_to_another_garage_and_back_by_keys(person, hers):
    person.go_to("Herbie")
    person.press("Return")
    person.command("Move to another garage")
    person.press("Return")
    assert hers() == ["Herbie", "Octavia"]
    person.undo()
    assert hers() == ["Octavia"]


def test_where_one_could_not_move_it_back_it_is_told_before_and_no_undo_is_offered(
    family, qtbot
):  # fmt: skip
    club = sharing.new_garage(family.anna, "Oldtimers", "club")[0]
    sharing.join_garage(family.store, sharing.invite(family.anna, club, "member").code)
    herbie = id_of(family.store, "Herbie")
    with at_window(family.store, qtbot, Route(VEHICLE, herbie)) as person:
        person.command("Move to another garage")
        assert not person.sees("You cannot move it back yourself.")
        person.press("Down")
        assert person.sees("You cannot move it back yourself.")
        person.press("Return")
        assert person.toast == "Herbie is in Oldtimers now"
        assert not person.sees("Undo")


def test_a_vehicle_is_restricted_and_shown_to_all_again_by_the_mouse(person, hers):
    person.click("Octavia")
    person.click("All commands")
    person.choose("Who may see this")
    person.click("Restrict")
    assert person.toast == "Octavia is seen by those you chose"
    assert hers() == []
    person.click("Undo")
    assert hers() == ["Octavia"]
    person.click("All commands")
    person.choose("Who may see this")
    person.click("Restrict")
    assert hers() == []
    # Let in by name, and taken back; then lifted for everybody, and taken back; then for good.
    person.click("All commands")
    person.choose("Who may see this")
    person.click("Anna · Member")
    person.click("Save")
    assert hers() == ["Octavia"]
    person.click("Undo")
    assert hers() == []
    person.click("All commands")
    person.choose("Who may see this")
    person.click("Everybody in Lindner")
    person.click("Save")
    assert person.toast == "Octavia is seen by everybody in Lindner"
    assert hers() == ["Octavia"]
    person.click("Undo")
    assert hers() == []
    person.click("All commands")
    person.choose("Who may see this")
    person.click("Everybody in Lindner")
    person.click("Save")
    assert hers() == ["Octavia"]


def test_a_vehicle_is_restricted_and_shown_to_all_again_by_keys(person, family, hers):
    person.go_to("Octavia")
    person.press("Return")
    person.command("Who may see this")
    assert person.at == "Anna · Member"
    person.press("Return")
    assert hers() == []
    person.undo()
    assert hers() == ["Octavia"]
    person.command("Who may see this")
    person.press("Return")
    assert hers() == []
    person.command("Who may see this")
    assert person.at == "Everybody in Lindner, whoever joins later too"
    person.go_to("Anna · Member")
    person.press("Space", "Return")
    assert hers() == ["Octavia"]
    person.undo()
    assert hers() == []
    person.command("Who may see this")
    person.press("Space", "Return")
    assert hers() == ["Octavia"]
    octavia = person.only("vehicle", name="Octavia")
    assert octavia.space == family.space


def test_a_calendar_is_made_private_and_shown_to_all_again_by_either_hand(person, family):
    def calendars():
        sync(family.anna)
        return [each.name for each in family.anna.read(lambda r: r.all(Calendar)) if each.name]

    assert "Presents" in calendars()
    # By the keyboard.
    person.press("Ctrl+2")
    person.go_to("Presents")
    person.press("Menu")
    person.pick("Who may see this")
    person.press("Return")
    assert "Presents" not in calendars()
    person.go_to("Presents")
    person.press("Menu")
    person.pick("Who may see this")
    person.press("Space", "Return")
    assert "Presents" in calendars()
    # By the mouse.
    person.menu_of("Presents")
    person.choose("Who may see this")
    person.click("Restrict")
    assert "Presents" not in calendars()
    person.click("Undo")
    assert "Presents" in calendars()
