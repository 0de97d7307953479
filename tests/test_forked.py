"""A forked program is as one that was started: words, files, environment and end are its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from client.store import DATABASE_NAME
from tests import forked

pytestmark = pytest.mark.skipif(not forked.FORKS, reason="here programs are started")

LIST = ("list", "vehicle", "--json")


def test_what_it_says_and_its_status_are_those_of_a_program_that_was_started() -> None:
    words = ("--no-such-option", "x")
    told = forked.run("json.tool", words)
    command = [sys.executable, "-m", "json.tool", *words]
    started = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert told.returncode == started.returncode == 2
    assert told.stderr == started.stderr
    assert forked.run("json.tool", ("--compact",), input='{"a": "ü"}').stdout == '{"a":"\\u00fc"}\n'
    assert forked.run("json.tool", (), input="{").returncode == 1


def test_each_has_its_own_environment_and_leaves_nothing_to_the_next(tmp_path: Path) -> None:
    for name in ("one", "other"):
        environment = os.environ | {"PADDOCK_PROFILE": str(tmp_path / name), "LC_ALL": "C.UTF-8"}
        made = forked.run("client", ("add", "vehicle", f"name={name}"), environment=environment)
        assert made.returncode == 0, made.stderr
        found = json.loads(forked.run("client", LIST, environment=environment).stdout)
        assert [record["name"] for record in found["records"]] == [name]
        assert (tmp_path / name / DATABASE_NAME).is_file()


def test_it_is_typed_to_read_from_and_ended_by_a_signal() -> None:
    one, other = (forked.Spoken("json.tool", ("--compact",)) for _ in range(2))
    assert one.process.poll() is None
    with pytest.raises(subprocess.TimeoutExpired):
        one.process.wait(0)
    one.process.send_signal(signal.SIGTERM)
    assert one.process.wait(60) == -signal.SIGTERM
    print("[1]", file=other.stdin)
    other.stdin.close()
    assert other.process.wait(60) == 0
    assert other.stdout.read() == "[1]\n"
    one.close()
    other.close()
