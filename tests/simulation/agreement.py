"""What holds once nobody edits any more and everybody has synced."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from client.errors import ClientError
from client.store import Reader
from client.store.spaces import HeldSpace, held_spaces
from client.store.windows import window_digest
from client.sync.looking import look_at
from garage.sync import expand
from garage.sync.wire import digest_of, digest_text
from sync_server.records.epoch import current_epoch
from sync_server.records.tables import RECORD
from sync_server.spaces.tables import SPACE
from tests.simulation.book import Book
from tests.simulation.fleet import Device, Fleet
from tests.simulation.looks import records_in

MOST_ROUNDS = 12

# Made once: each schedule asks them.
_SPACES = select(SPACE.c.id, SPACE.c.head, SPACE.c.digest)
_RECORDS = select(RECORD)

State = tuple[dict[str, Any], dict[str, str]]
"""Fields, and the stamp of each."""


@dataclass(frozen=True)
class Standing:
    """Where the server stands: its epoch, and of each space the head and the running digest."""

    epoch: str
    spaces: dict[str, tuple[int, str]]


@dataclass(frozen=True)
class Kept:
    """A record as the server has it."""

    state: State
    born: int
    part: int
    """What it adds to the digest, as it is kept."""
    counted: int
    """The same, from what the record holds."""


There = dict[str, dict[str, Kept]]
"""Space → id → record."""


def settle(fleet: Fleet) -> None:
    """Let every device sync, and again until each stands where the server does."""
    restless = list(fleet.devices.values())
    for _ in range(MOST_ROUNDS):
        for device in restless:
            device.sync()
        standing = server_standing(fleet)
        restless = [d for d in fleet.devices.values() if not at_rest(fleet, d, standing)]
        if not restless:
            return
    raise AssertionError(f"never come to rest: {[device.name for device in restless]}")


def server_standing(fleet: Fleet) -> Standing:
    """Where the server stands now."""
    with fleet.server.database.read() as connection:
        epoch = current_epoch(connection).id
        rows = connection.execute(_SPACES).all()
    return Standing(epoch, {row.id: (row.head, digest_text([row.digest])) for row in rows})


def at_rest(fleet: Fleet, device: Device, standing: Standing) -> bool:
    """Whether a sync has nothing more to do: all is sent, and each space is read to its head."""
    look = device.store.read(lambda reader: look_at(reader.connection))
    if look is None or look.waits or look.push or not look.is_ready:
        return False
    mine = fleet.member_of(device.person)
    # Of a conversation only a window is held: whether it is the right one is looked at later.
    floors = {s.id for s in look.held if s.floor}
    there = {
        (id_, *standing.spaces[id_][: 1 if id_ in floors else 2], "shared", False) for id_ in mine
    }
    here = {
        (s.id, s.cursor, *([] if s.floor else [s.digest]), s.state, s.hidden)
        for s in look.held
        if s.is_shared
    }
    return look.account.epoch == standing.epoch and here == there


def check(fleet: Fleet, book: Book) -> None:
    """All that the contract promises of a world at rest."""
    there = server_records(fleet)
    check_digests(there, server_standing(fleet))
    for device in fleet.devices.values():
        check_device(fleet, device, there)
    lost = book.lost(fleet)
    assert not lost, f"acknowledged edits are nowhere: {lost}"


def server_records(fleet: Fleet) -> There:
    """What the server has."""
    found: There = {}
    with fleet.server.database.read() as connection:
        for row in connection.execute(_RECORDS):
            fields, short = json.loads(row.fields), json.loads(row.stamps)
            state = ({}, {}) if row.kind == "overtaken" else (fields, expand(short, fields))
            kept = Kept(state, row.born, row.part, digest_of(row.id, row.seq, short))
            found.setdefault(row.space, {})[row.id] = kept
    return found


def check_digests(there: There, standing: Standing) -> None:
    """The server's running digests are those of its records."""
    for space, (_, digest) in standing.spaces.items():
        parts = [kept.counted for kept in there.get(space, {}).values()]
        assert digest_text(parts) == digest, f"the digest of {space} is wrong"


def check_device(fleet: Fleet, device: Device, there: There) -> None:
    """The device holds what its person's spaces hold, and nothing else; nothing waits."""
    mine = fleet.member_of(device.person)
    held, waiting, digests, found = device.store.read(_all_held)
    shared = {space.id for space in held if space.is_shared}
    assert shared == mine, f"{device.name} holds other spaces than it is in"
    assert waiting == 0, f"{device.name} waits"
    local = {space.id for space in held if not space.is_shared}
    foreign = found.keys() - mine - local
    assert not foreign, f"{device.name} holds records of spaces it is not in: {foreign}"
    for each in held:
        if not each.is_shared:
            continue
        here, server = found.get(each.id, {}), there.get(each.id, {})
        fleet.counts["held by a window"] += each.floor > 0
        # All, or what is new enough.
        window = {id_: kept.part for id_, kept in server.items() if kept.born >= each.floor}
        assert window.keys() <= here.keys(), f"{device.name} lacks something of {each.id}"
        assert here.keys() <= server.keys(), f"{device.name} has too much of {each.id}"
        for id_, state in here.items():
            assert state == server[id_].state, f"{device.name} shows {id_} otherwise"
        assert digests[each.id] == digest_text(window.values()), f"{device.name}: digest"


Held = tuple[list[HeldSpace], int, dict[str, str], dict[str, dict[str, State]]]


def _all_held(reader: Reader) -> Held:
    """The spaces of a device, how much waits, its digest of each, and the records in it."""
    held = held_spaces(reader.connection)
    # Where all is held nothing lies beneath a window.
    digests = {
        space.id: window_digest(reader.connection, space) if space.floor else space.digest
        for space in held
        if space.is_shared
    }
    found: dict[str, dict[str, State]] = {}
    for space, id_, fields, stamps in records_in(reader):
        found.setdefault(space, {})[id_] = (fields, stamps)
    return held, reader.waiting(), digests, found


def all_agree(fleet: Fleet, book: Book) -> None:
    """Settle, then check; a refusal of a device that may still sync is a fault here."""
    try:
        settle(fleet)
    except ClientError as error:
        raise AssertionError(f"a device cannot sync in a world at rest: {error!r}") from error
    check(fleet, book)
