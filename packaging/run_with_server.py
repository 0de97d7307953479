"""Start the sync server on this machine and the window signed in to it; both end together.

    python packaging/run_with_server.py [--profile DIR] [--data DIR] [--unseen DIR] [options]

The server's data is in build/server, unless another folder is named. Without a profile it is
build/profile, so that nobody's own garage is signed in to a server that is thrown away. A second
window, of another profile, uses the server that the first one started. With `--unseen` nobody
looks: the window is driven through its pages, and pictures of them are kept in that folder.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "build" / "server"
PROFILE = ROOT / "build" / "profile"
EMAIL, NAME = "you@paddock.localhost", "You"
KEYRING, NO_KEYRING = "PADDOCK_KEYRING", "keyring"
START_SECONDS = 30
STOP_SECONDS = 45
"""Longer than the half minute for which the server lets requests finish."""
COMMAND_SECONDS = 120


class Trouble(Exception):
    """Why there is no server, or nobody is signed in; the window opens all the same."""

    def __init__(self, words: str, code: str = "") -> None:
        super().__init__(words)
        self.code = code


def say(text: str) -> None:
    """Print one line about what happens next, at once."""
    print(f"run: {text}", flush=True)


# --- The server ----------------------------------------------------------------------------


def port_of(data: Path) -> int:
    """The port that this server has had from its first start: profiles remember its address."""
    note = data / "port"
    with contextlib.suppress(OSError, ValueError):
        return int(note.read_text(encoding="ascii"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    note.write_text(f"{port}\n", encoding="ascii")
    return port


def answers(url: str) -> bool:
    """Whether a server of ours is there and well."""
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=5) as answer:
            return bool(json.load(answer)["status"] == "ok")
    except (OSError, ValueError, KeyError):
        return False


@contextlib.contextmanager
def server(data: Path) -> Iterator[str]:
    """A running server's address; it is started if none runs yet, and then ended orderly."""
    port = port_of(data)
    url = f"http://127.0.0.1:{port}"
    if answers(url):
        say(f"using the server that runs at {url}")
        yield url
        return
    command = [sys.executable, "-m", "sync_server", "--data", str(data), "--port", str(port)]
    log = data / "server.log"
    with log.open("ab") as lines:
        process = subprocess.Popen(command, cwd=ROOT, stdout=lines, stderr=lines)
    try:
        _wait_for(process, url, log)
        say(f"the server is at {url}, its log in {log}")
        yield url
    finally:
        _end(process)


def _wait_for(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while not answers(url):
        if process.poll() is not None:
            said = log.read_text("utf-8", "replace").strip().splitlines()
            raise Trouble(f"the server does not start: {said[-1] if said else 'it said nothing'}")
        if time.monotonic() > end:
            raise Trouble(f"the server did not answer in {START_SECONDS} s; look into {log}")
        time.sleep(0.1)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


# --- Signing in ----------------------------------------------------------------------------


def sign_in(url: str, data: Path, profile: Path) -> None:
    """Sign the profile in, unless it is; raises Trouble."""
    paddock = ["client", "--profile", str(profile)]
    status = _command([*paddock, "status", "--json"])
    if status.get("account") and status.get("server") == url:
        return
    operator = ["sync_server", "--data", str(data)]
    with contextlib.suppress(Trouble):  # it was made at the first start
        _command([*operator, "account", "add", EMAIL, "--name", NAME, "--json"])
    for again in (False, True):
        # The code's server is where it will be taken, whatever address the server was told.
        code = _command([*operator, "pair", EMAIL, "--json"])["code"]
        try:
            _command([*paddock, "login", url, "--pair", str(code), "--json"])
            break
        except Trouble as trouble:
            if again or trouble.code != NO_KEYRING or KEYRING in os.environ:
                raise
            say("no keyring here: the sign-in is kept in a file, whose passphrase lies beside")
            keep_in_file(data, make=True)
    say(f"signed {profile} in as {EMAIL}")


def keep_in_file(data: Path, *, make: bool = False) -> None:
    """Let the client keep its sign-in in a file where a start before had to, or as `make` says."""
    note = data / "passphrase"
    if KEYRING in os.environ or not (make or note.exists()):
        return
    if not note.exists():
        note.touch(mode=0o600)
        note.write_text(secrets.token_urlsafe(24), encoding="ascii")
    os.environ |= {KEYRING: "file", "PADDOCK_PASSPHRASE": note.read_text(encoding="ascii")}


def _command(arguments: Sequence[str]) -> dict[str, Any]:
    """What one of our commands says, as JSON; raises Trouble with its error."""
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=COMMAND_SECONDS,
    )
    try:
        said = json.loads(done.stdout or "{}")
    except ValueError:
        said = {}
    if done.returncode == 0 and isinstance(said, dict):
        return said
    error = said.get("error", {}) if isinstance(said, dict) else {}
    told = error.get("message") or (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
    code = str(error.get("code", ""))
    raise Trouble(f"{arguments[0]} {' '.join(arguments[3:])}: {told}", code)


# --- Both ----------------------------------------------------------------------------------


def split_off(wanted: str, options: Sequence[str]) -> tuple[str, list[str]]:
    """(what `wanted` is given, or "", the other options)."""
    rest = list(options)
    for at, option in enumerate(rest):
        name, equals, value = option.partition("=")
        if name == wanted:
            taken = [value] if equals else rest[at + 1 : at + 2]
            del rest[at : at + 1 + (0 if equals else len(taken))]
            return (taken[0] if taken else ""), rest
    return "", rest


def window(profile: Path, unseen: str, options: Sequence[str], env: Mapping[str, str]) -> int:
    """The window, until it is closed; its exit status."""
    module = ["client.app.unseen", str(Path(unseen).absolute())] if unseen else ["client"]
    command = [sys.executable, "-m", *module, "--profile", str(profile), *options]
    # A garage with nothing in it shows little: the first start fills it with the sample.
    return subprocess.run(command, cwd=ROOT, env={"PADDOCK_SAMPLE": "1", **env}).returncode


def main(options: Sequence[str]) -> int:
    """Both, until the window is closed; the exit status is the window's."""
    named, rest = split_off("--profile", options)
    unseen, rest = split_off("--unseen", rest)
    kept, rest = split_off("--data", rest)
    data = Path(kept or DATA).absolute()
    profile = Path(named or os.environ.get("PADDOCK_PROFILE") or PROFILE).absolute()
    with contextlib.ExitStack() as beside:
        try:
            url = beside.enter_context(server(data))
            keep_in_file(data)
            sign_in(url, data, profile)
        except (Trouble, OSError, subprocess.TimeoutExpired) as trouble:
            say(f"{trouble}; the window works without a server")
        return window(profile, unseen, rest, os.environ)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
