"""What the `caldav` project says of our server: its checker of servers, and its client's own tests.

Of what it looks at, everything is as the standard has it but what stands in `OTHERWISE`.
"""

import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from tests.interop.caldav.conftest import Account
from tests.interop.conftest import install, missing, venv_with

CHECKER = ("caldav-server-tester==1.7.0", "caldav==3.6.0", "vobject>=0.9.9,<1")
ITS_TESTS = ("pytest>=8,<10", "pytest-asyncio>=1,<2", "manuel", "proxy.py", "tzlocal", "pyfakefs")
SCRIPT = Path(__file__).parent / "checker.py"

OTHERWISE = {
    # There are no tasks and no journals: a calendar that is to have them alone is not made.
    "create-calendar.with-supported-component-types": "ungraceful",
    "save-load.journal": "unsupported",
    "save-load.todo": "unsupported",
    "search.time-range.todo": "ungraceful",
    # Invitations go by e-mail.
    "scheduling": "unsupported",
    # A filter of properties that names no component is of the calendar's own (RFC 4791, 9.7.2).
    "search.text.comp-type-optional": "unsupported",
    # The checker wants two resources of one UID to see two names apart, which no server may have.
    "url.encode-at.identity": "unsupported",
}


@pytest.fixture(scope="session")
def checking() -> Path:
    """The Python of a venv for the checker, which wants another `caldav` than the scripts."""
    return venv_with("checker", *CHECKER) / "python"


@pytest.mark.slow
def test_the_checker_finds_everything_as_the_standard_has_it(checking: Path, ours: Account) -> None:
    done = subprocess.run(
        [
            str(checking), str(SCRIPT), "--format", "json", "--caldav-url", f"{ours.address}dav/",
            "--caldav-user", ours.user, "--caldav-pass", ours.password,
        ],
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    features = json.loads(done.stdout)["features"]
    assert features["save.no-uid-conflict"]["support"] == "full"
    # "unknown" is what hangs on tasks, and on an address of its own for .well-known.
    found = {
        name: told["support"]
        for name, told in features.items()
        if told.get("support", "full") not in ("full", "unknown")
    }
    assert found == OTHERWISE


@pytest.mark.release
def test_the_tests_of_the_client_itself_pass(checking: Path, ours: Account, tmp_path: Path) -> None:
    """Those of its repository, as its release has them; its own proxy is not at 127.0.0.1."""
    install(checking, *ITS_TESTS)
    fetched = subprocess.run(
        [
            sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:",
            "--dest", str(tmp_path), "caldav==3.6.0",
        ],
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    if fetched.returncode:
        missing(f"the client's tests could not be fetched: {fetched.stderr[-300:]}")
    with tarfile.open(next(tmp_path.glob("caldav-*.tar.gz"))) as packed:
        packed.extractall(tmp_path, filter="data")
    root = next(each for each in tmp_path.glob("caldav-*") if each.is_dir())
    features = {name: {"support": support} for name, support in OTHERWISE.items()}
    server = {
        "type": "external", "enabled": True, "url": f"{ours.address}dav/",
        "username": ours.user, "password": ours.password, "features": features,
    }  # fmt: skip
    servers = {"radicale": {"enabled": False}, "xandikos": {"enabled": False}, "paddock": server}
    # JSON is YAML.
    (root / "tests" / "caldav_test_servers.yaml").write_text(json.dumps({"test-servers": servers}))
    done = subprocess.run(
        [
            str(checking), "-m", "pytest", "-q", "tests/test_caldav.py", "-k", "paddock",
            "--deselect", "tests/test_caldav.py::TestForServerpaddock::testCheckCompatibility",
            "-o", "filterwarnings=ignore", "-o", "asyncio_default_fixture_loop_scope=function",
        ],
        cwd=root, env={**os.environ, "PYTHON_CALDAV_TEST_DOCKER": "0"},
        capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:]
    assert "passed" in done.stdout
