"""Packing: nothing lies over anything, and no more columns than things that meet."""

import time

from hypothesis import given
from hypothesis import strategies as st

from garage.calendar.packing import Column, Span, bars, columns, hidden

SPANS = st.lists(
    st.tuples(st.integers(0, 96), st.integers(0, 20)).map(lambda pair: Span(pair[0], sum(pair))),
    max_size=40,
)
DAYS = st.lists(
    st.tuples(st.integers(-5, 40), st.integers(0, 9)).map(lambda pair: (pair[0], sum(pair))),
    max_size=40,
)


def stretched(spans: list[Span], shortest: float) -> list[Span]:
    """As high as they are drawn."""
    return [Span(each.start, max(each.end, each.start + shortest)) for each in spans]


@given(SPANS, st.sampled_from([1, 3]))
def test_no_two_that_meet_share_a_column(spans: list[Span], shortest: int) -> None:
    placed = columns(spans, shortest)
    drawn = stretched(spans, shortest)
    for at, one in enumerate(drawn):
        for other in range(at):
            if one.start < drawn[other].end and drawn[other].start < one.end:
                first, second = placed[at], placed[other]
                assert first.of == second.of
                assert first.at + first.width <= second.at or second.at + second.width <= first.at


@given(SPANS, st.sampled_from([1, 3]))
def test_there_are_never_more_columns_than_things_that_meet_at_once(
    spans: list[Span], shortest: int
) -> None:
    drawn = stretched(spans, shortest)
    most = max((sum(a.start <= b.start < a.end for a in drawn) for b in drawn), default=0)
    placed = columns(spans, shortest)
    assert max((each.of for each in placed), default=0) <= most
    assert all(each.at + each.width <= each.of and each.width >= 1 for each in placed)


def test_what_follows_on_the_minute_does_not_meet() -> None:
    assert columns([Span(540, 600), Span(600, 660)]) == [Column(0, 1, 1), Column(0, 1, 1)]


def test_a_short_one_takes_the_room_that_it_is_drawn_in() -> None:
    placed = columns([Span(540, 545), Span(550, 600)], shortest=20)
    assert [each.of for each in placed] == [2, 2]


def test_one_widens_into_the_columns_that_are_free_beside_it() -> None:
    placed = columns([Span(0, 10), Span(0, 3), Span(0, 3), Span(5, 10)])
    assert placed[3] == Column(1, 2, 3)
    assert (placed[3].left, placed[3].share) == (1 / 3, 2 / 3)


def test_two_that_begin_together_without_length_lie_beside_each_other() -> None:
    assert [each.at for each in columns([Span(5, 5), Span(5, 5)])] == [0, 1]


def test_five_hundred_are_packed_at_once() -> None:
    spans = [Span(at * 7 % 1400, at * 7 % 1400 + 30 + at % 90) for at in range(500)]
    begun = time.thread_time()
    columns(spans, 20)
    assert time.thread_time() - begun < 0.3


@given(DAYS, st.sampled_from([7, 35]))
def test_bars_never_lie_over_each_other_and_take_no_more_lanes_than_needed(
    days: list[tuple[int, int]], length: int
) -> None:
    found = bars(days, length)
    taken = [(bar.lane, day) for bar in found for day in range(bar.first, bar.last + 1)]
    assert len(taken) == len(set(taken))
    crowd = [sum(first <= day <= last for first, last in days) for day in range(length)]
    assert max((bar.lane + 1 for bar in found), default=0) <= max(crowd)
    assert {bar.item for bar in found} == {
        at for at, (first, last) in enumerate(days) if first < length and last >= 0
    }
    for day, count in enumerate(hidden(found, length, 3)):
        shown = 3 if count == 0 else 2
        assert crowd[day] - count <= shown


def test_a_bar_tells_that_it_goes_on_beyond_the_week() -> None:
    (bar,) = bars([(-2, 9)], 7)
    assert (bar.first, bar.last, bar.before, bar.after) == (0, 6, True, True)
