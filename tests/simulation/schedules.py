"""How many schedules are tried, and what each run has to have met."""

from __future__ import annotations

import os
from collections import Counter

import hypothesis
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.simulation.faults import NETWORK
from tests.simulation.machine import Machine

SCHEDULES = int(os.environ.get("PADDOCK_SCHEDULES", "200"))
STEPS = 20

FAULTS = {
    *NETWORK, "added", "added many", "arrived late", "client dies after a commit",
    "client dies before a commit", "clock a day off", "deleted", "edited",
    "edited at once", "erased", "held by a window", "hostile pushes", "moved", "newer schema",
    "old backup restored", "profile copied", "removed", "restored", "returned", "role changed",
    "server dies after a commit", "server dies as erased", "server dies as moved",
    "server dies as removed", "server dies as returned", "server dies as role changed",
    "server dies before a commit", "server restored",
    "signed in anew", "undone",
}  # fmt: skip
"""All that can happen: a run that missed some of it proves less than it says."""


def run(machine: type[Machine], schedules: int, seed: int | None = None) -> None:
    """Try so many schedules, and tell the first that fails.

    Without a seed they are the same ones each time, since a test run is no lottery, and the one
    that fails is made as short as it can be: that takes minutes, in which a search goes on.
    """
    if seed is not None:
        hypothesis.seed(seed)(machine)
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=schedules,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            derandomize=seed is None,
            phases=list(Phase) if seed is None else [Phase.generate],
            suppress_health_check=list(HealthCheck),
            print_blob=True,
        ),
    )


def missed(counts: Counter[str]) -> set[str]:
    """What was never reached."""
    return FAULTS - counts.keys()


def told(counts: Counter[str]) -> str:
    """How often each of it was reached, in words."""
    reached = ", ".join(f"{what} {counts[what]:,}" for what in sorted(FAULTS & counts.keys()))
    return f"{counts['schedules']:,} schedules: {reached}"
