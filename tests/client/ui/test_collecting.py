"""Only the GUI thread throws away what hangs in cycles."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest

from client.ui.collecting import MUCH, PAUSE_LOOKS, SOME, Collector


class _Cycle:
    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def collecting_on():
    # What earlier tests left is not thrown away in the middle of counting.
    gc.collect()
    gc.enable()
    yield
    gc.disable()


def test_threads_collect_nothing_while_it_lives(qapp, collecting_on):
    collector = Collector()
    thrown = weakref.ref(_Cycle())

    def make_much() -> None:
        kept = [[n] for n in range(200_000)]
        assert kept

    thread = threading.Thread(target=make_much)
    thread.start()
    thread.join()
    assert thrown() is not None
    collector.stop()
    assert gc.isenabled()


def test_what_has_come_together_is_collected_by_its_timer(qapp, qtbot, collecting_on):
    collector = Collector()
    told = []
    collector.collected = lambda: told.append(thrown())
    thrown = weakref.ref(_Cycle())
    # Some, not much: three blocks each.
    kept = [[n] for n in range((SOME + MUCH) // 6)]
    qtbot.waitUntil(lambda: thrown() is None)
    assert kept
    # In a pause, once all of it was looked through, memory is given back.
    qtbot.waitUntil(lambda: told == [None])
    collector.stop()


def test_little_is_left_alone(qapp, collecting_on):
    gc.collect()
    collector = Collector()
    thrown = weakref.ref(_Cycle())
    collector.look()
    assert thrown() is not None
    collector.stop()


def old_garbage():
    """What was kept through two collections and hangs in a cycle that nobody holds any more."""
    cycle = _Cycle()
    gc.collect(0)
    gc.collect(1)
    return weakref.ref(cycle)


def test_what_is_old_is_thrown_away_when_the_person_pauses(qapp, collecting_on):
    collector = Collector()
    thrown = old_garbage()
    kept = [str(n) for n in range(10_000, 10_000 + 2 * SOME)]
    collector.look()
    assert thrown() is not None
    for _ in range(PAUSE_LOOKS + 1):
        collector.look()
    assert thrown() is None
    assert kept
    collector.stop()


def test_while_the_person_works_what_is_old_waits_until_it_is_much(qapp, collecting_on):
    collector = Collector()
    thrown = old_garbage()
    kept = [str(n) for n in range(10_000, 10_000 + SOME)]
    busy = []
    for _ in range(PAUSE_LOOKS * 3):
        busy.append([[n] for n in range(500)])
        collector.look()
    assert thrown() is not None
    kept += [str(n) for n in range(10_000, 10_000 + MUCH)]
    collector.look()
    assert thrown() is None
    assert kept
    collector.stop()


def test_beside_work_nothing_is_collected_unless_the_work_goes_on_and_on(qapp, collecting_on):
    busy = True
    collector = Collector(busy=lambda: busy)
    thrown = weakref.ref(_Cycle())
    kept = [[n] for n in range(50_000)]
    collector.look()
    assert thrown() is not None
    busy = False
    collector.look()
    assert thrown() is None
    busy = True
    again = weakref.ref(_Cycle())
    more = [[n] for n in range(50_000)]
    for _half_a_second in range(241):
        collector.look()
    assert again() is None
    assert kept
    assert more
    collector.stop()
