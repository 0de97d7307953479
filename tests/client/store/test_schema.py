"""The tables of the kinds, as several threads want them at once."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]

AT_ONCE = """
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from client.store.schema import table_of
from garage.records import kinds

sys.setswitchinterval(1e-6)
together = Barrier(8)

def all_tables():
    together.wait()
    return [table_of(kind) for kind in kinds()]

with ThreadPoolExecutor(8) as threads:
    made = [each.result() for each in [threads.submit(all_tables) for _ in range(8)]]
print(all(one is other for tables in made for one, other in zip(tables, made[0])))
"""


def test_threads_that_read_first_at_once_share_the_tables():
    done = subprocess.run(
        [sys.executable, "-c", AT_ONCE], cwd=ROOT, capture_output=True, text=True, timeout=180
    )
    assert done.stdout.strip() == "True", done.stderr
