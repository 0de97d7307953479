"""The engine: pushes what waits, pulls what is new, step by step; each step survives a crash.

Whatever is decided stands in the store before it is sent and is settled in one transaction with
what it changes, so that between any two steps the process may die. Clock and randomness are handed
in; nothing here waits.
"""

from __future__ import annotations

import contextlib
import random
from collections.abc import Iterator
from functools import partial

from client.errors import Cloned, EpochChanged, Refused, SignInNeeded
from client.machine import machine_name
from client.remote.protocol import Poke, Remote
from client.store import Store, Transaction
from client.store.account import (
    begin_epoch,
    join_home,
    set_account,
    take_new_device,
)
from client.store.last_seen import forget_last_seen
from client.store.leaving import lose_slice
from client.store.spaces import HeldSpace, move_slice
from client.store.windows import WINDOWS, Bounds
from client.sync.ahead import Ahead
from client.sync.alone import alone
from client.sync.looking import Look, look_at
from client.sync.plan import (
    PULL_SIZE,
    PUSH_SIZE,
    more_to_pull,
    next_request,
    page_back_request,
    pull_request,
)
from client.sync.pulling import Pulling
from client.sync.pushing import Pushing
from client.sync.report import Report
from garage.ids import new_id
from garage.words import N_

_MOVED_AT_ONCE = 1_000
_MOST_DEVICES = 3
"""Device ids that are tried where another session has the first."""
_MOST_ROUNDS = 20
"""Rounds of push and pull in one sync; what keeps it from an end is no reason to go on for ever."""


class Engine:
    """Brings one profile and one server together.

    `chance` draws new device ids. Calls raise ServerAway, SignInNeeded, Refused and the store's
    errors; nothing is lost then, and the next call goes on where this one stopped.
    """

    def __init__(
        self,
        store: Store,
        remote: Remote,
        *,
        chance: random.Random | None = None,
        push_size: int = PUSH_SIZE,
        pull_size: int = PULL_SIZE,
        device_name: str = "",
        patience: float = 0,
        bounds: Bounds = WINDOWS,
    ) -> None:
        self._store = store
        self._remote = remote
        self._chance = chance or random.SystemRandom()
        self._device_name = device_name or machine_name()
        self._patience = patience
        self._pull_size = pull_size
        self._bounds = bounds
        self._pushing = Pushing(store, remote, push_size)
        self._pulling = Pulling(store, remote, bounds)
        self._ahead = Ahead(remote)
        self._noted = 0

    # ------------------------------------------------------------------ whole

    def sync(self) -> Report:
        """Push and pull until nothing is left to do."""
        report = Report()
        with self._alone():
            for _ in range(_MOST_ROUNDS):
                look = self._prepare()
                homeless = report.homeless
                if not self._round(look, report) or (homeless and report.homeless > homeless):
                    break
            self._note(report)
        return report

    def _round(self, look: Look, report: Report) -> bool:
        """One round; whether another one has something to do."""
        quiet = True
        with self._mending():
            homeless = report.homeless
            while self._pushing.all(look, report):
                quiet = False
                look = self._look()
                if report.homeless > homeless:
                    break
            while self._pull(look, report):
                look = self._look()
            if quiet and not self._pulling.wrote:
                return False
            look = self._look()
            return look.may_push and look.waits
        return True

    # ------------------------------------------------------------------ step by step

    def push_once(self) -> Report | None:
        """Send one push, or the one that was not answered; None if there was nothing to send."""
        with self._alone():
            look = self._prepare()
            with self._mending():
                return self._pushing.once(look)
        return Report(again=1)

    def pull_once(self) -> bool:
        """Ask for news once and take them in; whether more is to be had at once."""
        with self._alone():
            look = self._prepare()
            with self._mending():
                return self._pull(look, Report())
        return True

    def push_waiting(self) -> Report:
        """Push what waits, where a live line tells of the news; `again` asks for a whole sync."""
        report = Report()
        with self._alone():
            look = self._look()
            if not look.is_ready:
                return Report(again=1)
            with self._mending():
                while (pushed := self._pushing.once(look)) is not None:
                    report.join(pushed)
                    if pushed.homeless:
                        break
                    look = self._look()
                self._note_live(report)
                return report
        return Report(again=1)

    def take_poke(self, poke: Poke, report: Report) -> bool:
        """Take in what came with a poke; False if a sync has to tell what there is."""
        with self._alone():
            look = self._look()
            taken = self._pulling.take_poke(look.account, look.held, poke, report)
            self._note_live(report)
            return taken

    def page_back(self, space: str, count: int) -> Report:
        """Fetch so many records of a conversation from before those that are held of it.

        None come where there is nothing older, or the space is no conversation.
        """
        report = Report()
        with self._alone(), self._mending():
            # What one wrote oneself is held already: a page of that alone is none.
            while not report.received and self._page_back(space, count, report):
                pass
            if report.received:
                self._store.catch_up()
        return report

    def prepare(self) -> None:
        """Do what comes before: the device told, the garage joined, lost spaces taken away."""
        with self._alone():
            self._prepare()

    # ------------------------------------------------------------------ the parts

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Be the only one who syncs this profile."""
        with alone(self._store.folder, self._patience):
            try:
                yield
            finally:
                self._ahead.drop()

    @contextlib.contextmanager
    def _mending(self) -> Iterator[None]:
        """What the server says of this profile as a whole is mended, and tried again after."""
        try:
            yield
        except Cloned:
            self._become_another()
        except EpochChanged as error:
            epoch = error.epoch or self._remote.greet().epoch
            self._store.layered(lambda t: begin_epoch(t.connection, epoch))
        except Refused as error:
            if error.problem != "wrong_device":
                raise
            # A restored server knows the device that this session bore before.
            self._store.layered(lambda t: set_account(t.connection, told=0))

    def _look(self) -> Look:
        """What there is to do, from one snapshot; raises SignInNeeded."""
        look = self._store.read(lambda reader: look_at(reader.connection))
        if look is None or look.account.signed_out:
            raise SignInNeeded(N_("nobody is signed in"), N_("sign in to sync"))
        return look

    def _prepare(self) -> Look:
        look = self._look()
        if look.is_ready:
            return look
        account = look.account
        if not account.epoch:
            greeting = self._remote.greet()
            self._store.layered(lambda t: set_account(t.connection, epoch=greeting.epoch))
        if not account.told:
            for _ in range(_MOST_DEVICES):
                if self._tell_device():
                    break
        if not account.joined:
            own = next(space.id for space in look.held if space.home)
            if account.leave_local:
                # The garage here is no offer: an account without one of its own gets another.
                own = new_id(self._store.now())
            home = self._take_home(own)
            self._store.layered(
                lambda t: join_home(t.connection, home, leave_local=account.leave_local)
            )
        self._clear_out(self._look())
        return self._look()

    def _take_home(self, own: str) -> str:
        """The account's own garage: this one, unless its id was used before, as by a copy of it."""
        try:
            return self._remote.take_home(own)
        except Refused as error:
            if error.status != 409:
                raise
            return self._remote.take_home(new_id(self._store.now()))

    def clear_out(self) -> None:
        """Finish what moves or leaves the machine, in slices; needs no server."""
        self._clear_out(self._look())

    def _clear_out(self, look: Look) -> None:
        if any(space.state == "lost" for space in look.on_the_way):
            forget_last_seen(self._store.folder)
        for space in look.on_the_way:
            while self._store.layered(partial(_clear, space)):
                pass

    def _tell_device(self) -> bool:
        """Let the session bear this device's id; another one if that id is taken."""
        device = self._store.read(lambda reader: reader.device())
        try:
            self._remote.tell_device(device, self._device_name)
        except Refused as error:
            if error.status != 409:
                raise
            self._become_another()
            return False
        self._store.layered(lambda t: set_account(t.connection, told=1))
        return True

    def _become_another(self) -> None:
        device = f"{self._chance.getrandbits(64):016x}"
        self._store.layered(lambda t: take_new_device(t, device))

    def _pull(self, look: Look, report: Report) -> bool:
        request = pull_request(look.account.epoch, look.held, self._pull_size, self._bounds)
        answer = self._ahead.answer_to(request)
        following = next_request(request, answer)
        if following is not None:
            self._ahead.ask(following)
        if self._pulling.take(look.account, look.held, request, answer, report):
            self.clear_out()
        return more_to_pull(answer) or self._pulling.again

    def _page_back(self, space: str, count: int, report: Report) -> bool:
        """Fetch one page from before what is held; whether there was any to ask for."""
        look = self._prepare()
        held = next((each for each in look.held if each.id == space), None)
        if held is None or held.state != "shared" or held.floor == 0:
            return False
        pages = self._remote.pull(page_back_request(look.account.epoch, held, count)).pages
        for page in pages:
            self._pulling.take_older(page, held, report)
        return bool(pages)

    def _note(self, report: Report) -> None:
        """Remember when this was; of a look that brought nothing, not more often than needed."""
        busy = bool(report.sent or report.received or report.refused)
        now = self._store.now()
        if busy or abs(now - self._noted) > _REMEMBERED_EVERY:
            self._remember(now)
        if report.received:
            self._store.catch_up()

    def _note_live(self, report: Report) -> None:
        """Remember when the live line brought or took something; not for each of many at once."""
        now = self._store.now()
        if (report.sent or report.received) and abs(now - self._noted) > _LIVE_REMEMBERED_EVERY:
            self._remember(now)

    def _remember(self, now: int) -> None:
        self._noted = now
        self._store.layered(lambda t: set_account(t.connection, last_sync=now), durable=False)


_REMEMBERED_EVERY = 30_000
_LIVE_REMEMBERED_EVERY = 1_000


def _clear(space: HeldSpace, transaction: Transaction) -> bool:
    if space.state == "moving":
        return move_slice(transaction.connection, space, _MOVED_AT_ONCE)
    return lose_slice(transaction, space.id, _MOVED_AT_ONCE)
