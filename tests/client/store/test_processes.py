"""The window and a command share a profile: neither loses what it wrote, nor sees half of it."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

from client.operations import records
from garage.records import Vehicle
from tests.client.store.making import VEHICLE, add_vehicle, names, open_store, vehicle

WRITER = """
import sys
from pathlib import Path
from client.operations import records
from client.store import Store
from garage.records import kind_named
folder, name, shared, count = Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
with Store(folder) as store:
    print("open", flush=True)
    sys.stdin.readline()
    for n in range(count):
        records.add(store, kind_named("vehicle"), {"name": f"{name} {n}"})
        values = {"custom": {name: str(n)}} if n % 2 else {"trim": f"{name} {n}"}
        records.edit(store, shared, values)
"""


def writer(folder: Path, name: str, shared: str, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder), name, shared, str(count)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def test_two_processes_and_two_threads_write_at_once_and_lose_nothing(tmp_path: Path) -> None:
    count = 25
    with open_store(tmp_path) as store:
        shared = add_vehicle(store, "Shared")
        children = [writer(tmp_path, name, shared, count) for name in ("window", "command")]
        for child in children:
            assert child.stdout
            assert child.stdout.readline() == "open\n"
        for child in children:
            assert child.stdin
            child.stdin.write("go\n")
            child.stdin.flush()

        def write(name: str) -> None:
            for n in range(count):
                add_vehicle(store, f"{name} {n}")

        threads = [threading.Thread(target=write, args=(name,)) for name in ("one", "two")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for child in children:
            child.communicate(timeout=180)
            assert child.returncode == 0
        everyone = ("window", "command", "one", "two")
        wanted = [f"{name} {n}" for name in everyone for n in range(count)]
        assert names(store) == sorted([*wanted, "Shared"])
        store.quick_check()
        edits = store.read(lambda reader: reader.history(shared))
        trims = {edit.value for edit in edits if edit.field == "trim"}
        assert trims >= {f"{name} {n}" for name in everyone[:2] for n in range(0, count, 2)}
        # Every edit was stamped apart: two processes have one clock between them.
        stamps = [(e.at, e.field) for e in edits]
        assert len(stamps) >= 2 * count
        for _ in range(100):
            records.undo(store)


def test_many_processes_may_make_the_profile_at_once(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from client.store import Store\n"
        "sys.stdin.readline()\n"
        "with Store(Path(sys.argv[1])) as store: print(store.read(lambda r: r.device()))\n"
    )
    children = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path / "new")],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for _ in range(4)
    ]  # fmt: skip
    said = [child.communicate("go\n", timeout=180)[0] for child in children]
    assert [child.returncode for child in children] == [0] * 4
    assert len(set(said)) == 1


def test_a_reader_never_sees_half_an_operation(tmp_path: Path) -> None:
    with open_store(tmp_path) as store, open_store(tmp_path) as looking:
        pair = [add_vehicle(store, "0"), add_vehicle(store, "0")]
        done = threading.Event()

        def write() -> None:
            for n in range(1, 60):

                def both(transaction: object, n: int = n) -> None:
                    for id_ in pair:
                        transaction.change(VEHICLE, id_, {"name": str(n)})  # type: ignore[attr-defined]

                store.operate(both, "edit", "")
            done.set()

        thread = threading.Thread(target=write)
        thread.start()
        seen = set()
        while not done.is_set():
            read = looking.read(lambda reader: [reader.get(Vehicle, id_).name for id_ in pair])
            assert len(set(read)) == 1
            seen.add(read[0])
        thread.join()
        assert len(seen) > 1


def test_the_window_notices_that_a_command_wrote(tmp_path: Path) -> None:
    with open_store(tmp_path) as window, open_store(tmp_path) as command:
        before = window.data_version()
        assert window.data_version() == before
        id_ = add_vehicle(command)
        assert window.data_version() != before
        assert vehicle(window, id_).name == "Herbie"
