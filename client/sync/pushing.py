"""Pushing what waits: while one push is on its way, the last is settled and the next made."""

from __future__ import annotations

from concurrent.futures import Future
from functools import partial

from client.remote.protocol import Remote
from client.store import Store, Transaction
from client.store.account import correct_clock
from client.store.sending import StoredPush, next_push, push_after
from client.store.settling import advance_cursors, settle_push
from client.sync.looking import Look
from client.sync.report import Report
from garage.sync.wire import PushAnswer

Answered = tuple[StoredPush, PushAnswer]
_SMALLER = 4
"""By how much the first push of new records is smaller; each is twice the last, up to the size."""


class Pushing:
    """Sends pushes of up to `size` patches, each once the one before is answered."""

    def __init__(self, store: Store, remote: Remote, size: int) -> None:
        self._store = store
        self._remote = remote
        self._size = size
        # The first is made while nothing is on its way: the sooner it is, the better.
        self._least = -(-size // _SMALLER)

    def once(self, look: Look) -> Report | None:
        """Send one push, or the one that was not answered; None if there was nothing to send."""
        push = self._first(look, self._size)
        if push is None:
            return None
        report = Report()
        self._settle((push, self._remote.push(push.body)), report)
        return report

    def all(self, look: Look, report: Report) -> bool:
        """Send one push after the other, as long as there are more; False if there was none."""
        push = self._first(look, self._least)
        if push is None:
            return False
        answered: Answered | None = None
        while push is not None:
            # One transaction of the writer's, while the push is on its way.
            beside = self._beside(answered, push)
            try:
                answer = self._remote.push(push.body)
            finally:
                following = self._told(beside, report)
            answered, push = (push, answer), following
        assert answered is not None
        self._settle(answered, report)
        return True

    def _first(self, look: Look, fresh: int) -> StoredPush | None:
        if not look.may_push:
            return None
        if look.push is None and look.waits:
            return self._store.layered(lambda t: next_push(t, self._size, fresh))
        return look.push

    def _beside(
        self, answered: Answered | None, push: StoredPush
    ) -> Future[tuple[Report, StoredPush | None]] | None:
        """Settle the push before this one, and make the one after it, if there can be one."""
        count = self._size if push.made is None else len(push.made.patches)
        full = count >= self._least
        if answered is None and not full:
            return None

        def work(transaction: Transaction) -> tuple[Report, StoredPush | None]:
            report = Report() if answered is None else _settled(answered, transaction)
            if not full or report.refused or report.again or report.homeless:
                # What waits again would be taken at once, and be answered the same way.
                return report, None
            return report, push_after(transaction, push, min(self._size, 2 * count))

        return self._store.layered_soon(work)

    def _told(
        self, beside: Future[tuple[Report, StoredPush | None]] | None, report: Report
    ) -> StoredPush | None:
        if beside is None:
            return None
        settled, following = beside.result()
        report.join(settled)
        return following

    def _settle(self, answered: Answered, report: Report) -> None:
        # Were it lost, the push would be sent again, and be answered alike.
        report.join(self._store.layered(partial(_settled, answered), durable=False))


def _settled(answered: Answered, transaction: Transaction) -> Report:
    push, answer = answered
    settled = settle_push(transaction, push, answer)
    advance_cursors(transaction.connection, settled, answer.heads)
    correct_clock(transaction, answer.now, always=bool(settled.again))
    report = Report(
        sent=settled.taken, refused=settled.refused, again=settled.again,
        homeless=settled.homeless,
    )  # fmt: skip
    report.add(transaction.touched)
    return report
