"""Taking in what a pull brought: spaces gained and lost, pages in slices, digests compared."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Sequence
from concurrent.futures import Future
from functools import partial
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Connection

from client.remote.protocol import Poke, Remote
from client.store import Store, Transaction
from client.store.account import Account, correct_clock, set_account
from client.store.arriving import Landed, Slice, land_slice, slices
from client.store.last_seen import forget_last_seen
from client.store.leaving import erase, lose_space, move_away
from client.store.offering import offer_unseen
from client.store.people import name_people
from client.store.search import purge_words
from client.store.spaces import HeldSpace, held_spaces, put_space, read_again
from client.store.windows import Bounds, evict_slice, narrow, wanted, window_digest
from client.sync.plan import (
    SLICE,
    SpaceNews,
    differs,
    floor_after,
    is_whole,
    name_of,
    space_news,
)
from client.sync.report import Report
from garage.sync.wire import Member, Page, PullAnswer, PullRequest, SpaceInfo

_AHEAD = 2
"""Slices that wait for the writer while the next one is made."""
_OFFERED_AT_ONCE = _TAKEN_AT_ONCE = 25


class Pulling:
    """Takes answers in. `again` says that a space was found wrong and is to be read anew."""

    def __init__(self, store: Store, remote: Remote, bounds: Bounds) -> None:
        self._store = store
        self._remote = remote
        self._bounds = bounds
        self._doubted: dict[str, tuple[int, str]] = {}
        """Space → (head, digest) that could not be met by reading it again."""
        self._grown: Counter[str] = Counter()
        """Conversation → records that came since its window was last held to its bounds."""
        self.again = False
        self.wrote = False
        """Whether the last answer changed anything here."""

    def take(
        self,
        account: Account,
        held: Sequence[HeldSpace],
        asked: PullRequest,
        answer: PullAnswer,
        report: Report,
    ) -> bool:
        """Do all that an answer says; whether there are records to clear out."""
        self.again = self.wrote = False
        news = space_news(held, answer)
        minimum = answer.schema_minimum if answer.schema_minimum != account.schema_minimum else None
        skewed = abs(answer.now - self._store.now()) > _LOOK_AT_CLOCK
        if news or minimum is not None or skewed:
            self.wrote = True
            self._store.layered(lambda t: _take_news(t, held, news, answer.now, minimum))
        report.spaces_changed = report.spaces_changed or bool(news)
        lost = {*news.dropped, *news.parted, *news.reset}
        there = {space.id: space for space in held if space.id not in lost}
        for page in answer.pages:
            space = there.get(page.space)
            if space is not None:
                self._take(page, space, account, report, window=page.space in asked.windows)
        if news.added or news.changed or report.overtaken:
            self._learn_names([*news.added, *news.changed])
        return bool(news.dropped)

    def take_poke(
        self, account: Account, held: Sequence[HeldSpace], poke: Poke, report: Report
    ) -> bool:
        """Take in what came with a poke; False if a pull has to tell what there is."""
        space = next((space for space in held if space.id == poke.space), None)
        if space is None or space.state != "shared" or space.hidden:
            return False
        if poke.head <= space.cursor:
            return True  # Our own push, or what a pull has brought meanwhile.
        told = [envelope.seq for envelope in poke.envelopes]
        if poke.before > space.cursor or told != list(range(poke.before + 1, poke.head + 1)):
            return False
        news = [envelope for envelope in poke.envelopes if envelope.seq > space.cursor]
        self._take(Page(poke.space, poke.head, poke.head, news), space, account, report)
        return True

    def take_older(self, page: Page, space: HeldSpace, report: Report) -> None:
        """Take in what a conversation had before the window that is held of it."""
        self._land_page(replace(page, window_digest=""), space, report, window=True)

    def _take(
        self,
        page: Page,
        space: HeldSpace,
        account: Account,
        report: Report,
        *,
        window: bool = False,
    ) -> None:
        if space.kind == "conversation":
            floor = floor_after(space, page, self._bounds, window=window)
            envelopes = self._store.read(
                lambda r: wanted(r.connection, space.id, floor, account.person, page.envelopes)
            )
            told = page.window_digest if floor == space.floor and not window else ""
            page = replace(page, envelopes=envelopes, floor=floor, window_digest=told)
        self._land_page(page, space, report, window=window)
        if space.kind == "conversation":
            self._hold_to_bounds(space.id, account.person, len(page.envelopes))

    def _land_page(
        self, page: Page, space: HeldSpace, report: Report, *, window: bool = False
    ) -> None:
        stood = (space.cursor, space.head, space.floor)
        known = stood == (page.next, page.head, page.floor) and space.state != "again"
        if known and not page.envelopes and not differs(page, space):
            return  # Nothing is news.
        self.wrote = True
        if page.erased or page.moved:
            # First, and again if it is not finished: the cursor moves only with what comes after.
            self._take_away(page, report)
        if page.envelopes:
            closes = space.state == "shared"
            self._land(page, report, closes=closes, between=space.cursor if window else None)
            if closes:
                self._compare(page)
                return
        if is_whole(page) and space.state == "again":
            while self._store.layered(lambda t: offer_unseen(t, space.id, _OFFERED_AT_ONCE)):
                pass
        if not known:
            self._store.layered(lambda t: _close(t, page), durable=False)
        self._compare(page)

    def _take_away(self, page: Page, report: Report) -> None:
        went = False
        for start in range(0, max(len(page.erased), len(page.moved)), _TAKEN_AT_ONCE):
            touched = self._store.layered(partial(_take_away, page, start))
            report.add(touched)
            went = went or bool(touched)
        if went:
            forget_last_seen(self._store.folder)
            while self._store.layered(lambda t: purge_words(t.connection)):
                pass

    def _land(self, page: Page, report: Report, *, closes: bool, between: int | None) -> None:
        """Land the envelopes: the next slices are made while the writer is at one.

        None of it need be durable: what is lost is lost with its cursor, and comes again.
        """
        waiting: deque[Future[Landed]] = deque()
        for part in slices(page, SLICE, between):
            closing = page if closes and part.last else None
            landing = partial(_land_part, part, closing)
            waiting.append(self._store.layered_soon(landing, durable=False))
            if len(waiting) > _AHEAD:
                _count(waiting.popleft().result(), report)
        for landed in waiting:
            _count(landed.result(), report)

    def _compare(self, page: Page) -> None:
        told = page.window_digest if page.floor else page.digest
        if not told or not is_whole(page):
            return
        here = self._store.read(lambda r: _digest_here(r.connection, page.space))
        doubt = (page.head, told)
        if here in (None, told) or self._doubted.get(page.space) == doubt:
            return  # Reading it again did not help, and will not before something changes there.
        self._doubted[page.space] = doubt
        self._store.layered(lambda t: read_again(t.connection, page.space))
        self.again = True

    def _hold_to_bounds(self, space: str, person: str, came: int) -> None:
        """Let the oldest of a conversation go, once much has come: to look for it takes a while."""
        self._grown[space] += came
        if self._grown[space] < self._bounds.first:
            return
        del self._grown[space]
        self._store.layered(lambda t: _narrow(t, space, self._bounds))
        while self._store.layered(lambda t: evict_slice(t, space, person, SLICE)):
            pass

    def _learn_names(self, infos: Sequence[SpaceInfo]) -> None:
        """Who is in the spaces that are shared with others, for the history's words."""
        for info in infos:
            if info.members > 1:
                members = self._remote.members(info.id)
                self._store.layered(partial(_name, members))


_LOOK_AT_CLOCK = 30_000


def _take_news(
    transaction: Transaction,
    held: Sequence[HeldSpace],
    news: SpaceNews,
    now: int,
    minimum: int | None,
) -> None:
    connection = transaction.connection
    by_id = {space.id: space for space in held}
    for info in (*news.added, *news.changed):
        known = by_id.get(info.id)
        values = {
            "name": name_of(known, info), "kind": info.kind, "role": info.role,
            "parent": info.parent, "members": info.members,
        }  # fmt: skip
        if known is None or not known.is_shared:
            values |= {"state": "shared", "hidden": 0, "cursor": 0, "head": 0, "floor": 0}
        put_space(connection, info.id, **values)
    for id_ in news.dropped:
        lose_space(transaction, id_)
    for id_ in news.parted:
        put_space(connection, id_, state="")
    for id_ in news.reset:
        read_again(connection, id_)
    for id_ in news.shown:
        put_space(connection, id_, hidden=0)
    if minimum is not None:
        set_account(connection, schema_minimum=minimum)
    correct_clock(transaction, now)


def _take_away(page: Page, start: int, transaction: Transaction) -> dict[str, set[str]]:
    end = start + _TAKEN_AT_ONCE
    touched = erase(transaction, page.space, page.erased[start:end])
    moved = [(each.id, each.to) for each in page.moved[start:end]]
    for kind, ids in move_away(transaction, page.space, moved).items():
        touched.setdefault(kind, set()).update(ids)
    return touched


def _digest_here(connection: Connection, id_: str) -> str | None:
    """The digest of what is held of a space; None if it is not held any more."""
    space = next((each for each in held_spaces(connection) if each.id == id_), None)
    if space is None or space.floor == 0:
        return None if space is None else space.digest
    return window_digest(connection, space)


def _narrow(transaction: Transaction, id_: str, bounds: Bounds) -> None:
    for space in held_spaces(transaction.connection):
        if space.id == id_ and space.state == "shared":
            narrow(transaction.connection, space, bounds)


def _close(transaction: Transaction, page: Page) -> None:
    values: dict[str, Any] = {"cursor": page.next, "head": page.head, "floor": page.floor}
    if is_whole(page):
        values |= {"state": "shared"}
    put_space(transaction.connection, page.space, **values)


def _land_part(part: Slice, closing: Page | None, transaction: Transaction) -> Landed:
    landed = land_slice(transaction, part)
    if closing is not None:
        _close(transaction, closing)
    return landed


def _name(members: Sequence[Member], transaction: Transaction) -> None:
    name_people(transaction.connection, members)


def _count(landed: Landed, report: Report) -> None:
    report.received += landed.records
    report.lose(landed.overtaken, len(landed.overtaken))
    report.add(landed.touched)
