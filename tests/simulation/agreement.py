"""What holds once nobody edits any more and everybody has synced."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import select

from client.errors import ClientError
from client.store.spaces import held_spaces
from garage.sync import expand
from garage.sync.wire import digest_of, digest_text
from sync_server.records.tables import RECORD
from sync_server.spaces.tables import SPACE
from tests.simulation.book import Book, records
from tests.simulation.fleet import Device, Fleet

MOST_ROUNDS = 12


def settle(fleet: Fleet) -> None:
    """Let every device sync until none has anything more to say."""
    quiet = 0
    for _ in range(MOST_ROUNDS):
        busy = False
        for device in fleet.devices.values():
            before = _state(device)
            report = device.sync()
            busy = busy or bool(report.sent or report.received) or _state(device) != before
        quiet = 0 if busy else quiet + 1
        if quiet:
            return
    raise AssertionError("the devices never come to rest")


def _state(device: Device) -> Any:
    return device.store.read(
        lambda reader: (
            reader.waiting(),
            [(s.id, s.cursor, s.state, s.digest) for s in held_spaces(reader.connection)],
        )
    )


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
    for space in mine:
        here, server = found.get(space, {}), there.get(space, {})
        assert here.keys() == server.keys(), f"{device.name} lacks or has too much in {space}"
        for id_, (fields, stamps) in server.items():
            assert here[id_] == (fields, stamps), f"{device.name} shows {id_} otherwise"
    with fleet.server.database.read() as connection:
        rows = connection.execute(select(SPACE.c.id, SPACE.c.digest))
        digests = {row.id: row.digest for row in rows}
    for each in held:
        if each.is_shared:
            assert each.digest == digest_text([digests[each.id]]), f"{device.name}: digest"


def all_agree(fleet: Fleet, book: Book) -> None:
    """Settle, then check; a refusal of a device that may still sync is a fault here."""
    try:
        settle(fleet)
    except ClientError as error:
        raise AssertionError(f"a device cannot sync in a world at rest: {error!r}") from error
    check(fleet, book)
