"""The line of SQLite's writers: one after the other, and those who wait share a commit."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager
from typing import Any, Final, TypeVar

from sqlalchemy import Connection
from starlette.concurrency import run_in_threadpool

from sync_server.kit import metrics

T = TypeVar("T")

SHARED_SECONDS: Final = 0.01
"""How long others may join a transaction: whoever was first in it waits for them."""


class _Turn:
    """What somebody wants written, and where they wait for its answer."""

    def __init__(self, work: Callable[[Connection], Any]) -> None:
        self.work = work
        self.came = time.perf_counter()
        self.waiting: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._answer: Any = None
        self._error: BaseException | None = None

    def take(self, part: AbstractContextManager[Connection]) -> None:
        """Do the work as a part of a transaction; what it raises undoes that part alone."""
        metrics.LINE.observe(time.perf_counter() - self.came)
        try:
            with part as connection:
                self._answer = self.work(connection)
        except Exception as error:
            self._error = error

    def tell(self, error: BaseException | None) -> None:
        """Let them go on: what the transaction failed with is everybody's error."""
        if self.waiting.done():  # they went away
            return
        if found := self._error or error:
            self.waiting.set_exception(found)
        else:
            self.waiting.set_result(self._answer)


class Line:
    """Forty writers on SQLite's own busy timeout gave 113 "locked" errors; in line none.

    The line is awaited before a thread is taken, so that those who wait hold none. A disk takes
    longer to commit than most works take: who comes while another writes shares its transaction.
    Nobody is answered before the commit.
    """

    def __init__(
        self,
        write: Callable[[], AbstractContextManager[Connection]],
        part: Callable[[Connection], AbstractContextManager[Connection]],
    ) -> None:
        self._write = write
        self._part = part
        self._lock = asyncio.Lock()
        self._turns: deque[_Turn] = deque()
        self._going: asyncio.Task[None] | None = None

    @contextlib.asynccontextmanager
    async def alone(self) -> AsyncIterator[None]:
        """A turn for a transaction of one's own."""
        came = time.perf_counter()
        async with self._lock:
            metrics.LINE.observe(time.perf_counter() - came)
            yield

    async def writing(self, work: Callable[[Connection], T]) -> T:
        """`work` in a thread of the pool, after those who came before, durable when it returns."""
        turn = _Turn(work)
        self._turns.append(turn)
        if self._going is None:
            self._going = asyncio.create_task(self._go())
        answer: T = await turn.waiting
        return answer

    async def _go(self) -> None:
        """Until nobody waits."""
        try:
            while self._turns:
                async with self._lock:
                    taken, error = await run_in_threadpool(self._together)
                for turn in taken:
                    turn.tell(error)
        finally:
            self._going = None

    def _together(self) -> tuple[list[_Turn], BaseException | None]:
        """One transaction of those who wait, and what it failed with as a whole."""
        taken: list[_Turn] = []
        turn = self._next()
        try:
            with self._write() as connection:
                until = time.perf_counter() + SHARED_SECONDS
                while turn is not None:
                    taken.append(turn)
                    turn.take(self._part(connection))
                    turn = self._next() if time.perf_counter() < until else None
        except BaseException as error:
            # Whoever was to be first hears of it even if the transaction did not begin.
            return taken or [turn for turn in (turn,) if turn], error
        return taken, None

    def _next(self) -> _Turn | None:
        """Who is next of those who did not go away."""
        while self._turns:
            turn = self._turns.popleft()
            if not turn.waiting.cancelled():
                return turn
        return None
