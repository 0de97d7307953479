"""Devices, people and faults at random: whatever happens, all agree in the end and nothing is lost.

PADDOCK_SCHEDULES sets how many schedules are tried (200 by default).
"""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from functools import cache
from pathlib import Path
from typing import ClassVar

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.simulation.fleet import Template, make_template
from tests.simulation.machine import Machine

SCHEDULES = int(os.environ.get("PADDOCK_SCHEDULES", "200"))
STEPS = 25


@cache
def template() -> Template:
    return make_template(Path(tempfile.mkdtemp(prefix="paddock-sim-")) / "template")


class OverSqlite(Machine):
    template = staticmethod(template)
    database = staticmethod(lambda _: ("", lambda: None))
    counts: ClassVar[Counter[str]] = Counter()


def test_all_agree_over_sqlite_and_nothing_is_lost() -> None:
    run_state_machine_as_test(
        OverSqlite,
        settings=settings(
            max_examples=SCHEDULES,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            print_blob=True,
        ),
    )
    print(dict(sorted(OverSqlite.counts.items())))
