"""The worker: claims jobs and does them, in the server's process or in one of its own."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping
from typing import Any, Final

from sqlalchemy import Connection

from sync_server.kit import jobs, metrics
from sync_server.kit.database import Database
from sync_server.kit.faults import outlived
from sync_server.kit.jobs import Job
from sync_server.kit.logs import FIELDS

Handler = Callable[[Mapping[str, Any]], Awaitable[None]]
"""Does a job, with no transaction open; what it raises makes the job be tried again later.

Raises jobs.Failed where it can say why, Hopeless where that is of no use.
"""

POLL_SECONDS: Final = 5.0
log = logging.getLogger("paddock.jobs")


class Worker:
    """Some jobs at once, those whose names have a handler.

    Those named in `slow` wait for servers of strangers: they never take more than half of the
    lanes, so that a letter does not wait until somebody's feed has come drop by drop.
    """

    def __init__(
        self,
        database: Database,
        handlers: Mapping[str, Handler],
        *,
        slow: Collection[str] = (),
        at_once: int = 4,
        lease_ms: int = jobs.LEASE_MS,
    ) -> None:
        self.database = database
        self.handlers = handlers
        self.lease_ms = lease_ms
        self.at_once = at_once
        self._all = tuple(handlers)
        self._quick = tuple(name for name in handlers if name not in slow)
        self._awake: list[asyncio.Event] = []
        # All lanes are woken at once: who looks after a job was claimed need not try to claim it.
        self._looking = asyncio.Lock()
        self._stopping = False

    async def run(self) -> None:
        """Work until `stop`; jobs that run then are finished."""
        loop = asyncio.get_running_loop()

        def wake() -> None:
            with contextlib.suppress(RuntimeError):  # the loop is closed already
                loop.call_soon_threadsafe(self._wake)

        lanes = [self._quick if n % 2 == 0 else self._all for n in range(self.at_once)]
        forget = jobs.on_enqueued(wake)
        try:
            await asyncio.gather(*(self._one_after_another(names) for names in lanes))
        finally:
            forget()

    def stop(self) -> None:
        """Claim no more."""
        self._stopping = True
        self._wake()

    def _wake(self) -> None:
        for each in self._awake:
            each.set()

    async def drain(self) -> int:
        """Do all that is due now; how many jobs that were."""
        done = 0
        while not self._stopping and await self.work_one():
            done += 1
        return done

    async def work_one(self, names: tuple[str, ...] | None = None) -> bool:
        """Do one job, of those names alone if they are said; false when none is due."""
        names = self._all if names is None else names
        async with self._looking:
            job = await self._claimed(names) if names else None
        if job is None:
            return False
        # Over before the lease is, so that nobody else begins it meanwhile.
        seconds = self.lease_ms / 1000 * 0.8
        try:
            async with asyncio.timeout(seconds):
                await self.handlers[job.name](job.payload)
        except Exception as error:
            await self._failed(job, error)
        else:
            await self.database.writing(lambda c: jobs.finish(c, job))
            metrics.JOBS.add(1, job.name, "done")
        return True

    async def _claimed(self, names: tuple[str, ...]) -> Job | None:
        if not await self.database.reading(lambda c: jobs.is_due(c, names)):
            return None
        return await self.database.writing(lambda c: jobs.claim(c, names, self.lease_ms))

    async def _failed(self, job: Job, error: Exception) -> None:
        kind = str(error) if isinstance(error, jobs.Failed) else type(error).__name__
        most = 0 if isinstance(error, jobs.Hopeless) else jobs.MOST_ATTEMPTS
        given_up = await self.database.writing(lambda c: jobs.fail(c, job, kind, most))
        outcome = "given up" if given_up else "failed"
        metrics.JOBS.add(1, job.name, outcome)
        told = {"job": job.id, "name": job.name, "attempt": job.attempts, "error": kind}
        log.warning("a job %s", outcome, extra={FIELDS: told})

    async def _one_after_another(self, names: tuple[str, ...]) -> None:
        awake = asyncio.Event()
        self._awake.append(awake)
        while not self._stopping:
            # Before it looks: what is enqueued while it does so is not to be missed.
            awake.clear()
            # The database may be away for a while: /health tells, and the next try may do.
            with outlived("the jobs cannot be read"):
                if await self.work_one(names):
                    continue
            if not self._stopping:
                await _rest(awake)


async def _rest(awake: asyncio.Event) -> None:
    """Until something is enqueued here, or long enough for something elsewhere."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(POLL_SECONDS * random.uniform(0.8, 1.2)):
            await awake.wait()


def measure(connection: Connection) -> None:
    """Set the gauges of the jobs."""
    waiting, given_up = jobs.counts(connection)
    metrics.JOBS_WAITING.set(waiting)
    metrics.JOBS_POISONED.set(given_up)


@contextlib.asynccontextmanager
async def working(worker: Worker) -> AsyncIterator[None]:
    """The worker beside whatever is inside."""
    task = asyncio.create_task(worker.run())
    try:
        yield
    finally:
        worker.stop()
        await task
