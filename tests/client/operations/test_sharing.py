"""Garages shared with people, through the real server: made, joined, left, moved into."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from sqlalchemy import select

from client.errors import BadRequest, NotFound, Refused, ServerAway, SignInNeeded
from client.operations import records, sharing
from client.operations.spaces import Garage, garages
from client.remote.spaces import Spaces
from client.store import Store
from garage.ids import new_id
from garage.records import FillUp, Vehicle
from garage.units import Quantity
from sync_server.spaces.tables import SPACE
from tests.client.served import RealServer, real_server, sync
from tests.client.store import making


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RealServer]:
    with real_server(tmp_path / "server") as made:
        yield made


@pytest.fixture
def ann(tmp_path: Path, server: RealServer) -> Iterator[Store]:
    with Store(tmp_path / "ann") as store:
        making.add_vehicle(store, "Herbie")
        server.sign_in(store, "Ann")
        yield store


@pytest.fixture
def bob(tmp_path: Path, server: RealServer) -> Iterator[Store]:
    with Store(tmp_path / "bob") as store:
        server.sign_in(store, "Bob")
        yield store


def vehicle_space(store: Store, id_: str) -> str:
    return store.read(lambda reader: reader.get(Vehicle, id_)).space


def there(store: Store) -> dict[str, Garage]:
    return {garage.name: garage for garage in store.read(garages)}


def share(ann: Store, bob: Store, role: str = "member") -> str:
    """A family of Ann's that Bob has joined."""
    family, _ = sharing.new_garage(ann, "Lindner", "family")
    invited = sharing.invite(ann, family, role)
    sharing.join_garage(bob, invited.link)
    sync(ann)
    return family


def test_a_family_is_made_and_another_joins_it_by_its_code(ann: Store, bob: Store) -> None:
    family, _ = sharing.new_garage(ann, " Lindner ", "family")
    assert (there(ann)["Lindner"].role, there(ann)["Lindner"].kind) == ("owner", "family")
    invited = sharing.invite(ann, family, "viewer", days=3)
    look = sharing.look_at_invitation(bob, f" {invited.code} ")
    assert (look.name, look.role, look.by) == ("Lindner", "viewer", "Ann")
    sharing.join_garage(bob, invited.code)
    assert there(bob)["Lindner"].role == "viewer"
    found = sharing.people(ann, family)
    assert [(m.name, m.role) for m in found.members] == [("Ann", "owner"), ("Bob", "viewer")]
    assert [(i.role, i.code) for i in found.invitations] == [("viewer", "")]
    sharing.revoke(ann, family, found.invitations[0].id)
    assert sharing.people(ann, family).invitations == ()


def test_a_garage_that_one_has_just_made_is_taken_back_unless_anything_is_in_it(ann: Store) -> None:
    empty, _ = sharing.new_garage(ann, "Club", "club")
    sharing.take_back_garage(ann, empty)
    assert "Club" not in there(ann)
    club, _ = sharing.new_garage(ann, "Club", "club")
    ann.set_settings({"space": club})
    car = making.add_vehicle(ann, "Octavia")
    for _state in ("there", "in the trash"):
        with pytest.raises(BadRequest):
            sharing.take_back_garage(ann, club)
        records.delete(ann, [car])
    assert "Club" in there(ann)


def test_roles_change_members_go_and_a_garage_is_handed_over(ann: Store, bob: Store) -> None:
    family = share(ann, bob)
    bobs = next(m.person for m in sharing.people(ann, family).members if m.name == "Bob")
    sharing.change_role(ann, family, bobs, "manager")
    sync(bob)
    assert there(bob)["Lindner"].role == "manager"
    sharing.rename_garage(bob, family, "Both of us")
    sharing.hand_over(ann, family, bobs)
    assert there(ann)["Both of us"].role != "owner"
    sharing.leave_garage(ann, family)
    assert "Both of us" not in there(ann)
    sharing.delete_garage(bob, family)
    assert "Both of us" not in there(bob)


def test_who_is_removed_loses_what_was_there(ann: Store, bob: Store) -> None:
    family = share(ann, bob)
    ann.set_settings({"space": family})
    making.add_vehicle(ann, "Octavia")
    sync(ann)
    sync(bob)
    assert making.names(bob) == ["Octavia"]
    bobs = next(m.person for m in sharing.people(ann, family).members if m.name == "Bob")
    sharing.remove_member(ann, family, bobs)
    sync(bob)
    assert making.names(bob) == []


def test_a_vehicle_moves_with_what_hangs_on_it_and_what_still_waited(
    ann: Store, bob: Store
) -> None:
    family = share(ann, bob)
    (herbie,) = ann.read(lambda r: r.all(Vehicle))
    fuel = {"vehicle": herbie.id, "date": making.TODAY, "volume": Quantity("40", "L")}
    records.add(ann, making.FILL_UP, fuel)
    moved, _ = sharing.move_records(ann, herbie.space, family, [herbie.id])
    assert moved == 2
    assert {f.space for f in ann.read(lambda r: r.all(FillUp))} == {family}
    sync(bob)
    assert making.names(bob) == ["Herbie"]
    (filled,) = bob.read(lambda r: r.all(FillUp))
    records.edit(bob, filled.id, {"notes": "from Bob"})
    sync(bob)
    sync(ann)
    assert [f.notes for f in ann.read(lambda r: r.all(FillUp))] == ["from Bob"]


def test_what_is_restricted_goes_from_the_others(ann: Store, bob: Store) -> None:
    family = share(ann, bob)
    ann.set_settings({"space": family})
    car = making.add_vehicle(ann, "Octavia")
    sync(ann)
    sync(bob)
    within, _ = sharing.restrict(ann, family, car, "Octavia", [])
    sync(bob)
    assert making.names(bob) == []
    assert making.names(ann) == ["Herbie", "Octavia"]
    assert ann.read(lambda r: [v.name for v in r.all(Vehicle)], family) == ["Octavia"]
    assert sharing.people(ann, within).parent == there(ann)["Lindner"]
    # Whoever saw it before is told, and sees it by the same again.
    bobs = next(m.person for m in sharing.people(ann, family).members if m.name == "Bob")
    sharing.show_to(ann, within, [(bobs, "viewer")])
    before, _ = sharing.show_to(ann, within, [])
    sync(bob)
    assert making.names(bob) == []
    sharing.show_to(ann, within, before)
    sync(bob)
    assert making.names(bob) == ["Octavia"]
    sharing.move_records(ann, within, family, [car])
    assert vehicle_space(ann, car) == family


def test_where_nothing_goes_into_it_no_empty_garage_stays(
    ann: Store, bob: Store, server: RealServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    family = share(ann, bob, "manager")
    ann.set_settings({"space": family})
    car = making.add_vehicle(ann, "Octavia")
    sync(ann)
    with pytest.raises(NotFound):
        sharing.restrict(ann, family, new_id(ann.now()), "No such car", [])
    bobs = next(m.person for m in sharing.people(ann, family).members if m.name == "Bob")
    move = Spaces.move

    def too_late(spaces: Spaces, space: str, to: str, ids: Sequence[str]) -> int:
        sharing.change_role(ann, family, bobs, "member")
        return move(spaces, space, to, ids)

    monkeypatch.setattr(Spaces, "move", too_late)
    with pytest.raises(Refused):
        sharing.restrict(bob, family, car, "Octavia", [])
    with server.app.state.database.read() as connection:
        assert "enclosed" not in set(connection.execute(select(SPACE.c.kind)).scalars())


def test_what_went_in_though_the_answer_says_no_stays(
    ann: Store, bob: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    family = share(ann, bob)
    ann.set_settings({"space": family})
    car = making.add_vehicle(ann, "Octavia")
    sync(ann)
    move = Spaces.move

    def repeated(spaces: Spaces, space: str, to: str, ids: Sequence[str]) -> int:
        """As a proxy does that heard no answer."""
        move(spaces, space, to, ids)
        return move(spaces, space, to, ids)

    monkeypatch.setattr(Spaces, "move", repeated)
    with pytest.raises(NotFound):
        sharing.restrict(ann, family, car, "Octavia", [])
    sync(ann)
    sync(bob)
    within = vehicle_space(ann, car)
    assert sharing.people(ann, within).parent == there(ann)["Lindner"]
    assert making.names(bob) == []


def test_what_the_server_refuses_is_told_in_its_words(ann: Store, bob: Store) -> None:
    family = share(ann, bob, "viewer")
    with pytest.raises(Refused) as refused:
        sharing.rename_garage(bob, family, "Mine")
    assert "Managers and the owner" in refused.value.hint
    with pytest.raises(Refused):
        sharing.look_at_invitation(bob, "no-such-code")
    with pytest.raises(BadRequest):
        sharing.new_garage(ann, "  ", "club")


def test_alone_or_without_a_network_it_says_so(tmp_path: Path, server: RealServer) -> None:
    with Store(tmp_path / "alone") as store:
        home = store.read(lambda reader: reader.home()[0])
        with pytest.raises(SignInNeeded, match="only on this computer"):
            sharing.people(store, home)
        server.sign_in(store, "Cid")
        assert [m.name for m in sharing.people(store, home).members] == ["Cid"]
        server.stop()
        with pytest.raises(ServerAway, match="cannot be reached"):
            sharing.people(store, home)
