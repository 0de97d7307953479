"""Work off the GUI thread: two readers and one writer, results brought back by a signal."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from client.ui.collecting import Collector

READERS = 2


@dataclass(eq=False)
class _Job:
    """One piece of work that is under way, and who waits for it."""

    owner: QObject
    key: Hashable
    number: int
    done: Callable[[Any], None] | None
    failed: Callable[[Exception], None] | None
    future: Future[Any] | None = None


class Workers(QObject):
    """Runs work in threads; `done` and `failed` are called on the GUI thread.

    Neither is called when the owner was deleted meanwhile, nor for a read that a newer one of
    the same key has superseded.
    """

    _arrived = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._readers = ThreadPoolExecutor(READERS, "paddock-reading")
        self._writer = ThreadPoolExecutor(1, "paddock-operating")
        self._newest: dict[Hashable, int] = {}
        self._count = 0
        self._running: set[_Job] = set()
        self._closed = False
        self._held: list[tuple[ThreadPoolExecutor, _Job, Callable[[], Any]]] | None = None
        self.collector = Collector(self)
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def idle(self) -> bool:
        """Whether nothing is under way and all that was done has been delivered."""
        return not self._running

    def read(
        self,
        owner: QObject,
        key: Hashable,
        work: Callable[[], Any],
        done: Callable[[Any], None] | None,
        failed: Callable[[Exception], None] | None,
    ) -> None:
        """Run `work` among the readers; it supersedes what is under way for (owner, key)."""
        whole_key = (id(owner), key)
        for job in self._running:
            if job.key == whole_key and self._taken_back(job):
                self._running.discard(job)
                break
        self._start(self._readers, _Job(owner, whole_key, 0, done, failed), work)

    def write(
        self,
        owner: QObject,
        work: Callable[[], Any],
        done: Callable[[Any], None] | None,
        failed: Callable[[Exception], None] | None,
    ) -> None:
        """Run `work` after the writes before it; writes are never superseded."""
        self._start(self._writer, _Job(owner, None, 0, done, failed), work)

    def aside(
        self,
        owner: QObject,
        work: Callable[[], Any],
        done: Callable[[Any], None] | None,
        failed: Callable[[Exception], None] | None,
    ) -> None:
        """Run `work`, which may wait long, in a thread of its own; it is not counted as work."""
        if not self._closed:
            job = _Job(owner, None, 0, done, failed, Future())
            threading.Thread(
                target=self._run_aside, args=(job, work), name="paddock-waiting", daemon=True
            ).start()

    def _run_aside(self, job: _Job, work: Callable[[], Any]) -> None:
        assert job.future is not None
        try:
            job.future.set_result(work())
        except Exception as error:  # told to who asked, on the GUI thread
            job.future.set_exception(error)
        self._on_done(job, job.future)

    def _start(self, pool: ThreadPoolExecutor, job: _Job, work: Callable[[], Any]) -> None:
        if self._closed:
            return
        self._count += 1
        job.number = self._count
        if job.key is not None:
            self._newest[job.key] = job.number
        self._running.add(job)
        if self._held is None:
            self._submit(pool, job, work)
        else:
            self._held.append((pool, job, work))

    def _submit(self, pool: ThreadPoolExecutor, job: _Job, work: Callable[[], Any]) -> None:
        job.future = pool.submit(work)
        job.future.add_done_callback(functools.partial(self._on_done, job))

    def _taken_back(self, job: _Job) -> bool:
        """Whether a piece of work had not begun and now never will."""
        if job.future is not None:
            return job.future.cancel()
        held = self._held or []
        self._held = [each for each in held if each[1] is not job]
        return True

    def hold(self) -> None:
        """Let all work wait in line until `release`: what it needs is not there yet."""
        self._held = []

    def release(self) -> None:
        """Begin what waited, in the order in which it was asked for."""
        held, self._held = self._held or [], None
        for pool, job, work in held:
            self._submit(pool, job, work)

    def _on_done(self, job: _Job, future: Future[Any]) -> None:
        # In the worker's thread. After closing there is nobody left to tell.
        if not future.cancelled() and not self._closed:
            self._arrived.emit(job)

    @Slot(object)
    def _deliver(self, job: _Job) -> None:
        self._running.discard(job)
        current = job.key is None or self._newest.get(job.key) == job.number
        if job.key is not None and current:
            del self._newest[job.key]
        if not current or job.future is None or not isValid(job.owner):
            return
        error = job.future.exception()
        if error is None:
            if job.done is not None:
                job.done(job.future.result())
        elif isinstance(error, Exception) and job.failed is not None:
            job.failed(error)

    def close(self) -> None:
        """Let writes finish, drop reads that have not begun; afterwards nothing is delivered."""
        self._closed = True
        self._held = None
        self._readers.shutdown(wait=True, cancel_futures=True)
        self._writer.shutdown(wait=True)
        self._running.clear()


def key_of(work: Callable[..., Any]) -> Hashable:
    """What tells one piece of work from another: its code, whatever it is bound to."""
    while isinstance(work, functools.partial):
        work = work.func
    code = getattr(work, "__code__", None)
    return code if code is not None else repr(type(work))
