"""What people do in a schedule, by the operations that the program has for it."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import msgspec
from sqlalchemy import bindparam, select

from client.errors import BadRequest, Forbidden
from client.operations import records as operations
from client.store import Query, Reader, Transaction
from client.store.spaces import held_spaces
from garage.ids import new_id
from garage.records import Kind, Record, kind_named
from garage.sync import Clock
from garage.sync.wire import SCHEMA, Patch, PullRequest, PushAnswer, PushRequest
from sync_server.kit import clock
from sync_server.records.epoch import current_epoch
from sync_server.records.tables import RECORD
from tests.simulation.fleet import Device, Fleet

VEHICLE, NOTE = kind_named("vehicle"), kind_named("note")
KINDS = (VEHICLE, NOTE)
TITLE = {"vehicle": "name", "note": "title"}
BODY = {"vehicle": "trim", "note": "notes"}
TOO_MANY: dict[str, Any] = {f"f{n}": n for n in range(9_999)}
"""Fields, of a hostile patch."""


def space_of(fleet: Fleet, device: Device, which: str) -> str | None:
    """The space that is meant, if the device holds it."""
    held = device.store.read(lambda reader: held_spaces(reader.connection))
    if which == "home":
        return next(space.id for space in held if space.home)
    wanted = fleet.spaces[which]
    return wanted if any(s.id == wanted and s.is_shared and not s.hidden for s in held) else None


def all_of(device: Device, deleted: bool | None = False) -> list[Record]:
    """The records that a person of the device sees, in the order of their ids."""
    flags = (False, True) if deleted is None else (deleted,)

    def work(reader: Reader) -> list[Record]:
        return [
            record
            for kind in KINDS
            for flag in flags
            for record in reader.records(kind, Query(deleted=flag))
        ]

    return sorted(device.store.read(work), key=lambda record: record.id)


def choose(device: Device, pick: int, deleted: bool | None = False) -> Record | None:
    """One of them."""
    there = all_of(device, deleted)
    return there[pick % len(there)] if there else None


def add(device: Device, space: str, pick: int, value: str) -> str:
    """A new vehicle, or a note on one that is there; its id, or "" where it is not allowed."""
    vehicles = [r for r in all_of(device) if r.kind == "vehicle" and r.space == space]
    if pick % 3 and vehicles:
        owner = vehicles[pick % len(vehicles)].id
        kind, values = NOTE, {"title": value, "vehicle": owner}
    else:
        kind, values = VEHICLE, {"name": value}
    made: list[str] = []

    def work(transaction: Transaction) -> None:
        made.append(transaction.add(kind, kind.complete(values), space=space))

    with contextlib.suppress(Forbidden):
        device.store.operate(work, "add", value)
        return made[0]
    return ""


def edit(device: Device, record: Record, field: str, value: str) -> bool:
    """Set a field to a value that nobody has."""
    kind = kind_named(record.kind)
    names = {"name": TITLE, "trim": BODY}.get(field)
    values: dict[str, Any]
    if field == "tag":
        values = {"tags": record.tags | {value.replace(" ", "-")}}
    elif field == "note":
        values = {"notes": value}
    else:
        assert names is not None
        values = {names[kind.name]: value}
    return _change(device, kind, record, values)


def _change(device: Device, kind: Kind, record: Record, values: dict[str, Any]) -> bool:
    done: list[bool] = []

    def work(transaction: Transaction) -> None:
        checked = kind.check(values)
        done.append(transaction.change(kind, record.id, checked, record.space))

    with contextlib.suppress(Forbidden):
        device.store.operate(work, "edit", "")
        return done[0]
    return False


def mark(device: Device, record: Record) -> bool:
    """Delete a record, or bring it back; whether that is allowed."""
    kind = kind_named(record.kind)
    with contextlib.suppress(Forbidden):
        device.store.operate(
            lambda t: t.mark_deleted(kind, record.id, not record.deleted, record.space) and None,
            "delete", "",
        )  # fmt: skip
        return True
    return False


def undo(device: Device) -> bool:
    """Undo, if there is anything."""
    try:
        operations.undo(device.store)
    except (BadRequest, Forbidden):
        return False
    return True


def invite(fleet: Fleet, host: str, space: str) -> str:
    """The code of an invitation; "" where it is not allowed."""
    asked = fleet.ask(host, "POST", f"/spaces/{space}/invitations", {"role": "member"})
    return str(json.loads(asked.read())["code"]) if asked.status_code < 300 else ""


def accept(fleet: Fleet, guest: str, code: str) -> bool:
    """Whether an invitation was accepted."""
    return fleet.ask(guest, "POST", "/invitations/accept", {"code": code}).status_code < 300


def _server_ids(fleet: Fleet, space: str, kind: str) -> list[str]:
    with fleet.server.database.read() as connection:
        return list(connection.execute(_THERE, {"within": space, "named": kind}).scalars())


_THERE = (
    select(RECORD.c.id)
    .where(RECORD.c.space == bindparam("within"), RECORD.c.kind == bindparam("named"))
    .order_by(RECORD.c.id)
)


def move(fleet: Fleet, person: str, source: str, target: str, pick: int) -> bool:
    """A vehicle with its notes, from one space to the other."""
    ids = _server_ids(fleet, source, "vehicle")
    if not ids:
        return False
    body = {"space": source, "to": target, "ids": [ids[pick % len(ids)]]}
    return fleet.ask(person, "POST", "/records/move", body).status_code < 300


def erase(fleet: Fleet, person: str, space: str, pick: int) -> bool:
    """A record, for ever."""
    ids = _server_ids(fleet, space, "vehicle") + _server_ids(fleet, space, "note")
    if not ids:
        return False
    body = {"space": space, "ids": [ids[pick % len(ids)]]}
    return fleet.ask(person, "POST", "/records/erase", body).status_code < 300


# ---------------------------------------------------------------------- devices that are not ours


class Foreign:
    """A device that speaks the protocol by itself, over the person's session."""

    def __init__(self, fleet: Fleet, person: str, device: str) -> None:
        self.fleet, self.person, self.device = fleet, person, device
        session = fleet.session_for(person, device, "foreign")
        self.token = fleet.token(session)

    def push(self, patches: list[Patch]) -> PushAnswer:
        """One push; its number is drawn anew, since each of these devices is."""
        with self.fleet.server.database.read() as connection:
            epoch = current_epoch(connection).id
        request = PushRequest(self.device, 1, epoch, SCHEMA, patches)
        answer = self._post("/sync/push", request)
        return msgspec.json.decode(answer, type=PushAnswer)

    def pull(self, request: PullRequest) -> bytes:
        """One pull, as it comes."""
        return self._post("/sync/pull", request)

    def _post(self, path: str, message: Any) -> bytes:
        import httpx

        from tests.simulation.fleet import ADDRESS

        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        request = httpx.Request(
            "POST", ADDRESS + path, content=msgspec.json.encode(message), headers=headers
        )
        answer = self.fleet.server.bridge.handle_request(request)
        body = answer.read()
        assert answer.status_code == 200, body
        return body


def _foreign(fleet: Fleet, person: str) -> Foreign:
    return Foreign(fleet, person, f"{fleet.chance.getrandbits(64):016x}")


def hostile(fleet: Fleet, person: str, pick: int) -> int:
    """Pushes of somebody who means ill: none may be taken, and each gets its verdict."""
    device = _foreign(fleet, person)
    stamp = Clock(device.device, clock.now()).stamp
    others = Clock("f" * 16, clock.now()).stamp
    late = Clock(device.device, clock.now() + 10**7).stamp
    theirs = fleet.spaces["home of ann"]
    club = fleet.spaces["club"]
    known = _server_ids(fleet, theirs, "vehicle")
    target = known[pick % len(known)] if known else new_id(clock.now())
    fields: dict[str, Any] = {"name": "mine now"}
    patches = [
        Patch(1, theirs, target, "vehicle", fields, {"": stamp}),
        Patch(2, fleet.spaces["family"], new_id(clock.now()), "vehicle", fields, {"": stamp}),
        Patch(3, club, new_id(clock.now()), "vehicle", fields, {"": others}),
        Patch(4, club, new_id(clock.now()), "overtaken", {"record": target}, {"": stamp}),
        Patch(5, club, new_id(clock.now()), "vehicle", fields, {"": late}),
        Patch(6, club, new_id(clock.now()), "vehicle", {"name": 7}, {"": stamp}),
        Patch(7, club, "../../etc/passwd", "vehicle", fields, {"": stamp}),
        Patch(8, club, new_id(clock.now()), "vehicle", TOO_MANY, {"": stamp}),
    ]  # fmt: skip
    if club not in fleet.member_of(person):
        patches = patches[:2]
    answer = device.push(patches)
    verdicts = {verdict.n: verdict.verdict for verdict in answer.verdicts}
    assert verdicts.keys() == {patch.n for patch in patches}
    assert not {"merged", "moved"} & set(verdicts.values()), answer
    return len(patches)


def newer(fleet: Fleet, person: str, pick: int, value: str) -> int:
    """A version of tomorrow writes a field and a kind that nobody here knows."""
    club = fleet.spaces["club"]
    ids = _server_ids(fleet, club, "vehicle")
    if club not in fleet.member_of(person) or not ids:
        return 0
    device = _foreign(fleet, person)
    stamp = Clock(device.device, clock.now()).stamp
    field = f"hologram_{pick}"
    with fleet.server.database.read() as connection:
        row = connection.execute(
            select(RECORD.c.fields).where(RECORD.c.id == ids[pick % len(ids)])
        ).scalar_one()
    if field in json.loads(row):
        return 0
    answer = device.push(
        [
            Patch(1, club, ids[pick % len(ids)], "vehicle", {field: [value]}, {"": stamp}),
            Patch(2, club, new_id(clock.now()), "telepathy", {"to": value}, {"": stamp}),
        ]
    )
    assert [verdict.verdict for verdict in answer.verdicts] == ["merged", "merged"], answer
    return 2
