"""How many schedules are tried, and what each run has to have met."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.simulation.faults import NETWORK
from tests.simulation.machine import Machine

SCHEDULES = int(os.environ.get("PADDOCK_SCHEDULES", "60"))
STEPS = 20

FAULTS = {
    *NETWORK, "added", "arrived late", "client dies after a commit", "client dies before a commit",
    "clock a day off", "deleted or restored", "edited", "edited at once", "erased",
    "hostile pushes", "moved", "newer schema", "old backup restored", "profile copied", "removed",
    "returned", "role changed", "server dies after a commit", "server dies before a commit",
    "server restored", "signed in anew", "undone",
}  # fmt: skip
"""All that can happen: a run that missed some of it proves less than it says."""


def run(machine: type[Machine], schedules: int, steps: int = STEPS) -> None:
    """Try so many schedules; the first that fails is made as short as it can be, and told."""
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=schedules,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            # The same schedules each time, unless more are asked for: a test run is no lottery.
            derandomize="PADDOCK_SCHEDULES" not in os.environ,
            suppress_health_check=list(HealthCheck),
            print_blob=True,
        ),
    )
