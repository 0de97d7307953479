"""Nothing of a space is locked or read for who has no part in it, whatever they name."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import func, select

from garage.ids import new_id
from garage.permissions import Role
from sync_server.kit.clock import now
from sync_server.records.tables import RECORD
from sync_server.spaces import membership
from tests.sync_server.people import Device, World
from tests.sync_server.questions import Asked, asked, before_the_lock
from tests.sync_server.records.test_moves_and_erasure import family, move


@contextmanager
def asked_about(device: Device, space: str) -> Iterator[list[Asked]]:
    """What the database is asked that names the space."""
    found: list[Asked] = []
    with asked(device.world.database.engine) as everything:
        yield found
    found += (each for each in everything if space in each[1])


def in_table(table: str, questions: list[Asked]) -> list[Asked]:
    """Those that are about a table."""
    return [each for each in questions if f" {table} " in f"{' '.join(each[0].split())} "]


def refused(device: Device, *patches: dict[str, Any]) -> None:
    """No patch is for a garage of theirs."""
    told = {(each.verdict, each.code) for each in device.push(*patches)}
    assert told == {("refused", "unknown_space")}


def erase(device: Device, space: str, id_: str) -> None:
    """Erase a record for ever."""
    assert device.ask("POST", "/records/erase", {"space": space, "ids": [id_]}).is_success


def test_a_stranger_has_nothing_locked_or_read_by_a_push(world: World) -> None:
    ann, eve = world.person("ann"), world.person("eve")
    car, gone, moved = (ann.add(name=name) for name in ("Berta", "Emil", "Otto"))
    erase(ann, ann.home, gone.id)
    assert move(ann, ann.home, family(ann), moved.id) == 200
    # Where nothing ever went, nothing is looked for elsewhere.
    erase(eve, eve.home, eve.add(name="Eve's").id)
    with asked_about(eve, ann.home) as questions:
        for id_ in (car.id, gone.id, moved.id, new_id(now())):
            edit = eve.patch(id_, space=ann.home, name="Mine")
            hanging = eve.patch(kind="fill_up", space=ann.home, vehicle=id_)
            # Beside what is their own, too.
            told = eve.push(edit, hanging, eve.patch(name="Own"))
            assert [each.code for each in told] == ["unknown_space", "unknown_space", ""]
            assert told[2].verdict == "merged"
    assert questions == []


def test_who_was_removed_is_a_stranger(world: World) -> None:
    ann, bob = world.person("ann"), world.person("bob")
    space = family(ann, (bob, Role.MEMBER))
    car = ann.add(space=space, name="Berta")
    assert ann.ask("DELETE", f"/spaces/{space}/members/{bob.person}").status_code == 204
    with asked_about(bob, space) as questions:
        refused(bob, bob.patch(car.id, space=space, name="Mine"))
    assert questions == []


def test_where_a_record_went_is_no_way_into_a_garage_of_others(world: World) -> None:
    ann, bob = world.person("ann"), world.person("bob")
    space, theirs = family(ann, (bob, Role.MEMBER)), family(ann)
    car, other = ann.add(space=space, name="Berta"), ann.add(space=theirs, name="Emil")
    assert move(ann, space, theirs, car.id) == 200
    erase(ann, theirs, ann.add(space=theirs, name="Otto").id)
    with asked_about(bob, theirs) as questions:
        # The second names a record of theirs, and hangs it on what went there.
        went, hanging = bob.push(
            bob.patch(car.id, space=space, plate="X"),
            bob.patch(other.id, "fill_up", space=space, vehicle=car.id),
        )
    assert (went.verdict, went.envelope) == ("gone", None)
    assert (hanging.verdict, hanging.envelope.space) == ("merged", space)
    # What the server wrote down of the move is followed: it may have been moved on.
    assert in_table("moved", questions)
    assert in_table("record", questions) == in_table("space", questions) == []
    assert not any(other.id in given for _, given in questions)


def test_what_went_through_a_garage_of_others_is_found_again(world: World) -> None:
    ann, bob = world.person("ann"), world.person("bob")
    space, theirs, last = family(ann, (bob, Role.MEMBER)), family(ann), family(ann)
    with world.database.write() as connection:
        membership.join(connection, last, bob.person, Role.MEMBER, now())
    car = ann.add(space=space, name="Berta")
    assert move(ann, space, theirs, car.id) == move(ann, theirs, last, car.id) == 200
    with asked_about(bob, theirs) as questions:
        edit, hanging = bob.push(
            bob.patch(car.id, space=space, plate="X"),
            bob.patch(kind="fill_up", space=space, vehicle=car.id),
        )
    assert [(each.verdict, each.envelope.space) for each in (edit, hanging)] == [
        ("moved", last), ("moved", last)
    ]  # fmt: skip
    assert in_table("record", questions) == in_table("space", questions) == []


def test_a_stranger_has_no_head_locked_by_anything_else(world: World) -> None:
    """Else they would hold up who is in it, and wait where there is a garage of that id."""
    ann, eve = world.person("ann"), world.person("eve")
    car = ann.add(name="Berta")
    space, own = ann.home, eve.home
    asking: list[tuple[str, str, Any]] = [
        ("POST", "/records/erase", {"space": space, "ids": [car.id]}),
        ("POST", "/records/move", {"space": space, "to": own, "ids": [car.id]}),
        ("POST", "/records/move", {"space": own, "to": space, "ids": [eve.add(name="E").id]}),
        ("PATCH", f"/spaces/{space}", {"name": "Mine"}),
        ("DELETE", f"/spaces/{space}", None),
        ("POST", f"/spaces/{space}/take-back", None),
        ("PATCH", f"/spaces/{space}/members/{ann.person}", {"role": "viewer"}),
        ("PUT", f"/spaces/{space}/members/{eve.person}", {"role": "viewer"}),
        ("DELETE", f"/spaces/{space}/members/{ann.person}", None),
        ("POST", f"/spaces/{space}/leave", None),
        ("POST", f"/spaces/{space}/owner", {"person": eve.person}),
        ("POST", f"/spaces/{space}/enclosed", {"name": "Inner"}),
        ("POST", f"/spaces/{space}/invitations", {"role": "viewer"}),
        ("DELETE", f"/spaces/{space}/invitations/{new_id(now())}", None),
    ]
    for method, path, body in asking:
        with asked_about(eve, space) as questions:
            assert eve.ask(method, path, body).status_code == 404, path
        assert questions, path
        assert in_table("member", questions) == questions, path
    with asked_about(eve, space) as questions:
        assert eve.pull({space: 0, own: 0}).dropped == [space]
        assert eve.pull({space: 0}, windows={space: {"before": 0, "limit": 5}}).pages == []
    assert questions == []


def in_space(world: World, space: str) -> int:
    """How many records it has."""
    ((count,),) = world.rows(select(func.count()).where(RECORD.c.space == space))
    return int(count)


def test_who_is_removed_before_the_lock_is_there_writes_nothing(shared: World) -> None:
    ann, bob = shared.person("ann"), shared.person("bob")
    space = family(ann, (bob, Role.MEMBER))

    def remove() -> None:
        with shared.database.write() as connection:
            membership.remove(connection, ann.person, space, bob.person, now() + 1)

    patch = bob.patch(space=space, name="Mine")
    body = bob.body(patch)
    with before_the_lock(shared.database.engine, remove):
        (told,) = bob.send(body).verdicts
    assert (told.verdict, told.code) == ("refused", "unknown_space")
    assert in_space(shared, space) == 0


def test_what_a_role_became_before_the_lock_is_there_counts(shared: World) -> None:
    ann, bob = shared.person("ann"), shared.person("bob")
    space = family(ann, (bob, Role.VIEWER))
    body = bob.body(bob.patch(space=space, name="Mine"), bob.patch(name="Own"))

    def become(role: Role) -> Callable[[], None]:
        def work() -> None:
            with shared.database.write() as connection:
                membership.change_role(connection, ann.person, space, bob.person, role)

        return work

    with before_the_lock(shared.database.engine, become(Role.MEMBER)):
        told = bob.send(body).verdicts
    assert [each.verdict for each in told] == ["merged", "merged"]
    body = bob.body(bob.patch(space=space, name="Another"))
    with before_the_lock(shared.database.engine, become(Role.VIEWER)):
        (no,) = bob.send(body).verdicts
    assert (no.verdict, no.code) == ("refused", "forbidden")
    assert in_space(shared, space) == 1


def test_who_comes_in_before_the_lock_is_there_writes_under_it(shared: World) -> None:
    ann, bob = shared.person("ann"), shared.person("bob")
    space, to = family(ann, (bob, Role.MEMBER)), family(ann)
    car = ann.add(space=space, name="Berta")
    assert move(ann, space, to, car.id) == 200

    def come() -> None:
        with shared.database.write() as connection:
            membership.join(connection, to, bob.person, Role.MEMBER, now())

    body = bob.body(bob.patch(car.id, space=space, plate="X"))
    with before_the_lock(shared.database.engine, come):
        answer = bob.send(body)
    (told,) = answer.verdicts
    assert (told.verdict, told.envelope.space) == ("moved", to)
    assert set(answer.heads) == {space, to}
