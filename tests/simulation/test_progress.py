"""A run of many schedules that was interrupted goes on with what it had not tried."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.simulation import progress
from tests.simulation.progress import Progress


def test_what_held_is_not_tried_again_and_counts(tmp_path: Path) -> None:
    run = Progress(120, 7, tmp_path)
    first, second, third = run.left()
    run.note(first, Counter(schedules=50, edited=9), held=True)
    run.note(second, Counter(schedules=3, edited=1), held=False)
    on = Progress(120, 7, tmp_path)
    assert list(on.left()) == [second, third]
    assert (third.schedules, third.seed) == (20, 9)
    assert on.counts == {"schedules": 50, "edited": 9}


def test_what_held_with_other_code_proves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = Progress(60, 7, tmp_path)
    for part in run.left():
        run.note(part, Counter(schedules=50), held=True)
    assert not list(Progress(60, 7, tmp_path).left())
    monkeypatch.setattr(progress, "fingerprint", lambda: "of other code")
    assert len(list(Progress(60, 7, tmp_path).left())) == 2


def test_a_run_that_came_to_its_end_begins_anew(tmp_path: Path) -> None:
    run = Progress(50, 7, tmp_path)
    (part,) = run.left()
    run.note(part, Counter(schedules=50), held=True)
    run.forget()
    assert list(Progress(50, 7, tmp_path).left()) == [part]
    assert not Progress(50, 7, tmp_path).counts


def test_two_halves_on_two_machines_are_the_whole(tmp_path: Path) -> None:
    whole = list(Progress(220, 7, tmp_path).left())
    first = list(Progress(100, 7, tmp_path).left())
    rest = Progress(220, 7, tmp_path, first=100)
    assert first + list(rest.left()) == whole
    assert rest.schedules == 120
    rest.note(whole[2], Counter(schedules=50), held=True)
    assert list(Progress(220, 7, tmp_path, first=100).left()) == whole[3:]
