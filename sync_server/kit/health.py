"""Whether the server can do its work (`/health`), and its figures (`/metrics`)."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError
from starlette.responses import PlainTextResponse, Response

from sync_server.kit import metrics
from sync_server.kit.database import Database
from sync_server.kit.faults import outlived
from sync_server.kit.problem import MEDIA_TYPE, NotFound, Unavailable
from sync_server.version import VERSION

Measure = Callable[[Connection], None]

PATIENCE_SECONDS = 5.0
FRESH_SECONDS = 2.0
LEAST_FREE = 64 * 2**20
_LOOPBACK = ("127.", "::1", "::ffff:127.")
_FORWARDED = ("x-forwarded-for", "forwarded", "x-real-ip", "via")


class Health:
    """One look at the database at a time, however many ask; what it found holds for a moment."""

    def __init__(self, database: Database, data: Path) -> None:
        self.database = database
        self.data = data
        self._looking: asyncio.Task[str] | None = None
        self._found = ""
        self._when = float("-inf")

    async def fault(self) -> str:
        """What is the matter; empty when all is well."""
        if time.monotonic() - self._when < FRESH_SECONDS:
            return self._found
        if self._looking is None:
            self._looking = asyncio.create_task(self._look())
        # Never cancelled: that would leave a thread in the middle of a transaction.
        done, _ = await asyncio.wait({self._looking}, timeout=PATIENCE_SECONDS)
        if not done:
            return "the database does not answer"
        return self._looking.result() if self._looking else self._found

    async def _look(self) -> str:
        found = "the database cannot be written"
        try:
            with contextlib.suppress(SQLAlchemyError, OSError):
                await self.database.writing(_touch)
                full = shutil.disk_usage(self.data).free < LEAST_FREE
                found = "the disk of the data folder is full" if full else ""
        finally:
            # Whatever went wrong, the next who asks looks anew.
            self._found, self._when, self._looking = found, time.monotonic(), None
        return found

    async def close(self) -> None:
        """Wait for a look that is under way."""
        if self._looking is not None:
            await asyncio.wait({self._looking})


def _touch(connection: Connection) -> None:
    """Write something that changes nothing."""
    connection.execute(text("UPDATE alembic_version SET version_num = version_num"))


router = APIRouter(tags=["operation"])

_DOWN: dict[int | str, dict[str, Any]] = {
    503: {
        "description": "The database cannot be read and written; when to ask again is said.",
        "content": {MEDIA_TYPE: {"schema": {"type": "object"}}},
    }
}
_HIDDEN: dict[int | str, dict[str, Any]] = {
    200: {"description": "Prometheus' text format.", "content": {"text/plain": {}}},
    404: {
        "description": "Not for this caller.",
        "content": {MEDIA_TYPE: {"schema": {"type": "object"}}},
    },
}


@router.get("/health", responses=_DOWN, summary="Whether the server can do its work")
async def health(request: Request) -> dict[str, str]:
    """`{"status": "ok", "version"}`, or 503; for load balancers and containers.

    Where answers to invitations come by mail, `mailbox` is "ok" or what is the matter with it.
    """
    looked: Health = request.app.state.health
    fault = await looked.fault()
    if fault:
        raise Unavailable(fault)
    said = {"status": "ok", "version": VERSION}
    arriving = request.app.state.arriving
    return said if arriving is None else {**said, "mailbox": arriving.fault or "ok"}


@router.get(
    "/metrics",
    responses=_HIDDEN,
    response_class=PlainTextResponse,
    summary="Figures of this process",
)
async def figures(request: Request) -> Response:
    """Prometheus' text; to the machine itself, or to whoever has the token of the settings."""
    if not _may_see(request, request.app.state.settings.metrics_token):
        raise NotFound
    measures: list[Measure] = request.app.state.measures
    # Where the database is away, what this process counted itself is all the more of use.
    with outlived("what waits was not counted"):
        await request.app.state.database.reading(lambda found: [take(found) for take in measures])
    return Response(metrics.text(), media_type=metrics.CONTENT_TYPE)


def _may_see(request: Request, token: str) -> bool:
    if token:
        given = request.headers.get("authorization", "")
        return secrets.compare_digest(given.encode(), f"Bearer {token}".encode())
    # What a proxy on the same machine passes on comes from anywhere.
    if any(name in request.headers for name in _FORWARDED):
        return False
    return request.client is not None and request.client.host.startswith(_LOOPBACK)
