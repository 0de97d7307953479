"""The server beside the window: started, signed in to, and ended with it."""

import importlib.util
import os
import subprocess
import sys
import textwrap
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]

SERVER = """
    import http.server, json, pathlib, signal, sys
    data = pathlib.Path(sys.argv[sys.argv.index("--data") + 1])
    rest = sys.argv[sys.argv.index("--data") + 2:]
    with (data / "commands").open("a") as log:
        print(*rest, file=log)
    if rest[0] == "pair":
        print(json.dumps({"code": "ABCD-1234"}))
        sys.exit()
    if rest[0] == "account":
        sys.exit()
    if (data / "broken").exists():
        sys.exit("error: the disk is full")

    class Health(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b'{"status": "ok"}')

    def end(*_):
        (data / "ended orderly").touch()
        sys.exit()

    signal.signal(signal.SIGTERM, end)
    http.server.HTTPServer(("127.0.0.1", int(rest[1])), Health).serve_forever()
"""
CLIENT = """
    import json, os, pathlib, sys
    profile = pathlib.Path(sys.argv[2])
    profile.mkdir(exist_ok=True)
    signed_in = profile / "signed in"
    with (profile / "commands").open("a") as log:
        print(*sys.argv[3:], file=log)
    if "status" in sys.argv:
        server = signed_in.read_text() if signed_in.exists() else None
        print(json.dumps({"account": "you" if server else None, "server": server}))
    elif "login" in sys.argv and pathlib.Path("no keyring").exists() \\
            and (os.environ.get("PADDOCK_KEYRING"), len(os.environ.get("PADDOCK_PASSPHRASE", ""))
                 ) != ("file", 32):
        print(json.dumps({"error": {"code": "keyring", "message": "no keyring"}}))
        sys.exit(1)
    elif "login" in sys.argv:
        signed_in.write_text(sys.argv[4])
        print("{}")
    else:
        sys.exit(7)
"""


@pytest.fixture
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script, over stand-ins for the server and the client that keep what they were told."""
    path = ROOT / "packaging" / "run_with_server.py"
    spec = importlib.util.spec_from_file_location("run_with_server", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name, source in (("sync_server", SERVER), ("client", CLIENT)):
        (tmp_path / f"{name}.py").write_text(textwrap.dedent(source), encoding="utf-8")
    monkeypatch.delenv("PYTHONPATH", raising=False)
    monkeypatch.delenv("PADDOCK_PROFILE", raising=False)
    for name in ("PADDOCK_KEYRING", "PADDOCK_PASSPHRASE"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "DATA", tmp_path / "server")
    monkeypatch.setattr(module, "PROFILE", tmp_path / "profile")
    return module


def commands(folder: Path) -> list[str]:
    return (folder / "commands").read_text(encoding="utf-8").splitlines()


def test_the_window_is_signed_in_to_a_server_that_ends_with_it(
    beside: ModuleType, tmp_path: Path
) -> None:
    assert beside.main(["--style", "fusion"]) == 7, "the window's own exit status"
    url = f"http://127.0.0.1:{beside.port_of(tmp_path / 'server')}"
    assert commands(tmp_path / "profile") == [
        "status --json",
        f"login {url} --pair ABCD-1234 --json",
        "--style fusion",
    ]
    assert (tmp_path / "server" / "ended orderly").exists()
    assert not beside.answers(url)


def test_a_profile_that_is_signed_in_is_left_so(beside: ModuleType, tmp_path: Path) -> None:
    beside.main([])
    beside.main([])
    assert [line.split()[0] for line in commands(tmp_path / "server")] == [
        "--port",
        "account",
        "pair",
        "--port",
    ]
    assert "login" not in " ".join(commands(tmp_path / "profile")[3:])


def test_without_a_keyring_the_sign_in_is_kept_in_a_file_and_found_again(
    beside: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "no keyring").touch()
    beside.main([])
    assert [line.partition(" ")[0] for line in commands(tmp_path / "profile")] == [
        "status", "login", "login", "",
    ]  # fmt: skip
    kept = os.environ["PADDOCK_PASSPHRASE"]
    for name in ("PADDOCK_KEYRING", "PADDOCK_PASSPHRASE"):
        monkeypatch.delenv(name)
    beside.main([])
    assert os.environ["PADDOCK_PASSPHRASE"] == kept
    assert [line.partition(" ")[0] for line in commands(tmp_path / "profile")[4:]] == ["status", ""]


def test_a_second_profile_uses_the_server_of_the_first(beside: ModuleType, tmp_path: Path) -> None:
    with beside.server(tmp_path / "server") as url:
        beside.main(["--profile", str(tmp_path / "second")])
        assert beside.answers(url), "it belongs to whoever started it"
    assert commands(tmp_path / "second")[1].startswith(f"login {url} ")
    starts = [line for line in commands(tmp_path / "server") if line.startswith("--port")]
    assert len(starts) == 1


def test_without_a_server_the_window_opens_and_it_is_said_why(
    beside: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "server").mkdir()
    (tmp_path / "server" / "broken").touch()
    assert beside.main([]) == 7
    said = capsys.readouterr().out
    assert "the server does not start: error: the disk is full" in said
    assert "the window works without a server" in said


@pytest.mark.parametrize(
    ("options", "profile", "rest"),
    [
        (["--profile", "a", "-x"], "a", ["-x"]),
        (["--profile=a", "-x"], "a", ["-x"]),
        (["-x"], "", ["-x"]),
        (["-x", "--profile"], "", ["-x"]),
    ],
)
def test_the_profile_is_taken_from_the_options(
    beside: ModuleType, options: list[str], profile: str, rest: list[str]
) -> None:
    assert beside.split_off("--profile", options) == (profile, rest)


def test_where_nobody_looks_the_window_that_is_signed_in_is_driven(tmp_path: Path) -> None:
    script = [sys.executable, str(ROOT / "packaging" / "run_with_server.py")]
    where = ["--profile", str(tmp_path / "profile"), "--unseen", str(tmp_path / "pictures")]
    where += ["--data", str(tmp_path / "server")]
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PADDOCK_KEYRING": "file"}
    env["PADDOCK_PASSPHRASE"] = "of a test"
    done = subprocess.run([*script, *where], env=env, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    told = [line for line in done.stdout.splitlines() if line.startswith("unseen: ")]
    assert len(told) == len(list((tmp_path / "pictures").glob("*.png"))) == 8
    assert all(": Synced " in line for line in told), done.stdout


def test_it_needs_nothing_but_python() -> None:
    source = (ROOT / "packaging" / "run_with_server.py").read_text(encoding="utf-8")
    imported = {
        line.split()[1].split(".")[0]
        for line in source.splitlines()
        if line.startswith(("import ", "from "))
    }
    assert imported <= set(sys.stdlib_module_names)
