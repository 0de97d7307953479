"""The image without a builder of images: what the Containerfile says is done in a folder.

Its own instructions are read and carried out there, each path within that folder: the packages are
installed from the lock by their hashes, the sources copied, and the server started, asked for its
health and stopped by the very words of ENTRYPOINT, HEALTHCHECK and STOPSIGNAL.
"""

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from sync_server.settings import DATABASE_NAME
from tests.end_to_end.serving import until
from tests.packaging.test_deploying import COMPOSE, ROOT, instructions
from tests.ports import free_port

pytestmark = pytest.mark.slow

OURS = ("/opt/paddock", "/opt/server", "/usr/local/bin", "/data")
"""The folders of the image that stand in the test's."""
SYSTEM = ("groupadd", "useradd", "install", "chmod")
"""What only root may do there, and a folder needs none of."""
NO_NETWORK = re.compile(r"NewConnectionError|Temporary failure in name resolution|ProxyError")


@dataclass
class Image:
    """A folder that is filled as the image would be."""

    root: Path
    environment: dict[str, str] = field(default_factory=dict)
    entrypoint: list[str] = field(default_factory=list)
    healthcheck: list[str] = field(default_factory=list)
    stop: str = "SIGTERM"
    folder: Path = Path()

    def inside(self, text: str) -> str:
        """Words of the Containerfile with its paths in the folder."""
        for path in OURS:
            text = re.sub(rf"(?<![\w/]){re.escape(path)}(?![\w])", str(self.root) + path, text)
        return text

    def do(self, name: str, rest: str) -> None:
        """Carry out one instruction."""
        if name == "FROM":
            # Each stage begins in a folder of its own; what the first made is copied in place.
            self.folder = self.root
        elif name == "WORKDIR":
            self.folder = self.root / rest.lstrip("/")
            self.folder.mkdir(parents=True, exist_ok=True)
        elif name == "COPY" and not rest.startswith("--from"):
            self._copy(*rest.split())
        elif name == "RUN":
            self._run(rest)
        elif name == "ENV":
            self.environment |= dict(each.split("=", 1) for each in shlex.split(self.inside(rest)))
        elif name == "ENTRYPOINT":
            self.entrypoint = json.loads(rest)
        elif name == "HEALTHCHECK":
            self.healthcheck = json.loads(self.inside(rest[rest.index("[") :]))
        elif name == "STOPSIGNAL":
            self.stop = rest

    def _copy(self, *names: str) -> None:
        *sources, target = names
        into = Path(self.inside(target)) if target.startswith("/") else self.folder / target
        for source in sources:
            there = ROOT / source
            if there.is_dir():
                left = shutil.ignore_patterns("__pycache__")
                shutil.copytree(there, into, dirs_exist_ok=True, ignore=left)
            else:
                into.mkdir(parents=True, exist_ok=True)
                shutil.copy(there, into)

    def _run(self, words: str) -> None:
        for command in re.split(r"\s+&&\s+", words.strip()):
            if command.split()[0] in SYSTEM:
                continue
            command = self.inside(command).replace("--no-cache-dir ", "")
            if " > " in command:
                Path(self.folder / command.rpartition(" > ")[2]).parent.mkdir(
                    parents=True, exist_ok=True
                )
            command = re.sub(r"^python ", f"{shlex.quote(sys.executable)} ", command)
            done = subprocess.run(
                ["sh", "-ec", command], cwd=self.folder, capture_output=True, text=True, timeout=600
            )
            if NO_NETWORK.search(done.stderr):
                pytest.skip("the packages are not to be had: no network")
            assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Image:
    made = Image(tmp_path_factory.mktemp("image"))
    (made.root / "data").mkdir()
    for name, rest in instructions():
        made.do(name, rest.strip())
    return made


@pytest.fixture
def running(image: Image) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """The server, as the image would start it, at a port that is free."""
    name, *options = image.entrypoint
    script = image.root / "usr/local/bin" / name
    script.chmod(0o755)
    port = free_port()
    options = ["127.0.0.1" if each == "0.0.0.0" else each for each in options]
    clean = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    process = subprocess.Popen(
        [str(script), *options, "--port", str(port)],
        cwd=image.root / "data", env=clean | image.environment,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    yield process, port
    process.kill()
    process.wait()


def test_the_image_serves_is_healthy_and_ends_when_it_is_told_to(
    image: Image, running: tuple[subprocess.Popen[bytes], int]
) -> None:
    process, port = running
    healthy = [word.replace(":8765/", f":{port}/") for word in image.healthcheck]

    def asked() -> int:
        return subprocess.run(
            healthy, env=image.environment, capture_output=True, timeout=180, check=False
        ).returncode

    def is_healthy() -> bool:
        assert process.poll() is None, "the server ended"
        return asked() == 0

    compiled = set((image.root / "opt/server").rglob("*.pyc"))
    until(is_healthy, "the health of the server")
    # All that is written is in the volume; the sources were compiled before.
    assert compiled
    assert set((image.root / "opt/server").rglob("*.pyc")) == compiled
    assert (image.root / "data" / DATABASE_NAME).is_file()
    process.send_signal(getattr(signal, image.stop))
    grace = int(COMPOSE["services"]["server-1"]["stop_grace_period"].removesuffix("s"))
    assert process.wait(grace) in (0, -signal.SIGTERM)
    # And the health check tells that it is gone.
    assert asked() != 0


def test_the_image_has_the_command_and_nothing_of_the_window(image: Image) -> None:
    command = image.root / "usr/local/bin" / image.entrypoint[0]
    assert command.read_text(encoding="utf-8").startswith("#!/bin/sh\n")
    said = subprocess.run(
        ["sh", command, "--version"], env=image.environment | {"PATH": os.environ["PATH"]},
        capture_output=True, text=True, timeout=180, check=True,
    ).stdout  # fmt: skip
    assert said.startswith("paddock-server ")
    there = {file.name.lower() for file in (image.root / "opt/paddock").rglob("*.dist-info")}
    assert any(name.startswith("fastapi") for name in there)
    assert not any(name.startswith(("pip-", "pyside6", "pytest", "ultravin")) for name in there)
