"""What the sync decides, for any server and any state: laws rather than cases."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from client.store.spaces import HeldSpace
from client.sync.plan import (
    differs,
    is_whole,
    more_to_pull,
    poll_delay,
    pull_request,
    retry_delay,
    space_news,
)
from garage.sync.wire import Page, PullAnswer, SpaceInfo

IDS = st.sampled_from(["a", "b", "c", "d", "e"])
ROLES = st.sampled_from(["owner", "manager", "member", "viewer"])
STATES = st.sampled_from(["", "shared", "again", "lost", "moving"])


@st.composite
def held_spaces(draw: st.DrawFn) -> list[HeldSpace]:
    ids = draw(st.lists(IDS, unique=True, min_size=1))
    return [
        HeldSpace(
            id_, draw(st.text(max_size=2)), n == 0, "garage", draw(ROLES), "", 1, draw(STATES), "",
            draw(st.booleans()), draw(st.integers(0, 9)), 9, "0" * 16,
        )
        for n, id_ in enumerate(ids)
    ]  # fmt: skip


@st.composite
def answers(draw: st.DrawFn) -> PullAnswer:
    infos = st.lists(
        st.builds(SpaceInfo, IDS, st.text(max_size=2), st.just("family"), ROLES), max_size=4
    )
    return PullAnswer(
        [], 0, added=draw(infos), changed=draw(infos),
        dropped=draw(st.lists(IDS, unique=True)), reset=draw(st.lists(IDS, unique=True)),
    )  # fmt: skip


@given(held_spaces())
def test_only_what_the_server_has_is_asked_for(held: list[HeldSpace]) -> None:
    asked = pull_request("e", held).spaces
    for space in held:
        assert (space.id in asked) == (space.state in ("shared", "again"))
        assert asked.get(space.id, space.cursor) == space.cursor


@given(held_spaces(), answers())
def test_a_server_takes_away_nothing_that_was_not_asked_about_and_never_one_s_own_garage(
    held: list[HeldSpace], answer: PullAnswer
) -> None:
    news = space_news(held, answer)
    asked = pull_request("e", held).spaces
    own = {space.id for space in held if space.home}
    assert set(news.dropped) | set(news.parted) | set(news.reset) <= asked.keys()
    assert not set(news.dropped) & own
    assert set(news.parted) <= own
    assert not {info.id for info in news.added} & asked.keys()
    assert not set(news.shown) & set(answer.dropped)


@given(held_spaces())
def test_an_answer_that_says_nothing_is_no_news(held: list[HeldSpace]) -> None:
    plain = [space for space in held if not space.hidden]
    infos = [
        SpaceInfo(s.id, s.name, "garage", s.role, members=s.members) for s in plain if s.is_shared
    ]
    assert not space_news(plain, PullAnswer([], 0, changed=infos))


@given(st.integers(0, 20), st.integers(0, 20), st.text("01", min_size=16, max_size=16))
def test_digests_are_compared_at_the_head_alone(next_: int, head: int, digest: str) -> None:
    space = HeldSpace("a", "", True, "garage", "owner", "", 1, "shared", "", False, 0, 0, "0" * 16)
    page = Page("a", next_, head, digest=digest)
    assert is_whole(page) == (next_ >= head)
    assert differs(page, space) == (next_ >= head and digest != "0" * 16)
    assert more_to_pull(PullAnswer([page], 0)) == (next_ < head)


@given(st.integers(1, 1_000), st.floats(0, 1), st.none() | st.floats(0, 3_600))
def test_retries_wait_ever_longer_within_bounds(
    attempt: int, chance: float, asked: float | None
) -> None:
    delay = retry_delay(attempt, chance, asked)
    assert 1 <= delay <= max(300, asked or 0)
    assert delay >= (asked or 0)
    assert retry_delay(attempt + 1, chance) >= retry_delay(attempt, chance)


def test_with_a_socket_one_looks_less_often() -> None:
    assert poll_delay(True, 0.0) > poll_delay(False, 1.0)
