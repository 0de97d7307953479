"""A server in this very process, for tests and simulations: HTTP over ASGI, without a socket."""

from __future__ import annotations

import asyncio

import httpx


class Bridge(httpx.BaseTransport):
    """Carries requests of a synchronous client to an asynchronous transport, on a loop of its own.

    Several may share a `runner`; whoever made it closes it.
    """

    def __init__(
        self, transport: httpx.AsyncBaseTransport, runner: asyncio.Runner | None = None
    ) -> None:
        self._transport = transport
        self._owned = None if runner is not None else asyncio.Runner()
        self._runner = runner or self._owned

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """One request and its whole answer."""
        assert self._runner is not None
        return self._runner.run(self._whole(request))

    async def _whole(self, request: httpx.Request) -> httpx.Response:
        asked = httpx.Request(
            request.method, request.url, headers=request.headers, content=request.read()
        )
        response = await self._transport.handle_async_request(asked)
        stream = response.stream
        assert isinstance(stream, httpx.AsyncByteStream)
        body = b"".join([part async for part in stream])
        return httpx.Response(
            response.status_code, headers=response.headers, stream=httpx.ByteStream(body)
        )

    def close(self) -> None:
        """Close the loop, if it is our own."""
        if self._owned is not None:
            self._owned.close()
