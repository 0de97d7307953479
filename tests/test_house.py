"""The house rules: layers, sizes, colours, the lock, and documents that tell the truth."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("garage", "client", "sync_server")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")

MIGRATIONS = ROOT / "sync_server" / "kit" / "migrations" / "versions"

LONGEST_FILE = 350
LONGEST_FUNCTION = 60
COLOUR = re.compile(r"#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6})\b|^#[0-9a-fA-F]{3}$")
REQUIREMENT = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", re.MULTILINE)
LAZY = ("babel", "cloudinary", "numpy", "pint", "pyqtgraph", "ultravin")
BELOW_UI = ("cli", "operations", "exchange", "sync", "store", "remote")

# A machine's own places and a registry's hosts, spelt so that this file does not name them.
MACHINE = re.compile(
    r"/ro{2}t/|/wor[k]/|/hom[e]/\w|/tm[p]/\w|[A-Z]:\\User[s]|pyp[i]\.org|pythonhoste[d]|"
    r"registry\.npm[j]s|deb\.debia[n]"
)
TEXT_SUFFIXES = {"", ".cfg", ".desktop", ".ini", ".json", ".lock", ".md", ".po", ".py", ".qss",
                 ".service", ".sh", ".spec", ".svg", ".toml", ".txt", ".yaml", ".yml"}  # fmt: skip
NOT_OURS = {".cache", ".git", ".hypothesis", ".venv", "build", "dist", "__pycache__"}


def project_files() -> Iterator[Path]:
    """Every file of the project, without what tools leave behind."""
    for folder, folders, names in os.walk(ROOT):
        folders[:] = sorted(set(folders) - NOT_OURS)
        # Where a worktree's history lies git writes into a file.
        yield from (Path(folder) / name for name in sorted(names) if name != ".git")


def sources(*packages: str) -> list[Path]:
    """The Python files of these packages, or of all three, without what a tool wrote."""
    found = [file for name in packages or PACKAGES for file in sorted((ROOT / name).rglob("*.py"))]
    return [file for file in found if file.parent != MIGRATIONS]


def name_of(file: Path) -> str:
    """How a complaint calls a file."""
    return file.relative_to(ROOT).as_posix()


def declared(extras: Sequence[str] = ()) -> set[str]:
    """The names of the packages that pyproject.toml asks for, with all extras or these."""
    project = PROJECT["project"]
    asked = list(project["dependencies"])
    for extra, packages in project["optional-dependencies"].items():
        asked += packages if extra in extras or not extras else []
    return {re.split(r"[<>=!~;\[ ]", line)[0] for line in asked}


def test_every_import_contract_holds() -> None:
    linter = shutil.which("lint-imports", path=str(Path(sys.executable).parent))
    assert linter, "import-linter is not installed beside this Python"
    done = subprocess.run(
        [linter, "--no-cache", "--no-logo"], cwd=ROOT, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_part_of_the_client_below_ui_is_under_the_contract_about_qt() -> None:
    contracts = {
        contract["id"]: contract for contract in PROJECT["tool"]["importlinter"]["contracts"]
    }
    there = {f"client.{name}" for name in BELOW_UI if (ROOT / "client" / name).is_dir()}
    assert there <= set(contracts["below-ui"]["source_modules"])


def test_a_file_is_one_idea() -> None:
    long = {
        name_of(file): lines
        for file in [*sources(), ROOT / "dev.py"]
        if (lines := file.read_text(encoding="utf-8").count("\n")) > LONGEST_FILE
    }
    assert long == {}


def test_a_function_fits_a_screen() -> None:
    long = [
        f"{name_of(file)}:{node.lineno} {node.name} has {lines} lines"
        for file in [*sources(), ROOT / "dev.py"]
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > LONGEST_FUNCTION
    ]
    assert long == []


def test_every_module_opens_with_a_sentence() -> None:
    silent = [
        name_of(file)
        for file in sources()
        if not ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))
    ]
    assert silent == []


def test_colours_live_in_the_theme_alone() -> None:
    theme = ROOT / "client" / "ui" / "theme"
    strays = [
        f"{name_of(file)}:{node.lineno} {node.value!r}"
        for file in sources("client")
        if theme not in file.parents
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and COLOUR.search(node.value)
    ]
    assert strays == []


def in_a_process_of_its_own(code: str) -> str:
    """What a fresh Python prints for this code."""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_importing_all_of_garage_loads_neither_qt_nor_anything_heavy() -> None:
    unwanted = {*LAZY, "PySide6", "sqlalchemy", "httpx", "fastapi", "sqlite3"}
    code = (
        "import sys, pkgutil, importlib, garage\n"
        "for found in pkgutil.walk_packages(garage.__path__, 'garage.'):\n"
        "    importlib.import_module(found.name)\n"
        f"print(sorted({unwanted!r} & set(sys.modules)))"
    )
    assert in_a_process_of_its_own(code) == "[]"


def test_the_command_line_loads_neither_qt_nor_anything_heavy() -> None:
    unwanted = {*LAZY, "PySide6", "qasync", "httpx"}
    code = (
        f"import sys, client.__main__, client.cli\nprint(sorted({unwanted!r} & set(sys.modules)))"
    )
    assert in_a_process_of_its_own(code) == "[]"


def test_the_lock_pins_with_hashes_and_names_no_address() -> None:
    assert "://" not in LOCK
    entries = re.split(r"^(?=[a-z0-9])", LOCK, flags=re.MULTILINE)[1:]
    assert len(entries) > 50
    unhashed = [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry]
    assert unhashed == []


def test_the_lock_has_everything_that_the_project_asks_for() -> None:
    pinned = {match[1] for match in REQUIREMENT.finditer(LOCK)}
    locked = ("client", "server", "tests")
    assert declared(locked) - pinned == set()
    # What bundles libraries under the GPL comes only to those who ask for it.
    assert set(PROJECT["project"]["optional-dependencies"]) - set(locked) == {"heic"}
    assert "pillow-heif" not in pinned
    assert ("pyside6", "6.11.3") in {match.groups() for match in REQUIREMENT.finditer(LOCK)}


def test_every_dependency_says_what_it_is_for() -> None:
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    described = {match[1].lower() for match in re.finditer(r"^\| `([^`]+)`", text, re.MULTILINE)}
    assert declared() - described == set(), "these have no line in docs/dependencies.md"
    assert described - declared() == set(), "these are in docs/dependencies.md and not asked for"


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    named = [
        f"{name_of(file)}: {match[0]}"
        for file in project_files()
        if file.suffix in TEXT_SUFFIXES
        and file.stat().st_size < 5_000_000
        and (match := MACHINE.search(file.read_text(encoding="utf-8", errors="replace")))
    ]
    assert named == []


def test_every_link_and_picture_of_the_documents_is_there() -> None:
    done = subprocess.run(
        [sys.executable, "packaging/check_documents.py"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=180,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_features_that_are_promised_name_tests_that_exist() -> None:
    page = ROOT / "docs" / "features.md"
    tokens = set(re.findall(r"tests/[\w/.-]+(?:::\w+)?", page.read_text(encoding="utf-8")))
    missing = []
    for token in sorted(token.rstrip(".") for token in tokens):
        path, _, test = token.partition("::")
        file = ROOT / path
        there = file.exists() and (not test or f"def {test}(" in file.read_text(encoding="utf-8"))
        if not there:
            missing.append(token)
    assert missing == []


def test_the_guard_of_outgoing_requests_is_the_same_on_both_sides() -> None:
    """What opens sockets is not for `garage`, and neither side may use the other's."""
    client, server = (
        (ROOT / path).read_text("utf-8").split("\n", 1)[1]
        for path in ("client/remote/outgoing.py", "sync_server/kit/outgoing.py")
    )
    assert client == server
