"""Push and pull over HTTP."""

from __future__ import annotations

from fastapi import APIRouter, Request
from sqlalchemy import Connection
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from garage.sync.wire import PullRequest
from sync_server.kit.bodies import decode, packed, read_body, unpack
from sync_server.kit.clock import now
from sync_server.kit.database import Database
from sync_server.kit.principal import Caller
from sync_server.records import service
from sync_server.records.messages import read_push

router = APIRouter()


@router.post("/sync/push")
async def push(request: Request, caller: Caller) -> Response:
    """Merge a device's patches: a verdict for each."""
    database: Database = request.app.state.database
    encoding = request.headers.get("content-encoding", "").strip().lower()
    body = await read_body(request)
    whole = await run_in_threadpool(lambda: read_push(unpack(body, encoding)))

    def work(connection: Connection) -> service.Pushed:
        return service.push(connection, caller, whole, now())

    pushed = await database.writing(work)
    accepted = request.headers.get("accept-encoding", "")
    return await run_in_threadpool(packed, pushed.answer, accepted)


@router.post("/sync/pull")
async def pull(request: Request, caller: Caller) -> Response:
    """What is new in the person's spaces."""
    database: Database = request.app.state.database
    encoding = request.headers.get("content-encoding", "").strip().lower()
    accepted = request.headers.get("accept-encoding", "")
    body = await read_body(request)

    def work(connection: Connection) -> Response:
        asked = decode(unpack(body, encoding), PullRequest)
        return packed(service.pull(connection, caller, asked, now()), accepted)

    return await database.reading(work)
