"""Why PySide6 is pinned: 6.12.0 loses a reference to None with every void call on Python 3.11."""

import os
import subprocess
import sys

import pytest
from PySide6 import __version__

CALLS = 10_000

# In a process of its own: where references are lost, the process aborts in the end.
VOID_CALLS = f"""
import sys
from PySide6.QtCore import QObject, QTimer
thing, timer = QObject(), QTimer()
def calls(times):
    for _ in range(times):
        thing.setObjectName("name")
        timer.setInterval(5)
calls(100)
before = sys.getrefcount(None)
calls({CALLS})
print(before - sys.getrefcount(None))
"""


def test_the_pin_is_what_is_installed() -> None:
    assert __version__ == "6.11.3"


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal: it is not counted")
def test_a_void_call_loses_no_reference_to_none() -> None:
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", VOID_CALLS], capture_output=True, text=True, timeout=180, env=env
    )
    assert done.returncode == 0, done.stderr
    lost = int(done.stdout)
    assert abs(lost) < CALLS / 100, f"{lost} references to None lost in {2 * CALLS} void calls"
