"""Devices, people and faults at random: whatever happens, all agree in the end and nothing is lost.

PADDOCK_SCHEDULES sets how many schedules are tried, a tenth of them over PostgreSQL.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.simulation.one_thread import in_one_thread
from tests.simulation.schedules import SCHEDULES, missed, run, told
from tests.simulation.worlds import over_sqlite


@pytest.mark.slow
def test_all_agree_in_the_end_and_nothing_is_lost(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with in_one_thread():
        machine = over_sqlite(tmp_path)
        run(machine, SCHEDULES * 9 // 10)
    with capsys.disabled():
        print(f"\n{told(machine.counts)}")
    assert not missed(machine.counts) or SCHEDULES < 100
