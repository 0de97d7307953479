"""A server process for tests: `python -m tests.sync_server.process DATA URL [REDIS]`."""

import asyncio
import sys
from pathlib import Path

import uvicorn

from sync_server.app import create_app
from sync_server.settings import Settings
from tests.sync_server.people import stand_in


async def main(data: str, url: str, redis: str = "") -> None:
    """Serve until the standard input closes; the port is printed first."""
    app = create_app(Settings(Path(data), url, redis=redis))
    app.state.authenticate = stand_in
    config = uvicorn.Config(
        app, host="127.0.0.1", port=0, ws="websockets-sansio", log_level="error",
        ws_per_message_deflate=False, lifespan="on",
    )  # fmt: skip
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve())
    while not server.started and not task.done():
        await asyncio.sleep(0.01)
    print(server.servers[0].sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.read)
    server.should_exit = True
    await task


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
