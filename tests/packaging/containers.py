"""Podman over a store of its own, and the image built in it as packaging/Containerfile says.

Where the registry of the base image is out of reach, a stand-in of the same Debian and the same
Python is made from Debian's packages.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.serving import ROOT
from tests.packaging.test_deploying import of

IMAGE = "localhost/paddock-server:tried"
BASE = of("FROM")[-1]
SUITES = {"3.13": "trixie"}
"""The Debian that has a Python."""
INSIDE_CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt"

# pip lies with python there; Debian's own Python has it for virtual environments alone.
_FURNISH = (
    'ln -s /usr/bin/python3 "$1/usr/local/bin/python"',
    'chroot "$1" python -m venv /pip',
    'for d in "$1"/usr/local/lib/python3.*/dist-packages; do mv "$1"/pip/lib/*/*/pip* "$d"; done',
    'rm -r "$1/pip"',
)


class Podman:
    """The program, with images, volumes and containers that nobody else sees."""

    def __init__(self, program: str, folder: Path) -> None:
        runtime = shutil.which("runc") or shutil.which("crun")
        self._command = [
            program, "--root", str(folder / "s"), "--runroot", str(folder / "r"),
            "--storage-driver", "vfs", "--cgroup-manager", "cgroupfs", "--events-backend", "file",
            *(["--runtime", runtime] if runtime else []),
        ]  # fmt: skip

    def __call__(self, *words: str, status: int = 0, timeout: float = 120) -> str:
        """What a command prints; it must end with this status."""
        done = self.run(*words, timeout=timeout)
        assert done.returncode == status, f"{words}\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}"
        return done.stdout.strip()

    def run(self, *words: str, timeout: float = 120) -> subprocess.CompletedProcess[str]:
        """A command, however it ends."""
        return subprocess.run(
            [*self._command, *words], capture_output=True, text=True, timeout=timeout, check=False
        )

    def inspect(self, name: str) -> dict[str, Any]:
        """All that is known of an image or a container."""
        (found,) = json.loads(self("inspect", name))
        return dict(found)

    def build(self, folder: Path) -> None:
        """The image, by the very words of the Containerfile."""
        if self.run("pull", "--quiet", BASE, timeout=600).returncode != 0:
            self._stand_in(folder)
        own = Path(os.environ.get("SSL_CERT_FILE", INSIDE_CERTIFICATES))
        certificates = ["-v", f"{own.resolve()}:{INSIDE_CERTIFICATES}:ro"] if own.is_file() else []
        self(
            "build", "--isolation", "chroot", "--format", "docker", "--pull=never", *certificates,
            "-f", str(ROOT / "packaging" / "Containerfile"), "-t", IMAGE, str(ROOT), timeout=900,
        )  # fmt: skip

    def _stand_in(self, folder: Path) -> None:
        version = re.search(r":(3\.\d+)-slim$", BASE)
        assert version is not None, f"{BASE}: which Debian has its Python?"
        maker = needed("mmdebstrap")
        tar = folder / "base.tar"
        hooks = [f"--customize-hook={line}" for line in _FURNISH]
        made = subprocess.run(
            [maker, "--variant=minbase", "--include=python3-venv,ca-certificates", *hooks,
             SUITES[version[1]], str(tar)],
            capture_output=True, text=True, timeout=900, check=False,
        )  # fmt: skip
        if made.returncode != 0:
            pytest.skip(f"no base image is to be had: {made.stderr.strip()[-300:]}")
        self("import", "--quiet", "--change", "CMD python3", str(tar), BASE, timeout=300)
        tar.unlink()

    def close(self) -> None:
        """End what runs, and forget everything."""
        self.run("rm", "--all", "--force", "--time", "1")
        self.run("system", "reset", "--force")


def needed(program: str) -> str:
    """Where a program is that not every machine has."""
    found = shutil.which(program)
    if found is None or not sys.platform.startswith("linux"):
        pytest.skip(f"{program} is not installed: the image is not built")
    return found
