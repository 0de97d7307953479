"""A profile whose account is gone goes along into another one, with what was the person's own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from client.errors import BadRequest, SignInNeeded
from client.operations import records
from client.operations.local_garage import Parting, parting
from client.remote.secrets import MemorySecrets
from client.store import Store, Transaction
from client.store.account import account_of
from client.store.leaving import lose_space
from client.store.parting import own_spaces
from client.store.schema import KEPT
from client.store.spaces import HeldSpace, held_spaces, put_space
from client.sync.engine import Engine
from client.sync.signing import SignIn
from garage.ids import new_id
from garage.permissions import Role
from garage.records import Vehicle, kind_named
from sync_server.accounts.deleting import delete_account
from sync_server.kit import clock
from sync_server.oauth.service import pair_code
from sync_server.records.tables import RECORD
from sync_server.spaces import making, membership
from tests.client.store.making import add_vehicle
from tests.client.sync.real_server import RealServer, remote, running

VEHICLE = kind_named("vehicle")


class Ann:
    """Ann's profile, in her garage, her own club and Ben's family; then her account is deleted."""

    def __init__(self, server: RealServer, folder: Path) -> None:
        self.server, self.person = server, server.person("ann")
        self.ben = server.person("ben")
        self.family, self.alone = new_id(clock.now()), new_id(clock.now())
        with server.app.state.database.write() as connection:
            making.make(connection, self.family, "Ben's", "family", self.ben, clock.now())
            membership.join(connection, self.family, self.person, Role.MEMBER, clock.now())
            making.make(connection, self.alone, "Mine", "club", self.person, clock.now())
        self.store = Store(folder / "ann")
        server.sign_in(self.store, self.person)
        self.own = add_vehicle(self.store, "Own")
        self.sync()
        self.add("Theirs", self.family)
        self.add("Club's", self.alone)
        self.trashed = add_vehicle(self.store, "Trashed")
        records.delete(self.store, [self.trashed])
        self.sync()

    def add(self, name: str, space: str) -> None:
        def work(transaction: object) -> None:
            transaction.add(VEHICLE, {"name": name}, space=space)  # type: ignore[attr-defined]  # a Transaction

        self.store.operate(work, "add", name)

    def sync(self) -> None:
        with closing(remote(self.store)) as line:
            Engine(self.store, line).sync()

    def names(self, store: Store | None = None) -> list[str]:
        found = (store or self.store).read(lambda reader: reader.all(Vehicle))
        return sorted(vehicle.name for vehicle in found)

    def lose_account(self) -> None:
        state = self.server.app.state
        with state.database.write() as connection:
            delete_account(state, connection, self.person)
        with pytest.raises(SignInNeeded):
            self.sync()

    def sign_in_as(self, person: str, *, take_along: bool) -> None:
        with self.server.app.state.database.write() as connection:
            code = pair_code(connection, person, clock.now())
        signing = SignIn(self.store, self.server.address, kept_in=MemorySecrets())
        with closing(signing):
            tokens = signing.oauth.by_pair(code)
            signing.finish(tokens, must_last=False, take_along=take_along)


@pytest.fixture
def ann(tmp_path: Path) -> Iterator[Ann]:
    with running(tmp_path / "server") as server:
        made = Ann(server, tmp_path)
        yield made
        made.store.close()


def test_what_is_one_s_own_is_offered_anew_and_nothing_of_others(ann: Ann, tmp_path: Path) -> None:
    assert ann.names() == ["Club's", "Own", "Theirs"]
    theirs = next(v for v in ann.store.read(lambda r: r.all(Vehicle)) if v.name == "Theirs")
    ann.lose_account()
    records.edit(ann.store, ann.own, {"name": "Own, edited"})
    records.edit(ann.store, theirs.id, {"name": "Never sent"})
    assert ann.store.read(parting) == Parting(2, 2, ("Ben's",), 1)
    anew = ann.server.person("anew")
    ann.sign_in_as(anew, take_along=True)
    assert ann.names() == ["Club's", "Own, edited"]
    ann.sync()
    ann.sync()
    (home,) = ann.store.read(lambda reader: held_spaces(reader.connection))
    assert (home.home, home.is_shared) == (True, True)
    with ann.server.app.state.database.read() as connection:
        here = connection.execute(select(RECORD).where(RECORD.c.space == home.id)).all()
        assert {row.author for row in here} == {anew}
        assert len(here) == 3
    # The other device of the new account has it all, the trash too.
    with Store(tmp_path / "other") as other:
        ann.server.sign_in(other, anew)
        with closing(remote(other)) as line:
            Engine(other, line).sync()
        assert ann.names(other) == ["Club's", "Own, edited"]
        records.restore(other, [ann.trashed])
        assert "Trashed" in ann.names(other)
    # What was not sent to others is kept aside, and what was one's own can still be undone.
    kept = ann.store.read(lambda reader: list(reader.connection.execute(select(KEPT)).all()))
    assert [(row.space_name, row.id) for row in kept] == [("Ben's", theirs.id)]
    records.undo(ann.store)
    assert ann.store.read(lambda reader: reader.waiting()) in (0, 1)
    ann.sync()
    assert ann.store.read(lambda reader: reader.waiting()) == 0


def test_it_joins_the_garage_that_the_other_account_has(ann: Ann, tmp_path: Path) -> None:
    anew = ann.server.person("anew")
    with Store(tmp_path / "other") as other:
        ann.server.sign_in(other, anew)
        add_vehicle(other, "Was there")
        with closing(remote(other)) as line:
            Engine(other, line).sync()
    ann.lose_account()
    ann.sign_in_as(anew, take_along=True)
    ann.sync()
    assert ann.names() == ["Club's", "Own", "Was there"]
    assert ann.store.read(lambda reader: reader.waiting()) == 0


def test_without_being_told_to_it_stays_as_it_was(ann: Ann) -> None:
    anew = ann.server.person("anew")
    # Still signed in: a profile is nobody else's, whatever is said.
    with pytest.raises(BadRequest) as refused:
        ann.sign_in_as(anew, take_along=True)
    assert refused.value.message == "this profile belongs to ann@example.org"
    assert "take-along" not in refused.value.hint
    ann.sync()
    ann.lose_account()
    with pytest.raises(BadRequest) as refused:
        ann.sign_in_as(anew, take_along=False)
    assert "take-along" in refused.value.hint
    account = ann.store.read(lambda reader: account_of(reader.connection))
    assert account is not None
    assert (account.person, account.signed_out) == (ann.person, True)
    assert ann.names() == ["Club's", "Own", "Theirs"]


def test_it_is_asked_too_where_a_sync_saw_the_garage_go_before_the_sign_in_was_over(
    ann: Ann,
) -> None:
    home, *others = ann.store.read(lambda reader: held_spaces(reader.connection))
    ann.lose_account()

    def seen(transaction: Transaction) -> None:
        put_space(transaction.connection, home.id, state="")
        for space in others:
            lose_space(transaction, space.id)

    ann.store.layered(seen)
    anew = ann.server.person("anew")
    with pytest.raises(BadRequest) as refused:
        ann.sign_in_as(anew, take_along=False)
    assert "take-along" in refused.value.hint
    assert ann.store.read(parting) == Parting(1, 1, (), 0)
    ann.sign_in_as(anew, take_along=True)
    ann.sync()
    assert ann.names() == ["Own"]
    assert ann.store.read(lambda reader: reader.waiting()) == 0


def test_an_overtaken_value_of_one_s_own_goes_along_as_history(ann: Ann, tmp_path: Path) -> None:
    with Store(tmp_path / "phone") as phone:
        ann.server.sign_in(phone, ann.person)
        with closing(remote(phone)) as line:
            Engine(phone, line).sync()
        records.edit(phone, ann.own, {"trim": "from the phone"})
        records.edit(ann.store, ann.own, {"trim": "from the desk"})
        ann.sync()
        with closing(remote(phone)) as line:
            Engine(phone, line).sync()
        ann.sync()
        assert ann.store.read(lambda r: r.get(Vehicle, ann.own)).trim
    ann.lose_account()
    ann.sign_in_as(ann.server.person("anew"), take_along=True)
    ann.sync()
    history = ann.store.read(lambda reader: reader.history(ann.own))
    said = {entry.value for entry in history if entry.field == "trim"}
    shown = ann.store.read(lambda reader: reader.get(Vehicle, ann.own)).trim
    assert {"from the phone", "from the desk"} <= said | {shown}


def test_what_is_enclosed_in_one_s_own_is_one_s_own() -> None:
    def space(id_: str, role: str, parent: str = "", members: int = 1, **more: str) -> HeldSpace:
        kind = more.get("kind", "enclosed" if parent else "family")
        return HeldSpace(id_, id_, id_ == "home", kind, role, parent, members, "shared", "", False,
                         1, 1, "")  # fmt: skip

    held = [
        space("home", "owner"), space("mine", "owner"), space("ours", "owner", members=2),
        space("theirs", "member", members=3), space("within", "owner", "home", 2),
        space("not mine", "viewer", "mine", 2), space("elsewhere", "owner", "theirs"),
        space("talk", "owner", kind="conversation"),
    ]  # fmt: skip
    assert [each.id for each in own_spaces(held)] == ["home", "mine", "within"]
