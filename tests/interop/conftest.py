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

HERE = Path(__file__).parent
ICAL_JS = "ical.js@2"
KHAL = "khal>=0.13,<1"


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


@pytest.fixture(scope="session")
def khal(tmp_path_factory: pytest.TempPathFactory) -> str:
    """khal, the one that KHAL names, the one on the path, or one in a venv of its own."""
    found = os.environ.get("KHAL") or shutil.which("khal")
    if found:
        return found
    place = tmp_path_factory.mktemp("khal")
    made = subprocess.run(
        [sys.executable, "-m", "venv", str(place)], capture_output=True, text=True, check=False
    )
    if not made.returncode:
        made = subprocess.run(
            [str(place / "bin" / "pip"), "install", "--quiet", KHAL],
            capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip
    if made.returncode:
        missing(f"khal could not be installed: {made.stderr[-200:]}")
    return str(place / "bin" / "khal")
