"""Whole trees moved between spaces, and records erased for ever."""

import pytest

from garage.ids import new_id
from garage.permissions import Role
from garage.sync.wire import digest_of, digest_text
from sync_server.kit.clock import now
from sync_server.spaces import membership
from tests.sync_server.people import Device, World


def family(owner: Device, *others: tuple[Device, Role]) -> str:
    """An organization with members."""
    made = owner.ask("POST", "/spaces", {"name": "Family", "kind": "family"})
    assert made.status_code == 200, made.text
    space: str = made.json()["id"]
    with owner.world.database.write() as connection:
        for other, role in others:
            membership.join(connection, space, other.person, role, now())
    return space


def true_digest(device: Device, space: str) -> None:
    """The digest that is kept is that of the records."""
    (page,) = device.pull({space: 0}).pages
    parts = [digest_of(each.id, each.seq, each.stamps) for each in page.envelopes]
    assert page.digest == digest_text(parts)


def move(device: Device, space: str, to: str, *ids: str) -> int:
    """Move; the status."""
    return device.ask("POST", "/records/move", {"space": space, "to": to, "ids": ids}).status_code


def test_a_vehicle_moves_with_all_that_hangs_on_it(world: World) -> None:
    ann = world.person("ann")
    to = family(ann)
    car, other = ann.add(name="Berta"), ann.add(name="Emil")
    work = ann.add("service", vehicle=car.id, title="Oil")
    line = ann.add("work_line", work=work.id, title="Filter")
    cursor = ann.pull().pages[0].next
    answer = ann.ask("POST", "/records/move", {"space": ann.home, "to": to, "ids": [car.id]})
    assert answer.json()["moved"] == 3
    assert set(ann.records(to)) == {car.id, work.id, line.id}
    assert set(ann.records()) == {other.id}
    page = ann.pull({ann.home: cursor}).pages[0]
    assert {(each.id, each.to) for each in page.moved} == {
        (car.id, to), (work.id, to), (line.id, to)
    }  # fmt: skip
    assert answer.json()["heads"] == {ann.home: page.head, to: ann.pull({to: 0}).pages[0].head}
    true_digest(ann, to)
    true_digest(ann, ann.home)


def test_an_edit_for_the_old_place_follows_and_so_does_what_is_new_there(world: World) -> None:
    ann, bob, cyd = (world.person(name) for name in ("ann", "bob", "cyd"))
    source = family(ann, (bob, Role.MEMBER), (cyd, Role.MEMBER))
    to = family(ann, (bob, Role.MEMBER))
    car = ann.add(space=source, name="Berta")
    assert move(ann, source, to, car.id) == 200
    edit = bob.patch(car.id, space=source, plate="M-AB 1", base={"plate": None})
    fill = bob.patch(kind="fill_up", space=source, vehicle=car.id)
    moved, added = bob.push(edit, fill)
    assert moved.verdict == added.verdict == "moved"
    assert moved.envelope is not None
    assert moved.envelope.space == to
    assert ann.records(to)[car.id].fields == {"name": "Berta", "plate": "M-AB 1"}
    assert fill["id"] in ann.records(to)
    (lost,) = cyd.push(cyd.patch(car.id, space=source, plate="X"))
    assert (lost.verdict, lost.envelope) == ("gone", None)
    (page,) = cyd.pull({source: 0}).pages
    assert [(each.id, each.to) for each in page.moved] == [(car.id, "")]


def test_what_followed_its_owner_is_not_there_twice_when_it_is_sent_again(world: World) -> None:
    ann = world.person("ann")
    to, further = family(ann), family(ann)
    car = ann.add(name="Berta")
    assert move(ann, ann.home, to, car.id) == 200
    note = ann.patch(kind="note", vehicle=car.id, title="Oil")
    for _ in range(2):
        (verdict,) = ann.push(note)
        assert (verdict.verdict, verdict.envelope.space) == ("moved", to)
    assert move(ann, to, further, car.id) == 200
    (verdict,) = ann.push(note)
    assert (verdict.verdict, verdict.envelope.space) == ("moved", further)
    assert note["id"] not in ann.records(to)
    assert ann.ask("POST", "/records/erase", {"space": further, "ids": [note["id"]]}).is_success
    (verdict,) = ann.push(note)
    assert verdict.verdict == "gone"
    true_digest(ann, further)


def test_what_came_back_is_edited_in_its_old_place_again(world: World) -> None:
    ann = world.person("ann")
    to = family(ann)
    car = ann.add(name="Berta")
    assert move(ann, ann.home, to, car.id) == 200
    assert move(ann, to, ann.home, car.id) == 200
    (here,) = ann.push(ann.patch(car.id, plate="1"))
    (there,) = ann.push(
        ann.patch(car.id, space=to, plate="2", base={"plate": here.envelope.stamps["plate"]})
    )
    assert (here.verdict, there.verdict) == ("merged", "moved")
    assert ann.records()[car.id].fields["plate"] == "2"
    assert ann.records(to) == {}


@pytest.mark.parametrize(
    ("in_source", "in_target", "status"),
    [
        (Role.MANAGER, Role.MEMBER, 200),
        (Role.MANAGER, Role.VIEWER, 403),
        (Role.MEMBER, Role.MANAGER, 403),
        (None, Role.MANAGER, 404),
        (Role.MANAGER, None, 404),
    ],
)
def test_both_spaces_must_allow_a_move(
    world: World, in_source: Role | None, in_target: Role | None, status: int
) -> None:
    ann, bob = world.person("ann"), world.person("bob")
    source = family(ann, *([(bob, in_source)] if in_source else []))
    to = family(ann, *([(bob, in_target)] if in_target else []))
    car = ann.add(space=source, name="Berta")
    assert move(bob, source, to, car.id) == status


def test_what_is_erased_is_gone_for_ever_and_its_overtaken_values_with_it(world: World) -> None:
    ann = world.person("ann")
    phone = ann.another()
    car = ann.add(name="Berta")
    base = {"name": car.stamps[""]}
    ann.push(ann.patch(car.id, name="B", base=base))
    phone.push(phone.patch(car.id, name="C", base=base))
    cursor = ann.pull().pages[0].next
    ids = set(ann.records())
    assert len(ids) == 2
    answer = ann.ask("POST", "/records/erase", {"space": ann.home, "ids": [car.id]})
    assert answer.json()["erased"] == 1
    page = ann.pull({ann.home: cursor}).pages[0]
    assert set(page.erased) == ids
    assert page.head == answer.json()["head"]
    assert ann.records() == {}
    true_digest(ann, ann.home)
    (verdict,) = phone.push(phone.patch(car.id, name="D"))
    assert verdict.verdict == "gone"
    again = ann.ask("POST", "/records/erase", {"space": ann.home, "ids": [car.id]})
    assert again.json() == {"erased": 0, "head": page.head}


def test_erasure_is_for_those_who_may(world: World) -> None:
    ann, bob = world.person("ann"), world.person("bob")
    space = family(ann, (bob, Role.MEMBER))
    car = ann.add(space=space, name="Berta")
    assert bob.ask("POST", "/records/erase", {"space": space, "ids": [car.id]}).status_code == 403
    asked = {"space": ann.home, "ids": [car.id]}
    missing = {"space": new_id(now()), "ids": [car.id]}
    answers = [bob.ask("POST", "/records/erase", body) for body in (asked, missing)]
    assert [each.status_code for each in answers] == [404, 404]
    assert answers[0].content == answers[1].content
