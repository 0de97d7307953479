"""What the sync decides, without doing any of it: pure functions over what is held and said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from client.store.spaces import HeldSpace
from client.store.windows import WINDOWS, Bounds
from garage.sync.wire import SCHEMA, Page, PullAnswer, PullRequest, SpaceInfo, Window

PUSH_SIZE = 2_000
"""Patches in a push."""
PUSH_BYTES = 4 * 2**20
"""Bytes of a push before it is packed: half of what a server takes, should nothing become smaller.

The answer has room for so much as well.
"""
PULL_SIZE = 5_000
"""Records in an answer to a pull."""
SLICE = 1_000
"""Records that land at once: some 25 ms of the writer."""


def pull_request(
    epoch: str, held: Sequence[HeldSpace], limit: int = PULL_SIZE, bounds: Bounds = WINDOWS
) -> PullRequest:
    """What to ask for: every space that the server has, and one that is hidden until it says so."""
    shared = [space for space in held if space.is_shared]
    return PullRequest(
        epoch,
        SCHEMA,
        {space.id: space.cursor for space in shared},
        limit,
        {space.id: Window(0, bounds.first) for space in shared if _wants_latest(space, bounds)},
        {space.id: space.floor for space in shared if space.floor},
    )


def _wants_latest(space: HeldSpace, bounds: Bounds) -> bool:
    """Whether only the latest of a conversation is asked for: it is new, or much was missed."""
    missed = space.cursor == 0 or space.head - space.cursor > bounds.kept
    # One that is read again is compared with all that is held of it.
    return space.kind == "conversation" and space.state == "shared" and missed


def page_back_request(epoch: str, space: HeldSpace, count: int) -> PullRequest:
    """What was born before all that is held of a conversation."""
    older = {space.id: Window(space.floor, count)}
    return PullRequest(epoch, SCHEMA, {space.id: space.cursor}, PULL_SIZE, older)


def floor_after(space: HeldSpace, page: Page, bounds: Bounds, *, window: bool) -> int:
    """From where on a conversation is held once a page has landed."""
    if not window:
        # A restored server begins to count births below where we stood.
        again = space.state == "again" and page.head < space.floor
        return max(page.head - bounds.first, 0) if again else space.floor
    if not page.envelopes and not is_whole(page):
        return space.floor  # There was no room for it.
    reaches = space.cursor > 0 and page.floor <= space.cursor + 1
    return space.floor if reaches else page.floor


def next_request(request: PullRequest, answer: PullAnswer) -> PullRequest | None:
    """What will be asked once an answer has landed; None if that was all, or cannot be told."""
    if any((answer.added, answer.changed, answer.dropped, answer.reset, request.windows)):
        return None
    if not more_to_pull(answer):
        return None
    spaces = request.spaces | {page.space: page.next for page in answer.pages}
    return PullRequest(request.epoch, request.schema, spaces, request.limit, floors=request.floors)


@dataclass(frozen=True)
class SpaceNews:
    """What an answer to a pull says of the spaces themselves."""

    added: list[SpaceInfo]
    changed: list[SpaceInfo]
    dropped: list[str]
    reset: list[str]
    shown: list[str]
    """Spaces that were hidden, and that one is still in."""
    parted: list[str]
    """The person's own garage, which no server takes away: it stays, here alone."""

    def __bool__(self) -> bool:
        return any((self.added, self.changed, self.dropped, self.reset, self.shown, self.parted))


def space_news(held: Sequence[HeldSpace], answer: PullAnswer) -> SpaceNews:
    """What is news of an answer, which names all spaces each time."""
    by_id = {space.id: space for space in held}
    asked = {space.id for space in held if space.is_shared}
    gone = [id_ for id_ in answer.dropped if id_ in asked]
    return SpaceNews(
        added=[info for info in answer.added if info.id not in asked],
        changed=[
            info for info in answer.changed if info.id in by_id and _differs(by_id[info.id], info)
        ],
        dropped=[id_ for id_ in gone if not by_id[id_].home],
        reset=[id_ for id_ in answer.reset if id_ in asked],
        shown=[id_ for id_ in asked if by_id[id_].hidden and id_ not in answer.dropped],
        parted=[id_ for id_ in gone if by_id[id_].home],
    )


def _differs(held: HeldSpace, info: SpaceInfo) -> bool:
    return (held.role, held.kind, held.parent, held.members) != (
        info.role, info.kind, info.parent, info.members,
    ) or name_of(held, info) != held.name  # fmt: skip


def name_of(held: HeldSpace | None, info: SpaceInfo) -> str:
    """What a space is called here: one's own garage keeps the name that it has."""
    return held.name if held is not None and held.home and held.name else info.name


def is_whole(page: Page) -> bool:
    """Whether a page brings its space up to where it stood."""
    return page.next >= page.head


def differs(page: Page, held: HeldSpace) -> bool:
    """Whether what is held of a space that was read to its head is not what the server has.

    Of one that is held by a window, `digest` is not the one to compare.
    """
    told = page.digest if held.floor == 0 else ""
    return is_whole(page) and told not in ("", held.digest)


def more_to_pull(answer: PullAnswer) -> bool:
    """Whether another pull brings more at once."""
    return bool(answer.added or answer.reset) or not all(map(is_whole, answer.pages))


def retry_delay(attempt: int, chance: float, asked: float | None = None) -> float:
    """Seconds to wait before the next attempt (from 1): doubling to 5 minutes, jittered.

    `chance` is from 0 to 1. What the server asked for is the least.
    """
    longest = min(300.0, 2.0 * 2.0 ** min(attempt - 1, 10))
    return max(longest * (0.5 + chance / 2), asked or 0.0)


def poll_delay(live: bool, chance: float) -> float:
    """Seconds until the next look: a repair where a socket tells of news, else the only way."""
    return (600.0 if live else 60.0) * (0.75 + chance / 2)
