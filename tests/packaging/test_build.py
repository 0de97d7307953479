"""The desktop app as PyInstaller builds it: it starts without a Python and answers."""

import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.end_to_end import first_steps
from tests.end_to_end.driving import Screen, Window, missing

pytest.importorskip("PyInstaller", reason="PyInstaller builds the app and is not installed")

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
BUILD_SECONDS = 600
START_SECONDS = 60
LEFT_OUT = ("Qt6Qml", "Qt6Quick", "Qt6WebEngine", "Qt6Charts", "Qt6Multimedia", "Qt6Designer")

Run = Callable[..., subprocess.CompletedProcess[str]]


def what_is_missing() -> str:
    """What this machine lacks to build with, or nothing."""
    from PyInstaller.depend.bindepend import get_python_library_path
    from PyInstaller.exceptions import PythonLibraryNotFoundError

    if sys.platform == "linux" and not shutil.which("objdump"):
        return "objdump (Debian's package binutils)"
    try:
        get_python_library_path()
    except PythonLibraryNotFoundError:
        return "Python's own shared library (Debian's package libpython3.11)"
    return ""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that PyInstaller makes of build.spec."""
    missing = what_is_missing()
    if missing and not os.environ.get("CI"):
        pytest.skip(f"to build the app this machine needs {missing}")
    assert not missing
    place = tmp_path_factory.mktemp("build")
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    folders = ["--distpath", str(place / "dist"), "--workpath", str(place / "work")]
    env = {**os.environ, "PYINSTALLER_CONFIG_DIR": str(place / "config")}
    done = subprocess.run(
        [*command, *folders, str(ROOT / "build.spec")],
        capture_output=True,
        text=True,
        timeout=BUILD_SECONDS,
        cwd=place,
        env=env,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    return place / "dist" / "paddock"


@pytest.fixture
def paddock(app: Path, tmp_path: Path) -> Run:
    """Runs the built program as a person would who has no Python and an empty home."""
    kept = {key: os.environ[key] for key in ("SYSTEMROOT", "TEMP") if key in os.environ}
    env = {
        **kept,
        "HOME": str(tmp_path),
        "LC_ALL": "C.UTF-8",
        "PADDOCK_KEYRING": "memory",
        "QT_QPA_PLATFORM": "offscreen",
    }
    program = app / ("paddock.exe" if sys.platform == "win32" else "paddock")

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(program), *arguments],
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=START_SECONDS,
            cwd=tmp_path,
            env=env,
        )

    return run


def test_the_built_app_tells_its_version(paddock: Run) -> None:
    done = paddock("--version")
    assert done.returncode == 0, done.stderr
    assert VERSION in done.stdout
    assert done.stderr == ""


def test_the_built_app_opens_a_new_garage(paddock: Run, tmp_path: Path) -> None:
    done = paddock("--profile", str(tmp_path / "garage"), "list", "vehicle", "--json")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert (answer["kind"], answer["total"], answer["records"]) == ("vehicle", 0, [])


def test_the_built_app_decodes_a_vin_with_nothing_installed(paddock: Run, tmp_path: Path) -> None:
    done = paddock("--profile", str(tmp_path / "garage"), "vin", "1HGCM82633A004352", "--json")
    assert done.returncode == 0, done.stderr
    vin = json.loads(done.stdout)["vins"][0]
    assert (vin["make"].lower(), vin["model"].lower(), vin["year"]) == ("honda", "accord", 2003)


def test_the_built_app_leaves_out_the_parts_of_qt_that_it_never_opens(app: Path) -> None:
    names = [file.name for file in app.rglob("*") if file.is_file()]
    assert not [name for name in names if any(part in name for part in LEFT_OUT)]


@pytest.mark.skipif(
    bool(missing()) and os.environ.get("PADDOCK_REQUIRE_INTEROP") != "1",
    reason=f"not installed: {', '.join(missing())}",
)
def test_the_built_window_leads_from_its_first_start_to_a_fill_up(
    app: Path, tmp_path: Path
) -> None:
    """As a person drives it."""
    screen = Screen()
    try:
        window = Window(screen, tmp_path, program=[str(app / "paddock")])
        try:
            first_steps.take(window)
            window.key("ctrl+q")
            assert window.process.wait(START_SECONDS) == 0
        finally:
            window.close()
    finally:
        screen.close()
