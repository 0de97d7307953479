"""What is killed in the middle of a sync: servers and devices, forked from a clean process.

A device edits in one thread and syncs in another for as long as it lives. What it does it writes
into a file beside its profile, each line out of our hands before it goes on: an edit as it is
about to be committed, and again once it is acknowledged.
"""

from __future__ import annotations

import gc
import json
import os
import random
import signal
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import sync_server.app
import sync_server.kit.serving  # noqa: F401 - all that a child needs is imported before it is forked
from client.errors import ServerAway
from client.remote.secrets import FileSecrets
from client.store import Store, Transaction
from client.sync.engine import Engine
from client.sync.signing import connect
from garage.records import Vehicle
from sync_server.commands.main import run
from tests.client.store.making import VEHICLE
from tests.quick_keys import derive_quickly
from tests.simulation.looks import looks_in

PUSH_SIZE = 8
"""Patches in a push: few, so that a sync is many steps."""
MOST_VEHICLES = 24
EDIT_SECONDS = 0.2
AWAY_SECONDS = 0.05
PASSPHRASE = "a lamp in the ocean"


def said_file(folder: Path) -> Path:
    """Where the device of a profile writes down what it does."""
    return folder.with_name(f"{folder.name}.jsonl")


def secrets_in(folder: Path) -> FileSecrets:
    """Where its tokens are."""
    return FileSecrets(folder, PASSPHRASE)


def look_at(transaction: Transaction, id_: str) -> list[Any]:
    """How a record looks in a transaction: its fields, their stamps, and what is not sent yet."""
    (look,) = looks_in(transaction.connection, [id_]).values()
    return [dict(look.fields), dict(look.stamps), sorted(look.unsent)]


class Device:
    """A device at work; `life` tells its lives apart."""

    def __init__(self, folder: Path, life: int) -> None:
        self.life = life
        self.name = folder.name
        self.random = random.Random(f"{folder.name} {life}")
        said = said_file(folder)
        self.said = os.open(said, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        self.store = Store(folder)
        self.remote = connect(self.store, kept_in=secrets_in(folder))
        self.engine = Engine(self.store, self.remote, push_size=PUSH_SIZE, device_name=self.name)

    def say(self, *words: Any) -> None:
        """One line, out of our hands when this returns."""
        os.write(self.said, json.dumps(words).encode() + b"\n")

    def run(self) -> None:
        """Edit and sync until killed."""
        self.say("open")
        editing = threading.Thread(target=self.edit, daemon=True)
        editing.start()
        try:
            while editing.is_alive():
                self.sync()
        except BaseException as error:
            self.say("fault", repr(error))
            raise

    def sync(self) -> None:
        """One sync, as far as it comes."""
        self.say("sync")
        try:
            report = self.engine.sync()
        except ServerAway:
            self.say("away")
            time.sleep(AWAY_SECONDS)
            return
        self.say("synced", report.sent, report.received, report.refused)

    def edit(self) -> None:
        """Edit until killed; whatever fails ends this thread, and with it the device."""
        try:
            for n in range(10**6):
                self.one(n)
                time.sleep(EDIT_SECONDS * self.random.random() * 2)
        except BaseException as error:
            self.say("fault", repr(error))
            raise

    def one(self, n: int) -> None:
        """One edit, of values that are unlike all others."""
        ids = [v.id for v in self.store.read(lambda reader: reader.all(Vehicle))]
        name = f"{self.name}.{self.life}.{n}"
        chosen = self.random.choice(ids) if ids else ""
        is_new = not ids or (len(ids) < MOST_VEHICLES and self.random.random() < 0.2)

        def work(transaction: Transaction) -> None:
            if is_new:
                id_, before = transaction.add(VEHICLE, VEHICLE.complete({"name": name})), None
            else:
                id_, before = chosen, look_at(transaction, chosen)
                field = self.random.choice(["name", "trim", "make"])
                transaction.change(VEHICLE, chosen, {field: name})
            # It is committed when this returns.
            self.say("begin", n, id_, before, look_at(transaction, id_))

        self.store.operate(work, "edit", name)
        self.say("done", n)


def be_device(folder: str, life: int) -> None:
    """A device, until killed."""
    Device(Path(folder), life).run()


def be_server(data: str, port: int, *options: str) -> None:
    """`paddock-server`, until killed."""
    log = os.open(f"{data}.log", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.dup2(log, 1)
    os.dup2(log, 2)
    run(["--data", data, "--port", str(port), *options])


def fork(what: str, *words: Any) -> int:
    """A child that does it and never comes back."""
    pid = os.fork()
    if pid == 0:
        try:
            {"device": be_device, "server": be_server}[what](*words)
        except BaseException as error:
            os.write(2, f"{what} {words} ended: {error!r}\n".encode())
        finally:
            os._exit(1)
    return pid


def warm_up() -> None:
    """Load what a child needs, so that its short life is spent on its work."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        store.operate(lambda t: t.add(VEHICLE, VEHICLE.complete({"name": "x"})) and "", "add", "")
        store.close()
        secrets_in(Path(folder)).put("x", "y")
    assert threading.active_count() == 1
    # No garbage is left whose end in a child could touch what the child has open.
    gc.collect()
    gc.freeze()


def main() -> None:
    """Fork and kill as each line asks; what is left in the end is killed as well."""
    warm_up()
    children: set[int] = set()
    for line in sys.stdin:
        what, *words = json.loads(line)
        if what == "kill":
            (pid,) = words
            os.kill(pid, signal.SIGKILL)
            children.discard(pid)
            _, status = os.waitpid(pid, 0)
            answer: Any = os.WIFSIGNALED(status)
        else:
            answer = fork(what, *words)
            children.add(answer)
        print(json.dumps(answer), flush=True)
    for pid in children:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


if __name__ == "__main__":
    derive_quickly()
    main()
