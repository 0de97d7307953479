"""Work off the GUI thread: two readers and one writer, results brought back by a signal."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal, Slot
from shiboken6 import isValid

from client.ui.collecting import Collector

READERS = 2
FRAME_MILLISECONDS = 20
"""In so many the window is painted after it has changed: Qt waits five, or for the screen."""
_PAINTED = QEvent.Type(QEvent.registerEventType())
_AFTER_PAINTING = Qt.EventPriority.LowEventPriority.value - 1
"""Qt asks a window to paint itself by an event of low priority."""


@dataclass(eq=False)
class _Job:
    """One piece of work that is under way, who waits for it, and what came of it."""

    pool: ThreadPoolExecutor | None
    owner: QObject
    key: Hashable
    work: Callable[[], Any]
    done: Callable[[Any], None] | None
    failed: Callable[[Exception], None] | None
    future: Future[None] | None = None
    result: Any = None
    error: BaseException | None = None


class Workers(QObject):
    """Runs work in threads; `done` and `failed` are called on the GUI thread.

    Neither is called when the owner was deleted meanwhile, nor for a read that a newer one of
    the same key has superseded.

    Work may hold on to widgets, and so may what comes of it. They are to go on the GUI thread,
    which alone may destroy them: the threads know a job by its number, and have let go of it
    before they tell that it is done.
    """

    _arrived = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._readers = ThreadPoolExecutor(READERS, "paddock-reading")
        self._writer = ThreadPoolExecutor(1, "paddock-operating")
        self._newest: dict[Hashable, int] = {}
        self._count = 0
        self._jobs: dict[int, _Job] = {}
        self._aside: dict[int, _Job] = {}
        self._closed = False
        self._held: list[int] | None = None
        self._next: list[int] = []
        """Reads that begin once the window is painted as it is now."""
        self.collector = Collector(self, self._is_busy)
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def idle(self) -> bool:
        """Whether nothing is under way and all that was done has been delivered."""
        return self._closed or not self._jobs

    @property
    def quiet(self) -> bool:
        """Whether nothing is under way aside either."""
        return self.idle and not self._aside

    def _is_busy(self) -> bool:
        return bool(self._jobs)

    def read(
        self,
        owner: QObject,
        key: Hashable,
        work: Callable[[], Any],
        done: Callable[[Any], None] | None,
        failed: Callable[[Exception], None] | None,
        *,
        patient: bool = False,
    ) -> None:
        """Run `work` among the readers; it supersedes what is under way for (owner, key).

        It begins once what is to be painted now has been: beside a thread that reads, painting
        takes twice as long, and the reading gets nowhere meanwhile, since at each row SQLite gives
        up the interpreter's lock. What is `patient` lets what is brought next be painted, too.
        """
        whole_key = (id(owner), key)
        for number, job in self._jobs.items():
            if job.key == whole_key and (job.future is None or job.future.cancel()):
                del self._jobs[number]
                break
        job = _Job(self._readers, owner, whole_key, work, done, failed)
        self._start(job, patient=patient)

    def write(
        self,
        owner: QObject,
        work: Callable[[], Any],
        done: Callable[[Any], None] | None,
        failed: Callable[[Exception], None] | None,
    ) -> None:
        """Run `work` after the writes before it; writes are never superseded."""
        self._start(_Job(self._writer, owner, None, work, done, failed))

    def aside(
        self,
        owner: QObject,
        work: Callable[[], Any],
        done: Callable[[Any], None] | None,
        failed: Callable[[Exception], None] | None,
    ) -> None:
        """Run `work`, which may wait long, in a thread of its own; it is not counted as work."""
        if self._closed:
            return
        self._count += 1
        self._aside[self._count] = _Job(None, owner, None, work, done, failed)
        threading.Thread(
            target=self._run, args=(self._count,), name="paddock-waiting", daemon=True
        ).start()

    def _start(self, job: _Job, *, patient: bool = False) -> None:
        if self._closed:
            return
        self._count += 1
        self._jobs[self._count] = job
        if job.key is not None:
            self._newest[job.key] = self._count
        if self._held is not None:
            self._held.append(self._count)
        elif patient:
            QTimer.singleShot(
                FRAME_MILLISECONDS, self, functools.partial(self._submit, self._count)
            )
        elif job.key is None:
            self._submit(self._count)
        else:
            self._next.append(self._count)
            QCoreApplication.postEvent(self, QEvent(_PAINTED), _AFTER_PAINTING)

    def customEvent(self, event: QEvent) -> None:
        """What was to be painted has been: let the reads begin."""
        numbers, self._next = self._next, []
        for number in numbers:
            self._submit(number)

    def _submit(self, number: int) -> None:
        job = self._jobs.get(number)
        # One that was superseded while it waited never begins.
        if job is not None and job.pool is not None and not self._closed:
            job.future = job.pool.submit(self._run, number)

    def hold(self) -> None:
        """Let all work wait in line until `release`: what it needs is not there yet."""
        self._held = []

    def release(self) -> None:
        """Begin what waited, in the order in which it was asked for."""
        held, self._held = self._held or [], None
        for number in held:
            self._submit(number)

    def _run(self, number: int) -> None:
        """In a worker's thread: do the work, let go of it, and tell."""
        job = self._jobs.get(number) or self._aside[number]
        try:
            job.result = job.work()
        except BaseException as error:  # told to whom it may concern, on the GUI thread
            job.error = error
        del job
        # After closing there is nobody left to tell.
        if not self._closed:
            self._arrived.emit(number)

    @Slot(int)
    def _deliver(self, number: int) -> None:
        job = self._jobs.pop(number, None) or self._aside.pop(number)
        current = job.key is None or self._newest.get(job.key) == number
        if job.key is not None and current:
            del self._newest[job.key]
        if not current or not isValid(job.owner):
            return
        if job.error is None:
            if job.done is not None:
                job.done(job.result)
        elif isinstance(job.error, Exception) and job.failed is not None:
            job.failed(job.error)

    def close(self) -> None:
        """Let writes finish, drop reads that have not begun; afterwards nothing is delivered.

        May be called off the GUI thread: what the jobs hold on to goes with this object.
        """
        self._closed = True
        self._held = None
        self._readers.shutdown(wait=True, cancel_futures=True)
        self._writer.shutdown(wait=True)


def key_of(work: Callable[..., Any]) -> Hashable:
    """What tells one piece of work from another: its code, whatever it is bound to."""
    while isinstance(work, functools.partial):
        work = work.func
    code = getattr(work, "__code__", None)
    return code if code is not None else repr(type(work))
