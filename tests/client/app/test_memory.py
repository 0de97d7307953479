"""What is thrown away goes back to the system."""

import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

from client.app.memory import give_memory_back
from client.app.view import rest_a_while
from client.store import Store
from client.ui.desk import Desk
from garage.records import Vehicle
from tests.client.store.making import add_vehicle
from tests.client.ui.waiting import settle

MEGABYTE = 1 << 20


def taken() -> int:
    """What this process takes of the memory, in bytes."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def given_back() -> int:
    """How much goes back when sixty pictures of a megabyte are thrown away."""
    give_memory_back()
    # By this the library would learn to keep blocks of up to its size in the heap.
    bytearray(16 * MEGABYTE)
    pictures, between = [], []
    for n in range(60):
        pictures.append(bytearray(b"x") * MEGABYTE)
        between.append(bytes(600 + n))
    full = taken()
    pictures.clear()
    assert between
    return full - taken()


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="an option of the GNU C library")
def test_pictures_that_are_thrown_away_leave_no_holes_behind():
    # In a process of its own: in this one other tests may have left holes.
    code = "from tests.client.app.test_memory import given_back; print(given_back())"
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )
    assert int(done.stdout) > 50 * MEGABYTE


def test_after_a_pause_the_window_reads_as_before(qtbot, tmp_path):
    with Store(tmp_path) as store:
        add_vehicle(store, "Herbie")
        desk = Desk(store, {})
        failed, found = [], []
        desk.failed.connect(failed.append)

        rest_a_while(desk, store)
        settle(qtbot, desk)
        desk.read(desk, names_of, found.extend)
        settle(qtbot, desk)
        desk.close()
        assert (found, failed) == (["Herbie"], [])


def names_of(reader):
    return [each.name for each in reader.all(Vehicle)]
