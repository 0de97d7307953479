"""One door for whoever develops Paddock: `python3 dev.py run`, `test`, `check` and the others.

Needs nothing but Python: the first command makes `.venv` and installs what `requirements.lock`
pins, with its hashes; later ones only look whether that is still so.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - older Pythons get this sentence, not a traceback
    sys.exit(
        "error: Paddock needs Python 3.11 or newer, this is %d.%d; "  # noqa: UP031 - any Python 3
        "start dev.py with a newer one, for example: python3.11 dev.py" % sys.version_info[:2]
    )

import argparse
import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "paddock-installed"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
PICTURES = Path("build") / "tour"
LOCKED_EXTRAS = ("client", "server", "tests")
"""What is installed here; `heic` is left to whoever wants it (see docs/dependencies.md)."""
UNSEEN = Path("build") / "unseen"

QT_LIBRARIES = (
    "libegl1 libgl1 libxkbcommon0 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1 libglib2.0-0 "
    "libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 "
    "libxcb-render-util0 libxcb-shape0 libxcb-xinerama0 libxcb-xkb1 fonts-dejavu-core"
)
QT_LOADS = "import PySide6.QtWidgets"
QT_OPENS_WINDOWS = "from PySide6.QtWidgets import QApplication; QApplication([])"
PYTEST_MODES_WITHOUT_WORKERS = ("--pdb", "--trace", "-s", "--capture=no", "--collect-only", "--co")


class DevError(Exception):
    """What stops a command, said as `what; what to do`."""


def say(text: str) -> None:
    """Print one line about what happens next, at once."""
    print(f"dev.py: {text}", flush=True)


def run(command: Sequence[object], env: Mapping[str, str] | None = None) -> int:
    """Run a command in the project's folder with our own in- and output; its exit status.

    Ctrl-C reaches the command too, which puts itself in order before we end.
    """
    try:
        process = subprocess.Popen([str(part) for part in command], cwd=ROOT, env=env)
    except OSError as error:
        raise DevError(f"{command[0]} does not start ({error.strerror}); remove .venv") from error
    try:
        return process.wait()
    except KeyboardInterrupt:
        process.wait()
        raise


# --- The virtual environment ---------------------------------------------------------------


def make_venv() -> None:
    """Make `.venv` with the Python that runs this; one that was made here already is kept."""
    if STAMP.exists() and stamped()[1:] != [str(ROOT)]:
        # Its programs name the Python of the place where they were installed.
        say("the project was moved or copied: making its .venv anew")
        shutil.rmtree(VENV)
    if PYTHON.exists():
        return
    if VENV.exists():
        raise DevError(f"{VENV} has no working Python in it; remove that folder and run this again")
    say(f"making .venv with Python {sys.version.split()[0]}")
    made = subprocess.run(
        [sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True, timeout=300
    )
    if made.returncode == 0:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    if "ensurepip" in made.stdout + made.stderr or "No module named venv" in made.stderr:
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        raise DevError(
            "this Python comes without venv or ensurepip; on Debian and Ubuntu: "
            f"sudo apt-get install python{version}-venv, and run this again"
        )
    raise DevError(f"no virtual environment could be made; {(made.stderr or made.stdout).strip()}")


def wanted_stamp() -> str:
    """What the installed packages answer to: the lock and the project's own file."""
    digest = hashlib.sha256(LOCK.read_bytes())
    digest.update((ROOT / "pyproject.toml").read_bytes())
    return digest.hexdigest()


def stamped() -> list[str]:
    """What was installed last, and in which place; empty when nothing was."""
    return STAMP.read_text(encoding="utf-8").splitlines() if STAMP.exists() else []


def pinned_packages() -> int:
    """How many packages the lock names, over all platforms."""
    return sum(line[:1].isalnum() for line in LOCK.read_text(encoding="utf-8").splitlines())


def install() -> None:
    """Install the lock and the project itself, unless that was done for this very lock."""
    stamp = wanted_stamp()
    if stamped() == [stamp, str(ROOT)]:
        return
    pip = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    if not sys.stdout.isatty():
        pip += ["-qq"]
    say(f"installing {pinned_packages()} pinned packages into .venv (a minute or two, once)")
    if run([*pip, "--require-hashes", "--requirement", LOCK]) != 0:
        raise DevError(
            "the packages of requirements.lock could not be installed; pip says why above: "
            "mostly it is the network or a proxy, so look there and run this again"
        )
    say("installing Paddock itself, editable")
    # "compat" is a plain path entry: setuptools' import hook would slow every start.
    editable = ["--no-deps", "--no-build-isolation", "--config-settings", "editable_mode=compat"]
    if run([*pip, *editable, "--editable", ROOT]) != 0:
        raise DevError("Paddock itself could not be installed; pip says why above")
    STAMP.write_text(f"{stamp}\n{ROOT}\n", encoding="utf-8")


def prepare(qt: str = "") -> None:
    """Have a `.venv` that matches the lock and, where `qt` is a probe, a Qt that passes it."""
    make_venv()
    install()
    if not qt:
        return
    probe = subprocess.run([str(PYTHON), "-c", qt], capture_output=True, text=True, timeout=120)
    if probe.returncode == 0:
        return
    raise DevError(why_no_qt([line for line in probe.stderr.splitlines() if line.strip()]))


def why_no_qt(said: list[str]) -> str:
    """What to tell of a Qt that did not start, from what it said about it."""
    # An exception is told by its last line, a failure of Qt's own by its first.
    reason = (said[-1] if "Error" in said[-1] else said[0]) if said else "it crashed"
    remedy = "look for a C runtime that is missing or too old"
    if "connect to display" in reason:
        remedy = "start this where the display can be reached, or unset DISPLAY for the tour"
    elif sys.platform == "linux":
        remedy = f"on Debian and Ubuntu: sudo apt-get install {QT_LIBRARIES}"
    return f"Qt does not start ({reason}); {remedy}"


# --- The commands --------------------------------------------------------------------------


def has_display() -> bool:
    """Whether a window could be seen here."""
    if sys.platform != "linux":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def take_tour(folder: Path, options: Sequence[str] = ()) -> int:
    """Drive the app through every screen on Qt's offscreen platform, pictures into `folder`."""
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    status = run([PYTHON, "-m", "client.app.tour", folder, *options], env)
    place = folder if folder.is_absolute() else ROOT / folder
    if status == 0:
        pictures = len(list(place.rglob("*.png")))
        say(f"{pictures} pictures are in {place}")
    return status


def with_byte_code() -> dict[str, str]:
    """The environment in which not every start of a program compiles the project anew."""
    return {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}


def command_run(options: list[str]) -> int:
    """Start the server and the app signed in to it; with no display, take the tour instead."""
    seen = has_display()
    prepare(QT_OPENS_WINDOWS if seen else QT_LOADS)
    if seen:
        say("starting the sync server on this machine, and the window signed in to it")
        return run([PYTHON, "packaging/run_with_server.py", *options])
    say("no display here: the server, and the window signed in to it, driven out of sight")
    unseen = [PYTHON, "packaging/run_with_server.py", "--unseen", UNSEEN, *options]
    status = run(unseen, {**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    say("and every screen with the sample garage, picture by picture")
    return max(status, take_tour(PICTURES))


def command_test(options: list[str]) -> int:
    """Run the tests; options go to pytest, and the exit status is pytest's."""
    prepare(QT_LOADS)
    alone = any(
        option.startswith(("-n", "--numprocesses", "-pno:xdist"))
        or option in PYTEST_MODES_WITHOUT_WORKERS
        for option in options
    )
    workers = [] if alone else ["-n", "auto", "--dist", "loadfile"]
    return run([PYTHON, "-m", "pytest", *workers, *options], with_byte_code())


def command_tour(options: list[str]) -> int:
    """Picture every screen, light and dark, into the folder that is named (or build/tour)."""
    prepare(QT_LOADS)
    # The folder is meant from where the person stands; the tour runs in the project's folder.
    folder = Path(options[0]).absolute() if options else PICTURES
    return take_tour(folder, options[1:])


def command_bench(options: list[str]) -> int:
    """Run the benchmarks, all or those named; or with --simulation N random schedules of syncs."""
    prepare(QT_LOADS)
    env = with_byte_code()
    if "--simulation" in options:
        options = [option for option in options if option != "--simulation"]
        return run([PYTHON, "-m", "tests.simulation.many", *options], env)
    return run([PYTHON, "-m", "tests.bench", *options], env)


def command_server(options: list[str]) -> int:
    """Start the sync server; options go to paddock-server."""
    prepare()
    # Beside what a run keeps, so that both have the same accounts.
    data = [] if "--data" in options else ["--data", Path("build") / "server"]
    return run([PYTHON, "-m", "sync_server", *data, *options])


@dataclass(frozen=True)
class Check:
    """One thing that `check` looks at: its name and the command that looks."""

    name: str
    command: tuple[object, ...]


def checks() -> list[Check]:
    """What `check` looks at, cheapest first."""
    linter = VENV / ("Scripts/lint-imports.exe" if WINDOWS else "bin/lint-imports")
    return [
        Check("lint", (PYTHON, "-m", "ruff", "check", ".")),
        Check("format", (PYTHON, "-m", "ruff", "format", "--check", ".")),
        Check("types", (PYTHON, "-m", "mypy")),
        Check("layers", (linter, "--no-logo", "--cache-dir", ".cache/import-linter")),
        Check("documents", (PYTHON, "packaging/check_documents.py")),
        Check("translations", (PYTHON, "packaging/check_translations.py")),
    ]


def command_check(options: list[str]) -> int:
    """Lint, formatting, types, import layers, documents and translations; all, then the verdict."""
    prepare()
    known = checks()
    unknown = set(options) - {check.name for check in known}
    if unknown:
        names = ", ".join(check.name for check in known)
        raise DevError(f"no check is called {', '.join(sorted(unknown))}; there are {names}")
    chosen = [check for check in known if not options or check.name in options]
    failed = []
    for check in chosen:
        say(f"check {check.name}")
        if run(check.command) != 0:
            failed.append(check.name)
    say(f"failed: {', '.join(failed)}" if failed else f"all {len(chosen)} checks hold")
    return 1 if failed else 0


def command_lock(options: list[str]) -> int:
    """Make requirements.lock again from pyproject.toml (needs uv); options such as --upgrade."""
    uv = [sys.executable, "-m", "uv"]
    if shutil.which("uv"):
        uv = ["uv"]
    elif run([*uv, "--version"]) != 0:
        raise DevError("uv makes the lock and is not here; install it (pip install uv)")
    # This machine's own mirrors and settings must not decide what everyone installs.
    env = {key: value for key, value in os.environ.items() if not key.startswith("UV_")}
    quiet = ["--quiet", "--no-config", "--no-header", "--no-emit-index-url", "--no-emit-find-links"]
    scope = ["--universal", "--python-version", "3.11", "--generate-hashes"]
    for extra in LOCKED_EXTRAS:
        scope += ["--extra", extra]
    say("resolving for every platform and Python 3.11 and newer")
    status = run(
        [*uv, "pip", "compile", "pyproject.toml", *scope, *quiet, "-o", LOCK, *options], env
    )
    if status != 0:
        return status
    text = LOCK.read_text(encoding="utf-8")
    if "://" in text:
        raise DevError("requirements.lock names an address; look at what pyproject.toml asks for")
    say(f"requirements.lock pins {pinned_packages()} packages")
    return 0


COMMANDS: dict[str, tuple[str, Callable[[list[str]], int]]] = {
    "run": ("[paddock options]", command_run),
    "test": ("[pytest options]", command_test),
    "check": ("[names]", command_check),
    "tour": ("[DIR]", command_tour),
    "bench": ("[names | --simulation [N]]", command_bench),
    "server": ("[paddock-server options]", command_server),
    "lock": ("[uv options]", command_lock),
}


def parser() -> argparse.ArgumentParser:
    """The command line; what follows a command's name is that command's own affair."""
    called = {f"{name} {options}": function for name, (options, function) in COMMANDS.items()}
    width = max(map(len, called)) + 2
    lines = [f"  {words:{width}}{function.__doc__}" for words, function in called.items()]
    made = argparse.ArgumentParser(
        prog="dev.py",
        description="One door for whoever develops Paddock.",
        epilog="commands:\n" + "\n".join(lines),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("command", choices=COMMANDS, metavar="COMMAND", help="one of those below")
    made.add_argument(
        "options", nargs=argparse.REMAINDER, metavar="...", help="passed on to the command"
    )
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what was asked for; the exit status is that of the program it ran."""
    asked = parser().parse_args(arguments)
    _, function = COMMANDS[asked.command]
    try:
        return function(asked.options)
    except DevError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
