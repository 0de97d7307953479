"""A server that does what docs/protocol.md says and no more, in memory: for the engine's tests."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import Any

import msgspec
import zstandard

from client.errors import Cloned, EpochChanged, Refused, ServerAway
from client.remote import AccountInfo
from garage.ids import natural_id
from garage.sync import State, canonical, expand, merge
from garage.sync.wire import (
    MOST_AHEAD,
    SCHEMA,
    Greeting,
    Member,
    MovedAway,
    Page,
    Patch,
    PullAnswer,
    PullRequest,
    PushAnswer,
    PushRequest,
    SpaceInfo,
    Verdict,
    WireEnvelope,
    digest_of,
    digest_text,
    hash_of_patches,
)


@dataclass
class Kept:
    """A record as the server has it."""

    kind: str
    state: State
    seq: int
    born: int
    author: str

    def envelope(self, space: str, id_: str) -> WireEnvelope:
        return WireEnvelope(
            space, id_, self.kind, self.seq, self.born, canonical(self.state.stamps),
            dict(self.state.fields), self.author,
        )  # fmt: skip


@dataclass
class Room:
    """A space."""

    name: str
    kind: str = "garage"
    head: int = 0
    records: dict[str, Kept] = field(default_factory=dict)
    members: dict[str, str] = field(default_factory=dict)
    erased: dict[str, int] = field(default_factory=dict)
    moved: dict[str, tuple[str, int]] = field(default_factory=dict)

    def next(self) -> int:
        self.head += 1
        return self.head

    def digest(self) -> str:
        return digest_text(
            digest_of(i, r.seq, canonical(r.state.stamps)) for i, r in self.records.items()
        )


@dataclass
class Books:
    """All that a backup of the server holds."""

    rooms: dict[str, Room] = field(default_factory=dict)
    homes: dict[str, str] = field(default_factory=dict)
    pushes: dict[str, dict[int, str]] = field(default_factory=dict)
    devices: dict[str, str] = field(default_factory=dict)
    """Session → device."""


class Server:
    """One server; `now` is its clock."""

    def __init__(self, now: Any) -> None:
        self.kept = Books()
        self.now = now
        self.epoch = "epoch-1"
        self.epoch_began = "0" * 32
        self.schema_minimum = 0
        self.refuse: dict[str, str] = {}
        """Record → code, for what it does not like."""
        self.requests: list[Any] = []

    def backup(self) -> Books:
        return copy.deepcopy(self.kept)

    def restore(self, backup: Books) -> None:
        self.kept = copy.deepcopy(backup)
        self.epoch = f"{self.epoch}+"
        self.epoch_began = f"{self.now():012x}" + "0" * 20

    def erase(self, space: str, id_: str) -> None:
        room = self.kept.rooms[space]
        del room.records[id_]
        room.erased[id_] = room.next()

    def move(self, space: str, into: str, id_: str) -> None:
        old, new = self.kept.rooms[space], self.kept.rooms[into]
        record = old.records.pop(id_)
        old.moved[id_] = (into, old.next())
        seq = new.next()
        new.records[id_] = Kept(record.kind, record.state, seq, seq, record.author)

    def session(self, person: str, device: str, name: str = "") -> Session:
        session = f"session-{len(self.kept.devices)}"
        self.kept.devices[session] = device
        return Session(self, person, session)


class Session:
    """A signed-in device: the Remote that an engine talks to; may lose answers on demand."""

    def __init__(self, server: Server, person: str, session: str) -> None:
        self.server, self.person, self.session = server, person, session
        self.lose = 0
        """How many answers to lose after the server has done its work."""
        self.away = False

    def _call(self, name: str, request: Any = None) -> None:
        if self.away:
            raise ServerAway("the server is away", "try again later")
        self.server.requests.append((name, request))

    def _answered(self) -> None:
        if self.lose:
            self.lose -= 1
            raise ServerAway("the answer was lost", "try again later")

    def greet(self) -> Greeting:
        self._call("greet")
        return Greeting("Paddock", "1", SCHEMA, self.server.epoch, "http://stand.in")

    def account(self) -> AccountInfo:
        self._call("account")
        return AccountInfo(
            self.person,
            f"{self.person}@x.org",
            self.person,
            self.server.kept.homes.get(self.person, ""),
        )

    def take_home(self, space: str) -> str:
        self._call("take_home")
        kept = self.server.kept
        if self.person not in kept.homes:
            kept.homes[self.person] = space
            kept.rooms[space] = Room("", members={self.person: "owner"})
        self._answered()
        return kept.homes[self.person]

    def tell_device(self, device: str, name: str) -> None:
        self._call("tell_device")
        devices = self.server.kept.devices
        if any(d == device and s != self.session for s, d in devices.items()):
            raise Refused("taken", "", status=409)
        devices[self.session] = device
        self._answered()

    def members(self, space: str) -> list[Member]:
        room = self.server.kept.rooms[space]
        return [Member(p, p.title(), role) for p, role in room.members.items()]

    # ------------------------------------------------------------------ push

    def push(self, body: bytes) -> PushAnswer:
        request = msgspec.json.decode(zstandard.decompress(body), type=PushRequest)
        self._call("push", request)
        server = self.server
        if request.epoch != server.epoch:
            raise EpochChanged("another epoch", "", more={"epoch": server.epoch})
        if request.device != server.kept.devices[self.session]:
            raise Refused("wrong device", "", status=403, problem="wrong_device")
        known = server.kept.pushes.setdefault(request.device, {})
        hash_ = hash_of_patches(request.patches)
        if known.get(request.number, hash_) != hash_ or (
            known and request.number not in known and request.number < max(known)
        ):
            raise Cloned("another push bore this number")
        known[request.number] = hash_
        verdicts = [self._verdict(patch, request.device) for patch in request.patches]
        heads = {p.space: server.kept.rooms[p.space].head for p in request.patches
                 if p.space in server.kept.rooms}  # fmt: skip
        self._answered()
        return PushAnswer(verdicts, server.now(), heads, server.schema_minimum)

    def _verdict(self, patch: Patch, device: str) -> Verdict:
        server = self.server
        room = server.kept.rooms.get(patch.space)
        role = None if room is None else room.members.get(self.person)
        if room is None or role is None:
            return Verdict(patch.n, "refused", "unknown_space", "there is no such space")
        if patch.id in room.moved:
            into = room.moved[patch.id][0]
            if self.person in server.kept.rooms[into].members:
                verdict = self._verdict(msgspec.structs.replace(patch, space=into), device)
                if verdict.verdict != "merged":
                    return verdict
                record = server.kept.rooms[into].records[patch.id]
                return Verdict(patch.n, "moved", envelope=record.envelope(into, patch.id))
            return Verdict(patch.n, "gone")
        if patch.id in room.erased:
            return Verdict(patch.n, "gone")
        if role == "viewer" or patch.id in server.refuse:
            return Verdict(patch.n, "refused", server.refuse.get(patch.id, "forbidden"), "no")
        stamps = expand(patch.stamps, patch.fields)
        if any(int(s[:12], 16) > server.now() + MOST_AHEAD for s in stamps.values()):
            return Verdict(patch.n, "future")
        if patch.recovered:
            if any(s >= server.epoch_began for s in stamps.values()):
                return Verdict(patch.n, "refused", "invalid", "not recovered")
        elif any(s[16:] != device for s in stamps.values()):
            return Verdict(patch.n, "refused", "wrong_device", "stamps of another device")
        return self._merge(room, patch, State(patch.fields, stamps))

    def _merge(self, room: Room, patch: Patch, state: State) -> Verdict:
        record = room.records.get(patch.id)
        old = record.state if record else State({}, {})
        both = merge(old, state)
        fresh = record is None
        if record is None:
            seq = room.next()
            record = room.records[patch.id] = Kept(patch.kind, both, seq, seq, self.person)
        else:
            for name, stamp in state.stamps.items():
                self._overtake(room, patch, old, state, name, stamp)
            if both != old:
                record.state, record.seq = both, room.next()
        envelope = record.envelope(patch.space, patch.id)
        if fresh and both == state:
            envelope = msgspec.structs.replace(envelope, fields={})
            return Verdict(patch.n, "merged", envelope=envelope, same=True)
        return Verdict(patch.n, "merged", envelope=envelope)

    def _overtake(
        self, room: Room, patch: Patch, old: State, new: State, name: str, stamp: str
    ) -> None:
        had = old.stamps.get(name)
        if had is None or had in (stamp, patch.base.get(name)):
            return
        if old.fields[name] == new.fields[name]:
            return
        lost, won = (old, new) if stamp > had else (new, old)
        id_ = natural_id(patch.space, (patch.id, name, lost.stamps[name]))
        if id_ in room.records:
            return
        fields: dict[str, Any] = {
            "record": patch.id, "of": patch.kind, "field": name, "value": lost.fields[name],
            "stamp": lost.stamps[name], "by": won.stamps[name],
        }  # fmt: skip
        own = f"{self.server.now():012x}0000{'5' * 16}"
        seq = room.next()
        room.records[id_] = Kept(
            "overtaken", State(fields, dict.fromkeys(fields, own)), seq, seq, ""
        )

    # ------------------------------------------------------------------ pull

    def pull(self, request: PullRequest) -> PullAnswer:
        self._call("pull", request)
        server = self.server
        if request.epoch != server.epoch:
            raise EpochChanged("another epoch", "", more={"epoch": server.epoch})
        mine = {i: r for i, r in server.kept.rooms.items() if self.person in r.members}
        reset = [i for i, cursor in request.spaces.items() if i in mine and cursor > mine[i].head]
        pages, left = [], request.limit
        for id_, cursor in request.spaces.items():
            if id_ in mine and id_ not in reset:
                page = _page(id_, mine[id_], cursor, left)
                left -= len(page.envelopes)
                pages.append(page)
        infos = {
            i: SpaceInfo(i, r.name, r.kind, r.members[self.person], "", r.head, len(r.members))
            for i, r in mine.items()
        }
        self._answered()
        return PullAnswer(
            pages, server.now(), server.schema_minimum,
            added=[info for i, info in infos.items() if i not in request.spaces],
            changed=[info for i, info in infos.items() if i in request.spaces],
            dropped=[i for i in request.spaces if i not in mine], reset=reset,
        )  # fmt: skip


def _page(id_: str, room: Room, cursor: int, limit: int) -> Page:
    above = sorted(
        ((r.seq, i) for i, r in room.records.items() if r.seq > cursor), key=lambda each: each[0]
    )
    taken = above[:limit]
    end = room.head if len(taken) == len(above) else (taken[-1][0] if taken else cursor)
    return Page(
        id_, end, room.head,
        [room.records[i].envelope(id_, i) for _, i in taken],
        [i for i, seq in room.erased.items() if cursor < seq <= end],
        [MovedAway(i, to, seq) for i, (to, seq) in room.moved.items() if cursor < seq <= end],
        room.digest() if end == room.head else "",
    )  # fmt: skip
