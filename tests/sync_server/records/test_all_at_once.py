"""Pushes, moves, erasure and membership at once on a PostgreSQL: none waits for ever or fails."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import msgspec

from garage.permissions import Role
from garage.sync.wire import digest_of, digest_text
from sync_server.app import create_app
from sync_server.kit.clock import now
from sync_server.kit.principal import Principal
from sync_server.kit.problem import Problem
from sync_server.records import service
from sync_server.records.messages import read_push
from sync_server.records.wire import EraseAsked, MoveAsked
from sync_server.settings import Settings
from sync_server.spaces import making, membership
from tests.sync_server.people import Device, World, stand_in

ROUNDS = 8


def caller(device: Device) -> Principal:
    """Who asks."""
    return Principal(device.person, "session", device.device, "tests", frozenset(), 0)


def test_whatever_happens_at_once_nothing_deadlocks_and_digests_hold(
    new_postgresql: Callable[[], str], tmp_path: Path
) -> None:
    app = create_app(Settings(tmp_path / "server", new_postgresql()))
    app.state.authenticate = stand_in
    with World(app) as world:
        ann, bob = world.person("ann"), world.person("bob")
        spaces = [
            ann.ask("POST", "/spaces", {"name": "F", "kind": "family"}).json()["id"]
            for _ in range(3)
        ]
        cars = [ann.add(space=spaces[n % 3], name=f"V{n}").id for n in range(12)]
        devices = [ann.another() for _ in range(4)]
        bodies = {
            device.device: [
                device.body(
                    *(device.patch(cars[(n + m) % 12], space=spaces[(n + m) % 3], plate=f"{n}")
                      for m in range(6))
                )
                for n in range(ROUNDS)
            ]
            for device in devices
        }  # fmt: skip

        def transact(work: Callable[[Any], object]) -> None:
            try:
                with world.database.write() as connection:
                    work(connection)
            except Problem:
                # What another one did first makes this impossible; that is an answer too.
                pass

        def pushing(device: Device) -> None:
            for body in bodies[device.device]:
                whole = read_push(msgspec.json.encode(body))
                transact(lambda c, whole=whole: service.push(c, caller(device), whole, now()))

        def moving() -> None:
            for n in range(ROUNDS * 2):
                one, two = spaces[n % 3], spaces[(n + 1 + n // 3) % 3]
                asked = MoveAsked(one, two, [cars[n % 12]])
                transact(lambda c, asked=asked: service.move(c, caller(ann), asked, now()))

        def erasing() -> None:
            for n in range(4):
                asked = EraseAsked(spaces[n % 3], cars[n:12:3])
                transact(lambda c, asked=asked: service.erase(c, caller(ann), asked, now()))

        def coming_and_going() -> None:
            for n in range(ROUNDS):
                space = spaces[n % 3]
                transact(lambda c, s=space: _join(c, s, bob))
                transact(
                    lambda c, s=space: making.enclose(c, bob.person, s, "", "Inner", [], now())
                )
                transact(lambda c, s=space: membership.remove(c, ann.person, s, bob.person, now()))
            transact(lambda c: membership.forget_person(c, bob.person, now()))

        with ThreadPoolExecutor(8) as pool:
            works = [pool.submit(pushing, device) for device in devices]
            works += [pool.submit(work) for work in (moving, erasing, coming_and_going)]
            for work in works:
                work.result(60)
        places: list[str] = []
        for space in spaces:
            (page,) = ann.pull({space: 0}).pages
            parts = [digest_of(each.id, each.seq, each.stamps) for each in page.envelopes]
            assert page.digest == digest_text(parts)
            places += [each.id for each in page.envelopes if each.kind == "vehicle"]
        assert len(places) == len(set(places))


def _join(connection: Any, space: str, person: Device) -> None:
    making.lock_families(connection, [space])
    membership.join(connection, space, person.person, Role.MANAGER, now())
