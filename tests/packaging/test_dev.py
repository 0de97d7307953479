"""dev.py: it asks nothing but Python, installs once for a lock, and passes on what it is given."""

import ast
import os
import re
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

import dev

SOURCE = Path(dev.__file__).read_text(encoding="utf-8")


class Ran:
    """Stands in for `dev.run`: keeps what would have been run, and answers as it is told."""

    def __init__(self) -> None:
        self.commands: list[list[str]] = []
        self.env: Mapping[str, str] = {}
        self.status = 0

    def __call__(self, command: Sequence[object], env: Mapping[str, str] | None = None) -> int:
        self.commands.append([str(part) for part in command])
        self.env = env or {}
        return self.status


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> Ran:
    """dev.py with everything prepared and nothing really started."""
    stand_in = Ran()
    monkeypatch.setattr(dev, "run", stand_in)
    monkeypatch.setattr(dev, "prepare", lambda qt="": None)
    return stand_in


@pytest.fixture
def checkout(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A checkout with a lock and a virtual environment that nothing was installed into."""
    (tmp_path / ".venv").mkdir()
    (tmp_path / "requirements.lock").write_text("six==1.17.0 \\\n    --hash=sha256:0\n")
    (tmp_path / "pyproject.toml").write_text("")
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(dev, "LOCK", tmp_path / "requirements.lock")
    monkeypatch.setattr(dev, "STAMP", tmp_path / ".venv" / "stamp")
    return tmp_path


def test_it_needs_nothing_but_python() -> None:
    imported = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(SOURCE))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported <= sys.stdlib_module_names


def test_an_older_python_can_read_it_as_far_as_the_sentence_about_its_age() -> None:
    tree = ast.parse(SOURCE, feature_version=(3, 6))
    first = [node for node in tree.body if not isinstance(node, ast.Expr)][:2]
    assert isinstance(first[0], ast.Import)
    assert isinstance(first[1], ast.If)
    assert "version_info" in ast.dump(first[1].test)


def test_its_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        dev.main(["--help"])
    assert left.value.code == 0
    shown = capsys.readouterr().out
    for name in ("run", "test", "check", "tour", "bench", "server", "lock"):
        assert f"\n  {name} " in shown


def test_the_readme_names_every_command() -> None:
    readme = (dev.ROOT / "README.md").read_text(encoding="utf-8")
    named = re.findall(
        r"^\| `(\w+)[^`]*` \|", readme.partition("| `python3 dev.py")[2], re.MULTILINE
    )
    assert named[: len(dev.COMMANDS)] == list(dev.COMMANDS)


@pytest.mark.usefixtures("checkout")
def test_packages_are_installed_with_hashes_once_for_a_lock(ran: Ran) -> None:
    dev.install()
    lock, itself = ran.commands
    assert "--require-hashes" in lock
    assert "--no-deps" in itself
    dev.install()
    assert len(ran.commands) == 2


def test_packages_are_installed_again_when_the_lock_changed(ran: Ran, checkout: Path) -> None:
    dev.install()
    (checkout / "requirements.lock").write_text("six==1.18.0 \\\n    --hash=sha256:1\n")
    dev.install()
    assert len(ran.commands) == 4


@pytest.mark.usefixtures("checkout")
def test_a_failed_installation_says_so_and_is_tried_again(ran: Ran) -> None:
    ran.status = 1
    with pytest.raises(dev.DevError, match=r"could not be installed; .* run this again"):
        dev.install()
    ran.status = 0
    dev.install()
    assert len(ran.commands) == 3


@pytest.mark.usefixtures("ran")
def test_a_project_that_was_moved_gets_a_new_environment(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dev.install()
    left = checkout / ".venv" / "left by the old place"
    left.touch()
    monkeypatch.setattr(dev, "PYTHON", left)
    dev.make_venv()
    assert left.exists()
    dev.STAMP.write_text(dev.STAMP.read_text().replace(str(checkout), "elsewhere"))
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: subprocess.CompletedProcess([], 0))
    dev.make_venv()
    assert not left.exists()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (["Traceback:", "ImportError: libEGL.so.1: cannot open"], "apt-get install libegl1 "),
        (["qt.qpa.plugin: libxcb-cursor0 is needed", "Available: xcb"], "libxcb-cursor0 is needed"),
        (["qt.qpa.xcb: could not connect to display :7", "Available: xcb"], "unset DISPLAY"),
        ([], "it crashed"),
    ],
)
def test_a_qt_that_does_not_start_is_told_with_what_to_do(
    said: list[str], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert told in dev.why_no_qt(said)


def test_tests_run_on_every_core_unless_told_otherwise(ran: Ran) -> None:
    assert dev.main(["test", "-k", "merge", "-x"]) == 0
    assert dev.main(["test", "-n0"]) == 0
    assert dev.main(["test", "--pdb"]) == 0
    spread, alone, debugged = ran.commands
    assert spread[-7:] == ["-n", "auto", "--dist", "loadfile", "-k", "merge", "-x"]
    assert alone[-2:] == ["pytest", "-n0"]
    assert debugged[-2:] == ["pytest", "--pdb"]


def test_the_exit_status_of_test_is_that_of_pytest(ran: Ran) -> None:
    ran.status = 5
    assert dev.main(["test"]) == 5


def test_with_no_display_the_app_is_driven_offscreen(
    ran: Ran, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert dev.main(["run"]) == 0
    unseen, tour = ran.commands
    assert unseen[-3:] == ["packaging/run_with_server.py", "--unseen", str(Path("build/unseen"))]
    assert tour[-3:] == ["-m", "client.app.tour", str(Path("build") / "tour")]
    assert ran.env["QT_QPA_PLATFORM"] == "offscreen"
    assert str(Path("build") / "tour") in capsys.readouterr().out


def test_with_a_display_the_window_is_started_with_a_server(
    ran: Ran, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    assert dev.main(["run", "--profile", "here"]) == 0
    assert ran.commands[0][-3:] == ["packaging/run_with_server.py", "--profile", "here"]


def test_the_server_keeps_its_data_where_a_run_has_it(ran: Ran) -> None:
    assert dev.main(["server"]) == 0
    assert dev.main(["server", "--data", "elsewhere", "check"]) == 0
    usual, named = ran.commands
    assert usual[-2:] == ["--data", str(Path("build") / "server")]
    assert named[-3:] == ["--data", "elsewhere", "check"]


def test_benchmarks_run_with_byte_code(ran: Ran, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    assert dev.main(["bench", "economy"]) == 0
    assert ran.commands[0][-3:] == ["-m", "tests.bench", "economy"]
    assert dev.main(["bench", "--simulation", "9"]) == 0
    assert ran.commands[1][-3:] == ["-m", "tests.simulation.many", "9"]
    assert "PYTHONDONTWRITEBYTECODE" not in ran.env
    assert "PYTHONDONTWRITEBYTECODE" in os.environ


def test_one_failed_check_does_not_hide_the_others(
    ran: Ran, capsys: pytest.CaptureFixture[str]
) -> None:
    ran.status = 1
    assert dev.main(["check", "lint", "types"]) == 1
    assert len(ran.commands) == 2
    assert "failed: lint, types" in capsys.readouterr().out


def test_a_check_that_does_not_exist_is_answered_with_those_that_do(
    ran: Ran, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev.main(["check", "spelling"]) == 2
    assert ran.commands == []
    said = capsys.readouterr().err
    assert said.startswith("error: no check is called spelling; there are lint, format, types")


@pytest.mark.usefixtures("ran")
def test_a_lock_that_would_name_an_address_is_refused(checkout: Path) -> None:
    (checkout / "requirements.lock").write_text("--index-url https://example.org/simple\n")
    with pytest.raises(dev.DevError, match="names an address"):
        dev.command_lock([])


PUTS_ITSELF_IN_ORDER = """
import time
try:
    print("ready", flush=True)
    time.sleep(60)
except KeyboardInterrupt:
    time.sleep(0.6)
    print("in order")
"""


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is no signal there")
def test_what_ctrl_c_interrupts_may_put_itself_in_order() -> None:
    # What a shell starts beside it ignores the signal, and so would all that comes of it.
    heeding = "import dev, signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); "
    started = subprocess.Popen(
        [sys.executable, "-c", f"{heeding}dev.run(sys.argv[1:])",
         sys.executable, "-c", PUTS_ITSELF_IN_ORDER],
        cwd=dev.ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip
    assert started.stdout
    assert started.stdout.readline() == "ready\n"
    os.killpg(started.pid, signal.SIGINT)
    said, _ = started.communicate(timeout=30)
    assert said == "in order\n"
    assert started.returncode != 0
