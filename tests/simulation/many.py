"""Many schedules in as many processes as there are processors: `dev.py bench --simulation [N]`.

A tenth of them goes over PostgreSQL. The seed is told: with `--seed` the same schedules are tried
again, and a run that was interrupted goes on where it was. With `--from` it leaves out the first
ones, which were tried on another machine: the code is told by its digest, that the two halves can
be said to prove the same. Exit status 1 if one fails, or if some kind of fault was never reached;
130 if it was interrupted.
"""

from __future__ import annotations

import argparse
import atexit
import gc
import logging
import os
import shutil
import signal
import sys
import tempfile
import traceback
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import nullcontext
from functools import cache
from itertools import islice
from pathlib import Path
from random import SystemRandom

from tests.compiling import compile_once
from tests.simulation.machine import Machine
from tests.simulation.one_thread import in_one_thread
from tests.simulation.progress import AT_ONCE, Part, Progress
from tests.simulation.schedules import missed, run, told
from tests.simulation.worlds import over_postgresql, over_sqlite
from tests.sync_server import postgresql

SCHEDULES = 50_000
MOST_FAILURES = 3
INTERRUPTED = 130
_SELDOM = 1_000_000
"""How many new objects there are before the collector looks: a schedule leaves few in circles."""


def main(options: list[str]) -> int:
    """Try them, tell what was reached, and what failed."""
    asked = argparse.ArgumentParser(prog="dev.py bench --simulation", description=__doc__)
    asked.add_argument("schedules", nargs="?", type=int, default=SCHEDULES)
    asked.add_argument("--seed", type=int, default=SystemRandom().randrange(2**32))
    asked.add_argument("--from", type=int, default=0, dest="first", metavar="N")
    said = asked.parse_args(options)
    if said.first % AT_ONCE or not 0 <= said.first < said.schedules:
        asked.error(f"--from is a multiple of {AT_ONCE}, and less than {said.schedules}")
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    progress = Progress(said.schedules, said.seed, first=said.first)
    asks = f"{said.schedules} --seed {said.seed}" + (f" --from {said.first}" if said.first else "")
    print(f"schedules: {asks}, code {progress.code[:12]}", flush=True)
    if progress.counts:
        print(f"  going on after {progress.counts['schedules']:,} that held", flush=True)
    failures, interrupted = try_all(progress)
    print(told(progress.counts))
    if interrupted:
        print(f"interrupted: {asks} goes on from here")
        return INTERRUPTED
    never = missed(progress.counts)
    if never:
        print(f"error: never reached: {', '.join(sorted(never))}; try more schedules")
    if not failures:
        progress.forget()
    return int(bool(failures or never))


def try_all(progress: Progress) -> tuple[list[str], bool]:
    """(what failed, whether it was interrupted); what is under way then is waited for."""
    failures: list[str] = []
    interrupted = False
    left = progress.left()
    # No more than are tried at once: what a pool has taken can not be taken back.
    workers = os.cpu_count() or 1
    with (
        postgresql.running() as address,
        ProcessPoolExecutor(workers, initializer=_in_peace) as pool,
    ):
        under_way = {pool.submit(_try, address, part): part for part in islice(left, workers)}
        while under_way:
            try:
                done = next(as_completed(under_way))
            except KeyboardInterrupt:
                interrupted = True
                print("  interrupted: waiting for what is under way", flush=True)
                continue
            _note(progress, under_way.pop(done), *done.result(), failures)
            if len(failures) < MOST_FAILURES and not interrupted:
                under_way |= {pool.submit(_try, address, part): part for part in islice(left, 1)}
    return failures, interrupted


def _note(
    progress: Progress, part: Part, reached: Counter[str], failure: str, failures: list[str]
) -> None:
    before = _tenths(progress)
    progress.note(part, reached, held=not failure)
    if failure:
        failures.append(failure)
        print(failure, flush=True)
    if _tenths(progress) > before:
        tried = progress.counts["schedules"]
        print(f"  {tried:,} tried, {len(failures)} failed", flush=True)


def _tenths(progress: Progress) -> int:
    return progress.counts["schedules"] * 10 // progress.schedules


def _in_peace() -> None:
    """Ctrl-C is for the process that hands out the parts."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)


def _try(address: str, part: Part) -> tuple[Counter[str], str]:
    machine = _machine(address if part.over_postgresql else "")
    before = Counter(machine.counts)
    try:
        with nullcontext() if part.over_postgresql else in_one_thread():
            run(machine, part.schedules, part.seed)
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
    machine = over_postgresql(folder, address) if address else over_sqlite(folder)
    # The modules stay: half of a look would be at them.
    gc.freeze()
    gc.set_threshold(_SELDOM)
    return machine


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
