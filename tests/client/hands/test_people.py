"""Garages, their people and what waits, through the real server, by the mouse and by keys."""

from __future__ import annotations

import pytest

from client.operations import sharing
from client.operations.spaces import garages
from client.ui.routes import PEOPLE, Route
from client.ui.theme import Scheme, apply
from client.ui.widgets.list_row import ListRow
from tests.client.hands.family import a_family, at_window
from tests.client.hands.person import called
from tests.client.served import sync


@pytest.fixture
def family(tmp_path, qapp):
    apply(qapp, Scheme.LIGHT)
    with a_family(tmp_path) as made:
        yield made


@pytest.fixture
def person(family, qtbot):
    """Jonas, who owns the garage, on the page of its people."""
    with at_window(family.store, qtbot, Route(PEOPLE, family.space)) as made:
        yield made


def invited(person):
    """How many invitations are open on the page."""
    rows = (called(each) for each in person.things() if isinstance(each, ListRow))
    return sum(each.startswith("By link and code") for each in rows)


def names(store):
    return [each.name for each in store.read(garages)]


def test_somebody_is_invited_given_a_role_and_removed_by_either_hand(person):
    # By the keyboard. The invitation that Anna came by is open still.
    assert invited(person) == 1
    person.press("Ctrl+N", "Return")
    assert person.sees("They are shown only now.")
    person.press("Escape")
    person.until(lambda: invited(person) == 2)
    assert person.toast == "Invited by link and code"
    person.undo()
    person.until(lambda: invited(person) == 1)
    person.go_to("Anna, since")
    person.press("Return")
    person.pick("Viewer")
    person.until(lambda: person.sees("Viewer"))
    assert person.toast == "Anna is Viewer now"
    person.undo()
    person.until(lambda: not person.sees("Viewer"))
    # By the mouse.
    person.click("Anna, since")
    person.choose("Viewer")
    person.until(lambda: person.sees("Viewer"))
    person.click("Undo")
    person.until(lambda: not person.sees("Viewer"))
    person.click("Invite…")
    person.click("Invite")
    assert person.sees("They are shown only now.")
    person.click("Done")
    person.click("Anna, since")
    person.choose("Remove")
    person.click("Remove")
    person.until(lambda: not person.sees("Anna, since"))
    person.click("All garages, 2 garages")
    person.click("Jonas, Your own")
    assert person.sees("Jonas, ")


def test_an_invitation_is_taken_back_once_one_was_asked_by_either_hand(person):
    # By the keyboard.
    person.go_to("By link and code")
    person.press("Return")
    person.pick("Take the invitation back")
    assert person.at == "Cancel"
    person.press("Return")
    assert invited(person) == 1
    person.go_to("By link and code")
    person.press("Return")
    person.pick("Take the invitation back")
    person.go_to("Take back")
    person.press("Return")
    person.until(lambda: invited(person) == 0)
    # By the mouse.
    person.click("Invite…")
    person.click("Invite")
    person.click("Done")
    person.until(lambda: invited(person) == 1)
    person.click("By link and code")
    person.choose("Take the invitation back")
    person.click("Take back")
    person.until(lambda: invited(person) == 0)


def test_a_garage_is_made_and_renamed_and_each_is_taken_back_by_either_hand(person, family):
    # By the keyboard.
    person.command("Rename the garage")
    person.press("Ctrl+A")
    person.type("Both of us")
    person.press("Return")
    person.until(lambda: person.sees("People in Both of us"))
    person.undo()
    person.until(lambda: person.sees("People in Lindner"))
    person.command("Garage", "New family, club or workshop")
    person.type("Oldtimers")
    person.press("Return")
    person.until(lambda: person.sees("People in Oldtimers"))
    assert person.toast == "Made: Oldtimers"
    person.undo()
    assert names(family.store) == ["Jonas", "Lindner"]
    # By the mouse.
    person.click("All commands")
    person.choose("Garage", "New family, club or workshop")
    person.click("Club")
    person.click("Name")
    person.type("Oldtimers")
    person.click("Make it")
    person.until(lambda: person.sees("People in Oldtimers"))
    person.click("All commands")
    person.choose("Rename the garage")
    person.click("Name")
    person.press("Ctrl+A")
    person.type("Veterans")
    person.click("Save")
    person.until(lambda: person.sees("People in Veterans"))
    person.click("Undo")
    person.until(lambda: person.sees("People in Oldtimers"))
    assert names(family.store) == ["Jonas", "Lindner", "Oldtimers"]


def test_a_garage_is_joined_and_left_by_either_hand(family, qtbot):
    club = sharing.new_garage(family.anna, "Oldtimers", "club")[0]
    code = sharing.invite(family.anna, club, "member").code
    with at_window(family.store, qtbot) as person:
        # By the keyboard: joined, taken back, joined again, left once one was asked.
        person.command("Garage", "Join with a code")
        person.type(code)
        person.press("Return")
        assert person.sees("Anna invites you to Oldtimers")
        person.press("Return")
        assert person.toast == "You are in Oldtimers now"
        person.undo()
        assert names(family.store) == ["Jonas", "Lindner"]
        code = sharing.invite(family.anna, club, "member").code
        person.command("Garage", "Join with a code")
        person.type(code)
        person.press("Return", "Return")
        assert names(family.store) == ["Jonas", "Lindner", "Oldtimers"]
        person.command("Garage", "People in this garage")
        assert person.sees("People in Oldtimers")
        person.command("Leave the garage")
        assert person.at == "Cancel"
        person.press("Return")
        assert names(family.store) == ["Jonas", "Lindner", "Oldtimers"]
        person.command("Leave the garage")
        person.go_to("Leave")
        person.press("Return")
        assert names(family.store) == ["Jonas", "Lindner"]
        # By the mouse.
        code = sharing.invite(family.anna, club, "member").code
        person.click("All commands")
        person.choose("Garage", "Join with a code")
        person.click("Code or link")
        person.type(code)
        person.click("Look")
        person.click("Join")
        assert names(family.store) == ["Jonas", "Lindner", "Oldtimers"]
        person.click("All commands")
        person.choose("Garage", "People in this garage")
        person.click("All commands")
        person.choose("Leave the garage")
        person.click("Leave")
        assert names(family.store) == ["Jonas", "Lindner"]
    sync(family.anna)
    people = sharing.people(family.anna, club).members
    assert [each.name for each in people] == ["Anna"]


def test_what_cannot_be_undone_is_asked_before_by_either_hand(person, family):
    def people():
        return [each.name for each in sharing.people(family.anna, family.space).members]

    # By the keyboard: Enter alone does nothing of it.
    for words in ("Remove from the garage", "Hand the garage over"):
        person.go_to("Anna, since")
        person.press("Return")
        person.pick(words)
        assert person.at == "Cancel"
        person.press("Return")
    person.command("Delete the garage")
    person.press("Return")
    assert person.sees("That is not the name")
    person.press("Escape")
    assert sorted(people()) == ["Anna", "Jonas"]
    person.go_to("Anna, since")
    person.press("Return")
    person.pick("Hand the garage over")
    person.go_to("Hand over")
    person.press("Return")
    person.until(lambda: person.sees("Owner"))
    roles = {each.name: each.role for each in sharing.people(family.anna, family.space).members}
    assert roles == {"Anna": "owner", "Jonas": "manager"}
    sharing.hand_over(family.anna, family.space, family.person_of("Jonas"))
    sync(family.store)
    person.press("F5")
    person.until(lambda: person.sees("Jonas (you)"))
    person.go_to("Anna, since")
    person.press("Return")
    person.pick("Remove from the garage")
    person.go_to("Remove")
    person.press("Return")
    person.until(lambda: not person.sees("Anna, since"))
    person.command("Delete the garage")
    person.type("Lindner")
    person.press("Return")
    assert names(family.store) == ["Jonas"]
