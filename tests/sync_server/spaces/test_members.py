"""Who comes, goes and is handed what; enclosed spaces; people who are forgotten."""

import msgspec
from sqlalchemy import select

from garage.permissions import Role
from sync_server.accounts.people import set_language
from sync_server.kit.clock import DAY, now
from sync_server.kit.tongues import Tongue
from sync_server.records.tables import RECORD
from sync_server.spaces import service as spaces
from sync_server.spaces.invitations import USES
from sync_server.spaces.tables import INVITATION, MEMBER, SPACE
from tests.sync_server.people import Device, World


def found(owner: Device, name: str = "Family") -> str:
    """A new organization."""
    answer = owner.ask("POST", "/spaces", {"name": name, "kind": "family"})
    assert answer.status_code == 200, answer.text
    space: str = answer.json()["id"]
    return space


def invite(owner: Device, space: str, **asked: object) -> dict[str, str]:
    """An invitation with its code."""
    answer = owner.ask("POST", f"/spaces/{space}/invitations", {"role": "member", **asked})
    assert answer.status_code == 200, answer.text
    made: dict[str, str] = answer.json()
    return made


def join(owner: Device, space: str, *others: Device, role: str = "member") -> None:
    """Let people in."""
    code = invite(owner, space, role=role)["code"]
    for other in others:
        assert other.ask("POST", "/invitations/accept", {"code": code}).status_code == 200


def roles(member: Device, space: str) -> dict[str, str]:
    """Name → role, as a member sees it."""
    answer = member.ask("GET", f"/spaces/{space}/members")
    return {each["name"]: each["role"] for each in answer.json()["members"]}


def test_who_accepts_an_invitation_is_in_and_gets_all_there_is(world: World) -> None:
    ann, bob = world.person("ann"), world.person("bob")
    space = found(ann)
    car = ann.add(space=space, name="Berta")
    made = invite(ann, space)
    looked = bob.ask("POST", "/invitations/look", {"code": made["code"].lower()}).json()
    assert (looked["name"], looked["by"], looked["role"]) == ("Family", "ann", "member")
    assert bob.ask("POST", "/invitations/accept", {"code": made["link"]}).status_code == 200
    assert roles(bob, space) == {"ann": "owner", "bob": "member"}
    (added,) = bob.pull().added
    assert (added.id, added.members) == (space, 2)
    assert set(bob.records(space)) == {car.id}
    assert world.rows(select(INVITATION.c.uses)) == [(USES - 1,)]
    bob.ask("POST", "/invitations/accept", {"code": made["code"]})
    assert world.rows(select(INVITATION.c.uses)) == [(USES - 1,)]
    assert made["code"] not in str(world.rows(select(INVITATION)))


def test_an_invitation_ends_by_time_by_use_by_revoking_and_with_who_made_it(world: World) -> None:
    ann, bob, cyd, dan = (world.person(name) for name in ("ann", "bob", "cyd", "dan"))
    space = found(ann)
    join(ann, space, bob, role="manager")
    codes = {
        "revoked": invite(ann, space),
        "old": invite(ann, space, days=1),
        "used": invite(ann, space, email="cyd@example.org"),
        "removed": invite(bob, space),
    }
    assert cyd.ask("POST", "/invitations/accept", {"code": codes["used"]["code"]}).is_success
    path = f"/spaces/{space}/invitations/{codes['revoked']['id']}"
    assert ann.ask("DELETE", path).status_code == 204
    assert ann.ask("DELETE", path).status_code == 404
    with world.database.write() as connection:
        connection.execute(
            INVITATION.update()
            .where(INVITATION.c.id == codes["old"]["id"])
            .values(expires=now() - DAY)
        )
    assert ann.ask("DELETE", f"/spaces/{space}/members/{bob.person}").status_code == 204
    answers = [
        dan.ask("POST", f"/invitations/{verb}", {"code": code})
        for verb in ("look", "accept")
        for code in (*(each["code"] for each in codes.values()), "ABCD", "\0")
    ]
    assert {(answer.status_code, answer.content) for answer in answers} == {
        (404, answers[0].content)
    }


def test_an_invitation_by_mail_is_posted_with_its_code(world: World) -> None:
    ann, cyd = world.person("ann"), world.person("cyd")
    posted: list[tuple[str, str, str, str]] = []

    def post(_: object, to: str, template: str, values: dict[str, str], language: str) -> None:
        posted.append((to, template, values["code"], language))

    world.app.state.post = post
    made = invite(ann, found(ann), email="bob@example.org")
    assert posted == [("bob@example.org", "invitation", made["code"], "en")]
    # In what its reader is known to read, else who invites them.
    with world.database.write() as connection:
        set_language(connection, ann.person, Tongue("de"))
    invite(ann, found(ann), email="bob@example.org")
    with world.database.write() as connection:
        set_language(connection, cyd.person, Tongue("en"))
    invite(ann, found(ann), email=f"{cyd.person}@example.org")
    assert [each[3] for each in posted] == ["en", "de", "en"]
    bad = {"role": "member", "email": "bob at example"}
    assert ann.ask("POST", f"/spaces/{found(ann)}/invitations", bad).status_code == 400


def test_nobody_is_written_to_again_and_again(world: World) -> None:
    ann, bob = world.person("ann"), world.person("bob")
    asked = {"role": "member", "email": "Victim@example.net"}
    tried = []
    for each in (ann, bob):
        path = f"/spaces/{found(each)}/invitations"
        for _ in range(7):
            answer = each.ask("POST", path, asked)
            tried.append(answer.status_code)
            if answer.is_success:
                assert each.ask("DELETE", f"{path}/{answer.json()['id']}").is_success
    assert tried == [200] * 10 + [429] * 4
    assert int(answer.headers["retry-after"]) > 0
    # A link for them to hand on goes on to be made, and so do letters to others.
    for more in ({"role": "member"}, {"role": "member", "email": "other@example.net"}):
        assert bob.ask("POST", path, more).is_success


def test_the_one_who_goes_loses_the_space_and_what_it_encloses(world: World) -> None:
    ann, bob, cyd = (world.person(name) for name in ("ann", "bob", "cyd"))
    space, other = found(ann), found(ann, "Club")
    join(ann, space, bob, role="manager")
    join(ann, other, cyd)
    asked = {
        "name": "Papers",
        "members": [{"person": p.person, "role": "viewer"} for p in (ann, cyd)],
    }
    made = bob.ask("POST", f"/spaces/{space}/enclosed", asked)
    # Bob does not know Cyd: to him there is no such person.
    assert made.status_code == 404
    join(ann, other, bob)
    inner = bob.ask("POST", f"/spaces/{space}/enclosed", asked).json()["id"]
    assert roles(bob, inner) == {"bob": "owner", "ann": "viewer", "cyd": "viewer"}
    assert ann.ask("DELETE", f"/spaces/{space}/members/{bob.person}").status_code == 204
    assert set(bob.pull({space: 1, inner: 1, other: 1}).dropped) == {space, inner}
    # Cyd came from outside and stays; what Bob owned is another's.
    assert roles(ann, inner) == {"ann": "owner", "cyd": "viewer"}


def test_people_of_the_garage_are_let_into_what_it_encloses_and_nobody_else(world: World) -> None:
    ann, bob, cyd, dan = (world.person(name) for name in ("ann", "bob", "cyd", "dan"))
    space = found(ann)
    for each in (bob, cyd):
        join(ann, space, each)
    inner = ann.ask("POST", f"/spaces/{space}/enclosed", {"name": "Papers"}).json()["id"]

    def put(by: Device, where: str, who: Device, role: str = "viewer") -> int:
        path = f"/spaces/{where}/members/{who.person}"
        return int(by.ask("PUT", path, {"role": role}).status_code)

    assert put(bob, inner, bob) == 404
    assert put(ann, inner, bob) == 204
    assert put(ann, inner, bob, "manager") == 204
    assert roles(ann, inner) == {"ann": "owner", "bob": "viewer"}
    assert put(bob, inner, cyd) == 403
    assert put(ann, inner, dan) == 404
    assert put(ann, inner, cyd, "owner") == 400
    assert put(ann, inner, cyd, "guest") == 400
    assert put(ann, space, dan) == 400
    assert roles(ann, inner) == {"ann": "owner", "bob": "viewer"}


def test_ownership_is_handed_over_and_the_owner_may_leave_then(world: World) -> None:
    ann, bob = world.person("ann"), world.person("bob")
    space = found(ann)
    join(ann, space, bob)
    assert ann.ask("POST", f"/spaces/{space}/leave").status_code == 403
    assert ann.ask("POST", f"/spaces/{space}/owner", {"person": bob.person}).status_code == 204
    assert roles(bob, space) == {"ann": "manager", "bob": "owner"}
    assert ann.ask("POST", f"/spaces/{space}/leave").status_code == 204
    assert roles(bob, space) == {"bob": "owner"}


def test_what_changed_about_a_space_is_told_by_the_next_pull(world: World) -> None:
    ann, bob = world.person("ann"), world.person("bob")
    space = found(ann)
    join(ann, space, bob)
    held = {ann.home: 1, space: ann.pull({space: 0}).pages[0].next}
    assert ann.pull(held).changed == []
    ann.ask("PATCH", f"/spaces/{space}", {"name": "Clan"})
    answer = ann.pull(held)
    assert [each.name for each in answer.changed] == ["Clan"]
    held[space] = next(page.next for page in answer.pages if page.space == space)
    ann.ask("PATCH", f"/spaces/{space}/members/{bob.person}", {"role": "viewer"})
    assert [each.role for each in bob.pull({**held, bob.home: 1}).changed] == ["viewer"]


def test_ones_own_garage_is_neither_deleted_nor_handed_over(world: World) -> None:
    ann, bob = world.person("ann"), world.person("bob")
    join(ann, ann.home, bob)
    assert ann.ask("DELETE", f"/spaces/{ann.home}").status_code == 409
    asked = {"person": bob.person}
    assert ann.ask("POST", f"/spaces/{ann.home}/owner", asked).status_code == 409
    assert roles(bob, ann.home) == {"ann": "owner", "bob": "member"}


def test_a_space_made_twice_by_a_lost_answer_is_one(world: World) -> None:
    ann, bob = world.person("ann"), world.person("bob")
    asked = {"id": found(ann), "name": "Family", "kind": "family"}
    assert ann.ask("POST", "/spaces", asked).status_code == 200
    assert bob.ask("POST", "/spaces", asked).status_code == 409
    assert len(world.rows(select(SPACE).where(SPACE.c.kind == "family"))) == 1


def test_a_space_is_taken_back_only_as_long_as_nothing_has_happened_in_it(world: World) -> None:
    ann, bob = world.person("ann"), world.person("bob")

    def take_back(device: Device, space: str) -> int:
        return device.ask("POST", f"/spaces/{space}/take-back").status_code

    fresh = found(ann)
    inner = ann.ask("POST", f"/spaces/{fresh}/enclosed", {"name": "Inner"}).json()["id"]
    assert take_back(bob, fresh) == 404
    assert take_back(ann, fresh) == 409
    assert take_back(ann, inner) == 204
    assert take_back(ann, inner) == 404
    assert take_back(ann, fresh) == 204
    assert take_back(ann, ann.home) == 409
    left, moved, joined = found(ann), found(ann), found(ann)
    car = ann.add(space=left, name="Berta")
    ann.ask("POST", "/records/move", {"space": left, "to": moved, "ids": [car.id]})
    join(ann, joined, bob, role="manager")
    assert take_back(bob, joined) == 403
    # What was there and went has left its marker, which is kept as well.
    for space in (left, moved, joined):
        assert take_back(ann, space) == 409
    told = ann.ask("GET", "/spaces").json()["spaces"]
    assert {left, moved, joined} <= {each["id"] for each in told}
    assert set(ann.records(moved)) == {car.id}


def test_a_deleted_space_leaves_nothing(world: World) -> None:
    ann, bob = world.person("ann"), world.person("bob")
    space = found(ann)
    join(ann, space, bob, role="manager")
    assert bob.ask("POST", f"/spaces/{space}/enclosed", {"name": "Inner"}).is_success
    ann.add(space=space, name="Berta")
    assert ann.ask("DELETE", f"/spaces/{space}").status_code == 204
    assert world.count(RECORD) == 0
    assert {row.kind for row in world.rows(select(SPACE))} == {"garage"}
    assert bob.pull({space: 3}).dropped == [space]


def test_a_forgotten_person_leaves_what_others_share_to_them(world: World) -> None:
    ann, bob, cyd = (world.person(name) for name in ("ann", "bob", "cyd"))
    shared, alone = found(ann), found(ann, "Alone")
    join(ann, shared, bob)
    join(ann, shared, cyd, role="manager")
    car = ann.add(space=shared, name="Berta")
    ann.add(name="Emil")
    with world.database.write() as connection:
        spaces.forget_person(connection, ann.person, now())
    assert roles(bob, shared) == {"bob": "member", "cyd": "owner"}
    assert set(bob.records(shared)) == {car.id}
    left = {row.id for row in world.rows(select(SPACE.c.id))}
    assert not {ann.home, alone} & left
    assert not world.rows(select(MEMBER).where(MEMBER.c.person == ann.person))
    assert Role.OWNER in {Role(row.role) for row in world.rows(select(MEMBER.c.role))}


def test_the_openapi_document_says_every_answer(world: World) -> None:
    document = msgspec.json.decode(msgspec.json.encode(world.app.openapi()))
    for path, verbs in document["paths"].items():
        if path.startswith(("/spaces", "/sync", "/records", "/invitations")):
            for verb in verbs.values():
                assert {"401", "503"} <= set(verb["responses"]), path
    assert document["components"]["schemas"]["PushAnswer"]["properties"]["verdicts"]
