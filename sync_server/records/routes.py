"""Push, pull, moves and erasure over HTTP."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable
from typing import TypeVar

from fastapi import APIRouter, Request
from sqlalchemy import Connection
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from garage.sync.wire import SCHEMA, Greeting, PullAnswer, PullRequest, PushAnswer, PushRequest
from sync_server.kit import metrics
from sync_server.kit.allowance import Allowance
from sync_server.kit.bodies import (
    SHORT,
    decode,
    encode,
    is_short,
    packed,
    packed_text,
    read_body,
    unpack,
)
from sync_server.kit.clock import now
from sync_server.kit.database import Database, Reading
from sync_server.kit.direct import Endpoint
from sync_server.kit.documented import answers, takes
from sync_server.kit.principal import Principal, Syncing, caller_of, demand
from sync_server.kit.problem import BadRequest, Conflict, Forbidden, NotFound
from sync_server.records import service
from sync_server.records.epoch import current_epoch
from sync_server.records.messages import read_push
from sync_server.records.pull import SCHEMA_MINIMUM
from sync_server.records.wire import EraseAsked, Erased, KeptPushAnswer, MoveAsked, Moved
from sync_server.settings import Settings
from sync_server.version import VERSION

T = TypeVar("T")
router = APIRouter(tags=["records"])


@router.get("/.well-known/paddock", responses=answers(Greeting))
def greeting(request: Request, connection: Reading) -> Response:
    """How an app knows that this is a server of ours, and which state of it."""
    settings: Settings = request.app.state.settings
    epoch = current_epoch(connection)
    said = Greeting(settings.name, VERSION, SCHEMA, epoch.id, settings.issuer, SCHEMA_MINIMUM)
    return packed(said, request.headers.get("accept-encoding", ""))


async def _asked(request: Request, caller: Principal, read: Callable[[bytes], T]) -> T:
    """The message, unpacked and decoded, in a thread if it is long. It counts, whatever it is."""
    allowance = _allowance(request)
    allowance.demand(caller.person)
    encoding = request.headers.get("content-encoding", "").strip().lower()
    body = await read_body(request)

    def work() -> T:
        unpacked = unpack(body, encoding)
        # Even if nothing can be read: unpacking it was the work.
        allowance.spend(caller.person, len(unpacked))
        return read(unpacked)

    return work() if is_short(body, encoding) else await run_in_threadpool(work)


def _allowance(request: Request) -> Allowance:
    allowance: Allowance = request.app.state.allowance
    return allowance


async def _answer(request: Request, answer: bytes) -> Response:
    """An answer that is encoded; packed in a thread if it is long."""
    accepted = request.headers.get("accept-encoding", "")
    if len(answer) <= SHORT:
        return packed_text(answer, accepted)
    return await run_in_threadpool(packed_text, answer, accepted)


def _database(request: Request) -> Database:
    database: Database = request.app.state.database
    return database


@router.post(
    "/sync/push",
    responses=answers(PushAnswer, BadRequest, Forbidden, service.OtherEpoch),
    openapi_extra=takes(PushRequest),
)
async def push(request: Request, caller: Syncing) -> Response:
    """Merge a device's patches: a verdict for each."""
    whole = await _asked(request, caller, read_push)

    def work(connection: Connection) -> tuple[KeptPushAnswer, bytes]:
        made = service.push(connection, caller, whole, now())
        return made, encode(made)

    answer, encoded = await _database(request).writing(work)
    metrics.PUSHES.add()
    metrics.PATCHES.add(len(answer.verdicts))
    for verdict, count in Counter(each.verdict for each in answer.verdicts).items():
        metrics.VERDICTS.add(count, verdict)
    return await _answer(request, encoded)


@router.post(
    "/sync/pull",
    responses=answers(PullAnswer, BadRequest, service.OtherEpoch),
    openapi_extra=takes(PullRequest),
)
async def pull(request: Request, caller: Syncing) -> Response:
    """What is new in the person's spaces."""
    encoding = request.headers.get("content-encoding", "").strip().lower()
    accepted = request.headers.get("accept-encoding", "")
    allowance = _allowance(request)
    allowance.demand(caller.person)
    body = await read_body(request)

    def work(connection: Connection) -> Response:
        asked = decode(unpack(body, encoding), PullRequest)
        answer = encode(service.pull(connection, caller, asked, now()))
        allowance.spend(caller.person, len(answer))
        return packed_text(answer, accepted)

    answer = await _database(request).reading(work)
    metrics.PULLS.add()
    return answer


def _syncing(answer: Callable[[Request, Principal], Awaitable[Response]]) -> Endpoint:
    """The endpoint of a route without what the framework would do for it: find out who calls."""

    async def endpoint(request: Request) -> Response:
        return await answer(request, demand("sync", await caller_of(request)))

    return endpoint


DIRECT = {("POST", "/sync/push"): _syncing(push), ("POST", "/sync/pull"): _syncing(pull)}
"""What apps ask all day, by method and path; the routes above are what is documented of it."""


@router.post(
    "/records/move",
    responses=answers(Moved, BadRequest, Forbidden, NotFound, Conflict),
    openapi_extra=takes(MoveAsked),
)
async def move(request: Request, caller: Syncing) -> Response:
    """Move whole trees to another space."""
    asked = await _asked(request, caller, lambda body: decode(body, MoveAsked))

    def work(connection: Connection) -> Moved:
        return service.move(connection, caller, asked, now())

    return await _answer(request, encode(await _database(request).writing(work)))


@router.post(
    "/records/erase",
    responses=answers(Erased, BadRequest, Forbidden, NotFound),
    openapi_extra=takes(EraseAsked),
)
async def erase(request: Request, caller: Syncing) -> Response:
    """Erase records for ever."""
    asked = await _asked(request, caller, lambda body: decode(body, EraseAsked))

    def work(connection: Connection) -> Erased:
        return service.erase(connection, caller, asked, now())

    return await _answer(request, encode(await _database(request).writing(work)))
