"""Foreign programs for the tests: there, or the tests say what is missing."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

HERE = Path(__file__).parent
ICAL_JS = "ical.js@2"
PROGRAMS = ("vdirsyncer>=0.19,<1", "khal>=0.13,<1", "caldav>=2,<4", "radicale>=3.3,<4")
"""Of calendars, by their names in Python's index."""
CACHE = HERE.parents[1] / ".cache" / "interop"


def missing(what: str) -> None:
    """Skip with words, or fail where everything must be there."""
    if os.environ.get("PADDOCK_REQUIRE_INTEROP") == "1":
        pytest.fail(what)
    pytest.skip(what)


@pytest.fixture(scope="session")
def ical_js(
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[list[dict[str, Any]]], list[Any]]:
    """Asks ical.js, which npm fetches once, or which ICAL_JS_FROM has in its node_modules."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None:
        missing("node is not installed: ical.js has no say")
    place = os.environ.get("ICAL_JS_FROM", "")
    if not place:
        if npm is None:
            missing("npm is not installed: ical.js has no say")
        place = str(tmp_path_factory.mktemp("ical_js"))
        fetched = subprocess.run(
            [str(npm), "install", "--silent", "--no-audit", "--no-fund", ICAL_JS],
            cwd=place, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        if fetched.returncode:
            missing(f"npm could not fetch {ICAL_JS}: {fetched.stderr[-200:]}")

    def ask(requests: list[dict[str, Any]]) -> list[Any]:
        answer = subprocess.run(
            [str(node), str(HERE / "ical_js.mjs")], input=json.dumps(requests), text=True,
            capture_output=True, timeout=300, check=True, env={**os.environ, "ICAL_JS_FROM": place},
        )  # fmt: skip
        found: list[Any] = json.loads(answer.stdout)
        return found

    return ask


def venv_with(name: str, *packages: str) -> Path:
    """The folder of the programs of a venv of its own, made once and kept; or what is missing."""
    place, wanted = CACHE / name, "\n".join((sys.version, *packages))
    stamp = place / "installed.txt"
    CACHE.mkdir(parents=True, exist_ok=True)
    with FileLock(CACHE / f"{name}.lock"):
        if not stamp.exists() or stamp.read_text(encoding="utf-8") != wanted:
            _run("venv", "--clear", "--without-pip", str(place))
            install(place, *packages)
            stamp.write_text(wanted, encoding="utf-8")
    return place / "bin"


def install(place: Path, *packages: str) -> None:
    """Packages from the registry, into a venv or beside its Python.

    Our own pip puts them there: to give a venv one of its own takes as long as all of them.
    """
    _run("pip", "--python", str(place), "install", "--quiet", *packages)


def _run(*command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *command], capture_output=True, text=True, timeout=600, check=False
    )
    if done.returncode:
        missing(f"{command[-1]} could not be installed: {done.stderr[-300:]}")


@pytest.fixture(scope="session")
def programs() -> Path:
    """The folder of the programs: of the venv that CALDAV_PROGRAMS names, or one of the tests."""
    named = os.environ.get("CALDAV_PROGRAMS")
    return Path(named) / "bin" if named else venv_with("caldav", *PROGRAMS)


@pytest.fixture(scope="session")
def khal(request: pytest.FixtureRequest) -> str:
    """khal, the one that KHAL names, the one on the path, or the one among the programs."""
    found = os.environ.get("KHAL") or shutil.which("khal")
    programs: Path | None = None if found else request.getfixturevalue("programs")
    return found or f"{programs}/khal"
