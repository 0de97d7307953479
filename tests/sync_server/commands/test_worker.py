"""`paddock-server worker` beside a server that does no jobs: what it writes is told at once."""

import asyncio
import contextlib
import os
import signal
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
import websockets
from aiosmtpd.controller import Controller
from sqlalchemy import Connection

from garage.ids import new_id
from garage.sync import Clock
from sync_server.commands.main import run
from sync_server.kit import beside, jobs
from sync_server.kit.clock import now
from sync_server.kit.database import Database
from sync_server.mail.service import post
from sync_server.records.epoch import current_epoch
from sync_server.records.marks import NAME as MARKS
from sync_server.settings import Settings
from tests import forked
from tests.bench.sync_world import World
from tests.end_to_end.serving import PATIENCE_SECONDS, ServerProcess, until
from tests.ports import free_port
from tests.sync_server.live.test_live import hear, off_loop
from tests.sync_server.templates import with_tables

NOWHERE = "http://127.0.0.1/meetings.ics"
"""A feed that no server reads: that it was tried is written into its record."""


@dataclass
class Place:
    """A server without jobs, what is in its database, and where a worker beside it lives."""

    server: ServerProcess
    world: World
    worker_data: Path
    url: str

    @property
    def words(self) -> list[str]:
        """The command line of a worker."""
        database = ["--database", self.url] if self.url else []
        return ["--data", str(self.worker_data), *database, "worker"]

    def read(self, look: Callable[[Connection], Any]) -> Any:
        """A look into the database."""
        with self.world.database.read() as connection:
            return look(connection)

    @contextlib.contextmanager
    def worker(self) -> Iterator[forked.Process]:
        """A worker that runs until it is told to stop."""
        process = forked.start("sync_server", self.words)
        try:
            yield process
        finally:
            process.kill()
            process.wait(PATIENCE_SECONDS)


@pytest.fixture(params=["sqlite", "postgresql"])
def place(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Place]:
    """On one database; over SQLite in one folder, over PostgreSQL each in its own."""
    monkeypatch.setenv("PADDOCK_SERVER_JOBS", "no")
    is_sqlite = request.param == "sqlite"
    url = "" if is_sqlite else request.getfixturevalue("new_postgresql")()
    data = tmp_path / "server"
    server = ServerProcess(data, *(() if is_sqlite else ("--database", url)))
    server.start()
    world = World(server.url, 0, Settings(data, url, port=server.port))
    try:
        yield Place(server, world, data if is_sqlite else tmp_path / "worker", url)
    finally:
        server.stop()
        world.database.close()


class Phone:
    """A device with a real token."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.person, self.home = place.world.person("ann")
        self._clock = Clock("00000000000000a1")
        token = place.world.token(self.person, "00000000000000a1")
        self.headers = {"Authorization": f"Bearer {token}"}

    def line(self) -> Any:
        """Its live line."""
        address = f"ws{self.place.server.url.removeprefix('http')}/live"
        return websockets.connect(address, additional_headers=self.headers, compression=None)

    def subscribe(self) -> str:
        """Push a calendar and a feed that fills it; the id of the feed's record."""
        calendar, feed = new_id(now()), new_id(now())
        self._clock = self._clock.tick(now())
        patches = [
            {"n": n, "space": self.home, "id": id_, "kind": kind, "fields": fields,
             "stamps": {"": self._clock.stamp}}
            for n, (id_, kind, fields) in enumerate((
                (calendar, "calendar", {"name": "Club", "of": "events", "zone": "UTC"}),
                (feed, "subscription", {"calendar": calendar, "url": NOWHERE}),
            ), 1)
        ]  # fmt: skip
        body = {"device": "00000000000000a1", "number": 1, "schema": 1, "patches": patches}
        answer = self._ask("/sync/push", body)
        assert [each["verdict"] for each in answer["verdicts"]] == ["merged", "merged"]
        return feed

    def records(self) -> dict[str, dict[str, Any]]:
        """Id → fields, as the server has them."""
        (page,) = self._ask("/sync/pull", {"schema": 1, "spaces": {self.home: 0}})["pages"]
        return {each["id"]: each["fields"] for each in page["envelopes"]}

    def _ask(self, path: str, body: dict[str, Any]) -> Any:
        epoch = self.place.read(current_epoch).id
        answer = httpx.post(
            self.place.server.url + path, json={**body, "epoch": epoch}, headers=self.headers,
            timeout=PATIENCE_SECONDS,
        )  # fmt: skip
        assert answer.status_code == 200, answer.text
        return answer.json()


async def poke(socket: Any) -> dict[str, Any]:
    """The next poke."""
    while (said := await hear(socket))["type"] != "poke":
        pass
    return said


@pytest.mark.parametrize("drain", [False, True], ids=["running", "drain"])
def test_what_the_workers_jobs_write_is_told_at_the_server_at_once(
    place: Place, drain: bool
) -> None:
    ann = Phone(place)

    async def told() -> None:
        async with ann.line() as socket:
            assert (await hear(socket))["type"] == "ready"
            feed = await off_loop(ann.subscribe)
            pushed = await poke(socket)
            with place.worker() if not drain else contextlib.nullcontext() as process:
                if drain:
                    done = await off_loop(forked.run, "sync_server", [*place.words, "--drain"])
                    assert (done.returncode, "1 jobs done" in done.stderr) == (0, True), done.stderr
                written = await poke(socket)
                assert written["from"] == pushed["head"]
                assert (await off_loop(ann.records))[feed]["fault"]
                if process is not None:
                    process.send_signal(signal.SIGTERM)
                    assert await off_loop(process.wait, PATIENCE_SECONDS) == 0
            # Beside the database it stands how far this came: a copy from before would be known.
            marks = (place.worker_data / MARKS).read_text(encoding="utf-8")
            assert f"{ann.home} {written['head']}\n" in marks

    asyncio.run(told())


class Slow:
    """A mail server that takes its time."""

    def __init__(self) -> None:
        self.began, self.go_on = threading.Event(), threading.Event()
        self.letters: list[bytes] = []

    async def handle_DATA(self, _: Any, __: Any, envelope: Any) -> str:  # noqa: N802
        self.began.set()
        await asyncio.to_thread(self.go_on.wait, PATIENCE_SECONDS)
        self.letters.append(envelope.content)
        return "250 OK"


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_that_is_told_to_stop_finishes_what_it_began(
    place: Place, monkeypatch: pytest.MonkeyPatch, how: signal.Signals
) -> None:
    slow = Slow()
    mail = Controller(slow, "127.0.0.1", free_port())
    mail.start()
    monkeypatch.setenv("PADDOCK_SERVER_SMTP", f"smtp://127.0.0.1:{mail.port}")
    with place.world.database.write() as connection:
        post(connection, "anna@example.org", "reset_code", {"code": "12345678"})
    try:
        with place.worker() as process:
            assert slow.began.wait(PATIENCE_SECONDS)
            process.send_signal(how)
            slow.go_on.set()
            assert process.wait(PATIENCE_SECONDS) == 0
    finally:
        slow.go_on.set()
        mail.stop(no_assert=True)
    (letter,) = slow.letters
    assert b"12345678" in letter
    assert place.read(jobs.counts) == (0, 0), "it is done, and nobody does it again"


def test_a_database_is_not_restored_under_a_worker(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = with_tables(tmp_path / "data")
    assert run(["--data", str(data), "backup", str(tmp_path / "backup")]) == 0
    process = forked.start("sync_server", ["--data", str(data), "worker"])
    try:
        until(lambda: (data / "boot.json").exists(), "the worker")
        assert run(["--data", str(data), "restore", str(tmp_path / "backup")]) == 2
        assert "stop the worker that runs on it" in capsys.readouterr().err
    finally:
        process.terminate()
        assert process.wait(PATIENCE_SECONDS) == 0
    assert run(["--data", str(data), "restore", str(tmp_path / "backup")]) == 0


def test_a_worker_that_is_first_on_a_restored_database_begins_its_epoch(tmp_path: Path) -> None:
    data = with_tables(tmp_path / "data")
    words = ["--data", str(data)]

    def epoch() -> str:
        database = Database(Settings(data).database_url)
        with contextlib.closing(database), database.read() as connection:
            return current_epoch(connection).id

    assert run([*words, "worker", "--drain"]) == 0
    before = epoch()
    assert run([*words, "worker", "--drain"]) == 0
    assert epoch() == before
    assert run([*words, "backup", str(tmp_path / "backup")]) == 0
    assert run([*words, "restore", str(tmp_path / "backup")]) == 0
    assert run([*words, "worker", "--drain"]) == 0
    assert epoch() != before


def test_a_worker_with_another_folder_leaves_a_database_over_sqlite_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    data, other = with_tables(tmp_path / "data"), tmp_path / "other"
    url = Settings(data).database_url
    assert run(["--data", str(data), "worker", "--drain"]) == 0
    before = (data / "boot.json").read_bytes()
    assert run(["--data", str(other), "--database", url, "worker", "--drain"]) == 2
    assert "needs the server's data folder" in capsys.readouterr().err
    assert (data / "boot.json").read_bytes() == before
    assert not other.exists()
    # By whatever way the folder is named.
    monkeypatch.chdir(tmp_path)
    assert run(["--data", "data", "--database", url, "worker", "--drain"]) == 0


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such locks")
def test_no_letter_to_a_server_is_lost_between_leaving_and_taking_it(tmp_path: Path) -> None:
    folder, taken, letters = beside.Folder(tmp_path), list[str](), 600
    path = tmp_path / beside.NAME

    def leave(name: str) -> None:
        for n in range(letters):
            folder.tell([f"{name}{n}"])

    writers = [threading.Thread(target=leave, args=(name,)) for name in "ab"]
    for each in writers:
        each.start()
    while any(each.is_alive() for each in writers):
        taken += beside._take(path)
    taken += beside._take(path)
    assert sorted(taken) == sorted(f"{name}{n}" for name in "ab" for n in range(letters))
