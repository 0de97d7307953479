"""The door of the command line: usage, statuses, errors, pipes, and what a start loads."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from client.cli import files
from client.store import Store
from client.version import VERSION
from tests.client.cli.running import Paddock

COMMANDS = [
    "add", "edit", "delete", "restore", "undo", "redo", "done", "mount", "list", "show", "search",
    "economy", "costs", "due", "vin", "import", "export", "backup", "restore-backup", "settings",
    "check", "kinds", "login", "logout", "status", "sync",
]  # fmt: skip
ROOT = Path(__file__).resolve().parents[3]


def _started(*arguments: str, **environment: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "client", *arguments],
        cwd=ROOT, env={**os.environ, **environment}, text=True, encoding="utf-8",
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def _loaded(*arguments: str) -> set[str]:
    """The modules that a run of these arguments loads."""
    code = (
        "import sys; from client.app.start import start; start(sys.argv[1:]);"
        "sys.stderr.write(' '.join(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT, text=True, encoding="utf-8", capture_output=True, check=True,
    )  # fmt: skip
    return set(done.stderr.split())


def test_version_and_help(paddock: Paddock) -> None:
    assert paddock("--version").out == f"paddock {VERSION}\n"
    assert paddock("--version", "--json").json == {"version": VERSION}
    told = paddock("--help")
    assert told.status == 0
    for command in COMMANDS:
        assert f"  {command} " in told.out
        one = paddock(command, "--help")
        assert one.status == 0
        assert one.out.startswith(f"Usage: paddock {command} ")
    assert "..." not in told.out.partition("Commands:")[2]


@pytest.mark.parametrize(
    "arguments",
    [
        ["bogus"],
        ["--bogus"],
        ["list"],
        ["list", "fill_up", "more"],
        ["list", "fill_up", "--bogus"],
        ["list", "fill_up", "--limit"],
        ["show"],
        ["add"],
        ["edit", "x"],
        ["delete"],
        ["vin"],
        ["import"],
        ["backup"],
        ["undo", "twice"],
    ],
)
def test_a_usage_error_is_one_line_or_one_document(paddock: Paddock, arguments: list[str]) -> None:
    said = paddock(*arguments)
    assert said.status == 2
    assert said.out == ""
    assert said.err.startswith("error: ")
    assert said.err.count("\n") == 1
    assert "--help" in said.err
    as_json = paddock(*arguments, "--json") if arguments[-1] != "--limit" else None
    if as_json is not None:
        assert as_json.status == 2
        assert as_json.error["code"] == "usage"


def test_json_may_be_asked_for_before_the_command_too(paddock: Paddock) -> None:
    assert paddock("--json", "list", "vehicle").json["total"] == 0
    assert paddock("--json", "bogus").error["code"] == "usage"
    assert paddock("search", "--", "--json").out == "nothing found for '--json'\n"


def test_a_profile_is_made_where_there_is_none(paddock: Paddock, tmp_path: Path) -> None:
    assert paddock("list", "vehicle", at=tmp_path / "a" / "b" / "c").status == 0
    assert (tmp_path / "a" / "b" / "c" / "paddock.sqlite").exists()


def test_a_profile_that_cannot_be_is_said(paddock: Paddock, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("mine")
    for place in (file, file / "below"):
        said = paddock("list", "vehicle", "--json", at=place)
        assert said.status == 1
        assert said.error["code"] == "read_only"
        assert "--profile" in said.error["hint"]
    assert file.read_text() == "mine"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write all")
def test_a_folder_that_cannot_be_written_is_said(paddock: Paddock, tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o555)
    said = paddock("list", "vehicle", "--json", at=folder)
    assert said.status == 1
    assert said.error["hint"]


def test_a_fault_of_ours_is_told_without_a_traceback(
    paddock: Paddock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Store) -> None:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr(Store, "quick_check", broken)
    said = paddock("check", "--json")
    assert said.status == 1
    assert said.error["code"] == "fault"


def test_control_c_stops_with_a_word(paddock: Paddock, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(files, "_import_one", stopped)
    said = paddock("import", "x.csv", "--json")
    assert said.status == 1
    assert said.error["code"] == "stopped"
    assert paddock("import", "x.csv").err == "error: stopped; nothing more was done\n"


def test_two_processes_share_a_profile(profile: Path, paddock: Paddock) -> None:
    paddock("status")
    running = [
        _started("--profile", str(profile), "add", "note", f"title=n{n}", "--json")
        for n in range(4)
    ]
    for process in running:
        _, err = process.communicate(timeout=180)
        assert (process.returncode, err) == (0, "")
    assert paddock("list", "note", "--json").json["total"] == 4


def test_whoever_reads_may_have_enough(profile: Path, garage: Paddock) -> None:
    process = _started("--profile", str(profile), "list", "vehicle")
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    err = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=180) == 0
    assert err == ""


def test_a_terminal_without_the_letters_gets_what_it_can_show(
    profile: Path, garage: Paddock
) -> None:
    garage("add", "note", "title=→ 😀")
    garage("add", "expense", "category=tax", "total=165")
    process = _started("--profile", str(profile), "costs", PYTHONIOENCODING="ascii")
    out, err = process.communicate(timeout=180)
    assert (process.returncode, err) == (0, "")
    assert "165.00" in out
    process = _started(
        "--profile", str(profile), "list", "note", "--json", PYTHONIOENCODING="ascii"
    )
    out, _ = process.communicate(timeout=180)
    assert json.loads(out)["records"][0]["title"] == "→ 😀"


def test_help_and_version_load_no_database() -> None:
    for arguments in (["--help"], ["--version"], ["add", "--help"]):
        assert not {"sqlalchemy", "sqlite3", "PySide6"} & _loaded(*arguments)


def test_a_list_loads_no_more_than_it_needs(profile: Path, garage: Paddock) -> None:
    loaded = _loaded("--profile", str(profile), "list", "vehicle", "--limit", "5", "--json")
    heavy = {"PySide6", "pint", "babel", "numpy", "ultravin", "rich", "pyqtgraph", "qasync"}
    assert not heavy & loaded
    rooms = {"client.exchange.formats", "client.ui", "garage.vin", "garage.rules.costs"}
    assert not rooms & loaded


def test_what_speaks_with_a_server_loads_httpx_without_its_own_command() -> None:
    code = "import sys, client.remote.http; sys.stdout.write(' '.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, text=True, capture_output=True, check=True
    )
    loaded = set(done.stdout.split())
    assert "httpx" in loaded
    assert not {"rich", "pygments", "click"} & loaded
