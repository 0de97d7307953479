"""What is asked all day goes to its endpoint at once, and answers as its documented route would."""

from __future__ import annotations

from pathlib import Path

import httpx
from fastapi.routing import APIRoute, iter_route_contexts
from starlette.requests import Request
from starlette.responses import Response

from sync_server.kit.application import Application
from sync_server.kit.problem import MEDIA_TYPE, Conflict
from sync_server.records.routes import DIRECT
from tests.sync_server.kit.asking import an_app, asked


def test_each_direct_path_has_a_route_that_documents_it(tmp_path: Path) -> None:
    app = an_app(tmp_path)
    documented = {
        (method, context.path_format)
        for context in iter_route_contexts(app.routes)
        if isinstance(context.original_route, APIRoute)
        for method in context.methods or ()
    }
    assert set(DIRECT) <= documented
    assert {path for _, path in DIRECT} <= app.openapi()["paths"].keys()


def test_it_is_refused_watched_and_headed_like_any_other(tmp_path: Path) -> None:
    app = _with_endpoints(tmp_path)

    async def work(client: httpx.AsyncClient) -> list[httpx.Response]:
        posted = [await client.post(path) for path in ("/quick", "/no", "/fault", "/sync/pull")]
        return [*posted, await client.get("/sync/pull"), await client.get("/metrics")]

    quick, no, fault, stranger, other, metrics = asked(app, work)
    assert (quick.status_code, quick.text) == (200, "quick")
    assert quick.headers["x-content-type-options"] == "nosniff"
    assert "x-request-id" in quick.headers
    assert (no.status_code, no.json()["code"]) == (409, "conflict")
    assert (fault.status_code, fault.headers["content-type"]) == (500, MEDIA_TYPE)
    assert "anna@" not in fault.text
    assert (stranger.status_code, stranger.headers["www-authenticate"]) == (401, "Bearer")
    assert (other.status_code, other.headers["allow"]) == (405, "POST")
    assert 'route="/quick",status="200"' in metrics.text


def _with_endpoints(folder: Path) -> Application:
    app = an_app(folder)
    assert isinstance(app, Application)

    async def quick(_: Request) -> Response:
        return Response("quick")

    async def no(_: Request) -> Response:
        raise Conflict("not so")

    async def fault(_: Request) -> Response:
        raise RuntimeError("anna@example.org broke it")

    for path, endpoint in (("/quick", quick), ("/no", no), ("/fault", fault)):
        app.add_direct("POST", path, endpoint)
    return app
