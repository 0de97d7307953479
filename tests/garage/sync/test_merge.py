"""The merge is one function for both sides: whatever the order of arrival, one state results."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.sync import State, canonical, expand, merge

stamps = st.builds(
    lambda ms, counter, device: f"{ms:012x}{counter:04x}{device:016x}",
    st.integers(0, 3), st.integers(0, 1), st.integers(0, 2),
)  # fmt: skip
values = (
    st.none()
    | st.booleans()
    | st.integers(0, 2)
    | st.sampled_from(["", "a", "ä"])
    | st.lists(st.integers(0, 1), max_size=2)
)
names = st.sampled_from(["name", "year", "tags/winter", "deleted", "custom/a"])


@st.composite
def states(draw: st.DrawFn) -> State:
    """A record's state with few stamps, so that ties are common."""
    fields = draw(st.dictionaries(names, values, max_size=4))
    return State(fields, {name: draw(stamps) for name in fields})


def same(left: State, right: State) -> bool:
    # True == 1 in Python, but not in JSON.
    def shape(state: State) -> dict[str, tuple[str, str]]:
        return {n: (repr(state.fields[n]), s) for n, s in state.stamps.items()}

    return shape(left) == shape(right)


@given(states(), states())
def test_the_order_of_two_does_not_matter(left: State, right: State) -> None:
    assert same(merge(left, right), merge(right, left))


@given(states(), states(), states())
def test_the_grouping_of_three_does_not_matter(a: State, b: State, c: State) -> None:
    assert same(merge(merge(a, b), c), merge(a, merge(b, c)))


@given(states(), states())
def test_merging_again_changes_nothing(left: State, right: State) -> None:
    merged = merge(left, right)
    assert same(merge(left, left), left)
    assert same(merge(merged, right), merged)
    assert same(merge(merged, left), merged)


@given(states(), states())
def test_every_field_has_the_later_of_its_two_edits(left: State, right: State) -> None:
    merged = merge(left, right)
    assert merged.fields.keys() == left.fields.keys() | right.fields.keys()
    for name, stamp in merged.stamps.items():
        had = [s.stamps[name] for s in (left, right) if name in s.stamps]
        assert stamp == max(had)


@given(states(), states())
def test_merging_leaves_both_sides_as_they_were(left: State, right: State) -> None:
    before = (dict(left.fields), dict(left.stamps), dict(right.fields), dict(right.stamps))
    merge(left, right)
    assert before == (left.fields, left.stamps, right.fields, right.stamps)


@given(states())
def test_the_short_form_says_all(state: State) -> None:
    short = canonical(state.stamps)
    assert expand(short, state.fields) == state.stamps
    assert canonical(expand(short, state.fields)) == short
    assert len(short) <= max(1, len(state.stamps))
    if short:
        assert all(stamp > short[""] for name, stamp in short.items() if name)


def test_a_record_of_one_edit_has_one_stamp() -> None:
    stamp = "0" * 32
    assert canonical({"name": stamp, "year": stamp}) == {"": stamp}
    assert expand({}, {}) == {}


def test_a_cleared_field_stays_cleared_where_an_older_value_arrives() -> None:
    older, newer = "0" * 32, "1" * 32
    cleared = State({"notes": None}, {"notes": newer})
    assert merge(State({"notes": "old"}, {"notes": older}), cleared) == cleared


@pytest.mark.parametrize("value", [True, "b", [1], {"value": "2"}])
def test_equal_stamps_with_two_values_end_the_same_on_both_sides(value: object) -> None:
    stamp = "0" * 32
    a, b = State({"x": value}, {"x": stamp}), State({"x": 1}, {"x": stamp})  # type: ignore[dict-item]
    assert same(merge(a, b), merge(b, a))
