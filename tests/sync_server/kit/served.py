"""A server that a test runs as a process of its own: slow, echoing, with a socket."""

import sys
from pathlib import Path

from fastapi import Request, WebSocket
from starlette.websockets import WebSocketDisconnect

from sync_server.app import create_app
from sync_server.kit import logs, serving
from sync_server.settings import Settings


def main(folder: Path, header_seconds: float) -> None:
    """Serve on a free port until told to stop."""
    logs.configure()
    app = create_app(Settings(data=folder))

    @app.get("/slow")
    def slow() -> dict[str, str]:
        print("slow began", flush=True)
        sys.stdin.readline()
        return {"slept": "well"}

    @app.post("/echo")
    async def echo(request: Request) -> dict[str, int]:
        return {"bytes": len(await request.body())}

    @app.websocket("/socket")
    async def socket(socket: WebSocket) -> None:
        await socket.accept()
        try:
            while True:
                await socket.send_text(await socket.receive_text())
        except WebSocketDisconnect:
            pass

    serving.Connection.header_seconds = header_seconds
    serving.serve(app, serving.listen("127.0.0.1", 0))


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
