"""Many schedules in as many processes as there are processors: `dev.py bench --simulation [N]`.

A tenth of them goes over PostgreSQL. The seed is told: with `--seed` the same schedules are tried
again. Exit status 1 if one fails, or if some kind of fault was never reached.
"""

from __future__ import annotations

import argparse
import atexit
import logging
import os
import shutil
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import nullcontext
from functools import cache
from pathlib import Path
from random import SystemRandom

from tests.compiling import compile_once
from tests.simulation.machine import Machine
from tests.simulation.one_thread import in_one_thread
from tests.simulation.schedules import missed, run, told
from tests.simulation.worlds import over_postgresql, over_sqlite
from tests.sync_server import postgresql

SCHEDULES = 50_000
AT_ONCE = 50
"""Schedules that a process is given at a time."""
MOST_FAILURES = 3


def main(options: list[str]) -> int:
    """Try them, tell what was reached, and what failed."""
    asked = argparse.ArgumentParser(prog="dev.py bench --simulation", description=__doc__)
    asked.add_argument("schedules", nargs="?", type=int, default=SCHEDULES)
    asked.add_argument("--seed", type=int, default=SystemRandom().randrange(2**32))
    said = asked.parse_args(options)
    print(f"{said.schedules:,} schedules, --seed {said.seed}", flush=True)
    counts, failures = try_all(said.schedules, said.seed)
    print(told(counts))
    for failure in failures:
        print(failure)
    never = missed(counts)
    if never:
        print(f"error: never reached: {', '.join(sorted(never))}; try more schedules")
    return int(bool(failures or never))


def try_all(schedules: int, seed: int) -> tuple[Counter[str], list[str]]:
    """(how often each fault was reached, what failed)."""
    counts: Counter[str] = Counter()
    failures: list[str] = []
    tenths = 0
    with postgresql.running() as address, ProcessPoolExecutor(os.cpu_count()) as pool:
        asked = [pool.submit(_try, address, *part) for part in _parts(schedules, seed)]
        for done in as_completed(asked):
            reached, failure = done.result()
            counts += reached
            failures += [failure] if failure else []
            if counts["schedules"] * 10 // schedules > tenths:
                tenths = counts["schedules"] * 10 // schedules
                print(f"  {counts['schedules']:,} tried, {len(failures)} failed", flush=True)
            if len(failures) >= MOST_FAILURES:
                pool.shutdown(cancel_futures=True)
                break
    return counts, failures


def _parts(schedules: int, seed: int) -> Iterator[tuple[bool, int, int]]:
    """(whether over PostgreSQL, how many, from which seed)."""
    for at, start in enumerate(range(0, schedules, AT_ONCE)):
        yield at % 10 == 5, min(AT_ONCE, schedules - start), seed + at


def _try(address: str, over_it: bool, schedules: int, seed: int) -> tuple[Counter[str], str]:
    machine = _machine(address if over_it else "")
    before = Counter(machine.counts)
    try:
        with nullcontext() if over_it else in_one_thread():
            run(machine, schedules, seed)
    except Exception:
        # Its notes tell the steps, and what tries them again.
        return machine.counts - before, traceback.format_exc()
    return machine.counts - before, ""


@cache
def _machine(address: str) -> type[Machine]:
    """This process's own."""
    logging.disable(logging.CRITICAL)
    compile_once()
    folder = Path(tempfile.mkdtemp(prefix="paddock-sim-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return over_postgresql(folder, address) if address else over_sqlite(folder)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
