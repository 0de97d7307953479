"""The same schedules as `test_sync`, a tenth as many, over a real PostgreSQL."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.simulation.schedules import SCHEDULES, missed, run, told
from tests.simulation.worlds import over_postgresql
from tests.sync_server.conftest import postgresql

__all__ = ["postgresql"]


MOSTLY = {
    "edited at once", "moved", "removed", "returned", "server dies after a commit",
    "server dies before a commit", "server restored", "signed in anew",
}  # fmt: skip
"""What even a few schedules come to, each of them several times."""


@pytest.mark.slow
def test_all_agree_over_postgresql(
    postgresql: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    machine = over_postgresql(tmp_path, postgresql)
    run(machine, max(SCHEDULES // 10, 1))
    with capsys.disabled():
        never = ", ".join(sorted(missed(machine.counts))) or "nothing"
        print(f"\nover PostgreSQL: {told(machine.counts)}; never reached: {never}")
    assert machine.counts["schedules"] >= SCHEDULES // 10
    assert machine.counts.keys() >= MOSTLY or SCHEDULES < 200
    assert not missed(machine.counts) or SCHEDULES < 1_000
