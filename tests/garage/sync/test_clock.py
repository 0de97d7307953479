"""The clock: whatever the machine's time does, later edits have greater stamps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.errors import ValueRefused
from garage.sync import Clock, stamp_device, stamp_time

DEVICE = "00000000000000aa"
times = st.integers(0, 2**44)
moments = st.tuples(times, st.integers(0, 0xFFFF), st.integers(0, 2**64 - 1))


def stamp_of(moment: tuple[int, int, int]) -> str:
    ms, counter, device = moment
    return f"{ms:012x}{counter:04x}{device:016x}"


@given(st.lists(times, min_size=2, max_size=20))
def test_stamps_rise_even_if_the_machines_time_falls(nows: list[int]) -> None:
    clock, seen = Clock(DEVICE), []
    for now in nows:
        clock = clock.tick(now)
        seen.append(clock.stamp)
    assert seen == sorted(set(seen))


@given(moments, moments)
def test_the_order_of_the_texts_is_the_order_of_the_moments(
    left: tuple[int, int, int], right: tuple[int, int, int]
) -> None:
    assert (stamp_of(left) < stamp_of(right)) == (left < right)


@given(moments, moments, times)
def test_after_seeing_a_stamp_the_next_is_later(
    own: tuple[int, int, int], other: tuple[int, int, int], now: int
) -> None:
    clock = Clock(DEVICE, own[0], own[1]).observe(stamp_of(other))
    assert clock.device == DEVICE
    assert clock.tick(now).stamp > stamp_of(other)
    assert clock.tick(now).stamp > Clock(DEVICE, own[0], own[1]).stamp


def test_a_full_counter_goes_on_in_the_next_millisecond() -> None:
    clock = Clock(DEVICE, 1000, 0xFFFF)
    assert clock.tick(1000) == Clock(DEVICE, 1001, 0)
    assert clock.tick(900).stamp > clock.stamp


def test_a_stamp_says_when_and_where_it_was_given() -> None:
    stamp = Clock(DEVICE).tick(1_710_086_460_123).stamp
    assert stamp_time(stamp).isoformat() == "2024-03-10T16:01:00.123000+00:00"
    assert stamp_device(stamp) == DEVICE


@pytest.mark.parametrize("stamp", ["", "x" * 32, "0" * 31, "A" * 32, "0" * 33, None, 5])
def test_what_is_no_stamp_is_refused(stamp: object) -> None:
    with pytest.raises(ValueRefused):
        Clock(DEVICE).observe(stamp)  # type: ignore[arg-type]  # from the wire comes anything


@pytest.mark.parametrize("device", ["", "xyz", "A" * 16, "0" * 17])
def test_what_is_no_device_is_refused(device: str) -> None:
    with pytest.raises(ValueRefused):
        Clock(device)
