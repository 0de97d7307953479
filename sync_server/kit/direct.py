"""Paths that are asked all day: taken to their endpoints at once, past what finds and feeds others.

The framework looks for a route in two steps, opens four exit stacks and solves dependencies for
each request: for a look that brings no news that takes longer than the look itself.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match
from starlette.types import Receive, Scope, Send

Endpoint = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True)
class Way:
    """Who answers at a path, as the log calls it."""

    path: str
    endpoint: Endpoint


class Direct(BaseRoute):
    """The first in the table of routes; whatever it does not know goes on to the next.

    The same path has a route of the framework's, which the document tells of, and which refuses
    other methods. What an endpoint raises is answered like any other's.
    """

    def __init__(self) -> None:
        self._ways: dict[tuple[str, str], Way] = {}

    def add(self, method: str, path: str, endpoint: Endpoint) -> None:
        """Let `endpoint` answer what is asked by this method of exactly this path."""
        self._ways[method, path] = Way(path, endpoint)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """All or nothing: paths have no parameters here."""
        way = self._ways.get((scope.get("method", ""), scope["path"]))
        return (Match.NONE, {}) if way is None else (Match.FULL, {"route": way})

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the endpoint answer."""
        way: Way = scope["route"]
        response = await way.endpoint(Request(scope, receive, send))
        await response(scope, receive, send)
