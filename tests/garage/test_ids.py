"""Identifiers sort by time where they are made, and agree where they are derived."""

from __future__ import annotations

import uuid

from hypothesis import given
from hypothesis import strategies as st

from garage.ids import dated_id, is_id, natural_id, new_id, new_ids

SPACE = "018f0000-0000-7000-8000-000000000000"
times = st.integers(0, 2**48 - 1)
parts = st.lists(st.text(st.characters(codec="utf-8"), max_size=8), max_size=3)


@given(times)
def test_a_new_id_is_a_uuid_of_its_millisecond(now: int) -> None:
    made = uuid.UUID(new_id(now))
    assert (made.version, made.variant) == (7, uuid.RFC_4122)
    assert made.int >> 80 == now
    assert is_id(str(made))


@given(times, st.integers(0, 300))
def test_many_ids_of_one_millisecond_are_in_order_and_differ(now: int, count: int) -> None:
    made = new_ids(now, count)
    assert made == sorted(set(made))
    assert len(made) == count
    for text in made:
        known = uuid.UUID(text)
        assert (known.version, known.variant, known.int >> 80) == (7, uuid.RFC_4122, now)


@given(times, st.integers(1, 50))
def test_ids_of_one_millisecond_sort_as_they_were_made(now: int, count: int) -> None:
    made = [new_id(now) for _ in range(count)]
    assert made == sorted(set(made))
    for text in made:
        known = uuid.UUID(text)
        assert (known.version, known.variant, known.int >> 80) == (7, uuid.RFC_4122, now)


@given(times, times)
def test_ids_of_a_later_time_sort_later(one: int, other: int) -> None:
    if one != other:
        assert (new_id(one) < new_id(other)) == (one < other)


@given(parts)
def test_a_natural_id_is_the_standards_own(key: list[str]) -> None:
    made = uuid.UUID(natural_id(SPACE, key))
    assert (made.version, made.variant) == (5, uuid.RFC_4122)
    assert made == uuid.uuid5(uuid.UUID(SPACE), "\x1f".join(key))


@given(st.integers(-(2**40), 2**47), parts)
def test_a_dated_id_is_the_same_everywhere_and_sorts_by_its_time(now: int, key: list[str]) -> None:
    made = uuid.UUID(dated_id(SPACE, now, key))
    assert made == uuid.UUID(dated_id(SPACE, now, list(key)))
    assert (made.version, made.variant) == (8, uuid.RFC_4122)
    assert made.int >> 80 == max(now, 0)


def test_the_space_and_each_part_tell() -> None:
    other = SPACE.replace("8f", "90")
    assert len({natural_id(SPACE, k) for k in (["a", "b"], ["ab"], ["b", "a"], [])}) == 4
    assert natural_id(SPACE, ["a"]) != natural_id(other, ["a"])
    assert dated_id(SPACE, 5, ["a"]) != dated_id(SPACE, 5, ["b"])


@given(st.text(max_size=40))
def test_only_the_usual_form_is_an_id(text: str) -> None:
    assert not is_id(text) or str(uuid.UUID(text)) == text
    assert not is_id(SPACE.upper())
    assert not is_id(SPACE + "\n")
