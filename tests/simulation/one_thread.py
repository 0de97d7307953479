"""Client and server without threads of their own: in a schedule one thing happens after another.

Handing each transaction to a thread and waiting for it would take a third of the time of a
schedule and could never change what comes of it. The schedules over PostgreSQL keep the threads.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from typing import Any, TypeVar

import anyio.to_thread
import pytest
from httpx._transports import asgi

from client.store.database import Database, _Write

T = TypeVar("T")


@contextlib.contextmanager
def in_one_thread() -> Iterator[None]:
    """What would be done in a thread of the pool, or by the writer of a store, is done at once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(anyio.to_thread, "run_sync", _at_once)
        patch.setattr(asyncio, "to_thread", _at_once)
        patch.setattr(Database, "submit", _write_at_once)
        # At each request httpx looks all over the path for a library that is not there.
        patch.setattr(asgi, "is_running_trio", lambda: False)
        yield


async def _at_once(work: Callable[..., T], *args: Any, **_: Any) -> T:
    return work(*args)


def _write_at_once(self: Database, work: Callable[..., T], *, durable: bool = True) -> Future[T]:
    self._refuse_closed()
    write = _Write(work, durable)
    write.carry_out(self.path, self._writer, self._be_durable)
    return write.promise
