"""What the tests of the live line need beside a server."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.serving import until
from tests.sync_server.redis_server import RedisServer


@pytest.fixture
def redis_server(tmp_path: Path) -> Iterator[RedisServer]:
    """A Redis of this test's own, where the machine has the program."""
    program = shutil.which("redis-server")
    if program is None:
        what = "redis-server is not installed: the bus over Redis is not tried"
        if os.environ.get("PADDOCK_REQUIRE_INTEROP") == "1":
            pytest.fail(what)
        pytest.skip(what)
    server = RedisServer(program, tmp_path)
    server.start()
    until(server.answers, "Redis")
    yield server
    server.kill()
