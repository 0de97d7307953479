"""A real Redis, for tests of the bus over it."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.ports import free_port

PATIENCE_SECONDS = 60


class RedisServer:
    """A Redis that keeps nothing, at an address that it keeps when it is started again."""

    def __init__(self, program: str, folder: Path) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._command = [program, "--bind", "127.0.0.1", "--port", str(self.port), "--save", "",
                         "--dir", str(folder), "--logfile", str(folder / "redis.log")]  # fmt: skip
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Serve; it takes a moment until it does."""
        self._process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL)

    def kill(self) -> None:
        """Gone from one moment to the next, and nobody told."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(PATIENCE_SECONDS)
            self._process = None

    def answers(self) -> bool:
        """Whether it is to be reached."""
        import redis

        try:
            with redis.Redis.from_url(self.url) as client:
                return bool(client.ping())
        except redis.ConnectionError:
            return False

    def listeners(self) -> int:
        """How many processes listen to the bus; none while Redis is not to be reached."""
        import redis

        try:
            with redis.Redis.from_url(self.url) as client:
                return int(client.pubsub_numsub("paddock")[0][1])
        except redis.ConnectionError:
            return 0
