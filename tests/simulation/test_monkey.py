"""Whatever is clicked and typed at random, nothing raises and Qt complains of nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ACTIONS = 1_500


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.slow
def test_a_monkey_finds_no_fault(tmp_path, seed):
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    played = subprocess.run(
        [sys.executable, "-m", "tests.bench.monkey", str(ACTIONS), "0", str(seed)],
        env=environment | {"HOME": str(tmp_path)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert played.returncode == 0, f"{played.stdout}\n{played.stderr[-2000:]}"
