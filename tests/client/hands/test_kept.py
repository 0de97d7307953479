"""What the server did not take: put back, let go and kept, by either hand."""

from __future__ import annotations

import pytest

from client.operations import records, sharing
from client.operations.kept_edits import kept_edits
from client.ui.account.activity_list import ActivityList
from client.ui.theme import Scheme, apply
from garage.records import Vehicle, kind_named
from tests.client.hands.family import a_family, at_window
from tests.client.hands.person import cell
from tests.client.served import sync


@pytest.fixture
def family(tmp_path, qapp):
    """Jonas renamed Anna's Octavia while she made him a viewer; now he is a member again."""
    apply(qapp, Scheme.LIGHT)
    with a_family(tmp_path) as made:
        club = sharing.new_garage(made.anna, "Oldtimers", "club")[0]
        made.anna.set_settings({"space": club})
        octavia = records.add(made.anna, kind_named("vehicle"), {"name": "Octavia"}).ids[0]
        sync(made.anna)
        sharing.join_garage(made.store, sharing.invite(made.anna, club, "member").code)
        people = sharing.people(made.anna, club).members
        jonas = next(each.person for each in people if each.name == "Jonas")
        records.edit(made.store, octavia, {"name": "Ocho"})
        sharing.change_role(made.anna, club, jonas, "viewer")
        sync(made.store)
        sharing.change_role(made.anna, club, jonas, "member")
        sync(made.store)
        yield made


@pytest.fixture
def person(family, qtbot):
    """Jonas, who is told in the sidebar's last line that something was not taken."""
    with at_window(family.store, qtbot) as made:
        yield made


def kept(family):
    return [edit.title for edit in family.store.read(kept_edits)]


def shows(person, kept):
    """Wait until the list shows so many that were not taken."""

    def told():
        # With nothing to tell there is no list to be seen.
        lists = [each for each in person.things() if isinstance(each, ActivityList)]
        return sum(row.kept is not None for rows in lists for row in rows.rows())

    person.until(lambda: told() == kept)


def names(store):
    return [each.name for each in store.read(lambda reader: reader.all(Vehicle))]


def test_what_was_not_taken_is_put_back_and_let_go_by_keys(person, family):
    assert (kept(family), names(family.store)) == (["Octavia"], ["Octavia"])
    person.press("Ctrl+Shift+A")
    assert isinstance(person.keyboard, ActivityList)
    person.press("Return")
    assert person.sees("Not taken: Octavia")
    assert person.sees("You may not change this.")
    assert person.at == "Put back"
    person.press("Escape")
    assert kept(family) == ["Octavia"]
    person.press("Return", "Return")
    assert (kept(family), names(family.store)) == ([], ["Ocho"])
    person.undo()
    assert (kept(family), names(family.store)) == (["Octavia"], ["Octavia"])
    shows(person, 1)
    person.press("Return")
    person.go_to("Discard")
    person.press("Return")
    assert (kept(family), names(family.store)) == ([], ["Octavia"])
    person.undo()
    assert kept(family) == ["Octavia"]
    shows(person, 1)
    person.command("Discard kept edits")
    assert kept(family) == []
    person.undo()
    assert kept(family) == ["Octavia"]


def test_what_was_not_taken_is_put_back_and_let_go_by_the_mouse(person, family):
    person.click("All commands")
    person.choose("Sync", "Sync activity")
    rows = person.find("Sync activity", ActivityList)
    person.click(rows.viewport(), cell(rows, "Octavia"))
    person.click("Discard")
    assert (person.toast, kept(family)) == ("Let go: Octavia", [])
    person.click("Undo")
    shows(person, 1)
    person.click(rows.viewport(), cell(rows, "Octavia"))
    person.click("Keep it")
    assert kept(family) == ["Octavia"]
    person.click(rows.viewport(), cell(rows, "Octavia"))
    person.click("Put back")
    assert (kept(family), names(family.store)) == ([], ["Ocho"])
    person.click("Undo")
    assert (kept(family), names(family.store)) == (["Octavia"], ["Octavia"])
    shows(person, 1)
    person.click(rows.viewport(), cell(rows, "Octavia"))
    person.click("Put back")
    # This time the server takes it.
    sync(family.store)
    sync(family.anna)
    assert names(family.anna) == ["Ocho"]
    assert kept(family) == []
