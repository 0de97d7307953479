"""The job: one connection's pairs are brought together, and how it went is kept and told."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection
from starlette.concurrency import run_in_threadpool

from garage.words import N_
from sync_server.abroad import connections, mates, tokens
from sync_server.abroad.asking import Asking
from sync_server.abroad.connections import EVERY_MS, Linked, due, pause_after
from sync_server.abroad.foreign import (
    Abroad,
    ForeignCalendar,
    Gone,
    Later,
    NotAllowed,
    TokenOver,
)
from sync_server.abroad.google import Google
from sync_server.abroad.graph import Graph
from sync_server.abroad.ours import Shut
from sync_server.abroad.providers import GOOGLE, Provider
from sync_server.abroad.rounds import OutOfTime, Round
from sync_server.abroad.sealing import Seal, Sealed
from sync_server.abroad.sending import KINDS
from sync_server.abroad.taking import SuddenlyEmpty
from sync_server.kit import clock
from sync_server.kit.database import Database
from sync_server.records.service import WHEN_PUSHED, Writing

SECONDS = 60.0
"""For all of one job, which is well within its lease."""
LEASE_MS = 120 * clock.SECOND
_EARLY_MS = 5 * clock.MINUTE
"""How long before its end an access token is renewed: the job has to end with it."""
_MORE_MS = 2 * clock.SECOND
_MOST_HEARD = 500

AGAIN = N_("it has to be connected again")
EMPTY = N_("one side has no events all at once: nothing was deleted")
NO_CALENDAR = N_("the calendar is not there any more")


@dataclass
class Outcome:
    """How a job went: when it is to go on, and what is told."""

    delay_ms: int = EVERY_MS
    fault: str = ""
    failed: bool = False


class Syncing:
    """Does the jobs; also what the pages need of the other side."""

    def __init__(
        self, database: Database, providers: Mapping[str, Provider], seal: Callable[[], Seal],
        asking: Asking, seconds: float = SECONDS,
    ) -> None:  # fmt: skip
        self._database = database
        self.providers = providers
        self._seal = seal
        self.asking = asking
        self._seconds = seconds

    async def refresh(self, payload: Mapping[str, Any]) -> None:
        """One connection's turn, if it is its turn."""
        id_, due_at = payload["id"], payload["due"]
        linked = await self._database.writing(lambda c: connections.take(c, id_, due_at, LEASE_MS))
        if linked is None:
            return
        outcome = Outcome(failed=True)
        try:
            outcome = await self._all(linked)
        finally:
            await self._database.writing(lambda c: self._over(c, linked, due_at, outcome))

    def _over(self, connection: Connection, linked: Linked, due_at: int, outcome: Outcome) -> None:
        failures = linked.failures + 1 if outcome.failed else 0
        values: dict[str, Any] = {"failures": failures, "fault": outcome.fault, "busy": 0}
        if not outcome.failed:
            values["done"] = clock.now()
        connections.set_values(connection, linked.id, **values)
        now = connections.by_id(connection, linked.id)
        if (
            now is None
            or now.state != "ok"
            or not connections.is_turn(connection, linked.id, due_at)
        ):
            return
        pause = pause_after(failures, outcome.delay_ms / 1_000) if failures else outcome.delay_ms
        due(connection, linked.id, pause)

    async def _all(self, linked: Linked) -> Outcome:
        """All pairs, one after the other; a fault of one is told with it and stops no other."""
        until = time.monotonic() + self._seconds
        outcome = Outcome()
        try:
            foreign = await self.foreign(linked)
            pairs = await self._database.reading(lambda c: mates.pairs_of(c, [linked.id]))
            for pair in sorted(pairs, key=lambda each: each.done or 0):
                foreign = await self._one(linked, foreign, pair, until)
        except OutOfTime:
            outcome.delay_ms = _MORE_MS
        except Later as error:
            return Outcome(int(error.seconds * 1_000), str(error), failed=True)
        except (NotAllowed, TokenOver, Sealed):
            await self._again(linked)
            return Outcome(fault=AGAIN, failed=True)
        return outcome

    async def _one(
        self, linked: Linked, foreign: ForeignCalendar, pair: mates.Pair, until: float
    ) -> ForeignCalendar:
        round_ = Round(self._database, foreign, pair, linked.person, until)
        fault = ""
        try:
            try:
                await round_.run()
            except TokenOver:
                # Over before its time. A second time means that it is no use.
                foreign = await self.foreign(linked, renewed=True)
                await replace(round_, foreign=foreign).run()
        except SuddenlyEmpty:
            fault = EMPTY
        except Shut as error:
            fault = str(error)
        except Gone:
            fault = NO_CALENDAR
        except (Later, NotAllowed, TokenOver):
            raise
        except Abroad as error:
            fault = str(error)
        finally:
            await self._database.writing(lambda c: self._told(c, pair.id, fault))
        return foreign

    def _told(self, connection: Connection, pair: str, fault: str) -> None:
        kept = mates.kept_here(connection, pair)
        mates.set_pair(connection, pair, fault=fault, kept=kept)

    async def foreign(self, linked: Linked, *, renewed: bool = False) -> ForeignCalendar:
        """The other side, with an access token that lasts; raises NotAllowed, Later, Sealed."""
        provider = self.providers.get(linked.provider)
        if provider is None:
            raise Later("whoever runs the server has taken this away")
        access = await self._access(linked, provider, renewed=renewed)
        return self.reached(provider, access)

    def reached(self, provider: Provider, access: str) -> ForeignCalendar:
        """The other side by an access token."""
        made = Google if provider.name == GOOGLE else Graph
        return made(self.asking, provider.api, access)

    async def _access(self, linked: Linked, provider: Provider, *, renewed: bool) -> str:
        seal, purpose = self._seal(), linked.id
        if not renewed and linked.access and linked.access_until > clock.now() + _EARLY_MS:
            return seal.open(linked.access, purpose)
        now = await self._database.reading(lambda c: connections.by_id(c, linked.id))
        if now is None or not now.refresh:
            raise NotAllowed("there is no access")
        refresh = seal.open(now.refresh, purpose)
        found = await run_in_threadpool(tokens.refreshed, self.asking, provider, refresh)
        await self.keep(linked.id, found)
        return found.access

    async def keep(self, id_: str, found: tokens.Tokens) -> None:
        """Keep tokens, sealed."""
        seal = self._seal()
        values = {
            "access": seal.close(found.access, id_),
            "access_until": clock.now() + found.seconds * clock.SECOND,
        }
        if found.refresh:
            values["refresh"] = seal.close(found.refresh, id_)
        await self._database.writing(lambda c: connections.set_values(c, id_, **values))

    async def give_back(self, linked: Linked) -> bool:
        """Revoke the access there, as far as there is a way; whether that was done."""
        provider = self.providers.get(linked.provider)
        try:
            refresh = self._seal().open(linked.refresh, linked.id)
        except Sealed:
            return False
        if provider is None:
            return False
        return await run_in_threadpool(tokens.revoked, self.asking, provider, refresh)

    async def _again(self, linked: Linked) -> None:
        values = {"state": "again", "access": "", "access_until": 0}
        await self._database.writing(lambda c: connections.set_values(c, linked.id, **values))


def hear(connection: Connection, writing: Writing) -> None:
    """A device changed events: they go out soon."""
    changed = itertools.islice(writing.changed(), _MOST_HEARD)
    if any(kept.kind in KINDS for kept in changed):
        connections.soon(connection, writing.space)


WHEN_PUSHED.append(hear)
