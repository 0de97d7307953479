"""Whatever goes wrong on the way: it is said in words, nothing is lost, and sent when it can be."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from client.errors import CertificateWrong, ClientError, NotPaddock, ServerAway
from client.operations import records
from client.remote.secrets import MemorySecrets
from client.store import Store
from client.sync.engine import Engine
from client.sync.signing import connect, sign_out
from tests.certificates import Authority
from tests.client.store.making import vehicle
from tests.end_to_end import way as faults
from tests.end_to_end.going_wrong import (
    World,
    check,
    check_ended,
    check_mended,
    command,
    make_world,
)
from tests.end_to_end.serving import ServerProcess, until
from tests.end_to_end.way import Fault, Way

BRIEF_SECONDS = 0.6
"""The patience with whoever keeps silent; a server that answers may be as slow as it is."""
JSON, HTML = "application/json", "text/html"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    made = ServerProcess(tmp_path_factory.mktemp("wrong") / "server")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PADDOCK_SERVER_TRUSTED_PROXIES", "127.0.0.1")
        made.start()
    yield made
    made.stop()


@pytest.fixture(scope="module")
def in_step(server: ServerProcess, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One world for all that leaves it as it was."""
    way = Way(server.url)
    yield make_world(server, way, tmp_path_factory.mktemp("profiles"))
    way.close()
    MemorySecrets.kept.clear()


@pytest.fixture
def world(in_step: World) -> Iterator[World]:
    yield in_step
    in_step.way.let_go()


@contextmanager
def going_wrong(world: World, fault: Fault, only: str = "") -> Iterator[None]:
    """Something goes wrong on the way, until the end of the block."""
    with pytest.MonkeyPatch.context() as patch:
        if fault in (faults.silent, faults.drips):
            patch.setattr("client.remote.http.PATIENCE", BRIEF_SECONDS)
        world.way.fault, world.way.only = fault, only
        yield
    world.way.let_go()


PROBLEM = json.dumps({"status": 503, "code": "unavailable", "detail": "shutting down"}).encode()
FULL = json.dumps({"status": 503, "code": "disk_full", "detail": "full"}).encode()
WRONG: dict[str, tuple[Fault, type[ClientError], str]] = {
    "silent": (faults.silent, ServerAway, "did not answer in time"),
    "dripping": (faults.drips, ServerAway, "did not answer in time"),
    "half an answer": (faults.half, ServerAway, "damaged or only in part"),
    "answer lost": (faults.lost, ServerAway, "damaged or only in part"),
    "half of JSON": (
        faults.says(200, {"Content-Type": JSON}, b'{"epoch": "x", "spac'),
        ServerAway, "damaged or only in part",
    ),
    "damaged zstd": (
        faults.says(200, {"Content-Type": JSON, "Content-Encoding": "zstd"}, b"(\xb5/\xfd$x"),
        ServerAway, "damaged or only in part",
    ),
    "500": (faults.says(500, {"Content-Type": HTML}, b"<h1>Oops"), ServerAway, "has a fault (500)"),
    "503": (
        faults.says(503, {"Content-Type": JSON, "Retry-After": "7"}, PROBLEM),
        ServerAway, "has no time for us (503)",
    ),
    "502 of a proxy": (
        faults.says(502, {"Content-Type": HTML}, b"<h1>Bad gateway"),
        ServerAway, "has no time for us (502)",
    ),
    "429": (
        faults.says(429, {"Content-Type": JSON, "Retry-After": "7"}, b"{}"),
        ServerAway, "was asked too often",
    ),
    "disk full": (
        faults.says(503, {"Content-Type": JSON, "Retry-After": "60"}, FULL),
        ServerAway, "is full",
    ),
    "captive portal": (
        faults.says(200, {"Content-Type": HTML}, b"<h1>Hotel Wi-Fi</h1>"),
        NotPaddock, "no Paddock server",
    ),
    "redirect": (
        faults.says(302, {"Location": "http://10.0.0.1/"}, b""), NotPaddock, "no Paddock server",
    ),
    "redirect of a post": (
        faults.says(307, {"Location": "https://evil.example/sync/push"}, b""),
        NotPaddock, "no Paddock server",
    ),
}  # fmt: skip


@pytest.mark.parametrize("only", ["", "/sync/push", "/sync/pull"])
@pytest.mark.parametrize("wrong", WRONG)
def test_what_goes_wrong_on_the_way_is_said_and_mends_itself(
    world: World, capsys: pytest.CaptureFixture[str], wrong: str, only: str
) -> None:
    fault, kind, words = WRONG[wrong]
    if only == "/sync/pull":
        # What was edited went: only the news are missing.
        with going_wrong(world, fault, only):
            world.edit(f"edited {time.time_ns()}")
            status, said = command(world.desk, capsys, "sync")
            assert (status, said["error"]["code"]) == (kind.exit_status, kind.code)
            assert words in said["error"]["message"]
        until(lambda: command(world.desk, capsys, "sync")[0] == 0, "a good sync")
        world.sync(world.laptop)
        assert world.name(world.laptop) == world.name(world.desk)
        return
    with going_wrong(world, fault, only):
        problem = check(world, capsys, kind, words)
    if wrong in ("503", "429"):
        assert isinstance(problem, ServerAway)
        assert problem.retry_after == 7
    check_mended(world, capsys)


@pytest.mark.parametrize("wrong", ["silent", "half an answer", "500", "503", "captive portal"])
def test_what_goes_wrong_while_signing_in_is_said_and_nothing_is_begun(
    world: World, capsys: pytest.CaptureFixture[str], tmp_path: Path, wrong: str
) -> None:
    fault, kind, words = WRONG[wrong]
    fresh = tmp_path / "fresh"
    login = ("login", world.way.url, "--pair")
    with going_wrong(world, fault):
        status, said = command(fresh, capsys, *login, "AAAA-BBBB-CCCC")
        assert (status, said["error"]["code"]) == (kind.exit_status, kind.code)
        assert words in said["error"]["message"]
        assert said["error"]["hint"]
        assert command(fresh, capsys, "status")[1]["state"] == "local"
    status, said = command(fresh, capsys, *login, world.server.pair("ann@example.org"))
    assert (status, said["account"]) == (0, "ann@example.org")


def test_a_server_that_is_away_is_said_and_what_is_edited_waits(
    server: ServerProcess, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    way = Way(server.url)
    try:
        world = make_world(server, way, tmp_path, "eve@example.org")
        way.close()
        check(world, capsys, ServerAway, "cannot be reached")
        way.open()
        check_mended(world, capsys)
    finally:
        way.close()


@pytest.mark.parametrize("days", [-400, -2, 2, 400])
def test_a_clock_that_is_days_off_is_corrected_and_edits_keep_their_order(
    world: World, days: int
) -> None:
    def wrong() -> int:
        return time.time_ns() // 1_000_000 + days * 86_400_000

    with Store(world.laptop, wrong) as store, closing(connect(store)) as remote:
        engine = Engine(store, remote)
        for name in (f"first {days}", f"second {days}"):
            records.edit(store, world.id, {"name": name})
        engine.sync()
        assert store.read(lambda reader: reader.waiting()) == 0
    world.sync(world.desk)
    assert world.name(world.desk) == f"second {days}"
    world.edit(f"third {days}")
    world.sync(world.desk)
    with Store(world.laptop, wrong) as store, closing(connect(store)) as remote:
        report = Engine(store, remote).sync()
        assert vehicle(store, world.id).name == f"third {days}"
        records.edit(store, world.id, {"name": f"fourth {days}"})
        report.join(Engine(store, remote).sync())
    # Each saw the other's before they wrote their own: nothing was at the same time.
    assert report.overtaken == 0
    world.sync(world.desk)
    assert world.name(world.desk) == f"fourth {days}"


def test_a_session_that_was_revoked_asks_to_sign_in_again_and_sends_what_waited(
    server: ServerProcess, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    way = Way(server.url)
    try:
        world = make_world(server, way, tmp_path, "bob@example.org")
        with Store(world.laptop) as store:
            sign_out(store, everywhere=True)
        check_ended(world, capsys)
        for profile in (world.desk, world.laptop):
            world.sign_in(profile, "bob@example.org")
        check_mended(world, capsys)
    finally:
        way.close()


def test_an_account_that_was_deleted_leaves_everything_here(
    server: ServerProcess, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    way = Way(server.url)
    try:
        world = make_world(server, way, tmp_path, "cid@example.org")
        server.command("account", "remove", "cid@example.org")
        check_ended(world, capsys)
        status, said = command(world.desk, capsys, "list", "vehicle")
        assert (status, len(said["records"])) == (0, 1)
        # Another account takes it over, if that is said; and it goes on.
        server.command("account", "add", "anew@example.org", "--name", "Cid")
        login = ("login", way.url, "--pair")
        status, said = command(world.desk, capsys, *login, server.pair("anew@example.org"))
        assert (status, said["error"]["message"]) == (2, "this profile belongs to cid@example.org")
        assert "--take-along" in said["error"]["hint"]
        again = server.pair("anew@example.org")
        status, said = command(world.desk, capsys, *login, again, "--take-along")
        assert (status, said["account"], said["waiting"]) == (0, "anew@example.org", 1)
        world.laptop = tmp_path / "another"
        world.sign_in(world.laptop, "anew@example.org")
        check_mended(world, capsys)
    finally:
        way.close()


def test_a_certificate_that_is_not_the_server_s_is_refused_and_nothing_is_told_to_whoever_has_it(
    server: ServerProcess, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    authority = Authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", os.fspath(authority.file))
    good = authority.certificate("127.0.0.1")
    way = Way(server.url, good)
    try:
        world = make_world(server, way, tmp_path, "dora@example.org")
        for wrong in (
            authority.certificate("127.0.0.2"),
            authority.certificate("127.0.0.1", days=-1),
            Authority(tmp_path / "other").certificate("127.0.0.1"),
        ):
            way.close()
            way.certificate = wrong
            way.open()
            way.asked.clear()
            check(world, capsys, CertificateWrong, "the certificate of 127.0.0.1")
            fresh = tmp_path / f"fresh {id(wrong)}"
            status, said = command(fresh, capsys, "login", way.url, "--pair", "AAAA-BBBB-CCCC")
            assert (status, said["error"]["code"]) == (4, "certificate")
            assert way.asked == []
            way.close()
            way.certificate = good
            way.open()
            check_mended(world, capsys)
    finally:
        way.close()
