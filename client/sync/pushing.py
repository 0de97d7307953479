"""Pushing what waits: while one push is on its way, the last is settled and the next made."""

from __future__ import annotations

from concurrent.futures import Future
from functools import partial
from time import monotonic

from client.errors import TooLarge, TooSlow
from client.remote.protocol import Remote
from client.store import Store, Transaction
from client.store.account import correct_clock
from client.store.sending import StoredPush, give_back, next_push, push_after
from client.store.settling import Settled, advance_cursors, settle_push
from client.sync.looking import Look
from client.sync.plan import PUSH_BYTES
from client.sync.report import Report
from garage.sync.wire import MOST_BODY, MOST_UNPACKED, PushAnswer, Verdict
from garage.words import N_

Answered = tuple[StoredPush, PushAnswer]
_SMALLER = 4
"""By how much the first push of new records is smaller; each is twice the last, up to the size."""
_NEVER_TOO_LARGE = 8 * 1024
"""Bytes of a packed push for which no record is to blame: who refuses them refuses everything."""
_QUICKLY = 5.0
"""Seconds within which a line that could carry more has brought a push and its answer."""


class Pushing:
    """Sends pushes of up to `size` patches, each once the one before is answered.

    Where one is too large for the server, or for a proxy before it, or comes there too slowly, the
    next are half as long; on a line that has become quick they grow again.
    """

    def __init__(self, store: Store, remote: Remote, size: int) -> None:
        self._store = store
        self._remote = remote
        self._size = size
        # The first is made while nothing is on its way: the sooner it is, the better.
        self._least = -(-size // _SMALLER)
        self._taken = PUSH_BYTES
        self._carried = PUSH_BYTES
        # How many patches are looked at for a push: where few have room, few are read.
        self._looked = size
        # The last of an earlier try that came too slowly, and goes once more.
        self._once_more = 0

    def once(self, look: Look) -> Report | None:
        """Send one push, or the one that was not answered; None if there was nothing to send."""
        push = self._first(look, self._size)
        if push is None:
            return None
        report = Report()
        try:
            answer = self._send(push)
        except (TooLarge, TooSlow) as error:
            self._lessen(push, error, report)
        else:
            self._settle((push, answer), report)
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
            # The writer throws away what it has settled, while the server is at work.
            answered = None
            try:
                answer = self._send(push)
            except (TooLarge, TooSlow) as error:
                # The writer does this after what is beside.
                self._lessen(push, error, report)
                return True
            finally:
                following = self._told(beside, report)
            answered, push = (push, answer), following
        assert answered is not None
        self._settle(answered, report)
        return True

    @property
    def _room(self) -> int:
        """Bytes of a push that the server takes, and the line carries in time."""
        return min(self._taken, self._carried)

    def _first(self, look: Look, fresh: int) -> StoredPush | None:
        if not look.may_push:
            return None
        if look.push is not None or not look.waits:
            return look.push
        most = self._looked
        push = self._store.layered(lambda t: next_push(t, most, self._room, min(most, fresh)))
        self._look_at_fewer(push)
        return push

    def _look_at_fewer(self, push: StoredPush | None) -> None:
        if push is not None and push.made is not None:
            most = len(push.made.patches) if push.cut else self._looked
            self._looked = min(self._size, 2 * most)

    def _beside(
        self, answered: Answered | None, push: StoredPush
    ) -> Future[tuple[Report, StoredPush | None]] | None:
        """Settle the push before this one, and make the one after it, if there can be one."""
        count = self._size if push.made is None else len(push.made.patches)
        full = push.cut or count >= self._least
        if answered is None and not full:
            return None

        def work(transaction: Transaction) -> tuple[Report, StoredPush | None]:
            report = Report() if answered is None else _settled(answered, transaction)
            if not full or report.refused or report.again or report.homeless:
                # What waits again would be taken at once, and be answered the same way.
                return report, None
            most = min(self._size, 2 * count)
            return report, push_after(transaction, push, most, self._room)

        return self._store.layered_soon(work)

    def _told(
        self, beside: Future[tuple[Report, StoredPush | None]] | None, report: Report
    ) -> StoredPush | None:
        if beside is None:
            return None
        settled, following = beside.result()
        report.join(settled)
        self._look_at_fewer(following)
        return following

    def _send(self, push: StoredPush) -> PushAnswer:
        if len(push.body) > MOST_BODY:
            raise TooLarge(N_("no server takes a message this long"))
        began = monotonic()
        answer = self._remote.push(push.body)
        if monotonic() - began < _QUICKLY and push.unpacked > self._carried // 2:
            self._carried = min(2 * self._carried, PUSH_BYTES)
        return answer

    def _lessen(self, push: StoredPush, error: TooLarge | TooSlow, report: Report) -> None:
        """Let what was too much wait for smaller pushes.

        A record that is too large alone is refused. Of one that is too slow alone the line is to
        blame: it is sent again when another sync is. One of an earlier try may have been taken, and
        its answer lost: under another number its values would be told as overtaken by themselves.
        So it goes once more as it is before it is made anew.
        """
        alone = len(push.patches()) == 1
        if isinstance(error, TooSlow):
            if alone:
                raise error
            if push.made is None and push.number != self._once_more:
                self._once_more = push.number
                return
            self._carried = min(self._carried, push.unpacked // 2)
        elif len(push.body) <= _NEVER_TOO_LARGE and push.unpacked <= MOST_UNPACKED:
            self._taken = PUSH_BYTES
            raise error
        elif alone:
            report.join(self._store.layered(partial(_refused, push)))
            return
        else:
            self._taken = min(self._taken, push.unpacked // 2)
        self._store.layered(lambda t: give_back(t.connection))

    def _settle(self, answered: Answered, report: Report) -> None:
        # Were it lost, the push would be sent again, and be answered alike.
        report.join(self._store.layered(partial(_settled, answered), durable=False))


def _settled(answered: Answered, transaction: Transaction) -> Report:
    push, answer = answered
    settled = settle_push(transaction, push, answer)
    advance_cursors(transaction.connection, settled, answer.heads)
    correct_clock(transaction, answer.now, always=bool(settled.again))
    return _told_of(settled, transaction)


def _refused(push: StoredPush, transaction: Transaction) -> Report:
    """As if the server had refused what is in it."""
    verdicts = [Verdict(patch.n, "refused", TooLarge.code) for patch in push.patches()]
    settled = settle_push(transaction, push, PushAnswer(verdicts, transaction.now))
    return _told_of(settled, transaction)


def _told_of(settled: Settled, transaction: Transaction) -> Report:
    report = Report(
        sent=settled.taken, refused=settled.refused, again=settled.again,
        homeless=settled.homeless, went=settled.went,
    )  # fmt: skip
    report.add(transaction.touched)
    return report
