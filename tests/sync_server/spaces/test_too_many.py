"""More garages, people, invitations and letters than the bounds allow: told how, nothing lost."""

from typing import Any

import pytest
from sqlalchemy import select

from garage.ids import new_id
from sync_server.kit.clock import DAY, now
from sync_server.spaces import invitations, making, membership, routes
from sync_server.spaces.tables import INVITATION, SPACE
from tests.sync_server.people import Device, World
from tests.sync_server.refusals import refusal
from tests.sync_server.spaces.test_members import found, invite, join, roles


def accept(person: Device, code: str) -> Any:
    """Try to join with a code."""
    return person.ask("POST", "/invitations/accept", {"code": code})


def uses(world: World) -> list[int]:
    """How often each invitation still lets somebody in."""
    return [row.uses for row in world.rows(select(INVITATION.c.uses))]


def spaces_of(person: Device) -> list[str]:
    return [each["name"] for each in person.ask("GET", "/spaces").json()["spaces"]]


def test_who_is_in_too_many_garages_makes_none_until_they_left_some(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "MOST_SPACES", 3)
    ann = world.person("ann")
    space = found(ann)
    asked = {"id": new_id(now()), "name": "Club", "kind": "club"}
    inner = {"id": new_id(now()), "name": "Papers"}
    for _ in range(2):
        # Also the second time, when she is in as many as she may be: an answer may be lost.
        assert ann.ask("POST", "/spaces", asked).json()["id"] == asked["id"]
    for path, body in (
        ("/spaces", {"name": "More", "kind": "family"}),
        ("/spaces", {"id": new_id(now()), "name": "More", "kind": "family"}),
        (f"/spaces/{space}/enclosed", inner),
    ):
        assert refusal(ann.ask("POST", path, body)) == (409, "conflict")
    assert spaces_of(ann) == ["ann's garage", "Family", "Club"]
    assert world.count(SPACE) == 3
    assert ann.ask("DELETE", f"/spaces/{asked['id']}").status_code == 204
    # What was refused has used up no id.
    for _ in range(2):
        made = ann.ask("POST", f"/spaces/{space}/enclosed", inner)
        assert (made.status_code, made.json()["id"]) == (200, inner["id"])


def test_a_full_garage_lets_in_nobody_and_uses_up_no_invitation(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(membership, "MOST_MEMBERS", 2)
    ann, bob, cyd = (world.person(name) for name in ("ann", "bob", "cyd"))
    space = found(ann)
    code = invite(ann, space)["code"]
    assert accept(bob, code).status_code == 200
    before = uses(world)
    assert refusal(accept(cyd, code)) == (409, "conflict")
    assert accept(bob, code).status_code == 200, "who is in it already is not one more"
    assert roles(ann, space) == {"ann": "owner", "bob": "member"}
    assert uses(world) == before
    assert bob.ask("POST", f"/spaces/{space}/leave").status_code == 204
    assert accept(cyd, code).status_code == 200
    assert roles(ann, space) == {"ann": "owner", "cyd": "member"}


def test_a_full_enclosed_garage_lets_in_nobody_either(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann, bob, cyd = (world.person(name) for name in ("ann", "bob", "cyd"))
    space = found(ann)
    join(ann, space, bob, cyd)
    monkeypatch.setattr(membership, "MOST_MEMBERS", 2)
    asked = {"name": "Papers", "members": [{"person": bob.person, "role": "viewer"}]}
    inner = ann.ask("POST", f"/spaces/{space}/enclosed", asked).json()["id"]
    path = f"/spaces/{inner}/members/{cyd.person}"
    assert refusal(ann.ask("PUT", path, {"role": "viewer"})) == (409, "conflict")
    assert roles(ann, inner) == {"ann": "owner", "bob": "viewer"}


def test_so_many_invitations_are_open_and_one_taken_back_makes_room(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(invitations, "MOST_OPEN", 2)
    ann, bob = world.person("ann"), world.person("bob")
    space = found(ann)
    first, second = invite(ann, space), invite(ann, space)
    path = f"/spaces/{space}/invitations"
    posted: list[str] = []
    world.app.state.post = lambda _, to, *rest: posted.append(to)
    for asked in ({"role": "member"}, {"role": "member", "email": "dan@example.org"}):
        assert refusal(ann.ask("POST", path, asked)) == (409, "conflict")
    assert posted == []
    open_ = [each["id"] for each in ann.ask("GET", path).json()["invitations"]]
    assert open_ == [first["id"], second["id"]]
    # Of one garage: another one has its own.
    invite(ann, found(ann, "Club"))
    assert ann.ask("DELETE", f"{path}/{first['id']}").status_code == 204
    invite(ann, space)
    assert accept(bob, second["code"]).status_code == 200


def test_an_invitation_lets_in_so_many_and_no_more(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(invitations, "USES", 2)
    ann, bob, cyd, dan = (world.person(name) for name in ("ann", "bob", "cyd", "dan"))
    space = found(ann)
    code = invite(ann, space)["code"]
    assert accept(bob, code).status_code == accept(cyd, code).status_code == 200
    for verb in ("look", "accept"):
        answer = dan.ask("POST", f"/invitations/{verb}", {"code": code})
        assert refusal(answer) == (404, "not_found")
    assert roles(ann, space) == {"ann": "owner", "bob": "member", "cyd": "member"}
    assert accept(dan, invite(ann, space)["code"]).status_code == 200


def test_an_invitation_is_for_a_week_or_for_as_long_as_was_said(world: World) -> None:
    ann = world.person("ann")
    space = found(ann)
    for asked, days in (({}, 7), ({"days": 1}, 1), ({"days": 90}, 90)):
        made: dict[str, Any] = invite(ann, space, **asked)
        assert made["expires"] - made["created"] == days * DAY
    path = f"/spaces/{space}/invitations"
    for days in (0, 91):
        answer = ann.ask("POST", path, {"role": "member", "days": days})
        assert refusal(answer) == (400, "bad_request")
    assert len(ann.ask("GET", path).json()["invitations"]) == 3


def test_one_person_invites_so_many_by_letter_in_a_day(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes, "_LETTERS", "2/day")
    ann, bob = world.person("ann"), world.person("bob")
    posted: list[str] = []
    world.app.state.post = lambda _, to, *rest: posted.append(to)
    space, other = found(ann), found(ann, "Club")
    join(ann, space, bob, role="manager")
    invite(ann, space, email="a@example.org")
    invite(ann, other, email="b@example.org")
    path = f"/spaces/{space}/invitations"
    before = ann.ask("GET", path).json()
    answer = ann.ask("POST", path, {"role": "member", "email": "c@example.org"})
    assert refusal(answer) == (429, "too_many")
    assert int(answer.headers["Retry-After"]) > 0
    assert {"ratelimit", "ratelimit-policy"} <= set(answer.headers)
    assert ann.ask("GET", path).json() == before
    # A code for her to hand on is no letter, and the letters of others are theirs.
    invite(ann, space)
    invite(bob, space, email="c@example.org")
    assert posted == ["a@example.org", "b@example.org", "c@example.org"]
