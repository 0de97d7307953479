"""Every role, kind, verb and route lets through exactly what the table of permissions says."""

from collections.abc import Callable
from typing import Any

import pytest

from garage.ids import new_id
from garage.permissions import Deed, Role, Verb, may, may_deed
from garage.records import kinds
from sync_server.kit.clock import now
from sync_server.spaces import membership
from tests.sync_server.people import Device, World

OTHERS = [Role.MANAGER, Role.MEMBER, Role.VIEWER]
KINDS = [kind.name for kind in kinds()] + ["spaceship"]


class Family:
    """A space with an owner, who made all there is, and one of each other role."""

    def __init__(self, world: World) -> None:
        self.owner = world.person("owner")
        made = self.owner.ask("POST", "/spaces", {"name": "Family", "kind": "family"})
        self.space: str = made.json()["id"]
        self.people = {Role.OWNER: self.owner}
        self.people |= {role: world.person(role) for role in OTHERS}
        with world.database.write() as connection:
            for role in OTHERS:
                membership.join(connection, self.space, self.people[role].person, role, now())
        self.stranger = world.person("stranger")

    def patches(self, person: Device) -> list[dict[str, Any]]:
        """One record of each kind."""
        return [person.patch(kind=kind, space=self.space, notes="made") for kind in KINDS]

    def overtaken(self) -> tuple[str, str]:
        """A vehicle that two named without seeing each other, and what became of the first name."""
        other = self.owner.another()
        car = self.owner.add(space=self.space, name="Berta")
        base = {"name": car.stamps[""]}
        before = set(self.owner.records(self.space))
        for device, name in ((self.owner, "Emil"), (other, "Otto")):
            device.push(device.patch(car.id, space=self.space, base=base, name=name))
        (value,) = set(self.owner.records(self.space)) - before
        return car.id, value


@pytest.fixture
def family(world: World) -> Family:
    return Family(world)


def merged(person: Device, patches: list[dict[str, Any]]) -> dict[str, bool]:
    """Kind → whether a patch of it was taken."""
    return {
        patch["kind"]: verdict.verdict == "merged"
        for patch, verdict in zip(patches, person.push(*patches), strict=True)
    }


def test_a_push_takes_exactly_what_each_role_may(family: Family) -> None:
    for role, person in family.people.items():
        adding = family.patches(person)
        assert merged(person, adding) == {k: may(role, Verb.ADD, k) for k in KINDS}, role
        # What somebody else made, which for the owner is their own.
        theirs = family.patches(family.owner)
        assert all(merged(family.owner, theirs).values())
        own = role is Role.OWNER
        for verb, fields in ((Verb.EDIT, {"notes": "changed"}), (Verb.DELETE, {"deleted": True})):
            edits = [person.patch(p["id"], p["kind"], family.space, **fields) for p in theirs]
            expected = {k: may(role, verb, k, own=own) for k in KINDS}
            assert merged(person, edits) == expected, (role, verb)
            mine = [
                person.patch(p["id"], p["kind"], family.space, **fields)
                for p in adding
                if may(role, Verb.ADD, p["kind"])
            ]
            expected = {p["kind"]: may(role, verb, p["kind"], own=True) for p in mine}
            assert merged(person, mine) == expected, (role, verb, "own")


def test_a_pull_gives_each_role_what_it_may_read(family: Family) -> None:
    family.owner.push(*family.patches(family.owner))
    for role, person in family.people.items():
        read = {each.kind for each in person.records(family.space).values()}
        assert read == {kind for kind in KINDS if may(role, Verb.READ, kind)}
    answer = family.stranger.pull({family.space: 0})
    assert (answer.pages, answer.dropped) == ([], [family.space])


def test_moves_and_erasure_take_exactly_what_each_role_may(family: Family) -> None:
    for role, person in family.people.items():
        theirs = family.patches(family.owner)
        family.owner.push(*theirs)
        for patch in theirs:
            for path, verb in (("/records/move", Verb.MOVE), ("/records/erase", Verb.ERASE)):
                body = {"space": family.space, "to": person.home, "ids": [patch["id"]]}
                allowed = may(role, verb, patch["kind"], own=role is Role.OWNER)
                status = person.ask("POST", path, body).status_code
                assert status == (200 if allowed else 403), (role, path, patch["kind"])


def test_what_was_overtaken_goes_with_its_record_and_is_nobodys_to_take(family: Family) -> None:
    for role, person in family.people.items():
        car, value = family.overtaken()
        other = family.owner.add(space=family.space, name="Emil")
        before = family.owner.records(family.space)
        for path in ("/records/move", "/records/erase"):
            # Alone, and beside a record that is not the one it belongs to.
            for ids in ([value], [value, other.id]):
                body = {"space": family.space, "to": person.home, "ids": ids}
                assert person.ask("POST", path, body).status_code == 403, (role, path)
        assert family.owner.records(family.space) == before
        body = {"space": family.space, "to": person.home, "ids": [car]}
        allowed = may(role, Verb.MOVE, "vehicle", own=role is Role.OWNER)
        status = person.ask("POST", "/records/move", body).status_code
        assert status == (200 if allowed else 403), role
        there = set(family.owner.records(family.space))
        assert {car, value} & there == (set() if allowed else {car, value})


Route = Callable[[str, str], tuple[str, str, Any]]

ROUTES: dict[Deed, Route] = {
    Deed.SEE_MEMBERS: lambda space, _: ("GET", f"/spaces/{space}/members", None),
    Deed.RENAME: lambda space, _: ("PATCH", f"/spaces/{space}", {"name": "New"}),
    Deed.INVITE: lambda space, _: ("POST", f"/spaces/{space}/invitations", {"role": "viewer"}),
    Deed.CHANGE_ROLE: lambda space, other: (
        "PATCH", f"/spaces/{space}/members/{other}", {"role": "viewer"}),
    Deed.REMOVE: lambda space, other: ("DELETE", f"/spaces/{space}/members/{other}", None),
    Deed.ENCLOSE: lambda space, _: ("POST", f"/spaces/{space}/enclosed", {"name": "Inner"}),
    Deed.HAND_OVER: lambda space, other: ("POST", f"/spaces/{space}/owner", {"person": other}),
    Deed.LEAVE: lambda space, _: ("POST", f"/spaces/{space}/leave", None),
    Deed.DELETE_SPACE: lambda space, _: ("DELETE", f"/spaces/{space}", None),
}  # fmt: skip

MORE: list[Route] = [
    lambda space, _: ("GET", f"/spaces/{space}/invitations", None),
    lambda space, _: ("DELETE", f"/spaces/{space}/invitations/{new_id(1)}", None),
]


@pytest.mark.parametrize("role", list(Role))
def test_each_deed_is_for_exactly_those_who_may(world: World, role: Role) -> None:
    assert set(ROUTES) == set(Deed)
    for deed, route in ROUTES.items():
        family = Family(world)
        person = family.people.get(role) or world.person("guest")
        other = world.person("other")
        with world.database.write() as connection:
            membership.join(connection, family.space, other.person, Role.MEMBER, now())
            membership.join(connection, family.space, person.person, role, now())
        answer = person.ask(*route(family.space, other.person))
        assert answer.status_code == (answer.status_code if may_deed(role, deed) else 403)
        assert (answer.status_code < 300) == may_deed(role, deed), (role, deed, answer.text)
        if not may_deed(role, deed):
            assert answer.json()["hint"]


def test_a_stranger_cannot_tell_a_space_that_is_there_from_one_that_is_not(family: Family) -> None:
    for route in (*ROUTES.values(), *MORE):
        member = family.owner.person
        answers = [
            family.stranger.ask(*route(space, member))
            for space in (family.space, new_id(now()), "no-id-at-all", "a%00b")
        ]
        assert {answer.status_code for answer in answers} == {404}
        assert len({answer.content for answer in answers}) == 1


def test_what_is_no_id_is_nobody_and_nothing(family: Family) -> None:
    space = f"/spaces/{family.space}"
    for nobody in ("no-id", "a%00b", new_id(now())):
        for method, path, body in (
            ("PATCH", f"{space}/members/{nobody}", {"role": "viewer"}),
            ("DELETE", f"{space}/members/{nobody}", None),
            ("DELETE", f"{space}/invitations/{nobody}", None),
            ("POST", f"{space}/owner", {"person": nobody.replace("%00", "\0")[:36]}),
        ):
            assert family.owner.ask(method, path, body).status_code == 404, path
    inner = {"name": "Inner", "members": [{"person": "a\0b", "role": "viewer"}]}
    assert family.owner.ask("POST", f"{space}/enclosed", inner).status_code == 404
    for there in ({"space": "a\0b", "to": family.space}, {"space": family.space, "to": "a\0b"}):
        answer = family.owner.ask("POST", "/records/move", {**there, "ids": ["a\0b"]})
        assert answer.status_code == 404


def test_nobody_gives_more_than_they_are_or_touches_the_owner(family: Family) -> None:
    manager, member = family.people[Role.MANAGER], family.people[Role.MEMBER]
    members = f"/spaces/{family.space}/members"
    owner = f"{members}/{family.owner.person}"
    assert manager.ask("PATCH", owner, {"role": "viewer"}).status_code == 403
    assert manager.ask("DELETE", owner).status_code == 403
    of_member = f"{members}/{member.person}"
    assert manager.ask("PATCH", of_member, {"role": "owner"}).status_code == 400
    assert manager.ask("PATCH", of_member, {"role": "manager"}).status_code == 204
    assert manager.ask("PATCH", of_member, {"role": "guest"}).status_code == 400
