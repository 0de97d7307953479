"""Sixteen writers in one space of a PostgreSQL: no row is lost, and no reader sees a gap."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
from sqlalchemy import Connection

from garage.sync.wire import PullRequest, digest_of, digest_text
from sync_server.app import create_app
from sync_server.kit.clock import now
from sync_server.kit.principal import Principal
from sync_server.records import service
from sync_server.records.messages import read_push
from sync_server.records.wire import KeptPage
from sync_server.settings import Settings
from tests.sync_server.people import Device, World, stand_in

WRITERS = 16
PUSHES = 12
PATCHES = 3


def caller(device: Device) -> Principal:
    """Who pushes."""
    return Principal(device.person, "session", device.device, "tests", frozenset(), 0)


def test_no_row_is_lost_and_no_gap_is_seen(
    new_postgresql: Callable[[], str], tmp_path: Path
) -> None:
    app = create_app(Settings(tmp_path / "server", new_postgresql()))
    app.state.authenticate = stand_in
    with World(app) as world:
        ann = world.person("ann")
        shared = ann.add(name="Berta")
        devices = [ann.another() for _ in range(WRITERS)]
        # All of them edit one record, each another tag, beside what each adds.
        bodies = {
            device.device: [
                device.body(
                    device.patch(shared.id, **{f"tags/t-{device.device}-{n}": True}),
                    *(device.patch(name=f"{device.device} {n} {m}") for m in range(PATCHES)),
                )
                for n in range(PUSHES)
            ]
            for device in devices
        }
        epoch = ann.epoch()
        done = threading.Event()

        def write(device: Device) -> None:
            for body in bodies[device.device]:
                whole = read_push(msgspec.json.encode(body))
                with world.database.write() as connection:
                    answer = service.push(connection, caller(device), whole, now())
                assert {each.verdict for each in answer.verdicts} == {"merged"}

        def read() -> set[str]:
            cursor, seen = 0, set()
            while True:
                last = done.is_set()
                page = _pull(world, ann, epoch, cursor)
                seen |= {each.id for each in page.envelopes}
                cursor = page.next
                if last and cursor == page.head:
                    return seen

        with ThreadPoolExecutor(WRITERS + 1) as pool:
            reader = pool.submit(read)
            for writer in [pool.submit(write, device) for device in devices]:
                writer.result()
            done.set()
            seen = reader.result()
        records = ann.records()
        assert seen == set(records)
        assert len(records) == 1 + WRITERS * PUSHES * PATCHES
        tags = [name for name in records[shared.id].fields if name.startswith("tags/")]
        assert len(tags) == WRITERS * PUSHES
        (page,) = ann.pull().pages
        parts = [digest_of(each.id, each.seq, each.stamps) for each in page.envelopes]
        assert page.digest == digest_text(parts)


def _pull(world: World, ann: Device, epoch: str, cursor: int) -> KeptPage:
    asked = PullRequest(epoch=epoch, schema=1, spaces={ann.home: cursor}, limit=100)

    def work(connection: Connection) -> KeptPage:
        (page,) = service.pull(connection, caller(ann), asked, now()).pages
        return page

    with world.database.read() as connection:
        return work(connection)
