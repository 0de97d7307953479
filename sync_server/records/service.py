"""What records mean to the server: push, pull, and what goes with them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, ClassVar

from sqlalchemy import Connection

from garage.ids import is_id
from garage.sync.wire import MOST_PATCHES, Patch, PullRequest
from sync_server.kit.principal import Principal
from sync_server.kit.problem import BadRequest, Conflict, Forbidden, Unauthorized
from sync_server.records import elsewhere, erasure, locking, moves, numbering
from sync_server.records import pull as pulling
from sync_server.records.checking import Bounds
from sync_server.records.epoch import Epoch
from sync_server.records.epoch import current_epoch as current_epoch
from sync_server.records.finishing import WHEN_PUSHED as WHEN_PUSHED
from sync_server.records.finishing import WHEN_WRITTEN as WHEN_WRITTEN
from sync_server.records.finishing import finish
from sync_server.records.kept import Writing as Writing
from sync_server.records.kept import is_known_id
from sync_server.records.leaving import WHEN_LEFT as WHEN_LEFT
from sync_server.records.leaving import Left as Left
from sync_server.records.leaving import tell_left
from sync_server.records.messages import Unreadable, WholePush
from sync_server.records.own_edits import Edit as Edit
from sync_server.records.own_edits import write as write
from sync_server.records.patches import PlainPatch, owner_of
from sync_server.records.pull import SCHEMA_MINIMUM
from sync_server.records.push import Judged, Push
from sync_server.records.reading import Seen as Seen
from sync_server.records.reading import changed_since as changed_since
from sync_server.records.reading import gone_since as gone_since
from sync_server.records.reading import records_of as records_of
from sync_server.records.wire import (
    EraseAsked,
    Erased,
    KeptPullAnswer,
    KeptPushAnswer,
    MoveAsked,
    Moved,
)
from sync_server.spaces import service as spaces


def push(connection: Connection, caller: Principal, request: WholePush, now: int) -> KeptPushAnswer:
    """Merge what a device sends.

    Raises Conflict `epoch` and `cloned`, Forbidden `wrong_device`, Unauthorized as `pull` does.
    """
    epoch = demand_epoch(connection, request.epoch)
    if not caller.device or request.device != caller.device:
        raise Forbidden("this session is another device's", code="wrong_device")
    if len(request.patches) > MOST_PATCHES:
        raise BadRequest(f"over {MOST_PATCHES} patches", "send them in several pushes")
    number = numbering.number(
        connection, caller.person, caller.device, request.number, request.hash
    )
    readable = [patch for patch in request.patches if not isinstance(patch, Unreadable)]
    keys = {(p.space, p.id) for p in readable if is_known_id(p.space) and _has_id(p)}
    locked = locking.lock(connection, caller.person, keys, partial(_owned, readable))
    _demand_account(locked.roles)
    under_way = Push(
        connection,
        caller.person,
        number,
        Bounds(caller.device, now, epoch.began if epoch.restored else 0, request.schema),
        locked.roles,
        {space: Writing(connection, head) for space, head in locked.heads.items()},
        locked.away,
        frozenset(
            each.id
            for each in locked.heads.values()
            # One's own garage is made under its id again where a restored server forgot it.
            if each.created >= epoch.began and each.kind != "garage"
        ),
    )
    under_way.read(locked.keys)
    judged = [_judged(under_way, patch) for patch in request.patches]
    under_way.overtaken.write(connection, under_way.writings, epoch.device, now)
    numbering.remember_left(
        connection, number, {each.n for each in judged if each.code not in ("merged", "moved")}
    )
    finish(connection, under_way.writings.values())
    return _answer(under_way, judged, now)


def _owned(patches: Iterable[Patch | PlainPatch]) -> Iterator[elsewhere.Hanging]:
    """Space and id of each record that hangs on another, and the id of that."""
    for patch in patches:
        owner = owner_of(patch)
        if owner is not None and is_known_id(patch.space) and _has_id(patch):
            yield patch.space, patch.id, owner


def _has_id(patch: Patch | PlainPatch) -> bool:
    return isinstance(patch, PlainPatch) or is_id(patch.id)


def _judged(under_way: Push, patch: Patch | PlainPatch | Unreadable) -> Judged:
    if isinstance(patch, Unreadable):
        return Judged(patch.n, "refused", why="invalid", reason=patch.reason)
    return under_way.judge(patch)


def _answer(under_way: Push, judged: Sequence[Judged], now: int) -> KeptPushAnswer:
    heads = {space: writing.head for space, writing in under_way.writings.items()}
    return KeptPushAnswer([each.verdict() for each in judged], now, heads, SCHEMA_MINIMUM)


def move(connection: Connection, caller: Principal, asked: MoveAsked, now: int) -> Moved:
    """Move whole trees to another space."""
    ids = _ids(asked.ids)
    moved, both = moves.move(connection, caller.person, asked.space, asked.to, ids, now)
    finish(connection, both)
    tell_left(connection, Left(asked.space, caller.person, moved, now, asked.to))
    heads = spaces.heads_of(connection, (asked.space, asked.to))
    return Moved(len(moved), heads)


def erase(connection: Connection, caller: Principal, asked: EraseAsked, now: int) -> Erased:
    """Erase records for ever."""
    ids = _ids(asked.ids)
    erased, writing = erasure.erase(connection, caller.person, asked.space, ids, now)
    finish(connection, [writing])
    tell_left(connection, Left(asked.space, caller.person, erased, now))
    return Erased(len(erased), writing.head)


def _ids(ids: Sequence[str]) -> list[str]:
    return [id_ for id_ in dict.fromkeys(ids) if is_id(id_)]


def pull(
    connection: Connection, caller: Principal, request: PullRequest, now: int
) -> KeptPullAnswer:
    """What is new for a device. Raises Conflict `epoch`, Unauthorized where the account is gone."""
    demand_epoch(connection, request.epoch)
    parts = spaces.parts_of(connection, caller.person)
    _demand_account(parts)
    return pulling.pull(connection, parts, request, now)


def _demand_account(within: Collection[str]) -> None:
    """Everybody is in their own garage at least, for as long as they have an account.

    Whose account was deleted while they were let in is not told that they are in nothing: their
    device would let go of garages that it alone still has.
    """
    if not within:
        raise Unauthorized("the account was deleted", "sign in with another one")


class OtherEpoch(Conflict):
    """The server remembers from another moment on, or the device's number was used before."""

    code = "epoch"
    members: ClassVar[Mapping[str, Any]] = {
        "epoch": {"type": "string", "description": "The epoch, where `code` is `epoch`."},
        "began": {"type": "integer", "description": "When it began, in milliseconds."},
    }

    def __init__(self, ours: Epoch) -> None:
        super().__init__(
            "the server was restored, or is another one",
            "offer it what it may have forgotten, under its epoch",
            epoch=ours.id,
            began=ours.began,
        )


def demand_epoch(connection: Connection, epoch: str) -> Epoch:
    """The epoch; raises Conflict `epoch`, with the right one, where it is another."""
    ours = current_epoch(connection)
    if epoch != ours.id:
        raise OtherEpoch(ours)
    return ours
