"""What holds once nobody edits any more and everybody has synced."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import select

from client.errors import ClientError
from client.store.spaces import HeldSpace, held_spaces
from client.store.windows import window_digest
from client.sync.looking import look_at
from garage.sync import expand
from garage.sync.wire import digest_of, digest_text
from sync_server.records.epoch import current_epoch
from sync_server.records.tables import RECORD
from sync_server.spaces.tables import SPACE
from tests.simulation.book import Book, records
from tests.simulation.fleet import Device, Fleet

MOST_ROUNDS = 12


def settle(fleet: Fleet) -> None:
    """Let every device sync, and again until each stands where the server does."""
    restless = list(fleet.devices.values())
    for _ in range(MOST_ROUNDS):
        for device in restless:
            device.sync()
        restless = [device for device in fleet.devices.values() if not at_rest(fleet, device)]
        if not restless:
            return
    raise AssertionError(f"never come to rest: {[device.name for device in restless]}")


def at_rest(fleet: Fleet, device: Device) -> bool:
    """Whether a sync has nothing more to do: all is sent, and each space is read to its head."""
    look = device.store.read(lambda reader: look_at(reader.connection))
    if look is None or look.waits or look.push or not look.is_ready:
        return False
    with fleet.server.database.read() as connection:
        epoch = current_epoch(connection).id
        heads = {row.id: (row.head, digest_text([row.digest]))
                 for row in connection.execute(select(SPACE))}  # fmt: skip
    mine = fleet.member_of(device.person)
    # Of a conversation only a window is held: whether it is the right one is looked at later.
    floors = {s.id for s in look.held if s.floor}
    there = {(id_, *heads[id_][: 1 if id_ in floors else 2], "shared", False) for id_ in mine}
    here = {
        (s.id, s.cursor, *([] if s.floor else [s.digest]), s.state, s.hidden)
        for s in look.held
        if s.is_shared
    }
    return look.account.epoch == epoch and here == there


def check(fleet: Fleet, book: Book) -> None:
    """All that the contract promises of a world at rest."""
    there = server_records(fleet)
    check_digests(fleet)
    for device in fleet.devices.values():
        check_device(fleet, device, there)
    lost = list(book.lost(fleet))
    assert not lost, f"acknowledged edits are nowhere: {lost}"


def server_records(fleet: Fleet) -> dict[str, dict[str, tuple[dict[str, Any], dict[str, str]]]]:
    """Space → id → (fields, expanded stamps), as the server has them."""
    found: dict[str, dict[str, tuple[dict[str, Any], dict[str, str]]]] = {}
    with fleet.server.database.read() as connection:
        for row in connection.execute(select(RECORD)):
            fields, short = json.loads(row.fields), json.loads(row.stamps)
            state = ({}, {}) if row.kind == "overtaken" else (fields, expand(short, fields))
            found.setdefault(row.space, {})[row.id] = state
    return found


def check_digests(fleet: Fleet) -> None:
    """The server's running digests are those of its records."""
    with fleet.server.database.read() as connection:
        heads = connection.execute(select(SPACE.c.id, SPACE.c.digest)).all()
        for space, digest in heads:
            rows = connection.execute(
                select(RECORD.c.id, RECORD.c.seq, RECORD.c.stamps).where(RECORD.c.space == space)
            )
            parts = [digest_of(row.id, row.seq, json.loads(row.stamps)) for row in rows]
            assert digest_text(parts) == digest_text([digest]), f"the digest of {space} is wrong"


def check_device(
    fleet: Fleet,
    device: Device,
    there: dict[str, dict[str, tuple[dict[str, Any], dict[str, str]]]],
) -> None:
    """The device holds what its person's spaces hold, and nothing else; nothing waits."""
    mine = fleet.member_of(device.person)
    held = device.store.read(lambda reader: held_spaces(reader.connection))
    shared = {space.id for space in held if space.is_shared}
    assert shared == mine, f"{device.name} holds other spaces than it is in"
    assert device.store.read(lambda reader: reader.waiting()) == 0, f"{device.name} waits"
    found: dict[str, dict[str, tuple[dict[str, Any], dict[str, str]]]] = {}
    for space, id_, fields, stamps in records(device):
        found.setdefault(space, {})[id_] = (fields, stamps)
    local = {space.id for space in held if not space.is_shared}
    foreign = found.keys() - mine - local
    assert not foreign, f"{device.name} holds records of spaces it is not in: {foreign}"
    for each in held:
        if not each.is_shared:
            continue
        here, server = found.get(each.id, {}), there.get(each.id, {})
        fleet.counts["held by a window"] += each.floor > 0
        window = server_window(fleet, each)
        assert window.keys() <= here.keys(), f"{device.name} lacks something of {each.id}"
        assert here.keys() <= server.keys(), f"{device.name} has too much of {each.id}"
        for id_, state in here.items():
            assert state == server[id_], f"{device.name} shows {id_} otherwise"
        digest = device.store.read(lambda reader, each=each: window_digest(reader.connection, each))
        assert digest == digest_text(window.values()), f"{device.name}: digest"


def server_window(fleet: Fleet, space: HeldSpace) -> dict[str, int]:
    """Id → part in the digest, of what is to be held of a space: all, or what is new enough."""
    held = (RECORD.c.space == space.id) & (RECORD.c.born >= space.floor)
    with fleet.server.database.read() as connection:
        rows = connection.execute(select(RECORD.c.id, RECORD.c.part).where(held))
        return {row.id: row.part for row in rows}


def all_agree(fleet: Fleet, book: Book) -> None:
    """Settle, then check; a refusal of a device that may still sync is a fault here."""
    try:
        settle(fleet)
    except ClientError as error:
        raise AssertionError(f"a device cannot sync in a world at rest: {error!r}") from error
    check(fleet, book)
