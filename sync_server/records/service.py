"""What records mean to the server: push, pull, and what goes with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from garage.sync.wire import MOST_PATCHES, Patch, PullRequest
from sync_server.kit.principal import Principal
from sync_server.kit.problem import BadRequest, Conflict, Forbidden
from sync_server.records import elsewhere, numbering
from sync_server.records import pull as pulling
from sync_server.records.checking import Bounds
from sync_server.records.epoch import Epoch, current_epoch
from sync_server.records.kept import Writing
from sync_server.records.messages import Unreadable, WholePush
from sync_server.records.pull import SCHEMA_MINIMUM
from sync_server.records.push import Judged, Push
from sync_server.records.wire import KeptEnvelope, KeptPullAnswer, KeptPushAnswer
from sync_server.spaces import service as spaces


@dataclass(frozen=True)
class News:
    """What a push or the like has changed in one space: for the live channel."""

    space: str
    began: int
    head: int
    envelopes: list[KeptEnvelope]


@dataclass(frozen=True)
class Pushed:
    """The answer of a push, and what it changed."""

    answer: KeptPushAnswer
    news: list[News]


def push(connection: Connection, caller: Principal, request: WholePush, now: int) -> Pushed:
    """Merge what a device sends. Raises Conflict `epoch` and `cloned`, Forbidden `wrong_device`."""
    epoch = demand_epoch(connection, request.epoch)
    if not caller.device or request.device != caller.device:
        raise Forbidden("this session is another device's", code="wrong_device")
    if len(request.patches) > MOST_PATCHES:
        raise BadRequest(f"over {MOST_PATCHES} patches", "send them in several pushes")
    number = numbering.number(
        connection, caller.person, caller.device, request.number, request.hash
    )
    readable = [patch for patch in request.patches if isinstance(patch, Patch)]
    keys = {(patch.space, patch.id) for patch in readable}
    heads, away = elsewhere.lock(connection, keys)
    roles = spaces.roles_of(connection, caller.person)
    under_way = Push(
        connection,
        caller.person,
        number,
        Bounds(caller.device, now, epoch.began, request.schema),
        roles,
        {space: Writing(connection, head) for space, head in heads.items()},
        away,
    )
    under_way.read({*keys, *((to, id_) for (_, id_), to in away.moved.items())})
    judged = [_judged(under_way, patch) for patch in request.patches]
    under_way.overtaken.write(connection, under_way.writings, epoch.device, now)
    numbering.remember_left(
        connection, number, {each.n for each in judged if each.code not in ("merged", "moved")}
    )
    news = finish(under_way.writings.values())
    return Pushed(_answer(under_way, judged, now), news)


def _judged(under_way: Push, patch: Patch | Unreadable) -> Judged:
    if isinstance(patch, Unreadable):
        return Judged(patch.n, "refused", why="invalid", reason=patch.reason)
    return under_way.judge(patch)


def _answer(under_way: Push, judged: Sequence[Judged], now: int) -> KeptPushAnswer:
    heads = {
        space: writing.head
        for space, writing in under_way.writings.items()
        if space in under_way.roles
    }
    return KeptPushAnswer([each.verdict() for each in judged], now, heads, SCHEMA_MINIMUM)


def finish(writings: Iterable[Writing]) -> list[News]:
    """Write what changed in each space; what is new there."""
    news = []
    for writing in writings:
        writing.finish()
        if writing.head != writing.began:
            envelopes = [kept.envelope() for kept in writing.changed()]
            news.append(News(writing.space, writing.began, writing.head, envelopes))
    return news


def pull(
    connection: Connection, caller: Principal, request: PullRequest, now: int
) -> KeptPullAnswer:
    """What is new for a device. Raises Conflict `epoch`."""
    demand_epoch(connection, request.epoch)
    return pulling.pull(connection, caller.person, request, now)


def demand_epoch(connection: Connection, epoch: str) -> Epoch:
    """The epoch; raises Conflict `epoch`, with the right one, where it is another."""
    ours = current_epoch(connection)
    if epoch != ours.id:
        raise Conflict(
            "the server was restored, or is another one",
            "offer it what it may have forgotten, under its epoch",
            code="epoch",
            epoch=ours.id,
            began=ours.began,
        )
    return ours
