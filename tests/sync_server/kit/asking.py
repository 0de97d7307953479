"""An application with a few routes that only tests need, asked in process."""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import httpx
from fastapi import FastAPI, Request

from sync_server.app import create_app
from sync_server.settings import Settings
from tests.sync_server.templates import with_tables

T = TypeVar("T")


def an_app(folder: Path, **more: object) -> FastAPI:
    """The server, with routes to be slow, to echo and to fail."""
    app = create_app(Settings(data=with_tables(folder / "data"), **more))

    @app.get("/things/{thing}")
    async def thing(thing: str) -> dict[str, str]:
        return {"thing": thing}

    app.state.go_on = threading.Event()

    @app.get("/slow")
    def slow() -> dict[str, bool]:
        return {"told": app.state.go_on.wait(60)}

    @app.post("/echo")
    async def echo(request: Request) -> dict[str, int]:
        return {"bytes": len(await request.body())}

    @app.post("/typed")
    async def typed(values: list[int]) -> int:
        return sum(values)

    @app.get("/fault")
    async def fault() -> None:
        raise RuntimeError("anna@example.org broke it")

    return app


def asked(
    app: FastAPI,
    work: Callable[[httpx.AsyncClient], Awaitable[T]],
    client: tuple[str, int] = ("127.0.0.1", 5000),
) -> T:
    """What `work` gives, with the server started and a client of it."""

    async def whole() -> T:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=client)
        async with (
            app.router.lifespan_context(app),
            httpx.AsyncClient(transport=transport, base_url="http://server") as asking,
        ):
            return await work(asking)

    return asyncio.run(whole())


def got(app: FastAPI, path: str, **more: object) -> httpx.Response:
    """The answer to one GET."""
    return asked(app, lambda client: client.get(path, **more))
